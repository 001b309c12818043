"""Commands for a running server: reset a world, open its page, check its health.

They use the control API over HTTP, so the server can run anywhere. The commands that show what a world has are in
`listings`, `journal`, `webhook_log`, `timelines`, `advance` and `events`.
"""

from typing import TYPE_CHECKING, Any

import click

from mockserver.cli.options import ChoiceType, InstantType, connect, server_options

if TYPE_CHECKING:
    from datetime import datetime

KEEPABLE = ("scenarios", "settings", "clock", "journal", "faults")


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


@click.command("open")
@server_options
def open_page(**server: Any) -> None:
    """Open the page of a running server in the browser, and print its URL."""
    if server["uds"] is not None:
        raise click.UsageError("A browser cannot use a Unix domain socket; start the server with --port.")
    with connect(server) as control:
        control.health()
        base = control.connection.address.url.rstrip("/")
    url = f"{base}/__admin/" + (f"?world={server['world']}" if server["world"] else "")
    click.echo(url)
    if not _browse(url):
        click.echo("There is no browser on this machine; open the URL yourself.", err=True)


def _browse(url: str) -> bool:
    """Open a URL in the browser of this machine; return whether there is one."""
    import webbrowser

    return webbrowser.open(url)


@click.command()
@server_options
def healthcheck(**server: Any) -> None:
    """Check whether a running server responds: exit with 0 if it does, else with 1."""
    with connect(server) as control:
        health = control.health()
    click.echo(
        f"{health['status']}: mockserver {health['version']} at {server['uds'] or control.connection.address.url}"
    )
