"""The request log: what it writes, what it leaves out, and when. Time and timers are given, so nothing waits."""

import json
import logging
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockserver.gateway.exchange import Exchange
from mockserver.providers.base import Answer
from mockserver.server.app import build
from mockserver.server.log_entries import request_entry
from mockserver.server.log_lines import (
    AttemptEntry,
    Entry,
    FindingEntry,
    OtherEntry,
    RequestEntry,
    RestEntry,
    WorldEntry,
)
from mockserver.server.request_log import MOST_LINES, DebugLog, LineLimit, RequestLog
from mockserver.simulation.clock import Mode
from mockserver.webhooks.messages import Delivery, DeliveryAttempt, Outcome, State, WebhookMessage
from mockserver.world.settings import Settings
from mockserver.world.world import World

MONDAY = datetime(2026, 1, 5, 15, tzinfo=UTC)
AUTH = (b"authorization", b"Bearer any-key")
LIVE = (b"authorization", b"Bearer sk_live_0123456789abcdef")
CALL = b'{"agent_id": "agent_abc123", "phone_number": "+14155550142"}'
LISTS = "/ringyo/v1/calls"


class Desk:
    """A simulator with a log whose time is set by hand."""

    def __init__(self, *, verbose: bool = False, only: str | None = None) -> None:
        self.app = build(Settings(mode=Mode.MANUAL, now=MONDAY, only=only))
        self.exchange: Exchange = self.app.exchange
        self.exchange.on_change = lambda _world: None
        self.entries: list[Entry] = []
        self.seconds = 100.0
        self.timers: list[tuple[float, Callable[[], None]]] = []
        self.log = RequestLog(
            self.write, verbose=verbose, only=only, now=lambda: self.seconds, call_later=self.call_later
        )
        self.app.log_to(self.log)

    def write(self, entries: Iterable[Entry]) -> None:
        """Collect entries."""
        self.entries += entries

    def call_later(self, seconds: float, run: Callable[[], None]) -> None:
        """Set a timer."""
        self.timers.append((self.seconds + seconds, run))

    def send(self, method: str, target: str, body: bytes = b"", *headers: tuple[bytes, bytes]) -> Answer:
        """Send one request."""
        kind = ((b"content-type", b"application/json"),) if body else ()
        return self.exchange.answer(
            method, target, ((b"host", b"here"), *(headers if LIVE in headers else (AUTH, *headers)), *kind), body
        )

    def ring(self) -> list[Entry]:
        """Let the next timer ring. Return what is written then."""
        at, run = self.timers.pop(0)
        self.seconds = max(self.seconds, at)
        before = len(self.entries)
        run()
        return self.entries[before:]

    def all_lines(self) -> list[str]:
        """Let all timers ring. Return what was written since the log exists."""
        while self.timers:
            self.ring()
        return [str(entry) for entry in self.entries]

    @property
    def world(self) -> World:
        """The default world."""
        return self.exchange.worlds.open("default")


def told(line: str) -> str:
    """Return a line without its milliseconds and without repeated spaces."""
    words = line.split()
    return " ".join(words[: words.index("ms") - 1] + words[words.index("ms") + 1 :] if "ms" in words else words)


def test_each_request_is_one_line_with_the_status_of_its_call() -> None:
    desk = Desk()
    placed = json.loads(desk.send("POST", LISTS, CALL).body)["id"]
    desk.world.advance(desk.world.now.replace(second=10))
    desk.send("POST", f"{LISTS}/{placed}/cancel")
    desk.send("GET", f"{LISTS}/{placed}?a=b")
    created, cancelled, read = map(told, desk.all_lines())
    assert created == f"Mon 15:00:00 POST /ringyo/v1/calls 201 calls.create {placed} → queued answered"
    assert cancelled.startswith(f"Mon 15:00:10 POST /ringyo/v1/calls/{placed}/cancel ")
    assert read.startswith(f"Mon 15:00:10 GET /ringyo/v1/calls/{placed}?a=b 200 calls.get ")
    assert read.count(placed) == 1
    assert read.endswith(" answered")


def test_a_repeated_request_creates_nothing() -> None:
    desk = Desk()
    for _ in range(2):
        desk.send("POST", LISTS, CALL, (b"idempotency-key", b"k"))
    first, again = map(told, desk.all_lines())
    assert "→ queued" in first
    assert "→" not in again
    assert again.endswith("queued answered repeated response: same Idempotency-Key")


def test_errors_carry_the_message_of_the_provider_once() -> None:
    desk = Desk()
    desk.send("POST", LISTS, b"{}")
    desk.exchange.answer("GET", LISTS, ((b"host", b"here"),), b"")
    desk.send("GET", "/ringyo/calls")
    bad, keyless, lost = map(told, desk.all_lines())
    assert bad.startswith("Mon 15:00:00 POST /ringyo/v1/calls 400 calls.create agent_id ")
    assert keyless.count("No API key was sent.") == 1
    assert "404 no such operation There is no GET /calls." in lost
    assert "/v1" in lost
    assert "Nearest: " in lost


def test_a_planned_fault_and_its_delay_are_shown() -> None:
    desk = Desk()
    desk.send("GET", LISTS, b"", (b"x-mockserver-fault", b"reset"))
    desk.send("GET", LISTS, b"", (b"x-mockserver-fault", b"error;status=503"))
    desk.send("GET", LISTS, b"", (b"x-mockserver-fault", b"dribble;for=2s"))
    reset, error, slow = desk.all_lines()
    assert "---" in reset
    assert "fault header reset" in reset
    assert " 503 " in error
    assert "fault header error" in error
    assert "fault header dribble  + 2000 ms delay" in slow


def test_an_order_that_waits_says_until_when() -> None:
    desk = Desk()
    desk.world.advance(datetime(2026, 1, 10, 12, tzinfo=UTC))
    desk.send("POST", "/revox/api/call", b'{"phone_number": "+12125550142"}')
    (line,) = desk.all_lines()
    assert line.endswith("waits until Mon 10:00 America/New_York (calling window)")
    (entry,) = desk.entries
    assert isinstance(entry, RequestEntry)
    assert entry.note == "waits until 2026-01-12T15:00:00Z = Mon 10:00 America/New_York (calling window)"


def test_the_path_is_as_it_was_sent() -> None:
    desk, alone = Desk(), Desk(only="revox")
    desk.send("GET", "/revox/api/call")
    desk.send("GET", "/w/team/ringyo/v1/calls")
    alone.send("GET", "/api/call")
    assert " GET /revox/api/call 200 call.list" in told(desk.all_lines()[0])
    assert " GET /ringyo/v1/calls 200 [team] calls.list" in told(desk.all_lines()[1])
    assert " GET /api/call 200 call.list" in told(alone.all_lines()[0])


def test_requests_outside_worlds_are_logged_too() -> None:
    desk = Desk()
    desk.send("GET", "/w/b%20d/ringyo/v1/calls")
    desk.send("GET", "/revox/openapi.json")
    desk.send("GET", "/ringyo/v1/calls", b"", (b"x-mockserver-fault", b"errror"))
    bad, document, fault = desk.all_lines()
    assert told(bad).startswith("GET /w/b%20d/ringyo/v1/calls 400 'b%20d' cannot be the name of a world")
    assert told(document) == "GET /revox/openapi.json 200"
    assert "400  The header X-Mockserver-Fault is 'errror'" in fault


def test_a_finding_follows_its_request_and_is_written_once() -> None:
    desk = Desk()
    for _ in range(2):
        desk.seconds += 10
        desk.send("POST", LISTS, CALL.replace(b"}", b', "hello": 1}'))
        desk.ring()
    first, finding, again = desk.entries
    assert told(str(finding)) == "Mon 15:00:00 finding unknown_field calls.create The field 'hello' is not documented."
    assert isinstance(first, RequestEntry)
    assert isinstance(again, RequestEntry)


def test_many_findings_are_counted() -> None:
    desk = Desk()
    desk.seconds += 10
    for number in range(60):
        desk.send("POST", LISTS, CALL.replace(b"}", b', "hello%d": 1}' % number))
    found = desk.ring()
    assert sum(isinstance(entry, FindingEntry) for entry in found) == 20
    assert found[-1] == RestEntry(counts={"finding unknown_field": 40})


def test_a_first_page_that_was_read_long_ago_is_no_finding() -> None:
    desk = Desk()
    desk.send("GET", "/revox/api/call?page=0")
    for _ in range(400):
        desk.send("GET", f"{LISTS}/call_xyz789")
    desk.send("GET", "/revox/api/call?page=1")
    assert not any("first_page" in line for line in desk.all_lines())
    other = Desk()
    other.send("GET", "/revox/api/call?page=1")
    assert any("first_page" in line for line in other.all_lines())


def test_under_load_the_log_counts_and_shows_each_failure_once() -> None:
    desk = Desk()
    desk.send("GET", f"{LISTS}/call_xyz789")
    for _ in range(500):
        desk.send("GET", f"{LISTS}/call_xyz789")
    desk.send("GET", f"{LISTS}/call_nowhere")
    for _ in range(50):
        desk.send("GET", f"{LISTS}/call_nowhere")
    at_once = desk.ring()
    shown = [entry for entry in at_once if isinstance(entry, RequestEntry)]
    assert len(shown) < MOST_LINES
    assert [entry.status for entry in shown].count(404) == 1
    (rest,) = [entry for entry in desk.ring() if isinstance(entry, RestEntry)]
    assert sum(rest.counts.values()) + len(shown) == 552
    assert rest.counts["calls.get 404"] == 50
    kinds = f"{rest.counts['calls.get 200']} × calls.get 200, 50 × calls.get 404"
    assert str(rest) == f"… {552 - len(shown)} more in this second: {kinds}"


@given(st.lists(st.tuples(st.sampled_from("abcdefgh"), st.booleans()), max_size=400))
def test_nothing_is_lost_and_never_too_much_is_written(given_kinds: list[tuple[str, bool]]) -> None:
    limit = LineLimit()
    admitted = [(kind, failed) for kind, failed in given_kinds if limit.admits(kind, failed=failed)]
    assert len(admitted) <= MOST_LINES
    assert len(admitted) + sum(limit.rest().values()) == len(given_kinds)
    failures = dict.fromkeys(kind for kind, failed in given_kinds if failed)
    assert {kind for kind, failed in admitted if failed} == set(failures)


def test_rare_kinds_are_counted_together() -> None:
    limit = LineLimit()
    for kind in range(200):
        for _ in range(3 if kind < 100 else 1):
            limit.admits(f"kind {kind}", failed=False)
    rest = limit.rest()
    assert len(rest) == 13
    assert sum(rest.values()) == 320
    assert rest["others"] == 320 - 36


def test_the_next_second_is_written_in_full_again() -> None:
    desk = Desk()
    for _ in range(200):
        desk.send("GET", f"{LISTS}/call_xyz789")
    desk.ring()
    desk.ring()
    desk.seconds += 1
    desk.send("GET", f"{LISTS}/call_xyz789")
    (entry,) = desk.ring()
    assert isinstance(entry, RequestEntry)


def test_a_quiet_log_has_no_timer() -> None:
    desk = Desk()
    desk.seconds += 5
    desk.send("GET", f"{LISTS}/call_xyz789")
    desk.ring()
    assert desk.timers == []


def test_closing_writes_what_is_pending() -> None:
    desk = Desk()
    for _ in range(200):
        desk.send("GET", f"{LISTS}/call_xyz789", b"", LIVE)
    desk.log.close()
    assert sum(isinstance(entry, RequestEntry) for entry in desk.entries) == 80
    assert [entry.counts for entry in desk.entries if isinstance(entry, RestEntry)] == [{"calls.get 200": 120}]
    assert any(isinstance(entry, FindingEntry) for entry in desk.entries)


def test_headers_and_bodies_are_redacted() -> None:
    desk = Desk(verbose=True)
    desk.send("POST", LISTS, CALL, LIVE)
    (line, *_) = desk.all_lines()
    head, *wire = line.splitlines()
    assert "calls.create" in head
    assert "    > authorization: Bearer sk…ef" in wire
    assert f"    > {CALL.decode()}" in wire
    assert wire[-1].startswith('    < {"id":')
    assert "0123456789abcdef" not in line


def test_no_secret_is_in_the_facts() -> None:
    desk = Desk(verbose=True)
    desk.send("GET", f"{LISTS}?api_key=sk_live_0123456789abcdef", b"", LIVE)
    assert "0123456789abcdef" not in json.dumps([entry.facts() for entry in desk.entries])
    (line, *_) = desk.all_lines()
    assert "0123456789abcdef" not in line


def attempted(outcome: Outcome, state: State, count: int = 1) -> Delivery:
    """Return a delivery after so many attempts."""
    message = WebhookMessage(provider="ringyo", event="call.completed", url="http://there/hook", call="call_1")
    attempts = (DeliveryAttempt(MONDAY, outcome),) * count
    return Delivery(7, message, MONDAY, MONDAY, state, attempts)


@pytest.mark.parametrize(
    ("state", "count", "has_remedy"), [(State.PENDING, 1, True), (State.PENDING, 2, False), (State.FAILED, 6, True)]
)
def test_a_failed_webhook_says_why_and_what_to_do_first_and_last(state: State, count: int, has_remedy: bool) -> None:
    desk = Desk()
    desk.log.attempt(desk.world, attempted(Outcome(404, seconds=0.02), state, count))
    (line,) = desk.all_lines()
    assert told(line).startswith("Mon 15:00:00 webhook call.completed to http://there/hook 404 call_1 The receiver ")
    assert ("Correct the path" in line) is has_remedy
    (entry,) = desk.entries
    assert isinstance(entry, AttemptEntry)
    assert "Correct the path" in entry.facts()["remedy"]


def test_failed_webhooks_are_counted_too() -> None:
    desk = Desk()
    for _ in range(100):
        desk.log.attempt(desk.world, attempted(Outcome(404), State.PENDING))
    desk.all_lines()
    assert desk.entries[-1] == RestEntry(counts={"webhook call.completed 404": 20})


def test_an_attempt_that_succeeded_is_not_logged() -> None:
    desk = Desk()
    desk.log.attempt(desk.world, attempted(Outcome(200), State.DELIVERED))
    assert desk.all_lines() == []


def test_all_entries_have_the_same_facts_as_json() -> None:
    desk = Desk()
    desk.send("POST", LISTS, CALL, LIVE)
    desk.send("GET", "/revox/openapi.json")
    desk.log.attempt(desk.world, attempted(Outcome(404), State.PENDING))
    desk.all_lines()
    kinds: dict[str, dict[str, Any]] = {facts["entry"]: facts for facts in (entry.facts() for entry in desk.entries)}
    assert set(kinds) == {"request", "other", "webhook", "finding"}
    json.dumps(kinds)
    assert {"time", "world", "method", "path", "status", "operation", "call", "before"} <= set(kinds["request"])
    assert {"after", "scenario", "fault", "ms", "delay_ms", "message", "note"} <= set(kinds["request"])
    assert kinds["request"]["time"] == "2026-01-05T15:00:00Z"
    assert all(isinstance(entry, WorldEntry | OtherEntry) for entry in desk.entries)


def test_parts_of_a_line_can_be_coloured() -> None:
    desk = Desk()
    desk.send("GET", f"{LISTS}/call_nowhere")
    desk.send("GET", f"{LISTS}/call_xyz789")
    desk.send("GET", LISTS, b"", (b"x-mockserver-fault", b"error"))
    desk.log.flush()
    roles: list[set[str]] = []
    for entry in desk.entries[:3]:
        seen: set[str] = set()

        def paint(text: str, role: str, seen: set[str] = seen) -> str:
            seen.add(f"{role} {text}")
            return text

        assert entry.line(paint) == entry.line()
        roles.append(seen)
    assert "bad 404" in roles[0]
    assert "good 200" in roles[1]
    assert {"failed 500", "finding fault header error"} <= roles[2]


def test_the_debug_log_passes_lines_to_the_logger_at_once(caplog: pytest.LogCaptureFixture) -> None:
    desk = Desk()
    desk.app.log_to(DebugLog())
    with caplog.at_level(logging.DEBUG, logger="mockserver"):
        desk.send("POST", LISTS, b"{}")
        desk.send("GET", "/revox/openapi.json")
        DebugLog().attempt(desk.world, attempted(Outcome(404), State.PENDING))
    assert [record.levelname for record in caplog.records] == ["DEBUG"] * 3
    request, document, webhook = [record.getMessage() for record in caplog.records]
    assert "POST   /ringyo/v1/calls" in request
    assert "/revox/openapi.json" in document
    assert "webhook call.completed" in webhook
    with caplog.at_level(logging.INFO, logger="mockserver"):
        caplog.clear()
        desk.send("POST", LISTS, b"{}")
    assert caplog.records == []


def test_long_messages_are_cut() -> None:
    desk = Desk()
    desk.send("POST", LISTS, CALL.replace(b"agent_abc123", b"x" * 2000))
    (record,) = desk.world.journal
    entry = request_entry(desk.world, record, None)
    assert len(entry.message or "") <= 401
