"""The calling thread runs the loop until a thread of its own has to. Running tasks are never interrupted by that."""

import asyncio
import threading
from collections.abc import Iterator

import pytest

from mockserver.errors import MockserverError
from mockserver.server.loops import Loop


@pytest.fixture
def loop() -> Iterator[Loop]:
    """Return a loop that has not run yet."""
    loop = Loop(asyncio.SelectorEventLoop())
    yield loop
    loop.close()


async def current_thread() -> int:
    """Return the id of the thread that runs this."""
    return threading.get_ident()


def test_the_loop_runs_in_the_calling_thread_until_it_is_started(loop: Loop) -> None:
    assert loop.run(current_thread()) == loop.call(threading.get_ident) == threading.get_ident()


def test_a_started_loop_runs_in_its_own_thread(loop: Loop) -> None:
    loop.start()
    loop.start()
    assert loop.run(current_thread()) == loop.call(threading.get_ident) != threading.get_ident()


def test_errors_reach_the_caller_and_the_loop_continues(loop: Loop) -> None:
    async def broken_coroutine() -> None:
        raise OSError("no")

    def broken_function() -> None:
        raise OSError("neither")

    for _ in range(2):
        with pytest.raises(OSError, match="no"):
            loop.run(broken_coroutine())
        with pytest.raises(OSError, match="neither"):
            loop.call(broken_function)
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
    """For example a webhook receiver that makes a request itself while the clock advances until it responds."""

    async def receiver() -> int:
        return await asyncio.to_thread(lambda: loop.run(current_thread()))

    assert loop.run(receiver()) == threading.get_ident()
    assert loop.run(current_thread()) != threading.get_ident(), "two threads needed it, so it now has its own thread"


def test_starting_does_not_interrupt_the_thread_that_runs_the_loop(loop: Loop) -> None:
    async def work() -> tuple[int, int]:
        loop.start()
        before = threading.get_ident()
        await asyncio.sleep(0)
        return before, threading.get_ident()

    assert loop.run(work()) == (threading.get_ident(), threading.get_ident())
    assert loop.run(current_thread()) != threading.get_ident()


def test_inside_another_loop_a_thread_runs_it(loop: Loop) -> None:
    async def test() -> None:
        assert loop.run(current_thread()) != threading.get_ident()
        assert await loop.reach(current_thread()) != threading.get_ident()

    asyncio.run(test())


@pytest.mark.parametrize("started", [False, True])
def test_waiting_on_the_loop_itself_is_an_error(loop: Loop, *, started: bool) -> None:
    async def work() -> None:
        loop.run(current_thread())

    if started:
        loop.start()
    with pytest.raises(MockserverError, match="cannot wait for itself"):
        loop.run(work())


@pytest.mark.parametrize("started", [False, True])
def test_closing_cancels_running_tasks(*, started: bool) -> None:
    loop, log = Loop(asyncio.SelectorEventLoop()), []

    async def endless() -> None:
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            log.append("cancelled")
            raise

    async def start_endless() -> "asyncio.Task[None]":
        task = asyncio.create_task(endless())
        await asyncio.sleep(0)
        return task

    if started:
        loop.start()
    task = loop.run(start_endless())
    loop.close()
    assert (task.cancelled(), log) == (True, ["cancelled"])
