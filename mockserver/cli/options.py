"""What several commands share: kinds of values, and the options that say which server is meant.

Every option has an environment variable `MOCKSERVER_…`, named in its help. Kinds check a value when it is given, so
that a typo is a matter of usage (exit 2) with the place and the nearest word.
"""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from mockserver.client import Control

EVERYWHERE = ("", "0.0.0.0", "::")
FILES = click.Path(path_type=Path)
F = Callable[..., Any]


class InstantKind(click.ParamType):  # type: ignore[type-arg]
    """An ISO 8601 instant at which virtual time can be."""

    name = "instant"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Read it."""
        from mockserver.simulation.durations import parse_instant, within

        try:
            return value if isinstance(value, datetime) else within(parse_instant(value))
        except ValueError as error:
            self.fail(f"{error}.", param, ctx)


class SizeKind(click.ParamType):  # type: ignore[type-arg]
    """A number of bytes."""

    name = "size"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Read it."""
        from mockserver.simulation.sizes import parse_size

        try:
            return value if isinstance(value, int) else parse_size(value)
        except ValueError as error:
            self.fail(f"{error}.", param, ctx)


class SpanKind(click.ParamType):  # type: ignore[type-arg]
    """A length of real time, in seconds."""

    name = "duration"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Read it."""
        from mockserver.simulation.durations import parse_duration

        try:
            return value if isinstance(value, float) else parse_duration(value).total_seconds()
        except ValueError as error:
            self.fail(f"{error}.", param, ctx)


class WordKind(click.Choice):  # type: ignore[type-arg]
    """One of several words; a typo gets the nearest."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Look it up."""
        if value not in self.choices:
            from difflib import get_close_matches

            from mockserver.errors import did_you_mean

            near = did_you_mean(get_close_matches(str(value), [str(word) for word in self.choices], n=1))
            self.fail(f"{value!r} is not one of {', '.join(map(str, self.choices))}.{near}", param, ctx)
        return super().convert(value, param, ctx)


class ProviderKind(click.ParamType):  # type: ignore[type-arg]
    """The name of a provider."""

    name = "provider"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Look it up."""
        from mockserver.errors import UnknownName
        from mockserver.providers import PROVIDERS

        if value not in PROVIDERS:
            self.fail(f"{UnknownName('provider', value, PROVIDERS)} Known: {', '.join(PROVIDERS)}.", param, ctx)
        return str(value)


def option(name: str, *names: str, **more: Any) -> Callable[[F], F]:
    """An option with its environment variable."""
    variable = "MOCKSERVER_" + name.strip("-").upper().replace("-", "_")
    return click.option(name, *names, **{"envvar": variable, "show_envvar": True, **more})


def scenario_folders(command: F) -> F:
    """`--scenarios`, for commands that look at scenarios without a server."""
    text = "Folder or file with more scenarios; can be given again."
    return option("--scenarios", "folders", type=FILES, multiple=True, help=text)(command)


def server_options(command: F) -> F:
    """Which server, and which world of it; the command gets `control`-able keywords, see `reach`."""
    several = (
        option("--url", help="Base URL of the server; else --host and --port say it."),
        option("--host", default="127.0.0.1", show_default=True, help="Host of the server."),
        option("--port", type=int, default=4010, show_default=True, help="Port of the server."),
        option("--uds", type=FILES, help="Unix domain socket of the server."),
        option("--admin-token", help="Token with which the server was started."),
        option("--world", help="World that is meant; else 'default'."),
    )
    for decorate in reversed(several):
        command = decorate(command)
    return command


def address(host: str, port: int) -> str:
    """The base URL under which a server bound to that host is reached from this machine."""
    host = {"": "127.0.0.1", "0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def reach(server: dict[str, Any]) -> "Control":
    """The control of the server that `server_options` name."""
    from mockserver.client import Control

    url = server["url"] or address(server["host"], server["port"])
    return Control(url, server["world"], server["admin_token"], server["uds"])
