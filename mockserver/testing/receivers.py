"""Receivers of webhooks in the process of the tests, whose exceptions are kept for the report of a failed test.

    recorded(receiver, raised) ─► the same receiver; what it raises ─► ReceiverError(delivery, traceback)

The exception is raised again, so the delivery fails as with a receiver elsewhere. A traceback has only the frames of
the test and of the client under test, without those of the simulator, the standard library and installed packages.
"""

import sysconfig
from collections.abc import Iterator
from contextlib import contextmanager
from inspect import iscoroutinefunction, signature
from pathlib import Path
from traceback import StackSummary, TracebackException
from typing import Any, NamedTuple

import mockserver
from mockserver.delivery.receivers import ReceivedWebhook, Receiver

DELIVERY = "x-mockserver-delivery"
_FOREIGN = tuple({*sysconfig.get_paths().values(), *mockserver.__path__})


class ReceiverError(NamedTuple):
    """An exception of a receiver: the number of the delivery (None: unknown), and the traceback as text."""

    delivery: int | None
    traceback: str


def recorded(receiver: Receiver, raised: list[ReceiverError]) -> Receiver:
    """Return a receiver of the same kind (an ASGI application, a coroutine function or a function) that does the same,
    and adds what `receiver` raises to `raised`."""

    async def app(scope: Any, receive: Any, send: Any) -> None:
        with _noted(raised, dict(scope["headers"]).get(DELIVERY.encode(), b"").decode()):
            await receiver(scope, receive, send)

    async def coroutine(webhook: ReceivedWebhook) -> Any:
        with _noted(raised, webhook.header(DELIVERY)):
            return await receiver(webhook)

    def function(webhook: ReceivedWebhook) -> Any:
        with _noted(raised, webhook.header(DELIVERY)):
            return receiver(webhook)

    if iscoroutinefunction(receiver) and _parameters(receiver) == 1:
        return coroutine
    return app if _parameters(receiver) == 3 else function


def _parameters(receiver: Receiver) -> int:
    """Return how many parameters a receiver has; 1 for some classes and functions in C that do not say."""
    try:
        return len(signature(receiver).parameters)
    except ValueError:
        return 1


@contextmanager
def _noted(raised: list[ReceiverError], delivery: str | None) -> Iterator[None]:
    try:
        yield
    except Exception as error:
        raised.append(ReceiverError(int(delivery) if delivery else None, own_traceback(error)))
        raise


def own_traceback(error: BaseException) -> str:
    """Return the traceback of an exception with only the frames of the test and its client, as text. Paths in the
    current folder are relative."""
    shown = TracebackException.from_exception(error)
    for part in _chain(shown):
        part.stack = StackSummary.from_list(frame for frame in part.stack if not frame.filename.startswith(_FOREIGN))
    return "".join(shown.format()).replace(f'File "{Path.cwd()}/', 'File "').rstrip()


def _chain(first: TracebackException) -> Iterator[TracebackException]:
    """Yield an exception and those that it comes from."""
    part: TracebackException | None = first
    while part is not None:
        yield part
        part = part.__cause__ or part.__context__
