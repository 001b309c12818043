"""`mockserver logs`: prints what happens on a running server, while it happens.

    event stream ─► a line per event on stdout            (time, world, kind, what)
    connection lost ─► a line on stderr, then every second a new attempt from the last event on

It ends with Ctrl-C only. Events that the server no longer has are reported as a gap.
"""

import time
from collections.abc import Callable, Generator, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from mockserver.cli.options import connect, server_options
from mockserver.cli.timelines import show_time
from mockserver.errors import NotReachable

if TYPE_CHECKING:
    from mockserver.client import EventFeed, StreamEvent

PAUSE = 1.0  #: real seconds between two attempts to connect
OpenFeed = Callable[[str | None], "EventFeed"]


class Connected(NamedTuple):
    """The connection is there: for the first time, or again after `attempts`."""

    attempts: int


class Lost(NamedTuple):
    """The connection is gone."""

    reason: str


@click.command()
@click.option("--kinds", help="Only these kinds, such as 'call,delivery'; also request, clock, fault, world.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per line, for scripts.")
@server_options
def logs(kinds: str | None, **options: Any) -> None:
    """Follow what happens on a running server, until Ctrl-C.

    Without --world, it shows all worlds. Times are virtual.
    """
    chosen = [word for word in (kinds or "").split(",") if word]
    several_worlds = options["world"] is None
    with connect(options) as control:
        where = options["uds"] or control.connection.address.url
        for step in follow(lambda last: control.events(chosen, last_event_id=last)):
            if isinstance(step, Connected):
                again = f" again after {step.attempts} attempt{'' if step.attempts == 1 else 's'}" * (step.attempts > 0)
                click.echo(f"Connected{again} to {where}; press Ctrl-C to stop.", err=True)
            elif isinstance(step, Lost):
                click.echo(f"Connection lost: {step.reason} Trying again every second.", err=True)
            elif options["as_json"]:
                click.echo(_json(step))
            elif text := _text(step, with_world=several_worlds):
                click.echo(text)


def follow(
    open_feed: OpenFeed, pause: Callable[[float], None] = time.sleep
) -> Iterator["StreamEvent | Connected | Lost"]:
    """Yield the events of a feed without end, and when the connection is lost and there again. `open_feed` opens a feed
    that goes on after an event id; `pause` waits so many real seconds.

    Raises:
        NotReachable: the first attempt fails.
        ControlError: the server refuses the request.
    """
    feed = open_feed(None)
    yield Connected(0)
    while True:
        reason = yield from _drain(feed)
        yield Lost(reason)
        feed, attempts = _reopen(open_feed, feed.last_event_id, pause)
        yield Connected(attempts)


def _drain(feed: "EventFeed") -> Generator["StreamEvent", None, str]:
    """Yield the events of a feed until it ends; return why it did."""
    try:
        with feed:
            yield from feed
    except NotReachable as error:
        return str(error)
    return "the server has ended the stream."


def _reopen(open_feed: OpenFeed, last: str | None, pause: Callable[[float], None]) -> tuple["EventFeed", int]:
    """Open a feed again, however long it takes; return it with the number of attempts."""
    attempts = 1
    while True:
        pause(PAUSE)
        try:
            return open_feed(last), attempts
        except NotReachable:
            attempts += 1


def _json(event: "StreamEvent") -> str:
    import msgspec

    return msgspec.json.encode({"kind": event.kind, **msgspec.to_builtins(event)}).decode()


def _text(event: "StreamEvent", *, with_world: bool) -> str:
    """Return an event as a line; an empty one for events that say nothing that others do not say."""
    if getattr(event, "event", "") == "due":
        return ""
    at = show_time(event.at) if event.at is not None else " " * 19
    world = f"  {event.world or '':<10}" if with_world else ""
    return f"{at}{world}  {event.kind:<8}  {_what(event)}"


def _what(event: "StreamEvent") -> str:
    """Return what an event says, in a few words."""
    from mockserver import client

    match event:
        case client.CallEvent():
            return f"{event.call}  {event.text}" + (f" [{event.status}]" if event.status else "")
        case client.RequestSeen():
            return _request(event)
        case client.DeliveryChanged():
            return _delivery(event)
        case client.ClockChanged():
            return f"{event.mode}, rate {event.rate:g}; it is {show_time(event.now)}"
        case client.FaultFired():
            return f"{event.rule}: {event.fault} on request #{event.request} ({event.operation or 'no route'})"
        case client.WorldChanged():
            return event.change
    return str(getattr(event, "reason", ""))


def _request(event: Any) -> str:
    facts = f"#{event.number}  {event.method} {event.path} -> {event.status or 'no answer'}"
    call = f"  {event.call}" if event.call else ""
    fault = f"  [{event.fault}]" if event.fault else ""
    return f"{facts} ({event.operation or 'no route'}){call}{fault} {event.duration_ms + event.delay_ms:.1f} ms"


def _delivery(event: Any) -> str:
    last = event.error or event.status
    result = f" ({last})" if last else "" if event.attempts else f" to {event.url}"
    call = f"  {event.call}" if event.call else ""
    return f"#{event.id}  {event.event} {event.outcome}{call}{result}"
