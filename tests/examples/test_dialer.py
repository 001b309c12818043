"""The example dialer against a simulated RevRing, and common bugs of such clients.

Each bug is shown twice: naive code, as in many clients, fails; the code of the example does not.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx2
import pytest

from examples.dialer.dialer import Account, Dialer, Lead, Store, application, read_leads
from mockserver import MockserverFixture
from mockserver.delivery.receivers import ReceivedWebhook

pytestmark = pytest.mark.mockserver(clock="manual")
ADA, BOB = Lead("1", "Ada", "+12125550142"), Lead("2", "Bob", "+12125550143")
AGENT = {
    "name": "Sales",
    "promptTemplate": "Sell.",
    "transferEnabled": True,
    "postCallWebhookUrl": "https://dialer.example.com/hook",
}
AT_ONCE = {
    "name": "at-once",
    "provider": "revring",
    "states": [{"INITIATED": 0}, {"ONGOING": 0}, {"COMPLETED": None}],
    "webhooks": [{"fault": "before_answer"}],
}
Make = Callable[..., Dialer]


@pytest.fixture
def acted() -> list[Any]:
    """The ended calls that the dialer has acted on."""
    return []


@pytest.fixture
def make(mockserver: MockserverFixture, acted: list[Any]) -> Iterator[Make]:
    """Make a dialer that uses the simulator's time; by default it receives the webhooks of its agent."""
    base_url, api_key = mockserver.revring
    made = httpx2.post(f"{base_url}/agents", json=AGENT, headers={"x-api-key": api_key}).json()["data"]["id"]
    dialers = []

    def make(store: Store | None = None) -> Dialer:
        account = Account(base_url, api_key, made, "+14155550100")
        wait = mockserver.clock.advance
        dialer = Dialer(account, store or Store(), acted.append, lambda: mockserver.clock.now.timestamp(), wait)
        dialers.append(dialer)
        mockserver.webhooks.to(lambda webhook: dialer.webhook(webhook.body))
        return dialer

    yield make
    for dialer in dialers:
        dialer.close()
        dialer.store.close()


@pytest.fixture
def dialer(make: Make) -> Dialer:
    return make()


def statuses(dialer: Dialer) -> list[str]:
    return [row.status for row in dialer.store.rows()]


# -- the normal case ---------------------------------------------------------------------------------


def test_all_leads_are_called_and_webhooks_report_the_results(
    mockserver: MockserverFixture, dialer: Dialer, acted: list[Any]
) -> None:
    dialer.run([ADA, BOB])
    assert [(row.lead, row.status) for row in dialer.store.rows()] == [("1", "COMPLETED"), ("2", "COMPLETED")]
    assert [call["toNumber"] for call in acted] == [ADA.number, BOB.number]
    assert [row.outcome for row in mockserver.webhooks] == ["delivered", "delivered"]
    mockserver.requests.assert_called("calls.retrieve", times=0)


def test_the_dialer_waits_while_all_lines_are_busy(mockserver: MockserverFixture, dialer: Dialer) -> None:
    mockserver.control.settings(revring={"concurrency": 1})
    dialer.run([ADA, BOB])
    assert statuses(dialer) == ["COMPLETED", "COMPLETED"]
    refused = [row for row in mockserver.requests.find(operation="calls.create") if row.status == 429]
    first, second = mockserver.calls
    assert refused
    assert second.created_at > first.created_at


def test_a_refused_call_is_not_stored(dialer: Dialer) -> None:
    with pytest.raises(httpx2.HTTPStatusError, match="400"):
        dialer.place(Lead("3", "Eve", "0123"))
    assert dialer.store.rows() == []


def test_a_failed_poll_is_repeated(mockserver: MockserverFixture, dialer: Dialer) -> None:
    dialer.update({"id": "nobody-knows", "status": "INITIATED"})
    for _ in range(2):
        mockserver.clock.advance("90s")
        dialer.poll()
    assert dialer.store.open() == ["nobody-knows"]
    polls = mockserver.requests.assert_called("calls.retrieve", times=2)
    assert [row.status for row in polls] == [404, 404]


def test_an_unreachable_server_stops_placing_but_not_polling(mockserver: MockserverFixture) -> None:
    dialer = Dialer(Account("http://127.0.0.1:9", "key", "agent", "+14155550100"), Store(), now=lambda: 0)
    dialer.store.update({"id": "c1", "status": "INITIATED"}, at=-1000)
    dialer.poll()
    assert dialer.store.open() == ["c1"]
    with pytest.raises(httpx2.ConnectError):
        dialer.place(ADA)
    dialer.close()
    dialer.store.close()


def test_a_call_is_cancelled(mockserver: MockserverFixture, dialer: Dialer, acted: list[Any]) -> None:
    call = dialer.place(ADA)
    dialer.cancel(call)
    assert (statuses(dialer), [row["id"] for row in acted]) == (["CANCELED"], [call])


def test_a_call_that_has_ended_is_not_cancelled(
    mockserver: MockserverFixture, dialer: Dialer, acted: list[Any]
) -> None:
    mockserver.webhooks.plan("lose")
    call = dialer.place(ADA)
    mockserver.clock.settle()
    dialer.cancel(call)
    assert (statuses(dialer), len(acted)) == (["COMPLETED"], 1)


def test_a_new_process_continues_with_the_stored_calls(
    mockserver: MockserverFixture, make: Make, tmp_path: Path
) -> None:
    first = make(Store(tmp_path / "calls.sqlite3"))
    first.place(ADA)
    first.store.close()
    mockserver.clock.settle()
    second = make(Store(tmp_path / "calls.sqlite3"))
    second.run([])
    assert statuses(second) == ["COMPLETED"]


def test_the_account_comes_from_the_environment(mockserver: MockserverFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    mockserver.env("revring")
    monkeypatch.setenv("REVRING_AGENT", "agent")
    monkeypatch.setenv("REVRING_NUMBER", "+14155550100")
    assert Account.from_environment() == Account(*mockserver.revring, "agent", "+14155550100")


def test_leads_are_read_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "leads.csv").write_text("id,name,number\n1,Ada,+12125550142\n2,Bob,+12125550143\n")
    assert read_leads(tmp_path / "leads.csv") == [ADA, BOB]


# -- bugs: no webhook ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("scenario", "faults", "outcomes", "status"),
    [
        ("no-answer", [], [], "FAILED"),
        ("busy", [], [], "FAILED"),
        ("answered", ["lose"], ["lost"], "COMPLETED"),
        ("answered", ["cut"], ["failed"], "COMPLETED"),
        ("answered", [{"fault": "redirect"}], ["failed"], "COMPLETED"),
    ],
)
def test_bug_relying_on_webhooks_only(
    mockserver: MockserverFixture, dialer: Dialer, scenario: str, faults: list[Any], outcomes: list[str], status: str
) -> None:
    """RevRing sends no webhook for unanswered calls, and any webhook can get lost."""
    mockserver.play(scenario)
    mockserver.webhooks.plan(*faults)
    call = dialer.place(ADA)
    mockserver.clock.settle()
    assert [row.outcome for row in mockserver.webhooks] == outcomes
    assert dialer.store.open() == [call], "a naive dialer stops here"
    dialer.run([])
    assert statuses(dialer) == [status]


def test_bug_responding_with_200_to_an_invalid_body(mockserver: MockserverFixture, dialer: Dialer) -> None:
    def naive(webhook: ReceivedWebhook) -> int:
        with suppress(ValueError):
            dialer.update(webhook.json())
        return 200

    mockserver.webhooks.plan("cut")
    mockserver.webhooks.to(naive)
    dialer.place(ADA)
    mockserver.clock.settle()
    (delivery,) = mockserver.webhooks
    assert (delivery.outcome, statuses(dialer)) == ("delivered", ["INITIATED"])
    mockserver.webhooks.to(lambda webhook: dialer.webhook(webhook.body))
    dialer.place(BOB)
    mockserver.clock.settle()
    assert [(row.outcome, row.attempts[-1].status) for row in mockserver.webhooks][1:] == [("failed", 400)]


@pytest.mark.parametrize("body", ["", "[]", "{}", '"text"', '{"id": 5, "status": "COMPLETED"}', '{"id": "x"}'])
def test_a_body_that_is_not_a_call_is_refused(dialer: Dialer, body: str) -> None:
    assert dialer.webhook(body.encode()) == 400
    assert dialer.store.rows() == []


# -- bugs: unknown final statuses ----------------------------------------------------------------------


class NaiveStore(Store):
    """Knows statuses that RevRing never uses, but not TRANSFERRED."""

    ends = frozenset({"COMPLETED", "FAILED", "NO_ANSWER", "BUSY", "CANCELED"})


def test_bug_polling_a_transferred_call_forever(mockserver: MockserverFixture, make: Make) -> None:
    mockserver.scenario({"name": "put-through", "extends": "transferred", "webhooks": [{"fault": "lose"}]})
    naive = make(NaiveStore())
    call = naive.place(ADA)
    for _ in range(20):
        mockserver.clock.advance("30s")
        naive.poll()
    assert mockserver.calls[call].phase == "ended"
    assert (naive.store.open(), statuses(naive)) == ([call], ["TRANSFERRED"])

    dialer = make()
    dialer.run([ADA])
    assert (dialer.store.open(), statuses(dialer)) == ([], ["TRANSFERRED"])


# -- bugs: order and number ------------------------------------------------------------------------


def test_bug_storing_a_call_only_after_the_response(
    mockserver: MockserverFixture, dialer: Dialer, acted: list[Any]
) -> None:
    """The webhook about the end arrives before the response to the request that placed the call."""
    mockserver.scenario(AT_ONCE)
    known: dict[str, str] = {}

    def naive(webhook: ReceivedWebhook) -> None:
        call = webhook.json()
        if call["id"] in known:
            known[call["id"]] = call["status"]

    mockserver.webhooks.to(naive)
    known[dialer.place(ADA)] = "ringing"
    mockserver.clock.settle()
    assert list(known.values()) == ["ringing"], "the naive client never learns of the end"

    seen = []

    def look(webhook: ReceivedWebhook) -> int:
        seen.append(dialer.store.get(webhook.json()["id"]))
        return dialer.webhook(webhook.body)

    mockserver.webhooks.to(look)
    call = dialer.place(BOB)
    assert seen == [None], "the call was unknown when its webhook arrived"
    row = dialer.store.get(call)
    assert row is not None
    assert (row.lead, row.status, [row["id"] for row in acted].count(call)) == ("2", "COMPLETED", 1)


def test_a_response_after_the_webhook_does_not_reopen_the_call(dialer: Dialer, acted: list[Any]) -> None:
    ended = {"id": "c1", "status": "COMPLETED", "durationSeconds": 45, "variables": {"lead_id": "1"}}
    dialer.update(ended)
    dialer.update({"id": "c1", "status": "INITIATED", "durationSeconds": None, "variables": {"lead_id": "1"}})
    row = dialer.store.get("c1")
    assert row is not None
    assert (row.status, row.seconds, row.ended) == ("COMPLETED", 45, True)
    assert acted == [ended]


def test_the_lead_of_a_call_can_arrive_after_its_end(dialer: Dialer, acted: list[Any]) -> None:
    """Older webhooks have no variables."""
    assert dialer.webhook(b'{"id": "c1", "status": "COMPLETED"}') == 200
    dialer.update({"id": "c1", "status": "INITIATED", "variables": {"lead_id": "1"}})
    assert [(row.lead, row.status) for row in dialer.store.rows()] == [("1", "COMPLETED")]
    assert len(acted) == 1


def test_bug_acting_on_each_webhook(mockserver: MockserverFixture, dialer: Dialer, acted: list[Any]) -> None:
    naive: list[Any] = []
    mockserver.webhooks.plan("duplicate")
    mockserver.webhooks.to(lambda webhook: naive.append(webhook.json()["id"]))
    dialer.place(ADA)
    mockserver.clock.settle()
    assert len(naive) == 2
    assert len(set(naive)) == 1

    mockserver.webhooks.to(lambda webhook: dialer.webhook(webhook.body))
    call = dialer.place(BOB)
    mockserver.clock.settle()
    assert len(mockserver.webhooks.find(call=call)) == 2
    assert [row["id"] for row in acted] == [call]


def test_a_replayed_webhook_is_not_acted_on_again(
    mockserver: MockserverFixture, dialer: Dialer, acted: list[Any]
) -> None:
    dialer.run([ADA])
    (delivery,) = mockserver.webhooks
    assert mockserver.webhooks.replay(delivery).outcome == "delivered"
    assert len(acted) == 1


def test_bug_identifying_calls_by_number(mockserver: MockserverFixture, dialer: Dialer, acted: list[Any]) -> None:
    """The first webhook is an hour late. Meanwhile polling has ended its call, and the lead is called again."""
    newest: dict[str, str] = {}
    naive: dict[str, str] = {}

    def hook(webhook: ReceivedWebhook) -> int:
        call = webhook.json()
        naive[newest[call["toNumber"]]] = call["status"]
        return dialer.webhook(webhook.body)

    mockserver.webhooks.to(hook)
    mockserver.webhooks.plan({"fault": "late", "by": "1h"})
    dialer.run([ADA])
    first, second = acted[0]["id"], ""
    mockserver.play("hangs-for-ever")
    mockserver.webhooks.plan()
    second = newest[ADA.number] = dialer.place(ADA)
    mockserver.clock.advance("1h")
    dialer.poll()
    assert mockserver.calls[second].phase == "talking"
    assert naive == {second: "COMPLETED"}
    assert [(row.id, row.status) for row in dialer.store.rows()] == [(first, "COMPLETED"), (second, "ONGOING")]
    assert [call["id"] for call in acted] == [first]


# -- the receiver ----------------------------------------------------------------------------------


def test_the_application_accepts_webhooks_only_at_its_secret_path(
    mockserver: MockserverFixture, dialer: Dialer
) -> None:
    mockserver.webhooks.to(application(dialer, "guess"))
    dialer.place(ADA)
    mockserver.clock.settle()
    (delivery,) = mockserver.webhooks
    assert ([row.status for row in delivery.attempts], statuses(dialer)) == ([404], ["INITIATED"])
    mockserver.webhooks.to(application(dialer, "hook"))
    mockserver.webhooks.replay(delivery)
    assert statuses(dialer) == ["COMPLETED"]


def test_a_redirected_webhook_without_a_body_is_refused(mockserver: MockserverFixture, dialer: Dialer) -> None:
    mockserver.webhooks.to(application(dialer, "hook"))
    mockserver.webhooks.plan({"fault": "redirect", "status": 302})
    dialer.place(ADA)
    mockserver.clock.settle()
    (delivery,) = mockserver.webhooks
    assert [row.status for row in delivery.attempts] == [405]
    dialer.run([])
    assert statuses(dialer) == ["COMPLETED"]
