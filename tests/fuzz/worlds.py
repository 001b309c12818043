"""The worlds of a hostile load, and the requests to providers and control API that clients choose from.

    World ─ name, mark, area code, ids seen ─┐
    Act   ─ method, path, body, statuses ────┴─► Ask: one request, and the statuses that are fine

Everything a client writes carries its world's mark (`mark.amber.`) or a phone number of its world's area, so that data
of another world can be recognised in any response. A `calm` world only moves forward; the others are reset and
restored too.
"""

import json
from collections import deque
from collections.abc import Callable, Iterable
from random import Random
from typing import Any, NamedTuple

from tests.fuzz.link import Sent

AREAS = {"amber": "212", "birch": "312", "coral": "213", "delta": "617", "ember": "702", "flint": "206"}
CALM = ("amber", "birch", "coral")
MOST_IDS = 200  #: ids that clients remember per world and kind
CONTROL = "control"
KEYS = {"revring": "x-api-key", "ringyo": "authorization", "revox": "authorization"}
UNKNOWN = "nobody"


class World:
    """A world as its clients know it. `port` is where its sinks are."""

    def __init__(self, name: str, port: int) -> None:
        self.name, self.port = name, port
        self.mark = f"mark.{name}."
        self.calm = name in CALM
        self.snapshot = b""
        self._ids: dict[str, deque[str]] = {}

    def number(self, rng: Random) -> str:
        """Return a phone number of the world's area."""
        return f"+1{AREAS[self.name]}555{rng.randrange(10_000):04}"

    def sink(self, rng: Random) -> str:
        """Return the URL of a sink in this world; some answer late or with an error."""
        more = rng.choice(("", "", "", "&status=503", "&delay=5ms", "&delay=5ms&status=429"))
        return f"http://127.0.0.1:{self.port}/__admin/sink/{self.mark}hooks?world={self.name}{more}"

    def remember(self, kind: str, found: str) -> None:
        """Remember an id."""
        self._ids.setdefault(kind, deque(maxlen=MOST_IDS)).append(found)

    def pick(self, kind: str, rng: Random) -> str | None:
        """Return one of the ids of that kind."""
        known = self._ids.get(kind)
        return rng.choice(known) if known else None


Body = Callable[[World, Random], Any]


class Act(NamedTuple):
    """A kind of request. `{kind}` in the path takes an id of that kind; `makes` is the kind of the id in a response,
    at the keys `at`. `raw` bodies are sent as they are."""

    who: str
    title: str
    method: str
    path: str
    body: Body | None = None
    fine: Iterable[int] = (200,)
    weight: int = 10
    makes: str = ""
    at: tuple[str, ...] = ()
    headers: Callable[[World, Random], dict[str, str]] | None = None


class Ask(NamedTuple):
    """One request, the world it belongs to, and the statuses that are fine."""

    act: Act
    world: World
    sent: Sent
    fine: frozenset[int]


def compose(act: Act, world: World, rng: Random) -> Ask:
    """Make a request of an act in a world."""
    path, fine = act.path, set(act.fine)
    while "{" in path:
        kind = path[path.index("{") + 1 : path.index("}")]
        chosen = world.pick(f"{act.who}.{kind}" if act.who != CONTROL else kind, rng)
        if chosen is None:
            fine.add(404)
        path = path.replace(f"{{{kind}}}", chosen or UNKNOWN, 1)
    if not world.calm:
        fine.add(404)  # a reset or an older snapshot takes things away
    value = act.body(world, rng) if act.body is not None else None
    raw = b"" if value is None else value if isinstance(value, bytes) else json.dumps(value).encode()
    prefix, headers = _address(act, world, rng)
    headers |= act.headers(world, rng) if act.headers is not None else {}
    cut = rng.randrange(1, 10_000) if rng.random() < 0.1 else None
    sent = Sent(act.method, f"{prefix}{path}", tuple(headers.items()), raw, cut, close=rng.random() < 0.02)
    return Ask(act, world, sent, frozenset(fine))


def _address(act: Act, world: World, rng: Random) -> tuple[str, dict[str, str]]:
    """Return the prefix of the path and the headers: a world is named by header, path or key."""
    headers = {"host": f"127.0.0.1:{world.port}", "content-type": "application/json"}
    if act.who == CONTROL:
        return "/__admin", {**headers, "x-mockserver-world": world.name}
    how = rng.choice(("header", "path", "key"))
    bearer = "" if act.who == "revring" else "Bearer "
    headers[KEYS[act.who]] = f"{bearer}load{f'~{world.name}' if how == 'key' else ''}"
    if how == "header":
        headers["x-mockserver-world"] = world.name
    return f"{f'/w/{world.name}' if how == 'path' else ''}/{act.who}", headers
