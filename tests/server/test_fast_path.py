"""The fast path sends the same bytes as the ASGI path, and leaves unusual requests to it."""

import logging
import re
import socket
from collections.abc import Iterator
from contextlib import closing

import pytest

from mockserver.providers.bodies import MAX_BODY
from mockserver.server.http_protocol import IdleTimer
from mockserver.server.response_heads import head_lines
from mockserver.server.server import Server
from tests.fake_loop import FakeLoop
from tests.fast_path_apps import ORDER, AsgiOnlyApp, FastPathApp, app, request

SLOW = 5.0


@pytest.fixture
def both() -> Iterator[tuple[Server, FastPathApp]]:
    app_with_both = FastPathApp(app())
    with Server(app_with_both) as server:
        yield server, app_with_both


def talk(server: Server, *pieces: bytes, response_count: int = 1) -> bytes:
    """Send these pieces on one connection, and return that many responses, or all until the server closes it."""
    with closing(socket.create_connection(("127.0.0.1", server.port), timeout=SLOW)) as link:
        got = b""
        for piece in pieces:
            link.sendall(piece)
        while len(_ends(got)) < response_count:
            part = link.recv(65536)
            if not part:
                break
            got += part
        return got


def _ends(got: bytes) -> list[int]:
    """Return the end offsets of the complete responses."""
    ends, at = [], 0
    while (head := got.find(b"\r\n\r\n", at)) >= 0:
        length = re.search(rb"content-length: (\d+)", got[at:head])
        at = head + 4 + (int(length[1]) if length else 0)
        if at > len(got):
            break
        ends.append(at)
    return ends


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        (request("POST", "/revring/v1/calls", ORDER), b"201"),
        (request("POST", "/revring/v1/calls", b"{"), b"400"),
        (request("GET", "/revring/v1/calls"), b"200"),
        (request("GET", "/revring/v1/calls?page=1&pageSize=5"), b"200"),
        (request("GET", "/revring/v1/calls/nobody"), b"404"),
        (request("PUT", "/revring/v1/calls"), b"405"),
        (request("GET", "/nobody/at/all"), b"404"),
        (request("GET", "/w/other/ringyo/v1/calls"), b"200"),
        (request("GET", "/w/b%20d/ringyo/v1/calls"), b"400"),
        (request("OPTIONS", "/revring/webrtc/initiate-call"), b"204"),
        (request("GET", "/revox/openapi.json"), b"200"),
        (request("GET", "/v1/calls", more="connection: close\r\n"), b"200"),
        (request("GET", "/recordings/revring/12/x.wav"), b"200"),
    ],
)
def test_both_paths_send_the_same_bytes(both: tuple[Server, FastPathApp], asked: bytes, status: bytes) -> None:
    with Server(AsgiOnlyApp(app())) as asgi_only:
        response = talk(both[0], asked)
        assert response == talk(asgi_only, asked)
    assert response[9:12] == status


def test_both_paths_refuse_a_body_that_is_too_large(both: tuple[Server, FastPathApp]) -> None:
    asked = request("POST", "/revring/v1/calls", b" " * (MAX_BODY + 1))
    with Server(AsgiOnlyApp(app())) as asgi_only:
        response = talk(both[0], asked)
        assert response == talk(asgi_only, asked)
    assert response[9:12] == b"413"


def test_a_plain_request_takes_the_fast_path(both: tuple[Server, FastPathApp]) -> None:
    server, app_with_both = both
    half = len(ORDER) // 2
    asked = request("POST", "/revring/v1/calls", ORDER)
    assert talk(server, asked[:-half], asked[-half:])[9:12] == b"201"
    for target in ("/revring/v1/calls?page=%31", "http://mock.test/revring/v1/calls"):
        assert talk(server, request("GET", target))[9:12] == b"200"
    assert app_with_both.asgi_requests == 0


@pytest.mark.parametrize(
    "asked",
    [
        request("GET", "/revring/v1/calls", version="1.0"),
        request("GET", "/revring/v1/calls", more="connection: close\r\n"),
        request("GET", "/revring/v1/calls#part"),
        request("GET", "/__admin/health"),
        request("GET", "/%5F_admin/health"),
        request("GET", "/"),
    ],
)
def test_an_unusual_request_takes_the_asgi_path(both: tuple[Server, FastPathApp], asked: bytes) -> None:
    assert talk(both[0], asked)[9:12] == b"200"
    assert both[1].asgi_requests == 1


def test_a_request_that_expects_100_continue_gets_it(both: tuple[Server, FastPathApp]) -> None:
    asked = request("POST", "/revring/v1/calls", ORDER, more="expect: 100-continue\r\n")
    got = talk(both[0], asked, response_count=2)
    assert got.startswith(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 201 Created\r\n")


def test_pipelined_requests_are_answered_in_order(both: tuple[Server, FastPathApp]) -> None:
    targets = ["/revring/v1/calls", "/__admin/health", "/ringyo/v1/calls", "/__admin/health", "/revox/call"]
    got = talk(both[0], b"".join(request("GET", target) for target in targets), response_count=len(targets))
    starts = [0, *_ends(got)[:-1]]
    bodies = [got[start:end].partition(b"\r\n\r\n")[2] for start, end in zip(starts, _ends(got), strict=True)]
    begins = [
        b'{"data":[],"pagination"',
        b'{"status":"ok"',
        b'{"data":[],"has_more"',
        b'{"status":"ok"',
        b'{"calls":[]',
    ]
    assert [body[: len(begin)] for body, begin in zip(bodies, begins, strict=True)] == begins


def test_a_head_request_gets_no_body(both: tuple[Server, FastPathApp]) -> None:
    asked = request("HEAD", "/revring/openapi.json") + request("GET", "/__admin/health", more="connection: close\r\n")
    head, _, rest = talk(both[0], asked, response_count=9).partition(b"\r\n\r\n")
    assert re.search(rb"content-length: [1-9]", head)
    assert rest.startswith(b"HTTP/1.1 200 OK\r\n")


def test_a_response_waits_for_a_webhook_that_must_arrive_first(both: tuple[Server, FastPathApp]) -> None:
    server, app_with_both = both
    world = app_with_both.app.exchange.worlds.open("default")
    scenario = (
        b'{"version": 1, "name": "at-once", "provider": "revox", "states": [{"errored": null}],'
        b' "webhooks": [{"fault": "before_answer"}]}'
    )
    assert talk(server, request("POST", "/__admin/scenarios", scenario))[9:12] == b"201"
    hook = f"{server.url}/__admin/sink/hooks"
    order = b'{"phone_number": "+12125550142", "assistant": {"prompt": "Hi.", "webhook_url": "%s"}}' % hook.encode()
    more = "x-mockserver-scenario: at-once\r\n"
    assert talk(server, request("POST", "/revox/call", order, more))[9:12] == b"200"
    assert len(world.outbox.sinks.of("hooks")) == 1


def test_an_application_that_raises_is_logged_and_gives_500(
    both: tuple[Server, FastPathApp], caplog: pytest.LogCaptureFixture
) -> None:
    server, app_with_both = both
    exchange = app_with_both.app.exchange
    on_change = exchange.on_change

    def broken(_world: object) -> None:
        raise RuntimeError("the hook is broken")

    exchange.on_change = broken
    with caplog.at_level(logging.ERROR):
        assert talk(server, request("GET", "/revring/v1/calls")).endswith(b"Internal Server Error")
    assert "the hook is broken" in caplog.text
    exchange.on_change = on_change
    assert talk(server, request("GET", "/revring/v1/calls"))[9:12] == b"200"


def test_a_response_header_never_contains_a_line_break() -> None:
    lines = head_lines("text/plain", 7, (("X-Mockserver-Note", "one\r\ntwo: 3\x00"),))
    assert lines == b"content-type: text/plain\r\ncontent-length: 7\r\nx-mockserver-note: one??two: 3?\r\n"


@pytest.fixture
def idle() -> tuple[FakeLoop, IdleTimer, list[float]]:
    loop, closed = FakeLoop(), list[float]()
    return loop, IdleTimer(loop, 10, lambda: closed.append(loop.now)), closed  # type: ignore[arg-type]


def test_an_idle_connection_is_closed_after_the_timeout(
    idle: tuple[FakeLoop, IdleTimer, list[float]],
) -> None:
    loop, connection, closed = idle
    connection.start()
    loop.advance(9)
    connection.cancel()
    connection.start()
    loop.advance(9.5)
    assert closed == []
    loop.advance(5)
    assert closed == [19]
    assert loop.timers == []


def test_many_responses_on_one_connection_need_one_timer(idle: tuple[FakeLoop, IdleTimer, list[float]]) -> None:
    loop, connection, closed = idle
    for _ in range(100):
        connection.start()
        loop.advance(1)
        connection.cancel()
        assert len(loop.timers) <= 1
    loop.advance(100)
    assert closed == []


def test_a_closed_connection_is_not_closed_again(idle: tuple[FakeLoop, IdleTimer, list[float]]) -> None:
    loop, connection, closed = idle
    connection.start()
    connection.stop()
    loop.advance(100)
    assert closed == []
