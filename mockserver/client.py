"""The control API as Python methods. Speaks HTTP and nothing else, so it steers a server wherever it runs.

    Control(url, world) ─┬─ clock      now, advance, settle, set
                         ├─ calls      what was placed, from outside; drive one by hand
                         ├─ requests   what the client under test has sent; assert_called
                         └─ play, scenario, reset, snapshot, restore, wait, settings, forget

Answers are frozen values. What the server refuses is raised as `ControlError` with the server's own words.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeVar

import msgspec

from mockserver.durations import show_duration, show_instant
from mockserver.errors import MockserverError, did_you_mean

if TYPE_CHECKING:
    import httpx2

DEFAULT_URL = "http://127.0.0.1:4010"
_PATIENCE = 30.0  #: real seconds for one answer, beside what the server is asked to wait
T = TypeVar("T")


class ControlError(MockserverError):
    """The server refused; `code`, `details` and the message are its own words, `status` is the HTTP status."""

    def __init__(self, status: int, code: str, message: str, details: Mapping[str, Any]) -> None:
        self.status, self.code = status, code  # type: ignore[misc]
        self._details = dict(details)
        super().__init__(message)

    @property
    def details(self) -> dict[str, Any]:
        """Facts for programs, as the server gave them."""
        return self._details


class NotReachable(MockserverError):
    """No mockserver answers at the address."""

    code = "not_reachable"


class Entry(msgspec.Struct, frozen=True):
    """One event of a call's timeline; `facts` holds what else the event says."""

    at: datetime
    event: str
    status: str  #: the provider's word for the call right after it
    planned: bool
    facts: dict[str, Any]


class Call(msgspec.Struct, frozen=True, rename={"from_number": "from", "to_number": "to"}):
    """A call as the control API shows it: neutral, with the timeline past and planned."""

    id: str
    provider: str
    direction: str
    from_number: str
    to_number: str
    phase: str
    status: str  #: the provider's own word
    scenario: str
    created_at: datetime
    agent: str | None = None
    reason: str | None = None
    next_at: datetime | None = None
    labels: dict[str, Any] = {}
    attempts: list[dict[str, Any]] = []
    raw_timeline: list[dict[str, Any]] = msgspec.field(default_factory=list, name="timeline")

    @property
    def timeline(self) -> list[Entry]:
        """What has happened and what is planned, by time."""
        return [_entry(row) for row in self.raw_timeline]

    @property
    def events(self) -> list[str]:
        """The names of the events that have happened, in order."""
        return [entry.event for entry in self.timeline if not entry.planned]


class SentRequest(msgspec.Struct, frozen=True):
    """A request that the server got, and what it answered. Secrets are blacked out."""

    id: int
    at: datetime  #: virtual time
    provider: str
    operation: str | None  #: None where no route knew the request
    method: str
    path: str
    query: str
    headers: dict[str, str]
    body: str
    status: int
    answer: str
    duration_ms: float
    call: str | None = None
    note: str | None = None

    @property
    def json(self) -> Any:
        """The decoded JSON body; None where there is none."""
        return json.loads(self.body) if self.body else None

    @property
    def answer_json(self) -> Any:
        """The decoded JSON answer; None where there is none."""
        return json.loads(self.answer) if self.answer else None

    def __str__(self) -> str:
        query = f"?{self.query}" if self.query else ""
        return f"{self.method} {self.path}{query} -> {self.status} ({self.operation or 'unknown to every route'})"


class Moved(msgspec.Struct, frozen=True):
    """What happened while the clock was moved: `events` holds the last 1,000 of `event_count`."""

    now: datetime
    event_count: int
    events: list[dict[str, Any]]
    delivery_count: int = 0
    deliveries: list[dict[str, Any]] = []


class ClockState(msgspec.Struct, frozen=True):
    """How time passes, and what time it is."""

    mode: str
    rate: float
    now: datetime


class Control:
    """One world of one server. A context manager; `close` gives the connections back.

    `uds` reaches a server that listens on a Unix domain socket; `token` is what it was started with.
    """

    def __init__(
        self, base_url: str = DEFAULT_URL, world: str | None = None, token: str | None = None, uds: Path | None = None
    ) -> None:
        self.base_url, self.world = base_url.rstrip("/"), world
        self._token, self._uds = token, uds
        self.clock, self.calls, self.requests = Clock(self), Calls(self), Requests(self)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        if "_http" in self.__dict__:
            self._http.close()

    def within(self, world: str) -> "Control":
        """The same server, another world; the connections are shared, and closed with these."""
        other = Control(self.base_url, world, self._token, self._uds)
        other.__dict__["_http"] = self._http
        return other

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

    def reset(self, *keep: str) -> None:
        """The world as new, but for what is to be kept: `scenarios`, `settings`, `clock`, `journal`."""
        self.ask("POST", "/reset", {"keep": list(keep)})

    def snapshot(self) -> dict[str, Any]:
        """The whole world as JSON-ready values, for `restore`, in this process or another."""
        return dict(self.ask("GET", "/snapshot"))

    def restore(self, snapshot: Mapping[str, Any]) -> None:
        """The world becomes what the snapshot says, and goes on from there."""
        self.ask("PUT", "/snapshot", snapshot)

    def wait(self, call: str, phase: str = "ended", timeout: float = 5) -> Call:
        """Block until the call is in that phase, for at most `timeout` real seconds; the call as it is then."""
        query = {"call": call, "phase": phase, "timeout": str(timeout)}
        return msgspec.convert(self.ask("GET", "/wait", query=query, patience=timeout), Call)

    def forget(self) -> None:
        """Forget the world. One that was never used is no error."""
        try:
            self.ask("DELETE", f"/worlds/{self.world or 'default'}")
        except ControlError as error:
            if error.status != 404:
                raise

    # -- HTTP --------------------------------------------------------------------------------------

    @cached_property
    def _http(self) -> "httpx2.Client":
        import httpx2

        transport = httpx2.HTTPTransport(
            verify=self.base_url.startswith("https"), uds=str(self._uds) if self._uds else None
        )
        return httpx2.Client(transport=transport, timeout=_PATIENCE)

    def ask(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        query: Mapping[str, str] | None = None,
        patience: float = 0,
    ) -> Any:
        """One request to the control API; the decoded answer. `path` follows `/__admin`; a text is sent as it is.

        Raises:
            ControlError: the server refuses.
            NotReachable: nobody answers, or somebody who is no mockserver.
        """
        import httpx2

        content = None if body is None else body if isinstance(body, str) else json.dumps(body)
        try:
            answer = self._http.request(
                method,
                f"{self.base_url}/__admin{path}",
                content=content,
                params=query,
                headers=self._headers(),
                timeout=_PATIENCE + patience,
            )
            return self._read(answer.status_code, answer.content)
        except (httpx2.HTTPError, httpx2.InvalidURL) as error:
            message = f"No answer from {self._uds or self.base_url}: {error}. Is `mockserver serve` running there?"
            raise NotReachable(message) from None

    def _headers(self) -> dict[str, str]:
        headers = {"content-type": "application/json"}
        if self.world is not None:
            headers["x-mockserver-world"] = self.world
        if self._token is not None:
            headers["x-mockserver-token"] = self._token
        return headers

    def _read(self, status: int, content: bytes) -> Any:
        try:
            value = json.loads(content)
            error = value["error"] if status >= 400 else None
        except (ValueError, KeyError, TypeError):
            shown = content[:200].decode(errors="replace")
            raise NotReachable(f"{self.base_url} answers {status}, but not as a mockserver does: {shown}") from None
        if error is not None:
            raise ControlError(status, error["code"], error["message"], error.get("details") or {})
        return value


class Clock:
    """The clock of a world."""

    def __init__(self, control: Control) -> None:
        self._control = control

    @property
    def now(self) -> datetime:
        """The virtual time."""
        return self.state.now

    @property
    def state(self) -> ClockState:
        """Mode, rate and time."""
        return msgspec.convert(self._control.ask("GET", "/clock"), ClockState)

    def advance(self, by: str | float | timedelta | None = None, *, to: datetime | str | None = None) -> Moved:
        """Move on by a span (`"2h"`, seconds, a timedelta) or to an instant; returns when all that was due is done."""
        if to is not None:
            return self._move({"to": show_instant(to) if isinstance(to, datetime) else to})
        return self._move({"by": show_duration(by) if isinstance(by, timedelta) else by})

    def next(self) -> Moved:
        """Move on to the next thing that is due."""
        return self._move({"until": "next"})

    def settle(self) -> Moved:
        """Move on until nothing is left to happen; refused, with the reason, when something never ends."""
        return self._move({"until": "settled"})

    def set(self, *, mode: str | None = None, rate: float | None = None, now: datetime | str | None = None) -> ClockState:
        """Pass differently from now on, or let it be another (later) time."""
        text = show_instant(now) if isinstance(now, datetime) else now
        given = {"mode": mode, "rate": rate, "now": text}
        changes = {name: value for name, value in given.items() if value is not None}
        return msgspec.convert(self._control.ask("PATCH", "/clock", changes), ClockState)

    def _move(self, how: dict[str, Any]) -> Moved:
        return msgspec.convert(self._control.ask("POST", "/clock/advance", how), Moved)
