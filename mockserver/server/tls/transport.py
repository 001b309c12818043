"""TLS over a connection that has begun without it: a transport around another one.

    client ─► bytes ─► feed() ─► decrypted ─► protocol.data_received
    client ◄─ transport.write ◄─ encrypted ◄─ write() ◄─ protocol

`loop.start_tls` cannot do this, because the first bytes of the handshake have been read already to find out that they
are TLS. The transport below is the connection's own, so a reset (RST) inside of TLS is a real one.
"""

import asyncio
import ssl
from collections.abc import Callable
from contextlib import suppress
from typing import Any

_CHUNK = 65_536


class TlsTransport(asyncio.Transport):
    """A transport that encrypts. When the handshake is complete, `protocol` gets it with `connection_made`.

    `on_failure` is called with the reason when the handshake fails; the connection is closed then.
    """

    def __init__(
        self,
        below: asyncio.Transport,
        context: ssl.SSLContext,
        protocol: asyncio.Protocol,
        on_failure: Callable[[ssl.SSLError], None],
    ) -> None:
        super().__init__()
        self._below, self._context, self._protocol, self._on_failure = below, context, protocol, on_failure
        self._incoming, self._outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        self._tls = context.wrap_bio(self._incoming, self._outgoing, server_side=True)
        self._is_closing = False
        self.is_ready = False  #: the handshake is complete

    # -- what the connection below reports ---------------------------------------------------------

    def feed(self, data: bytes) -> None:
        """Take bytes that the client has sent."""
        self._incoming.write(data)
        if self.is_ready or self._shake_hands():
            self._deliver()

    def _shake_hands(self) -> bool:
        """Continue the handshake; return whether it is complete."""
        try:
            self._tls.do_handshake()
        except ssl.SSLWantReadError:
            self._flush()
            return False
        except ssl.SSLError as error:
            self._flush()  # the alert that tells the client why
            self._below.close()
            self._on_failure(error)
            return False
        self._flush()
        self.is_ready = True
        self._protocol.connection_made(self)
        return True

    def _deliver(self) -> None:
        """Give the protocol what can be decrypted."""
        try:
            while not self._below.is_closing() and (data := self._tls.read(_CHUNK)):
                self._protocol.data_received(data)
            if not self._below.is_closing():  # the client has said goodbye
                self._protocol.eof_received()
                self.close()
        except ssl.SSLWantReadError:
            self._flush()  # answers to key updates
        except ssl.SSLError:
            self._below.abort()

    # -- asyncio.Transport -------------------------------------------------------------------------

    def write(self, data: Any) -> None:
        """Send data, encrypted."""
        if self._is_closing or not data:
            return
        self._tls.write(data)
        self._flush()

    def close(self) -> None:
        """Say goodbye and close the connection after what was written."""
        if not self._is_closing:
            self._is_closing = True
            with suppress(ssl.SSLError):
                self._tls.unwrap()  # wants the client's goodbye, which is not waited for
            self._flush()
        self._below.close()

    def abort(self) -> None:
        """Close the connection at once."""
        self._is_closing = True
        self._below.abort()

    def is_closing(self) -> bool:
        """Return whether the connection is closing or closed."""
        return self._is_closing or self._below.is_closing()

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        """Return facts about TLS, or about the connection."""
        own = {"ssl_object": self._tls, "sslcontext": self._context}
        return own[name] if name in own else self._below.get_extra_info(name, default)

    def set_protocol(self, protocol: Any) -> None:
        """Give what is received from now on to another protocol."""
        self._protocol = protocol

    def get_protocol(self) -> asyncio.BaseProtocol:
        """Return the protocol that gets what is received."""
        return self._protocol

    def pause_reading(self) -> None:
        """Read nothing for now."""
        self._below.pause_reading()

    def resume_reading(self) -> None:
        """Read again."""
        self._below.resume_reading()

    def is_reading(self) -> bool:
        """Return whether it reads."""
        return self._below.is_reading()

    def get_write_buffer_size(self) -> int:
        """Return how many encrypted bytes wait to be sent."""
        return self._below.get_write_buffer_size()

    def set_write_buffer_limits(self, high: int | None = None, low: int | None = None) -> None:
        """Set from how many waiting bytes on the protocol shall pause."""
        self._below.set_write_buffer_limits(high, low)

    def can_write_eof(self) -> bool:
        """Return False: TLS has no half-closed connections."""
        return False

    def _flush(self) -> None:
        if self._outgoing.pending and not self._below.is_closing():
            self._below.write(self._outgoing.read())
