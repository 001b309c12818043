"""The ring of the event stream: each reader sees each event at most once and in order, and exactly once unless it is
told of a gap."""

import json
from typing import Any, NamedTuple

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule

from mockserver.control.event_ring import Reader, Ring, StreamBounds, Wanted

SMALL = StreamBounds(ring_messages=8, ring_bytes=900, reader_messages=4, reader_bytes=500)
KINDS, WORLDS = ("call", "clock"), ("a", "b")


class Block(NamedTuple):
    """One block of the stream; `event` is empty if it has only comments and an id."""

    id: str
    event: str
    data: Any


def blocks(text: bytes) -> list[Block]:
    """Return the blocks of a text of the stream, as a client reads them."""
    found = []
    for block in text.decode().split("\n\n")[:-1]:
        fields = dict(line.split(": ", 1) for line in block.split("\n") if not line.startswith(":"))
        found.append(Block(fields.get("id", ""), fields.get("event", ""), json.loads(fields.get("data", "null"))))
    return found


def number(block_id: str) -> int:
    return int(block_id.rpartition("-")[2])


class Client:
    """A client as the specification of server-sent events has it: it remembers the last id that it saw."""

    def __init__(self, wanted: Wanted, reader: Reader, start: int) -> None:
        self.wanted, self.reader, self.start = wanted, reader, start
        self.last_id = ""
        self.received: list[int] = []
        self.told: set[int] = set()
        self.cut = False
        self.read(reader.hello())

    def read(self, text: bytes) -> None:
        """Handle a text of the stream."""
        for block in blocks(text):
            if block.event == "gap":
                before = number(self.last_id)
                assert block.data["missing"] == number(block.id) - before > 0
                self.told |= set(range(before + 1, number(block.id) + 1))
            elif block.event == "cut":
                assert number(block.id) >= number(self.last_id)
                self.cut = True
            elif block.event:
                assert not self.cut
                self.received.append(number(block.id))
            self.last_id = block.id or self.last_id

    def drain(self) -> None:
        """Read until there is nothing, and then the comment that keeps the connection alive."""
        while text := self.reader.take():
            self.read(text)
        if not self.reader.is_over:
            self.read(self.reader.keep_alive())


class RingMachine(RuleBasedStateMachine):
    """Publish, subscribe, read, lose the connection and come back, in any order."""

    clients: Bundle[Client] = Bundle("clients")

    def __init__(self) -> None:
        super().__init__()
        self.ring = Ring("e0", SMALL)
        self.published: list[tuple[str, str]] = []
        self.every: list[Client] = []

    @rule(kind=st.sampled_from(KINDS), world=st.sampled_from(WORLDS), size=st.sampled_from((0, 50, 400, 1000)))
    def publish(self, kind: str, world: str, size: int) -> None:
        self.ring.publish(kind, world, {"world": world, "filler": "x" * size})
        self.published.append((kind, world))

    @rule(
        target=clients,
        world=st.sampled_from((None, *WORLDS)),
        kinds=st.sampled_from((None, frozenset({"call"}), frozenset(KINDS))),
    )
    def subscribe(self, world: str | None, kinds: frozenset[str] | None) -> Client:
        wanted = Wanted(world, kinds)
        client = Client(wanted, self.ring.subscribe(wanted), self.ring.count)
        self.every.append(client)
        return client

    @rule(client=clients)
    def read_some(self, client: Client) -> None:
        client.read(client.reader.take())

    @rule(client=clients)
    def drain(self, client: Client) -> None:
        client.drain()
        if not client.cut:
            self.check_complete(client)

    @rule(client=clients, again=st.booleans())
    def lose_connection(self, client: Client, again: bool) -> None:
        client.reader.end()
        if again:
            self.come_back(client)

    @rule(client=clients)
    def come_back(self, client: Client) -> None:
        if client.reader.is_over:
            client.cut = False
            client.reader = self.ring.subscribe(client.wanted, client.last_id)
            client.read(client.reader.hello())

    @invariant()
    def everything_is_in_order_and_once(self) -> None:
        for client in self.every:
            assert client.received == sorted(set(client.received))
            assert set(client.received) <= self.wanted(client)

    @invariant()
    def the_memory_is_bounded(self) -> None:
        assert len(self.ring) <= SMALL.ring_messages
        assert self.ring.readers == {client.reader for client in self.every if not client.reader.is_over}

    def teardown(self) -> None:
        for client in self.every:
            client.drain()
            self.come_back(client)
            client.drain()
            self.check_complete(client)

    def wanted(self, client: Client) -> set[int]:
        """Return the numbers of the events that a client should get."""
        kinds = client.wanted.kinds or KINDS
        return {
            index
            for index, (kind, world) in enumerate(self.published, 1)
            if index > client.start and kind in kinds and client.wanted.world in (None, world)
        }

    def check_complete(self, client: Client) -> None:
        if not client.reader.is_over:
            assert self.wanted(client) - client.told <= set(client.received)


TestRing = RingMachine.TestCase
TestRing.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)


def ring(**bounds: int) -> Ring:
    return Ring("e0", StreamBounds(**bounds))


def publish(ring: Ring, count: int) -> None:
    for _ in range(count):
        ring.publish("call", "a", {"world": "a"})


def numbers(reader: Reader) -> list[int]:
    return [number(block.id) for block in blocks(reader.take())]


def test_a_reader_that_comes_back_gets_what_it_missed() -> None:
    source = ring()
    publish(source, 5)
    assert numbers(source.subscribe(Wanted(), "e0-3")) == [4, 5]
    assert numbers(source.subscribe(Wanted(), "e0-5")) == []


def test_a_gap_says_how_many_events_are_missing() -> None:
    source = ring(ring_messages=3)
    publish(source, 10)
    gap, *rest = blocks(source.subscribe(Wanted(), "e0-4").take())
    assert (gap.event, gap.id, gap.data["missing"]) == ("gap", "e0-7", 3)
    assert [number(block.id) for block in rest] == [8, 9, 10]


@pytest.mark.parametrize("after", ["e1-3", "e0-11", "nonsense", "e0-", "e0-x", "e0--1", "0"])
def test_an_id_of_another_run_gets_a_gap_of_unknown_size_and_all_that_is_stored(after: str) -> None:
    source = ring()
    publish(source, 10)
    gap, *rest = blocks(source.subscribe(Wanted(), after).take())
    assert (gap.event, gap.data["missing"]) == ("gap", None)
    assert [number(block.id) for block in rest] == list(range(1, 11))


def test_a_reader_that_does_not_take_its_events_is_cut_once() -> None:
    source = ring(reader_messages=3)
    reader = source.subscribe(Wanted())
    calls = []
    reader.on_end = lambda: calls.append("end")
    publish(source, 1)
    assert numbers(reader) == [1]
    publish(source, 5)
    [cut] = blocks(reader.take())
    assert (cut.event, cut.id) == ("cut", "e0-1")
    assert "too slow: 4 events" in cut.data["reason"]
    assert (reader.is_over, calls, source.readers, reader.take()) == (True, ["end"], set(), b"")
    assert numbers(source.subscribe(Wanted(), cut.id)) == [2, 3, 4, 5, 6]


def test_what_a_reader_asked_for_when_it_came_back_does_not_count_as_slow() -> None:
    source = ring(reader_messages=2)
    publish(source, 10)
    reader = source.subscribe(Wanted(), "e0-0")
    publish(source, 2)
    assert numbers(reader) == list(range(1, 13))


def test_large_events_count_by_their_bytes() -> None:
    source = ring(ring_bytes=3000, reader_bytes=2000)
    reader = source.subscribe(Wanted())
    for _ in range(5):
        source.publish("call", "a", {"filler": "x" * 900})
    assert [block.event for block in blocks(reader.take())] == ["cut"]
    assert len(source) == 3


def test_one_take_is_about_64_kib() -> None:
    source = ring()
    reader = source.subscribe(Wanted())
    for _ in range(10):
        source.publish("call", "a", {"filler": "x" * 20_000})
    assert len(numbers(reader)) == 4


def test_a_quiet_reader_learns_how_far_the_stream_is() -> None:
    """Otherwise it would be told of a gap later, although it missed nothing."""
    source = ring(ring_messages=3)
    reader = source.subscribe(Wanted(world="b"))
    publish(source, 10)
    assert [block.id for block in blocks(reader.keep_alive())] == ["e0-10"]
    assert source.subscribe(Wanted(world="b"), "e0-10").take() == b""


def test_ids_of_filtered_readers_are_those_of_the_whole_stream() -> None:
    source = ring()
    reader = source.subscribe(Wanted(kinds=frozenset({"clock"})))
    publish(source, 3)
    source.publish("clock", "a", {})
    assert numbers(reader) == [4]


def test_a_reader_that_takes_its_messages_is_never_cut_however_many_they_are() -> None:
    ring = Ring("e", SMALL)
    reader = ring.subscribe(Wanted())
    taken = b""
    for count in range(50):
        ring.publish("call", "a", {"count": count})
        taken += reader.take()
    assert not reader.is_over
    assert [block.data["count"] for block in blocks(taken)] == list(range(50))


def test_the_position_of_a_reader_that_has_ended_stays() -> None:
    ring = Ring("e", SMALL)
    reader = ring.subscribe(Wanted(kinds=frozenset({"clock"})))
    ring.publish("call", "a", {})
    reader.end()
    ring.publish("call", "a", {})
    assert reader.position == 1
