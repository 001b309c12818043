"""A load of requests over many connections, from one thread and without a library.

All connections have a request under way at all times; they are looked after in turn, so that one round trip of this
loop costs about 10 µs and the server is the slower one. It ends by itself after a count of requests.
"""

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, suppress
from typing import NamedTuple

from benchmarks.clients import Client, id_in

WAIT_BUDGET = 30.0
READS = 4  #: GETs of the new id after each POST


class Load(NamedTuple):
    """What came of it: `wrong` counts answers that were no success; `seconds` is one per request, unsorted."""

    rate: float
    wrong: int
    seconds: list[float]


class Connection:
    """One connection that asks what its story says: a generator of requests. A server that closes gets a new one, and
    if it did so without a word the request once more, as from any client."""

    def __init__(self, port: int, story: Iterator[bytes]) -> None:
        self._port, self._story = port, story
        self._began = 0.0
        self._request = b""
        self._link: socket.socket | None = None
        self._kept = False  #: it has brought an answer before

    def ask(self) -> None:
        """Send the next request."""
        self._request = next(self._story)
        self._began = time.perf_counter()
        self._send()

    def _send(self) -> None:
        if self._link is None:
            self._kept = False
            self._link = socket.create_connection(("127.0.0.1", self._port), timeout=WAIT_BUDGET)
            self._link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with suppress(ConnectionError):  # it shows when nothing is heard
            self._link.sendall(self._request)

    def hear(self) -> tuple[float, bool, bytes]:
        """Wait for the answer: seconds since it was asked, whether it is a success, its bytes."""
        got = self._read()
        if not got and self._kept:
            self.close()
            self._send()
            got = self._read()
        self._kept = True
        seconds = time.perf_counter() - self._began
        if not got.startswith(b"HTTP/1.1") or b"onnection: close" in got[:1000]:
            self.close()
        return seconds, got[9:10] == b"2", got

    def _read(self) -> bytes:
        assert self._link is not None, "asked before it hears"
        got = b""
        with suppress(ConnectionError):
            while not _whole(got) and (piece := self._link.recv(262_144)):
                got += piece
        return got

    def close(self) -> None:
        """Close it; the next request opens a new one."""
        if self._link is not None:
            self._link.close()
            self._link = None


def _whole(got: bytes) -> bool:
    """Whether an answer is complete, by its length or by its last chunk."""
    end = got.find(b"\r\n\r\n")
    if end < 0:
        return False
    _, named, rest = got[:end].lower().partition(b"content-length:")
    return len(got) >= end + 4 + int(rest.partition(b"\r\n")[0]) if named else got.endswith(b"0\r\n\r\n")


class Lives:
    """A story for each connection: one POST, then reads of the new id, over and over."""

    def __init__(self, who: Client) -> None:
        self._who = who
        self.answer = b""

    def __iter__(self) -> Iterator[bytes]:
        while True:
            yield self._who.create
            if not self.answer:  # the connection was cut, which has been counted as wrong
                continue
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
            stack.callback(link.close)
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
    link.ask()
    with closing(link):
        return link.hear()[2]
