"""The server of a pytest session: in this process, or a running one at `--mockserver-url`.

The name of a world consists of worker, number and test, so no world is shared, not even between workers or sessions
that use the same server.
"""

import logging
import os
import re
import secrets
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from difflib import get_close_matches
from enum import StrEnum
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import msgspec
import pytest

from mockserver.client import Control
from mockserver.errors import MockserverError, SettingsError, did_you_mean
from mockserver.pytest_plugin.handle import Mockserver
from mockserver.simulation.clock import Mode
from mockserver.simulation.durations import parse_instant, within
from mockserver.world.settings import Examples, Limits, Settings

if TYPE_CHECKING:
    from mockserver.testing.in_process import InProcessServer

MONDAY = datetime(2026, 1, 5, 15, tzinfo=UTC)
KEYS = (
    "clock",
    "rate",
    "now",
    "seed",
    "profile",
    "tomorrow",
    "only",
    "allow_hosts",
    "api_keys",
    "scenarios",
    "fixtures",
    "examples",
    "admin_token",
    "admin_hosts",
    "limits",
)
Word = TypeVar("Word", bound=StrEnum)


class Remote(NamedTuple):
    """What each new world is set to on a server that this session did not start."""

    clock: dict[str, Any]
    settings: dict[str, Any]


class Session:
    """Creates worlds. The server runs in this process (`in_process`) unless it is a `remote` one."""

    def __init__(
        self,
        control: Control,
        settings: Settings,
        in_process: "InProcessServer | None" = None,
        remote: Remote | None = None,
    ) -> None:
        self.settings = settings
        self._control, self._in_process, self._remote = control, in_process, remote
        self._numbers = count(1)
        worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
        self._prefix = worker if remote is None else f"{worker}-{secrets.token_hex(4)}"

    @property
    def url(self) -> str:
        """Return the URL of the server; see `Mockserver.url`."""
        return self._in_process.url if self._in_process else self._control.connection.address.url

    def handle(self, test: str) -> Mockserver:
        """Return a new world for a test."""
        name = f"{self._prefix}-{next(self._numbers)}-{re.sub(r'[^A-Za-z0-9._-]+', '-', test)}"[:64]
        key = self.settings.api_keys[0] if self.settings.api_keys else "test-key"
        handle = Mockserver(self._control.within(name), self._in_process, key)
        if self._remote is not None:
            handle.control.settings(**self._remote.settings)
            handle.clock.set(**self._remote.clock)
        return handle


@contextmanager
def open_session(config: pytest.Config, given: Mapping[str, Any] | Settings) -> Iterator[Session]:
    """Provide the session's server until the session ends."""
    url = config.getoption("mockserver_url") or config.getini("mockserver_url")
    seed = config.getoption("mockserver_seed") or config.getini("mockserver_seed")
    overrides = {"seed": seed} if seed else {}
    try:
        settings = decode_settings(given, overrides, config.rootpath)
    except MockserverError as error:
        raise pytest.fail.Exception(f"mockserver_settings: {error}", pytrace=False) from None
    if url:
        with Control(url, token=settings.admin_token) as control:
            yield Session(control, settings, remote=_remote(settings))
    else:
        with _started(settings) as session:
            yield session


@contextmanager
def _started(settings: Settings) -> Iterator[Session]:
    from mockserver.server.app import build
    from mockserver.server.request_log import DebugLog
    from mockserver.testing.in_process import HOST, InProcessServer

    try:
        app = build(settings)
    except MockserverError as error:
        raise pytest.fail.Exception(f"mockserver_settings: {error}", pytrace=False) from None
    app.log_to(DebugLog(settings.only))
    with _debug_level(logging.getLogger("mockserver")), closing(InProcessServer(app)) as in_process:
        control = Control(f"http://{HOST}", token=settings.admin_token, send_request=in_process.send_control_request)
        yield Session(control, settings, in_process)


@contextmanager
def _debug_level(logger: logging.Logger) -> Iterator[None]:
    """Let a logger pass everything on, unless somebody has set its level, so that reports of failed tests show it."""
    level = logger.level
    logger.setLevel(level or logging.DEBUG)
    try:
        yield
    finally:
        logger.setLevel(level)


def _remote(settings: Settings) -> Remote:
    """Return what to set on a running server."""
    clock: dict[str, Any] = {"mode": settings.mode, "rate": settings.rate, "now": settings.now}
    names = ("seed", "profile", "examples", "tomorrow")
    return Remote(clock, {name: getattr(settings, name) for name in names})


def decode_settings(given: Mapping[str, Any] | Settings, overrides: Mapping[str, Any], root: Path) -> Settings:
    """Return the settings of the server; relative paths start at `root`.

    Raises:
        SettingsError: a key is unknown, or a value is invalid.
    """
    if isinstance(given, Settings):
        return given
    unknown = sorted(set(given) - set(KEYS))
    if unknown:
        near = did_you_mean(get_close_matches(unknown[0], KEYS, n=1))
        raise SettingsError(f"There is no setting {unknown[0]!r}; known settings are {', '.join(KEYS)}.{near}")
    values: dict[str, Any] = {"clock": "step", "now": MONDAY, "examples": Examples.BY_ID, **given, **overrides}
    values["mode"] = _choice("clock", values.pop("clock"), Mode)
    values["examples"] = _choice("examples", values["examples"], Examples)
    values["now"] = _instant(values["now"])
    for name in ("api_keys", "allow_hosts", "admin_hosts"):
        values[name] = tuple(values.get(name, ()))
    for name in ("scenarios", "fixtures"):
        values[name] = _paths(values.get(name, ()), root)
    values["limits"] = _limits(values.get("limits", {}))
    return Settings(**values)


def _limits(given: Any) -> Limits:
    if isinstance(given, Limits):
        return given
    try:
        return msgspec.convert(given, Limits)
    except msgspec.ValidationError as error:
        raise SettingsError(f"limits: {error}.") from None


def _choice(name: str, word: str, kind: type[Word]) -> Word:
    try:
        return kind(word)
    except ValueError:
        near = did_you_mean(get_close_matches(str(word), [known.value for known in kind], n=1))
        raise SettingsError(f"{name} is {word!r}; expected one of {', '.join(kind)}.{near}") from None


def _instant(value: datetime | str | None) -> datetime | None:
    try:
        return None if value is None else within(parse_instant(value))
    except ValueError as error:
        raise SettingsError(f"now: {error}.") from None


def _paths(value: Any, root: Path) -> tuple[Path, ...]:
    paths = [value] if isinstance(value, str | Path) else list(value)
    return tuple(root / path for path in paths)
