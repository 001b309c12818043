"""The handle that tests get: one world of the session's server, and where clients find it.

Everything it does goes over the control API; only `asgi` reaches into this process.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from mockserver.client import Control, SentRequest
from mockserver.errors import MockserverError, UnknownName
from mockserver.providers import PROVIDERS
from mockserver.pytest_plugin.webhooks import WorldWebhooks

if TYPE_CHECKING:
    from mockserver.app import App

Asgi = Callable[[Any, Any, Any], Awaitable[None]]


class At(NamedTuple):
    """What a client of one provider is configured with."""

    base_url: str
    api_key: str


class Mockserver:
    """A world for one test.

    `clock`, `calls`, `requests` and `webhooks` are those of `mockserver.client`; `url` is the server, `world` the
    world's name.
    Set `allow_unmatched` to True where requests that no route knows are part of the test.
    """

    def __init__(self, control: Control, app: "App | None", key: str) -> None:
        assert control.world is not None, "the world of a test has a name"
        self.control, self.url, self.world = control, control.link.address.url, control.world
        self.clock, self.calls, self.requests = control.clock, control.calls, control.requests
        self.webhooks = WorldWebhooks(control.link, control.world, app)
        self.api_key = f"{key}~{self.world}"  #: any provider takes it; what follows `~` names the world
        self.allow_unmatched = False
        self._app = app
        self._environment = pytest.MonkeyPatch()

    # -- where clients find it ---------------------------------------------------------------------

    def at(self, provider: str) -> At:
        """Base URL and API key for a client of that provider; both lead to this world.

        Raises:
            UnknownName: there is no such provider.
        """
        if provider not in PROVIDERS:
            raise UnknownName("provider", provider, PROVIDERS)
        return At(f"{self.url}/w/{self.world}/{provider}{PROVIDERS[provider].base}", self.api_key)

    @property
    def revring(self) -> At:
        """RevRing, in this world."""
        return self.at("revring")

    @property
    def ringyo(self) -> At:
        """Ringyo, in this world."""
        return self.at("ringyo")

    @property
    def revox(self) -> At:
        """Revox, in this world."""
        return self.at("revox")

    def env(self, *providers: str) -> dict[str, str]:
        """Set the environment variables by which clients are configured (`REVOX_BASE_URL`, …) until the test ends.

        Without names for all providers; returns what was set.
        """
        variables: dict[str, str] = {}
        for provider in providers or PROVIDERS:
            at = self.at(provider)
            values = {"url": at.base_url, "key": at.api_key}
            variables |= {name: values[kind] for name, kind in PROVIDERS[provider].environment.items()}
        for name, value in variables.items():
            self._environment.setenv(name, value)
        return variables

    @property
    def asgi(self) -> Asgi:
        """The server as an ASGI application, for clients that take one; every request leads to this world."""
        if self._app is None:
            raise MockserverError("With --mockserver-url the server runs elsewhere; there is no application here.")
        return _in_world(self._app, self.world)

    # -- what happens ------------------------------------------------------------------------------

    def play(self, *names: str) -> None:
        """The next calls play these scenarios, one each, in this order; after them the default again."""
        self.control.play(*names)

    def scenario(self, scenario: str | Mapping[str, Any], *, play: bool = True) -> str:
        """Add a scenario (YAML or a dict) to this world; its name. See `Control.scenario`.

        With `play` it is from now on what calls play for which nothing else says something; with `play=False` it
        is only there, for `play`, for a header, or for its own `for:`.
        """
        return self.control.scenario(scenario, play=play)

    # -- the end of the test -----------------------------------------------------------------------

    def finish(self, *, failed: bool) -> None:
        """Fail the test if it made requests that no route knows; of a test that failed anyway the report says so."""
        unmatched = [] if self.allow_unmatched or failed else self.requests.unmatched()
        if unmatched:
            pytest.fail(complaint(unmatched), pytrace=False)

    def close(self) -> None:
        """Take the environment back and forget the world."""
        self._environment.undo()
        self.webhooks.close()
        self.control.forget()


def complaint(unmatched: list[SentRequest]) -> str:
    """What to say of requests that no route knows."""
    lines = [f"  {request.method} {request.path} -> {request.status} {request.answer}" for request in unmatched]
    hint = "If this is meant: @pytest.mark.mockserver(allow_unmatched=True), or mockserver.allow_unmatched = True."
    return "\n".join([f"Requests that no route of the simulator knows: {len(unmatched)}", *lines, hint])


def _in_world(app: Asgi, world: str) -> Asgi:
    """The application, for requests that all belong to one world."""

    async def application(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            scope = {**scope, "headers": [*scope["headers"], (b"x-mockserver-world", world.encode())]}
        await app(scope, receive, send)

    return application
