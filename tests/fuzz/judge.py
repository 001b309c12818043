"""Checks every response of a hostile load, and remembers what later responses must agree with.

    (Ask, when it was sent, Got) ─► status, JSON, world header, error shape, foreign data, ids, regress ─► problems

A status may not regress: a response counts as older than all that had arrived when its request was sent, so the order
in which concurrent responses are read does not matter. Ids belong to the world in which a client has created them.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from tests.fuzz.link import Got
from tests.fuzz.worlds import AREAS, CONTROL, Ask

_MARK = re.compile(rb"mark\.([a-z]+)\.")
_NUMBER = re.compile(rb"\+1(\d{3})555\d{4}\b")
_WORLD_OF_AREA = {area.encode(): name for name, area in AREAS.items()}
_LAST = 9
RANKS = {
    **dict.fromkeys(("QUEUED", "queued", "initiated", "initializing", "not_launched"), 0),
    **dict.fromkeys(("INITIATED", "ringing"), 1),
    **dict.fromkeys(("ONGOING", "in_progress", "answered"), 2),
    **dict.fromkeys(("scheduled", "queued_for_calling", "calling", "post_processing", "paused"), 2),
    **dict.fromkeys(("COMPLETED", "FAILED", "CANCELED", "TRANSFERRED"), _LAST),
    **dict.fromkeys(("completed", "failed", "no_answer", "busy", "transferred", "cancelled", "errored"), _LAST),
}
Check = Callable[[Ask, float, Got, Any], Iterator[str]]


class Judge:
    """The checks, how often each was made, and what has been seen: owners of ids, statuses of calls by time."""

    def __init__(self) -> None:
        self.made: Counter[str] = Counter()
        self._owners: dict[str, str] = {}
        self._statuses: dict[str, list[tuple[float, str]]] = {}
        self._checks: dict[str, Check] = {
            "status is documented": self._status,
            "body is JSON": self._json,
            "world header": self._world,
            "error shape": self._shape,
            "no foreign data": self._foreign,
            "ids belong to the world": self._ids,
            "status does not regress": self._regress,
        }

    def check(self, ask: Ask, sent_at: float, got_at: float, got: Got) -> list[str]:
        """Return all problems of a response, and learn from it."""
        value = _decoded(got)
        problems = [
            f"{name}: {problem}" for name, check in self._checks.items() for problem in check(ask, sent_at, got, value)
        ]
        self._learn(ask, got_at, value)
        return problems

    def _status(self, ask: Ask, _sent_at: float, got: Got, _value: Any) -> Iterator[str]:
        self.made["status is documented"] += 1
        if got.status not in ask.fine:
            yield f"{got.status}, expected {', '.join(map(str, sorted(ask.fine)))}"

    def _json(self, _ask: Ask, _sent_at: float, got: Got, value: Any) -> Iterator[str]:
        self.made["body is JSON"] += 1
        if not isinstance(value, dict):
            yield f"{got.headers.get('content-type')} {got.body[:80]!r}"

    def _world(self, ask: Ask, _sent_at: float, got: Got, _value: Any) -> Iterator[str]:
        if ask.act.who == CONTROL:
            return
        self.made["world header"] += 1
        named = got.headers.get("x-mockserver-world")
        if named != ask.world.name:
            yield f"{named!r}, expected {ask.world.name!r}"

    def _shape(self, ask: Ask, _sent_at: float, got: Got, value: Any) -> Iterator[str]:
        if got.status < 400:
            return
        self.made["error shape"] += 1
        error = value.get("error") if isinstance(value, dict) else None
        holder = value if ask.act.who == "revox" else error
        names = {"revox": ("error", "message"), CONTROL: ("code", "message", "details")}
        missing = [
            name
            for name in names.get(ask.act.who, ("code", "message"))
            if not isinstance(holder, dict) or name not in holder
        ]
        if ask.act.who == "ringyo" and not isinstance(value.get("meta", {}).get("request_id"), str):
            missing.append("meta.request_id")
        if missing:
            yield f"no {', '.join(missing)}"

    def _foreign(self, ask: Ask, _sent_at: float, got: Got, _value: Any) -> Iterator[str]:
        self.made["no foreign data"] += 1
        worlds = {name.decode() for name in _MARK.findall(got.body)}
        worlds |= {_WORLD_OF_AREA[area] for area in _NUMBER.findall(got.body) if area in _WORLD_OF_AREA}
        worlds.discard(ask.world.name)
        if worlds:
            yield f"data of {', '.join(sorted(worlds))}"

    def _ids(self, ask: Ask, _sent_at: float, _got: Got, value: Any) -> Iterator[str]:
        for row in rows(value):
            self.made["ids belong to the world"] += 1
            owner = self._owners.get(row["id"], ask.world.name)
            if owner != ask.world.name:
                yield f"{row['id']} was created in {owner}"

    def _regress(self, ask: Ask, sent_at: float, _got: Got, value: Any) -> Iterator[str]:
        if not ask.world.calm:
            return
        for row in rows(value):
            now = row.get("status")
            before = [word for at, word in self._statuses.get(row["id"], ()) if at <= sent_at]
            if now not in RANKS or not before:
                continue
            self.made["status does not regress"] += 1
            if RANKS[now] < RANKS[before[-1]] or (RANKS[before[-1]] == _LAST and now != before[-1]):
                yield f"{row['id']} was {before[-1]}, is {now}"

    def _learn(self, ask: Ask, got_at: float, value: Any) -> None:
        for row in rows(value):
            if ask.act.makes:
                self._owners.setdefault(row["id"], ask.world.name)
            known, now = self._statuses.setdefault(row["id"], []), row.get("status")
            if ask.world.calm and now in RANKS and (not known or RANKS[now] > RANKS[known[-1][1]]):
                known.append((got_at, now))


def rows(value: Any) -> Iterator[dict[str, Any]]:
    """Yield the resources of a response: itself, or what its usual keys hold, if it has an id."""
    if not isinstance(value, dict):
        return
    for holder in (
        value,
        *(value.get(key) for key in ("data", "call", "calls", "assistant", "assistants", "campaign")),
    ):
        for row in holder if isinstance(holder, list) else (holder,):
            if isinstance(row, dict) and isinstance(row.get("id"), str):
                yield row


def _decoded(got: Got) -> Any:
    try:
        return json.loads(got.body)
    except ValueError:
        return None
