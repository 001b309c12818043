"""`GET /__admin/calls/{id}/response`: what a client gets that reads a call, at any event."""

from collections.abc import Iterator
from typing import Any

import pytest

from mockserver.providers import PROVIDERS
from mockserver.providers.samples import key_headers, path_of, sample_request
from mockserver.world.settings import Examples
from tests.api_client import AppClient, WebhookClient

NAMES = sorted(PROVIDERS)
NUMBER = "+15005550120"


@pytest.fixture
def client() -> Iterator[AppClient]:
    with AppClient() as client:
        yield client


def place(client: AppClient, provider: str, scenario: str = "answered") -> str:
    """Place a call as a client would, and return its id."""
    sample = sample_request(PROVIDERS[provider], NUMBER, "key")
    path = f"/{provider}{sample.path}"
    reply = client.request(sample.method, path, dict(sample.body), x_mockserver_scenario=scenario)
    assert reply.status < 300, reply.json
    (call,) = client.get("/__admin/calls?view=summary").json["calls"]
    return str(call["id"])


def read(client: AppClient, provider: str, call: str) -> Any:
    """Read the call as a client would."""
    path = path_of(PROVIDERS[provider], PROVIDERS[provider].calls.get, call)
    return client.get(f"/{provider}{path}", **key_headers(PROVIDERS[provider], "key"))


def response(client: AppClient, call: str, events: int | str = "") -> dict[str, Any]:
    reply = client.get(f"/__admin/calls/{call}/response" + (f"?events={events}" if events else ""))
    assert reply.status == 200, reply.json
    return dict(reply.json)


def ends_of_instants(timeline: list[dict[str, Any]]) -> list[int]:
    """Return after how many events each instant of a timeline is over."""
    return [n for n, row in enumerate(timeline, 1) if n == len(timeline) or timeline[n]["at"] != row["at"]]


@pytest.mark.parametrize("scenario", ["answered", "busy-twice-then-human"])
@pytest.mark.parametrize("provider", NAMES)
def test_planned_responses_are_what_a_client_gets_later(client: AppClient, provider: str, scenario: str) -> None:
    call = place(client, provider, scenario)
    client.advance("3s")
    timeline = client.get(f"/__admin/calls/{call}?forecast=true").json["timeline"]
    foretold = {n: response(client, call, n) for n in ends_of_instants(timeline)}
    assert {row["planned"] for row in foretold.values()} == {False, True}
    for events, row in foretold.items():
        if row["planned"]:
            client.post("/__admin/clock/advance", {"to": row["at"]})
            now = response(client, call)
            given = read(client, provider, call)
            assert (given.status, given.json) == (row["status"], row["body"]) == (now["status"], now["body"])
            assert (row["events"], row["at"]) == (events, timeline[events - 1]["at"]) == (now["events"], now["at"])


@pytest.mark.parametrize("provider", NAMES)
def test_past_responses_are_what_a_client_got(client: AppClient, provider: str) -> None:
    call = place(client, provider, "busy")
    got = {}
    for _ in range(4):
        client.advance("1s")
        events, given = response(client, call)["events"], read(client, provider, call).json
        client.post("/__admin/clock/advance", {"until": "next"})
        got[events] = given
    for events, body in got.items():
        row = response(client, call, events)
        assert [row["body"].keys(), row["planned"]] == [body.keys(), False]
    assert response(client, call, 1)["body"] != response(client, call)["body"]


@pytest.mark.parametrize("provider", NAMES)
def test_the_request_is_described_as_a_client_sends_it(client: AppClient, provider: str) -> None:
    call = place(client, provider)
    shown = response(client, call)
    get = PROVIDERS[provider].calls.get
    assert (shown["operation"], shown["method"]) == (get, "GET")
    assert client.get(shown["path"], **key_headers(PROVIDERS[provider], "key")).json == shown["body"]


def test_previous_is_the_last_response_that_differs(client: AppClient) -> None:
    call = place(client, "ringyo", "busy")
    client.settle()
    last = response(client, call)
    previous = last["previous"]
    assert (last["body"]["status"], previous["status"]) == ("busy", 200)
    assert previous["body"] != last["body"]
    assert previous["body"] == response(client, call, previous["events"])["body"]
    between = [response(client, call, n)["body"] for n in range(previous["events"] + 1, last["events"])]
    assert all(body == last["body"] for body in between)
    assert response(client, call, 1)["previous"] is None


def everything(client: AppClient) -> Any:
    return client.get("/__admin/snapshot?journal=true").json


@pytest.mark.parametrize("options", [{}, {"tomorrow": True}, {"profile": "strict"}])
def test_reading_changes_nothing(client: AppClient, options: dict[str, Any]) -> None:
    call = place(client, "ringyo")
    assert client.patch("/__admin/settings", options).status == 200
    read(client, "ringyo", call)
    client.advance("10s")
    before = everything(client)
    count = len(client.get(f"/__admin/calls/{call}").json["timeline"])
    rows = [response(client, call, n) for n in range(1, count + 1)]
    assert everything(client) == before
    assert [response(client, call, n) for n in range(1, count + 1)] == rows
    earlier = [(row["previous"]["events"], row["previous"]["body"]) for row in rows if row["previous"]]
    assert earlier
    assert all(rows[events - 1]["body"] == body for events, body in earlier)
    assert response(client, call)["body"] == read(client, "ringyo", call).json


def test_planned_faults_do_not_act(client: AppClient) -> None:
    call = place(client, "revox")
    client.post("/__admin/faults", {"fault": "error", "operation": "*", "status": 503})
    shown = response(client, call)
    (fault,) = client.get("/__admin/faults").json["faults"]
    assert (shown["status"], fault["matched"]) == (200, 0)
    assert read(client, "revox", call).status == 503


def test_a_call_that_is_not_visible_yet_is_not_found(client: AppClient) -> None:
    scenario = client.add_scenario("late", visible_after="3s", attempts=[{"queued": "1s", "ringing": "4s", "lasts": 9}])
    call = place(client, "ringyo", scenario)
    shown, later = response(client, call), response(client, call, 5)
    assert (shown["status"], shown["body"]) == (404, read(client, "ringyo", call).json)
    assert (later["status"], later["planned"]) == (200, True)
    assert (later["previous"]["status"], later["previous"]["body"]) == (404, shown["body"])


def test_webhooks_are_shown_as_they_were() -> None:
    with WebhookClient() as client:
        client.patch("/__admin/webhooks/plan", {"plan": [{"fault": "late", "by": "1h"}]})
        hook = {"name": "Ann", "promptTemplate": "Hello.", "postCallWebhookUrl": "http://app/post"}
        agent = client.post("/revring/v1/agents", hook).json["data"]["id"]
        body = {"agentId": agent, "fromNumber": "+14155550100", "toNumber": NUMBER}
        call = client.post("/revring/v1/calls", body, x_mockserver_scenario="answered").json["data"]["id"]
        client.settle()
        count = response(client, call)["events"]
        rows = [response(client, call, events) for events in (1, count, "")]
    assert [row["body"]["data"]["postCallWebhookStatus"] for row in rows] == [None, "pending", "sent"]


def test_the_example_of_the_documentation_has_responses_too() -> None:
    with AppClient(examples=Examples.DOCUMENTED) as client:
        shown = response(client, "call_xyz789", 1)
        assert (shown["events"], shown["planned"]) == (1, False)
        now = response(client, "call_xyz789")
        assert now["body"] == read(client, "ringyo", "call_xyz789").json


@pytest.mark.parametrize("events", ["0", "99", "-1", "two", "1.0", "٣"])
def test_events_that_the_call_does_not_have_are_refused(client: AppClient, events: str) -> None:
    call = place(client, "ringyo")
    most = len(client.get(f"/__admin/calls/{call}?forecast=true").json["timeline"])
    reply = client.get(f"/__admin/calls/{call}/response?events={events.replace('٣', '%D9%A3')}")
    message = f"events is {events!r}; expected 1 to {most}, the number of its events with its forecast."
    assert (reply.status, reply.error["message"]) == (400, message)


def test_unknown_calls_and_parameters_are_refused(client: AppClient) -> None:
    assert client.get("/__admin/calls/nobody/response").status == 404
    call = place(client, "ringyo")
    reply = client.get(f"/__admin/calls/{call}/response?event=1")
    assert (reply.status, "Did you mean 'events'" in reply.error["message"]) == (400, True)
