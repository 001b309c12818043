"""What the commands have in common that list something of a world: filters, `--last`, `--json`.

    filters ─► control API ─┬─ --json: its JSON, for scripts
                            └─ a table, then what needs attention

`calls` and `faults` are here; `requests` is in `journal`, `webhooks` in `webhook_log`. The most important columns come
first; the least useful ones are left out on a narrow terminal.
"""

from collections.abc import Callable, Iterable
from functools import reduce
from typing import TYPE_CHECKING, Any

import click

from mockserver.cli.call_ids import find_call_id
from mockserver.cli.options import F, ProviderType, connect, server_options
from mockserver.cli.tables import Column, print_table
from mockserver.cli.texts import print_json

if TYPE_CHECKING:
    from mockserver.client import Call, Control, PlannedFault

MOST_IDS = 8  #: numbers in one cell or line
Rows = list[dict[str, Any]]
_CALL_FILTERS = ("provider", "to", "status", "phase", "scenario")
_CALL_COLUMNS = (
    Column("id"),
    Column("provider", 2),
    Column("to", 1),
    Column("status"),
    Column("scenario", 3),
    Column("why it ended", 4),
    Column("placed", 5),
)
_FAULT_COLUMNS = (
    Column("id"),
    Column("fault"),
    Column("applies to"),
    Column("matched"),
    Column("fired"),
    Column("left"),
    Column("on requests", 2),
    Column("whose", 1),
)


def listing(command: F) -> F:
    """Add the options of every listing to a command."""
    decorators: tuple[Callable[[F], F], ...] = (
        click.option("--last", type=click.IntRange(min=1), metavar="N", help="Only the last N."),
        click.option("--json", "as_json", is_flag=True, help="Print the JSON of the control API, for scripts."),
        server_options,
    )
    return reduce(lambda whole, decorate: decorate(whole), reversed(decorators), command)


def filters_of(options: dict[str, Any], names: Iterable[str], control: "Control") -> dict[str, str]:
    """Return the filters among the options that were given; a call can be given by the start of its id."""
    given = {name: str(options[name]) for name in names if options[name] is not None}
    return {**given, "call": find_call_id(control, given["call"])} if "call" in given else given


def show(noun: str, rows: Rows, options: dict[str, Any], draw: Callable[[Rows], None], *, filtered: bool) -> None:
    """Print the last rows: as JSON, with `draw`, or a sentence if there are none."""
    rows = rows if options["last"] is None else rows[-options["last"] :]
    if options["as_json"]:
        print_json({noun: rows})
    elif rows:
        draw(rows)
    else:
        click.echo(f"No {noun} match." if filtered else f"No {noun} yet.")


@click.command()
@click.option("--provider", type=ProviderType(), help="Only calls at this provider.")
@click.option("--to", help="Only calls to this number.")
@click.option("--status", help="Only calls with this status, in the provider's words.")
@click.option("--phase", help="Only calls in this phase: placed, held, waiting, dialling, ringing, talking, ended …")
@click.option("--scenario", help="Only calls that play this scenario.")
@listing
def calls(**options: Any) -> None:
    """List the calls of a running server."""
    with connect(options) as control:
        query = filters_of(options, _CALL_FILTERS, control)
        rows = control.send("GET", "/calls", query=query)["calls"]
    show("calls", rows, options, _draw_calls, filtered=bool(query))


def _draw_calls(rows: Rows) -> None:
    import msgspec

    from mockserver.client import Call

    print_table(_CALL_COLUMNS, [_call_row(call) for call in msgspec.convert(rows, list[Call])])


def _call_row(call: "Call") -> tuple[str, ...]:
    placed = f"{call.created_at:%Y-%m-%d %H:%M:%S}"
    return call.id, call.provider, call.to_number, call.status, call.scenario, call.reason or "", placed


@click.command()
@click.option("--call", help="Only those of the scenario of this call; the start of its id is enough.")
@click.option("--fired/--not-fired", default=None, help="Only those that have, or have not, acted on a request.")
@listing
def faults(**options: Any) -> None:
    """List the planned faults of API answers of a running server."""
    fired = options["fired"]
    with connect(options) as control:
        call = filters_of(options, ("call",), control).get("call")
        rows = [
            row
            for row in control.send("GET", "/faults")["faults"]
            if call in (None, row["call"]) and fired in (None, row["fired"] > 0)
        ]
    show("faults", rows, options, _draw_faults, filtered=call is not None or fired is not None)


def _draw_faults(rows: Rows) -> None:
    import msgspec

    from mockserver.client import PlannedFault

    print_table(_FAULT_COLUMNS, [_fault_row(rule) for rule in msgspec.convert(rows, list[PlannedFault])])


def _fault_row(rule: "PlannedFault") -> tuple[str, ...]:
    scope = (rule.provider, rule.operation, rule.method, rule.path)
    texts = [", ".join(part) if isinstance(part, list) else part for part in scope if part]
    numbers = ", ".join(map(str, rule.requests[-MOST_IDS:]))
    whose = f"call {rule.call}" if rule.call else f"plan {rule.plan}" if rule.plan else "all requests"
    left = "any" if rule.left is None else str(rule.left)
    return (
        rule.id,
        rule.fault,
        " ".join(texts) or "every operation",
        str(rule.matched),
        str(rule.fired),
        left,
        ("… " if len(rule.requests) > MOST_IDS else "") + numbers,
        whose,
    )
