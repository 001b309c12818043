"""`/v1/agents/{id}/custom-tools`: create, update and delete an agent's tools."""

from typing import Any

import pytest

from tests.providers.revring.client import RevRingClient

SENT: dict[str, Any] = {
    "name": "get_available_slots",
    "webhookUrl": "https://example.com/api/tools/slots",
    "httpMethod": "POST",
    "headers": [{"key": "x-tool-secret", "value": "s3cret"}],
    "sendRawRequestBody": False,
    "enabled": True,
    "schema": {
        "type": "function",
        "name": "get_available_slots",
        "parameters": {"type": "object", "properties": {}, "required": ["timezone"], "additionalProperties": False},
    },
}
LEAST = {"name": "t", "webhookUrl": "https://example.com/t"}


@pytest.fixture
def path(api: RevRingClient) -> str:
    """Return the path of the tools of a new agent."""
    return f"/agents/{api.post('/agents', {'name': 'A', 'promptTemplate': 'P'}).data['id']}/custom-tools"


def test_a_tool_is_created_listed_and_shown_in_its_agent(api: RevRingClient, path: str) -> None:
    reply = api.post(path, SENT)
    at = "2026-01-05T15:00:00.000Z"
    own = {"id": reply.data["id"], "createdAt": at, "updatedAt": at, "queryParams": None}
    assert (reply.status, reply.data) == (201, SENT | own)
    assert api.get(path).data == [reply.data]
    assert api.get(path.removesuffix("/custom-tools")).data["customTools"] == [reply.data]


def test_a_tool_has_defaults(api: RevRingClient, path: str) -> None:
    tool = api.post(path, LEAST).data
    names = ("enabled", "schema", "httpMethod", "headers", "queryParams", "sendRawRequestBody")
    assert [tool[name] for name in names] == [True, None, "POST", None, None, False]


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE"])
def test_each_method_is_accepted(api: RevRingClient, path: str, method: str) -> None:
    assert api.post(path, LEAST | {"httpMethod": method}).data["httpMethod"] == method


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"name": ...}, "name is required."),
        ({"webhookUrl": ...}, "webhookUrl is required."),
        ({"name": ""}, 'name: expected str of length >= 1 (given: "").'),
        ({"name": "x" * 65}, f'name: expected str of length <= 64 (given: "{"x" * 65}").'),
        ({"webhookUrl": "slots"}, "webhookUrl is 'slots'; expected a URL such as https://example.com/hook."),
        ({"httpMethod": "HEAD"}, 'httpMethod: expected one of GET, POST, PUT, PATCH, DELETE (given: "HEAD").'),
        ({"headers": [{"key": "a"}]}, "headers[0].value is required."),
        ({"queryParams": [{"key": "", "value": "b"}]}, 'queryParams[0].key: expected str of length >= 1 (given: "").'),
        ({"schema": "x"}, 'schema: expected object | null, got str (given: "x").'),
        ({"enabled": None}, "enabled: expected bool, got null."),
    ],
)
def test_an_invalid_field_is_named(api: RevRingClient, path: str, change: dict[str, Any], message: str) -> None:
    body = {key: value for key, value in {**LEAST, **change}.items() if value is not ...}
    reply = api.post(path, body)
    assert (reply.status, reply.error["message"]) == (400, message)
    assert api.get(path).data == []


def test_a_name_of_64_characters_is_accepted(api: RevRingClient, path: str) -> None:
    assert api.post(path, LEAST | {"name": "x" * 64}).status == 201


def test_an_update_replaces_whole_lists_and_null_removes_them(api: RevRingClient, path: str) -> None:
    tool = api.post(path, SENT).data
    other = api.post(path, LEAST).data
    api.advance(5)
    body = {"headers": [{"key": "x-tool-secret", "value": ""}], "schema": None, "queryParams": [], "enabled": False}
    reply = api.patch(f"{path}/{tool['id']}", body)
    assert (reply.status, reply.data) == (200, tool | body | {"updatedAt": "2026-01-05T15:00:05.000Z"})
    assert api.get(path).data == [reply.data, other]
    assert api.patch(f"{path}/{tool['id']}", {}).data == reply.data


def test_a_tool_can_be_deleted(api: RevRingClient, path: str) -> None:
    tool, other = api.post(path, SENT).data, api.post(path, LEAST).data
    assert api.delete(f"{path}/{tool['id']}").data == {"id": tool["id"]}
    assert api.get(path).data == [other]
    assert api.delete(f"{path}/{tool['id']}").status == 404


@pytest.mark.parametrize("method", ["PATCH", "DELETE"])
def test_an_unknown_tool_is_404_and_created_in_profile_lenient(api: RevRingClient, path: str, method: str) -> None:
    body: dict[str, Any] | None = {} if method == "PATCH" else None
    reply = api.request(method, f"{path}/nothing", body)
    assert (reply.status, reply.error["message"]) == (404, "There is no custom tool 'nothing'.")
    lenient = RevRingClient(profile="lenient")
    for _ in range(2):  # deletions have no effect
        assert lenient.request(method, "/agents/a/custom-tools/nothing", body).data["id"] == "nothing"


def test_a_tool_belongs_to_one_agent(api: RevRingClient, path: str) -> None:
    tool = api.post(path, SENT).data
    other = api.post("/agents", {"name": "B", "promptTemplate": "P"}).data["id"]
    assert api.patch(f"/agents/{other}/custom-tools/{tool['id']}", {}).status == 404
