"""One attempt to deliver a webhook: over HTTP, or to a receiver in the same process.

    delivery ─► signed ─► sent, with its faults ─► Outcome

Sending never raises: every failure is an outcome. Redirects are not followed, at most 1 MB of a response is read, and
an attempt ends at its message's timeout (real time). What is sent when is decided elsewhere.
"""

import asyncio
import time
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager

from mockserver import __version__
from mockserver.calls.webhook_faults import WebhookFaultKind
from mockserver.delivery.connections import Connections
from mockserver.delivery.connector import Connector
from mockserver.delivery.receivers import ReceivedWebhook, Receiver, hand_over
from mockserver.webhooks.hosts import Refused
from mockserver.webhooks.messages import Delivery, Headers, Outcome

_WITHOUT_BODY = (301, 302, 303)  #: a client that follows these repeats the request with GET


class Sender:
    """Sends webhooks. `allowed` are the values of --allow-host; `connector` replaces what opens connections."""

    def __init__(self, allowed: Sequence[str] = (), connector: Connector | None = None) -> None:
        self._connections = Connections(connector or Connector(allowed))

    async def send(self, delivery: Delivery, headers: Headers, receiver: Receiver | None = None) -> Outcome:
        """Send once, to `receiver` in this process if there is one. `headers` are added, such as signatures."""
        webhook = _webhook(delivery, headers)
        began = time.perf_counter()
        try:
            async with asyncio.timeout(delivery.message.timeout):
                sent = hand_over(receiver, webhook) if receiver is not None else self._over_http(delivery, webhook)
                status, body = await sent
        except Refused as refused:
            return Outcome(error=str(refused), refused=True)
        except TimeoutError:
            error = f"no response within {delivery.message.timeout:g} s"
            return Outcome(error=error, seconds=time.perf_counter() - began)
        except Exception as error:  # a receiver can fail in any way, and must not stop the world
            return Outcome(error=_said(error), seconds=time.perf_counter() - began)
        return Outcome(status, None, body, time.perf_counter() - began)

    def kept(self) -> AbstractAsyncContextManager[None]:
        """Keep connections open within this context."""
        return self._connections.kept()

    async def _over_http(self, delivery: Delivery, webhook: ReceivedWebhook) -> tuple[int, bytes]:
        slow = delivery.fault(WebhookFaultKind.SLOW)
        return await self._connections.ask(webhook, slow.span.total_seconds() if slow else 0.0)


def _webhook(delivery: Delivery, headers: Headers) -> ReceivedWebhook:
    """Return the request of an attempt, with its faults applied."""
    webhook = delivery.message
    method, body = webhook.method, webhook.body
    if delivery.fault(WebhookFaultKind.CUT):
        body = body[: len(body) // 2]
    redirect = delivery.fault(WebhookFaultKind.REDIRECT)
    if redirect is not None and redirect.status in _WITHOUT_BODY:
        method, body = "GET", b""
    own = (("user-agent", f"mockserver/{__version__}"), ("x-mockserver-delivery", str(delivery.number)))
    kind = (("content-type", "application/json"),) if body else ()
    return ReceivedWebhook(method, webhook.url, (*kind, *own, *webhook.headers, *headers), body)


def _said(error: Exception) -> str:
    """Return what went wrong in one line, with the name of the error."""
    return f"{type(error).__name__}: {error}".rstrip(": ")
