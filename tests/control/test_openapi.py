"""The OpenAPI document of the control API: valid, complete, and true of what the routes do."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from mockserver import __version__
from mockserver.control.openapi import describe
from mockserver.control.routes import ROUTES
from mockserver.testing.api_client import Response
from tests.api_client import AppClient

PAGE = (Path(__file__).parents[2] / "docs" / "control-api.md").read_text()
DOCUMENT = describe(ROUTES, "http://mock.test:4010")
OPERATIONS = {
    (method.upper(), path): row for path, methods in DOCUMENT["paths"].items() for method, row in methods.items()
}
WITH_STRUCT = [
    pytest.param(method, path, id=f"{method} {path}")
    for (method, path), row in OPERATIONS.items()
    if any("$ref" in media["schema"] for media in row.get("requestBody", {"content": {}})["content"].values())
]
EACH = [pytest.param(*operation, id=" ".join(operation)) for operation in OPERATIONS]
SAMPLES: list[tuple[str, str, str, Any]] = [
    ("GET", "/", "/", None),
    ("GET", "/__admin", "/__admin", None),
    ("GET", "/__admin/openapi.json", "/__admin/openapi.json", None),
    ("GET", "/__admin/health", "/__admin/health", None),
    ("GET", "/__admin/providers", "/__admin/providers", None),
    ("GET", "/__admin/settings", "/__admin/settings", None),
    ("GET", "/__admin/settings/schema", "/__admin/settings/schema", None),
    ("PATCH", "/__admin/settings", "/__admin/settings", {"seed": "7", "revring": {"webhook_retries": [1, 5]}}),
    ("PATCH", "/__admin/settings", "/__admin/settings", {"profile": "loose"}),
    ("GET", "/__admin/clock", "/__admin/clock", None),
    ("PATCH", "/__admin/clock", "/__admin/clock", {"mode": "manual", "rate": 2}),
    ("POST", "/__admin/clock/advance", "/__admin/clock/advance", {"by": 5, "settle": False}),
    ("POST", "/__admin/clock/advance", "/__admin/clock/advance", {"by": "-5 parsecs"}),
    ("GET", "/__admin/scenarios", "/__admin/scenarios", None),
    ("POST", "/__admin/scenarios", "/__admin/scenarios", {"version": 1, "name": "x", "attempts": [{"fails": "busy"}]}),
    ("POST", "/__admin/scenarios/check", "/__admin/scenarios/check", {"version": 1, "name": "x", "extends": "nobody"}),
    (
        "GET",
        "/__admin/scenarios/{name}/diagram.svg",
        "/__admin/scenarios/busy/diagram.svg?theme=dark&provider=revox",
        None,
    ),
    ("GET", "/__admin/scenarios/{name}/diagram.svg", "/__admin/scenarios/busy/diagram.svg?call=nobody", None),
    ("GET", "/__admin/scenarios/{name}/source", "/__admin/scenarios/busy/source", None),
    ("GET", "/__admin/scenarios/{name}/source", "/__admin/scenarios/bsuy/source", None),
    ("GET", "/__admin/scenarios/{name}/diagram", "/__admin/scenarios/busy/diagram", None),
    ("GET", "/__admin/scenarios/{name}/diagram.svg", "/__admin/scenarios/busy/diagram.svg", None),
    ("POST", "/__admin/scenarios/{name}/preview", "/__admin/scenarios/busy/preview", {"seed": "1"}),
    ("POST", "/__admin/scenarios/{name}/preview", "/__admin/scenarios/regressing-status-ringyo/preview", {}),
    ("POST", "/__admin/scenarios/{name}/preview", "/__admin/scenarios/bsuy/preview", {}),
    (
        "POST",
        "/__admin/scenarios/preview",
        "/__admin/scenarios/preview",
        {"text": "{version: 1, name: x}"},
    ),
    ("POST", "/__admin/calls", "/__admin/calls", {"provider": "ringyo", "from": "+12125550142", "to": "+12125550100"}),
    ("GET", "/__admin/calls", "/__admin/calls?phase=ended&examples=true", None),
    ("GET", "/__admin/calls/{id}", "/__admin/calls/nobody", None),
    ("GET", "/__admin/requests", "/__admin/requests?limit=3", None),
    ("GET", "/__admin/requests", "/__admin/requests?order=newest&limit=3", None),
    ("GET", "/__admin/webhooks", "/__admin/webhooks?order=newest&limit=3&q=x&outcome=failed", None),
    ("GET", "/__admin/webhooks", "/__admin/webhooks?order=best", None),
    ("GET", "/__admin/sink", "/__admin/sink", None),
    ("GET", "/__admin/requests.har", "/__admin/requests.har", None),
    ("POST", "/__admin/faults", "/__admin/faults", [{"fault": "timeout", "first": 1}]),
    ("GET", "/__admin/events", "/__admin/events", None),
    ("GET", "/__admin/metrics", "/__admin/metrics", None),
    ("PUT", "/__admin/sink/{name}", "/__admin/sink/mine?status=204", None),
    ("POST", "/__admin/sink/{name}", "/__admin/sink/mine", "any text"),
    ("GET", "/__admin/snapshot", "/__admin/snapshot", None),
    ("PUT", "/__admin/snapshot", "/__admin/snapshot", {}),
    ("GET", "/__admin/schemas/scenario.json", "/__admin/schemas/scenario.json", None),
]


@pytest.fixture(scope="module")
def client() -> Iterator[AppClient]:
    with AppClient() as client:
        yield client


def resolved(row: dict[str, Any]) -> dict[str, Any]:
    """Return an object of the document, or the one to which it refers."""
    found: Any = DOCUMENT
    if "$ref" not in row:
        return row
    for key in row["$ref"].removeprefix("#/").split("/"):
        found = found[key]
    return dict(found)


def parameters(method: str, path: str, place: str) -> dict[str, Any]:
    """Return the parameters of an operation in the path, the query or the headers: name to schema."""
    rows = [resolved(row) for row in OPERATIONS[method, path]["parameters"]]
    return {row["name"]: row["schema"] for row in rows if row["in"] == place}


def filled(path: str) -> str:
    """Return a path with values in place of its parameters."""
    return re.sub(r"\{\w+\}", "nobody", path)


def validate(schema: dict[str, Any], value: Any) -> None:
    jsonschema_rs.Draft202012Validator({**schema, "components": DOCUMENT["components"]}).validate(value)


def documented(responses: dict[str, Any], reply: Response) -> dict[str, Any]:
    """Return what the document says about a response."""
    exact, wide = str(reply.status), f"{reply.status // 100}XX"
    return resolved(responses[exact] if exact in responses else responses[wide])


@pytest.mark.parametrize(
    ("path", "url"),
    [
        ("/__admin/openapi.json", "http://mock.test:4010"),
        ("/w/mine/__admin/openapi.json", "http://mock.test:4010/w/mine"),
    ],
)
def test_the_document_is_valid_and_names_the_url_and_the_version(client: AppClient, path: str, url: str) -> None:
    reply = client.get(path)
    assert reply.status == 200
    OpenAPIV31SpecValidator(reply.json).validate()
    assert (reply.json["info"]["version"], reply.json["servers"]) == (__version__, [{"url": url}])
    assert reply.json["paths"] == DOCUMENT["paths"]


def test_every_route_is_documented_and_nothing_else() -> None:
    served = [(method, route.path) for route in ROUTES for method in (route.methods or set()) - {"HEAD"}]
    assert sorted(OPERATIONS) == sorted(served)
    assert len(set(served)) == len(served)


@pytest.mark.parametrize(("method", "path"), EACH)
def test_every_documented_route_exists(client: AppClient, method: str, path: str) -> None:
    reply = client.request(method, f"{filled(path)}?timeout=0", "[")
    assert not (reply.json and "has no route" in str(reply.json.get("error"))), reply.json


@pytest.mark.parametrize(("method", "path"), EACH)
def test_routes_are_public_as_documented(method: str, path: str) -> None:
    with AppClient(open_admin=False) as client:
        status = client.request(method, filled(path), "[").status
    assert (status == 401) is ("security" not in OPERATIONS[method, path])


@pytest.mark.parametrize(("method", "path"), EACH)
def test_every_parameter_of_a_route_is_documented(method: str, path: str) -> None:
    assert list(parameters(method, path, "path")) == re.findall(r"\{(\w+)\}", path)
    row = next((line for line in PAGE.splitlines() if f"{method} {path}`" in line), "")
    named = {part.partition("=")[0] for text in re.findall(r"\?(\w[\w&=]*)", row) for part in text.split("&")}
    query = set(parameters(method, path, "query"))
    assert named <= query
    if row and "same filters" not in row:
        assert query <= named | {"world"}


@pytest.mark.parametrize(("method", "path"), EACH)
def test_routes_say_what_they_do(method: str, path: str) -> None:
    row = OPERATIONS[method, path]
    assert 5 < len(row["summary"]) < 200
    assert not row["description"].startswith(f"`{method}")
    assert row["tags"][0] in {tag["name"] for tag in DOCUMENT["tags"]}


def test_the_journal_takes_the_documented_parameters(client: AppClient) -> None:
    taken = client.get("/__admin/requests?nothing=1").error["message"].partition("expected ")[2]
    names = taken.partition(".")[0].split(", ")
    assert set(names) == set(parameters("GET", "/__admin/requests", "query"))
    fewer = set(parameters("GET", "/__admin/requests/unmatched", "query"))
    assert set(names) - fewer == {"operation"}


@pytest.mark.parametrize(("method", "path"), WITH_STRUCT)
def test_bodies_take_the_documented_keys_only(client: AppClient, method: str, path: str) -> None:
    (content,) = OPERATIONS[method, path]["requestBody"]["content"].values()
    schema, target = resolved(content["schema"]), path.replace("{id}", "nobody").replace("{name}", "busy")
    with pytest.raises(jsonschema_rs.ValidationError, match="surprise"):
        validate({**schema, "required": []}, {"surprise": 1})
    refused = client.request(method, target, {"surprise": 1})
    assert (refused.status, "surprise" in refused.error["message"]) == (400, True)
    for key, kind in schema["properties"].items():
        error = client.request(method, target, {key: [["of the wrong type"]]}).error["message"]
        assert re.match(rf"{key}\b.*: expected", error) or kind.keys() <= {"default"}, "the route does not know the key"
    row = next(line for line in PAGE.splitlines() if f"{method} {path}`" in line)
    written = re.sub(r"\[.*?\]", "", " ".join(re.findall(r"`(\{[^`]*\})`", row)))
    assert not written or set(re.findall(r'"(\w+)"', written)) == set(schema["properties"])
    missing = client.request(method, target, {}).json
    assert all(f"{key} is required" in missing["error"]["message"] for key in schema["required"])


@pytest.mark.parametrize(("method", "path", "target", "body"), SAMPLES, ids=lambda value: str(value)[:60])
def test_bodies_and_responses_are_as_documented(
    client: AppClient, method: str, path: str, target: str, body: Any
) -> None:
    row = OPERATIONS[method, path]
    reply = client.request(method, target, body, x_mockserver_world="samples", accept="application/json, */*")
    expected = documented(row["responses"], reply)
    ((media, content),) = expected["content"].items()
    if reply.body:
        assert reply.headers["content-type"].partition(";")[0] == media
    if media == "application/json" and reply.body:
        validate(content["schema"], reply.json)
    if reply.status < 300 and isinstance(body, dict | list):
        validate(row["requestBody"]["content"]["application/json"]["schema"], body)


@pytest.mark.parametrize("name", ["ErrorResponse", "ErrorBody", "ScenarioPreview", "CallPreview", "PreviewRow"])
def test_responses_always_have_all_documented_keys(name: str) -> None:
    schema = DOCUMENT["components"]["schemas"][name]
    assert sorted(schema["required"]) == sorted(schema["properties"]) != []


def test_headers_are_documented(client: AppClient) -> None:
    picture = client.get("/__admin/scenarios/busy/diagram.svg")
    named = OPERATIONS["GET", "/__admin/scenarios/{name}/diagram.svg"]["responses"]["200"]["headers"]
    assert {name.lower() for name in named} <= set(picture.headers)
    packed = client.get("/__admin/snapshot", accept_encoding="gzip")
    named = OPERATIONS["GET", "/__admin/snapshot"]["responses"]["200"]["headers"]
    assert {name.lower() for name in named} <= set(packed.headers)
    for method, path, names in (
        ("GET", "/__admin/health", []),
        ("GET", "/__admin/calls", ["X-Mockserver-World"]),
        ("PATCH", "/__admin/clock", ["X-Mockserver-World", "Content-Encoding"]),
        ("GET", "/__admin/events", ["Last-Event-ID", "X-Mockserver-World"]),
    ):
        assert list(parameters(method, path, "header")) == names
    token = DOCUMENT["components"]["securitySchemes"]["token"]["name"]
    with AppClient(admin_token="secret") as protected:
        assert protected.get("/__admin/calls").status == 401
        assert protected.get("/__admin/calls", **{token.lower(): "secret"}).status == 200


@pytest.mark.parametrize(("name", "is_valid"), [("a.B-9_", True), ("a" * 64, True), ("a" * 65, False), ("a b", False)])
def test_names_of_worlds_are_as_documented(client: AppClient, name: str, is_valid: bool) -> None:
    schema = parameters("GET", "/__admin/clock", "header")["X-Mockserver-World"]
    assert jsonschema_rs.Draft202012Validator(schema).is_valid(name) is is_valid
    assert (client.get("/__admin/clock", x_mockserver_world=name).status == 200) is is_valid
