"""`mockserver serve`: decodes the options into Settings once, listens, prints the URLs, and serves requests.

The output goes to stdout and ends with a line that begins with `Ready`; the log goes to stderr.
"""

import gc
import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from mockserver.cli.banner import lines_of, watches
from mockserver.cli.config_file import config_option
from mockserver.cli.limits import limits, limits_of
from mockserver.cli.options import (
    FILES,
    PORT,
    ChoiceType,
    DurationType,
    InstantType,
    OriginType,
    PortType,
    ProviderType,
    RateType,
    option,
)
from mockserver.cli.tls import check_tls, tls_options, tls_setup, wants_tls

if TYPE_CHECKING:
    import socket

    from mockserver.server.app import App
    from mockserver.world.settings import Settings

LOG = logging.getLogger("mockserver")
MODES = ("real", "manual", "step", "auto")
PROFILES = ("standard", "strict", "lenient")
EXAMPLES = ("documented", "by-id", "none")

_SHORTEST_POLL = 0.1  #: seconds

_GARBAGE = (50_000, 20, 100)
"""Thresholds of the garbage collector. Calls and requests have no reference cycles, so a collection finds almost
nothing, while each one visits all objects."""


@click.command()
@config_option
@option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@option("--port", type=PortType(), default=PORT, show_default=True, help="Port; 0 chooses a free one.")
@option("--uds", type=FILES, help="Listen on this Unix domain socket instead.")
@option("--only", type=ProviderType(), help="Serve only this provider, at the root.")
@option("--scenarios", type=FILES, multiple=True, help="Folder or file with more scenarios; repeatable.")
@option(
    "--fixtures",
    type=FILES,
    multiple=True,
    help="File or folder with resources that every world begins with; repeatable.",
)
@option(
    "--examples",
    type=ChoiceType(EXAMPLES),
    help="Samples from the providers' docs: as documented, readable by id only, or none.  [default: documented]",
)
@option("--watch", is_flag=True, help="Reload the files of --scenarios and --fixtures when they change.")
@option(
    "--watch-poll",
    type=DurationType(),
    metavar="DURATION",
    help="The same, for file systems that send no events, such as bind mounts: look this often, e.g. 1s.",
)
@option("--no-examples", is_flag=True, help="The same as --examples none.")
@option("--clock", type=ChoiceType(MODES), default="real", show_default=True, help="How virtual time passes.")
@option("--rate", type=RateType(0, 1e6), default=1.0, show_default=True, help="Virtual seconds per real second.")
@option("--now", type=InstantType(), help="Virtual time at which worlds begin; default is the real time.")
@option("--seed", default="0", show_default=True, help="Seed of all random values.")
@option(
    "--profile",
    type=ChoiceType(PROFILES),
    default="standard",
    show_default=True,
    help="How strictly requests are checked.",
)
@option("--tomorrow", is_flag=True, help="Answer as the providers might next week: more fields, new words, longer ids.")
@option("--api-key", multiple=True, help="Accept only this API key; repeatable. By default, any key is accepted.")
@option("--allow-host", multiple=True, help="Host name, glob or address that webhooks may also be sent to; repeatable.")
@option("--admin-token", help="Token that requests to the control API must carry.")
@option("--admin-host", multiple=True, help="Host allowed to use the control API besides local ones; repeatable.")
@option("--open-admin", is_flag=True, help="Allow the control API without a token on addresses other than loopback.")
@option(
    "--cors",
    type=OriginType(),
    multiple=True,
    help="Origin whose web pages may call the providers, e.g. http://localhost:5173, or '*' for all; repeatable.",
)
@option(
    "--log-format",
    type=ChoiceType(("text", "json")),
    default="text",
    show_default=True,
    help="Format of the log on stderr.",
)
@option("--quiet", is_flag=True, help="Log warnings only, instead of every request.")
@option("--verbose", is_flag=True, help="Log headers and bodies of requests too, without secrets.")
@tls_options
@limits
def serve(**options: Any) -> None:
    """Run the simulator until SIGTERM or Ctrl-C."""
    _check(options)
    gc.disable()  # until the server listens: what is loaded by then stays in memory
    try:
        interrupted = _run(options)
    finally:
        gc.enable()
    if interrupted:
        raise KeyboardInterrupt  # the server has shut down


def _run(options: dict[str, Any]) -> bool:
    """Serve until the server stops; return whether Ctrl-C stopped it."""
    from mockserver.cli.log import configuration, write
    from mockserver.server.app import build
    from mockserver.server.server import serve as run

    app = build(_settings(options))
    if not options["quiet"]:
        from mockserver.server.request_log import RequestLog

        app.log_to(RequestLog(write, verbose=options["verbose"], only=options["only"]))
    start_watching = _watching(app, options)
    tls = tls_setup(options) if wants_tls(options) else None
    listener, more = _bind(options), _bind_tls(options)
    lines = lines_of(app, options, listener, more)

    def ready() -> None:
        _print_ready(lines)
        start_watching()

    try:
        log, bounds = configuration(options["log_format"]), app.exchange.settings.limits
        return run(app, listener, ready, log, bounds, tls, more)
    finally:
        if options["uds"] is not None:
            options["uds"].unlink(missing_ok=True)


def _watching(app: "App", options: dict[str, Any]) -> Callable[[], None]:
    """Return what begins to watch the files, in the loop of the server."""
    if not watches(options):
        return lambda: None
    from mockserver.cli.watching import Watcher, file_events

    paths = options["scenarios"], options["fixtures"]
    sources = file_events([*paths[0], *paths[1]], options["watch_poll"])
    watcher = Watcher(app.exchange.worlds, *paths, quiet=options["quiet"])
    return lambda: watcher.start(sources)


def _check(options: dict[str, Any]) -> None:
    """Check what the types of the options cannot.

    Raises:
        click.UsageError: options contradict each other, or leave the control API unprotected.
    """
    if options["no_examples"] and options["examples"] not in (None, "none"):
        raise click.UsageError(
            f"--no-examples contradicts --examples {options['examples']}; use one of them (MOCKSERVER_EXAMPLES, "
            "MOCKSERVER_NO_EXAMPLES and the file of --config count as given)."
        )
    check_tls(options)
    if options["quiet"] and options["verbose"]:
        raise click.UsageError("--quiet contradicts --verbose; use one of them.")
    if watches(options) and not (options["scenarios"] or options["fixtures"]):
        raise click.UsageError("--watch has nothing to watch; add --scenarios DIR or --fixtures FILE.")
    if options["watch_poll"] is not None and options["watch_poll"] < _SHORTEST_POLL:
        raise click.UsageError(f"--watch-poll must be {_SHORTEST_POLL:g}s or longer, not {options['watch_poll']:g}s.")
    local = options["uds"] is not None or _is_loopback(options["host"])
    if not (local or options["admin_token"] or options["open_admin"]):
        raise click.UsageError(
            f"{options['host'] or 'An empty host'} is reachable from other machines. Protect the control API with "
            "--admin-token TOKEN, or allow everyone to use it with --open-admin."
        )


def _is_loopback(host: str) -> bool:
    return host in ("localhost", "::1") or host.startswith("127.")


def _settings(options: dict[str, Any]) -> "Settings":
    """Return the options as one value; nothing else decodes them."""
    from mockserver.simulation.clock import Mode
    from mockserver.world.settings import Examples, Settings

    return Settings(
        mode=Mode(options["clock"]),
        rate=options["rate"],
        now=options["now"],
        seed=options["seed"],
        profile=options["profile"],
        tomorrow=options["tomorrow"],
        only=options["only"],
        api_keys=options["api_key"],
        allow_hosts=options["allow_host"],
        scenarios=options["scenarios"],
        fixtures=options["fixtures"],
        examples=Examples("none" if options["no_examples"] else options["examples"] or "documented"),
        admin_token=options["admin_token"] or None,
        admin_hosts=options["admin_host"],
        cors=options["cors"],
        limits=limits_of(options),
    )


def _bind(options: dict[str, Any]) -> "socket.socket":
    from mockserver.server.sockets import bind, bind_unix

    if options["uds"] is not None:
        return bind_unix(options["uds"])
    return bind(options["host"] or "0.0.0.0", options["port"])


def _bind_tls(options: dict[str, Any]) -> "list[socket.socket]":
    """Return the socket of --tls-port, if it is given."""
    from mockserver.server.sockets import bind

    port = options["tls_port"]
    return [] if port is None else [bind(options["host"] or "0.0.0.0", port)]


def _print_ready(lines: list[str]) -> None:
    from mockserver.providers import PROVIDERS

    for error in PROVIDERS.errors:
        LOG.warning("%s", error)
    gc.freeze()
    gc.set_threshold(*_GARBAGE)
    gc.enable()
    click.echo("\n".join(lines))
