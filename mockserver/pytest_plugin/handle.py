"""The handle that tests get: one world of the session's server, and where clients find it.

What it does goes over the control API, without a socket where the server runs in this process; only the end of a test
takes a shorter way there. Clients need no socket either: `client`, `transport` and `asgi` lead to the same server.
"""

from collections.abc import Mapping
from contextlib import ExitStack
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec
import pytest

from mockserver.client import Control, SentRequest
from mockserver.errors import MockserverError, UnknownName
from mockserver.providers import PROVIDERS
from mockserver.pytest_plugin.webhooks import WorldWebhooks

if TYPE_CHECKING:
    import httpx2

    from mockserver.server.server import AsgiApp
    from mockserver.testing.in_process import InProcessServer

ELSEWHERE = "With --mockserver-url the server runs elsewhere; there is no {} in this process."


class At(NamedTuple):
    """What a client of one provider is configured with."""

    base_url: str
    api_key: str


class Mockserver:
    """A world for one test.

    `clock`, `calls`, `requests` and `webhooks` are those of `mockserver.client`; `world` is the world's name.
    Set `allow_unmatched` to True where requests that no route knows are part of the test.
    """

    def __init__(self, control: Control, in_process: "InProcessServer | None", key: str) -> None:
        assert control.world is not None, "the world of a test has a name"
        self.control, self.world = control, control.world
        self.clock, self.calls, self.requests = control.clock, control.calls, control.requests
        self.webhooks = WorldWebhooks(control.link, control.world, in_process)
        self.api_key = f"{key}~{self.world}"  #: any provider takes it; what follows `~` names the world
        self.allow_unmatched = False
        self._in_process = in_process
        self._environment = pytest.MonkeyPatch()
        self._clients = ExitStack()

    # -- where clients find it ---------------------------------------------------------------------

    @property
    def url(self) -> str:
        """The server. One of this process listens from the first time on that this, or a base URL, is asked for."""
        return self._in_process.url if self._in_process else self.control.link.address.url

    @property
    def where(self) -> str:
        """Where the server is, in words."""
        return "in this process" if self._in_process and not self._in_process.listens else f"at {self.url}"

    def at(self, provider: str) -> At:
        """Base URL and API key for a client of that provider; both lead to this world.

        Raises:
            UnknownName: there is no such provider.
        """
        base = PROVIDERS[_known(provider)].base
        return At(f"{self.url}/w/{self.world}/{provider}{base}", self.api_key)

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

    def client(self, provider: str) -> "httpx2.Client":
        """A client for that provider with a base URL and this world's key, ready for `.post("/calls", …)`; it is
        closed when the test ends. It needs no socket unless the server runs elsewhere.

        Raises:
            UnknownName: there is no such provider.
        """
        import httpx2

        url, headers = self.control.link.address.url, _key_header(_known(provider), self.api_key)
        transport = self.transport if self._in_process else httpx2.HTTPTransport(verify=url.startswith("https"))
        base_url = f"{url}/{provider}{PROVIDERS[provider].base}/"  # the key names the world; httpx2 feels long URLs
        client = httpx2.Client(transport=transport, base_url=base_url, headers=headers)
        return self._clients.enter_context(client)

    @cached_property
    def transport(self) -> Any:
        """What makes a client of httpx or httpx2, with or without `async`, speak to this world without a socket,
        whatever its base URL and key: `httpx.Client(transport=mockserver.transport)`."""
        from mockserver.testing.transport import Transport

        return Transport(self._here("transport"), self.world)

    @property
    def asgi(self) -> "AsgiApp":
        """The server as an ASGI application, for clients that take one; every request leads to this world."""
        return self._here("application").mounted(self.world)

    def _here(self, what: str) -> "InProcessServer":
        if self._in_process is None:
            raise MockserverError(ELSEWHERE.format(what))
        return self._in_process

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
        """Take the environment back, forget the world, and fail the test if it made requests that no route knows; of a
        test that failed anyway the report says so."""
        self._environment.undo()
        self._clients.close()
        self.webhooks.close()
        unmatched = self._forget()
        if unmatched and not (self.allow_unmatched or failed):
            pytest.fail(complaint(unmatched), pytrace=False)

    def _forget(self) -> list[SentRequest]:
        """Forget the world; the requests in it that no route knew."""
        if self._in_process is not None:
            return msgspec.convert(self._in_process.forget(self.world), list[SentRequest])
        unmatched = self.requests.unmatched()
        self.control.forget()
        return unmatched


def complaint(unmatched: list[SentRequest]) -> str:
    """What to say of requests that no route knows."""
    lines = [f"  {request.method} {request.path} -> {request.status} {request.answer}" for request in unmatched]
    hint = "If this is meant: @pytest.mark.mockserver(allow_unmatched=True), or mockserver.allow_unmatched = True."
    return "\n".join([f"Requests that no route of the simulator knows: {len(unmatched)}", *lines, hint])


def _known(provider: str) -> str:
    if provider not in PROVIDERS:
        raise UnknownName("provider", provider, PROVIDERS)
    return provider


def _key_header(provider: str, key: str) -> dict[str, str]:
    """The header in which a provider wants its key."""
    how = PROVIDERS[provider].security
    return {how["name"]: key} if how["type"] == "apiKey" else {"authorization": f"Bearer {key}"}
