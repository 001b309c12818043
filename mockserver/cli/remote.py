"""Commands about a running server: move its clock, list its calls, ask how it is, point a client at it.

They speak the control API over HTTP, wherever the server runs.
"""

from typing import TYPE_CHECKING, Any

import click

from mockserver.cli.options import ProviderKind, address, reach, server_options
from mockserver.cli.tables import show

if TYPE_CHECKING:
    from mockserver.client.values import Moved

ROWS = 50


@click.command()
@click.argument("span", metavar="SPAN")
@server_options
def advance(span: str, **server: Any) -> None:
    """Move the virtual clock on by SPAN (500ms, 30s, 2h, 3d), to an instant (2026-01-05T17:00:00Z), to the `next`
    thing that is due, or until everything is `settled`."""
    with reach(server) as control:
        if span in ("next", "settled"):
            moved = control.clock.next() if span == "next" else control.clock.settle()
        elif _is_span(span):
            moved = control.clock.advance(span)
        else:
            moved = control.clock.advance(to=span)
    _show_moved(moved)


def _is_span(text: str) -> bool:
    """Whether it is a duration; otherwise it must be an instant."""
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


def _show_moved(moved: "Moved") -> None:
    from mockserver.simulation.durations import show_seconds

    rows = [(f"{event['at']}", str(event["call"]), str(event["event"])) for event in moved.events[-ROWS:]]
    if rows:
        show(("virtual time", "call", "event"), rows)
    left_out = moved.event_count - len(rows)
    more = f" ({left_out} earlier ones not shown)" if left_out else ""
    click.echo(f"It is {show_seconds(moved.now)}; {moved.event_count} events happened{more}.")


@click.command()
@server_options
def calls(**server: Any) -> None:
    """List the calls of a running server."""
    with reach(server) as control:
        found = control.calls.find()
    rows = [
        (f"{call.created_at:%Y-%m-%d %H:%M:%S}", call.provider, call.to_number, call.status, call.scenario, call.id)
        for call in found
    ]
    if rows:
        show(("placed", "provider", "to", "status", "scenario", "id"), rows)
    else:
        click.echo("No calls yet.")


@click.command()
@server_options
def healthcheck(**server: Any) -> None:
    """Ask a running server how it is; exits with 0 when it is well and with 1 when it is not."""
    with reach(server) as control:
        health = control.health()
    click.echo(f"{health['status']}: mockserver {health['version']} at {server['uds'] or control.link.address.url}")


@click.command()
@click.argument("provider", type=ProviderKind())
@click.option("--api-key", default="any-key", show_default=True, help="The API key to export.")
@server_options
def env(provider: str, api_key: str, **server: Any) -> None:
    """Print export lines that point a client of PROVIDER at the simulator: eval "$(mockserver env revox)"."""
    import shlex

    from mockserver.providers import PROVIDERS

    url = server["url"] or address(server["host"], server["port"])
    world = server["world"]
    mount = f"{url.rstrip('/')}/w/{world}" if world else url.rstrip("/")
    values = {
        "url": f"{mount}/{provider}{PROVIDERS[provider].base}",
        "key": f"{api_key}~{world}" if world else api_key,
    }
    for name, kind in PROVIDERS[provider].environment.items():
        click.echo(f"export {name}={shlex.quote(values[kind])}")
