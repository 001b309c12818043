"""One world of one server, steered from outside.

What concerns its clock, its calls and the requests it got is grouped under nouns; the rest is here.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Self

import msgspec

from mockserver.client.calls import Calls
from mockserver.client.clock import Clock
from mockserver.client.link import DEFAULT_URL, Address, Carry, Link
from mockserver.client.requests import Requests
from mockserver.client.values import Call
from mockserver.client.webhooks import Webhooks
from mockserver.errors import ControlError
from mockserver.simulation.durations import show_instant


class Control:
    """One world of one server; without a name the world `default`. A context manager that closes the connections.

    `uds` reaches a server that listens on a Unix domain socket; `token` is what it was started with. `carry` brings
    requests there otherwise than over HTTP.
    """

    def __init__(
        self,
        base_url: str = DEFAULT_URL,
        world: str | None = None,
        token: str | None = None,
        uds: Path | None = None,
        carry: Carry | None = None,
    ) -> None:
        self._begin(Link(Address(base_url, token, uds), carry), world)

    def _begin(self, link: Link, world: str | None) -> None:
        self.link, self.world = link, world
        self.clock, self.calls, self.requests = Clock(link, world), Calls(link, world), Requests(link, world)
        self.webhooks = Webhooks(link, world)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections; those of other worlds `within` the same server are the same."""
        self.link.close()

    def within(self, world: str) -> "Control":
        """The same server, another world."""
        other = object.__new__(Control)
        other._begin(self.link, world)
        return other

    def ask(self, method: str, path: str, body: object = None, **options: Any) -> Any:
        """One request to the control API for this world; see `Link.ask`."""
        return self.link.ask(method, path, body, world=self.world, **options)

    # -- what a world plays ------------------------------------------------------------------------

    def play(self, *names: str) -> None:
        """The next calls play these scenarios, one each, in this order."""
        self.ask("POST", "/scenarios/next", {"names": list(names)})

    def scenario(self, scenario: str | Mapping[str, Any], *, play: bool = True) -> str:
        """Add a scenario (YAML text, or the same as a mapping) and return its name.

        `version: 1` and a name are filled in for a mapping that lacks them. Unless `play` is False it becomes the
        world's default: what every call plays for which nothing else says something (the queue of `play`, the
        `for:` of a scenario, a magic number). Of a text with several documents that is the first.
        """
        text = scenario if isinstance(scenario, str) else json.dumps({"version": 1, "name": "given", **scenario})
        added = self.ask("POST", "/scenarios", text)["scenarios"]
        name = str(added[0]["name"])
        if play:
            self.default(name)
        return name

    def default(self, name: str) -> None:
        """Calls for which nothing else says something play this scenario from now on."""
        self.ask("PUT", "/scenarios/default", {"name": name})

    # -- the world as a whole ----------------------------------------------------------------------

    def health(self) -> dict[str, Any]:
        """That the server is there; its version, providers and worlds."""
        return dict(self.ask("GET", "/health"))

    def settings(self, **changes: Any) -> dict[str, Any]:
        """Profile, seed, default scenario and the options of each provider, after changing those named."""
        return dict(self.ask("PATCH", "/settings", changes) if changes else self.ask("GET", "/settings"))

    def reset(self, *keep: str, now: datetime | str | None = None) -> None:
        """The world as new, but for what is to be kept: `scenarios`, `settings`, `clock`, `journal`. It begins at
        `now`, or when all worlds of the server begin."""
        begin = show_instant(now) if isinstance(now, datetime) else now
        self.ask("POST", "/reset", {"keep": list(keep), "now": begin})

    def snapshot(self, *, journal: bool = False) -> dict[str, Any]:
        """The whole world as JSON-ready values, for `restore`, in this process or another; if wanted with the journal,
        its secrets redacted."""
        return dict(self.ask("GET", "/snapshot", query={"journal": "true"} if journal else None))

    def restore(self, snapshot: Mapping[str, Any]) -> None:
        """The world becomes what the snapshot says, and goes on from there."""
        self.ask("PUT", "/snapshot", snapshot)

    def wait(self, call: str, phase: str = "ended", timeout: float = 5) -> Call:
        """Block until the call is in that phase, for at most `timeout` real seconds; the call as it is then."""
        query = {"call": call, "phase": phase, "timeout": str(timeout)}
        return msgspec.convert(self.ask("GET", "/wait", query=query, wait_budget=timeout), Call)

    def forget(self) -> None:
        """Forget the world. One that was never used is no error."""
        try:
            self.ask("DELETE", f"/worlds/{self.world or 'default'}")
        except ControlError as error:
            if error.status != 404:
                raise
