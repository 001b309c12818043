"""The OpenAPI documents are valid, complete and public, and the check of all responses against them finds errors."""

import re
from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from mockserver.providers import PROVIDERS
from mockserver.providers.base import Answer, answer
from mockserver.providers.openapi import describe
from tests.api_client import ApiClient, AppClient
from tests.documented_answers import OffSchema, validate

NAMES = sorted(PROVIDERS)


def document(provider: str) -> dict[str, Any]:
    return describe(PROVIDERS[provider], "http://mock.test")


def described(provider: str) -> list[dict[str, Any]]:
    return [operation for path in document(provider)["paths"].values() for operation in path.values()]


@pytest.mark.parametrize("provider", NAMES)
def test_the_document_is_valid_openapi(provider: str) -> None:
    OpenAPIV31SpecValidator(document(provider)).validate()


@pytest.mark.parametrize("provider", NAMES)
def test_every_operation_is_described_with_its_types(provider: str) -> None:
    documented = {operation["operationId"]: operation for operation in described(provider)}
    assert list(documented) == [operation.name for operation in PROVIDERS[provider].operations]
    for name, operation in documented.items():
        assert operation["summary"], name
        for status, response in operation["responses"].items():
            ((media, content),) = response["content"].items()
            assert content.get("schema") if media == "application/json" else not content, (name, status)


@pytest.mark.parametrize("provider", NAMES)
def test_links_lead_to_operations_that_take_the_id(provider: str) -> None:
    with_parameters = {operation["operationId"] for operation in described(provider) if operation["parameters"]}
    links = [
        link
        for operation in described(provider)
        for response in operation["responses"].values()
        for link in response.get("links", {}).values()
    ]
    assert links
    assert {link["operationId"] for link in links} <= with_parameters
    assert all(re.fullmatch(r"\$response\.body#(/\w+)+", link["parameters"]["id"]) for link in links)


@pytest.mark.parametrize("provider", NAMES)
def test_the_document_is_served_without_a_key_and_names_the_world(provider: str) -> None:
    with AppClient() as client:
        reply = client.get(f"/w/mine/{provider}/openapi.json", authorization="", x_api_key="")
        (server,) = reply.json["servers"]
        assert reply.status == 200
        assert server["url"].startswith(f"http://mock.test:4010/w/mine/{provider}")
        template = next(path for path, row in reply.json["paths"].items() if "get" in row and "{" not in path)
        path = server["url"].removeprefix("http://mock.test:4010") + template
        assert client.get(path).status == 200


def test_reading_the_document_is_not_in_the_journal() -> None:
    api = ApiClient("revox")
    api.get("/openapi.json")
    assert list(api.world.journal) == []


OPERATION = next(row for row in PROVIDERS["revox"].operations if row.name == "auth_status.retrieve")


@pytest.mark.parametrize(
    "wrong",
    [
        answer({"authenticated": "yes"}),
        answer({}),
        answer({"authenticated": True, "surprise": 1}),
        answer({"authenticated": True}, 201),
        answer({"oops": "not an error body"}, 400),
        Answer(200, b"true", media="text/plain"),
    ],
    ids=["type", "missing key", "unknown key", "status", "refusal", "media"],
)
def test_the_response_check_finds_each_kind_of_error(wrong: Answer) -> None:
    validate(PROVIDERS["revox"], OPERATION, answer({"authenticated": True}))
    with pytest.raises(OffSchema, match="revox auth_status"):
        validate(PROVIDERS["revox"], OPERATION, wrong)


def test_a_response_that_violates_the_document_fails_the_test() -> None:
    api = ApiClient("revox")
    name = api.add_scenario("odd", extends="answered", fields={"status": "on the moon"})
    with pytest.raises(OffSchema, match="on the moon"):
        api.post("/api/call", {"phone_number": "+14155550142"}, x_mockserver_scenario=name)
