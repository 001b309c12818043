"""The errors that mockserver raises itself, as one tree.

    MockserverError
    ├── ScenarioError     a scenario or fixture does not say what it should; carries every problem with its place
    ├── UnknownName       there is no scenario, call, world … of that name; carries the nearest names
    ├── Conflict          the command does not fit the state that the call is in
    ├── LinesBusy         every line is taken, and the caller did not want to wait
    ├── NeverSettles      "run until nothing is left to do" would never come back
    ├── TooLarge          a request body is larger than what is taken
    ├── TooManyWorlds     the server holds as many worlds as it may, and none of them is empty
    ├── SettingsError     an option has a value that it cannot have
    ├── CannotBind        the server cannot listen where it was told to
    ├── ControlError      a running server refused what the control client asked; carries its words
    └── NotReachable      no running server answers the control client

Each has a `code` (a word that programs can rely on) and a message that says what was given, what was expected
and what to do. The doors turn them into HTTP answers, the shells into exit codes; no other layer catches them.
"""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple


class MockserverError(Exception):
    """Base of all errors of this package."""

    code = "error"

    @property
    def details(self) -> dict[str, Any]:
        """Facts for programs; JSON-ready."""
        return {}


class Problem(NamedTuple):
    """One thing wrong in a file: where it stands, by place and by path, and what to do about it."""

    source: str
    line: int
    column: int
    path: str
    message: str

    def __str__(self) -> str:
        place = f"{self.source}:{self.line}:{self.column}"
        return f"{place}: {self.path}: {self.message}" if self.path else f"{place}: {self.message}"


class ScenarioError(MockserverError):
    """A scenario (or fixture) cannot be used. `problems` lists everything found, not only the first."""

    code = "bad_scenario"

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))

    @property
    def details(self) -> dict[str, Any]:
        """Every problem with its place."""
        return {"problems": [problem._asdict() for problem in self.problems]}


class UnknownName(MockserverError):
    """There is nothing of that name; the nearest names are offered."""

    code = "not_found"

    def __init__(self, kind: str, name: str, known: Iterable[str] = ()) -> None:
        from difflib import get_close_matches

        self.kind, self.name = kind, name
        self.nearest = tuple(get_close_matches(name, tuple(known), n=3, cutoff=0.5))
        super().__init__(f"There is no {kind} {name!r}.{did_you_mean(self.nearest)}")

    @property
    def details(self) -> dict[str, Any]:
        """What was asked for and what comes nearest."""
        return {"kind": self.kind, "name": self.name, "nearest": list(self.nearest)}


class Conflict(MockserverError):
    """The call is in a state in which the command makes no sense."""

    code = "conflict"


class LinesBusy(MockserverError):
    """All lines of one kind are taken and the order did not want to wait in the queue."""

    code = "lines_busy"

    def __init__(self, line: str, limit: int) -> None:
        self.line, self.limit = line, limit
        super().__init__(f"All {limit} lines of {line!r} are busy.")


class NeverSettles(MockserverError):
    """Some calls never end by themselves, so there is no moment at which nothing is left to do."""

    code = "never_settles"

    def __init__(self, calls: Iterable[str]) -> None:
        self.calls = tuple(calls)
        shown = ", ".join(self.calls[:5]) + (" …" if len(self.calls) > 5 else "")
        super().__init__(
            f"{len(self.calls)} of the calls never end by themselves: {shown}. "
            "Cancel or hang them up first, or advance by a duration instead."
        )

    @property
    def details(self) -> dict[str, Any]:
        """The ids of the calls that stand in the way."""
        return {"calls": list(self.calls)}


class SettingsError(MockserverError):
    """A setting has a value that it cannot have."""

    code = "bad_setting"


class TooLarge(MockserverError):
    """A request body is larger than what is taken."""

    code = "too_large"

    def __init__(self, most: int) -> None:
        self.most = most
        super().__init__(f"The body has more than {most:,} bytes, which is the most that is taken.")

    @property
    def details(self) -> dict[str, Any]:
        """The limit, in bytes."""
        return {"most": self.most}


class TooManyWorlds(MockserverError):
    """The server holds as many worlds as it may, and none of them is empty."""

    code = "too_many_worlds"

    def __init__(self, name: str, most: int) -> None:
        self.name, self.most = name, most
        super().__init__(
            f"There is no room for the world {name!r}: the server holds {most:,} worlds, and each has something of "
            "its own. Forget those that are no longer needed with DELETE /__admin/worlds/{name}, or start the server "
            "with a larger --max-worlds."
        )

    @property
    def details(self) -> dict[str, Any]:
        """The limit."""
        return {"most": self.most}


class CannotBind(MockserverError):
    """The address or socket that the server should listen on cannot be had."""

    code = "cannot_bind"


class ControlError(MockserverError):
    """The server refused; `code`, `details` and the message are its own words, `status` is the HTTP status."""

    def __init__(self, status: int, code: str, message: str, details: Mapping[str, Any]) -> None:
        self.status, self.code = status, code
        self._details = dict(details)
        super().__init__(message)

    @property
    def details(self) -> dict[str, Any]:
        """Facts for programs, as the server gave them."""
        return self._details


class NotReachable(MockserverError):
    """No mockserver answers at the address."""

    code = "not_reachable"


def did_you_mean(nearest: Iterable[str]) -> str:
    """A sentence that offers `nearest`, or nothing when there is nothing near."""
    names = [repr(name) for name in nearest]
    return f" Did you mean {' or '.join(names)}?" if names else ""
