"""The section in the report of a failed test: each call's timeline, merged with the requests about it.

An error while building the section is shown in its place; it never hides the failure itself.
"""

from collections.abc import Iterator
from datetime import datetime

from mockserver.client import Call, SentRequest
from mockserver.errors import MockserverError
from mockserver.pytest_plugin.handle import Mockserver, findings_message, unfired_message, unmatched_message

LONGEST = 60


def failure_report(handle: Mockserver) -> str:
    """Return the text of the section."""
    try:
        return "\n".join(_lines(handle))
    except MockserverError as error:
        return f"World {handle.world!r} cannot be shown: {error}"


def _lines(handle: Mockserver) -> list[str]:
    requests = handle.requests.find()
    lines = [f"World {handle.world} {handle.where}; virtual time {handle.clock.now:%a %Y-%m-%d %H:%M:%S}."]
    for call in handle.calls:
        lines += ["", *_call_lines(call, [request for request in requests if request.call == call.id])]
    others = [request for request in requests if request.call is None and request.operation is not None]
    if others:
        lines += ["", "Requests that concern no call:", *(f"  {request.at:%H:%M:%S}  {request}" for request in others)]
    unmatched = [request for request in requests if request.operation is None]
    if unmatched and not handle.allow_unmatched:
        lines += ["", unmatched_message(unmatched)]
    findings = handle.findings.find()
    if findings:
        lines += ["", findings_message(findings)]
    unfired = handle.unfired()
    if unfired and not handle.allow_unfired:
        lines += ["", unfired_message(unfired)]
    return lines if len(lines) > 1 else [*lines, "It received no requests."]


def _call_lines(call: Call, requests: list[SentRequest]) -> list[str]:
    """Return one call: its events and the requests about it, by virtual time."""
    rows: list[tuple[datetime, str]] = [(request.at, f"> {request}") for request in requests]
    rows += [(entry.at, f"{entry.status:<16} {entry.text}") for entry in call.history]
    rows.sort(key=lambda row: row[0])
    planned = sum(entry.planned for entry in call.timeline)
    left_out = len(rows) - LONGEST
    head = f"{call.provider} call {call.id} to {call.to_number} plays {call.scenario!r} and is {call.status}:"
    lines = [head, *(f"  {at:%a %H:%M:%S}  {text}" for at, text in rows[-LONGEST:])]
    if left_out > 0:
        lines.insert(1, f"  … {left_out} earlier line{'' if left_out == 1 else 's'}")
    lines += [f"  … {line}" for line in _outstanding(call)]
    return [*lines, f"  … and {planned} planned event{'' if planned == 1 else 's'}"] if planned else lines


def _outstanding(call: Call) -> Iterator[str]:
    """Yield the results of ended conversations that have not come."""
    for attempt in call.attempts:
        for result, at in attempt.get("outstanding", {}).items():
            when = f"comes at {datetime.fromisoformat(at):%a %H:%M:%S}" if at else "never comes"
            yield f"the {result} of dial {attempt['number'] + 1} {when}"
