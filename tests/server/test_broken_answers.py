"""Broken answers on a real socket: what a client sees byte by byte, on the fast path and on the usual one."""

import json
import logging
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from typing import Any

import httpx2
import pytest

from mockserver.server.app import build
from mockserver.server.server import Server
from mockserver.simulation.clock import Mode
from mockserver.testing.api_client import MONDAY
from mockserver.world.settings import Settings
from tests.serving import serving

LIMIT = 20.0  #: seconds, after which a test has failed
WAYS = {"fast": b"", "usual": b"Expect: 100-continue\r\n"}


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest) -> bytes:
    """A header that leads the request over one of the two ways."""
    return WAYS[request.param]


def request(fault: str, way: bytes = b"", method: bytes = b"GET", body: bytes = b"") -> bytes:
    lines = (
        method
        + b" /ringyo/v1/calls HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer key\r\nContent-Type: application/json\r\n"
        b"X-Mockserver-Fault: %b\r\nContent-Length: %d\r\n%b\r\n" % (fault.encode(), len(body), way)
    )
    return lines + body


def talk(server: Server, sent: bytes) -> tuple[bytes, str]:
    """Return what comes back, and how the connection ends: `closed`, `reset`, or `open` if nothing more comes."""
    with closing(socket.create_connection(("127.0.0.1", server.port), timeout=LIMIT)) as link:
        link.sendall(sent)
        got = b""
        while True:
            try:
                part = link.recv(65536)
            except ConnectionResetError:
                return _without_100(got), "reset"
            if not part:
                return _without_100(got), "closed"
            got += part
            if _is_whole(_without_100(got)):
                return _without_100(got), "open"


def until(is_so: Callable[[], bool]) -> None:
    """Let the server's thread work until something is so."""
    pause = threading.Event()
    for _ in range(round(LIMIT / 0.01)):
        if is_so():
            return
        pause.wait(0.01)
    raise AssertionError("it never was so")


def _without_100(got: bytes) -> bytes:
    return got.removeprefix(b"HTTP/1.1 100 Continue\r\n\r\n")


def _is_whole(got: bytes) -> bool:
    head, found, body = got.partition(b"\r\n\r\n")
    return bool(found) and b"content-length" in head and len(body) == _length(head)


def _length(head: bytes) -> int:
    return int(head.split(b"content-length: ")[1].split(b"\r\n")[0])


def test_a_reset_before_anything_is_an_rst(server: Server, way: bytes) -> None:
    assert talk(server, request("reset", way)) == (b"", "reset")


def test_a_reset_after_some_bytes_sends_them_first(server: Server, way: bytes) -> None:
    got, end = talk(server, request("reset;at=20", way))
    head, _, body = got.partition(b"\r\n\r\n")
    assert (head[:15], len(body), end) == (b"HTTP/1.1 200 OK", 20, "reset")
    assert _length(head) > 20


def test_a_reset_at_0_is_after_the_headers(server: Server, way: bytes) -> None:
    got, end = talk(server, request("reset;at=0", way))
    assert (got[-4:], end) == (b"\r\n\r\n", "reset")


def test_an_empty_answer_closes_without_a_byte(server: Server, way: bytes) -> None:
    assert talk(server, request("empty", way)) == (b"", "closed")


def test_a_cut_keeps_the_full_length(server: Server, way: bytes) -> None:
    got, end = talk(server, request("cut;at=30", way))
    head, _, body = got.partition(b"\r\n\r\n")
    assert (len(body), end) == (30, "closed")
    assert _length(head) > 30


def test_garbage_is_no_http(server: Server, way: bytes) -> None:
    got, end = talk(server, request("garbage", way))
    assert end == "closed"
    assert got
    assert not got.startswith(b"HTTP")


def test_an_answer_that_dribbles_is_whole_in_the_end(server: Server, way: bytes) -> None:
    plain, _ = talk(server, request("delay;for=0s", way))
    slow, end = talk(server, request("dribble;for=50ms", way))
    assert end == "open"
    assert slow.partition(b"\r\n\r\n")[2] == plain.partition(b"\r\n\r\n")[2]


def test_a_delay_answers_as_usual_and_the_connection_stays(server: Server, way: bytes) -> None:
    got, end = talk(server, request("delay;for=20ms", way))
    assert (got[:15], end) == (b"HTTP/1.1 200 OK", "open")


def test_other_faults_leave_the_connection_open(server: Server, way: bytes) -> None:
    for fault in ("error", "rate_limit", "malformed_json", "wrong_content_type", "not_found"):
        assert talk(server, request(fault, way))[1] == "open"


def test_a_head_request_can_be_cut(server: Server) -> None:
    got, end = talk(server, request("cut", method=b"HEAD"))
    assert (got[:15], got[-4:], end) == (b"HTTP/1.1 200 OK", b"\r\n\r\n", "closed")


def test_a_request_without_an_answer_ends_when_its_client_leaves(server: Server, way: bytes) -> None:
    link = socket.create_connection(("127.0.0.1", server.port), timeout=LIMIT)
    link.sendall(request("timeout", way))
    state = server._state  # noqa: SLF001 - there is no other trace of a task
    until(lambda: bool(state.tasks))
    link.close()
    until(lambda: not state.tasks)


def test_a_server_stops_at_once_although_requests_have_no_answer(caplog: pytest.LogCaptureFixture) -> None:
    links = []
    with caplog.at_level(logging.WARNING), Server(build(Settings(mode=Mode.MANUAL, now=MONDAY))) as server:
        for fault in ("timeout", "delay;for=1h", "dribble;for=1h"):
            link = socket.create_connection(("127.0.0.1", server.port), timeout=LIMIT)
            link.sendall(request(fault))
            links.append(link)
        until(lambda: len(server._state.tasks) == 3)  # noqa: SLF001 - as above
    for link in links:
        with closing(link), suppress(ConnectionResetError):
            while link.recv(65536):
                pass
    assert [record.getMessage() for record in caplog.records] == []


def test_the_command_stops_although_requests_have_no_answer() -> None:
    with serving() as served:
        port = int(served.url.rsplit(":", 1)[1])
        links = [socket.create_connection(("127.0.0.1", port), timeout=LIMIT) for _ in range(2)]
        for link, fault in zip(links, ("timeout", "delay;for=1h"), strict=True):
            link.sendall(request(fault))
        httpx2.get(f"{served.url}/__admin/health")
        served.process.terminate()
        _, errors = served.process.communicate(timeout=LIMIT)
        first, second = (link.recv(65536) for link in links)
        for link in links:
            link.close()
    assert (served.process.returncode, first, second[:15]) == (0, b"", b"HTTP/1.1 200 OK")
    assert "Traceback" not in errors
    assert "ERROR" not in errors


def test_connections_are_told_apart_in_the_journal(server: Server, http: httpx2.Client) -> None:
    def numbers(count: int) -> list[Any]:
        head = b"X-Mockserver-World: connections\r\n"
        with closing(socket.create_connection(("127.0.0.1", server.port), timeout=LIMIT)) as link:
            for _ in range(count):
                link.sendall(request("error", head))
                got = b""
                while not _is_whole(got):
                    got += link.recv(65536)
        rows = http.get(f"{server.url}/__admin/requests?world=connections").json()["requests"]
        return [row["connection"] for row in rows]

    numbers(2)
    first, second, third = numbers(1)
    assert first == second != third
    assert None not in (first, third)


@pytest.fixture(scope="module")
def broken() -> Iterator[httpx2.Client]:
    """A client of a server on which each request gets the fault that it names."""
    with (
        Server(build(Settings(mode=Mode.MANUAL, now=MONDAY))) as server,
        httpx2.Client(base_url=server.url, trust_env=False, headers={"Authorization": "Bearer key"}) as client,
    ):
        yield client


@pytest.mark.parametrize(
    ("fault", "raised"),
    [
        ("timeout", httpx2.ReadTimeout),
        ("delay;for=1h", httpx2.ReadTimeout),
        ("reset", httpx2.ReadError),
        ("reset;at=20", httpx2.ReadError),
        ("empty", httpx2.RemoteProtocolError),
        ("cut", httpx2.RemoteProtocolError),
        ("garbage", httpx2.RemoteProtocolError),
    ],
)
def test_httpx_raises_what_it_raises_in_reality(broken: httpx2.Client, fault: str, raised: type[Exception]) -> None:
    with pytest.raises(raised):
        broken.get("/ringyo/v1/calls", headers={"X-Mockserver-Fault": fault}, timeout=0.5)


def test_an_answer_that_was_lost_after_the_effect_is_in_the_journal(broken: httpx2.Client) -> None:
    body = json.dumps({"phone_number": "+14155550142", "agent_id": "agent_abc123"})
    head = {
        "X-Mockserver-Fault": "reset;when=after",
        "Content-Type": "application/json",
        "X-Mockserver-World": "lost",
    }
    with pytest.raises(httpx2.ReadError):
        broken.post("/ringyo/v1/calls", content=body, headers=head)
    (row,) = broken.get("/__admin/requests?world=lost").json()["requests"]
    (call,) = [call for call in broken.get("/__admin/calls?world=lost").json()["calls"] if call["id"] == row["call"]]
    assert (row["status"], row["answer"], row["fault"]) == (None, "", "header reset")
    assert call["to"] == "+14155550142"


@pytest.mark.parametrize("fault", ["reset", "reset;at=20", "empty", "cut", "garbage"])
def test_a_pipelined_request_after_a_broken_answer_has_none(
    server: Server, way: bytes, fault: str, caplog: pytest.LogCaptureFixture
) -> None:
    with closing(socket.create_connection(("127.0.0.1", server.port), timeout=LIMIT)) as link:
        link.sendall(request(fault, way) + request("error") + request("error"))
        with suppress(ConnectionResetError):
            assert _without_100(link.recv(65536)).count(b"HTTP/1.1 ") <= 1
    until(lambda: not server._state.tasks)  # noqa: SLF001 - there is no other trace of a task
    assert caplog.text == ""
