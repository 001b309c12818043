"""Commands for a running server: advance and reset worlds, list calls, check its health, configure a client.

They use the control API over HTTP, so the server can run anywhere.
"""

from typing import TYPE_CHECKING, Any

import click

from mockserver.cli.options import ChoiceType, InstantType, ProviderType, base_url, connect, server_options
from mockserver.cli.tables import print_table

if TYPE_CHECKING:
    from datetime import datetime

    from mockserver.client.values import AdvanceResult

ROWS = 50
KEEPABLE = ("scenarios", "settings", "clock", "journal", "faults")


@click.command()
@click.argument("span", metavar="SPAN")
@server_options
def advance(span: str, **server: Any) -> None:
    """Advance the virtual clock.

    SPAN is a duration (500ms, 30s, 2h, 3d), an instant (2026-01-05T17:00:00Z), `next` (the next event), or `settled`
    (until no event is left: calls have ended, results have come, webhooks are delivered).
    """
    with connect(server) as control:
        if span in ("next", "settled"):
            result = control.clock.next() if span == "next" else control.clock.settle()
        elif _is_duration(span):
            result = control.clock.advance(span)
        else:
            result = control.clock.advance(to=span)
    _print_result(result)


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


def _print_result(result: "AdvanceResult") -> None:
    from mockserver.simulation.durations import show_seconds

    rows = [(f"{event['at']}", str(event["call"]), _event_text(event)) for event in result.events[-ROWS:]]
    if rows:
        print_table(("virtual time", "call", "event"), rows)
    left_out = result.event_count - len(rows)
    more = f" ({left_out} earlier not shown)" if left_out else ""
    events = f"{result.event_count} event{'' if result.event_count == 1 else 's'}"
    click.echo(f"It is {show_seconds(result.now)}; {events} processed{more}.")


def _event_text(event: dict[str, Any]) -> str:
    """Return the name of an event, and what is new with it: the result that has come, or who was found out."""
    more = {"ready": "result", "detected": "by"}.get(event["event"])
    return f"{event['event']} ({event[more]})" if more else str(event["event"])


@click.command()
@click.option("--now", type=InstantType(), help="Virtual time at which the world begins, also an earlier one.")
@click.option("--keep", type=ChoiceType(KEEPABLE), multiple=True, help="Keep this of the old world; repeatable.")
@server_options
def reset(now: "datetime | None", keep: tuple[str, ...], **server: Any) -> None:
    """Replace the world by a new one, without calls.

    It begins at the instant --now, by default when new worlds of the server begin. --keep takes scenarios, settings,
    clock (mode, rate and, without --now, the time) and journal.
    """
    from mockserver.simulation.durations import show_seconds

    with connect(server) as control:
        control.reset(*keep, now=now)
        begun = show_seconds(control.clock.now)
    click.echo(f"World {server['world'] or 'default'} is new. It is {begun}.")


@click.command()
@server_options
def calls(**server: Any) -> None:
    """List the calls of a running server."""
    with connect(server) as control:
        found = control.calls.find()
    rows = [
        (f"{call.created_at:%Y-%m-%d %H:%M:%S}", call.provider, call.to_number, call.status, call.scenario, call.id)
        for call in found
    ]
    if rows:
        print_table(("placed", "provider", "to", "status", "scenario", "id"), rows)
    else:
        click.echo("No calls yet.")


@click.command()
@server_options
def healthcheck(**server: Any) -> None:
    """Check whether a running server responds: exit with 0 if it does, else with 1."""
    with connect(server) as control:
        health = control.health()
    click.echo(
        f"{health['status']}: mockserver {health['version']} at {server['uds'] or control.connection.address.url}"
    )


@click.command()
@click.argument("provider", type=ProviderType())
@click.option("--api-key", default="any-key", show_default=True, help="API key to export.")
@server_options
def env(provider: str, api_key: str, **server: Any) -> None:
    """Print export lines that point a client of PROVIDER at the simulator: eval "$(mockserver env PROVIDER)"."""
    import shlex

    from mockserver.providers import PROVIDERS

    url = server["url"] or base_url(server["host"], server["port"])
    world = server["world"]
    mount = f"{url.rstrip('/')}/w/{world}" if world else url.rstrip("/")
    values = {
        "url": f"{mount}/{provider}{PROVIDERS[provider].base}",
        "key": f"{api_key}~{world}" if world else api_key,
    }
    for name, kind in PROVIDERS[provider].environment.items():
        click.echo(f"export {name}={shlex.quote(values[kind])}")
