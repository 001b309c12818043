"""How a call unfolds as a client sees it: which status when, and which fields are present."""

from datetime import timedelta
from itertools import groupby
from typing import Any, get_args

import pytest

from mockserver.calls.call import Call, dialled
from mockserver.calls.events import Due, EndReason, Phase
from mockserver.providers.base import Inbound
from mockserver.providers.ringyo import RINGYO
from mockserver.providers.ringyo.render import reference_call
from mockserver.providers.ringyo.shapes.calls import CallStatus, GuideStatus
from mockserver.scenarios.shipped import shipped_library
from mockserver.simulation.clock import Mode
from mockserver.world.settings import Examples
from tests.providers.ringyo.client import CALL, RingyoClient

EVERYTHING = "transcript,recording,analysis"
ALWAYS = ["id", "status", "phone_number", "from_number", "agent_id", "metadata", "created_at"]
EXTRAS = ["transcript", "recording_url", "analysis"]


def keys(*, ended: bool = False, completed: bool = False, extras: list[str] | None = None) -> list[str]:
    """Return the keys of a call in the documented order."""
    head, tail = ALWAYS[:5], ALWAYS[5:]
    return [*head, *(["duration"] if completed else []), *(extras or []), *tail, *(["ended_at"] if ended else [])]


def seen(api: RingyoClient, call_id: str) -> list[str]:
    """Return the statuses that a polling client sees, until nothing changes."""
    statuses: list[str] = []
    while not statuses or api.world.next_due is not None:
        statuses.append(api.get_call(call_id)["status"])
    return statuses


def test_the_tables_name_every_member_of_their_enums() -> None:
    assert list(RINGYO.phases) == list(Phase)
    assert list(RINGYO.ends) == list(EndReason)
    assert set(RINGYO.phases.values()) | set(RINGYO.ends.values()) == set(get_args(CallStatus))
    assert set(RINGYO.vocabulary) == set(get_args(CallStatus)) | set(get_args(GuideStatus))


def test_placing_a_call_returns_the_documented_fields_in_their_order(api: RingyoClient) -> None:
    metadata = {"customer_id": "cust_456", "campaign": "follow_up"}
    reply = api.post("/calls", {**CALL, "metadata": metadata})
    assert reply.status == 201
    assert list(reply.json.items()) == [
        ("id", reply.json["id"]),
        ("status", "queued"),
        ("phone_number", "+14155551234"),
        ("from_number", "+18005551234"),
        ("agent_id", "agent_abc123"),
        ("metadata", metadata),
        ("record", True),
        ("created_at", "2026-01-05T15:00:00Z"),
    ]
    assert reply.headers["x-mockserver-scenario"] == "answered"
    prefix, _, rest = reply.json["id"].partition("_")
    assert prefix == "call"
    assert len(rest) == 12
    assert rest.isalnum()
    assert rest == rest.lower()


def test_the_same_seed_gives_the_same_ids() -> None:
    assert RingyoClient().place_call() == RingyoClient().place_call() != RingyoClient(seed="another").place_call()


def test_a_call_shows_in_each_phase_only_what_applies(api: RingyoClient) -> None:
    call_id = api.place_call("answered")
    for status, seconds in (("queued", 0.5), ("ringing", 1), ("in_progress", 10)):
        api.advance(seconds if status != "in_progress" else 4)
        shown = api.get_call(call_id, EVERYTHING)
        assert (shown["status"], list(shown)) == (status, ALWAYS)
    api.advance(45)
    for extras in ([], ["recording_url"], ["transcript", "recording_url"], EXTRAS):
        shown = api.get_call(call_id, EVERYTHING)
        assert shown["status"] == "completed"
        assert list(shown) == keys(ended=True, completed=True, extras=extras)
        assert (shown["duration"], shown["ended_at"]) == (50, "2026-01-05T15:00:50Z")
        api.advance(2)


@pytest.mark.parametrize(
    ("include", "extras"),
    [
        ("", []),
        ("transcript", ["transcript"]),
        ("recording", ["recording_url"]),
        ("analysis", ["analysis"]),
        ("recording,transcript", ["transcript", "recording_url"]),
        ("%20analysis%20,%20transcript", ["transcript", "analysis"]),
        ("transcript&include=recording", ["transcript", "recording_url"]),
        (EVERYTHING, EXTRAS),
        ("transcripts,RECORDING,,everything", []),
    ],
)
def test_include_adds_what_it_names_and_ignores_unknown_words(
    api: RingyoClient, include: str, extras: list[str]
) -> None:
    call_id = api.place_call("answered")
    api.settle()
    assert list(api.get_call(call_id, include)) == keys(ended=True, completed=True, extras=extras)


def test_a_recording_is_an_mp3_file_as_long_as_the_talk(api: RingyoClient) -> None:
    call_id = api.place_call("answered")
    api.settle()
    url = api.get_call(call_id, "recording")["recording_url"]
    assert url == f"http://mock.test:4010/recordings/ringyo/45/{call_id}.mp3"
    path = url.removeprefix("http://mock.test:4010")
    sound = api.exchange.answer("GET", path, [], b"")
    assert (sound.status, sound.media, len(sound.body)) == (200, "audio/mpeg", 45 / 0.024 * 24)
    assert {sound.body[start : start + 2] for start in range(0, len(sound.body), 24)} == {b"\xff\xf3"}
    part = api.exchange.answer("GET", path, [(b"range", b"bytes=24-47")], b"")
    assert (part.status, part.media, part.body) == (206, "audio/mpeg", sound.body[24:48])


def test_the_parts_of_a_completed_call_agree_with_each_other(api: RingyoClient) -> None:
    call_id = api.place_call("answered")
    api.settle()
    shown = api.get_call(call_id, EVERYTHING)
    times = [turn["timestamp"] for turn in shown["transcript"]]
    assert times == sorted(times)
    assert times[0] == 0.0
    assert times[-1] <= shown["duration"]
    assert [turn["role"] for turn in shown["transcript"]] == ["agent", "user"] * 3
    assert [list(turn) for turn in shown["transcript"]] == [["role", "content", "timestamp"]] * 6
    assert list(shown["analysis"]) == ["summary", "sentiment", "outcome", "extracted_data"]
    outputs = shown["analysis"]["extracted_data"]
    assert (outputs["interested"], outputs["outcome"]) == (True, shown["analysis"]["outcome"])
    assert outputs["meeting_time"] in shown["analysis"]["summary"]


def test_transcript_times_have_a_decimal_and_call_times_have_none(api: RingyoClient) -> None:
    call_id = api.place_call("answered")
    api.settle()
    body = api.get(f"/calls/{call_id}?include=transcript").body
    assert b'"timestamp":0.0}' in body
    assert b'"created_at":"2026-01-05T15:00:00Z"' in body


def test_duration_is_the_difference_of_the_two_shown_times(api: RingyoClient) -> None:
    name = api.add_scenario("odd", attempts=[{"queued": "0.3s", "ringing": "0.4s", "lasts": "7.5s"}])
    api.advance(0.9)
    call_id = api.place_call(name)
    api.settle()
    shown = api.get_call(call_id)
    assert (shown["created_at"], shown["ended_at"]) == ("2026-01-05T15:00:00Z", "2026-01-05T15:00:09Z")
    assert shown["duration"] == 9
    api.set_options(duration="talk")
    assert api.get_call(call_id)["duration"] == 7


@pytest.mark.parametrize(
    ("scenario", "statuses"),
    [
        ("answered", ["ringing", "in_progress", "completed"]),
        ("voicemail", ["ringing", "in_progress", "completed"]),
        ("transferred", ["ringing", "in_progress", "completed"]),
        ("busy", ["ringing", "busy"]),
        ("no-answer", ["ringing", "no_answer"]),
        ("number-non-attributed", ["ringing", "failed"]),
        ("non-classified-error", ["ringing", "failed"]),
        ("regressing-status-ringyo", ["ringing", "queued", "in_progress", "ringing", "completed", "failed"]),
    ],
)
def test_a_polling_client_sees_every_status_on_the_step_clock(scenario: str, statuses: list[str]) -> None:
    api = RingyoClient(mode=Mode.STEP)
    assert [status for status, _ in groupby(seen(api, api.place_call(scenario)))] == statuses


def test_a_polling_client_sees_every_result_on_the_step_clock() -> None:
    api = RingyoClient(mode=Mode.STEP)
    call_id = api.place_call("answered")
    shown = [set(api.get_call(call_id, EVERYTHING)) & set(EXTRAS) for _ in range(20)]
    assert [set(extras) for extras, _ in groupby(map(frozenset, shown))] == [
        set(),
        {"recording_url"},
        {"recording_url", "transcript"},
        set(EXTRAS),
    ]


@pytest.mark.parametrize(("number", "status"), [("+15005550000", "completed"), ("+15005551120", "busy")])
def test_the_first_digit_of_a_magic_number_selects_the_outcome(api: RingyoClient, number: str, status: str) -> None:
    call_id = api.place_call(phone_number=number)
    api.settle()
    assert api.get_call(call_id)["status"] == status


@pytest.mark.parametrize("scenario", ["busy", "no-answer", "temporarily-unavailable"])
def test_an_unanswered_call_has_an_end_and_no_results(api: RingyoClient, scenario: str) -> None:
    call_id = api.place_call(scenario)
    api.settle()
    assert list(api.get_call(call_id, EVERYTHING)) == keys(ended=True)


def test_a_lost_connection_fails_with_a_transcript_but_no_recording(api: RingyoClient) -> None:
    talk = [{"agent": "Hello?"}]
    name = api.add_scenario("lost", attempts=[{"talk": talk, "lasts": "3s", "reason": "connection_lost"}])
    call_id = api.place_call(name)
    api.settle()
    shown = api.get_call(call_id, EVERYTHING)
    assert shown["status"] == "failed"
    assert list(shown) == keys(ended=True, extras=["transcript", "analysis"])


def test_a_call_is_recorded_unless_record_is_false(api: RingyoClient) -> None:
    reply = api.post("/calls", {**CALL, "record": False})
    assert reply.json["record"] is False
    unwanted = api.add_scenario("unrecorded", attempts=[{"lasts": "3s", "recording": False}])
    silent, lost, recorded = reply.json["id"], api.place_call(unwanted), api.place_call(record=None)
    api.settle()
    assert [("recording_url" in api.get_call(call_id, "recording")) for call_id in (silent, lost, recorded)] == [
        False,
        False,
        True,
    ]


def test_recordings_can_have_the_documented_address(api: RingyoClient) -> None:
    api.set_options(recording_url="documented")
    call_id = api.place_call()
    api.settle()
    assert api.get_call(call_id, "recording")["recording_url"] == f"https://storage.ringyo.ai/recordings/{call_id}.mp3"


def test_a_transcript_can_be_shown_live(api: RingyoClient) -> None:
    api.set_options(live_transcript=True)
    call_id = api.place_call("answered")
    api.advance(2)
    assert "transcript" not in api.get_call(call_id, "transcript")
    api.advance(12)
    assert len(api.get_call(call_id, "transcript")["transcript"]) == 2


@pytest.mark.parametrize(
    ("counts", "limit", "seconds", "outcome"),
    [
        ("call", 60, 60, "incomplete"),
        ("call", 20, 20, "incomplete"),
        ("call", 3600, 246, "completed"),
        ("talk", 60, 60, "incomplete"),
        ("talk", 3600, 240, "completed"),
    ],
)
def test_max_duration_ends_a_call_at_exactly_that_duration(
    api: RingyoClient, counts: str, limit: int, seconds: int, outcome: str
) -> None:
    """calls/create: `max_duration` is in seconds, like `duration` of calls/get, which its sample counts from
    `created_at` to `ended_at`."""
    api.set_options(duration=counts)
    name = api.add_scenario("long", attempts=[{"queued": "2s", "ringing": "4s", "lasts": "4m"}])
    call_id = api.place_call(name, max_duration=limit)
    ring = 0 if counts == "call" else 6
    api.advance(seconds + ring - 0.001)
    assert api.get_call(call_id)["status"] == "in_progress"
    api.advance(0.001)
    assert api.get_call(call_id)["status"] == "completed"
    api.settle()
    shown = api.get_call(call_id, "analysis")
    assert (shown["duration"], shown["analysis"]["outcome"]) == (seconds, outcome)


def test_a_call_that_rings_longer_than_its_limit_ends_when_it_is_answered(api: RingyoClient) -> None:
    call_id = api.place_call("answered", max_duration=1)
    api.settle()
    shown = api.get_call(call_id, "transcript")
    assert (shown["status"], shown["duration"], shown["transcript"]) == ("completed", 5, [])
    busy = api.place_call("busy", max_duration=1)
    api.settle()
    assert api.get_call(busy)["status"] == "busy"


def test_a_call_that_hangs_ignores_its_limit(api: RingyoClient) -> None:
    call_id = api.place_call("hangs-for-ever")
    api.advance(4000)
    assert api.get_call(call_id)["status"] == "in_progress"


@pytest.mark.parametrize(
    ("attempt", "sentiment", "outcome"),
    [
        ({"lasts": "5s"}, "neutral", "completed"),
        ({"lasts": "5s", "answered_by": "voicemail"}, "neutral", "voicemail"),
        ({"lasts": "5s", "transferred_to": "+14155550199"}, "neutral", "transferred"),
        ({"lasts": "5s", "outputs": {"sentiment": "negative", "outcome": "declined"}}, "negative", "declined"),
        ({"lasts": "5s", "outputs": {"sentiment": 7}}, "neutral", "completed"),
    ],
)
def test_the_analysis_shows_the_results_of_the_conversation(
    api: RingyoClient, attempt: dict[str, Any], sentiment: str, outcome: str
) -> None:
    call_id = api.place_call(api.add_scenario("mood", attempts=[attempt]))
    api.settle()
    analysis = api.get_call(call_id, "analysis")["analysis"]
    assert (analysis["sentiment"], analysis["outcome"]) == (sentiment, outcome)
    assert analysis["extracted_data"] == attempt.get("outputs", {})


def test_literal_states_are_shown_with_the_matching_fields(api: RingyoClient) -> None:
    name = api.add_scenario("short", provider="ringyo", states=[{"queued": "2s"}, {"completed": None}])
    call_id = api.place_call(name)
    assert list(api.get_call(call_id, EVERYTHING)) == ALWAYS
    api.advance(2)
    shown = api.get_call(call_id, EVERYTHING)
    assert (shown["status"], shown["duration"], shown["transcript"]) == ("completed", 2, [])


@pytest.mark.off_schema
def test_raw_fields_override_the_response_and_extras_need_include(api: RingyoClient) -> None:
    attempt = {"lasts": "5s", "fields": {"metadata": {"b": 2}}}
    name = api.add_scenario("raw", attempts=[attempt], fields={"status": "weird", "analysis": {"mood": 1}, "cost": 3})
    call_id = api.place_call(name, metadata={"a": 1})
    assert api.world.calls[call_id].details.metadata == {"a": 1}
    api.settle()
    shown = api.get_call(call_id)
    assert (shown["status"], shown["cost"], shown["metadata"]) == ("weird", 3, {"a": 1, "b": 2})
    assert "analysis" not in shown
    assert api.get_call(call_id, "analysis")["analysis"]["mood"] == 1


def test_metadata_and_context_can_be_used_by_scenarios(api: RingyoClient) -> None:
    talk = [{"agent": "Hello ${metadata.name}, about ${metadata.purpose}"}]
    name = api.add_scenario("personal", attempts=[{"talk": talk}])
    call_id = api.place_call(name, metadata={"name": "Ann"}, context={"name": "Bob", "purpose": "teeth"})
    api.settle()
    assert api.get_call(call_id, "transcript")["transcript"][0]["content"] == "Hello Ann, about teeth"
    call_id = api.place_call(metadata={"mockserver_scenario": "busy"})
    api.settle()
    assert api.get_call(call_id)["status"] == "busy"


def test_an_inbound_call_can_be_placed(api: RingyoClient) -> None:
    caller = Inbound(from_number="+14155550142", to_number="+18005551234")
    call = api.world.place(RINGYO.inbound(api.world, caller))
    api.settle()
    shown = api.get_call(call.id)
    assert (shown["phone_number"], shown["from_number"]) == ("+18005551234", "+14155550142")
    assert (shown["agent_id"], shown["status"]) == ("agent_abc123", "completed")


def test_the_named_agent_or_the_first_one_answers_an_inbound_call(api: RingyoClient) -> None:
    numbers = {"from_number": "+14155550142", "to_number": "+14155559876"}
    named = RINGYO.inbound(api.world, Inbound(agent="agent_def456", **numbers))
    assert named.agent == "agent_def456"
    assert RINGYO.inbound(api.world, Inbound(**numbers)).agent == "agent_abc123"
    bare = RingyoClient(examples=Examples.NONE)
    assert RINGYO.inbound(bare.world, Inbound(**numbers)).agent == "agent_default"


def prefixes(call: Call) -> list[Call]:
    """Yield the call after each of its events."""
    seen = [call]
    while call.processed < len(call.timeline):
        at, event = call.timeline[call.processed]
        call = type(call)(
            **{name: getattr(call, name) for name in call.__struct_fields__} | {"processed": call.processed + 1}
        )
        call = dialled(call, at) if isinstance(event, Due) else call
        seen.append(call)
    return seen


@pytest.mark.parametrize("scenario", [one.name for one in shipped_library() if one.provider in (None, "ringyo")])
def test_every_prefix_of_every_shipped_scenario_renders_by_the_rules(api: RingyoClient, scenario: str) -> None:
    call_id = api.place_call(scenario)
    for call in prefixes(api.world.calls[call_id]):
        for include in (frozenset(), frozenset(EVERYTHING.split(","))):
            shown = reference_call(api.world, call, include)
            assert shown["status"] in RINGYO.vocabulary
            assert ("duration" in shown) == (shown["status"] == "completed")
            ended = shown["status"] in ("completed", "failed", "busy", "no_answer")
            assert ("ended_at" in shown) == ended
            assert ended or not set(shown) & set(EXTRAS)
            assert None not in shown.values()


def test_the_recording_belongs_to_the_world_of_the_call(api: RingyoClient) -> None:
    reply = api.post("/calls", CALL, x_mockserver_world="w1")
    api.exchange.worlds.open("w1").advance(api.exchange.worlds.open("w1").now + timedelta(minutes=5))
    shown = api.get(f"/calls/{reply.json['id']}?include=recording", x_mockserver_world="w1").json
    assert shown["recording_url"].startswith("http://mock.test:4010/w/w1/recordings/ringyo/45/")
