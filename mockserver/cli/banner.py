"""What `mockserver serve` prints when it is ready.

It names the addresses, how time passes, and what is loaded. The last line begins with `Ready`, which other programs
wait for.
"""

import shlex
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mockserver.cli.options import EVERYWHERE, PORT, base_url
from mockserver.cli.tls import wants_tls

if TYPE_CHECKING:
    import socket

    from mockserver.server.app import App
    from mockserver.world.settings import Settings


def lines_of(app: "App", options: dict[str, Any], listener: "socket.socket", more: "list[socket.socket]") -> list[str]:
    """Return the lines for a server that listens on these sockets; `more` is that of --tls-port, if it is given."""
    from mockserver import __version__

    base = _base(options, listener)
    rows = [*_addresses(app.exchange.settings, base), ("Control", f"{base}/__admin{_protection(options)}")]
    rows += [] if options["uds"] is not None else [("Dashboard", f"{base}/__admin/ (for your browser)")]
    rows += [("Clock", _clock(app.exchange.settings)), ("Scenarios", _loaded(app))]
    rows += [("Watch", _watched(options))] if watches(options) else []
    rows += [("TLS", _secure(options, [listener, *more]))] if wants_tls(options) else []
    rows += [("CORS", f"open to {_pages(options['cors'])}")] if options["cors"] else []
    heading = f"mockserver {__version__}, a simulator of voice-AI phone-call providers"
    note = "listens on all addresses; " if options["host"] in EVERYWHERE and options["uds"] is None else ""
    return [heading, *(f"  {name:<10} {text}" for name, text in rows), f"Ready: {base} ({note}press Ctrl-C to stop)"]


def _base(options: dict[str, Any], listener: "socket.socket") -> str:
    if options["uds"] is not None:
        return f"http+unix://{str(options['uds'].resolve()).replace('/', '%2F')}"
    return base_url(options["host"], listener.getsockname()[1])


def _addresses(settings: "Settings", base: str) -> Iterator[tuple[str, str]]:
    from mockserver.providers import PROVIDERS

    for name, provider in PROVIDERS.items():
        if settings.only is None:
            yield provider.title, f"{base}/{name}{provider.base}"
        elif settings.only == name:
            yield provider.title, f"{base}{provider.base}"


def _secure(options: dict[str, Any], listeners: "list[socket.socket]") -> str:
    if options["uds"] is not None:
        return "https on the same socket"
    ports = [each.getsockname()[1] for each in listeners]
    urls = ", ".join(base_url(options["host"], port).replace("http", "https", 1) for port in ports)
    if options["tls_cert"] is not None:
        return f"{urls} (your certificate)"
    port = "" if ports[0] == PORT else f" --port {ports[0]}"
    data = "" if options["data"] is None else f" --data {shlex.quote(str(options['data']))}"
    return f"{urls} (for clients: mockserver env PROVIDER --tls{port}{data})"


def _pages(origins: Iterable[str]) -> str:
    return "pages of any origin" if "*" in origins else f"pages of {', '.join(origins)}"


def _protection(options: dict[str, Any]) -> str:
    return " (needs the admin token)" if options["admin_token"] else ""


def _clock(settings: "Settings") -> str:
    from mockserver.simulation.durations import show_seconds

    now = show_seconds(settings.clock().read())
    speed = "with real time" if settings.rate == 1 else f"{settings.rate:g} times as fast as real time"
    texts = {
        "real": f"real: {speed}" if settings.rate else "real: rate 0, stopped until advanced",
        "manual": "manual: stopped until advanced",
        "step": "step: each read of a call advances to its next change of status",
        "auto": "auto: jumps to the next event when nothing is in flight",
    }
    return f"{texts[settings.mode]}; it is {now}"


def _loaded(app: "App") -> str:
    """Return how many scenarios are loaded, and from where."""
    from mockserver.scenarios.shipped import shipped_folder

    folders = [shipped_folder(), *app.exchange.settings.scenarios]
    sources = [Path(source) for source in app.exchange.worlds.library.sources()]
    counts = [sum(_folder_of(source, folders) == folder for source in sources) for folder in folders]
    parts = [f"{counts[0]} shipped", *(f"{n} from {folder}" for n, folder in zip(counts[1:], folders[1:], strict=True))]
    return f"{len(sources)} ({', '.join(parts)})" if parts[1:] else parts[0]


def _watched(options: dict[str, Any]) -> str:
    how = "" if options["watch_poll"] is None else f", looking every {options['watch_poll']:g}s"
    return f"reloads {', '.join(map(str, (*options['scenarios'], *options['fixtures'])))} on changes{how}"


def _folder_of(source: Path, folders: Iterable[Path]) -> Path | None:
    return next((folder for folder in folders if source == folder or folder in source.parents), None)


def watches(options: dict[str, Any]) -> bool:
    """Return whether files are watched."""
    return options["watch"] or options["watch_poll"] is not None
