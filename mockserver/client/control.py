"""One world of one server, controlled through the control API.

Its clock, calls, requests, webhooks, faults and findings have classes of their own; everything else is a method here.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Self
from urllib.parse import quote

import msgspec

from mockserver.client.arguments import as_json
from mockserver.client.calls import Calls
from mockserver.client.clock import Clock, instant_text
from mockserver.client.connection import DEFAULT_URL, Address, Connection, SendRequest
from mockserver.client.events import EventFeed
from mockserver.client.faults import Faults
from mockserver.client.findings import Findings
from mockserver.client.previews import CallPreview
from mockserver.client.providers import ServedProvider
from mockserver.client.requests import Requests
from mockserver.client.scenarios import ScenarioCheck
from mockserver.client.settings import HasSettings
from mockserver.client.values import Call
from mockserver.client.webhooks import Webhooks
from mockserver.client.words import Kept, Phase
from mockserver.errors import ControlError, is_callers_mistake

__tracebackhide__ = is_callers_mistake  #: for pytest


class Control(HasSettings):
    """One world of one server; without a name, the world `default`. As a context manager, it closes the connections.

    `token` is the server's admin token, `uds` the path of its Unix domain socket. `send_request` replaces HTTP as the
    transport.
    """

    def __init__(
        self,
        base_url: str = DEFAULT_URL,
        world: str | None = None,
        token: str | None = None,
        uds: Path | None = None,
        send_request: SendRequest | None = None,
    ) -> None:
        self._begin(Connection(Address(base_url, token, uds), send_request), world)

    def _begin(self, connection: Connection, world: str | None) -> None:
        self.connection, self.world = connection, world
        self.clock, self.calls, self.requests = (
            Clock(connection, world),
            Calls(connection, world),
            Requests(connection, world),
        )
        self.webhooks, self.faults = Webhooks(connection, world), Faults(connection, world)
        self.findings = Findings(connection, world)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections, which all worlds `within` the same server share."""
        self.connection.close()

    def within(self, world: str) -> "Control":
        """Return the control of another world of the same server."""
        other = object.__new__(Control)
        other._begin(self.connection, world)
        return other

    def send(self, method: str, path: str, body: object = None, **options: Any) -> Any:
        """Send a request about this world to the control API; see `Connection.send`."""
        return self.connection.send(method, path, body, world=self.world, **options)

    # -- scenarios --------------------------------------------------------------------------------

    def play(self, *names: str) -> None:
        """Queue these scenarios: each of the next calls plays one, in this order; later calls play the default.

        Raises:
            ControlError: there is no scenario of one of these names; the message offers the nearest.
        """
        self.send("POST", "/scenarios/next", {"names": list(names)})

    def scenario(self, scenario: str | Mapping[str, Any], *, play: bool = True) -> str:
        """Add a scenario, as YAML text or as a mapping, and return its name.

        A mapping may omit `version` and `name`. With `play`, the scenario becomes the world's default: calls play it
        unless the queue of `play`, the `for:` of a scenario or a magic number decides. If the text has several
        documents, the first becomes the default.

        Raises:
            ControlError: the scenario is not valid; the message lists every problem with its position.
        """
        text = scenario if isinstance(scenario, str) else as_json({"version": 1, "name": "given", **scenario})
        added = self.send("POST", "/scenarios", text)["scenarios"]
        name = str(added[0]["name"])
        if play:
            self.default(name)
        return name

    def check(self, scenario: str | Mapping[str, Any]) -> ScenarioCheck:
        """Check scenarios, as YAML text or as a mapping, as `mockserver check` does; store nothing. They may refer to
        the scenarios of the world."""
        text = scenario if isinstance(scenario, str) else as_json(scenario)
        return msgspec.convert(self.send("POST", "/scenarios/check", text), ScenarioCheck)

    def default(self, name: str) -> None:
        """Set the fallback scenario.

        Raises:
            ControlError: there is no scenario of that name; the message offers the nearest.
        """
        self.send("PUT", "/scenarios/default", {"name": name})

    def preview(
        self, name: str, *, provider: str | None = None, to: str | None = None, seed: str | None = None
    ) -> dict[str, CallPreview]:
        """Return how a call that plays a scenario would unfold, by provider: at one, or at all. Nothing changes.

        The call goes to `to` (E.164; by default a fictional number). `seed` picks other random values than the world's.

        Raises:
            ControlError: there is no scenario or provider of that name, or `to` is not a phone number.
        """
        given = {"provider": provider, "to": to, "seed": seed}
        body = {key: value for key, value in given.items() if value is not None}
        answered = self.send("POST", f"/scenarios/{quote(name, safe='')}/preview", body)
        return {row["provider"]: msgspec.convert(row, CallPreview) for row in answered["previews"]}

    def preview_text(
        self,
        text: str,
        name: str | None = None,
        *,
        provider: str | None = None,
        to: str | None = None,
        seed: str | None = None,
    ) -> dict[str, CallPreview]:
        """Return how a call that plays a scenario of a YAML text would unfold, without adding the scenario: the one
        called `name`, or the first. The other arguments are those of `preview`.

        Raises:
            ControlError: the text is not valid, or what `preview` raises.
        """
        given = {"text": text, "name": name, "provider": provider, "to": to, "seed": seed}
        body = {key: value for key, value in given.items() if value is not None}
        answered = self.send("POST", "/scenarios/preview", body)
        return {row["provider"]: msgspec.convert(row, CallPreview) for row in answered["previews"]}

    # -- the world as a whole ----------------------------------------------------------------------

    def health(self) -> dict[str, Any]:
        """Return the server's status, version, providers and worlds."""
        return dict(self.send("GET", "/health"))

    def providers(self) -> dict[str, ServedProvider]:
        """Return the providers that the server serves, by name: where they are, their operations and words."""
        rows = msgspec.convert(self.send("GET", "/providers")["providers"], list[ServedProvider])
        return {row.name: row for row in rows}

    def reset(
        self,
        *keep: Kept | str,
        now: datetime | str | None = None,
    ) -> None:
        """Replace the world by a new one that keeps only what is named. It begins at `now`, or when new worlds of the
        server begin.

        Raises:
            ControlError: there is nothing of that name to keep, or `now` is not an instant.
        """
        begin = None if now is None else instant_text(now)
        self.send("POST", "/reset", {"keep": list(keep), "now": begin})

    def snapshot(self, *, journal: bool = False) -> dict[str, Any]:
        """Return the whole world as JSON-ready values for `restore`, optionally with the journal (secrets redacted)."""
        return dict(self.send("GET", "/snapshot", query={"journal": "true"} if journal else None))

    def restore(self, snapshot: Mapping[str, Any]) -> None:
        """Replace the world by the snapshot and continue from there.

        Raises:
            ControlError: it is not a snapshot of a world.
        """
        self.send("PUT", "/snapshot", snapshot)

    def wait(self, call: str, phase: Phase | str = "ended", timeout: float = 5) -> Call:
        """Block until the call is in that phase, for at most `timeout` real seconds; return the call.

        The phase `ended` does not wait for results that come after the end; `clock.settle` does.

        Raises:
            ControlError: the call has ended without that phase, or is not in it after `timeout`; the message says what
                it is and whether time passes by itself.
        """
        query = {"call": call, "phase": phase, "timeout": str(timeout)}
        return msgspec.convert(self.send("GET", "/wait", query=query, wait_budget=timeout), Call)

    def events(self, kinds: Iterable[str] = (), *, last_event_id: str | None = None) -> EventFeed:
        """Return the events of this world from now on, of these kinds (`call`, `request`, `delivery`, `clock`, `fault`,
        `world`; by default all). Without a name of a world, return those of all worlds. With `last_event_id`, return
        also those that have happened since. Needs a server with a socket.

        Raises:
            ControlError: there is no such kind, or the server runs in this process without a socket.
        """
        return EventFeed(self.connection, self.world, kinds, last_event_id)

    def forget(self) -> None:
        """Delete the world. It is not an error if the world does not exist."""
        try:
            self.send("DELETE", f"/worlds/{self.world or 'default'}")
        except ControlError as error:
            if error.status != 404:
                raise
