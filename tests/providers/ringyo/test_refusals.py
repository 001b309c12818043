"""What Ringyo refuses, with which errors; the profiles; the limits of the account."""

from typing import Any

import pytest

from mockserver.providers.ringyo.agents import AGENTS
from mockserver.providers.ringyo.phone_numbers import NUMBERS, Capabilities
from mockserver.world.settings import Examples
from tests.providers.ringyo.client import CALL, RingyoClient

NUMBER, AGENT = CALL["phone_number"], CALL["agent_id"]


def without(name: str) -> dict[str, Any]:
    return {key: value for key, value in CALL.items() if key != name}


@pytest.mark.parametrize(
    ("body", "code", "field"),
    [
        ({}, "invalid_request", "agent_id"),
        ({"phone_number": None, "to": None, "agent_id": AGENT}, "invalid_phone_number", "phone_number"),
        (without("phone_number"), "invalid_phone_number", "phone_number"),
        ({**CALL, "phone_number": ""}, "invalid_phone_number", "phone_number"),
        ({**CALL, "phone_number": 14155551234}, "invalid_phone_number", "phone_number"),
        ({**CALL, "phone_number": "4155551234"}, "invalid_phone_number", "phone_number"),
        ({**CALL, "phone_number": "+0155551234"}, "invalid_phone_number", "phone_number"),
        ({**CALL, "phone_number": "+1415555123456789"}, "invalid_phone_number", "phone_number"),
        ({**CALL, "phone_number": "+1 415 555 1234"}, "invalid_phone_number", "phone_number"),
        ({"to": "tomorrow", "agent_id": AGENT}, "invalid_phone_number", "to"),
        ({"to": ["+14155551234"], "agent_id": AGENT}, "invalid_phone_number", "to"),
        (without("agent_id"), "invalid_request", "agent_id"),
        ({**CALL, "agent_id": ""}, "invalid_request", "agent_id"),
        ({**CALL, "agent_id": 7}, "invalid_request", "agent_id"),
        ({**CALL, "from_number": "me"}, "invalid_from_number", "from_number"),
        ({**CALL, "from_number": {}}, "invalid_from_number", "from_number"),
        ({**CALL, "metadata": "text"}, "invalid_request", "metadata"),
        ({**CALL, "metadata": [1]}, "invalid_request", "metadata"),
        ({**CALL, "context": 5}, "invalid_request", "context"),
        ({**CALL, "record": "yes"}, "invalid_request", "record"),
        ({**CALL, "max_duration": 0}, "invalid_request", "max_duration"),
        ({**CALL, "max_duration": 3601}, "invalid_request", "max_duration"),
        ({**CALL, "max_duration": 10**30}, "invalid_request", "max_duration"),
        ({**CALL, "max_duration": "60"}, "invalid_request", "max_duration"),
        ({**CALL, "max_duration": True}, "invalid_request", "max_duration"),
        ({**CALL, "webhook_url": "example.com/hook"}, "invalid_url", "webhook_url"),
        ({**CALL, "webhook_url": "ftp://example.com"}, "invalid_url", "webhook_url"),
        ({**CALL, "webhook_url": "http://[broken"}, "invalid_url", "webhook_url"),
        ({**CALL, "webhook_url": 1}, "invalid_url", "webhook_url"),
    ],
)
def test_an_invalid_field_is_refused_by_name_and_no_call_is_placed(
    api: RingyoClient, body: dict[str, Any], code: str, field: str
) -> None:
    reply = api.post("/calls", body)
    assert (reply.status, reply.error_code) == (400, code)
    assert reply.json["error"]["details"] == {"field": field}
    assert api.list_call_ids() == ["call_xyz789", "call_abc456"]


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"nonsense",
        b'{"phone_number": NaN}',
        b'{"phone_number": "\xff"}',
        b'{"phone_number": "a", "phone_number": "b"}',
        b'{"phone_number": "\\u0000"}',
        b'{"a":' + b"[" * 200 + b"]" * 200 + b"}",
    ],
)
def test_invalid_json_is_refused(api: RingyoClient, body: bytes) -> None:
    reply = api.post("/calls", body)
    assert (reply.status, reply.error_code) == (400, "invalid_json")


@pytest.mark.parametrize("body", [b"[]", b"7", b'"text"', b"null"])
def test_a_body_that_is_not_an_object_is_refused(api: RingyoClient, body: bytes) -> None:
    reply = api.post("/calls", body)
    assert (reply.status, reply.error_code, reply.json["error"]["details"]) == (400, "invalid_request", {})


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/calls/call_nobody", 404, "call_not_found"),
        ("GET", "/calls/call%00", 404, "call_not_found"),
        ("GET", "/callers", 404, "not_found"),
        ("GET", "/calls/call_xyz789/recording", 404, "not_found"),
        ("DELETE", "/calls/call_xyz789", 405, "method_not_allowed"),
        ("PUT", "/calls", 405, "method_not_allowed"),
    ],
)
def test_unknown_calls_routes_and_methods_are_refused(
    api: RingyoClient, method: str, path: str, status: int, code: str
) -> None:
    reply = api.request(method, path)
    assert (reply.status, reply.error_code) == (status, code)


def test_a_body_that_is_not_sent_as_json_or_is_too_large_is_refused(api: RingyoClient) -> None:
    form = api.post("/calls", b"a=1", content_type="application/x-www-form-urlencoded")
    assert (form.status, form.error_code) == (415, "unsupported_media_type")
    huge = api.post("/calls", b" " * (10 * 1024 * 1024 + 1))
    assert (huge.status, huge.error_code) == (413, "payload_too_large")


@pytest.mark.parametrize(
    ("key", "status"), [("Bearer", 401), ("Basic abc", 401), ("Bearer invalid-key", 401), ("Bearer forbidden", 403)]
)
def test_an_invalid_key_is_unauthorized(api: RingyoClient, key: str, status: int) -> None:
    reply = api.get("/calls", authorization=key)
    assert (reply.status, reply.error_code) == (status, "unauthorized")


def test_the_status_and_code_for_a_forbidden_key_can_be_set(api: RingyoClient) -> None:
    api.set_options(forbidden_code="forbidden")
    assert api.get("/calls", authorization="Bearer forbidden").error_code == "forbidden"
    api.set_options(forbidden_code="unauthorized", forbidden_status=401)
    assert api.get("/calls", authorization="Bearer forbidden").status == 401


def test_request_ids_differ_and_depend_on_the_seed() -> None:
    ids = []
    for _ in range(2):
        api = RingyoClient()
        ids.append([api.post("/calls", {}).json["meta"]["request_id"] for _ in range(3)])
    assert ids[0] == ids[1]
    assert len(set(ids[0])) == 3


def test_an_unknown_scenario_is_named_in_the_refusal(api: RingyoClient) -> None:
    reply = api.post("/calls", CALL, x_mockserver_scenario="answerd")
    assert (reply.status, reply.error_code) == (400, "invalid_request")
    assert "answered" in reply.json["error"]["message"]


# -- the guide's words -----------------------------------------------------------------------------


def test_the_guides_to_and_context_are_understood(api: RingyoClient) -> None:
    reply = api.post("/calls", {"to": "+1234567890", "agent_id": "agent_xyz", "context": {"customer_name": "John"}})
    assert (reply.status, reply.json["phone_number"], reply.json["metadata"]) == (201, "+1234567890", {})
    call = api.world.calls[reply.json["id"]]
    assert (call.details.context, call.labels) == ({"customer_name": "John"}, {"customer_name": "John"})
    assert api.post("/calls", {**CALL, "to": "nonsense", "context": "free text"}).json["phone_number"] == NUMBER


def test_null_counts_as_not_given(api: RingyoClient) -> None:
    nulls = dict.fromkeys(["from_number", "metadata", "webhook_url", "record", "max_duration", "context", "to"])
    reply = api.post("/calls", {**CALL, **nulls})
    assert (reply.status, reply.json["metadata"], reply.json["record"]) == (201, {}, True)


def test_metadata_may_contain_any_json(api: RingyoClient) -> None:
    metadata = {"n": 10**30, "f": 0.5, "none": None, "deep": {"list": [1, {"é": True}]}, "": ""}
    call_id = api.place_call(metadata=metadata)
    assert api.get_call(call_id)["metadata"] == metadata


# -- agents, numbers, profiles ---------------------------------------------------------------------


def test_what_a_call_names_is_adopted(api: RingyoClient) -> None:
    api.place_call(agent_id="agent_new", from_number="+33612345678")
    assert list(api.get("/agents/agent_new").json) == list(api.get("/agents/agent_abc123").json)
    numbers = {row["phone_number"]: row for row in api.get("/phone-numbers").json["data"]}
    assert numbers["+33612345678"]["country"] == "FR"
    assert list(numbers["+33612345678"]) == list(numbers["+18005551234"])
    api.place_call(agent_id="agent_new", from_number="+33612345678")
    assert len(NUMBERS.of(api.world)) == 3


@pytest.mark.parametrize("number", ["+15005550000", "+99912345"])
def test_an_adopted_number_without_a_country_is_american(api: RingyoClient, number: str) -> None:
    api.place_call(from_number=number)
    assert [row["country"] for row in api.get("/phone-numbers").json["data"] if row["phone_number"] == number] == ["US"]


def test_calls_come_from_the_oldest_active_number_with_voice(api: RingyoClient) -> None:
    numbers = NUMBERS.of(api.world)
    numbers.patch("pn_abc123", {"status": "inactive"})
    assert api.post("/calls", CALL).json["from_number"] == "+14155559876"
    numbers.patch("pn_abc123", {"status": "active", "capabilities": Capabilities(voice=False, sms=True)})
    assert api.post("/calls", CALL).json["from_number"] == "+14155559876"


def test_an_account_without_numbers_gets_one() -> None:
    api = RingyoClient(examples=Examples.NONE)
    assert api.post("/calls", CALL).json["from_number"] == "+18005551234"
    assert len(NUMBERS.of(api.world)) == 1


def test_in_profile_strict_what_a_call_names_must_exist() -> None:
    api = RingyoClient(profile="strict")
    assert api.post("/calls", CALL).status == 201
    assert api.post("/calls", {**CALL, "from_number": "+14155559876"}).status == 201
    stranger = api.post("/calls", {**CALL, "agent_id": "agent_new"})
    assert (stranger.status, stranger.error_code) == (404, "agent_not_found")
    foreign = api.post("/calls", {**CALL, "from_number": "+33612345678"})
    assert (foreign.status, foreign.error_code) == (400, "invalid_from_number")
    unknown = api.post("/calls", {**CALL, "recrod": True})
    assert (unknown.status, unknown.error_code) == (400, "invalid_request")
    assert "record" in unknown.json["error"]["message"]
    NUMBERS.of(api.world).delete("pn_abc123")
    NUMBERS.of(api.world).delete("pn_def456")
    assert api.post("/calls", CALL).error_code == "invalid_from_number"


def test_in_profile_lenient_calls_are_created_and_formats_are_not_checked() -> None:
    api = RingyoClient(profile="lenient")
    shown = api.get_call("call_anything", "transcript,recording")
    assert (shown["id"], shown["status"], shown["agent_id"]) == ("call_anything", "completed", "agent_abc123")
    assert shown["ended_at"] == "2026-01-05T14:59:54Z"  # so its results have come
    body = {"phone_number": "phone_number", "agent_id": "agent_id", "from_number": "x", "webhook_url": "webhook_url"}
    assert api.post("/calls", {**body, "max_duration": -3}).status == 201
    assert api.get("/calls?cursor=cursor&from_date=from_date&to_date=x&limit=ten").status == 200


def test_unknown_body_fields_are_ignored_by_default(api: RingyoClient) -> None:
    assert api.post("/calls", {**CALL, "priority": "high"}).status == 201


def test_an_inactive_agent_can_call_unless_that_is_turned_off(api: RingyoClient) -> None:
    AGENTS.of(api.world).patch(AGENT, {"status": "inactive"})
    assert api.post("/calls", CALL).status == 201
    api.set_options(inactive_agents=False)
    reply = api.post("/calls", CALL)
    assert (reply.status, reply.error_code) == (404, "agent_not_found")


def test_an_account_can_run_out_of_credits(api: RingyoClient) -> None:
    api.set_options(credits=0.0)
    reply = api.post("/calls", CALL)
    assert (reply.status, reply.error_code) == (402, "insufficient_credits")
    api.set_options(credits_status=403)
    assert (api.post("/calls", CALL).status, api.post("/calls", CALL).error_code) == (403, "insufficient_credits")


def test_too_many_concurrent_calls_are_refused_not_queued(api: RingyoClient) -> None:
    api.set_options(concurrency=2)
    first = [api.place_call("answered"), api.place_call("answered")]
    reply = api.post("/calls", CALL)
    assert (reply.status, reply.error_code, reply.json["error"]["details"]) == (
        429,
        "rate_limit_exceeded",
        {"limit": 2},
    )
    assert len(api.list_call_ids()) == 4
    api.settle()
    assert {api.get_call(call_id)["status"] for call_id in first} == {"completed"}
    assert api.post("/calls", CALL).status == 201
