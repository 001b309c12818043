"""Calls in the control API: neutral views, inbound calls, commands by hand, waiting; and scenarios."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest

from mockserver.world.settings import Examples
from tests.api_client import AppClient, WebhookClient


@pytest.fixture
def client() -> Iterator[AppClient]:
    with AppClient() as client:
        yield client


def ringing_forever(client: AppClient) -> str:
    """Return the id of a call that rings forever."""
    call = client.place_revox_call(x_mockserver_scenario="stuck-ringing")
    client.post("/__admin/clock/advance", {"by": "5s"})
    return call


def test_a_call_shows_its_timeline_past_and_planned(client: AppClient) -> None:
    call = client.place_revox_call()
    client.post("/__admin/clock/advance", {"by": "3s"})
    shown = client.get(f"/__admin/calls/{call}").json
    assert (shown["provider"], shown["phase"], shown["status"]) == ("revox", "ringing", "calling")
    assert (shown["from"], shown["to"], shown["scenario"]) == ("+14155550100", "+15005550100", "magic-0100")
    rows = [(row["event"], row["planned"]) for row in shown["timeline"]]
    assert rows[:4] == [("placed", False), ("due", False), ("dialled", False), ("ringing", False)]
    assert rows[-1] == ("closed", True)
    assert shown["next_at"] == "2026-01-05T15:00:06Z"


@pytest.mark.parametrize(
    ("number", "zone"),
    [("+13105550177", "America/Los_Angeles"), ("+442071838750", "Europe/London"), ("+15005550100", None)],
)
def test_a_call_has_the_time_zone_of_the_other_side(client: AppClient, number: str, zone: str | None) -> None:
    placed = client.place_revox_call(number)
    order = {"provider": "ringyo", "from": number, "to": "+12125550100"}
    called = client.post("/__admin/calls", order).json["id"]
    for call in (placed, called):
        for query in ("", "?forecast=true"):
            assert client.get(f"/__admin/calls/{call}{query}").json["time_zone"] == zone


def test_past_and_planned_events_are_described(client: AppClient) -> None:
    call = client.place_revox_call(x_mockserver_scenario="answered")
    client.post("/__admin/clock/advance", {"by": "2s"})
    rows = client.get(f"/__admin/calls/{call}").json["timeline"]
    told = [(row["description"], row["planned"]) for row in rows if row["event"] in ("dialled", "answered", "ended")]
    assert told == [("dial 1", False), ("answered by human", True), ("ended: hang_up by user", True)]


def test_webhooks_in_a_timeline_are_described() -> None:
    with WebhookClient() as client:
        client.post("/ringyo/v1/webhooks", {"url": "https://app.test/x", "events": ["call.started"]})
        client.answer = lambda _: 410
        call = client.place_inbound_call("ringyo", "+14155550100")["id"]
        client.advance("1s")
        rows = client.get(f"/__admin/calls/{call}").json["timeline"]
    assert {row["description"] for row in rows if row["event"] == "webhook"} == {"webhook call.started -> 410"}


def test_the_list_of_calls_is_filtered(client: AppClient) -> None:
    ended = client.place_revox_call(x_mockserver_scenario="answered")
    ringing = client.place_revox_call("+15005550101", x_mockserver_scenario="stuck-ringing")
    client.post("/__admin/clock/advance", {"by": "5m"})
    for query, expected in (
        ("phase=ended", [ended]),
        ("phase=ringing", [ringing]),
        ("status=calling", [ringing]),
        ("scenario=answered", [ended]),
        ("to=%2B15005550101", [ringing]),
        ("provider=revox&phase=ended", [ended]),
        ("provider=ringyo", []),
        ("phase=ended&status=calling", []),
    ):
        assert [call["id"] for call in client.get(f"/__admin/calls?{query}").json["calls"]] == expected, query
    wrong = client.get("/__admin/calls?phase=over")
    assert (wrong.status, "expected one of placed" in wrong.json["error"]["message"]) == (400, True)


RICH = """
version: 1
name: rich
visible_after: 3s
attempts:
  - queued: 1s
    ringing: 1s
    answered_by: human
    becomes: {answered_by: voicemail, after: 2s}
    talk:
      - transfer: "+14155550199"
        warm: true
      - human: Billing, hello.
    lasts: 10s
    recording: {after: 5s}
    transcript: false
    analysis: {after: 1s}
    retry_after: 7s
"""


def rich(client: AppClient, provider: str = "ringyo") -> str:
    """Place a call that plays a scenario with late results and return its id."""
    assert client.post("/__admin/scenarios", RICH).status == 201
    client.post("/__admin/scenarios/next", {"names": ["rich"]})
    return str(
        client.post("/__admin/calls", {"provider": provider, "from": "+14155550142", "to": "+14155550100"}).json["id"]
    )


def test_late_results_and_what_is_found_out_late_are_shown(client: AppClient) -> None:
    call = rich(client)
    assert client.get(f"/__admin/calls/{call}").json["visible_at"] == "2026-01-05T15:00:03Z"
    client.post("/__admin/clock/advance", {"by": "13s"})
    shown = client.get(f"/__admin/calls/{call}").json
    rows = {row["event"]: row for row in shown["timeline"]}
    assert (rows["detected"]["by"], rows["said"]["who"]) == ("voicemail", "human")
    assert (rows["transferred"]["to"], rows["transferred"]["warm"]) == ("+14155550199", True)
    ready = rows["ready"]
    assert (ready["result"], ready["attempt"], ready["planned"]) == ("recording", 0, True)
    assert not {"after", "resolved"} & rows["ended"].keys()
    (attempt,) = shown["attempts"]
    assert attempt["outstanding"] == {"recording": ready["at"], "transcript": None}
    assert attempt["ended_at"] == "2026-01-05T15:00:12Z"
    client.post("/__admin/clock/advance", {"until": "settled"})
    (attempt,) = client.get(f"/__admin/calls/{call}").json["attempts"]
    assert attempt["outstanding"] == {"transcript": None}


def test_an_unanswered_attempt_has_no_outstanding_results(client: AppClient) -> None:
    client.post("/ringyo/v1/calls", {"agent_id": "a", "phone_number": "+15005551111"})
    client.post("/__admin/clock/advance", {"by": "1m"})
    (call,) = client.get("/__admin/calls").json["calls"]
    assert [(attempt["reason"], attempt["outstanding"]) for attempt in call["attempts"]] == [("busy", {})]


def test_calls_are_listed_in_order_and_filtered(client: AppClient) -> None:
    first, second = client.place_revox_call("+15005550100"), client.place_revox_call("+15005550111")
    assert [call["id"] for call in client.get("/__admin/calls").json["calls"]] == [first, second]
    assert len(client.get("/__admin/calls?to=%2B15005550111").json["calls"]) == 1
    assert client.get("/__admin/calls?provider=ringyo").json["calls"] == []


def test_documented_examples_are_listed_only_on_request() -> None:
    with AppClient(examples=Examples.DOCUMENTED) as client:
        assert client.get("/__admin/calls").json["calls"] == []
        assert len(client.get("/__admin/calls?examples=true").json["calls"]) >= 1


@pytest.mark.parametrize("provider", ["revring", "ringyo", "revox"])
def test_an_inbound_call_rings_is_answered_and_ends(client: AppClient, provider: str) -> None:
    made = client.post("/__admin/calls", {"provider": provider, "from": "+14155550142", "to": "+14155550100"})
    assert made.status == 201
    assert (made.json["direction"], made.json["from"]) == ("inbound", "+14155550142")
    client.post("/__admin/clock/advance", {"until": "settled"})
    assert client.get(f"/__admin/calls/{made.json['id']}").json["phase"] == "ended"


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        ({"provider": "revoks", "from": "+14155550142", "to": "+14155550100"}, 404, "Did you mean 'revox'"),
        ({"provider": "revox", "from": "me", "to": "+14155550100"}, 400, "from is 'me'"),
        ({"provider": "revox", "from": "+14155550142"}, 400, "to is required"),
        (
            {"provider": "revox", "from": "+14155550142", "to": "+14155550100", "scenario": "bussy"},
            404,
            "Did you mean 'busy'",
        ),
    ],
)
def test_a_bad_inbound_call_is_refused(client: AppClient, body: object, status: int, words: str) -> None:
    reply = client.post("/__admin/calls", body)
    assert reply.status == status
    assert words in reply.json["error"]["message"]
    assert client.get("/__admin/calls").json == {"calls": []}


@pytest.mark.parametrize("provider", ["revring", "ringyo", "revox"])
def test_a_refusal_of_the_provider_is_a_refusal_here(client: AppClient, provider: str) -> None:
    client.patch("/__admin/settings", {"profile": "strict"})
    body = {"provider": provider, "from": "+14155550142", "to": "+14155550100", "agent": "nobody"}
    reply = client.post("/__admin/calls", body)
    assert reply.status in (400, 404), reply.json
    assert reply.json["error"]["message"]
    assert client.get("/__admin/calls").json == {"calls": []}


def test_a_call_is_controlled_by_hand(client: AppClient) -> None:
    call = ringing_forever(client)
    assert client.post(f"/__admin/calls/{call}/answer", {"by": "human"}).json["phase"] == "talking"
    client.post(f"/__admin/calls/{call}/say", {"text": "Who is there?"})
    client.post("/__admin/clock/advance", {"by": "3s"})
    client.post(f"/__admin/calls/{call}/say", {"text": "It is me.", "who": "agent"})
    client.post(f"/__admin/calls/{call}/hangup", {"by": "agent", "reason": "tool_end_call", "summary": "done"})
    client.post("/__admin/clock/advance", {"by": "5s"})
    order = client.get(f"/revox/api/call/{call}").json["call"]
    attempt = order["last_call_attempt"]
    assert [turn["content"] for turn in attempt["transcript"]] == ["Who is there?", "It is me."]
    assert (order["status"], attempt["ended_by"], attempt["end_reason"]) == ("completed", "agent", "tool_end_call")


def test_a_call_can_be_made_to_fail_and_is_then_retried(client: AppClient) -> None:
    call = ringing_forever(client)
    shown = client.post(f"/__admin/calls/{call}/fail", {"reason": "busy"}).json
    assert (shown["phase"], shown["attempts"][0]["reason"]) == ("held", "busy")


def test_a_call_can_be_transferred(client: AppClient) -> None:
    call = ringing_forever(client)
    client.post(f"/__admin/calls/{call}/answer")
    shown = client.post(f"/__admin/calls/{call}/transfer", {"to": "+14155550199"}).json
    assert (shown["attempts"][0]["transferred_to"], shown["attempts"][0]["reason"]) == ("+14155550199", "transfer")


@pytest.mark.parametrize(
    ("command", "body", "status", "words"),
    [
        ("say", {"text": "hm"}, 409, "has not been answered yet"),
        ("hangup", {}, 409, "has not been answered yet"),
        ("answer", {"by": "ghost"}, 400, "by: "),
        ("fail", {"reason": "silence"}, 409, "not a dial error"),
        ("fail", {"reason": "rain"}, 400, "reason: "),
        ("transfer", {"to": "me"}, 400, "to is 'me'"),
        ("say", {"text": "hm", "who": "cat"}, 400, "expected 'user' or 'agent'"),
    ],
)
def test_a_command_that_does_not_fit_is_refused(
    client: AppClient, command: str, body: dict[str, Any], status: int, words: str
) -> None:
    call = ringing_forever(client)
    before = client.get(f"/__admin/calls/{call}").json
    reply = client.post(f"/__admin/calls/{call}/{command}", body)
    assert reply.status == status
    assert words in reply.json["error"]["message"]
    assert client.get(f"/__admin/calls/{call}").json == before


def test_literal_states_cannot_be_controlled_by_hand(client: AppClient) -> None:
    scenario = {"version": 1, "name": "odd", "provider": "revox", "states": [{"calling": "1h"}, {"errored": None}]}
    client.post("/__admin/scenarios", scenario)
    call = client.place_revox_call(x_mockserver_scenario="odd")
    assert client.post(f"/__admin/calls/{call}/answer").status == 409


def test_an_unknown_call_is_not_found(client: AppClient) -> None:
    assert client.get("/__admin/calls/nope").status == 404
    assert client.post("/__admin/calls/nope/answer").status == 404


# -- waiting ---------------------------------------------------------------------------------------


def test_waiting_ends_as_soon_as_the_call_reaches_the_phase(client: AppClient) -> None:
    call = client.place_revox_call()

    async def both() -> Any:
        wait = asyncio.create_task(client.request_async("GET", f"/__admin/wait?call={call}&phase=ended&timeout=30"))
        await asyncio.sleep(0)
        await client.request_async("POST", "/__admin/clock/advance", {"until": "settled"})
        return await wait

    reply = client.run(both())
    assert (reply.status, reply.json["phase"]) == (200, "ended")


def test_waiting_for_the_current_phase_ends_at_once(client: AppClient) -> None:
    call = client.place_revox_call()
    assert client.get(f"/__admin/wait?call={call}&phase=placed").status == 200


def test_waiting_for_an_impossible_phase_ends_early_with_the_reason(client: AppClient) -> None:
    call = client.place_revox_call()
    client.post("/__admin/clock/advance", {"until": "settled"})
    reply = client.get(f"/__admin/wait?call={call}&phase=ringing&timeout=30")
    assert reply.status == 409
    assert "can no longer be ringing" in reply.json["error"]["message"]


def test_waiting_too_long_names_the_phase_of_the_call(client: AppClient) -> None:
    call = client.place_revox_call()
    reply = client.get(f"/__admin/wait?call={call}&timeout=1ms")
    assert reply.status == 409
    assert "advance the clock" in reply.json["error"]["message"]
    assert client.app.exchange.worlds.open("default").watchers == []


@pytest.mark.parametrize("query", ["phase=asleep", "timeout=soon"])
def test_a_bad_wait_is_refused(client: AppClient, query: str) -> None:
    call = client.place_revox_call()
    assert client.get(f"/__admin/wait?call={call}&{query}").status == 400


# -- scenarios -------------------------------------------------------------------------------------


def test_scenarios_are_added_read_drawn_and_deleted(client: AppClient) -> None:
    made = client.post("/__admin/scenarios", "version: 1\nname: mine\nsummary: Busy.\nattempts: [{fails: busy}]\n")
    assert (made.status, made.json["scenarios"][0]["name"]) == (201, "mine")
    assert client.get("/__admin/scenarios/mine").json["scenario"]["attempts"] == [{"fails": "busy"}]
    assert client.get("/__admin/scenarios/mine/diagram").body.startswith(b"---\ntitle: mine")
    assert client.get("/__admin/scenarios/regressing-status-revox/diagram").status == 200
    assert "mine" in {row["name"] for row in client.get("/__admin/scenarios").json["scenarios"]}
    assert client.delete("/__admin/scenarios/mine").status == 200
    assert client.delete("/__admin/scenarios/mine").status == 404


def test_a_scenario_is_drawn_as_a_picture_in_the_words_of_a_provider(client: AppClient) -> None:
    client.post("/__admin/scenarios", 'version: 1\nname: mine\nsummary: "<b>"\nattempts: [{fails: busy}]\n')
    reply = client.get("/__admin/scenarios/mine/diagram.svg")
    assert reply.headers["content-type"].startswith("image/svg+xml")
    assert reply.headers["content-security-policy"].startswith("default-src 'none'; style-src 'sha256-")
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert (b">ringing</text>" in reply.body, b"<b>" in reply.body) == (True, False)
    assert b">calling</text>" in client.get("/__admin/scenarios/mine/diagram.svg?provider=revox").body
    assert b'"calling"' in client.get("/__admin/scenarios/mine/diagram?provider=revox").body
    unknown = client.get("/__admin/scenarios/mine/diagram.svg?provider=revx")
    assert (unknown.status, unknown.json["error"]["details"]["nearest"]) == (404, ["revox", "revring"])
    assert client.get("/__admin/scenarios/nobody/diagram.svg").status == 404


def test_a_scenario_that_is_too_large_for_a_picture_is_refused(client: AppClient) -> None:
    dials = ", ".join(["{fails: busy}"] * 300)
    client.post("/__admin/scenarios", f"version: 1\nname: mine\nattempts: [{dials}]\n")
    reply = client.get("/__admin/scenarios/mine/diagram.svg")
    assert (reply.status, "600 states; a picture shows at most 400" in reply.json["error"]["message"]) == (400, True)


def test_a_bad_scenario_is_refused_with_its_position_and_the_nearest_word(client: AppClient) -> None:
    reply = client.post("/__admin/scenarios", "version: 1\nname: mine\nattempts:\n  - {fials: busy}\n")
    assert (reply.status, reply.json["error"]["code"]) == (400, "bad_scenario")
    problem = reply.json["error"]["details"]["problems"][0]
    assert (problem["line"], problem["path"]) == (4, "attempts[0].fials")
    assert "'fails'" in problem["message"]


def test_the_default_and_the_next_scenarios_are_played(client: AppClient) -> None:
    assert client.put("/__admin/scenarios/default", {"name": "busy"}).json == {"default": "busy"}
    assert client.post("/__admin/scenarios/next", {"names": ["voicemail"]}).json == {"next": ["voicemail"]}
    calls = [client.place_revox_call("+14155550142") for _ in range(2)]
    assert [client.get(f"/__admin/calls/{call}").json["scenario"] for call in calls] == ["voicemail", "busy"]


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("PUT", "/__admin/scenarios/default", {"name": "bussy"}, 404),
        ("POST", "/__admin/scenarios/next", {"names": ["busy", "bussy"]}, 404),
        ("POST", "/__admin/scenarios/next", {"names": []}, 400),
        ("POST", "/__admin/scenarios/next", {}, 400),
    ],
)
def test_unknown_scenarios_are_refused_and_nothing_is_queued(
    client: AppClient, method: str, path: str, body: object, status: int
) -> None:
    assert client.request(method, path, body).status == status
    assert client.get("/__admin/scenarios").json["next"] == []
