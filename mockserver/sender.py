"""The way of one try to its receiver and back: over HTTP, or by hand in the same process.

    delivery ─► may this host be called? ─► signed ─► sent, with its mishaps ─► Outcome

It never raises: whatever goes wrong is an outcome. Redirects are not followed, of an answer at most 1 MB is read, and
a try ends when its notice's real time is up. Who is to be sent what, and when, is not decided here.
"""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from mockserver import __version__
from mockserver.courier import MOST_SENT
from mockserver.hosts import refusal
from mockserver.mishaps import MishapKind
from mockserver.notices import Delivery, Headers, Outcome
from mockserver.receivers import Letter, Receiver, hand_over

if TYPE_CHECKING:
    import httpx2

LOG = logging.getLogger("mockserver")
MOST_READ = 1024 * 1024
_WITHOUT_BODY = (301, 302, 303)  #: a sender that follows these asks again with GET
_SLICES = 20


class Sender:
    """Sends tries. `allowed` are globs of hosts that may be called besides near ones."""

    def __init__(self, allowed: Sequence[str] = ()) -> None:
        self._allowed = tuple(allowed)

    async def send(self, delivery: Delivery, headers: Headers, receiver: Receiver | None = None) -> Outcome:
        """Send one try, to `receiver` in this process if there is one; `headers` are signatures and the like."""
        letter = _letter(delivery, headers)
        if receiver is None:
            why = refusal(letter.url, self._allowed)
            if why is not None:
                LOG.warning("webhook %s: %s", delivery.notice.event, why)
                return Outcome(error=why, refused=True)
        began = time.perf_counter()
        try:
            async with asyncio.timeout(delivery.notice.timeout):
                sent = hand_over(receiver, letter) if receiver is not None else self._over_http(delivery, letter)
                status, body = await sent
        except TimeoutError:
            error = f"no answer within {delivery.notice.timeout:g} s"
            return Outcome(error=error, seconds=time.perf_counter() - began)
        except Exception as error:  # a receiver can fail in any way; none may stop the world
            return Outcome(error=_said(error), seconds=time.perf_counter() - began)
        return Outcome(status, None, body, time.perf_counter() - began)

    async def close(self) -> None:
        """Close the connections."""
        if "_client" in self.__dict__:
            await self._client.aclose()
            del self.__dict__["_client"]

    @cached_property
    def _client(self) -> "httpx2.AsyncClient":
        import httpx2

        limits = httpx2.Limits(max_connections=None, max_keepalive_connections=MOST_SENT)
        return httpx2.AsyncClient(trust_env=False, follow_redirects=False, timeout=None, limits=limits)

    async def _over_http(self, delivery: Delivery, letter: Letter) -> tuple[int, bytes]:
        slow = delivery.mishap(MishapKind.SLOW)
        content = _slowly(letter.body, slow.span.total_seconds()) if slow else letter.body
        headers = [*letter.headers, *((("content-length", str(len(letter.body))),) if slow else ())]
        asked = self._client.stream(letter.method, letter.url, headers=headers, content=content)
        async with asked as response:
            parts, size = [], 0
            async for part in response.aiter_raw():
                parts.append(part)
                size += len(part)
                if size > MOST_READ:
                    break
        return response.status_code, b"".join(parts)[:MOST_READ]


def _letter(delivery: Delivery, headers: Headers) -> Letter:
    """The request of a try, with what its mishaps make of it."""
    notice = delivery.notice
    method, body = notice.method, notice.body
    if delivery.mishap(MishapKind.CUT):
        body = body[: len(body) // 2]
    redirect = delivery.mishap(MishapKind.REDIRECT)
    if redirect is not None and redirect.status in _WITHOUT_BODY:
        method, body = "GET", b""
    own = (("user-agent", f"mockserver/{__version__}"), ("x-mockserver-delivery", str(delivery.number)))
    kind = (("content-type", "application/json"),) if body else ()
    return Letter(method, notice.url, (*kind, *own, *notice.headers, *headers), body)


async def _slowly(body: bytes, seconds: float) -> AsyncIterator[bytes]:
    """The body in slices, spread over so many real seconds."""
    step = max(1, -(-len(body) // _SLICES))
    for start in range(0, len(body), step):
        yield body[start : start + step]
        await asyncio.sleep(seconds / _SLICES)


def _said(error: Exception) -> str:
    """What went wrong, in one line, with the name of the error."""
    return f"{type(error).__name__}: {error}".rstrip(": ")
