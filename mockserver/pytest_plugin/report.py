"""The section in the report of a failed test: each call's timeline, merged with the requests about it.

    calls, requests ─► merged by virtual time ─► what is planned next, and how to reach it
    receivers that raised ─► their tracebacks       findings, requests without a route, faults that never fired

The provider's message stands with each response that is an error. An error while building the section is shown in its
place; it never hides the failure itself.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from textwrap import indent, wrap

from mockserver.client import Call, Entry, SentRequest
from mockserver.errors import MockserverError
from mockserver.pytest_plugin.handle import MockserverFixture, findings_message, unfired_message, unmatched_message
from mockserver.simulation.durations import show_duration

LONGEST = 60  #: rows of a call
WIDTH = 78  #: characters in a line of a message
MOST_TRACEBACKS = 5
STRICT = "The profile is 'strict', which also refuses unknown fields and ids that nobody created."


def failure_report(handle: MockserverFixture) -> str:
    """Return the text of the section."""
    try:
        return "\n".join(_lines(handle))
    except MockserverError as error:
        return f"World {handle.world!r} cannot be shown: {error}"
    except Exception as error:  # a mistake of the plugin; pytest would stop
        return f"World {handle.world!r} cannot be shown, by a mistake of mockserver: {error!r}. Please report it."


def _lines(handle: MockserverFixture) -> list[str]:
    requests, calls, now = handle.requests.find(), [*handle.calls], handle.clock.now
    lines = [f"World {handle.world} {handle.where}; virtual time {now:%a %Y-%m-%d %H:%M:%S}."]
    for call in calls:
        lines += ["", *_call_lines(call, [request for request in requests if request.call == call.id], now)]
    others = [request for request in requests if request.call is None and request.operation is not None]
    if others:
        lines += ["", "Requests that concern no call:"]
        lines += [line for request in others for line in _placed(f"{request.at:%H:%M:%S}", _request_rows(request))]
    lines += [*_planned_lines(handle, calls, now), *_receiver_lines(handle), *_unwanted_lines(handle, requests)]
    return lines if len(lines) > 1 else [*lines, "It received no requests."]


def _unwanted_lines(handle: MockserverFixture, requests: list[SentRequest]) -> Iterator[str]:
    """Yield what a client should not do, and what was planned for nothing."""
    refused = any(400 <= (request.status or 0) < 500 for request in requests)
    if refused and handle.control.settings()["profile"] == "strict":
        yield from ("", STRICT)
    unmatched = [request for request in requests if request.operation is None]
    if unmatched and not handle.allow_unmatched:
        yield from ("", unmatched_message(unmatched))
    findings = handle.findings.find()
    if findings:
        yield from ("", findings_message(findings))
    unfired = handle.unfired()
    if unfired and not handle.allow_unfired:
        yield from ("", unfired_message(unfired))


# -- a call ----------------------------------------------------------------------------------------


def _call_lines(call: Call, requests: list[SentRequest], now: datetime) -> list[str]:
    """Return one call: its events and the requests about it, by virtual time, and what is planned."""
    rows: list[tuple[datetime, list[str]]] = [(request.at, [*_request_rows(request, "> ")]) for request in requests]
    rows += [(entry.at, [f"{entry.status:<16} {entry.text}"]) for entry in call.history]
    rows.sort(key=lambda row: row[0])
    left_out = len(rows) - LONGEST
    head = f"{call.provider} call {call.id} to {call.to_number} plays {call.scenario!r} and is {call.status}:"
    lines = [head]
    if left_out > 0:
        lines.append(f"  … {left_out} earlier line{'' if left_out == 1 else 's'}")
    lines += [line for at, texts in rows[-LONGEST:] for line in _placed(f"{at:%a %H:%M:%S}", texts)]
    return [*lines, *(f"  … {line}" for line in _outstanding(call)), *_planned(call, now)]


def _placed(when: str, texts: Iterable[str]) -> Iterator[str]:
    """Yield the lines of one row, with the time before the first of them."""
    for text in texts:
        yield f"  {when}  {text}"
        when = " " * len(when)


def _request_rows(request: SentRequest, before: str = "") -> Iterator[str]:
    """Yield a request, and below it what the provider and the simulator say about it."""
    yield f"{before}{request}"
    if request.operation is None:  # the list of requests without a route says more
        return
    message, note = request.message or "", request.note or ""
    said = [message, f"note: {note}" if note and note not in message else ""]
    margin = " " * (len(before) + 2)
    width = WIDTH - len("  Mon 00:00:00  ") - len(margin)
    yield from (f"{margin}{line}" for text in said for line in wrap(text, width))


def _outstanding(call: Call) -> Iterator[str]:
    """Yield the results of ended conversations that have not come."""
    for attempt in call.attempts:
        for result, at in attempt.get("outstanding", {}).items():
            when = f"comes at {datetime.fromisoformat(at):%a %H:%M:%S}" if at else "never comes"
            yield f"the {result} of dial {attempt['number'] + 1} {when}"


# -- what is planned -------------------------------------------------------------------------------


def _planned(call: Call, now: datetime) -> Iterator[str]:
    """Yield the next and the last planned event of a call, with their distance from now."""
    planned = [entry for entry in call.timeline if entry.planned]
    if not planned:
        return
    yield f"  next: {_shown(planned[0], now)}"
    if len(planned) > 1:
        yield f"  last of {len(planned)}: {_shown(planned[-1], now)}"


def _shown(entry: Entry, now: datetime) -> str:
    return f"{entry.at:%a %H:%M:%S}  {entry.text}, status {entry.status!r} (in {_distance(entry.at, now)})"


def _distance(at: datetime, now: datetime) -> str:
    return show_duration(max(at - now, timedelta(0)))


def _planned_lines(handle: MockserverFixture, calls: Sequence[Call], now: datetime) -> Iterator[str]:
    """Yield the webhooks that are yet to be sent, and how a test reaches what is planned next."""
    waiting = [(row.next_at, row) for row in handle.webhooks.find(outcome="pending") if row.next_at is not None]
    if waiting:
        yield from ("", "Webhooks that are yet to be sent:")
        yield from (
            f"  {at:%a %H:%M:%S}  {row.event}, attempt {len(row.attempts) + 1} (in {_distance(at, now)})"
            for at, row in waiting
        )
    next_events = [next((entry.at for entry in call.timeline if entry.planned), None) for call in calls]
    instants = [at for at in (*next_events, *(at for at, _ in waiting)) if at is not None]
    if instants:
        yield from ("", f'mockserver.clock.advance("{_distance(min(instants), now)}") plays what is next.')
        if not any(at is None and call.phase != "ended" for at, call in zip(next_events, calls, strict=True)):
            yield "mockserver.clock.settle() plays everything."  # else it would refuse: a call never ends


# -- receivers -------------------------------------------------------------------------------------


def _receiver_lines(handle: MockserverFixture) -> Iterator[str]:
    """Yield the exceptions of receivers in this process; equal ones only once."""
    events = {row.id: row.event for row in handle.webhooks} if handle.webhooks.raised else {}
    counted = Counter((events.get(raised.delivery or 0), raised.traceback) for raised in handle.webhooks.raised)
    for (event, traceback), count in [*counted.items()][:MOST_TRACEBACKS]:
        which = f"the webhook {event}" if event else "a webhook"
        yield from (
            "",
            f"The receiver of {which} raised{'' if count == 1 else f' {count} times'}:",
            indent(traceback, "  "),
        )
    if len(counted) > MOST_TRACEBACKS:
        yield f"  … and {len(counted) - MOST_TRACEBACKS} other exceptions"
