"""`mockserver requests`: the requests that a world received, and what was wrong with those that matched no route.

    control.requests ─► a row per request; the id of its call is a column, so paths show `{call}` in its place

The journal itself is in the server; docs/control-api.md describes it.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from mockserver.cli.listings import Rows, filters_of, listing, show
from mockserver.cli.options import ProviderType, connect
from mockserver.cli.tables import Column, print_table
from mockserver.cli.texts import counted, print_labelled

if TYPE_CHECKING:
    from mockserver.client import SentRequest

_FILTERS = ("provider", "operation", "method", "path", "status", "call", "fault", "q")
_COLUMNS = (
    Column("#"),
    Column("time", 3),
    Column("request"),
    Column("answer"),
    Column("call"),
    Column("call status", 2),
    Column("fault", 1),
    Column("operation", 4),
    Column("ms", 5),
)


@click.command()
@click.option("--provider", type=ProviderType(), help="Only requests to this provider.")
@click.option(
    "--operation", help="Only requests of this operation, or of those that fit a glob such as 'call*.create'."
)
@click.option("--method", help="Only requests with this method.")
@click.option("--path", help="Only requests with this path, or one that fits a glob such as '/v1/calls/*'.")
@click.option("--status", type=click.IntRange(100, 599), help="Only requests that were answered with this status.")
@click.option("--call", help="Only requests about this call; the start of its id is enough.")
@click.option("--fault", help="any, none, or the id of a planned fault: only requests on which it acted.")
@click.option("--search", "q", metavar="TEXT", help="Only requests with this text in path, query, bodies or note.")
@click.option("--unmatched", is_flag=True, help="Only requests that matched no route.")
@listing
def requests(**options: Any) -> None:
    """List the requests that a running server received.

    GET /__admin/requests/NUMBER has a curl command that sends one again.
    """
    if options["unmatched"] and options["operation"] is not None:
        raise click.UsageError("--unmatched requests have no operation; omit --operation.")
    with connect(options) as control:
        query = filters_of(options, _FILTERS, control)
        rows = (control.requests.unmatched_rows if options["unmatched"] else control.requests.rows)(**query)
    show("requests", rows, options, _draw, filtered=bool(query) or options["unmatched"])


def _draw(rows: Rows) -> None:
    import msgspec

    from mockserver.client import SentRequest

    found = msgspec.convert(rows, list[SentRequest])
    print_table(_COLUMNS, [_row(request) for request in found])
    _print_unmatched([request for request in found if request.operation is None])


def _print_unmatched(found: Sequence["SentRequest"]) -> None:
    if found:
        click.echo(f"\n{counted(len(found), 'request')} matched no route:\n")
    for request in found:
        print_labelled(f"#{request.id}", f"{request.method} {request.path}: {request.note or 'nothing is similar'}")


def _row(request: "SentRequest") -> tuple[str, ...]:
    path = request.path.replace(request.call, "{call}") if request.call else request.path
    before, after = request.call_status.before, request.call_status.after
    changed = f"{before} > {after}" if before and before != after else after or ""
    return (
        str(request.id),
        f"{request.at:%H:%M:%S}",
        f"{request.method} {path}",
        str(request.status or "none"),
        request.call or "",
        changed,
        request.fault or "",
        request.operation or "no route",
        f"{request.duration_ms + request.delay_ms:.1f}",
    )
