"""Forged and damaged snapshots: each is either accepted and works, or refused without any change.

The tests save a world with calls of all providers, documents of every kind and webhooks. Then they replace, remove or
duplicate one value of the snapshot at a time. A fixed seed picks `FORGERIES` of these changes.
"""

import copy
import json
import os
from collections.abc import Callable, Iterator
from enum import Enum
from random import Random
from typing import Any

import pytest

from mockserver.testing.api_client import Response
from mockserver.world.settings import Examples
from tests.api_client import AppClient

FORGERIES = int(os.environ.get("FORGERIES", "300"))
SEED = int(os.environ.get("FORGERY_SEED", "1"))
PARTS = 6
HOOK = "https://far.example.com/x"  # nothing is sent there


class Forgery(Enum):
    """Changes of a value other than replacing it."""

    REMOVED = "removed"
    ADDED = "added"


VALUES: list[Any] = [
    *Forgery, None, True, 0, -1, 1.5, 1e300, 2**63, -(10**30), "", "x", "\u00ff", "9999-12-31T23:59:59Z",
    "0001-01-01T00:00:00Z", [], {}, [None], {"x": None}, [[]], {"id": "x"},
]  # fmt: skip
Path = tuple[str | int, ...]


def full_world() -> AppClient:
    """Return a world that contains something of every kind."""
    client = AppClient(examples=Examples.DOCUMENTED)
    client.patch("/__admin/settings", {"revox": {"concurrency": 2, "webhook_retries": [60, 60]}})
    for provider, requests in MADE.items():
        for path, body in requests:
            reply = client.post(f"/{provider}{path}", body, idempotency_key=f"{path}{body}")
            assert reply.status < 300, (path, reply.json)
    base = client.get("/revring/v1/knowledge-bases").json["data"][0]["id"]
    agent = client.get("/revring/v1/agents").json["data"][0]["id"]
    client.post(f"/revring/v1/knowledge-bases/{base}/sources", {"type": "text", "content": "x"})
    client.post(f"/revring/v1/agents/{agent}/knowledge-bases", {"knowledgeBaseId": base})
    client.delete(f"/revring/v1/agents/{client.get('/revring/v1/agents').json['data'][-1]['id']}")
    campaign = client.get("/revox/api/campaigns").json["campaigns"][0]["id"]
    client.post(f"/revox/api/campaigns/{campaign}/launch-calls", LAUNCH)
    client.post("/__admin/scenarios", {"version": 1, "name": "own", "attempts": [{"fails": "busy"}]})
    client.post("/__admin/scenarios/next", {"names": ["own"]})
    client.post("/__admin/scenarios", {"version": 1, "name": "late", "attempts": LATE})
    client.post("/ringyo/v1/calls", {"agent_id": "a", "phone_number": "+14155550142"}, x_mockserver_scenario="late")
    client.patch("/__admin/webhooks/plan", {"plan": [{"fault": "duplicate", "events": "call.*"}]})
    client.post("/__admin/clock/advance", {"by": "3s", "settle": False})
    return client


LATE = [{"queued": 0, "ringing": 0, "lasts": 1, "recording": {"after": "1s"}, "transcript": {"after": "9s"}}]
AGENT = {"name": "A", "promptTemplate": "x", "voiceId": "v", "postCallWebhookUrl": HOOK, "preCallWebhookUrl": None}
ASSISTANT = {"prompt": "x {{name}}", "webhook_url": HOOK, "voice": {"id": "v", "provider": "cartesia"}}
NUMBERS = {"fromNumber": "+14155550100", "toNumber": "+14155550142"}
FILTERS: dict[str, Any] = {"assignee_ids": [], "directions": [], "outcomes": [], "results": [], "statuses": []}
LAUNCH = {"mode": "ai_first", "selection": {"filters": FILTERS, "rows": {"mode": "all_except", "call_ids": []}}}
ORDER = {"phone_number": "+14155550142", "skip_calling_window": True}
MADE: dict[str, list[tuple[str, Any]]] = {
    "revring": [
        ("/v1/agents", AGENT),
        ("/v1/agents", AGENT),
        ("/v1/knowledge-bases", {"name": "Base"}),
        ("/v1/calls", {"agentId": "a", **NUMBERS}),
        ("/v1/messages", {"agentId": "a", "to": "+14155550142", "body": "Hi"}),
    ],
    "ringyo": [
        ("/v1/agents", {"name": "Ann", "system_prompt": "Help.", "voice_id": "sarah-professional"}),
        ("/v1/webhooks", {"url": HOOK, "events": ["*"]}),
        ("/v1/calls", {"agent_id": "agent_abc123", "phone_number": "+14155550142", "metadata": {"a": "b"}}),
    ],
    "revox": [
        ("/api/assistants", {"name": "Ann", **ASSISTANT}),
        *[("/api/call", {**ORDER, "assistant": ASSISTANT, "metadata": {"n": str(n)}}) for n in range(4)],
        ("/api/call", {"phone_number": "+14155550142"}),
        (
            "/api/campaigns",
            {
                "name": "Spring",
                "assistant_id": "a",
                "contacts": [{"to_phone_number": "+14155550142", "prompt_variables": {"name": "P"}}],
            },
        ),
    ],
}
READS = (
    "/revring/v1/calls", "/revring/v1/agents", "/revring/v1/knowledge-bases", "/revring/v1/messages",
    "/ringyo/v1/calls", "/ringyo/v1/agents", "/ringyo/v1/phone-numbers", "/ringyo/v1/webhooks",
    "/revox/api/call", "/revox/api/assistants", "/revox/api/campaigns", "/revox/api/phone-numbers", "/revox/api/voices",
    "/revox/api/users/me", "/revox/api/calls/phone-history", "/__admin/calls?examples=true", "/__admin/webhooks",
    "/__admin/requests", "/__admin/scenarios", "/__admin/settings", "/__admin/clock", "/__admin/worlds",
)  # fmt: skip
SEARCH = {**FILTERS, "assistant_ids": [], "campaign_ids": [], "from_phone_numbers": [], "page": 1, "page_size": 50}
WORKS: tuple[tuple[str, str, Any], ...] = (
    ("POST", "/revring/v1/calls", {"agentId": "a", **NUMBERS}),
    ("POST", "/ringyo/v1/calls", {"agent_id": "a", "phone_number": "+14155550142"}),
    ("POST", "/revox/api/call", ORDER),
    ("POST", "/revox/api/call/search", SEARCH),
    ("POST", "/revox/api/call/export", {"filters": SEARCH, "include_metadata": True}),
)


def paths(value: Any, path: Path = ()) -> Iterator[Path]:
    """Yield the path of every part of a JSON value, containers included."""
    if path:
        yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in inner:
        yield from paths(each, (*path, key))


def forged(state: Any, path: Path, forgery: Any) -> Any:
    """Return the snapshot with a changed value at a path."""
    changed = copy.deepcopy(state)
    holder = changed
    for key in path[:-1]:
        holder = holder[key]
    if forgery is Forgery.REMOVED:
        del holder[path[-1]]
    elif forgery is Forgery.ADDED and isinstance(holder, dict):
        holder[f"{path[-1]}_"] = holder[path[-1]]
    elif forgery is Forgery.ADDED:
        holder.append(holder[path[-1]])
    else:
        holder[path[-1]] = forgery
    return changed


def shape_of(path: Path) -> Path:
    """Return a path without ids and indexes, so that all kinds of values are picked equally."""
    return tuple(
        "*" if isinstance(key, int) or len(key) > 20 or "_" in key[:8] or key[:1].isdigit() else key for key in path
    )


def pick(state: Any, count: int) -> list[tuple[Path, Any]]:
    """Return random forgeries; each kind of value is equally likely."""
    chance = Random(SEED)
    kinds: dict[Path, list[Path]] = {}
    for path in paths(state):
        kinds.setdefault(shape_of(path), []).append(path)
    shapes = sorted(kinds, key=str)
    return [(chance.choice(kinds[chance.choice(shapes)]), chance.choice(VALUES)) for _ in range(count)]


@pytest.mark.slow
@pytest.mark.off_schema  # forged scenarios and documents may not fit the schema
@pytest.mark.parametrize("part", range(PARTS))
def test_a_forged_snapshot_is_refused_completely_or_works(part: int) -> None:
    with full_world() as client:
        state = client.get("/__admin/snapshot?journal=true").json
        for path, forgery in pick(state, FORGERIES)[part::PARTS]:
            where = ".".join(map(str, path)), forgery
            before = client.get("/__admin/snapshot").json
            reply = client.put("/__admin/snapshot", json.dumps(forged(state, path, forgery)))
            if reply.status == 200:
                use_everything(client, where)
                assert client.put("/__admin/snapshot", json.dumps(state)).status == 200
            else:
                assert 400 <= reply.status < 500, (where, reply.body)
                assert reply.json["error"]["message"], (where, reply.json)
                assert client.get("/__admin/snapshot").json == before, where


def use_everything(client: AppClient, where: object) -> None:
    """Use every part of a world; nothing may fail with 500."""

    def request(method: str, path: str, body: object = None) -> Response:
        reply = client.request(method, path, body)
        assert reply.status < 500, (where, method, path, reply.body)
        return reply

    for _ in range(2):
        for path in READS:
            request("GET", path)
        for call in client.get("/__admin/calls?examples=true").json["calls"][:40]:
            prefix = {"revring": "/revring/v1/calls", "ringyo": "/ringyo/v1/calls", "revox": "/revox/api/call"}
            request("GET", f"{prefix[call['provider']]}/{call['id']}")
            request("GET", f"/__admin/calls/{call['id']}")
        for method, path, body in WORKS:
            request(method, path, body)
        request("POST", "/__admin/clock/advance", {"by": "1d"})
        request("POST", "/__admin/clock/advance", {"until": "settled"})
    request("GET", "/__admin/snapshot")


def test_an_unchanged_snapshot_is_accepted() -> None:
    with full_world() as client:
        state = client.get("/__admin/snapshot?journal=true")
        assert client.put("/__admin/snapshot", state.body).status == 200
        assert client.get("/__admin/snapshot?journal=true").json == state.json


def is_missing_in_the_queue(state: Any) -> None:
    state["waiting"].clear()


def waits_twice(state: Any) -> None:
    state["waiting"] *= 2


def was_never_in_the_queue(state: Any) -> None:
    state["waiting"][0][1] = next(iter(state["held"]))


def holds_a_line_for_an_unknown_call(state: Any) -> None:
    state["held"]["nobody"] = ["revox"]


def has_a_turn_to_come(state: Any) -> None:
    state["turns"] = 0


def goes_back_in_time(state: Any) -> None:
    call = max(state["calls"], key=lambda call: len(call["timeline"]))
    call["timeline"].reverse()


def rings_before_it_is_dialled(state: Any) -> None:
    call = next(call for call in state["calls"] if any(event["event"] == "dialled" for _, event in call["timeline"]))
    call["timeline"] = [row for row in call["timeline"] if row[1]["event"] != "dialled"]
    call["processed"] = len(call["timeline"])


def has_two_of_one_id(state: Any) -> None:
    state["calls"].append(state["calls"][-1])


def will_number_a_call_twice(state: Any) -> None:
    state["serials"]["call"] = 1


def has_a_webhook_about_an_unknown_call(state: Any) -> None:
    state["deliveries"][0]["message"]["call"] = "nobody"


def numbers_a_delivery_twice(state: Any) -> None:
    state["deliveries"].append(state["deliveries"][0])


def has_a_campaign_of_unknown_calls(state: Any) -> None:
    (campaign,) = state["documents"]["revox.campaigns"].values()
    campaign["calls"].append("nobody")


def has_a_campaign_of_calls_of_another_provider(state: Any) -> None:
    (campaign,) = state["documents"]["revox.campaigns"].values()
    campaign["calls"].append("call_xyz789")


def has_a_document_under_another_id(state: Any) -> None:
    state["documents"]["ringyo.agents"]["other"] = state["documents"]["ringyo.agents"]["agent_abc123"]


def has_no_window(state: Any) -> None:
    call = next(call for call in state["calls"] if (call["policy"] or {}).get("windows"))
    call["policy"] |= {"windows": [], "zone": "UTC", "any_time": False}


def counts_no_requests(state: Any) -> None:
    state["requests"] = 0


def has_a_broken_window(state: Any) -> None:
    state["documents"]["ringyo.rate"]["window"] = {}


def is_after_the_end_of_time(state: Any) -> None:
    state["now"] = "9999-12-31T23:59:50Z"


def runs_too_fast(state: Any) -> None:
    state["rate"] = 1e300


def plays_an_unknown_scenario(state: Any) -> None:
    state["options"]["default_scenario"] = "nothing"


def queues_an_unknown_scenario(state: Any) -> None:
    state["next_scenarios"] = ["nothing"]


def has_a_fault_range_that_ends_before_it_begins(state: Any) -> None:
    state["faults"][0] |= {"least": "PT5S", "most": "PT1S"}


def late_call(state: Any) -> Any:
    """Return the call whose recording has come, while its transcript has not."""
    return next(call for call in state["calls"] if call["plan"]["scenario"] == "late")


def planned_attempt(state: Any) -> Any:
    """Return an attempt that a call can still play, and that ends."""
    attempts = [attempt for call in state["calls"] for attempt in call["plan"]["attempts"]]
    return next(attempt for attempt in attempts if attempt["steps"][-1][1]["event"] == "ended")


def event_of(call: Any, kind: str) -> Any:
    return next(event for _, event in call["timeline"] if event["event"] == kind)


def has_a_result_before_the_end(state: Any) -> None:
    event_of(late_call(state), "ended")["after"]["recording"] = "-PT1S"


def has_an_enormous_delay(state: Any) -> None:
    event_of(late_call(state), "ended")["after"]["transcript"] = "P99999999D"


def has_an_unknown_result(state: Any) -> None:
    event_of(late_call(state), "ended")["after"]["video"] = "PT1S"


def plans_a_result_before_the_end(state: Any) -> None:
    planned_attempt(state)["steps"][-1][1]["after"] = {"recording": "-PT1S"}


def has_a_negative_delay_of_the_provider(state: Any) -> None:
    late_call(state)["delays"] = {"analysis": "-PT1S"}


def has_an_unknown_result_of_the_provider(state: Any) -> None:
    late_call(state)["delays"] = {"video": "PT1S"}


def dials_again_before_the_end(state: Any) -> None:
    planned_attempt(state)["retry_after"] = "-PT1S"


def speaks_before_the_answer(state: Any) -> None:
    late_call(state)["behavior"] = {"opening_delay": "-PT1S"}


def is_spoken_by_nobody(state: Any) -> None:
    steps = [step for call in state["calls"] for attempt in call["plan"]["attempts"] for step in attempt["steps"]]
    next(event for _, event in steps if event["event"] == "said")["who"] = "agent\n"


def is_hidden_for_too_long(state: Any) -> None:
    late_call(state)["plan"]["visible_after"] = "P99999D"


def has_the_result_of_an_unknown_attempt(state: Any) -> None:
    event_of(late_call(state), "ready")["attempt"] = 1


def has_the_result_of_a_negative_attempt(state: Any) -> None:
    event_of(late_call(state), "ready")["attempt"] = -1


def has_the_result_of_an_unanswered_attempt(state: Any) -> None:
    call = late_call(state)
    call["timeline"] = [row for row in call["timeline"] if row[1]["event"] != "answered"]
    call["processed"] -= 1


def numbers_an_attempt_wrongly(state: Any) -> None:
    event_of(late_call(state), "dialled")["attempt"] = 5


def plays_backwards(state: Any) -> None:
    call = next(call for call in state["calls"] if any(len(plan["steps"]) > 1 for plan in call["plan"]["attempts"]))
    for attempt in call["plan"]["attempts"]:
        attempt["steps"].reverse()


FORGED: list[tuple[Callable[[Any], None], str]] = [
    (is_missing_in_the_queue, "but is not in the queue"),
    (waits_twice, "a call is in the queue twice"),
    (was_never_in_the_queue, "is not a call that waits for a line"),
    (holds_a_line_for_an_unknown_call, "'nobody' holds a line"),
    (has_a_turn_to_come, "a turn is not between 1 and 0"),
    (goes_back_in_time, "the entries are not in order of time"),
    (rings_before_it_is_dialled, "an attempt continues that has not begun"),
    (has_two_of_one_id, "two calls have the same id"),
    (will_number_a_call_twice, "less than the number of a call"),
    (has_a_webhook_about_an_unknown_call, "there is no call 'nobody'"),
    (numbers_a_delivery_twice, "a number is duplicate"),
    (has_a_campaign_of_unknown_calls, "there is no call 'nobody' of revox"),
    (has_a_campaign_of_calls_of_another_provider, "there is no call 'call_xyz789' of revox"),
    (has_a_document_under_another_id, "'agent_abc123' is not the key under which the document is stored"),
    (has_no_window, "the policy has no calling window or no day"),
    (counts_no_requests, "less than the number of journal records"),
    (has_a_broken_window, "documents.ringyo.rate.window: Object missing required field `count`"),
    (is_after_the_end_of_time, "now: 9999-12-31T23:59:50Z is out of range"),
    (runs_too_fast, "rate is 1e+300"),
    (plays_an_unknown_scenario, "no scenario 'nothing'"),
    (queues_an_unknown_scenario, "there is no scenario 'nothing'"),
    (has_a_fault_range_that_ends_before_it_begins, "a range begins after its end"),
    (plays_backwards, "the steps are not in order of time"),
    (has_a_result_before_the_end, "timeline: -1 day, 23:59:59 is not between 0 s and 36,500 days"),
    (has_an_enormous_delay, "timeline: 99999999 days, 0:00:00 is not between"),
    (has_an_unknown_result, "Invalid enum value 'video'"),
    (plans_a_result_before_the_end, ".steps: -1 day, 23:59:59 is not between"),
    (has_a_negative_delay_of_the_provider, "delays: -1 day, 23:59:59 is not between"),
    (has_an_unknown_result_of_the_provider, "Invalid enum value 'video'"),
    (dials_again_before_the_end, ".retry_after: -1 day, 23:59:59 is not between"),
    (speaks_before_the_answer, "-1 day, 23:59:59 is not between"),
    (is_spoken_by_nobody, "Expected `str` matching regex"),
    (is_hidden_for_too_long, "plan.visible_after: 99999 days, 0:00:00 is not between"),
    (has_the_result_of_an_unknown_attempt, "of attempt 1 comes, but no such attempt was answered before"),
    (has_the_result_of_a_negative_attempt, "of attempt -1 comes, but no such attempt was answered before"),
    (has_the_result_of_an_unanswered_attempt, "of attempt 0 comes, but no such attempt was answered before"),
    (numbers_an_attempt_wrongly, "attempt 0 has the number 5"),
]


@pytest.fixture(scope="module")
def saved() -> Iterator[tuple[AppClient, str]]:
    with full_world() as client:
        yield client, client.get("/__admin/snapshot?journal=true").body.decode()


@pytest.mark.parametrize(("forge", "words"), FORGED, ids=[forge.__name__ for forge, _ in FORGED])
def test_a_snapshot_is_refused_if_it(saved: tuple[AppClient, str], forge: Callable[[Any], None], words: str) -> None:
    client, text = saved
    state = json.loads(text)
    forge(state)
    assert state != json.loads(text)
    before = client.get("/__admin/snapshot").json
    reply = client.put("/__admin/snapshot", json.dumps(state))
    assert (400 <= reply.status < 500, words in reply.json["error"]["message"]) == (True, True), reply.json
    assert client.get("/__admin/snapshot").json == before


def test_text_that_is_not_unicode_is_refused(saved: tuple[AppClient, str]) -> None:
    client, text = saved
    reply = client.put("/__admin/snapshot", text.encode().replace(b'"seed":"0"', b'"seed":"\xff"'))
    assert reply.status == 400
    assert reply.json["error"]["message"].startswith("This is no snapshot")


@pytest.mark.parametrize(
    "body", [b'{"version": 1, "seed": "\xff"}', b"\xff", b"", b"[]", b"null", b"{" * 5000, b'{"version": 2}']
)
def test_a_body_that_is_not_a_snapshot_is_refused(body: bytes) -> None:
    with AppClient() as client:
        reply = client.put("/__admin/snapshot", body)
        assert reply.status == 400
        assert reply.json["error"]["message"].startswith("This is no snapshot")
