"""From a host to an open connection: look up once, judge every address, connect to one that was judged.

    Host ─► host_refusal ─► resolve ─► permitted ─► connect(address 1), else connect(address 2), …

The address that is judged is the address that is connected to. There is no second look-up, so a name that resolves
differently the next time (DNS rebinding) changes nothing. The name stays for the header `Host` and for TLS. Answers of
the resolver are never cached. Address literals and `localhost` are not looked up.
"""

import os
import socket
from collections.abc import Awaitable, Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING

from mockserver.delivery.streams import Stream, connect, look_up
from mockserver.webhooks.hosts import LOOPBACK, Host, Refused, host_refusal, permitted

if TYPE_CHECKING:
    import ssl

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]  #: name, port → addresses
Connect = Callable[[str, int, "ssl.SSLContext | None", str], Awaitable[Stream]]  #: see `streams.connect`


class ConnectError(Exception):
    """There is no connection to the receiver; the text says why."""


def system_trust() -> "ssl.SSLContext":
    """Return whom this machine trusts, whatever its environment says."""
    import httpx2  # slow, and needed for receivers with TLS only

    return httpx2.create_ssl_context(trust_env=False)


class Connector:
    """Opens connections. `allowed` are the values of --allow-host; `trust` says whose certificates count."""

    def __init__(
        self,
        allowed: Sequence[str] = (),
        trust: "Callable[[], ssl.SSLContext]" = system_trust,
        resolve: Resolve = look_up,
        connect: Connect = connect,
    ) -> None:
        self._allowed = tuple(allowed)
        self._trust = cache(trust)
        self._resolve = resolve
        self._connect = connect

    async def open(self, host: Host, port: int, *, secure: bool) -> Stream:
        """Connect to a host: to its permitted addresses in order, until one accepts.

        Raises:
            Refused: the host, or every one of its addresses, may not be called.
            ConnectError: no server accepts the connection, or it is not the one that the URL names.
        """
        why = host_refusal(host, self._allowed)
        if why is not None:
            raise Refused(why)
        reasons: dict[str, None] = {}
        for address in await self._addresses(host, port):
            try:
                return await self._reach(address, host, port, secure=secure)
            except OSError as error:
                reasons[_why(error)] = None
        raise ConnectError(f"{host.name}:{port} cannot be reached: {', '.join(reasons) or 'it has no address'}")

    async def _addresses(self, host: Host, port: int) -> Sequence[str]:
        if host.address is not None:
            return (str(host.address),)
        if host.name == "localhost":  # RFC 6761
            return LOOPBACK
        try:
            found = await self._resolve(host.name, port)
        except OSError as error:
            if host.name.endswith(".localhost"):
                return LOOPBACK
            raise ConnectError(f"{host.name}:{port} cannot be reached: {_why(error)}") from error
        return permitted(host, found, self._allowed)

    async def _reach(self, address: str, host: Host, port: int, *, secure: bool) -> Stream:
        if not secure:
            return await self._connect(address, port, None, host.name)
        import ssl

        there = f"{host.name}:{port}"
        try:
            return await self._connect(address, port, self._trust(), host.name)
        except ssl.SSLCertVerificationError as error:
            raise ConnectError(f"{there} cannot be trusted: {error.verify_message}") from error
        except (ssl.SSLError, ConnectionResetError, ConnectionAbortedError) as error:
            why = getattr(error, "reason", None) or "the connection broke off"
            raise ConnectError(f"there is no TLS with {there}: {why}") from error


def _why(error: OSError) -> str:
    """Return the reason that the system gives, without its number."""
    if error.errno is None or isinstance(error, socket.gaierror):
        return error.strerror or str(error)
    return os.strerror(error.errno)
