"""Event loops that are run by whoever asks, or by a thread of their own.

    run(work)       ─┬─ nobody runs the loop      ─► here, until the work is done
    call(function)  ─┘  a thread, or who was first ─► handed over there, and waited for
    start()         ─── from now on a thread runs it; time passes there by itself

What belongs to a loop is only ever touched by what runs on it, one piece of work at a time; so it needs no locks. The
one lock here decides who runs the loop. Handing work to another thread costs two switches of threads, which a test
that asks a few times feels: as long as it can, a loop sleeps and is run here.
"""

import asyncio
import atexit
import os
import threading
from collections.abc import Callable, Coroutine
from functools import cache
from typing import Any, TypeVar

from mockserver.errors import MockserverError

T = TypeVar("T")
ON_THE_LOOP = (
    "This runs on the loop of the simulator, which cannot wait for itself. An ASGI application that gets webhooks is "
    "such a place; in a plain function, which runs in a thread of its own, the simulator can be asked."
)


class Loop:
    """An event loop that sleeps until it is needed."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.loop = loop
        self._thread = threading.Thread(target=loop.run_forever, name="mockserver", daemon=True)
        self._who = threading.Lock()
        self._lent = False  #: somebody runs it until his work is done
        self._awake = False  #: the thread runs it, or will as soon as who runs it now is done

    def start(self) -> None:
        """Let a thread run the loop from now on. Starting twice is fine."""
        with self._who:
            self._wake()

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Run a coroutine on the loop and return what it returns.

        Raises:
            MockserverError: whoever asks is on the loop himself, and would wait for ever.
        """
        if not self._borrow():
            return self._hand_over(work)
        try:
            return self.loop.run_until_complete(work)
        finally:
            self._give_back()

    def call(self, function: Callable[[], T]) -> T:
        """The same for a function that does not wait. It may start tasks and timers of `loop`, which is not running."""
        if not self._borrow():
            return self._hand_over(_as_work(function))
        try:
            return function()  # to run the loop for it would cost more than most functions
        finally:
            self._give_back()

    def _hand_over(self, work: Coroutine[Any, Any, T]) -> T:
        if running_loop() is self.loop:
            work.close()
            raise MockserverError(ON_THE_LOOP)
        running = asyncio.run_coroutine_threadsafe(work, self.loop)
        try:
            return running.result()
        finally:
            running.cancel()

    async def reach(self, work: Coroutine[Any, Any, T]) -> T:
        """The same from another asyncio loop, which goes on meanwhile."""
        self.start()
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work, self.loop))

    def close(self) -> None:
        """Cancel what is under way, end the thread if there is one, and close the loop."""
        self.run(_cancel_all())
        if self._thread.is_alive():
            self.loop.call_soon_threadsafe(self.loop.stop)
            self._thread.join()
        self.loop.close()

    def _borrow(self) -> bool:
        """Whether the loop may be run here and now. Where not, a thread has to run it, now or soon."""
        with self._who:
            if self._awake or self._lent or running_loop() is not None:
                self._wake()
                return False
            self._lent = True
            return True

    def _give_back(self) -> None:
        with self._who:
            self._lent = False
            if self._awake:
                self._thread.start()

    def _wake(self) -> None:
        if not self._awake:
            self._awake = True
            if not self._lent:
                self._thread.start()


async def _as_work(function: Callable[[], T]) -> T:
    return function()


async def _cancel_all() -> None:
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)


def running_loop() -> asyncio.AbstractEventLoop | None:
    """The asyncio loop that runs in this thread, if there is one."""
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None


def new_loop() -> asyncio.AbstractEventLoop:
    """A new event loop: uvloop's where it is installed."""
    try:
        import uvloop
    except ImportError:
        return asyncio.new_event_loop()
    loop: asyncio.AbstractEventLoop = uvloop.new_event_loop()
    return loop


@cache
def loop_of(process: int) -> Loop:
    """The loop that runs in a thread of a process until it ends; a forked process gets its own."""
    assert process == os.getpid(), "a thread lives in the process that asks for it"
    loop = Loop(new_loop())
    loop.start()
    atexit.register(loop.close)
    return loop
