"""A world is saved in the middle of its calls and goes on elsewhere with the same bytes; damaged snapshots do no harm.

A damaged snapshot is either refused, without any change, or accepted, and then everything still works. `stored` of the
provider says which types its documents and the details of its calls have; without it, nothing checks them.
"""

import copy
import json
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

import pytest

from mockserver.providers.samples import path_of
from mockserver.testing.api_client import AppClient, Response
from mockserver.testing.provider_suite.base import SuiteBase

FORGERIES = 60
SEED = 1
VALUES: tuple[Any, ...] = (
    None, True, 0, -1, 1.5, 1e300, 2**63, "", "x", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z", [], {}, [None],
    {"x": None}, [[]], {"id": "x"},
)  # fmt: skip
PLAYS = ("answered", "busy", "no-answer", "voicemail", "answered")


def _repeats_a_call(state: Any) -> None:
    state["calls"].append(state["calls"][-1])


def _has_an_unknown_provider(state: Any) -> None:
    state["calls"][0]["provider"] = "nobody"


def _goes_back_in_time(state: Any) -> None:
    max(state["calls"], key=lambda call: len(call["timeline"]))["timeline"].reverse()


def _has_another_version(state: Any) -> None:
    state["version"] = 99


def _lost_its_clock(state: Any) -> None:
    del state["now"]


def _plays_an_unknown_scenario(state: Any) -> None:
    state["next_scenarios"] = ["nothing"]


FORGED: tuple[Callable[[Any], None], ...] = (
    _repeats_a_call, _has_an_unknown_provider, _goes_back_in_time, _has_another_version, _lost_its_clock,
    _plays_an_unknown_scenario,
)  # fmt: skip


class SnapshotTests(SuiteBase):
    """Saved worlds."""

    def busy_world(self, seconds: str) -> AppClient:
        """Return a client in whose world calls are under way."""
        client = self.checked(AppClient())
        for play in PLAYS:
            self.create(client, play)
        client.post("/__admin/clock/advance", {"by": seconds, "settle": False})
        return client

    def shown(self, client: AppClient) -> list[bytes]:
        """Return all calls and the list of calls as the provider shows them."""
        calls = [self.read(client, call_id).body for call_id in client.world.calls]
        path = f"/{self.provider.name}{path_of(self.provider, self.provider.calls.list)}"
        return [*calls, client.get(path).body]

    @pytest.mark.parametrize("seconds", ["0s", "3s", "12s", "60s"])
    def test_a_snapshot_goes_on_with_the_same_bytes(self, seconds: str) -> None:
        with self.busy_world(seconds) as client, self.checked(AppClient()) as other:
            state = client.get("/__admin/snapshot").body
            assert other.put("/__admin/snapshot", state).status == 200
            assert other.get("/__admin/snapshot").body == state
            assert self.shown(other) == self.shown(client)
            for each in (client, other):
                each.settle()
                self.create(each, "busy")
            assert self.shown(other) == self.shown(client)

    @pytest.mark.parametrize("forge", FORGED, ids=[forge.__name__.strip("_") for forge in FORGED])
    def test_a_snapshot_is_refused_if_it(self, forge: Callable[[Any], None]) -> None:
        with self.busy_world("3s") as client:
            state = client.get("/__admin/snapshot").json
            forge(state)
            before = client.get("/__admin/snapshot").body
            reply = client.put("/__admin/snapshot", state)
            assert 400 <= reply.status < 500, reply.body
            assert client.get("/__admin/snapshot").body == before

    def test_a_damaged_snapshot_is_refused_completely_or_works(self) -> None:
        with self.busy_world("3s") as client:
            client.checks.clear()  # what is damaged need not fit the schema
            state = client.get("/__admin/snapshot").json
            for path, value in _forgeries(state):
                before = client.get("/__admin/snapshot").body
                reply = client.put("/__admin/snapshot", json.dumps(_forged(state, path, value)))
                if reply.status == 200:
                    self._use(client, (path, value))
                    assert client.put("/__admin/snapshot", state).status == 200
                else:
                    assert 400 <= reply.status < 500, (path, value, reply.body)
                    assert client.get("/__admin/snapshot").body == before, (path, value)

    def _use(self, client: AppClient, what: object) -> None:
        """Use every operation on calls; nothing may fail with 500."""
        for _ in range(2):
            listed = f"/{self.provider.name}{path_of(self.provider, self.provider.calls.list)}"
            self._works(client.get(listed), what)
            for call_id in list(client.world.calls):
                self._works(self.read(client, call_id), what)
                if self.provider.calls.cancel is not None:
                    self._works(self.cancel(client, call_id), what)
            self._works(self.create(client), what)
            self._works(client.post("/__admin/clock/advance", {"by": "1d"}), what)
        self._works(client.get("/__admin/snapshot"), what)

    @staticmethod
    def _works(reply: Response, what: object) -> None:
        assert reply.status < 500, (what, reply.body)


def _forgeries(state: Any) -> list[tuple[tuple[str | int, ...], Any]]:
    """Return pairs of a path and the value to put there. Half of them damage what the provider stores."""
    chance, paths = Random(SEED), list(_paths(state))
    stored = [path for path in paths if path[0] == "documents" or "details" in path[2:]]
    choices = [stored or paths, paths] * (FORGERIES // 2)
    return [(chance.choice(choice), chance.choice(VALUES)) for choice in choices]


def _paths(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield the path of every part of a JSON value."""
    if path:
        yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in inner:
        yield from _paths(each, (*path, key))


def _forged(state: Any, path: tuple[str | int, ...], value: Any) -> Any:
    """Return the snapshot with another value at a path."""
    changed = copy.deepcopy(state)
    holder = changed
    for key in path[:-1]:
        holder = holder[key]
    holder[path[-1]] = value
    return changed
