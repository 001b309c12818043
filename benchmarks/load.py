"""A load of requests over many connections, from one thread and without a library.

All connections have a request under way at all times; they are looked after in turn, so that one round trip of this
loop costs about 10 µs and the server is the slower one. It ends by itself after a count of requests.
"""

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import NamedTuple

from benchmarks.clients import Client, id_in

PATIENCE = 30.0
READS = 4  #: GETs of the new id after each POST


class Load(NamedTuple):
    """What came of it: `wrong` counts answers that were no success; `seconds` is one per request, unsorted."""

    rate: float
    wrong: int
    seconds: list[float]


class Connection:
    """One connection that asks what its story says: a generator of requests to which answers are sent."""

    def __init__(self, port: int, story: Iterator[bytes]) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._story = story
        self._began = 0.0

    def ask(self) -> None:
        """Send the next request."""
        self._began = time.perf_counter()
        self.socket.sendall(next(self._story))

    def hear(self) -> tuple[float, bool, bytes]:
        """Wait for the answer: seconds since it was asked, whether it is a success, its bytes."""
        got = self.socket.recv(262_144)
        end = got.find(b"\r\n\r\n")
        size = _length(got[:end]) + end + 4 if end >= 0 else 0
        parts, have = [got], len(got)
        while got and (end < 0 or have < size):
            got = self.socket.recv(262_144)
            parts.append(got)
            have += len(got)
            if end < 0:
                whole = b"".join(parts)
                end = whole.find(b"\r\n\r\n")
                size = _length(whole[:end]) + end + 4 if end >= 0 else 0
        answer = b"".join(parts) if len(parts) > 1 else parts[0]
        return time.perf_counter() - self._began, answer[9:10] == b"2", answer


def _length(head: bytes) -> int:
    _, _, rest = head.lower().partition(b"content-length:")
    return int(rest.partition(b"\r\n")[0])


class Lives:
    """A story for each connection: one POST, then reads of the new id, over and over."""

    def __init__(self, who: Client) -> None:
        self._who = who
        self.answer = b""

    def __iter__(self) -> Iterator[bytes]:
        while True:
            yield self._who.create
            read = self._who.read(id_in(self.answer))
            for _ in range(READS):
                yield read


class Same:
    """A story that is one request over and over."""

    def __init__(self, request: bytes) -> None:
        self._request = request
        self.answer = b""

    def __iter__(self) -> Iterator[bytes]:
        while True:
            yield self._request


def run(port: int, story: Callable[[], Lives | Same], count: int, connections: int = 16) -> Load:
    """Send about `count` requests over so many connections."""
    with ExitStack() as stack:
        stories = [story() for _ in range(connections)]
        links = [Connection(port, iter(each)) for each in stories]
        for link in links:
            stack.enter_context(link.socket)
        times, wrong = [], 0
        began = time.perf_counter()
        for link in links:
            link.ask()
        rounds = max(1, count // connections)
        for number in range(rounds):
            for link, each in zip(links, stories, strict=True):
                seconds, good, each.answer = link.hear()
                times.append(seconds)
                wrong += not good
                if number < rounds - 1:
                    link.ask()
        return Load(len(times) / (time.perf_counter() - began), wrong, times)


def once(port: int, request: bytes) -> bytes:
    """One request on a connection of its own; the whole answer."""
    link = Connection(port, iter([request]))
    with link.socket:
        link.ask()
        return link.hear()[2]
