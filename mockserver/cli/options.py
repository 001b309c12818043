"""What several commands share: parameter types, and the options that select a running server.

Every option has an environment variable `MOCKSERVER_…`, named in its help. The types validate values, so a typo is a
usage error (exit 2) that names the option and suggests the nearest word.
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


class InstantType(click.ParamType):  # type: ignore[type-arg]
    """An ISO 8601 instant within the range of virtual time."""

    name = "instant"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Return the parsed value."""
        from mockserver.simulation.durations import parse_instant, within

        try:
            return value if isinstance(value, datetime) else within(parse_instant(value))
        except ValueError as error:
            self.fail(f"{error}.", param, ctx)


class RateType(click.FloatRange):
    """A number of virtual seconds per real second, within a range."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the parsed value."""
        rate = super().convert(value, param, ctx)
        if rate != rate:  # nan is in every range
            self.fail(f"{value} is not a rate; expected a number, e.g. 60 for one minute per second.", param, ctx)
        return rate


PORT = 4010  #: the default port


class PortType(click.IntRange):
    """A TCP port; 0 is a free one.

    Kubernetes and container links set MOCKSERVER_PORT to a URL (`tcp://10.0.0.7:4010`) beside a service that is called
    `mockserver`. That is not meant for this option, so its default counts.
    """

    def __init__(self) -> None:
        super().__init__(0, 65_535)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the parsed value."""
        if isinstance(value, str) and value.startswith("tcp://") and param is not None:
            return param.get_default(ctx) if ctx is not None else param.default
        return super().convert(value, param, ctx)


class SizeType(click.ParamType):  # type: ignore[type-arg]
    """A number of bytes."""

    name = "size"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the parsed value."""
        from mockserver.simulation.sizes import parse_size

        try:
            return value if isinstance(value, int) else parse_size(value)
        except ValueError as error:
            self.fail(f"{error}.", param, ctx)


class DurationType(click.ParamType):  # type: ignore[type-arg]
    """A duration of real time, in seconds."""

    name = "duration"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Return the parsed value."""
        from mockserver.simulation.durations import parse_duration

        try:
            return value if isinstance(value, float) else parse_duration(value).total_seconds()
        except ValueError as error:
            self.fail(f"{error}.", param, ctx)


class OriginType(click.ParamType):  # type: ignore[type-arg]
    """An origin of web pages, or `*`."""

    name = "origin"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the value, checked."""
        from mockserver.errors import SettingsError
        from mockserver.gateway.cors import parse_origin

        try:
            return parse_origin(str(value))
        except SettingsError as error:
            self.fail(str(error), param, ctx)


class ChoiceType(click.Choice):  # type: ignore[type-arg]
    """One of several words; the error about a typo suggests the nearest."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the value, checked."""
        if value not in self.choices:
            from difflib import get_close_matches

            from mockserver.errors import did_you_mean

            near = did_you_mean(get_close_matches(str(value), [str(word) for word in self.choices], n=1))
            self.fail(f"{value!r} is not one of {', '.join(map(str, self.choices))}.{near}", param, ctx)
        return super().convert(value, param, ctx)


class ProviderType(click.ParamType):  # type: ignore[type-arg]
    """The name of a provider."""

    name = "provider"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the value, checked."""
        from mockserver.errors import UnknownName
        from mockserver.providers import PROVIDERS

        try:
            return PROVIDERS.named(str(value)).name
        except UnknownName as error:
            self.fail(f"{error} Known providers: {', '.join(PROVIDERS)}.", param, ctx)


def option(name: str, *names: str, **more: Any) -> Callable[[F], F]:
    """Return a click option with its environment variable."""
    variable = "MOCKSERVER_" + name.strip("-").upper().replace("-", "_")
    return click.option(name, *names, **{"envvar": variable, "show_envvar": True, **more})


def scenario_folders(command: F) -> F:
    """Add `--scenarios` to a command that reads scenarios without a server."""
    text = "Folder or file with more scenarios; repeatable."
    return option("--scenarios", "folders", type=FILES, multiple=True, help=text)(command)


def server_options(command: F) -> F:
    """Add the options that select a server and a world; the command passes them to `connect`."""
    options = (
        option("--url", help="Base URL of the server; overrides --host and --port."),
        option("--host", default="127.0.0.1", show_default=True, help="Host of the server."),
        option("--port", type=PortType(), default=PORT, show_default=True, help="Port of the server."),
        option("--uds", type=FILES, help="Unix domain socket of the server."),
        option("--admin-token", help="Admin token of the server."),
        option("--world", help="Name of the world.  [default: default]"),
    )
    for decorate in reversed(options):
        command = decorate(command)
    return command


def base_url(host: str, port: int) -> str:
    """Return the base URL that reaches a server bound to that host from this machine."""
    host = {"": "127.0.0.1", "0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def connect(server: dict[str, Any]) -> "Control":
    """Return the control of the server that `server_options` select."""
    from mockserver.client import Control

    url = server["url"] or base_url(server["host"], server["port"])
    return Control(url, server["world"], server["admin_token"], server["uds"])
