"""Decides by the first bytes of a connection what it is: HTTP, TLS, or a client that takes the server for a proxy.

    0x16 …           ─► TLS (`transport`), then HTTP
    CONNECT HOST:443 ─► 200 if HOST is a provider's, then TLS or HTTP; 403 for everything else
    anything else    ─► HTTP, and this module is out of the way

So one port serves http, https, and clients whose base URL cannot be changed: they only need `HTTPS_PROXY`. A tunnel
always ends here; nothing is ever sent on to another host. Servers without TLS do not use this module.
"""

import asyncio
import ssl
from collections.abc import Callable
from typing import Any, NamedTuple

import msgspec

_TLS = b"\x16"  #: the type of the first record: a handshake
_CONNECT = b"CONNECT "
_HEAD_END = b"\r\n\r\n"
_LONGEST_HEAD = 16 * 1024
_ESTABLISHED = b"HTTP/1.1 200 Connection established\r\n\r\n"


class TlsSetup(NamedTuple):
    """How connections begin. `hosts` are those that CONNECT may name, in lower case. `on_failure` gets the reason of a
    handshake that fails."""

    context: ssl.SSLContext
    hosts: frozenset[str]
    on_failure: Callable[[ssl.SSLError], None]


class FirstBytes(asyncio.Protocol):
    """A connection of which nothing is known yet. `make` returns the protocol for HTTP.

    Until it is known, it is one of `connections`, so that a server that stops can end it.
    """

    transport: asyncio.Transport

    def __init__(
        self, make: Callable[[], asyncio.Protocol], setup: TlsSetup, connections: set[Any], seconds: float
    ) -> None:
        self._make, self._setup, self._connections, self._seconds = make, setup, connections, seconds
        self._received = b""
        self._is_tunnel = False

    def connection_made(self, transport: Any) -> None:
        """Wait for the first bytes, for a limited time."""
        self.transport = transport
        self._connections.add(self)
        self._timer = asyncio.get_running_loop().call_later(self._seconds, self.shutdown)

    def connection_lost(self, _error: Exception | None) -> None:
        """Forget the connection."""
        self._done()

    def shutdown(self) -> None:
        """Close the connection: the server stops, or the client sends nothing."""
        self._done()
        self.transport.close()

    def data_received(self, data: bytes) -> None:
        """Decide, as soon as there is enough to decide."""
        self._received += data
        if self._received.startswith(_TLS):
            self._begin(TlsConnection(self._make(), self._setup, self._connections, self._seconds))
        elif not self._is_tunnel and _CONNECT.startswith(self._received[: len(_CONNECT)]):
            self._connect()
        else:
            self._begin(self._make())

    def _begin(self, protocol: asyncio.Protocol) -> None:
        """Hand the connection over."""
        self._done()
        self.transport.set_protocol(protocol)
        protocol.connection_made(self.transport)
        protocol.data_received(self._received)

    def _connect(self) -> None:
        """Answer a CONNECT request once its head is complete."""
        head, end, rest = self._received.partition(_HEAD_END)
        if not end:
            if len(head) > _LONGEST_HEAD:
                self._refuse(431, "headers_too_large", "The CONNECT request is too large.")
            return
        target = head.split(b" ", 2)[1].decode("latin-1")
        host = target.rpartition(":")[0].strip("[]").lower()
        if host not in self._setup.hosts:
            self._refuse(403, "foreign_host", _refusal(target, self._setup.hosts))
            return
        self._is_tunnel, self._received = True, b""
        self.transport.write(_ESTABLISHED)
        if rest:
            self.data_received(rest)

    def _refuse(self, status: int, code: str, message: str) -> None:
        body = msgspec.json.encode({"error": {"code": code, "message": message, "details": {}}})
        head = (
            b"HTTP/1.1 %d Refused\r\ncontent-type: application/json\r\ncontent-length: %d\r\nconnection: close\r\n\r\n"
        )
        self.transport.write(head % (status, len(body)) + body)
        self.shutdown()

    def _done(self) -> None:
        self._timer.cancel()
        self._connections.discard(self)


def _refusal(target: str, hosts: frozenset[str]) -> str:
    return (
        f"This is mockserver, not a proxy to {target[:80]}: it only answers for {', '.join(sorted(hosts))}. "
        "Take other hosts out of the proxy's way with NO_PROXY, or unset HTTPS_PROXY."
    )


class TlsConnection(asyncio.Protocol):
    """Passes what happens to a connection with TLS to the HTTP protocol inside, once the handshake is complete."""

    transport: asyncio.Transport

    def __init__(self, inner: asyncio.Protocol, setup: TlsSetup, connections: set[Any], seconds: float) -> None:
        self._inner, self._setup, self._connections, self._seconds = inner, setup, connections, seconds

    def connection_made(self, transport: Any) -> None:
        """Begin the handshake, for a limited time."""
        from mockserver.server.tls.transport import TlsTransport

        self.transport = transport
        self._connections.add(self)
        self._timer = asyncio.get_running_loop().call_later(self._seconds, self.shutdown)
        self._secure = TlsTransport(transport, self._setup.context, self._inner, self._setup.on_failure)

    def data_received(self, data: bytes) -> None:
        """Decrypt."""
        self._secure.feed(data)
        if self._secure.is_ready:
            self._done()  # the server knows the protocol inside

    def eof_received(self) -> bool | None:
        """Close the connection."""
        return self._inner.eof_received() if self._secure.is_ready else None

    def connection_lost(self, error: Exception | None) -> None:
        """Tell the protocol inside, if it has begun."""
        self._done()
        if self._secure.is_ready:
            self._inner.connection_lost(error)

    def pause_writing(self) -> None:
        """Let the protocol inside wait until the client has read."""
        if self._secure.is_ready:
            self._inner.pause_writing()

    def resume_writing(self) -> None:
        """Let it go on."""
        if self._secure.is_ready:
            self._inner.resume_writing()

    def shutdown(self) -> None:
        """Close the connection within its handshake: the server stops, or the client sends nothing."""
        self._done()
        self.transport.close()

    def _done(self) -> None:
        self._timer.cancel()
        self._connections.discard(self)
