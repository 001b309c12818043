"""Whatever a scenario and an agent's settings say, every call is plausible at every instant, at each provider.

Random calls are played event by event. After each event the response is read as a client reads it, and compared with
rules that follow from what a phone call is. The rules know responses only, not how the simulator makes them.
"""

import json
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockserver.testing.api_client import ApiClient

NUMBER = "+14155550142"
DIAL_ERRORS = ("busy", "no_answer", "number_non_attributed", "non_classified_error")
ENDS = ("hang_up", "tool_end_call", "silence", "max_duration", "voicemail", "connection_lost", "cancelled")
NOBODY = ("rejected", "unavailable")
HOOK = "http://app/hook"


class Seen(NamedTuple):
    """What a client reads in one response, in the same words for all providers."""

    status: str
    ended: bool
    answered_at: datetime | None  #: Ringyo does not show it
    ended_at: datetime | None
    talk: list[str] | None
    times: list[float]
    recording: str | None
    analysed: bool  #: whether there is a summary, an analysis or an outcome


def instant(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def read_revring(client: ApiClient, call_id: str) -> Seen:
    call = client.get(f"/v1/calls/{call_id}").json["data"]
    turns = call["transcript"]
    began = instant(call["startedAt"])
    times = [(datetime.fromisoformat(turn["timestamp"]) - began).total_seconds() for turn in turns or () if began]
    talk = None if turns is None else [turn["content"] for turn in turns if turn["role"] != "tool"]
    over = call["status"] in ("COMPLETED", "FAILED", "CANCELED", "TRANSFERRED")
    end = instant(call["endedAt"])
    if call["durationSeconds"] is not None and began and end:
        assert call["durationSeconds"] == int((end - began).total_seconds())
    return Seen(call["status"], over, began, end, talk, times, call["recordingUrl"], call["summary"] is not None)


def read_ringyo(client: ApiClient, call_id: str) -> Seen:
    call = client.get(f"/v1/calls/{call_id}?include=transcript,recording,analysis").json
    turns, end = call.get("transcript"), instant(call.get("ended_at"))
    talk = None if turns is None else [turn["content"] for turn in turns]
    times = [turn["timestamp"] for turn in turns or ()]
    over = call["status"] in ("completed", "failed", "no_answer", "busy")
    if "duration" in call:
        made = instant(call["created_at"])
        assert made is not None
        assert end is not None
        assert call["duration"] == (end - made).total_seconds()
    return Seen(call["status"], over, None, end, talk, times, call.get("recording_url"), "analysis" in call)


def read_revox(client: ApiClient, order_id: str) -> Seen:
    order = client.get(f"/api/call/{order_id}").json["call"]
    last = order["last_call_attempt"] or {}
    over = order["status"] in ("completed", "cancelled", "errored")
    turns = last.get("transcript") if last.get("ended_at") else None
    talk = None if turns is None else [turn["content"] for turn in turns if turn["role"] != "tool"]
    answered, end = instant(last.get("answered_at")), instant(last.get("ended_at"))
    assert order["calls_count"] == len(order["call_attempts"])
    assert order["is_completed"] == (order["status"] == "completed")
    return Seen(
        order["status"], over, answered, end, talk, [], last.get("recording_url"), order["outcome_summary"] is not None
    )


Reading = list[tuple[datetime, Seen]]


class Account(NamedTuple):
    """How a call with these settings of its agent is placed and read at a provider."""

    place: Callable[[ApiClient, dict[str, Any], str], str]
    read: Callable[[ApiClient, str], Seen]


def place_revring(client: ApiClient, agent: dict[str, Any], scenario: str) -> str:
    body = {
        "name": "A",
        "promptTemplate": "P",
        "firstMessage": agent["opening"],
        "endCallEnabled": agent["able"],
        "transferEnabled": agent["able"],
        "postCallWebhookUrl": HOOK,
    }
    made = client.post("/v1/agents", body).json["data"]["id"]
    order = {"agentId": made, "fromNumber": "+14155550100", "toNumber": NUMBER}
    return str(client.post("/v1/calls", order, x_mockserver_scenario=scenario).json["data"]["id"])


def place_ringyo(client: ApiClient, agent: dict[str, Any], scenario: str) -> str:
    body = {"name": "A", "system_prompt": "P", "voice_id": "v", "first_message": agent["opening"]}
    made = client.post("/v1/agents", body).json["id"]
    order = {"agent_id": made, "phone_number": NUMBER, "max_duration": agent["limit"], "webhook_url": HOOK}
    return str(client.post("/v1/calls", order, x_mockserver_scenario=scenario).json["id"])


def place_revox(client: ApiClient, agent: dict[str, Any], scenario: str) -> str:
    assistant = {
        "prompt": "P",
        "first_sentence_mode": "static" if agent["opening"] else "none",
        "voicemail_message": "Call back." if agent["able"] else None,
        "max_call_duration_secs": agent["limit"],
        "webhook_url": HOOK,
        "call_retry_config": {"max_retry_attempts": 1},
    }
    if agent["opening"]:
        assistant["first_sentence"] = agent["opening"]
    order = {"phone_number": NUMBER, "force_now": True, "assistant": assistant}
    reply = client.post("/api/call", order, x_mockserver_scenario=scenario)
    assert reply.status == 200, reply.json
    return str(reply.json["call"]["id"])


ACCOUNTS = {
    "revring": Account(place_revring, read_revring),
    "ringyo": Account(place_ringyo, read_ringyo),
    "revox": Account(place_revox, read_revox),
}


# -- scenarios and agents --------------------------------------------------------------------------

WORDS = st.sampled_from(["Hello.", "Yes, gladly.", "Who is calling, please?", "I do not know what you mean by that."])
SPANS = st.integers(0, 60).map(lambda seconds: f"{seconds}s")
RESULTS = st.one_of(st.booleans(), st.builds(lambda span: {"after": span}, SPANS))
TURNS = st.one_of(
    st.builds(lambda who, text: {who: text}, st.sampled_from(["agent", "user"]), WORDS),
    st.just({"tool": "book_meeting", "output": "booked"}),
    st.just({"transfer": "+14155550199"}),
)


@st.composite
def attempts(draw: st.DrawFn) -> dict[str, Any]:
    """An attempt of a user's scenario: it fails, nobody answers, or somebody does."""
    made: dict[str, Any] = {"queued": draw(SPANS), "ringing": draw(SPANS)}
    kind = draw(st.sampled_from(["fails", "nobody", "talks", "talks", "talks"]))
    if kind == "fails":
        return {**made, "fails": draw(st.sampled_from(DIAL_ERRORS))}
    if kind == "nobody":
        return {**made, "reason": draw(st.sampled_from(NOBODY))}
    made |= {
        "talk": draw(st.lists(TURNS, min_size=1, max_size=6)),
        "answered_by": draw(st.sampled_from(["human", "voicemail"])),
    }
    made |= {"reason": draw(st.sampled_from(ENDS))} if draw(st.booleans()) else {}
    made |= {"lasts": draw(SPANS)} if draw(st.booleans()) else {}
    for result in ("recording", "transcript", "analysis"):
        if draw(st.booleans()):
            made[result] = draw(RESULTS)
    return made


AGENTS = st.fixed_dictionaries(
    {"opening": st.sampled_from([None, "This is Ann."]), "able": st.booleans(), "limit": st.integers(1, 600)}
)


# -- the rules -------------------------------------------------------------------------------------


def check_order(before: Seen, now: Seen) -> None:
    """A response follows on the one before: what has ended stays so, what has come stays."""
    if before.ended:
        assert (now.status, now.ended_at) == (before.status, before.ended_at)
    for earlier, later in ((before.talk, now.talk), (before.recording, now.recording), (before.analysed, now.analysed)):
        assert not earlier or later == earlier


def check_alone(seen: Seen) -> None:
    """A response is plausible by itself."""
    if seen.ended_at is None:
        assert (seen.talk, seen.recording, seen.analysed) == (None, None, False)
    if seen.answered_at is not None and seen.ended_at is not None:
        length = (seen.ended_at - seen.answered_at).total_seconds()
        assert length >= 0
        assert all(0 <= at <= length + 0.001 for at in seen.times)
        if seen.recording is not None:
            named = re.search(r"[-_/](\d+(?:\.\d+)?)s?\.(?:wav|mp3)", seen.recording)
            assert named is None or abs(float(named[1]) - length) <= 1
    assert seen.times == sorted(seen.times)


def check_webhooks(client: ApiClient, told: int, seen: Seen) -> int:
    """What the newest webhook says is what the response says. Return how many there are. (Several things can happen at
    one instant; each has its webhook.)"""
    deliveries = list(client.world.outbox.deliveries)
    for delivery in deliveries[told:][-1:]:
        body = json.loads(delivery.message.body)
        body = body.get("data", body)
        assert body["status"] == seen.status
        shown = body.get("recordingUrl", body.get("recording_url"))
        assert shown == seen.recording if client.provider != "ringyo" else shown in (None, seen.recording)
    return len(deliveries)


def played(
    provider: str, agent: dict[str, Any], scenario: str, attempt: dict[str, Any] | None
) -> list[tuple[datetime, Seen]]:
    """Play a call event by event, with all checks. Return what a client reads after each event."""
    account, client = ACCOUNTS[provider], ApiClient(provider)
    if attempt is not None:
        client.add_scenario(scenario, attempts=[attempt])
    call_id = account.place(client, agent, scenario)
    read = [(client.world.now, account.read(client, call_id))]
    told = check_webhooks(client, 0, read[0][1])
    while client.world.next_due is not None and len(read) < 200:
        client.world.next()
        now = account.read(client, call_id)
        check_alone(now)
        check_order(read[-1][1], now)
        told = check_webhooks(client, told, now)
        read.append((client.world.now, now))
    assert read[-1][1].ended
    return read


def came(read: Reading, has: Callable[[Seen], bool]) -> float | None:
    """Return how many seconds after the end of the talk something is shown; None: never."""
    return next(((at - seen.ended_at).total_seconds() for at, seen in read if has(seen) and seen.ended_at), None)


@pytest.mark.parametrize("provider", ACCOUNTS)
@settings(max_examples=250)
@given(attempt=attempts(), agent=AGENTS)
def test_a_call_of_a_users_scenario_is_plausible(provider: str, attempt: dict[str, Any], agent: dict[str, Any]) -> None:
    read = played(provider, agent, "own", attempt)
    last = read[-1][1]
    if "fails" in attempt or attempt.get("reason") in NOBODY:
        assert (last.answered_at, last.talk, last.recording, last.analysed) == (None, None, None, False)
        return
    for key, has in (("recording", lambda seen: seen.recording), ("transcript", lambda seen: seen.talk is not None)):
        when = came(read, has)
        if attempt.get(key) is False:
            assert when is None
        elif isinstance(attempt.get(key), dict) and when is not None:
            assert abs(when - float(attempt[key]["after"][:-1])) < 1  # Ringyo shows whole seconds
    if last.talk:
        written = [text for turn in attempt["talk"] for who, text in turn.items() if who in ("agent", "user")]
        kept = [text for text in last.talk if text in written]
        assert kept == written[: len(kept)]


@pytest.mark.parametrize("provider", ACCOUNTS)
@settings(max_examples=100)
@given(agent=AGENTS, scenario=st.sampled_from(["answered", "voicemail-with-message", "transferred", "ivr", "busy"]))
def test_a_call_of_a_shipped_scenario_is_plausible(provider: str, scenario: str, agent: dict[str, Any]) -> None:
    last = played(provider, agent, scenario, None)[-1][1]
    assert (last.talk is None) == (scenario == "busy")
    if scenario == "answered" and agent["opening"] and last.talk:
        assert last.talk[0] == agent["opening"]
