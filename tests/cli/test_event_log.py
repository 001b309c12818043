"""`mockserver logs`: follows the event stream, and comes back after a lost connection."""

import json
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import islice
from typing import Any

import httpx2
import pytest
from click.testing import Result

from mockserver.cli.demo import place_call
from mockserver.cli.event_log import PAUSE, Connected, Lost, follow
from mockserver.client import CallEvent, Control, EventFeed, NotReachable, StreamEvent
from mockserver.server.app import build
from mockserver.server.server import Server
from mockserver.simulation.clock import Mode
from mockserver.world.settings import Settings
from tests.serving import environment

Cli = Callable[..., Result]
TO = "+12125550142"
NOW = datetime(2026, 1, 5, 15, tzinfo=UTC)


def where(control: Control) -> tuple[str, ...]:
    """Return the options that select the world of a test."""
    return "--url", control.connection.address.url, "--world", str(control.world)


class Feed(EventFeed):
    """A feed of these events, which then ends, or breaks."""

    def __init__(self, *numbers: int, broken: bool = False) -> None:
        self.last_event_id = None
        self._numbers, self._broken = iter(numbers), broken

    def __next__(self) -> StreamEvent:
        for number in self._numbers:
            self.last_event_id = f"id-{number}"
            return event(number)
        if self._broken:
            raise NotReachable("the connection broke.")
        raise StopIteration

    def close(self) -> None:
        """There is nothing to close."""


def event(number: int) -> CallEvent:
    return CallEvent(event_id=f"id-{number}", at=NOW, number=number, call="c", event="ringing", facts={})


def test_following_goes_on_after_the_last_event() -> None:
    feeds: list[EventFeed | NotReachable] = [
        Feed(1, 2, broken=True),
        NotReachable("no server"),
        NotReachable("no server"),
        Feed(3),
        Feed(4),
    ]
    asked: list[str | None] = []
    pauses: list[float] = []

    def open_feed(last: str | None) -> EventFeed:
        asked.append(last)
        feed = feeds.pop(0)
        if isinstance(feed, NotReachable):
            raise feed
        return feed

    steps = list(islice(follow(open_feed, pauses.append), 9))
    assert steps == [
        Connected(0),
        event(1),
        event(2),
        Lost("the connection broke."),
        Connected(3),
        event(3),
        Lost("the server has ended the stream."),
        Connected(1),
        event(4),
    ]
    assert asked == [None, "id-2", "id-2", "id-2", "id-3"]
    assert pauses == [PAUSE] * 4


def test_the_first_attempt_must_succeed() -> None:
    def open_feed(_last: str | None) -> EventFeed:
        raise NotReachable("no server")

    with pytest.raises(NotReachable, match="no server"):
        next(follow(open_feed))


@contextmanager
def logs(*arguments: str) -> Iterator["subprocess.Popen[str]"]:
    """Run `mockserver logs`; it has connected when this begins."""
    command = [sys.executable, "-m", "mockserver", "logs", *arguments]
    with subprocess.Popen(
        command, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr is not None
        assert process.stderr.readline().startswith("Connected to http://127.0.0.1:")
        try:
            yield process
        finally:
            process.terminate()


def read(process: "subprocess.Popen[str]", count: int) -> list[str]:
    assert process.stdout is not None
    return [process.stdout.readline().rstrip("\n") for _ in range(count)]


def test_events_are_printed_while_they_happen_until_ctrl_c(control: Control) -> None:
    with logs("--kinds", "call,request", *where(control)) as process:
        call = place_call(control, "ringyo", TO, scenario="busy")
        control.clock.advance("1s")
        lines = read(process, 4)
        assert all(line.startswith("2026-01-05 15:00:0") for line in lines)
        (request,) = [line for line in lines if line.split()[2] == "request"]
        assert f"#1  POST /v1/calls -> 201 (calls.create)  {call} " in request
        calls = [line.split()[3:] for line in lines if line.split()[2] == "call"]
        assert calls[0] == [call, "placed", "[queued]"]
        assert " due" not in "".join(lines)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=30)
        assert (process.returncode, errors) == (130, "\nStopped by Ctrl-C.\n")


def test_kinds_are_chosen_and_printed_as_json(control: Control) -> None:
    with logs("--kinds", "clock,delivery", "--json", *where(control)) as process:
        place_call(control, "ringyo", TO, scenario="busy")
        control.clock.set(mode="step")
        (clock,) = map(json.loads, read(process, 1))
        assert (clock["kind"], clock["mode"], clock["world"]) == ("clock", "step", control.world)


def test_a_restarted_server_is_found_again() -> None:
    settings = Settings(mode=Mode.MANUAL, now=NOW)
    with Server(build(settings)) as server:
        port = int(server.url.rpartition(":")[2])
        running = logs("--url", server.url, "--kinds", "world")
        process = running.__enter__()
    try:
        assert process.stderr is not None
        assert process.stderr.readline().startswith("Connection lost: ")
        with Server(build(settings), port=port), Control(server.url, "later") as control:
            again = process.stderr.readline()
            assert again.startswith("Connected again after ")
            control.clock.set(rate=2)
            lines = [line for line in read(process, 2) if "later" in line]
            assert lines[0].split()[2:] == ["later", "world", "created"]
    finally:
        running.__exit__(None, None, None)


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["--kinds", "cal"], 2, "Did you mean 'call'?"),
        (["--port", "9"], 1, "No response from http://127.0.0.1:9"),
    ],
)
def test_a_mistake_ends_it_at_once(cli: Cli, server: Any, arguments: list[str], code: int, words: str) -> None:
    url = [] if "--port" in arguments else ["--url", server.url]
    result = cli("logs", *arguments, *url)
    assert (result.exit_code, words in result.stderr) == (code, True)


def test_each_kind_of_event_is_told_in_a_line(server: Any, control: Control) -> None:
    world = str(control.world)
    with logs("--url", server.url) as process, logs("--url", server.url, "--json") as raw:
        control.faults.add("rate_limit", operation="calls.list")
        control.send("PATCH", "/webhooks/plan", {"to": control.webhooks.sink_url("mine")})
        url, headers = f"{server.url}/ringyo/v1/webhooks", {"authorization": f"Bearer k~{world}"}
        hook = {"url": "https://app.test/x", "events": ["*"]}
        httpx2.post(url, json=hook, headers=headers).raise_for_status()
        assert httpx2.get(f"{server.url}/ringyo/v1/calls", headers=headers).status_code == 429
        control.webhooks.announce("ringyo", "appointment.created")
        control.clock.set(mode="step")
        control.forget()
        lines = until(process, "forgotten")
        facts = [json.loads(line) for line in until(raw, "forgotten")]
    own = [line.split(maxsplit=4)[3:] for line in lines if line.split()[2] == world]
    told = {kind: [text for other, text in own if other == kind] for kind, _ in own}
    assert told["world"] == ["created", "forgotten"]
    assert told["fault"] == ["fault-1: rate_limit on request #2 (calls.list)"]
    assert told["clock"] == ["step, rate 1; it is 2026-01-05 15:00:00"]
    assert told["delivery"][-1] == "#1  appointment.created delivered (200)"
    assert " -> 429 (calls.list)  [fault-1 rate_limit] " in told["request"][1]
    assert len([fact for fact in facts if fact["world"] == world]) == len(own)


def until(process: "subprocess.Popen[str]", word: str) -> list[str]:
    """Return the lines up to the first one with that word."""
    lines = read(process, 1)
    while word not in lines[-1]:
        lines += read(process, 1)
    return lines
