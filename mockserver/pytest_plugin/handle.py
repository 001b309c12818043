"""The object that tests get: one world of the session's server, and the URLs and clients to reach it.

It uses the control API, without a socket if the server runs in this process; only the end of a test bypasses it.
Clients need no socket either: `client`, `transport` and `asgi` connect to the same server.
"""

from collections.abc import Collection, Mapping
from contextlib import ExitStack
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec
import pytest

from mockserver.client import Control, Finding, PlannedFault, SentRequest
from mockserver.errors import MockserverError, UnknownName, is_callers_mistake
from mockserver.providers import PROVIDERS
from mockserver.providers.samples import key_headers
from mockserver.pytest_plugin.webhooks import WorldWebhooks

if TYPE_CHECKING:
    import httpx2

    from mockserver.providers.base import Provider
    from mockserver.server.server import AsgiApp
    from mockserver.testing.in_process import InProcessServer

__tracebackhide__ = is_callers_mistake  #: for pytest
_SHOWN = 20  #: findings in a message
ELSEWHERE = "With --mockserver-url the server runs in another process, so there is no {} here. Use a base URL."


class ClientConfig(NamedTuple):
    """The configuration of a client for one provider."""

    base_url: str
    api_key: str


class Ended(NamedTuple):
    """What was wrong with a world at the end of its test: requests without a route, faults that never fired."""

    unmatched: list[SentRequest]
    unfired: list[PlannedFault]


class Mockserver:
    """A world for one test.

    `clock`, `calls`, `requests`, `webhooks`, `faults` and `findings` are those of `mockserver.client`; `world` is the
    name of the world. Set `allow_unmatched` to True if the test sends requests that match no route, `allow_unfired` if
    planned faults need not fire, and `fail_on_findings` to the kinds of findings that fail the test (True: all).
    """

    if TYPE_CHECKING:  # for editors; every provider is found by its name
        revring: ClientConfig
        ringyo: ClientConfig
        revox: ClientConfig

    def __init__(self, control: Control, in_process: "InProcessServer | None", key: str) -> None:
        assert control.world is not None, "the world of a test has a name"
        self.control, self.world = control, control.world
        self.clock, self.calls, self.requests = control.clock, control.calls, control.requests
        self.faults, self.findings = control.faults, control.findings
        self.webhooks = WorldWebhooks(control.connection, control.world, in_process)
        self.api_key = f"{key}~{self.world}"  #: accepted by every provider; the part after `~` names the world
        self.allow_unmatched = self.allow_unfired = False
        self.fail_on_findings: bool | Collection[str] = False
        self._in_process = in_process
        self._environment = pytest.MonkeyPatch()
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
        return ClientConfig(f"{self.url}/w/{self.world}/{provider}{base}", self.api_key)

    def __getattr__(self, name: str) -> ClientConfig:
        """Return base URL and API key for the provider of that name: `mockserver.PROVIDER`. See `at`."""
        if name.startswith("_"):  # asked for by copy, pickle and others; no provider has such a name
            raise AttributeError(name)
        try:
            return self.at(name)
        except UnknownName as error:
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}. {error}") from None

    def env(self, *providers: str) -> dict[str, str]:
        """Set the environment variables of the clients (`…_BASE_URL`, …) until the test ends, and return them.

        Without arguments, set those of all providers.
        """
        variables: dict[str, str] = {}
        for provider in providers or PROVIDERS:
            config = self.at(provider)
            values = {"url": config.base_url, "key": config.api_key}
            variables |= {name: values[kind] for name, kind in PROVIDERS[provider].environment.items()}
        for name, value in variables.items():
            self._environment.setenv(name, value)
        return variables

    def client(self, provider: str) -> "httpx2.Client":
        """Return a client for that provider with base URL and key, ready for `.post("/calls", …)`.

        It is closed when the test ends. It uses a socket only if the server runs in another process.

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

    # -- the end of the test -----------------------------------------------------------------------

    def finish(self, *, failed: bool) -> None:
        """Restore the environment and delete the world. Fail the test if a request matched no route, if a planned fault
        never fired, or if there are findings that must not be; the report of a failed test says so already."""
        self._environment.undo()
        self._clients.close()
        self.webhooks.close()
        found = [] if failed else self.unwanted_findings()
        ended = self._forget()
        if failed:
            return
        messages = [unmatched_message(ended.unmatched)] if ended.unmatched and not self.allow_unmatched else []
        if ended.unfired and not self.allow_unfired:
            messages.append(unfired_message(ended.unfired))
        if found:
            messages.append(findings_message(found))
        if messages:
            pytest.fail("\n".join(messages), pytrace=False)

    def unwanted_findings(self) -> list[Finding]:
        """Return the findings that fail the test."""
        kinds = self.fail_on_findings
        if not kinds:
            return []
        return self.findings.find() if kinds is True else self.findings.find(*kinds)

    def unfired(self) -> list[PlannedFault]:
        """Return the planned faults that have not fired although they are not optional."""
        return [rule for rule in self.faults if not (rule.fired or rule.optional)]

    def _forget(self) -> Ended:
        """Delete the world."""
        if self._in_process is not None:
            unmatched, unfired = self._in_process.forget(self.world)
            faults = msgspec.convert(unfired, list[PlannedFault])
            return Ended(msgspec.convert(unmatched, list[SentRequest]), [rule for rule in faults if not rule.optional])
        ended = Ended(self.requests.unmatched(), self.unfired())
        self.control.forget()
        return ended


def _provider(name: str) -> "Provider":
    """Return the provider of that name. An error begins here, so that reports of failures hide all of its frames."""
    try:
        return PROVIDERS.named(name)
    except UnknownName as error:
        raise error.with_traceback(None) from None


def unmatched_message(unmatched: list[SentRequest]) -> str:
    """Return the message about requests that matched no route."""
    lines = [f"  {request.method} {request.path} -> {request.status} {request.answer}" for request in unmatched]
    hint = "To allow them: @pytest.mark.mockserver(allow_unmatched=True), or mockserver.allow_unmatched = True."
    return "\n".join([f"Requests that match no route of the simulator: {len(unmatched)}", *lines, hint])


def unfired_message(unfired: list[PlannedFault]) -> str:
    """Return the message about planned faults that never fired, with what they matched."""
    lines = [f"  {rule}: {_nearly(rule)}" for rule in unfired]
    hint = "To allow it: optional: true in the rule, or @pytest.mark.mockserver(allow_unfired=True)."
    return "\n".join([f"Planned faults that never fired: {len(unfired)}", *lines, hint])


def _nearly(rule: PlannedFault) -> str:
    if not rule.matched:
        return "no request matched"
    return f"{rule.matched} request{' matched' if rule.matched == 1 else 's matched'}, but none that it fires on"


def findings_message(found: list[Finding]) -> str:
    """Return the message about findings."""
    lines = [f"  {finding}" for finding in found[:_SHOWN]]
    more = [f"  … and {len(found) - _SHOWN} more"] if len(found) > _SHOWN else []
    return "\n".join([f"Findings, which the documentation does not cover: {len(found)}", *lines, *more])
