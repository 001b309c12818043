"""`mockserver webhooks`: the webhooks of a world, and why those failed that did, with what to do.

    deliveries ─► a table ─► those that failed alike, together: why, the receiver's response, what to do

The server knows reasons and remedies (`webhooks.failures`); they are only printed here.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from mockserver.cli.listings import MOST_IDS, Rows, filters_of, listing, show
from mockserver.cli.options import ProviderType, connect
from mockserver.cli.tables import Column, print_table
from mockserver.cli.texts import print_labelled

if TYPE_CHECKING:
    from mockserver.client import Delivery

_FILTERS = ("provider", "event", "outcome", "call")
_MOST_RESPONSE = 200  #: characters
_COLUMNS = (
    Column("id"),
    Column("time", 2),
    Column("event"),
    Column("outcome"),
    Column("attempts", 1),
    Column("call"),
    Column("url", 3),
)


@click.command()
@click.option("--provider", type=ProviderType(), help="Only webhooks of this provider.")
@click.option("--event", help="Only webhooks about this event.")
@click.option("--outcome", help="Only webhooks with this outcome: pending, sending, delivered, failed, lost, refused.")
@click.option("--call", help="Only webhooks about this call; the start of its id is enough.")
@click.option("--replay", type=int, metavar="ID", help="Send the webhook with this id again, and show how it went.")
@listing
def webhooks(**options: Any) -> None:
    """List the webhooks of a running server: why each failed, and what to do."""
    with connect(options) as control:
        query = filters_of(options, _FILTERS, control)
        if options["replay"] is not None:
            rows = [control.send("POST", f"/webhooks/{options['replay']}/replay")]
        else:
            rows = control.send("GET", "/webhooks", query=query)["webhooks"]
    show("webhooks", rows, options, _draw, filtered=bool(query))


def _draw(rows: Rows) -> None:
    import msgspec

    from mockserver.client import Delivery

    found = msgspec.convert(rows, list[Delivery])
    print_table(_COLUMNS, [_row(delivery) for delivery in found])
    groups: dict[tuple[str | None, ...], list[Delivery]] = {}
    for delivery in found:
        if delivery.reason is not None:
            key = (delivery.outcome, delivery.url, delivery.reason, _response(delivery))
            groups.setdefault(key, []).append(delivery)
    for same in groups.values():
        _print_failure(same)
    if groups:
        click.echo("\nmockserver webhooks --replay ID sends one again.")


def _row(delivery: "Delivery") -> tuple[str, ...]:
    return (
        str(delivery.id),
        f"{delivery.at:%H:%M:%S}",
        delivery.event,
        delivery.outcome,
        str(len(delivery.attempts)),
        delivery.call or "",
        delivery.url,
    )


def _print_failure(same: Sequence["Delivery"]) -> None:
    """Print why several deliveries failed alike, and what to do."""
    first = same[0]
    ids = ", ".join(f"#{delivery.id}" for delivery in same[:MOST_IDS])
    more = f" and {len(same) - MOST_IDS} more" if len(same) > MOST_IDS else ""
    click.echo(f"\n{ids}{more}: {first.outcome}, to {first.url}")
    print_labelled("why", first.reason or "")
    if response := _response(first):
        print_labelled("response", response)
    print_labelled("what to do", first.remedy or "")


def _response(delivery: "Delivery") -> str:
    """Return the start of the receiver's last response."""
    return delivery.attempts[-1].answer[:_MOST_RESPONSE] if delivery.attempts else ""
