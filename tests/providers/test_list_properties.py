"""Lists show the same rows, in the same order and with the same totals, as a scan over all calls.

The oracle folds every call of the world, sorts, and cuts out the page. Between two checks calls are placed, driven,
cancelled, synthesized in the past and forgotten, and time passes, so that the index of calls must be updated.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockserver.calls.call import Call
from mockserver.gateway.fixtures import Fixtures
from mockserver.providers import PROVIDERS
from mockserver.providers.revox.render import render_attempt
from mockserver.providers.revox.statuses import order_status
from mockserver.providers.revring.render import duration, ended_at, rendered_status
from mockserver.providers.ringyo.statuses import call_status
from mockserver.testing.api_client import ApiClient
from mockserver.world.snapshots import restore, take

TIED = """
version: 1
provider: revring
calls:
  tied-b: &call
    from_number: "+12125550100"
    to_number: "+12125550101"
    created_at: "2026-01-05T14:59:59Z"
    details: {}
    life: {attempts: [{ringing: 1s, lasts: 10s}]}
  tied-a: *call
  tied-c: *call
---
version: 1
provider: ringyo
calls:
  call_b: &call
    from_number: "+12125550100"
    to_number: "+12125550101"
    created_at: "2026-01-05T14:59:59Z"
    details: {metadata: {}, context: null, record: true, webhook_url: null, max_duration: 60, dialect: reference}
    life: {attempts: [{ringing: 1s, lasts: 10s}]}
  call_a: *call
  call_c: *call
"""
BODIES: dict[str, tuple[str, dict[str, Any]]] = {
    "revring": ("/v1/calls", {"agentId": "a", "fromNumber": "+12125550100"}),
    "ringyo": ("/v1/calls", {"agent_id": "a"}),
    "revox": ("/call", {"assistant": {"prompt": "x", "call_retry_config": {"max_retry_attempts": 3}}}),
}
TO = {"revring": "toNumber", "ringyo": "phone_number", "revox": "phone_number"}
Calls = list[Call]

numbers = st.sampled_from(["+15005550000", "+15005551120", "+15005552222", "+15005553000"])
scenarios = st.sampled_from(["", "", "literal", "stuck-ringing"])
steps = st.one_of(
    st.tuples(st.just("place"), numbers, scenarios),
    st.tuples(st.just("place"), numbers, scenarios),
    st.tuples(st.just("place"), numbers, scenarios),
    st.tuples(st.just("pass"), st.sampled_from([1, 5, 40, 8000])),
    st.tuples(st.just("synthesize"), st.integers(0, 3)),
    st.tuples(st.just("cancel"), st.integers(0, 9)),
    st.just(("forget",)),
    st.just(("restore",)),
)


class Account:
    """An account at one provider in profile `lenient`, so that reading an unknown call creates one."""

    def __init__(self, provider: str, fixtures: list[Path]) -> None:
        self.api = ApiClient(provider, profile="lenient")
        self.api.exchange.worlds.fixtures = Fixtures(fixtures, PROVIDERS)
        if provider == "revring":
            literal = [{"INITIATED": "1s"}, {"ONGOING": "3s"}, {"COMPLETED": None}]
        elif provider == "ringyo":
            literal = [{"ringing": "1s"}, {"in_progress": "3s"}, {"completed": None}]
        else:
            literal = [{"scheduled": "1s"}, {"calling": "3s"}, {"completed": None}]
        self.api.add_scenario("literal", provider=provider, states=literal)

    @property
    def calls(self) -> Calls:
        """All calls of the provider, in order of placing."""
        return [call for call in self.api.world.calls.values() if call.provider == self.api.provider]

    def do(self, what: str, *facts: Any) -> None:
        """Run one step."""
        getattr(self, f"do_{what}")(*facts)

    def do_place(self, number: str, play: str) -> None:
        """Place a call."""
        path, body = BODIES[self.api.provider]
        reply = self.api.post(path, {**body, TO[self.api.provider]: number}, x_mockserver_scenario=play)
        assert reply.status in (200, 201, 429), reply

    def do_pass(self, seconds: int) -> None:
        """Check the lists, then advance the clock."""
        self.do_check()
        self.api.advance(seconds)

    def do_synthesize(self, number: int) -> None:
        """Read a call that may not exist."""
        path = BODIES[self.api.provider][0]
        assert self.api.get(f"{path}/00000000-0000-4000-8000-00000000000{number}").status == 200

    def do_cancel(self, which: int) -> None:
        """Cancel a call, if the provider supports it."""
        calls = self.calls
        if calls and self.api.provider != "ringyo":
            self.api.post(f"{BODIES[self.api.provider][0]}/{calls[which % len(calls)].id}/cancel", {})

    def do_forget(self) -> None:
        """Remove a call that has ended."""
        over = [call for call in self.calls if call.closed]
        if over:
            self.api.world.forget(over[len(over) // 2].id)

    def do_restore(self) -> None:
        """Continue from a snapshot."""
        old = self.api.world
        restore(self.api.exchange.worlds.renew("default", old.options, old.library), take(old, old.library))

    def do_check(self) -> None:
        """Check all lists."""
        CHECKS[self.api.provider](self)

    def pages(self, query: str, rows: Callable[[Any], list[Any]], count: int, first: int) -> Iterator[list[Any]]:
        """Yield the rows of `count` pages."""
        path = BODIES[self.api.provider][0]
        for page in range(first, first + count):
            reply = self.api.get(f"{path}?{query.format(page=page)}")
            assert reply.status == 200, reply
            yield rows(reply.json)


def check_revring(account: Account) -> None:
    """Check every sort key, in both directions, with and without a filter."""
    keys: dict[str, Callable[[Call], Any]] = {
        "createdAt": lambda call: call.created_at,
        "updatedAt": lambda call: call.view().updated_at or call.created_at,
        "endedAt": lambda call: ended_at(call.view()),
        "durationSeconds": lambda call: duration(call.view().last),
    }
    for name, key in keys.items():
        for direction in ("asc", "desc"):
            for status in ("", "COMPLETED"):
                found = [call for call in account.calls if not status or rendered_status(call) == status]
                known = [call for call in found if key(call) is not None]
                known.sort(key=lambda call: (key(call), call.number), reverse=direction == "desc")
                wanted = [call.id for call in known] + [call.id for call in found if key(call) is None]
                query = f"sortBy={name}&sortDir={direction}&status={status}&pageSize=3&page={{page}}"
                shown = [row for page in account.pages(query, _data, len(wanted) // 3 + 1, 1) for row in page]
                assert [row["id"] for row in shown] == wanted
                (total,) = account.pages(query, lambda json: [json["pagination"]["total"]], 1, 7)
                assert total == [len(wanted)]


def check_ringyo(account: Account) -> None:
    """Check pages by offset and by cursor, in both directions, with and without a filter."""
    for order in ("asc", "desc"):
        for status in ("", "completed"):
            found = [call for call in account.calls if not status or call_status(call.view()) == status]
            found.sort(key=lambda call: (call.created_at, call.number, call.id), reverse=order == "desc")
            wanted, shown, cursor = [call.id for call in found], [], ""
            for start in range(0, len(wanted) + 1, 2):
                query = f"order={order}&status={status}&limit=2"
                by_cursor = account.api.get(f"/v1/calls?{query}&cursor={cursor}")
                by_offset = account.api.get(f"/v1/calls?{query}&offset={start}")
                assert by_cursor.json == by_offset.json
                assert by_offset.json["total"] == len(wanted)
                shown += [row["id"] for row in by_offset.json["data"]]
                cursor = by_offset.json["next_cursor"]
                if cursor is None:
                    break
            assert shown == wanted


def check_revox(account: Account) -> None:
    """Check all pages, with and without a filter."""
    for status in ("", "completed"):
        found = [
            (attempt.dialled_at, render_attempt(account.api.world, call, attempt.number))
            for call in account.calls
            for attempt in reversed(call.view().attempts)
            if not status or order_status(call.view()) == status
        ]
        found.sort(key=lambda row: row[0], reverse=True)
        query = f"statuses={status}&page_size=3&page={{page}}" if status else "page_size=3&page={page}"
        pages = account.pages(query, lambda json: json["calls"], len(found) // 3 + 2, 0)
        shown = [row for page in pages for row in page]
        assert shown == [row for _, row in found]


def _data(json: Any) -> list[Any]:
    rows: list[Any] = json["data"]
    return rows


CHECKS = {"revring": check_revring, "ringyo": check_ringyo, "revox": check_revox}


@pytest.fixture(scope="module")
def tied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file of calls that differ only in their position in it."""
    file = tmp_path_factory.mktemp("fixtures") / "tied.yaml"
    file.write_text(TIED)
    return file


@pytest.mark.parametrize("provider", CHECKS)
@given(done=st.lists(steps, min_size=5, max_size=25), fixed=st.booleans())
@settings(max_examples=30)
def test_lists_show_the_same_as_a_scan_of_all_calls(provider: str, done: list[Any], tied: Path, *, fixed: bool) -> None:
    account = Account(provider, [tied] if fixed else [])
    for step in done:
        account.do(*step)
    account.do_check()
