"""`mockserver call ID`: one call of a running server, with its timeline: past, now, planned.

    facts of the call
    time                 status     event
    …                               what has happened
    2026-01-05 15:00:07  ringing    ── now ──
    …                               (planned) what the scenario still has in store

The rows of webhooks are attempts of deliveries. Reading a call does not advance the clock.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from mockserver.cli.call_ids import find_call
from mockserver.cli.options import connect, server_options
from mockserver.cli.tables import Column, print_table
from mockserver.cli.texts import print_json, print_labelled

if TYPE_CHECKING:
    from mockserver.client import Call, Entry

_COLUMNS = (Column("time"), Column("status"), Column("event", wraps=True))


@click.command()
@click.argument("call_id", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="Print the JSON of the control API, for scripts.")
@server_options
def call(call_id: str, **options: Any) -> None:
    """Show the call ID with its timeline: past, now, planned. The start of the id is enough."""
    import msgspec

    from mockserver.client import Call

    with connect(options) as control:
        found = find_call(control, call_id)
        now = control.clock.now
    if options["as_json"]:
        print_json(found)
        return
    shown = msgspec.convert(found, Call)
    click.echo(f"Call {shown.id}")
    for label, text in _facts(shown, now):
        print_labelled(label, text)
    click.echo()
    print_table(_COLUMNS, list(_rows(shown, now)))


def _facts(call: "Call", now: datetime) -> Iterator[tuple[str, str]]:
    """Yield the facts above the timeline, with their labels."""
    yield "provider", f"{call.provider}, {call.direction}" + (f", agent {call.agent}" if call.agent else "")
    yield "numbers", f"{call.from_number} calls {call.to_number}"
    yield "status", call.status if call.status == call.phase else f"{call.status} (phase {call.phase})"
    yield "scenario", call.scenario
    if call.phase == "ended":
        yield "why ended", why_ended(call.reason, call.attempts[-1]["ended_by"] if call.attempts else None)
    else:
        when = f"{show_time(call.next_at)}, {_distance(call.next_at, now)}" if call.next_at else None
        yield "next", what_next(call.phase, when)
    for attempt in call.attempts:
        for result, at in attempt["outstanding"].items():
            yield "missing", f"the {result}, which {'comes at ' + at if at else 'never comes'}"


def why_ended(reason: str | None, ended_by: str | None) -> str:
    """Return why a call has ended, and by whom, in a few words."""
    return f"{reason or 'it was never dialled'}{f' by the {ended_by}' if ended_by else ''}"


def what_next(phase: str, next_at: str | None) -> str:
    """Return when something happens next to a call that has not ended (at that time), or what it waits for."""
    if next_at is not None:
        return f"next event: {next_at}"
    waits = {"waiting": "waits for a free line", "paused": "paused until a client resumes it"}
    return waits.get(phase, "never ends by itself: hang it up, or cancel it")


def show_time(instant: datetime) -> str:
    """Write an instant of virtual time for people, to the second, in UTC."""
    return f"{instant:%Y-%m-%d %H:%M:%S}"


def show_times(instants: Sequence[datetime]) -> list[str]:
    """Write several instants likewise; those of a single day without the day."""
    several = len({instant.date() for instant in instants}) > 1
    return [show_time(instant) if several else f"{instant:%H:%M:%S}" for instant in instants]


def _distance(instant: datetime, now: datetime) -> str:
    from datetime import timedelta

    from mockserver.simulation.durations import show_duration

    seconds = max(0, round((instant - now).total_seconds()))
    return f"in {show_duration(timedelta(seconds=seconds))}"


def _rows(call: "Call", now: datetime) -> Iterator[tuple[str, str, str]]:
    for mark, planned in (("", False), ("(planned) ", True)):
        entries = [entry for entry in call.timeline if entry.planned is planned]
        last = {entry.at: entry.status for entry in entries}  # what a client sees after that instant
        last |= {entry.at: "" for entry in entries if planned and entry.event == "due"}  # free lines decide
        yield from ((show_time(entry.at), last[entry.at], mark + entry.text) for entry in telling(entries))
        if not planned:
            yield show_time(now), call.status, "── now ──"


def telling(entries: list["Entry"]) -> Iterator["Entry"]:
    """Yield the entries without those that say nothing new: a `due` that has passed, and `closed` right after another
    event."""
    for before, entry in zip([None, *entries], entries, strict=False):
        closes_at_once = entry.event == "closed" and before is not None and before.at == entry.at
        if (entry.planned or entry.event != "due") and not closes_at_once:
            yield entry
