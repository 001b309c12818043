"""Requests on one connection get the same responses as on separate ones, however their bytes are split."""

import asyncio
from itertools import count, pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from uvicorn.server import ServerState

from mockserver.server.app import App, build
from mockserver.server.fast_path import FastPathProtocol
from mockserver.server.server import configured
from mockserver.simulation.clock import Mode
from mockserver.world.settings import DEFAULT_LIMITS, Examples, Settings
from tests.worlds import MONDAY

KEYS = b"host: mock.test\r\nX-API-Key: k\r\nAuthorization: Bearer k\r\nContent-Type: application/json\r\n"
ORDER = b'{"agentId": "a", "toNumber": "+12125550142", "fromNumber": "+12125550100"}'
CHUNKED = b"transfer-encoding: chunked\r\n\r\n"


def request(line: bytes, body: bytes = b"", more: bytes = b"") -> bytes:
    return b"%b HTTP/1.1\r\n%bcontent-length: %d\r\n%b\r\n%b" % (line, KEYS, len(body), more, body)


READ = request(b"GET /revring/v1/calls?page=1")
HEALTH = request(b"GET /__admin/health")
ELSEWHERE = request(b"GET /ringyo/v1/calls", more=b"X-Mockserver-World: other\r\n")
REQUESTS = [
    READ,
    request(b"GET /revring/v1/calls/call_1"),
    ELSEWHERE,
    HEALTH,
    request(b"POST /revring/v1/calls", ORDER),
    request(b"POST /revring/v1/calls", b"[]"),
    request(b"PUT /revring/v1/calls", b"{}"),
    request(b"HEAD /revox/openapi.json"),
    request(b"DELETE /w/b%20d/ringyo/v1/calls"),
    b"GET /revox/call HTTP/1.1\r\n" + KEYS + b"\r\n",
    b"GET /nobody HTTP/1.1\r\n\r\n",
    b"POST /revring/v1/calls HTTP/1.1\r\n" + KEYS + CHUNKED + b"%x\r\n%b\r\n0\r\n\r\n" % (len(ORDER), ORDER),
]


class Wire:
    """A transport that records what is written."""

    def __init__(self) -> None:
        self.written = b""
        self.closed = False

    def write(self, data: bytes) -> None:
        self.written += data

    def get_extra_info(self, _name: str) -> None:
        return None

    def is_closing(self) -> bool:
        return self.closed

    def close(self) -> None:
        self.closed = True

    def pause_reading(self) -> None:
        pass

    def resume_reading(self) -> None:
        pass


class Connection(FastPathProtocol):
    """A connection that says whether it waits for the rest of a request."""

    @property
    def between_requests(self) -> bool:
        return not self._inside


def connect(app: App) -> tuple[Any, Wire]:
    """Return a new connection to the application and its transport."""
    config, wire = configured(app, DEFAULT_LIMITS), Wire()
    config.load()
    protocol = Connection(config, ServerState(), {}, limits=DEFAULT_LIMITS, numbers=count(1))
    protocol.connection_made(wire)
    return protocol, wire


async def talk(app: App, pieces: list[bytes], *, waits: bool = True) -> bytes:
    """Send pieces on one connection and return what is answered. With `waits`, a piece that begins a request is sent
    after the response to the previous one."""
    protocol, wire = connect(app)
    for left, piece in enumerate(pieces, 1 - len(pieces)):
        protocol.data_received(piece)
        while protocol.tasks and protocol.between_requests and (waits or not left):
            await asyncio.wait(protocol.tasks)
    protocol.connection_lost(ConnectionResetError())
    return wire.written


def fresh() -> App:
    return build(Settings(mode=Mode.MANUAL, now=MONDAY, examples=Examples.NONE))


def responses(*connections: list[bytes], waits: bool = True) -> bytes:
    """Return what is answered on these connections, opened one after the other."""

    async def all_connections() -> bytes:
        app = fresh()
        return b"".join([await talk(app, pieces, waits=waits) for pieces in connections])

    return asyncio.run(all_connections())


@st.composite
def streams(draw: st.DrawFn) -> tuple[list[bytes], list[bytes]]:
    """Draw requests, and split their bytes into pieces: mostly whole requests, some cut or joined."""
    requests = draw(st.lists(st.sampled_from(REQUESTS), min_size=1, max_size=12))
    ends, whole = [0], b"".join(requests)
    for each in requests:
        ends.append(ends[-1] + len(each))
    cuts = set(draw(st.lists(st.integers(1, len(whole) - 1), max_size=4)))
    kept = {end for end in ends[1:-1] if draw(st.integers(0, 5))}
    marks = [0, *sorted(cuts | kept), len(whole)]
    return requests, [whole[start:end] for start, end in pairwise(marks)]


@settings(max_examples=60)
@given(streams())
def test_requests_on_one_connection_are_answered_as_on_separate_ones(stream: tuple[list[bytes], list[bytes]]) -> None:
    requests, pieces = stream
    assert responses(pieces) == responses(*([each] for each in requests))


def test_a_body_that_looks_like_a_request_is_a_body() -> None:
    whole = request(b"POST /revring/v1/calls", READ)
    assert responses([READ, whole[: -len(READ)], READ]) == responses([READ], [whole])


def test_a_request_waits_for_the_previous_response() -> None:
    pieces = [READ, HEALTH, READ]
    assert responses(pieces, waits=False) == responses(*([each] for each in pieces))


def test_headers_of_two_requests_in_one_piece_are_not_mixed() -> None:
    """The first request uses ASGI; the second is complete only after the first has been answered."""
    assert responses([HEALTH + ELSEWHERE[:-1], ELSEWHERE[-1:], READ]) == responses([HEALTH], [ELSEWHERE], [READ])


def test_nothing_is_answered_after_a_request_that_closes_the_connection() -> None:
    last = request(b"GET /revring/v1/calls", more=b"Connection: close\r\n")
    assert responses([READ, last, READ]) == responses([READ, last])


def test_an_invalid_header_is_refused_also_after_valid_requests() -> None:
    bad = READ.replace(b"host: ", b"ho st: ")
    assert responses([READ, bad]).startswith(responses([READ]) + b"HTTP/1.1 400 Bad Request\r\n")


def test_a_new_request_cancels_the_idle_timer_of_uvicorn() -> None:
    async def cancelled() -> bool:
        protocol, _ = connect(fresh())
        for piece in (READ, HEALTH):
            protocol.data_received(piece)
        await asyncio.wait(protocol.tasks)
        closing = protocol.timeout_keep_alive_task
        protocol.data_received(READ)
        protocol.connection_lost(ConnectionResetError())
        return bool(closing.cancelled())

    assert asyncio.run(cancelled())


def test_a_failure_on_a_kept_connection_is_answered_with_500() -> None:
    async def failing() -> bytes:
        app = fresh()
        worlds: list[object] = []

        def second(world: object) -> None:
            worlds.append(world)
            if len(worlds) == 2:
                raise RuntimeError("the second request cannot be answered")

        app.exchange.on_change = second
        return await talk(app, [READ, READ])

    got = asyncio.run(failing())
    assert got.startswith(responses([READ]) + b"HTTP/1.1 500 Internal Server Error\r\n")
    assert got.endswith(b"\r\n\r\nInternal Server Error")
