"""The errors that mockserver raises itself, as one tree.

    MockserverError
    ├── ScenarioError     a scenario, fixture or options file is invalid; lists every problem with its position
    ├── UnknownName       no scenario, call, world … has that name; lists the nearest names
    ├── Conflict          the command does not fit the state of the call
    ├── LinesBusy         every line is busy, and the order may not wait in the queue
    ├── NeverSettles      "advance until nothing is left to do" would never return
    ├── TooLarge          a request body exceeds the limit
    ├── TooManyWorlds     the limit of worlds is reached, and none of them is empty
    ├── SettingsError     a setting or option has an invalid value
    ├── CannotBind        the server cannot listen at the given address or socket
    ├── ControlError      a running server refused a request of the control client; carries the server's error
    ├── BadArgument       a method of the control client does not take that argument
    └── NotReachable      no mockserver responds to the control client

Each has a stable `code` for programs, and a message that says what was given, what is allowed and what to do.
The control API turns them into HTTP responses, the command line into exit codes; other layers do not catch them.
"""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple


class MockserverError(Exception):
    """Base of all errors of this package."""

    code = "error"

    @property
    def details(self) -> dict[str, Any]:
        """Return facts for programs, ready for JSON."""
        return {}


class Problem(NamedTuple):
    """One error in a file: its position, its path within the document, and what to do about it."""

    source: str
    line: int
    column: int
    path: str
    message: str

    def __str__(self) -> str:
        position = f"{self.source}:{self.line}:{self.column}"
        return f"{position}: {self.path}: {self.message}" if self.path else f"{position}: {self.message}"


class ScenarioError(MockserverError):
    """A scenario, a fixture or a file of options cannot be used. `problems` lists all errors, not only the first."""

    code = "bad_scenario"

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))

    @property
    def details(self) -> dict[str, Any]:
        """Return every problem with its position."""
        return {"problems": [problem._asdict() for problem in self.problems]}


class UnknownName(MockserverError):
    """Nothing has that name; the message suggests the nearest names and ends with `note`."""

    code = "not_found"

    def __init__(self, kind: str, name: str, known: Iterable[str] = (), note: str = "") -> None:
        from difflib import get_close_matches

        self.kind, self.name = kind, name
        self.nearest = tuple(get_close_matches(name, tuple(known), n=3, cutoff=0.5))
        super().__init__(f"There is no {kind} {name!r}.{did_you_mean(self.nearest)}{note and ' '}{note}")

    @property
    def details(self) -> dict[str, Any]:
        """Return the unknown name and the nearest known ones."""
        return {"kind": self.kind, "name": self.name, "nearest": list(self.nearest)}


class Conflict(MockserverError):
    """The command does not fit the state of the call."""

    code = "conflict"


class LinesBusy(MockserverError):
    """All lines of one kind are busy, and the order may not wait in the queue."""

    code = "lines_busy"

    def __init__(self, line: str, limit: int) -> None:
        self.line, self.limit = line, limit
        super().__init__(f"All {limit} lines of {line!r} are busy.")


class NeverSettles(MockserverError):
    """Some calls never end by themselves, so time would advance forever."""

    code = "never_settles"

    def __init__(self, calls: Iterable[str]) -> None:
        self.calls = tuple(calls)
        ids = ", ".join(self.calls[:5]) + (" …" if len(self.calls) > 5 else "")
        if len(self.calls) == 1:
            subject, them = "1 call never ends by itself", "it"
        else:
            subject, them = f"{len(self.calls)} calls never end by themselves", "them"
        super().__init__(f"{subject}: {ids}. Cancel {them}, hang {them} up, or advance by a duration instead.")

    @property
    def details(self) -> dict[str, Any]:
        """Return the ids of the calls that never end."""
        return {"calls": list(self.calls)}


class SettingsError(MockserverError):
    """A setting or option has an invalid value."""

    code = "bad_setting"


class TooLarge(MockserverError):
    """A request body exceeds the limit."""

    code = "too_large"

    def __init__(self, most: int) -> None:
        self.most = most
        super().__init__(f"The body has more than {most:,} bytes, which is the limit. Send a smaller one.")

    @property
    def details(self) -> dict[str, Any]:
        """Return the limit in bytes."""
        return {"most": self.most}


class TooManyWorlds(MockserverError):
    """The server holds the maximum number of worlds, and none of them is empty."""

    code = "too_many_worlds"

    def __init__(self, name: str, most: int) -> None:
        self.name, self.most = name, most
        super().__init__(
            f"World {name!r} cannot be created: the server holds {most:,} worlds, which is the limit, and none of them "
            "is empty. Delete worlds that you no longer need with DELETE /__admin/worlds/{name}, or start the server "
            "with a larger --max-worlds."
        )

    @property
    def details(self) -> dict[str, Any]:
        """Return the limit."""
        return {"most": self.most}


class CannotBind(MockserverError):
    """The server cannot listen at the given address or socket."""

    code = "cannot_bind"


class ControlError(MockserverError):
    """The server refused a request; `code`, `details` and the message are the server's, `status` is the HTTP status."""

    def __init__(self, status: int, code: str, message: str, details: Mapping[str, Any]) -> None:
        self.status, self.code = status, code
        self._details = dict(details)
        super().__init__(message)

    @property
    def details(self) -> dict[str, Any]:
        """Return the server's facts for programs."""
        return self._details


class BadArgument(MockserverError, TypeError):
    """A method of the control client does not take an argument of that name or type."""

    code = "bad_argument"


class NotReachable(MockserverError):
    """No mockserver responds at the address."""

    code = "not_reachable"


def did_you_mean(nearest: Iterable[str]) -> str:
    """Return a sentence that suggests `nearest`, or an empty text if it is empty."""
    names = [repr(name) for name in nearest]
    return f" Did you mean {' or '.join(names)}?" if names else ""


def is_callers_mistake(report: Any) -> bool:
    """Return whether pytest shall hide a frame from the report of a failure, because the failure is about what the
    caller of the frame did. `report` is pytest's `ExceptionInfo`. Modules that test code calls have this function as
    their `__tracebackhide__`, so the report shows the line of the test."""
    return isinstance(getattr(report, "value", None), MockserverError | AssertionError | AttributeError)


def nearest_hint(word: str, known: Iterable[str]) -> str:
    """Return a sentence that suggests the known word that is nearest to `word`, or an empty text if none is near."""
    from difflib import get_close_matches

    return did_you_mean(get_close_matches(word, [str(name) for name in known], n=1))


class RealNumber(MockserverError):
    """The number could be a real person's, and the setting `real_numbers` is `refuse`."""

    code = "real_number"

    def __init__(self, number: str) -> None:
        self.number = number
        super().__init__(
            f"{number} could be a real person's number, and the setting real_numbers is 'refuse'. Use a number that is "
            "reserved for fiction, such as +14155550142."
        )

    @property
    def details(self) -> dict[str, Any]:
        """Return the number."""
        return {"number": self.number}
