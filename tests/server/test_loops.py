"""A loop is run by whoever asks, until a thread has to run it; what runs on it is never cut short by that."""

import asyncio
import threading
from collections.abc import Iterator

import pytest

from mockserver.errors import MockserverError
from mockserver.server.loops import Loop


@pytest.fixture
def loop() -> Iterator[Loop]:
    """A loop that nobody has run yet."""
    loop = Loop(asyncio.SelectorEventLoop())
    yield loop
    loop.close()


async def here() -> int:
    """The thread that runs this."""
    return threading.get_ident()


def test_the_loop_runs_in_the_calling_thread_until_it_is_started(loop: Loop) -> None:
    assert loop.run(here()) == loop.call(threading.get_ident) == threading.get_ident()


def test_a_started_loop_runs_in_its_own_thread(loop: Loop) -> None:
    loop.start()
    loop.start()
    assert loop.run(here()) == loop.call(threading.get_ident) != threading.get_ident()


def test_errors_reach_the_caller_and_the_loop_continues(loop: Loop) -> None:
    async def broken() -> None:
        raise OSError("no")

    def broken_too() -> None:
        raise OSError("neither")

    for _ in range(2):
        with pytest.raises(OSError, match="no"):
            loop.run(broken())
        with pytest.raises(OSError, match="neither"):
            loop.call(broken_too)
        loop.start()


def test_a_function_may_start_tasks_that_outlive_it(loop: Loop) -> None:
    done = threading.Event()

    async def later() -> None:
        done.set()

    tasks = [loop.call(lambda: loop.loop.create_task(later()))]
    assert not done.is_set()
    loop.start()
    assert done.wait(30)
    assert len(tasks) == 1


def test_a_second_thread_is_served_while_the_first_runs_the_loop(loop: Loop) -> None:
    """As a receiver does that is a client too: the clock is moved until it has answered."""

    async def receiver() -> int:
        return await asyncio.to_thread(lambda: loop.run(here()))

    assert loop.run(receiver()) == threading.get_ident()
    assert loop.run(here()) != threading.get_ident(), "from now on a thread runs it, as two had need of it"


def test_starting_does_not_interrupt_the_thread_that_runs_the_loop(loop: Loop) -> None:
    async def work() -> tuple[int, int]:
        loop.start()
        before = threading.get_ident()
        await asyncio.sleep(0)
        return before, threading.get_ident()

    assert loop.run(work()) == (threading.get_ident(), threading.get_ident())
    assert loop.run(here()) != threading.get_ident()


def test_inside_another_loop_a_thread_runs_it(loop: Loop) -> None:
    async def test() -> None:
        assert loop.run(here()) != threading.get_ident()
        assert await loop.reach(here()) != threading.get_ident()

    asyncio.run(test())


@pytest.mark.parametrize("started", [False, True])
def test_waiting_on_the_loop_itself_is_an_error(loop: Loop, *, started: bool) -> None:
    async def work() -> None:
        loop.run(here())

    if started:
        loop.start()
    with pytest.raises(MockserverError, match="cannot wait for itself"):
        loop.run(work())


@pytest.mark.parametrize("started", [False, True])
def test_closing_cancels_running_tasks(*, started: bool) -> None:
    loop, told = Loop(asyncio.SelectorEventLoop()), []

    async def endless() -> None:
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            told.append("cancelled")
            raise

    async def begin() -> "asyncio.Task[None]":
        task = asyncio.create_task(endless())
        await asyncio.sleep(0)
        return task

    if started:
        loop.start()
    task = loop.run(begin())
    loop.close()
    assert (task.cancelled(), told) == (True, ["cancelled"])
