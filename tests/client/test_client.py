"""The control API as Python methods, against a real server."""

import http.server
import threading
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import httpx2
import pytest

from mockserver.cli.demo import MONDAY, place_call
from mockserver.client import Control, ControlError, NotReachable
from mockserver.errors import BadArgument, MockserverError
from mockserver.server.app import build
from mockserver.server.server import Server
from mockserver.world.settings import Settings

TO = "+12125550142"


def test_the_clock_is_read_advanced_and_changed(control: Control) -> None:
    assert control.clock.now == MONDAY
    assert control.clock.advance("90m").now == MONDAY + timedelta(hours=1.5)
    assert control.clock.advance(timedelta(minutes=30)).now == MONDAY + timedelta(hours=2)
    assert control.clock.advance(to=MONDAY + timedelta(hours=3)).now == MONDAY + timedelta(hours=3)
    assert control.clock.advance(to="2026-01-05T19:00:00Z").now == MONDAY + timedelta(hours=4)
    state = control.clock.set(mode="real", rate=0, now=MONDAY + timedelta(hours=5))
    assert (state.mode, state.rate, state.now) == ("real", 0, MONDAY + timedelta(hours=5))


def test_the_time_of_an_unused_world_can_be_set_and_a_reset_takes_another(control: Control) -> None:
    assert control.clock.set(now="1999-01-01T00:00:00Z").now.year == 1999
    assert control.clock.set(now=datetime(1998, 1, 1)).now == datetime(1998, 1, 1, tzinfo=UTC)  # noqa: DTZ001
    assert control.clock.advance(to=datetime(1998, 1, 2)).now == datetime(1998, 1, 2, tzinfo=UTC)  # noqa: DTZ001
    place_call(control, "ringyo", TO, scenario="busy")
    with pytest.raises(ControlError, match="Reset the world to start again; the reset takes 'now'"):
        control.clock.set(now="1997-01-01")
    tokyo = timezone(timedelta(hours=9))
    control.reset(now=datetime(1996, 1, 1, 9, tzinfo=tokyo))
    assert (control.clock.now, len(control.calls)) == (datetime(1996, 1, 1, tzinfo=UTC), 0)
    with pytest.raises(ControlError, match="now: 'soon' is not an ISO 8601 instant"):
        control.reset(now="soon")


def test_an_advance_returns_its_events(control: Control) -> None:
    call = place_call(control, "ringyo", TO, scenario="busy")
    step = control.clock.next()
    assert step.event_count > 0
    result = control.clock.settle()
    assert result.events[-1]["call"] == call
    assert control.clock.settle().event_count == 0


def test_an_event_is_announced_and_its_delivery_found(control: Control) -> None:
    control.send("PATCH", "/webhooks/plan", {"to": control.webhooks.sink_url("mine")})
    headers = {"authorization": "Bearer key", "x-mockserver-world": control.world or "default"}
    hook = {"url": "https://app.test/x", "events": ["*"]}
    httpx2.post(f"{control.connection.address.url}/ringyo/v1/webhooks", json=hook, headers=headers).raise_for_status()
    (sent,) = control.webhooks.announce("ringyo", "appointment.created", {"id": "apt_1"})
    assert (sent.outcome, sent.json["data"]) == ("delivered", {"id": "apt_1"})
    assert [row.id for row in control.webhooks] == [sent.id]
    assert len(control.webhooks.sink("mine")) == 1
    assert [(sink.name, sink.count, sink.last_at) for sink in control.webhooks.sinks()] == [("mine", 1, MONDAY)]
    assert [row.id for row in control.webhooks.find(q="APT_1")] == [sent.id]
    assert control.webhooks.find(q="apt_2") == []


def test_many_calls_are_read_in_pages_of_short_rows(control: Control) -> None:
    first = place_call(control, "ringyo", TO, scenario="busy")
    second = place_call(control, "revox", "+12125550143", scenario="answered")
    control.clock.settle()
    page = control.calls.summary(limit=1)
    assert ([row.id for row in page.calls], page.count) == ([second], 2)
    assert [row.id for row in control.calls.summary(limit=1, cursor=page.next).calls] == [first]
    (busy,) = control.calls.summary(q="BUSY", phase="ended").calls
    assert (busy.id, busy.to_number, busy.phases[-1].failed, busy.phases[0].at) == (first, TO, True, MONDAY)
    assert [row.id for row in control.calls.summary(ids=[second, "nobody"]).calls] == [second]
    assert control.calls.summary(examples=True).count >= 2
    with pytest.raises(ControlError, match="There is no parameter 'state'"):
        control.calls.summary(state="ended")


def test_what_is_planned_is_read(control: Control) -> None:
    assert (control.clock.state.next, control.clock.state.waits, control.clock.planned().events) == (None, None, [])
    call = place_call(control, "ringyo", TO, scenario="busy")
    (first, *_) = control.clock.planned().events
    due = control.clock.state.next
    assert due is not None
    assert (due.call, due.kind, due.at, due.description) == (call, "call", first.at, first.description)
    found = control.clock.planned(until=first.at)
    assert (found.until, found.event_count, found.delivery_count) == (first.at, len(found.events), 0)


def test_a_call_is_foretold(control: Control) -> None:
    call = place_call(control, "ringyo", TO, scenario="busy")
    known = control.calls[call].timeline
    foretold = control.calls.forecast(call)
    assert (foretold.status, foretold.phase) == ("busy", "ended")
    assert [entry.event for entry in foretold.call.timeline][-1] == "closed"
    assert foretold.ends_at == foretold.call.timeline[-1].at
    assert control.calls[call].timeline == known


def test_the_responses_of_a_call_are_read_over_time(control: Control) -> None:
    call = place_call(control, "ringyo", TO, scenario="busy")
    first, last = control.calls.response(call, 1), control.calls.response(call, len(control.calls[call].timeline))
    assert (first.body["status"], first.planned, first.previous) == ("queued", False, None)
    assert (last.body["status"], last.planned, last.path) == ("busy", True, f"/ringyo/v1/calls/{call}")
    assert last.previous is not None
    assert last.previous.body["status"] != "busy"
    assert control.calls.response(call).at == control.clock.now
    with pytest.raises(ControlError, match="events is '99'; expected 1 to "):
        control.calls.response(call, 99)


def test_calls_are_listed_and_found(control: Control) -> None:
    first = place_call(control, "ringyo", TO, scenario="busy")
    second = place_call(control, "revox", "+12125550143", scenario="answered")
    control.clock.settle()
    assert [call.id for call in control.calls] == [first, second]
    assert len(control.calls) == 2
    assert control.calls[first].status == "busy"
    assert control.calls[-1].status == "completed"
    assert [call.id for call in control.calls.find(provider="ringyo", phase="ended")] == [first]
    assert repr(control.calls).startswith("[Call(")
    with pytest.raises(BadArgument, match=r"calls.find\(\) takes no argument 'number'; .* Did you mean 'to_number'\?"):
        control.calls.find(number=TO)  # type: ignore[arg-type]  # what an editor marks too
    with pytest.raises(ControlError, match="nope") as caught:
        control.calls["nope"]
    assert (caught.value.status, caught.value.code) == (404, "not_found")


def test_the_history_of_a_call_is_readable(control: Control) -> None:
    call = place_call(control, "revox", TO, scenario="busy-twice-then-human", dials=3)
    control.clock.settle()
    texts = [entry.text for entry in control.calls[call].history]
    assert texts[0] == "placed"
    assert any(text.startswith("waits until 2026-01-05T17:00:") for text in texts)
    assert {"dial 3", "ended: busy", "answered by human", "tool book_meeting -> booked"} <= set(texts)
    assert control.calls[call].events[-1] == "closed"


LATE: dict[str, Any] = {
    "answered_by": "unknown",
    "becomes": {"answered_by": "human", "after": "1s"},
    "talk": [{"transfer": "+14155550199", "warm": True}, {"human": "Hello?"}],
    "lasts": "9s",
    "recording": {"after": "8s"},
    "transcript": {"after": "1s"},
    "analysis": {"after": "20s"},
}


def test_the_history_has_late_results_and_what_was_found_out(control: Control) -> None:
    control.scenario({"name": "late", "attempts": [LATE]})
    call = place_call(control, "ringyo", TO, scenario="late")
    control.clock.settle()
    texts = [entry.text for entry in control.calls[call].history]
    said = ["transferred to +14155550199 after an introduction (warm)", "human: Hello?", "turns out to be human"]
    ready = [f"the {result} of dial 1 is ready" for result in ("transcript", "recording", "analysis")]
    assert [text for text in texts if text in (*said, *ready)] == [*said, *ready]


def test_settling_waits_for_results_and_waiting_for_the_end_does_not(control: Control) -> None:
    control.scenario({"name": "late", "attempts": [LATE]})
    call = place_call(control, "ringyo", TO, scenario="late")
    control.clock.advance("15s")
    (attempt,) = control.wait(call, "ended").attempts
    assert list(attempt["outstanding"]) == ["recording", "analysis"]
    control.clock.settle()
    (attempt,) = control.wait(call, "ended").attempts
    assert attempt["outstanding"] == {}


def test_a_call_is_controlled_by_hand(control: Control) -> None:
    control.default("stuck-ringing")
    call = place_call(control, "ringyo", TO)
    control.clock.advance("5s")
    control.calls.answer(call)
    control.calls.say(call, "Who is there?")
    ended = control.calls.hang_up(call, by="agent", summary="Done.")
    assert ended.attempts[0]["ended_by"] == "agent"
    failing, transferred = place_call(control, "ringyo", TO), place_call(control, "ringyo", TO)
    control.clock.advance("5s")
    assert control.calls.fail(failing, "busy").attempts[0]["reason"] == "busy"
    control.calls.answer(transferred)
    assert control.calls.transfer(transferred, "+12125550199").attempts[0]["transferred_to"] == "+12125550199"


def test_an_inbound_call_is_created(control: Control) -> None:
    call = control.calls.inbound("ringyo", TO, "+12125550100", scenario="answered")
    assert (call.direction, call.from_number, call.scenario) == ("inbound", TO, "answered")


def test_calls_play_the_chosen_scenarios(control: Control) -> None:
    assert control.scenario({"attempts": [{"fails": "busy"}]}) == "given"
    assert control.scenario("version: 1\nname: mine\nattempts: [{fails: no_answer}]\n", play=False) == "mine"
    control.play("mine", "answered")
    calls = [place_call(control, "ringyo", TO) for _ in range(3)]
    assert [control.calls[call].scenario for call in calls] == ["mine", "answered", "given"]


def test_a_bad_scenario_is_refused_with_its_position(control: Control) -> None:
    with pytest.raises(ControlError, match="'attempts'") as caught:
        control.scenario("version: 1\nname: x\natempts: []\n")
    assert caught.value.details["problems"][0]["line"] == 3


def test_a_scenario_is_checked(control: Control) -> None:
    found = control.check("version: 1\nname: x\natempts: []\n")
    assert (found.valid, found.names) == (False, ("x",))
    assert str(found.problems[0]) == "3:1: atempts: error: unknown key 'atempts'. Did you mean 'attempts'?"
    assert control.check({"version": 1, "name": "y", "extends": "busy"}).valid
    assert str(control.check("a: [").problems[0]).startswith("1:4: error: not YAML")


def test_a_scenario_is_previewed(control: Control) -> None:
    previews = control.preview("busy-twice-then-human")
    assert [dial.reason for dial in previews["revox"].attempts] == ["busy", "busy", "hang_up"]
    assert previews["ringyo"].timeline[-1].text == "closed"
    assert (previews["ringyo"].status, previews["ringyo"].reason) == ("busy", "busy")
    only = control.preview("regressing-status-ringyo", provider="revox", to="+12125550199", seed="7")
    assert [*only] == ["revox"]
    assert "is for calls of ringyo" in str(only["revox"].error)
    assert (len(control.calls), len(control.requests)) == (0, 0)
    with pytest.raises(ControlError, match="Did you mean 'busy'"):
        control.preview("bsuy")
    with pytest.raises(ControlError, match=r"There is no scenario 'a\?b'"):
        control.preview("a?b")


def test_a_text_is_previewed(control: Control) -> None:
    text = "version: 1\nname: a\nattempts: [{fails: busy}]\n---\nversion: 1\nname: b\nextends: no-answer\n"
    assert control.preview_text(text)["ringyo"].reason == "busy"
    previews = control.preview_text(text, "b", provider="revox", to="+12125550199", seed="7")
    assert [(name, row.reason) for name, row in previews.items()] == [("revox", "no_answer")]
    with pytest.raises(ControlError, match="The text has a, b"):
        control.preview_text(text, "c")


def test_the_served_providers_say_how_they_are_used(control: Control) -> None:
    providers = control.providers()
    assert [*providers] == ["revring", "ringyo", "revox"]
    ringyo = providers["ringyo"]
    assert (ringyo.base, ringyo.authentication.prefix, ringyo.calls.cancel) == ("/ringyo/v1", "Bearer ", None)
    headers = {ringyo.authentication.header: f"{ringyo.authentication.prefix}key~{control.world or 'default'}"}
    create = ringyo.calls.create
    url = f"{control.connection.address.url}{create.path}"
    made = httpx2.request(create.method, url, json=create.body, headers=headers).json()
    assert (made["status"], control.calls[0].id) == ("queued", made["id"])


def test_settings_are_read_and_changed(control: Control) -> None:
    assert control.settings()["profile"] == "standard"
    assert control.settings(profile="strict", seed="7")["seed"] == "7"
    assert control.settings()["profile"] == "strict"


def test_a_world_is_saved_restored_reset_and_deleted(control: Control) -> None:
    place_call(control, "ringyo", TO)
    control.clock.advance("3s")
    saved = control.snapshot()
    control.reset()
    assert (len(control.calls), control.clock.now) == (0, MONDAY)
    control.restore(saved)
    assert (len(control.calls), control.clock.now) == (1, MONDAY + timedelta(seconds=3))
    control.reset(now=MONDAY - timedelta(days=9))
    assert control.clock.now == MONDAY - timedelta(days=9)
    control.clock.set(now=MONDAY + timedelta(seconds=3))
    control.reset("clock")
    assert control.clock.now == MONDAY + timedelta(seconds=3)
    control.forget()
    control.forget()
    assert control.world not in control.health()["worlds"]


def test_waiting_ends_when_the_call_reaches_the_phase(control: Control) -> None:
    control.clock.set(mode="auto")
    call = place_call(control, "ringyo", TO, scenario="busy")
    assert control.wait(call, "ended", timeout=30).status == "busy"
    with pytest.raises(ControlError, match="no longer be talking"):
        control.wait(call, "talking")


def test_requests_are_found_and_cleared(control: Control) -> None:
    call = place_call(control, "revox", TO)
    (request,) = control.requests.find("call.create", provider="revox", status=200)
    assert request.json["phone_number"] == TO
    assert request.answer_json["call"]["id"] == call == request.call
    assert "demo-key" not in str(request.headers)
    assert repr(control.requests).startswith("[SentRequest(")
    with pytest.raises(TypeError, match="Did you mean 'status'"):
        control.requests.find(statu=200)  # type: ignore[arg-type]
    control.requests.clear()
    assert (len(control.requests), list(control.requests)) == (0, [])


def test_calls_of_an_operation_can_be_asserted(control: Control) -> None:
    place_call(control, "revox", TO)
    place_call(control, "revox", "+12125550143")
    assert len(control.requests.assert_called("call.create", times=2)) == 2
    (request,) = control.requests.assert_called("call.create", body={"phone_number": TO, "assistant": {}})
    assert request.json["phone_number"] == TO
    control.requests.assert_called("call.cancel", times=0)


def test_a_failed_assertion_names_the_nearest_request(control: Control) -> None:
    with pytest.raises(AssertionError, match="received no requests"):
        control.requests.assert_called("call.create")
    place_call(control, "revox", TO)
    with pytest.raises(AssertionError, match=r"Did you mean 'call.create'\?\nThis world received:\n  1 x POST /call"):
        control.requests.assert_called("call.creat")
    with pytest.raises(AssertionError) as caught:
        control.requests.assert_called(
            "call.create", body={"phone_number": "+1", "assistant": {"voice": 1}, "x": {"y": 1}}
        )
    assert "phone_number is '+12125550142', expected '+1'" in str(caught.value)
    assert "assistant.voice is missing, expected 1" in str(caught.value)
    assert "x is missing" in str(caught.value)
    with pytest.raises(AssertionError, match="called 2 times; it was called once"):
        control.requests.assert_called("call.create", times=2)


def test_a_value_that_is_not_an_object_differs(control: Control) -> None:
    call = place_call(control, "revox", TO)
    with pytest.raises(AssertionError, match=r"phone_number is '.*', not an object"):
        control.requests.assert_called("call.create", call=call, body={"phone_number": {"country": 1}})


def test_an_error_says_that_nothing_listens_at_the_address() -> None:
    with Control("http://127.0.0.1:9") as control, pytest.raises(NotReachable, match="mockserver serve"):
        control.health()


def test_an_error_says_that_another_server_listens_at_the_address() -> None:
    class Other(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_error(404, "who?")

        def log_message(self, format: str, *args: object) -> None:
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Other) as other:
        thread = threading.Thread(target=other.serve_forever)
        thread.start()
        url = f"http://127.0.0.1:{other.server_port}"
        with Control(url) as control, pytest.raises(NotReachable, match="not like a mockserver"):
            control.health()
        other.shutdown()
        thread.join()


def test_the_client_sends_its_token() -> None:
    with Server(build(Settings(admin_token="secret"))) as server:
        with Control(server.url) as without_token, pytest.raises(ControlError, match="--admin-token"):
            without_token.forget()
        with Control(server.url, token="secret") as with_token:
            assert with_token.snapshot()


def test_an_error_quotes_the_refusal_of_a_provider(control: Control) -> None:
    with pytest.raises(MockserverError, match=r"Ringyo refuses a call to 0123: .*invalid_phone_number"):
        place_call(control, "ringyo", "0123")


def test_a_body_that_is_not_json_differs(control: Control, http: httpx2.Client) -> None:
    url = f"{control.connection.address.url}/w/{control.world}/ringyo/v1/calls"
    http.post(url, content=b"{", headers={"authorization": "Bearer k", "content-type": "application/json"})
    with pytest.raises(AssertionError, match="the body is None, not an object"):
        control.requests.assert_called("calls.create", body={"to": TO})
