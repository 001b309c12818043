"""One simulated world as tests use it: the URLs and clients to reach it, and everything that controls it.

    SimulatedWorld ─┬─ testing.mock_server: MockServer        with a server of its own, without pytest
                    └─ pytest_plugin.handle: MockserverFixture       a world for one test on the session's server

It uses the control API, without a socket if the server runs in this process. Clients need no socket either: `client`,
`transport` and `asgi` connect to the same server.
"""

from collections.abc import Mapping
from contextlib import ExitStack
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from mockserver.client import Control
from mockserver.errors import MockserverError, UnknownName, is_callers_mistake
from mockserver.gateway.mounts import DEFAULT
from mockserver.providers import PROVIDERS
from mockserver.providers.samples import key_headers
from mockserver.testing.client_environment import Environment, client_variables, tls_variables
from mockserver.testing.world_webhooks import WorldWebhooks

if TYPE_CHECKING:
    import httpx2

    from mockserver.providers.base import Provider
    from mockserver.server.server import AsgiApp
    from mockserver.server.tls.certificates import Authority
    from mockserver.testing.in_process import InProcessServer

__tracebackhide__ = is_callers_mistake  #: for pytest
ELSEWHERE = "With --mockserver-url the server runs in another process, so there is no {} here. Use a base URL."


class ClientConfig(NamedTuple):
    """The configuration of a client for one provider."""

    base_url: str
    api_key: str


class SimulatedWorld:
    """One world of a simulator, and the URLs, keys and clients that reach it.

    `clock`, `calls`, `requests`, `webhooks`, `faults` and `findings` show and control what is in it; `control` has
    everything else (`settings`, `reset`, `snapshot`, `events`, …). `world` is its name. Each provider is an attribute
    with its name, which has `base_url` and `api_key` for a client.
    """

    if TYPE_CHECKING:  # for editors; every provider is found by its name
        revring: ClientConfig
        ringyo: ClientConfig
        revox: ClientConfig

    def __init__(self, control: Control, in_process: "InProcessServer | None", key: str) -> None:
        assert control.world is not None, "the world has a name"
        self.control, self.world = control, control.world
        self.clock, self.calls, self.requests = control.clock, control.calls, control.requests
        self.faults, self.findings = control.faults, control.findings
        self.webhooks = WorldWebhooks(control.connection, control.world, in_process)
        self.api_key = key  #: accepted by every provider; it names the world, unless that is the default one
        self._in_process = in_process
        self._environment = Environment()
        self._clients = ExitStack()

    # -- URLs and clients --------------------------------------------------------------------------

    @property
    def url(self) -> str:
        """Return the URL of the server. A server in this process starts to listen with the first use of a URL."""
        return self._in_process.url if self._in_process else self.control.connection.address.url

    @property
    def where(self) -> str:
        """Return the place of the server in words."""
        return "in this process" if self._in_process and not self._in_process.is_listening else f"at {self.url}"

    def at(self, provider: str) -> ClientConfig:
        """Return base URL and API key for a client of that provider; each selects this world.

        Raises:
            UnknownName: there is no such provider.
        """
        base = _provider(provider).base
        prefix = "" if self.world == DEFAULT else f"/w/{self.world}"
        return ClientConfig(f"{self.url}{prefix}/{provider}{base}", self.api_key)

    def __getattr__(self, name: str) -> ClientConfig:
        """Return base URL and API key for the provider of that name: `mockserver.PROVIDER`. See `at`."""
        if name.startswith("_"):  # asked for by copy, pickle and others; no provider has such a name
            raise AttributeError(name)
        try:
            return self.at(name)
        except UnknownName as error:
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}. {error}") from None

    def env(self, *providers: str, tls: bool = False) -> dict[str, str]:
        """Set the environment variables of the clients (`…_BASE_URL`, …) until the end, and return them.

        Without arguments, set those of all providers. `tls` is for clients whose base URL cannot be changed: instead of
        the base URL, they get the server as their proxy (`HTTPS_PROXY`), and its CA to trust. Clients read these
        variables when they are created; the API key names the world.

        Raises:
            UnknownName: there is no such provider.
            SettingsError: TLS needs the extra `tls`.
        """
        variables: dict[str, str | None] = {}
        for provider in providers or PROVIDERS:
            config = self.at(provider)
            variables |= client_variables(provider, None if tls else config.base_url, config.api_key)
        if tls:
            variables |= tls_variables(self.url, self._authority())
        self._environment.set(variables)
        return {name: value for name, value in variables.items() if value is not None}

    def _authority(self) -> "Authority":
        """Return the CA that clients must trust. That of a server elsewhere is expected in the data folder."""
        if self._in_process is not None:
            return self._in_process.authority
        from mockserver.server.tls.certificates import Authority, data_folder

        return Authority(data_folder())

    def client(self, provider: str) -> "httpx2.Client":
        """Return a client for that provider with base URL and key, ready for `.post("/calls", …)`.

        It is closed at the end. It uses a socket only if the server runs in another process.

        Raises:
            UnknownName: there is no such provider.
        """
        import httpx2

        url, headers = self.control.connection.address.url, key_headers(_provider(provider), self.api_key)
        transport = self.transport if self._in_process else httpx2.HTTPTransport(verify=url.startswith("https"))
        base_url = f"{url}/{provider}{PROVIDERS[provider].base}/"  # the key names the world; long URLs slow httpx2 down
        client = httpx2.Client(transport=transport, base_url=base_url, headers=headers)
        return self._clients.enter_context(client)

    @cached_property
    def transport(self) -> Any:
        """Return a transport for synchronous and asynchronous clients of httpx and httpx2. It routes all requests to
        this world without a socket: `httpx.Client(transport=mockserver.transport)`."""
        from mockserver.testing.transport import Transport

        return Transport(self._require_in_process("transport"), self.world)

    @property
    def asgi(self) -> "AsgiApp":
        """Return the server as an ASGI application that routes every request to this world."""
        return self._require_in_process("application").asgi_app(self.world)

    def _require_in_process(self, what: str) -> "InProcessServer":
        if self._in_process is None:
            raise MockserverError(ELSEWHERE.format(what))
        return self._in_process

    # -- scenarios ---------------------------------------------------------------------------------

    def play(self, *names: str) -> None:
        """Queue these scenarios: each of the next calls plays one, in this order; later calls play the default."""
        self.control.play(*names)

    def scenario(self, scenario: str | Mapping[str, Any], *, play: bool = True) -> str:
        """Add a scenario (YAML or a dict) to this world and return its name. See `Control.scenario`.

        With `play`, it becomes the fallback scenario. With `play=False`, calls play it only because of `play()`, a
        header, or its own `for:`.
        """
        return self.control.scenario(scenario, play=play)

    def release(self) -> None:
        """Close the clients, remove the receiver of webhooks, and restore the environment."""
        self._environment.undo()
        self._clients.close()
        self.webhooks.close()


def _provider(name: str) -> "Provider":
    """Return the provider of that name. An error begins here, so that reports of failures hide all of its frames."""
    try:
        return PROVIDERS.named(name)
    except UnknownName as error:
        raise error.with_traceback(None) from None
