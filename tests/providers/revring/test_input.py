"""Which requests are refused, with which messages; and what the profiles change."""

from typing import Any

import pytest

from mockserver.providers.revring.agents import AGENTS
from tests.providers.revring.client import FROM, TO, RevRingClient

GOOD = {"agentId": "a", "toNumber": TO, "fromNumber": FROM}
E164 = "expected an E.164 number such as +14155550142."


@pytest.mark.parametrize(
    ("change", "path", "message"),
    [
        ({"agentId": ""}, ["agentId"], "agentId is ''; expected the id of an agent."),
        ({"agentId": 7}, ["agentId"], "agentId: expected str, got int (given: 7)."),
        ({"agentId": None}, ["agentId"], "agentId: expected str, got null."),
        ({"toNumber": "<string>"}, ["toNumber"], f"toNumber is '<string>'; {E164}"),
        ({"toNumber": "+0155551234"}, ["toNumber"], f"toNumber is '+0155551234'; {E164}"),
        ({"toNumber": "+1415555123456789"}, ["toNumber"], f"toNumber is '+1415555123456789'; {E164}"),
        ({"toNumber": "+14155551234\n"}, ["toNumber"], f"toNumber is '+14155551234\\n'; {E164}"),
        ({"toNumber": "9" * 100}, ["toNumber"], f"toNumber is '{'9' * 80}…'; {E164}"),
        ({"fromNumber": "415 555 1234"}, ["fromNumber"], f"fromNumber is '415 555 1234'; {E164}"),
        ({"fromNumber": 14155551234}, ["fromNumber"], "fromNumber: expected str, got int (given: 14155551234)."),
        (
            {"callerIdName": ""},
            ["callerIdName"],
            "callerIdName is ''; expected 1 to 15 characters, not 0.",
        ),
        (
            {"callerIdName": "Acme Support Inc"},
            ["callerIdName"],
            "callerIdName is 'Acme Support Inc'; expected 1 to 15 characters, not 16.",
        ),
        ({"callerIdName": None}, ["callerIdName"], "callerIdName: expected str, got null."),
        ({"skipQueue": "true"}, ["skipQueue"], 'skipQueue: expected bool, got str (given: "true").'),
        ({"variables": []}, ["variables"], "variables: expected object, got array."),
        ({"variables": None}, ["variables"], "variables: expected object, got null."),
        (
            {"variables": {"a.b": [1]}},
            ["variables", "a.b"],
            "variables.a.b is an array; expected a string, number, boolean or null.",
        ),
        (
            {"variables": {"x": {"y": 1}}},
            ["variables", "x"],
            "variables.x is an object; expected a string, number, boolean or null.",
        ),
    ],
)
def test_an_invalid_field_is_named_with_what_was_given_and_expected(
    api: RevRingClient, change: dict[str, Any], path: list[str], message: str
) -> None:
    reply = api.post("/calls", GOOD | change)
    assert reply.status == 400
    assert reply.error == {
        "code": "VALIDATION_ERROR",
        "message": message,
        "details": [{"path": path, "message": message}],
    }
    assert not api.world.calls


@pytest.mark.parametrize("missing", ["agentId", "toNumber", "fromNumber"])
def test_a_missing_field_is_named(api: RevRingClient, missing: str) -> None:
    reply = api.post("/calls", {key: value for key, value in GOOD.items() if key != missing})
    assert (reply.status, reply.error["message"]) == (400, f"{missing} is required.")


def test_all_invalid_formats_are_reported_together(api: RevRingClient) -> None:
    bad = {"agentId": " ", "toNumber": "1", "fromNumber": "2", "callerIdName": "", "variables": {"x": []}}
    details = api.post("/calls", bad).error["details"]
    assert [issue["path"][0] for issue in details] == [*list(bad)[:3], "callerIdName", "variables"]


def test_wrong_types_missing_fields_and_invalid_formats_are_reported_together(api: RevRingClient) -> None:
    error = api.post("/calls", {"toNumber": "1", "skipQueue": "no", "variables": {"x": []}}).error
    assert error["details"] == [
        {"path": ["skipQueue"], "message": 'skipQueue: expected bool, got str (given: "no").'},
        {"path": ["agentId"], "message": "agentId is required."},
        {"path": ["fromNumber"], "message": "fromNumber is required."},
        {"path": ["toNumber"], "message": f"toNumber is '1'; {E164}"},
        {
            "path": ["variables", "x"],
            "message": "variables.x is an array; expected a string, number, boolean or null.",
        },
    ]
    assert error["message"] == " ".join(issue["message"] for issue in error["details"])


def test_a_field_of_a_wrong_type_is_reported_once(api: RevRingClient) -> None:
    details = api.post("/agents", {"messagingConfig": {"inboundMode": 1, "fromNumber": "x"}}).error["details"]
    assert [issue["path"] for issue in details] == [["messagingConfig", "inboundMode"], ["name"], ["promptTemplate"]]


def test_the_profile_strict_reports_unknown_fields_with_the_others() -> None:
    details = RevRingClient(profile="strict").post("/calls", {"agent_id": "a", "toNumber": "1"}).error["details"]
    assert [issue["path"][0] for issue in details] == ["agent_id", "agentId", "fromNumber", "toNumber"]


def test_the_profile_lenient_reports_wrong_types_only() -> None:
    details = RevRingClient(profile="lenient").post("/calls", {"agentId": 1, "toNumber": "1"}).error["details"]
    assert [issue["path"][0] for issue in details] == ["agentId", "fromNumber"]


@pytest.mark.parametrize(
    ("raw", "status", "code"),
    [
        (b"{", 400, "INVALID_JSON"),
        (b"\xff\xfe", 400, "INVALID_JSON"),
        (b'{"agentId": NaN}', 400, "INVALID_JSON"),
        (b'{"agentId": "a", "agentId": "b"}', 400, "INVALID_JSON"),
        (b'{"agentId": "\\u0000"}', 400, "INVALID_JSON"),
        (b"[" * 200 + b"]" * 200, 400, "VALIDATION_ERROR"),
        (b'{"a":' * 200 + b"1" + b"}" * 200, 400, "INVALID_JSON"),
        (b"[]", 400, "VALIDATION_ERROR"),
        (b"null", 400, "VALIDATION_ERROR"),
        (b"", 400, "VALIDATION_ERROR"),
        (b'"' + b"x" * (10 * 1024 * 1024) + b'"', 413, "PAYLOAD_TOO_LARGE"),
    ],
)
def test_a_body_that_is_not_a_valid_json_object_is_refused(
    api: RevRingClient, raw: bytes, status: int, code: str
) -> None:
    reply = api.post("/calls", raw)
    assert (reply.status, reply.error["code"]) == (status, code)
    assert not api.world.calls


def test_another_content_type_is_refused(api: RevRingClient) -> None:
    reply = api.post("/calls", b"agentId=a", content_type="application/x-www-form-urlencoded")
    assert (reply.status, reply.error["code"]) == (415, "UNSUPPORTED_MEDIA_TYPE")


@pytest.mark.parametrize(
    ("key", "status", "code"),
    [("", 401, "UNAUTHORIZED"), ("an-invalid-key", 401, "UNAUTHORIZED"), ("a-forbidden-key", 403, "FORBIDDEN")],
)
def test_the_key_is_in_x_api_key(api: RevRingClient, key: str, status: int, code: str) -> None:
    reply = api.get("/calls", x_api_key=key)
    assert (reply.status, reply.error["code"]) == (status, code)


def test_a_bearer_token_is_not_a_key(api: RevRingClient) -> None:
    assert api.get("/calls", x_api_key=" ", authorization="Bearer k").status == 401


def test_an_unknown_call_is_404(api: RevRingClient) -> None:
    reply = api.get("/calls/nobody")
    assert (reply.status, reply.error) == (404, {"code": "NOT_FOUND", "message": "There is no call 'nobody'."})


def test_unknown_routes_and_methods_name_similar_ones(api: RevRingClient) -> None:
    unknown, method = api.get("/call"), api.delete("/calls/x")
    assert (unknown.status, unknown.error["code"]) == (404, "NOT_FOUND")
    assert "GET /revring/v1/calls" in unknown.headers["x-mockserver-unmatched"]
    assert (method.status, method.error["code"]) == (405, "METHOD_NOT_ALLOWED")
    assert method.headers["allow"] == "GET, HEAD, OPTIONS"


def test_an_unknown_scenario_is_refused_and_no_call_is_placed(api: RevRingClient) -> None:
    reply = api.post("/calls", GOOD, x_mockserver_scenario="answerd")
    assert reply.status == 400
    assert "'answered'" in reply.error["message"]
    assert not api.world.calls


def test_a_disabled_agent_cannot_call(api: RevRingClient) -> None:
    api.place_call(agentId="a")
    AGENTS.of(api.world).patch("a", {"status": "disabled"})
    reply = api.post("/calls", GOOD)
    assert (reply.status, reply.error["code"], reply.error["details"][0]["path"]) == (
        400,
        "AGENT_DISABLED",
        ["agentId"],
    )


def test_unknown_fields_are_ignored(api: RevRingClient) -> None:
    assert api.place_call(trunkSid="TK1")["status"] == "INITIATED"


def test_in_profile_strict_fields_and_agents_must_exist() -> None:
    api = RevRingClient(profile="strict")
    unknown = api.post("/calls", GOOD | {"toNumbr": TO})
    assert (unknown.status, unknown.error["message"]) == (
        400,
        "Unknown field 'toNumbr'. Did you mean 'toNumber'?",
    )
    missing = api.post("/calls", GOOD)
    assert (missing.status, missing.error["code"], missing.error["details"][0]["path"]) == (
        404,
        "NOT_FOUND",
        ["agentId"],
    )
    api.world.collection("revring.agents").load({"a": {"id": "a", "name": "Ann"}})
    assert api.place_call(agentId="a")["agentName"] == "Ann"


def test_in_profile_lenient_formats_are_not_checked_and_unknown_calls_are_created() -> None:
    api = RevRingClient(profile="lenient")
    assert api.place_call(toNumber="toNumber", fromNumber="", callerIdName="x" * 30)["toNumber"] == "toNumber"
    call = api.get_call("id")
    assert (call["id"], call["status"], call["direction"]) == ("id", "COMPLETED", "OUTBOUND")
    assert api.post("/calls/id/cancel").data == call
    assert api.post("/calls/other/cancel").status == 200
