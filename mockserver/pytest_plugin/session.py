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
from itertools import count
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from mockserver.client import Control
from mockserver.errors import MockserverError
from mockserver.pytest_plugin.handle import MockserverFixture
from mockserver.testing.server_settings import decode_settings, first_key
from mockserver.world.settings import Settings

if TYPE_CHECKING:
    from mockserver.testing.in_process import InProcessServer


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
        """Return the URL of the server; see `MockserverFixture.url`."""
        return self._in_process.url if self._in_process else self._control.connection.address.url

    def handle(self, test: str) -> MockserverFixture:
        """Return a new world for a test."""
        name = f"{self._prefix}-{next(self._numbers)}-{re.sub(r'[^A-Za-z0-9._-]+', '-', test)}"[:64]
        handle = MockserverFixture(self._control.within(name), self._in_process, first_key(self.settings))
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
    from mockserver.testing.mock_server import control_of, start

    try:
        in_process = start(settings)
    except MockserverError as error:
        raise pytest.fail.Exception(f"mockserver_settings: {error}", pytrace=False) from None
    with _debug_level(logging.getLogger("mockserver")), closing(in_process):
        yield Session(control_of(in_process), settings, in_process)


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
