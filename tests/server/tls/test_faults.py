"""Planned faults look the same with TLS as without it, byte by byte, also in a tunnel."""

import socket
import ssl
from contextlib import closing
from typing import Protocol

import pytest

from mockserver.server.server import Server

LIMIT = 20.0  #: seconds, after which a test has failed
FAULTS = (
    "error;status=503",
    "rate_limit;retry_after=2s",
    "reset",
    "reset;at=20",
    "empty",
    "cut",
    "garbage",
    "malformed_json",
    "dribble;for=50ms",
)
TUNNEL = b"CONNECT api.ringyo.ai:443 HTTP/1.1\r\nHost: api.ringyo.ai:443\r\n\r\n"


class Link(Protocol):
    """A connection, with or without TLS."""

    def sendall(self, data: bytes, /) -> object: ...

    def recv(self, size: int, /) -> bytes: ...


class TlsLink:
    """TLS on a socket, like `ssl.SSLSocket`, which takes a reset for an end in some versions of Python."""

    def __init__(self, raw: socket.socket, trust: ssl.SSLContext, host: str) -> None:
        self._raw, self._incoming, self._outgoing = raw, ssl.MemoryBIO(), ssl.MemoryBIO()
        self._tls = trust.wrap_bio(self._incoming, self._outgoing, server_hostname=host)
        while True:
            try:
                self._tls.do_handshake()
            except ssl.SSLWantReadError:
                raw.sendall(self._outgoing.read())
                self._incoming.write(raw.recv(65536))
            else:
                break

    def sendall(self, data: bytes, /) -> None:
        self._tls.write(data)
        self._raw.sendall(self._outgoing.read())

    def recv(self, size: int, /) -> bytes:
        while True:
            try:
                return self._tls.read(size)
            except ssl.SSLWantReadError:
                self._incoming.write(self._raw.recv(65536))
            except ssl.SSLZeroReturnError:
                return b""


def conversation(link: Link, fault: str, world: bytes = b"plain") -> tuple[bytes, str]:
    """Return what comes back for two requests, and how the connection ends. The first request has the fault."""
    head = b"GET /v1/calls HTTP/1.1\r\nHost: api.ringyo.ai\r\nAuthorization: Bearer key~%b\r\n" % world
    faulty = b"X-Mockserver-Fault: %b\r\n\r\n" % fault.encode()
    link.sendall(head + faulty + head + b"Connection: close\r\n\r\n")
    got = b""
    while True:
        try:
            part = link.recv(65536)
        except ConnectionResetError:
            return got, "reset"
        if not part:
            return got, "closed"
        got += part


def plain_conversation(server: Server, fault: str) -> tuple[bytes, str]:
    with closing(socket.create_connection(("127.0.0.1", server.port), timeout=LIMIT)) as link:
        return conversation(link, fault)


def comparable(got: bytes) -> list[bytes]:
    """Return the lines without the date and the name of the world."""
    return [line for line in got.split(b"\r\n") if not line.startswith((b"date: ", b"x-mockserver-world: "))]


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_inside_of_tls_is_the_same_as_without(
    secure: Server, trust: ssl.SSLContext, caplog: pytest.LogCaptureFixture, fault: str
) -> None:
    expected, end = plain_conversation(secure, fault)
    with closing(socket.create_connection(("127.0.0.1", secure.port), timeout=LIMIT)) as raw:
        raw.sendall(TUNNEL)
        assert b" 200 " in raw.recv(1024)
        got, encrypted_end = conversation(TlsLink(raw, trust, "api.ringyo.ai"), fault, b"secret")
    assert (comparable(got), encrypted_end) == (comparable(expected), end)
    assert caplog.text == ""


def test_the_faults_end_in_all_ways(secure: Server) -> None:
    found = {fault: plain_conversation(secure, fault) for fault in FAULTS}
    ends = {fault.partition(";")[0]: (end, got.count(b"HTTP/1.1 ")) for fault, (got, end) in found.items()}
    assert ends["error"] == ends["malformed_json"] == ends["dribble"] == ("closed", 2)
    assert ends["reset"] == ("reset", 1)
    assert ends["empty"] == ("closed", 0)
