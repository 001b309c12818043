"""Event loops that are run by the calling thread when needed, or by a thread of their own.

    run(work)       ─┬─ nobody runs the loop           ─► run it here, until the work is done
    call(function)  ─┘  a thread or another caller does ─► hand the work over, and wait for it
    start()         ─── from now on a thread runs it; time passes there by itself

Only code that runs on the loop touches its objects, one piece of work at a time, so they need no locks. The one lock
here decides who runs the loop. Handing work to another thread costs two thread switches, which is noticeable in a test
with a few requests. So a loop stays idle, and is run here, as long as possible.
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
    """An event loop that is idle until it is needed."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.loop = loop
        self._thread = threading.Thread(target=loop.run_forever, name="mockserver", daemon=True)
        self._who = threading.Lock()
        self._lent = False  #: a caller runs it until its work is done
        self._awake = False  #: the thread runs it, or will when the present caller is done

    def start(self) -> None:
        """Let a thread run the loop from now on. Has no effect the second time."""
        with self._who:
            self._wake()

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Run a coroutine on the loop and return its result.

        Raises:
            MockserverError: the caller runs on the loop itself and would wait for ever.
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
            return function()  # running the loop for it would cost more than most functions
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
        """The same for a caller in another asyncio loop, which is not blocked."""
        self.start()
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work, self.loop))

    def close(self) -> None:
        """Cancel all tasks, end the thread if there is one, and close the loop."""
        self.run(_cancel_all())
        if self._thread.is_alive():
            self.loop.call_soon_threadsafe(self.loop.stop)
            self._thread.join()
        self.loop.close()

    def _borrow(self) -> bool:
        """Return whether the loop may be run here and now. If not, a thread runs it, now or soon."""
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
    """Return the asyncio loop that runs in this thread, or None."""
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None


def new_loop() -> asyncio.AbstractEventLoop:
    """Return a new event loop: uvloop's if it is installed."""
    try:
        import uvloop
    except ImportError:
        return asyncio.new_event_loop()
    loop: asyncio.AbstractEventLoop = uvloop.new_event_loop()
    return loop


@cache
def loop_of(process: int) -> Loop:
    """Return the loop that runs in a thread of a process until it ends; a forked process gets its own."""
    assert process == os.getpid(), "a thread lives in the process that asks for it"
    loop = Loop(new_loop())
    loop.start()
    atexit.register(loop.close)
    return loop
