"""`mockserver serve`: decodes the options into Settings once, binds, says where everything is, and answers.

What is printed goes to stdout and ends with a line that begins `Ready`; the log goes to stderr.
"""

import gc
import math
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mockserver.cli.exits import INTERRUPTED
from mockserver.cli.limits import limits, limits_of
from mockserver.cli.options import EVERYWHERE, FILES, InstantKind, ProviderKind, WordKind, address, option

if TYPE_CHECKING:
    import socket

    from mockserver.server.app import App
    from mockserver.world.settings import Settings

RATE = click.FloatRange(0, 1e6)  #: up to `clock.FASTEST`
MODES = ("real", "manual", "step", "auto")
PROFILES = ("standard", "strict", "lenient")
EXAMPLES = ("documented", "by-id", "none")

_GARBAGE = (50_000, 20, 100)
"""How much must be new before it is looked for garbage: calls and requests are values without cycles, so nearly none
is ever found, while each look goes through all that lives."""


@click.command()
@option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@option("--port", type=click.IntRange(0, 65_535), default=4010, show_default=True, help="Port; 0 takes a free one.")
@option("--uds", type=FILES, help="Listen on this Unix domain socket instead.")
@option("--only", type=ProviderKind(), help="Serve this provider alone, at the root.")
@option("--scenarios", type=FILES, multiple=True, help="Folder or file with more scenarios; can be given again.")
@option("--fixtures", type=FILES, multiple=True, help="File or folder of resources to begin with; can be given again.")
@option(
    "--examples",
    type=WordKind(EXAMPLES),
    help="Samples of the providers' documentation: as documented, found by id only, or none.  [default: documented]",
)
@option("--no-examples", is_flag=True, help="The same as --examples none.")
@option("--clock", type=WordKind(MODES), default="real", show_default=True, help="How virtual time passes.")
@option("--rate", type=RATE, default=1.0, show_default=True, help="Virtual seconds per real second.")
@option("--now", type=InstantKind(), help="Virtual time at which worlds begin; else the real time.")
@option("--seed", default="0", show_default=True, help="Seed of everything that is made up.")
@option("--profile", type=WordKind(PROFILES), default="standard", show_default=True, help="How much is checked.")
@option("--api-key", multiple=True, help="Accept only this API key; can be given again. Else any is accepted.")
@option("--allow-host", multiple=True, help="Host, glob or address that webhooks may also be sent to.")
@option("--admin-token", help="Token that the control API asks for.")
@option("--admin-host", multiple=True, help="Host that may use the control API besides near ones; can be given again.")
@option("--open-admin", is_flag=True, help="Leave the control API open on addresses other than loopback.")
@option("--log-format", type=WordKind(("text", "json")), default="text", show_default=True, help="Log on stderr.")
@limits
def serve(**options: Any) -> None:
    """Run the simulator until SIGTERM or Ctrl-C."""
    _check(options)
    gc.disable()  # until it listens: what is loaded by then stays for good
    try:
        interrupted = _run(options)
    finally:
        gc.enable()
    if interrupted:
        raise click.exceptions.Exit(INTERRUPTED)


def _run(options: dict[str, Any]) -> bool:
    """Serve until the end; whether it came by Ctrl-C."""
    from mockserver.cli.log import configuration
    from mockserver.server.app import build
    from mockserver.server.server import serve as run

    app = build(_settings(options))
    listener = _bind(options)
    lines = _lines(app, options, listener)
    try:
        log, bounds = configuration(options["log_format"]), app.exchange.settings.limits
        return run(app, listener, lambda: _announce(lines), log, bounds)
    finally:
        if options["uds"] is not None:
            options["uds"].unlink(missing_ok=True)


def _check(options: dict[str, Any]) -> None:
    """What the kinds of the options cannot say."""
    if math.isnan(options["rate"]):
        raise click.BadParameter("it must be a number, e.g. 60 for a minute per second.", param_hint="'--rate'")
    if options["no_examples"] and options["examples"] not in (None, "none"):
        raise click.UsageError(
            f"--no-examples contradicts --examples {options['examples']}; give one of them (MOCKSERVER_EXAMPLES and "
            "MOCKSERVER_NO_EXAMPLES count as given)."
        )
    local = options["uds"] is not None or _is_loopback(options["host"])
    if not (local or options["admin_token"] or options["open_admin"]):
        raise click.UsageError(
            f"{options['host'] or 'An empty host'} can be reached from other machines, so the control API must be "
            "protected with --admin-token TOKEN, or left open on purpose with --open-admin."
        )


def _is_loopback(host: str) -> bool:
    return host in ("localhost", "::1") or host.startswith("127.")


def _settings(options: dict[str, Any]) -> "Settings":
    """The options as one value; the only place where they are decoded."""
    from mockserver.simulation.clock import Mode
    from mockserver.world.settings import Examples, Settings

    return Settings(
        mode=Mode(options["clock"]),
        rate=options["rate"],
        now=options["now"],
        seed=options["seed"],
        profile=options["profile"],
        only=options["only"],
        api_keys=options["api_key"],
        allow_hosts=options["allow_host"],
        scenarios=options["scenarios"],
        fixtures=options["fixtures"],
        examples=Examples("none" if options["no_examples"] else options["examples"] or "documented"),
        admin_token=options["admin_token"] or None,
        admin_hosts=options["admin_host"],
        limits=limits_of(options),
    )


def _bind(options: dict[str, Any]) -> "socket.socket":
    from mockserver.server.server import bind, bind_unix

    if options["uds"] is not None:
        return bind_unix(options["uds"])
    return bind(options["host"] or "0.0.0.0", options["port"])


# -- what is printed -------------------------------------------------------------------------------


def _lines(app: "App", options: dict[str, Any], listener: "socket.socket") -> list[str]:
    from mockserver import __version__

    base = _base(options, listener)
    rows = [*_addresses(app.exchange.settings, base), ("Control", f"{base}/__admin{_protection(options)}")]
    rows += [("Clock", _clock(app.exchange.settings)), ("Scenarios", _loaded(app))]
    heading = f"mockserver {__version__}, a simulator of voice-AI phone-call providers"
    stop = "listens on all addresses; " if options["host"] in EVERYWHERE and options["uds"] is None else ""
    return [heading, *(f"  {name:<10} {text}" for name, text in rows), f"Ready: {base} ({stop}Ctrl-C stops)"]


def _base(options: dict[str, Any], listener: "socket.socket") -> str:
    if options["uds"] is not None:
        return f"http+unix://{str(options['uds'].resolve()).replace('/', '%2F')}"
    return address(options["host"], listener.getsockname()[1])


def _addresses(settings: "Settings", base: str) -> Iterator[tuple[str, str]]:
    from mockserver.providers import PROVIDERS

    for name, provider in PROVIDERS.items():
        if settings.only is None:
            yield provider.title, f"{base}/{name}{provider.base}"
        elif settings.only == name:
            yield provider.title, f"{base}{provider.base}"


def _protection(options: dict[str, Any]) -> str:
    return " (asks for the admin token)" if options["admin_token"] else ""


def _clock(settings: "Settings") -> str:
    from mockserver.simulation.durations import show_seconds

    now = show_seconds(settings.clock().read())
    how = "with real time" if settings.rate == 1 else f"{settings.rate:g} times as fast as real time"
    texts = {
        "real": f"real: {how}" if settings.rate else "real: rate 0, stands still until advanced",
        "manual": "manual: stands still until advanced",
        "step": "step: each read of a call moves to its next change of status",
        "auto": "auto: jumps to what is due next when nothing is under way",
    }
    return f"{texts[settings.mode]}; it is {now}"


def _loaded(app: "App") -> str:
    """How many scenarios, and where from."""
    from mockserver.scenarios.shipped import shipped_folder

    folders = [shipped_folder(), *app.exchange.settings.scenarios]
    sources = [Path(source) for source in app.exchange.worlds.library.sources()]
    counts = [sum(_home(source, folders) == folder for source in sources) for folder in folders]
    parts = [f"{counts[0]} shipped", *(f"{n} from {folder}" for n, folder in zip(counts[1:], folders[1:], strict=True))]
    return f"{len(sources)}: {', '.join(parts)}"


def _home(source: Path, folders: Iterable[Path]) -> Path | None:
    return next((folder for folder in folders if source == folder or folder in source.parents), None)


def _announce(lines: list[str]) -> None:
    gc.freeze()
    gc.set_threshold(*_GARBAGE)
    gc.enable()
    click.echo("\n".join(lines))
