"""Findings: each kind, with what must not be one beside it."""

from datetime import timedelta
from typing import Any

import pytest

from mockserver.calls.fictional import could_be_real
from mockserver.gateway.client_finding import FindingKind
from mockserver.gateway.findings import POLLS_PER_SECOND, findings_of
from mockserver.scenarios.api_faults import read_api_faults
from mockserver.simulation.clock import Mode
from mockserver.testing.api_client import ApiClient, AppClient

ORDER = {"phone_number": "+14155550142", "agent_id": "agent_abc123"}
CALL = {"phone_number": "+14155550142", "assistant": {"prompt": "Hi."}}


def found(api: ApiClient, *kinds: str) -> list[tuple[str, int | None, str]]:
    return [(row.kind.value, row.request, row.message) for row in findings_of(api.world, kinds)]


def kinds(api: ApiClient) -> list[str]:
    return [kind for kind, _, _ in found(api)]


@pytest.fixture
def ringyo() -> ApiClient:
    return ApiClient("ringyo", base="/v1")


@pytest.fixture
def revox() -> ApiClient:
    return ApiClient("revox", base="/api")


def test_a_client_that_does_as_documented_has_no_findings(ringyo: ApiClient, revox: ApiClient) -> None:
    call = ringyo.post("/calls", {**ORDER, "metadata": {"any": 1}, "max_duration": 60}).json["id"]
    ringyo.get(f"/calls/{call}")
    revox.post("/call", CALL)
    assert kinds(ringyo) == kinds(revox) == []


# -- bodies ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({**ORDER, "metdata": {}}, "The field 'metdata' is not documented. Did you mean 'metadata'?"),
        ({**ORDER, "zzz": 1}, "The field 'zzz' is not documented."),
    ],
)
def test_an_unknown_field_is_found_with_the_nearest_name(ringyo: ApiClient, body: Any, said: str) -> None:
    assert ringyo.post("/calls", body).status == 201
    assert found(ringyo) == [("unknown_field", 1, said)]


def test_unknown_fields_are_found_at_any_depth(revox: ApiClient) -> None:
    revox.post(
        "/call", {**CALL, "assistant": {"prompt": "Hi.", "voice": {"id": "v", "provider": "cartesia", "sped": 1}}}
    )
    ((kind, _, message),) = found(revox)
    assert (kind, "'assistant.voice.sped'" in message, "Did you mean 'speed'?" in message) == (
        "unknown_field",
        True,
        True,
    )


def test_fields_inside_free_objects_are_no_findings(ringyo: ApiClient) -> None:
    ringyo.post("/calls", {**ORDER, "metadata": {"zzz": {"a": 1}}, "context": {"b": 2}})
    assert kinds(ringyo) == []


def test_a_deprecated_field_is_found_with_what_replaces_it(revox: ApiClient) -> None:
    slack = {"connection_id": "c", "outcomes": [], "channel_id": "C1"}
    assistant = {"prompt": "Hi.", "transfer_phone_number": "+14155550143", "slack": slack}
    revox.post("/call", {**CALL, "assistant": assistant})
    assert [message for _, _, message in found(revox)] == [
        "The field 'assistant.slack.channel_id' is deprecated; use 'channels'.",
        "The field 'assistant.transfer_phone_number' is deprecated; use 'transfer_destinations'.",
    ]
    assert set(kinds(revox)) == {"deprecated_field"}


def test_an_integer_that_is_sent_as_a_float_is_found(ringyo: ApiClient) -> None:
    assert ringyo.post("/calls", {**ORDER, "max_duration": 60.0}).status == 201
    ((kind, _, message),) = found(ringyo)
    assert kind == "lenient_type"
    assert "max_duration" in message
    assert "60.0" in message


def test_a_body_that_was_refused_is_no_finding(ringyo: ApiClient) -> None:
    assert ringyo.post("/calls", {**ORDER, "max_duration": "x", "zzz": 1}).status == 400
    assert ringyo.post("/calls", b"{").status == 400
    assert kinds(ringyo) == []


def test_all_findings_of_a_body_that_is_sent_twice_are_told_twice(ringyo: ApiClient) -> None:
    for _ in range(2):
        ringyo.post("/calls", {**ORDER, "zzz": 1})
    assert [request for _, request, _ in found(ringyo)] == [1, 2]


# -- numbers and keys ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "real"),
    [
        ("+14155550142", False),
        ("+14155551234", False),
        ("+15005550100", False),
        ("+14155551212", True),  # directory assistance
        ("+14152007986", True),
        ("+442079460123", False),
        ("+447700900123", False),
        ("+442079461123", True),
        ("+33199001234", False),
        ("+33639981234", False),
        ("+33142345678", True),
        ("+493023125123", False),
        ("+4915228817386", False),
        ("+493023126123", True),
        ("+61491570156", False),
        ("+61491580156", True),
        ("+1999", False),  # not valid anywhere
        ("+0", False),
    ],
)
def test_numbers_that_are_reserved_or_not_valid_cannot_be_real(number: str, real: bool) -> None:
    assert could_be_real(number) is real


def test_a_number_that_could_be_real_is_found(revox: ApiClient) -> None:
    revox.post("/call", {**CALL, "phone_number": "+14152007986"})
    ((kind, request, message),) = found(revox)
    assert (kind, request) == ("real_number", 1)
    assert message.startswith("+14152007986 could be a real person's number.")
    (row,) = findings_of(revox.world)
    assert (row.operation, row.call) == ("call.create", next(reversed(revox.world.calls)))


def test_the_contacts_of_a_campaign_are_looked_at_too(revox: ApiClient) -> None:
    assistant = revox.post("/assistants", {"name": "A", "prompt": "Hi."}).json["assistant"]["id"]
    body = {
        "name": "C",
        "assistant_id": assistant,
        "contacts": [{"to_phone_number": "+14152007986", "prompt_variables": {}}],
    }
    assert revox.post("/campaigns", body).status == 200
    assert [kind for kind, _, _ in found(revox, "real_number")] == ["real_number"]


@pytest.mark.parametrize(("setting", "status", "told"), [("allow", 201, 0), ("warn", 201, 1), ("refuse", 400, 0)])
def test_a_setting_decides_what_happens_to_real_numbers(setting: str, status: int, told: int) -> None:
    with AppClient() as client:
        assert client.patch("/__admin/settings", {"real_numbers": setting}).status == 200
        refused = client.post("/ringyo/v1/calls", {**ORDER, "phone_number": "+14152007986"})
        assert refused.status == status
        assert len(client.get("/__admin/findings").json["findings"]) == told
        assert client.post("/ringyo/v1/calls", ORDER).status == 201
    if status == 400:
        assert "the setting real_numbers is 'refuse'" in refused.error["message"]


def test_inbound_calls_may_come_from_real_numbers() -> None:
    with AppClient() as client:
        client.patch("/__admin/settings", {"real_numbers": "refuse"})
        inbound = {"provider": "revring", "from": "+14152007986", "to": "+14155550100"}
        assert client.post("/__admin/calls", inbound).status == 201
        assert client.get("/__admin/findings").json["findings"] == []


def test_a_key_that_looks_live_is_told_once() -> None:
    api = ApiClient("ringyo", base="/v1", key="rg_live_abc")
    for _ in range(3):
        api.get("/calls")
    assert [(kind, request) for kind, request, _ in found(api)] == [("live_key", 1)]
    assert "rg_live_abc" not in found(api)[0][2]


@pytest.mark.parametrize("key", ["rg_test_abc", "olive_tree", "delivered-1"])
def test_other_keys_do_not_look_live(key: str) -> None:
    api = ApiClient("ringyo", base="/v1", key=key)
    api.get("/calls")
    assert kinds(api) == []


# -- series ----------------------------------------------------------------------------------------


def polled(api: ApiClient, times: int, apart: float) -> list[str]:
    call = api.post("/calls", ORDER).json["id"]
    for _ in range(times):
        api.get(f"/calls/{call}")
        api.advance(apart)
    return [kind for kind in kinds(api) if kind == "fast_polling"]


@pytest.mark.parametrize(
    ("mode", "times", "apart", "told"),
    [
        (Mode.REAL, POLLS_PER_SECOND, 0.01, 0),
        (Mode.REAL, POLLS_PER_SECOND + 1, 0.01, 1),
        (Mode.REAL, 5 * POLLS_PER_SECOND, 0.01, 1),
        (Mode.REAL, 5 * POLLS_PER_SECOND, 0.25, 0),
        (Mode.MANUAL, 5 * POLLS_PER_SECOND, 0.01, 0),
    ],
)
def test_polling_too_fast_is_told_once_on_real_clocks(mode: Mode, times: int, apart: float, told: int) -> None:
    api = ApiClient("ringyo", base="/v1")
    api.world.clock.change(mode=mode, rate=1e-6 if mode is Mode.REAL else None)
    assert len(polled(api, times, apart)) == told


def test_reading_different_calls_is_no_polling() -> None:
    api = ApiClient("ringyo", base="/v1")
    api.world.clock.change(mode=Mode.REAL, rate=1e-6)
    ids = [api.post("/calls", {**ORDER, "phone_number": f"+1415555014{n}"}).json["id"] for n in range(9)]
    for call in ids:
        api.get(f"/calls/{call}")
    assert kinds(api) == []


def test_a_client_that_begins_at_the_second_page_is_told() -> None:
    api = ApiClient("revox", base="/api")
    api.get("/call?page=1")
    assert [(kind, message) for kind, _, message in found(api)] == [
        ("first_page", "Pages begin at 0, and nobody has requested that page.")
    ]
    other = ApiClient("revox", base="/api")
    other.get("/call")
    other.get("/call?page=1")
    assert kinds(other) == []


@pytest.mark.parametrize(
    ("fault", "again", "told"),
    [
        ({"fault": "timeout", "when": "after"}, CALL, True),
        ({"fault": "error", "when": "after", "status": 502}, CALL, True),
        ({"fault": "cut"}, CALL, True),
        ({"fault": "timeout"}, CALL, False),  # nothing had happened
        ({"fault": "timeout", "when": "after"}, {**CALL, "phone_number": "+14155550143"}, False),
        (None, CALL, False),  # two calls on purpose
    ],
)
def test_the_same_person_dialled_twice_by_a_retry_is_found(
    revox: ApiClient, fault: Any, again: Any, told: bool
) -> None:
    if fault is not None:
        revox.world.faults.add(read_api_faults([{**fault, "first": 1}], "x"), revox.world.now)
    revox.post("/call", CALL)
    revox.post("/call", again)
    assert kinds(revox) == (["double_dial"] if told else [])
    if told:
        ((_, request, message),) = found(revox)
        assert request == 2
        assert message.startswith("+14155550142 is dialled twice: request 2 repeats request 1")


def test_a_retry_count_tells_a_retry_too(revox: ApiClient) -> None:
    revox.post("/call", CALL, x_stainless_retry_count="0")
    revox.post("/call", CALL, x_stainless_retry_count="1")
    assert kinds(revox) == ["double_dial"]


def test_a_later_repetition_is_no_retry(revox: ApiClient) -> None:
    revox.post("/call", CALL, x_stainless_retry_count="0")
    revox.world.advance(revox.world.now + timedelta(minutes=11))
    revox.post("/call", CALL, x_stainless_retry_count="1")
    assert kinds(revox) == []


def test_an_idempotency_key_prevents_the_second_dial(ringyo: ApiClient) -> None:
    ringyo.world.faults.add(read_api_faults([{"fault": "timeout", "when": "after", "first": 1}], "x"), ringyo.world.now)
    for _ in range(2):
        ringyo.post("/calls", ORDER, idempotency_key="k")
    assert kinds(ringyo) == []


def test_only_the_wanted_kinds_are_looked_for(ringyo: ApiClient) -> None:
    ringyo.post("/calls", {**ORDER, "zzz": 1, "phone_number": "+14152007986"})
    assert kinds(ringyo) == ["real_number", "unknown_field"]
    assert [kind for kind, _, _ in found(ringyo, "real_number")] == ["real_number"]
    assert len(FindingKind) == 8
