"""The event stream over real sockets: filters, tokens, coming back, slow readers, and how it ends."""

import asyncio
import signal
import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import Any

import httpx2
import pytest

from mockserver.client import Control, ControlError, NotReachable
from mockserver.client.events import (
    CallEvent,
    ClockChanged,
    DeliveryChanged,
    EventFeed,
    EventGap,
    FaultFired,
    RequestSeen,
    StreamCut,
    StreamEvent,
    WorldChanged,
)
from mockserver.control.event_ring import Ring, StreamBounds, Wanted
from mockserver.control.events import StreamResponse
from mockserver.server.app import build
from mockserver.server.server import Server
from mockserver.simulation.clock import Mode
from mockserver.testing.in_process import InProcessServer
from mockserver.world.settings import Settings
from tests.control.test_event_ring import blocks
from tests.serving import Serving
from tests.worlds import MONDAY

Served = Callable[..., AbstractContextManager[Serving]]
MANY = 1_000_000  #: more than any test needs before it has failed


@contextmanager
def listening(token: str | None = None, **bounds: float) -> Iterator[Server]:
    """Run a server whose event stream has these bounds."""
    settings = Settings(mode=Mode.MANUAL, now=MONDAY, admin_token=token)
    with Server(build(settings, stream=StreamBounds(**bounds))) as server:  # type: ignore[arg-type]
        yield server


@contextmanager
def controlling(token: str | None = None, **bounds: float) -> Iterator[Control]:
    with listening(token, **bounds) as server, Control(server.url, "mine", token) as control:
        yield control


def headers_of(control: Control) -> dict[str, str]:
    return {"authorization": "Bearer key", "x-mockserver-world": control.world or "default"}


def poll(control: Control, http: httpx2.Client) -> None:
    """Send a request to a provider, in the world of `control`."""
    answer = http.get(f"{control.connection.address.url}/revox/api/call", headers=headers_of(control))
    assert answer.status_code == 200


def place(control: Control, http: httpx2.Client) -> str:
    body = {"phone_number": "+15005550100", "assistant": {"name": "a", "prompt": "b"}}
    answer = http.post(f"{control.connection.address.url}/revox/api/call", json=body, headers=headers_of(control))
    return str(answer.json()["call"]["id"])


def take(feed: EventFeed, count: int) -> list[StreamEvent]:
    return [next(feed) for _ in range(count)]


def subscribers(url: str) -> float:
    """Return how many streams a server has open, by its metrics."""
    text = httpx2.get(f"{url}/__admin/metrics").text
    [line] = [line for line in text.splitlines() if line.startswith("mockserver_event_stream_subscribers ")]
    return float(line.split()[1])


def wait_for_subscribers(url: str, count: int) -> None:
    assert any(subscribers(url) == count for _ in range(MANY))


def test_everything_arrives_as_typed_values(control: Control, http: httpx2.Client) -> None:
    with control.events() as feed:
        call = place(control, http)
        created, placed, request = take(feed, 3)
        assert isinstance(created, WorldChanged)
        assert (created.world, created.at, created.change) == (control.world, MONDAY, "created")
        assert isinstance(placed, CallEvent)
        assert (placed.call, placed.text, placed.status) == (call, "placed", "initializing")
        assert isinstance(request, RequestSeen)
        assert (request.operation, request.status, request.call) == ("call.create", 200, call)
        control.clock.set(mode="step")
        [clock] = take(feed, 1)
        assert isinstance(clock, ClockChanged)
        assert (clock.mode, clock.now) == ("step", MONDAY)


def test_webhooks_and_faults_arrive_too(control: Control, http: httpx2.Client) -> None:
    with control.events(["delivery", "fault"]) as feed:
        url, headers = control.connection.address.url, headers_of(control)
        hook = {"url": control.webhooks.sink_url("a"), "events": ["call.completed"]}
        assert http.post(f"{url}/ringyo/v1/webhooks", json=hook, headers=headers).status_code == 201
        control.webhooks.announce("ringyo", "call.completed", {})
        control.faults.add("error", status=503)
        assert http.get(f"{url}/revox/api/call", headers=headers).status_code == 503
        *deliveries, fault = read_until(feed, FaultFired)
        assert {event.kind for event in deliveries} == {"delivery"}
        assert isinstance(deliveries[-1], DeliveryChanged)
        assert (deliveries[-1].outcome, deliveries[-1].attempts, deliveries[-1].status) == ("delivered", 1, 200)
        assert isinstance(fault, FaultFired)
        assert (fault.rule, fault.fault, fault.request) == ("fault-1", "error", 2)


def read_until(feed: EventFeed, kind: type[StreamEvent]) -> list[StreamEvent]:
    found = [next(feed)]
    while not isinstance(found[-1], kind):
        found.append(next(feed))
    return found


def test_a_stream_has_only_the_requested_world_and_kinds(http: httpx2.Client) -> None:
    with controlling() as control, ExitStack() as stack:
        other = control.within("other")
        every = Control(control.connection.address.url)
        mine = stack.enter_context(control.events())
        both = stack.enter_context(every.events())
        clocks = stack.enter_context(stack.enter_context(every).events("clock"))
        poll(other, http)
        poll(control, http)
        other.clock.set(mode="step")
        control.clock.set(mode="step")
        assert [(event.world, event.kind) for event in take(mine, 3)] == [
            ("mine", "world"),
            ("mine", "request"),
            ("mine", "clock"),
        ]
        assert [event.world for event in take(both, 6)] == ["other", "other", "mine", "mine", "other", "mine"]
        assert [(event.world, event.kind) for event in take(clocks, 2)] == [("other", "clock"), ("mine", "clock")]


@pytest.mark.parametrize("where", ["?world=mine", "prefix", "header"])
def test_a_world_is_named_in_the_usual_ways(where: str, http: httpx2.Client) -> None:
    with controlling() as control:
        url, headers = control.connection.address.url, {}
        if where == "prefix":
            url += "/w/mine"
        if where == "header":
            headers["x-mockserver-world"] = "mine"
        query = where if where.startswith("?") else ""
        with http.stream("GET", f"{url}/__admin/events{query}", headers=headers) as response:
            poll(control.within("other"), http)
            poll(control, http)
            events = iter(httpx2.EventSource(response))
            assert [next(events).data[:15] for _ in range(2)] == ["", '{"world":"mine"']


def test_an_unknown_kind_is_refused_with_the_nearest_one(control: Control) -> None:
    with pytest.raises(ControlError, match=r"'dilivery'\. Did you mean 'delivery'\? Expected any of request, call"):
        control.events(["call", "dilivery"])


def test_a_token_is_needed_if_there_is_one(http: httpx2.Client) -> None:
    with controlling("secret") as control:
        url = control.connection.address.url
        for path in ("events", "metrics"):
            assert http.get(f"{url}/__admin/{path}").status_code == 401
            assert http.head(f"{url}/__admin/{path}").status_code == 401
        with control.events() as feed:
            poll(control, http)
            assert next(feed).kind == "world"


def test_a_head_request_ends(control: Control, http: httpx2.Client) -> None:
    response = http.head(f"{control.connection.address.url}/__admin/events")
    assert (response.status_code, response.headers["content-type"]) == (200, "text/event-stream; charset=utf-8")


def test_a_reader_that_comes_back_goes_on_where_it_was(http: httpx2.Client) -> None:
    with controlling() as control:
        with control.events() as feed:
            poll(control, http)
            seen = [event.event_id for event in take(feed, 2)]
        for _ in range(3):
            poll(control, http)
        with control.events(last_event_id=feed.last_event_id) as again:
            seen += [event.event_id for event in take(again, 3)]
        assert [int(event_id.rpartition("-")[2]) for event_id in seen] == [1, 2, 3, 4, 5]
        url = f"{control.connection.address.url}/__admin/events"
        with http.stream("GET", url, headers={"last-event-id": seen[3]}) as response:
            assert [event.id for event in first(response, 2) if event.data] == seen[4:]


def first(response: httpx2.Response, count: int) -> list[httpx2.ServerSentEvent]:
    """Return the first blocks of a stream."""
    events = iter(httpx2.EventSource(response))
    return [next(events) for _ in range(count)]


def test_a_reader_can_go_on_from_a_stream_without_any_event(http: httpx2.Client) -> None:
    with controlling() as control:
        url = f"{control.connection.address.url}/__admin/events"
        with http.stream("GET", url) as response:
            [hello] = first(response, 1)
        assert (hello.data, hello.retry) == ("", 1000)
        poll(control, http)
        with control.events(last_event_id=hello.id) as feed:
            assert [event.kind for event in take(feed, 2)] == ["world", "request"]


def test_a_gap_says_what_is_missing(http: httpx2.Client) -> None:
    with controlling(ring_messages=2) as control:
        with control.events() as feed:
            poll(control, http)
            next(feed)
        for _ in range(4):
            poll(control, http)
        with control.events(last_event_id=feed.last_event_id) as again:
            gap, *rest = take(again, 3)
        assert isinstance(gap, EventGap)
        assert (gap.missing, gap.world, gap.at) == (3, None, None)
        assert [event.kind for event in rest] == ["request", "request"]
        with control.events(last_event_id="0-1") as foreign:
            gap = next(foreign)
        assert isinstance(gap, EventGap)
        assert gap.missing is None


class SlowReader:
    """A client that asks for the stream, and reads it only when it is told to."""

    def __init__(self, server: Server) -> None:
        self._socket = socket.socket()
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65_536)
        self._socket.connect((server.host, server.port))
        self._socket.sendall(b"GET /__admin/events HTTP/1.1\r\nhost: localhost\r\n\r\n")
        assert self._socket.recv(4096).startswith(b"HTTP/1.1 200 OK")

    def read(self) -> bytes:
        """Return everything until the server ends the connection."""
        parts = []
        with self._socket:
            while part := self._socket.recv(65_536):
                parts.append(part)
        return b"".join(parts)


def flood(control: Control, call: str) -> None:
    """Let large events happen until the server has cut its only reader."""
    url = control.connection.address.url
    for _ in range(MANY):
        for _ in range(20):
            control.calls.say(call, "x" * 50_000)
        if subscribers(url) == 0:
            return


def talking(control: Control, http: httpx2.Client) -> str:
    """Return the id of a call that goes on until it is hung up."""
    call = place(control, http)
    control.clock.advance("2s")
    control.calls.answer(call)
    return call


def test_a_slow_reader_gets_a_last_event_and_is_disconnected(http: httpx2.Client) -> None:
    with listening(reader_bytes=200_000, grace_seconds=60) as server, Control(server.url) as control:
        call = talking(control, http)
        slow = SlowReader(server)
        flood(control, call)
        text = slow.read()
        assert text.count(b"event: cut") == 1
        assert b"too slow" in text
        assert text.endswith(b"\r\n0\r\n\r\n")  # the response is complete
        last = text.rpartition(b"id: ")[2]
        assert last.split(b"\n")[1] == b"event: cut"


def test_a_reader_that_never_reads_is_dropped(http: httpx2.Client) -> None:
    with listening(reader_bytes=200_000, grace_seconds=0) as server, Control(server.url) as control:
        call = talking(control, http)
        slow = SlowReader(server)
        flood(control, call)
        text = slow.read()
        assert text
        assert b"event: cut" not in text
        assert not text.endswith(b"0\r\n\r\n")  # the response is not complete


def test_a_cut_is_a_typed_value_and_the_end(http: httpx2.Client) -> None:
    with listening(reader_messages=0, grace_seconds=60) as server, Control(server.url) as control:
        with control.events() as feed:
            poll(control, http)
            [cut] = list(feed)
        assert isinstance(cut, StreamCut)
        assert cut.waiting == 1


def test_a_reader_that_leaves_is_forgotten(http: httpx2.Client) -> None:
    with controlling() as control:
        url = control.connection.address.url
        with control.events(), control.events():
            wait_for_subscribers(url, 2)
        wait_for_subscribers(url, 0)


def test_comments_keep_a_quiet_stream_alive(http: httpx2.Client) -> None:
    with controlling(keep_alive_seconds=0.001) as control:
        url = f"{control.connection.address.url}/__admin/events"
        with http.stream("GET", url) as response:
            lines = response.iter_lines()
            assert any(line == ": keep-alive" for line in lines)


def test_stopping_a_server_ends_its_streams(http: httpx2.Client) -> None:
    with ExitStack() as stack:
        with controlling() as control:
            feed = stack.enter_context(control.events())
            poll(control, http)
            next(feed)
        with pytest.raises(NotReachable):
            read_until(feed, StreamCut)


def test_sigterm_ends_open_streams_at_once_and_silently(serve: Served, http: httpx2.Client) -> None:
    with serve("--clock", "manual", "--quiet") as run, Control(run.url) as control:
        with control.events() as feed, control.events("clock") as quiet:
            poll(control, http)
            assert next(feed).kind == "world"
            run.process.send_signal(signal.SIGTERM)
            assert [event.kind for event in feed] == ["request"]
            assert list(quiet) == []
        assert isinstance(run.process, subprocess.Popen)
        _, log = run.process.communicate(timeout=60)
    assert (run.process.returncode, log) == (0, "")


def test_a_server_in_this_process_streams_over_its_url_only(http: httpx2.Client) -> None:
    server = InProcessServer(build(Settings(mode=Mode.MANUAL, now=MONDAY)))
    try:
        with pytest.raises(ControlError, match=r"Use the URL of the server") as refused:
            Control(send_request=server.send_control_request).events()
        assert (refused.value.status, refused.value.code) == (501, "needs_socket")
        with Control(server.url, "mine") as control, control.events() as feed:
            poll(control, http)
            assert next(feed).kind == "world"
    finally:
        server.close()


# -- the response itself ---------------------------------------------------------------------------


class Asgi:
    """The side of a foreign ASGI server: what it gets, and when its client leaves."""

    def __init__(self, *, blocks_after: int = MANY) -> None:
        self.ring = Ring("e0", StreamBounds(reader_messages=3, keep_alive_seconds=60, grace_seconds=0))
        self.sent: list[Any] = []
        self.asked = False
        self.left = asyncio.Event()
        self.got = asyncio.Event()
        self._blocks_after = blocks_after

    async def receive(self) -> Any:
        if not self.asked:
            self.asked = True
            return {"type": "http.request", "body": b"", "more_body": False}
        await self.left.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Any) -> None:
        if len(self.sent) >= self._blocks_after:
            await asyncio.Event().wait()
        self.sent.append(message)
        self.got.set()


def test_a_stream_of_another_server_ends_with_its_client() -> None:
    async def work() -> None:
        asgi = Asgi()

        async def leave() -> None:
            while len(asgi.sent) < 2:
                asgi.got.clear()
                await asgi.got.wait()
            asgi.left.set()

        leaving = asyncio.create_task(leave())
        await asyncio.wait_for(asgi_run(asgi, leaving), 60)
        assert [block.event for block in blocks(asgi.sent[1]["body"])] == [""]
        assert asgi.sent[-1] == {"type": "http.response.body", "body": b"", "more_body": False}

    asyncio.run(work())


async def asgi_run(asgi: Asgi, *others: "asyncio.Task[None]") -> None:
    response = StreamResponse(lambda: asgi.ring.subscribe(Wanted()), asgi.ring.bounds)
    await response({"type": "http"}, asgi.receive, asgi.send)
    await asyncio.gather(*others)
    assert asgi.ring.readers == set()


def test_a_blocked_stream_of_another_server_is_given_up() -> None:
    async def work() -> None:
        asgi = Asgi(blocks_after=1)
        running = asyncio.create_task(asgi_run(asgi))
        await asgi.got.wait()
        for _ in range(10):
            asgi.ring.publish("call", "a", {})
        await running
        assert asyncio.all_tasks() == {asyncio.current_task()}

    asyncio.run(work())


def test_a_cancelled_stream_leaves_nothing_behind() -> None:
    async def work() -> None:
        asgi = Asgi()
        running = asyncio.create_task(asgi_run(asgi))
        await asgi.got.wait()
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running
        assert asgi.ring.readers == set()
        assert asyncio.all_tasks() == {asyncio.current_task()}

    asyncio.run(work())


def test_an_error_while_sending_is_not_hidden() -> None:
    async def work() -> None:
        asgi = Asgi()

        async def send(_message: Any) -> None:
            raise ArithmeticError("broken")

        response = StreamResponse(lambda: asgi.ring.subscribe(Wanted()), asgi.ring.bounds)
        with pytest.raises(ArithmeticError):
            await response({"type": "http"}, asgi.receive, send)

    asyncio.run(work())
