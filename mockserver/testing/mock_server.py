"""A simulator for tests without pytest, such as unittest or a script: one class, used as a context manager.

    with MockServer() as server:
        config = server.at(provider)  # the same as the attribute with the name of the provider
        client = Client(config.base_url, config.api_key)
        …
        server.clock.advance("2m")

Nothing listens on a socket until a URL is asked for. The pytest plugin is the same thing with a world for each test.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, Unpack

from mockserver.client import Control
from mockserver.gateway.mounts import DEFAULT
from mockserver.server.app import build
from mockserver.server.request_log import DebugLog
from mockserver.testing.in_process import HOST, InProcessServer
from mockserver.testing.server_settings import ServerOptions, decode_settings, first_key
from mockserver.testing.simulated_world import SimulatedWorld

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mockserver.world.settings import Settings


class MockServer(SimulatedWorld):
    """A simulator in this process, and its default world.

    Args:
        settings: the settings of the server, or a mapping of options.
        options: single options, which win over those of a mapping; see `ServerOptions`. Relative paths start at the
            current folder.

    Raises:
        SettingsError: an option is unknown, or its value is invalid.
        ScenarioError: a scenario or fixture file is invalid.

    Use it with `with` or `async with`, or call `close` at the end. `world_named` gives further worlds of the same
    server.
    """

    def __init__(
        self, settings: "Settings | Mapping[str, Any] | None" = None, **options: Unpack[ServerOptions]
    ) -> None:
        decoded = decode_settings({} if settings is None else settings, options, Path.cwd())
        self._server, self._key = start(decoded), first_key(decoded)
        self._worlds: list[SimulatedWorld] = []
        self._is_closed = False
        super().__init__(control_of(self._server, DEFAULT), self._server, self._key)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_error: object) -> None:
        self.close()

    def world_named(self, name: str) -> SimulatedWorld:
        """Return another world of this server: an isolated account with a clock of its own. `name` has 1 to 64 of
        `A-Z a-z 0-9 . _ -`."""
        world = SimulatedWorld(control_of(self._server, name), self._server, f"{self._key}~{name}")
        self._worlds.append(world)
        return world

    def close(self) -> None:
        """End the server, close the clients, and restore the environment. Has no effect the second time."""
        if self._is_closed:
            return
        self._is_closed = True
        for world in (self, *self._worlds):
            world.release()
        self._server.close()


def start(settings: "Settings") -> InProcessServer:
    """Return a server with these settings. It logs to the logger `mockserver` with level DEBUG.

    Raises:
        ScenarioError: a scenario or fixture file is invalid.
        SettingsError: the time or the rate of the clock is out of range.
    """
    app = build(settings)
    app.log_to(DebugLog(settings.only))
    return InProcessServer(app)


def control_of(server: InProcessServer, world: str | None = None) -> Control:
    """Return the control of a server in this process, which needs no socket."""
    token = server.app.exchange.settings.admin_token
    return Control(f"http://{HOST}", world, token, send_request=server.send_control_request)
