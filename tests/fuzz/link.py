"""One client connection over a real socket: send a request, read the whole response, keep the connection.

    Link(port).ask(Sent(…)) ─► Got(status, headers, body)

The reader is strict: a response without a length, with bytes after its end, or cut off raises `BadResponse`. What a
response means is not decided here; see `tests.fuzz.judge`.
"""

import asyncio
from contextlib import suppress
from typing import NamedTuple

LIMIT = 60.0  #: seconds until a response counts as missing
_LONGEST_HEAD = 64 * 1024


class BadResponse(Exception):
    """The connection failed, or what came back is not one HTTP response."""


class Sent(NamedTuple):
    """A request. With `cut` its bytes are written in two parts; with `close` the client asks for the end."""

    method: str
    target: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    cut: int | None = None
    close: bool = False

    @property
    def raw(self) -> bytes:
        """The bytes of the request."""
        lines = [f"{self.method} {self.target} HTTP/1.1", *(f"{name}: {value}" for name, value in self.headers)]
        if self.close:
            lines.append("connection: close")
        return "\r\n".join([*lines, f"content-length: {len(self.body)}", "", ""]).encode() + self.body


class Got(NamedTuple):
    """A response; header names are in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes


class Link:
    """A connection to a port on loopback. It opens with the first request, and again after the server closed it."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def ask(self, sent: Sent) -> Got:
        """Send a request and return the response.

        Raises:
            BadResponse: the connection failed, or the bytes are not one HTTP response.
        """
        try:
            async with asyncio.timeout(LIMIT):
                return await self._exchange(sent)
        except (OSError, EOFError, ValueError, TimeoutError, asyncio.LimitOverrunError) as error:
            await self.close()
            raise BadResponse(f"{type(error).__name__}: {error}") from error

    async def close(self) -> None:
        """Close the connection, if there is one."""
        writer, self._writer = self._writer, None
        if writer is not None:
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()

    async def _exchange(self, sent: Sent) -> Got:
        reader, writer = await self._open()
        raw = sent.raw
        cut = len(raw) if sent.cut is None else sent.cut % len(raw)
        writer.write(raw[:cut])
        await writer.drain()
        if raw[cut:]:
            await asyncio.sleep(0)
            writer.write(raw[cut:])
        got = await _read(reader, sent.method)
        if sent.close or got.headers.get("connection") == "close":
            rest = await reader.read()
            await self.close()
            if rest:
                raise ValueError(f"bytes after the response: {rest[:200]!r}")
        return got

    async def _open(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if self._reader is None or self._writer is None:
            self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self._port, limit=_LONGEST_HEAD)
        return self._reader, self._writer


async def _read(reader: asyncio.StreamReader, method: str) -> Got:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    version, status, _ = head[0].split(" ", 2)
    if version != "HTTP/1.1":
        raise ValueError(f"the status line is {head[0]!r}")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:] if line)}
    bare = method == "HEAD" or status in ("204", "304")
    if not bare and "content-length" not in headers:
        raise ValueError(f"no content-length: {head!r}")
    body = b"" if bare else await reader.readexactly(int(headers["content-length"]))
    return Got(int(status), headers, body)
