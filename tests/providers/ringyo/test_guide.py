"""The guide's dialect, `dialect: guide`: its envelopes, its paging, its fields and statuses of calls."""

from typing import Any

import pytest

from mockserver.providers.base import Inbound
from mockserver.providers.ringyo import RINGYO
from mockserver.providers.ringyo.guide import FROM_REFERENCE, guide_call, guide_status
from mockserver.scenarios.shipped import shipped_library
from mockserver.simulation.clock import Mode
from mockserver.world.settings import Examples
from tests.providers.ringyo.client import RingyoClient
from tests.providers.ringyo.test_call_statuses import prefixes

CALL = {
    "to": "+1234567890",
    "agent_id": "agent_xyz",
    "context": {
        "customer_name": "John Smith",
        "purpose": "appointment_reminder",
        "appointment_date": "January 20th at 2 PM",
    },
}
RESULTS = ["duration_seconds", "outcome", "transcript", "recording_url", "extracted_data"]
REST = ["to", "from_number", "agent_id", "context", "metadata", "created_at"]
AGENT = {"name": "Ann", "system_prompt": "You are Ann.", "voice_id": "sarah-professional"}


@pytest.fixture
def guide() -> RingyoClient:
    """Return an account that uses the guide's dialect."""
    return guide_client()


def guide_client(**settings: Any) -> RingyoClient:
    api = RingyoClient(**settings)
    api.set_options(dialect="guide")
    return api


def place(api: RingyoClient, play: str = "answered", **fields: Any) -> str:
    reply = api.post("/calls", {**CALL, **fields}, x_mockserver_scenario=play)
    assert reply.status == 201, reply.json
    return str(reply.json["data"]["call_id"])


def show(api: RingyoClient, call_id: str) -> Any:
    return api.get(f"/calls/{call_id}").json["data"]


def test_the_documented_body_places_a_call_in_an_envelope(guide: RingyoClient) -> None:
    reply = guide.post("/calls", CALL)
    assert (reply.status, list(reply.json), list(reply.json["meta"])) == (201, ["data", "meta"], ["request_id"])
    assert reply.json["meta"]["request_id"].startswith("req_")
    shown = reply.json["data"]
    assert list(shown) == ["call_id", "status", *REST]
    assert (shown["status"], shown["to"], shown["context"]) == ("initiated", CALL["to"], CALL["context"])
    assert guide.get("/calls").json["data"][0] == shown


def test_a_call_that_has_ended_shows_its_results_in_the_documented_order(guide: RingyoClient) -> None:
    call_id = place(guide)
    guide.settle()
    shown = show(guide, call_id)
    assert list(shown) == ["call_id", "status", *RESULTS, *REST, "ended_at"]
    assert (shown["status"], shown["duration_seconds"]) == ("completed", 50)
    lines = shown["transcript"].splitlines()
    assert [line.partition(": ")[0] for line in lines] == ["Agent", "Customer"] * 3
    assert (shown["extracted_data"]["interested"], shown["extracted_data"]["outcome"]) == (True, shown["outcome"])
    assert "/recordings/ringyo/45/" in shown["recording_url"]


def test_rows_leave_out_long_fields(guide: RingyoClient) -> None:
    place(guide)
    guide.settle()
    row = guide.get("/calls?limit=1").json["data"][0]
    assert [name for name in RESULTS if name in row] == ["duration_seconds", "outcome", "extracted_data"]


@pytest.mark.parametrize(
    ("scenario", "statuses"),
    [
        ("answered", ["ringing", "answered", "in_progress", "completed"]),
        ("transferred", ["ringing", "answered", "in_progress", "transferred"]),
        ("busy", ["ringing", "busy"]),
        ("no-answer", ["ringing", "no_answer"]),
        ("number-non-attributed", ["ringing", "failed"]),
        ("regressing-status-ringyo", ["ringing", "initiated", "in_progress", "ringing", "completed", "failed"]),
    ],
)
def test_a_polling_client_sees_the_guides_statuses_on_the_step_clock(scenario: str, statuses: list[str]) -> None:
    api = guide_client(mode=Mode.STEP)
    call_id = place(api, scenario)
    seen: list[str] = []
    while not seen or api.world.next_due is not None:
        seen.append(show(api, call_id)["status"])
    assert seen == statuses


def test_a_scenario_can_set_the_guides_words_literally_and_the_reference_translates_them(guide: RingyoClient) -> None:
    words = ["initiated", "ringing", "answered", "in_progress", "transferred"]
    states: list[dict[str, str | None]] = [{word: "1s"} for word in words[:-1]]
    name = guide.add_scenario("literal", provider="ringyo", states=[*states, {words[-1]: None}])
    call_id = place(guide, name)
    seen: dict[str, list[str]] = {"guide": [], "reference": []}
    for _ in words:
        for dialect, found in seen.items():
            guide.set_options(dialect=dialect)
            reply = guide.get(f"/calls/{call_id}").json
            found.append((reply.get("data") or reply)["status"])
        guide.advance(1)
    assert seen["guide"] == words
    assert seen["reference"] == ["queued", "ringing", "in_progress", "in_progress", "completed"]


@pytest.mark.parametrize("status", ["initiated", "ringing", "answered", "in_progress", "completed"])
def test_calls_are_found_by_the_guides_words(status: str) -> None:
    api = guide_client(examples=Examples.NONE)
    call_id = place(api)
    for _ in range(20):
        if show(api, call_id)["status"] == status:
            break
        api.world.next()
    for word in ("initiated", "ringing", "answered", "in_progress", "completed", "queued"):
        rows = api.get(f"/calls?status={word}").json["data"]
        assert [row["call_id"] for row in rows] == ([call_id] if word == status else [])


def test_pages_go_by_offset(guide: RingyoClient) -> None:
    ids = [place(guide, "busy") for _ in range(5)]
    page = guide.get("/calls?limit=2&offset=2").json
    assert list(page) == ["data", "pagination"]
    assert [row["call_id"] for row in page["data"]] == [ids[2], ids[1]]
    assert page["pagination"] == {"total": 7, "limit": 2, "offset": 2, "has_more": True}
    last = guide.get("/calls?limit=100&offset=6").json["pagination"]
    assert last == {"total": 7, "limit": 100, "offset": 6, "has_more": False}
    beyond = guide.get("/calls?offset=40").json
    assert (beyond["data"], beyond["pagination"]["has_more"]) == ([], False)


@pytest.mark.parametrize("path", ["/agents", "/phone-numbers", "/webhooks"])
def test_every_list_is_in_the_guides_envelope(guide: RingyoClient, path: str) -> None:
    page = guide.get(f"{path}?limit=1&offset=1").json
    assert page["pagination"] == {"total": 2, "limit": 1, "offset": 1, "has_more": False}
    guide.set_options(dialect="reference")
    assert page["data"] == guide.get(path).json["data"][1:]


@pytest.mark.parametrize("path", ["/agents/agent_abc123?include=stats", "/phone-numbers/pn_abc123?include=stats"])
def test_every_single_object_is_in_the_guides_envelope(guide: RingyoClient, path: str) -> None:
    wrapped = guide.get(path).json
    guide.set_options(dialect="reference")
    assert wrapped == {"data": guide.get(path).json, "meta": wrapped["meta"]}


def test_every_change_is_in_the_guides_envelope(guide: RingyoClient) -> None:
    created = guide.post("/agents", AGENT)
    agent_id = created.json["data"]["id"]
    changed = guide.patch(f"/agents/{agent_id}", {"name": "Bob"}).json["data"]
    assert (created.status, changed["name"]) == (201, "Bob")
    assert guide.delete(f"/agents/{agent_id}").json["data"] == {"id": agent_id, "deleted": True}
    off = guide.patch("/webhooks/wh_abc123", {"status": "inactive"})
    assert off.json["data"]["status"] == "inactive"
    assert guide.delete("/webhooks/wh_abc123").json["data"] == {"id": "wh_abc123", "deleted": True}


@pytest.mark.parametrize("path", ["/agents/agent_abc123", "/phone-numbers/pn_abc123"])
def test_recent_calls_have_the_same_dialect(guide: RingyoClient, path: str) -> None:
    call_id = place(guide, "busy", agent_id="agent_abc123")
    recent = guide.get(f"{path}?include=recent_calls").json["data"]["recent_calls"]
    assert recent[0] == guide.get("/calls?limit=1").json["data"][0]
    assert recent[0]["call_id"] == call_id


def test_the_documented_call_shows_its_transcript_as_one_text(guide: RingyoClient) -> None:
    shown = show(guide, "call_xyz789")
    assert shown["transcript"] == (
        "Agent: Hello! This is Sarah from Acme Corp. How are you today?\n"
        "Customer: Hi Sarah, I'm doing well. What's this call about?"
    )
    assert (shown["duration_seconds"], shown["metadata"]["customer_id"]) == (245, "cust_456")


def test_errors_are_the_same_in_both_dialects(guide: RingyoClient) -> None:
    assert guide.get("/calls/call_nobody").error_code == "call_not_found"
    assert guide.get("/calls?cursor=nonsense").error_code == "invalid_cursor"


def test_the_same_idempotency_key_returns_the_same_envelope_again(guide: RingyoClient) -> None:
    first = guide.post("/calls", CALL, idempotency_key="k1")
    assert guide.post("/calls", CALL, idempotency_key="k1").body == first.body
    assert guide.get("/calls").json["pagination"]["total"] == 3


def test_an_inbound_call_goes_through_the_guides_statuses() -> None:
    api = guide_client(mode=Mode.STEP)
    caller = Inbound(from_number="+14155550142", to_number="+18005551234", scenario="answered")
    call = api.world.place(RINGYO.inbound(api.world, caller))
    seen = [show(api, call.id)["status"] for _ in range(4)]
    assert seen == ["ringing", "answered", "in_progress", "completed"]


def test_every_status_of_the_reference_has_one_of_the_guide() -> None:
    assert set(FROM_REFERENCE) == set(RINGYO.phases.values()) | set(RINGYO.ends.values())


@pytest.mark.parametrize("scenario", [one.name for one in shipped_library() if one.provider in (None, "ringyo")])
def test_every_prefix_of_every_shipped_scenario_renders_by_the_rules(guide: RingyoClient, scenario: str) -> None:
    call_id = place(guide, scenario)
    for call in prefixes(guide.world.calls[call_id]):
        shown = guide_call(guide.world, call, whole=True)
        assert shown["status"] == guide_status(call.view())
        assert ("duration_seconds" in shown) == (shown["status"] in ("completed", "transferred"))
        ended = shown["status"] in ("completed", "transferred", "failed", "busy", "no_answer")
        assert ("ended_at" in shown) == ended
        assert ended or not set(shown) & set(RESULTS)
