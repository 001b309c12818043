"""`mockserver advance`: advances the clock of a running server, and shows what happened on the way.

    events, with what was said ─► the calls that they touched, as they are now ─► webhooks that were not delivered

If all events are about one call, its id is not repeated in each row.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from mockserver.cli.options import connect, server_options
from mockserver.cli.tables import Column, print_table
from mockserver.cli.texts import counted, print_json
from mockserver.cli.timelines import show_time, show_times, what_next, why_ended

if TYPE_CHECKING:
    from mockserver.client.values import AdvanceResult, CallState

ROWS = 50
_HIDDEN = ("due", "closed")
_CALL_COLUMNS = (
    Column("call"),
    Column("provider", 2),
    Column("to", 1),
    Column("status now"),
    Column("why", wraps=True),
)


@click.command()
@click.argument("span", metavar="SPAN")
@click.option("--json", "as_json", is_flag=True, help="Print the JSON of the control API, for scripts.")
@server_options
def advance(span: str, **options: Any) -> None:
    """Advance the virtual clock of a running server.

    SPAN is a duration (500ms, 30s, 2h, 3d), an instant (2026-01-05T17:00:00Z), `next` (the next event), or `settled`
    (until no event is left: calls have ended, results have come, webhooks are delivered).
    """
    import msgspec

    from mockserver.client.values import AdvanceResult

    goal = {"until": span} if span in ("next", "settled") else {"by" if _is_duration(span) else "to": span}
    with connect(options) as control:
        result = control.send("POST", "/clock/advance", goal)
    if options["as_json"]:
        print_json(result)
    else:
        _print(msgspec.convert(result, AdvanceResult))


def _is_duration(text: str) -> bool:
    """Return whether the text is a duration; otherwise it must be an instant."""
    from mockserver.simulation.durations import EXPECTED, parse_duration, parse_instant

    try:
        parse_duration(text)
    except ValueError:
        try:
            parse_instant(text)
        except ValueError:
            expected = f"expected {EXPECTED}, an instant such as 2026-01-05T17:00:00Z, 'next' or 'settled'"
            raise click.BadParameter(f"{text!r}: {expected}.", param_hint="SPAN") from None
        return False
    return True


def _print(result: "AdvanceResult") -> None:
    from mockserver.simulation.durations import show_seconds

    if result.events:
        _print_events([event for event in result.events if event["event"] not in _HIDDEN][-ROWS:])
        print_table(_CALL_COLUMNS, [_call_row(call) for call in result.calls[-ROWS:]])
        click.echo()
    for line in webhook_lines(result):
        click.echo(line)
    more = " (not all are shown; 'mockserver call ID' has the whole timeline)" if result.event_count > ROWS else ""
    click.echo(f"It is {show_seconds(result.now)}; {counted(result.event_count, 'event')} processed{more}.")


def _print_events(events: list[dict[str, Any]]) -> None:
    if not events:
        return
    several = len({event["call"] for event in events}) > 1
    columns = (Column("time"), *((Column("call"),) if several else ()), Column("event", wraps=True))
    times = show_times([datetime.fromisoformat(event["at"]) for event in events])
    whose = [(str(event["call"]),) if several else () for event in events]
    print_table(columns, [(at, *call, _text(event)) for at, call, event in zip(times, whose, events, strict=True)])
    click.echo()


def _text(event: dict[str, Any]) -> str:
    """Return an event in a few words: what was said, which result has come, why the conversation ended."""
    return str(event.get("description") or event["event"])


def _call_row(call: "CallState") -> tuple[str, ...]:
    return call.id, call.provider, call.to_number, call.status, _why(call)


def _why(call: "CallState") -> str:
    if call.phase == "ended":
        return why_ended(call.reason, call.ended_by)
    return what_next(call.phase, show_time(call.next_at) if call.next_at else None)


def webhook_lines(result: "AdvanceResult") -> Iterator[str]:
    """Yield a line about the webhooks on the way, and others about those that need attention."""
    if result.delivery_count:
        yield f"{counted(result.delivery_count, 'webhook attempt')} on the way."
    failed = sum(delivery.reason is not None for delivery in result.deliveries)
    if failed:
        yield f"{counted(failed, 'webhook')} not delivered; 'mockserver webhooks' says why, and what to do."
    if result.slow:
        yield f"{counted(len(result.slow), 'webhook')} still unanswered: the wait budget ran out."
