"""The watch of a server's worlds: what it reports when worlds come, are replaced, and go."""

from mockserver.gateway.world_watch import CREATED, FORGOTTEN, RESET
from mockserver.server.app import build
from mockserver.simulation.clock import Mode
from mockserver.world.observer import Changes
from mockserver.world.settings import Settings
from mockserver.world.world import World


class Listener:
    """Collects what is reported."""

    def __init__(self) -> None:
        self.requests: list[int] = []
        self.swaps: list[str] = []

    def changed(self, _world: World, changes: Changes) -> None:
        """Collect the numbers of new requests."""
        self.requests += [record.number for record in changes.requests]

    def swapped(self, _world: World, what: str) -> None:
        """Collect what happened to a world, and how many requests were reported before."""
        self.swaps.append(f"{what} after {len(self.requests)}")


class Case:
    """A server whose requests are looked at only when the test says so."""

    def __init__(self) -> None:
        self.exchange = build(Settings(mode=Mode.MANUAL)).exchange
        self.exchange.on_change = lambda _world: None
        self.watch, self.listener = self.exchange.observe(), Listener()
        self.watch.listeners.append(self.listener)

    def send(self) -> World:
        """Send a request. Return its world."""
        self.exchange.answer("GET", "/ringyo/v1/calls", ((b"authorization", b"Bearer key"),), b"")
        return self.exchange.worlds.open("default")


def test_what_is_not_reported_yet_is_reported_before_a_world_is_replaced() -> None:
    case = Case()
    case.send()
    case.exchange.worlds.renew("default")
    assert case.listener.requests == [1]
    assert case.listener.swaps == [f"{CREATED} after 0", f"{RESET} after 1"]


def test_a_world_that_was_replaced_is_no_longer_looked_at() -> None:
    case = Case()
    old = case.send()
    case.watch.look(old)
    case.watch.look(case.exchange.worlds.renew("default"))  # its journal begins now
    case.send()
    case.watch.look(old)
    assert case.listener.requests == [1]
    case.watch.look(case.exchange.worlds.open("default"))
    assert case.listener.requests == [1, 1]


def test_a_world_that_is_gone_is_reported() -> None:
    case = Case()
    case.send()
    case.exchange.worlds.forget("default")
    assert case.listener.swaps[-1] == f"{FORGOTTEN} after 1"
