"""`GET /calls`: which calls, in which order, which page.

No page of the documentation shows this operation; its parameters are those that a real client sends, and the usual
ones beside them. A value that cannot be understood is refused by name (profile `lenient`: counts as not given).
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple, TypeVar

from mockserver.calls import Call
from mockserver.durations import parse_instant
from mockserver.numbers import is_e164
from mockserver.providers.base import Request, lenient
from mockserver.providers.revring.bodies import E164_EXPECTED
from mockserver.providers.revring.errors import Issue, invalid
from mockserver.providers.revring.render import DIRECTIONS, STATUSES, duration, ended_at, shown_status
from mockserver.views import View
from mockserver.world import World

PAGE_SIZE, LARGEST_PAGE = 50, 100
_LAST_PAGE = 1_000_000_000
T = TypeVar("T")
Test = Callable[[Call], bool]

SORTS: dict[str, Callable[[Call, View], Any]] = {
    "createdAt": lambda call, _: call.created_at,
    "initiatedAt": lambda call, _: call.created_at,
    "updatedAt": lambda call, view: view.updated_at or call.created_at,
    "startedAt": lambda _, view: view.last.answered_at if view.last else None,
    "endedAt": lambda _, view: ended_at(view),
    "durationSeconds": lambda _, view: duration(view.last),
}
_BY_CREATION = ("createdAt", "initiatedAt")


class Listing(NamedTuple):
    """What was asked for."""

    page: int
    size: int
    sort_by: str
    descending: bool
    tests: list[Test]


def read_listing(world: World, request: Request) -> Listing:
    """The query parameters of `GET /calls`.

    Raises:
        Refusal: 400, naming every parameter that cannot be understood.
    """
    reader = _Reader(request)
    asked = Listing(
        page=reader.read("page", _number(1, _LAST_PAGE)) or 1,
        size=reader.read("pageSize", _number(1, LARGEST_PAGE)) or PAGE_SIZE,
        sort_by=reader.read("sortBy", _one_of(SORTS)) or "createdAt",
        descending=reader.read("sortDir", _one_of(("asc", "desc"))) != "asc",
        tests=_tests(reader),
    )
    if reader.issues and not lenient(world):
        raise invalid(reader.issues)
    return asked


def select(calls: Iterable[Call], asked: Listing) -> tuple[list[Call], int]:
    """The calls of the page that was asked for, and how many there are on all pages."""
    found = _sorted([call for call in calls if all(test(call) for test in asked.tests)], asked)
    first = (asked.page - 1) * asked.size
    return found[first : first + asked.size], len(found)


def _sorted(found: list[Call], asked: Listing) -> list[Call]:
    """In the order asked for; calls without the value come last, equal ones go by their order of placing."""
    key = SORTS[asked.sort_by]
    empty = View()
    by_creation = asked.sort_by in _BY_CREATION
    keyed = [(key(call, empty if by_creation else call.view()), call.number, call) for call in found]
    known = [row for row in keyed if row[0] is not None]
    known.sort(key=lambda row: row[:2], reverse=asked.descending)
    return [row[2] for row in known] + [row[2] for row in keyed if row[0] is None]


class _Reader:
    """Reads query parameters one by one and collects what is wrong with them."""

    def __init__(self, request: Request) -> None:
        self._request = request
        self.issues: list[Issue] = []

    def read(self, name: str, parse: Callable[[str], T]) -> T | None:
        """The last value of a parameter, understood; None if it is not given or cannot be."""
        given = self._request.one(name)
        if given is None:
            return None
        try:
            return parse(given)
        except ValueError as error:
            self.issues.append(Issue((name,), f"{name} is {given[:80]!r}; {error}."))
            return None


def _tests(reader: _Reader) -> list[Test]:
    """A test per filter that was given."""
    tests: list[Test] = []
    for name, (parse, make) in _FILTERS.items():
        wanted = reader.read(name, parse)
        if wanted is not None:
            tests.append(make(wanted))
    return tests


def _number(least: int, most: int) -> Callable[[str], int]:
    def parse(given: str) -> int:
        if given.isascii() and given.isdigit() and least <= int(given[:12]) <= most:
            return int(given[:12])
        raise ValueError(f"expected a whole number from {least} to {most}")

    return parse


def _one_of(words: Iterable[str]) -> Callable[[str], str]:
    known = tuple(words)

    def parse(given: str) -> str:
        if given in known:
            return given
        raise ValueError(f"expected one of {', '.join(known)}")

    return parse


def _statuses(given: str) -> set[str]:
    """`COMPLETED,FAILED`."""
    parse = _one_of(STATUSES)
    return {parse(word) for word in given.split(",")}


def _phone(given: str) -> str:
    if is_e164(given):
        return given
    raise ValueError(f"{E164_EXPECTED}, with the plus sign sent as %2B")


def _any(given: str) -> str:
    if given:
        return given
    raise ValueError("expected the id of an agent")


_FILTERS: Mapping[str, tuple[Callable[[str], Any], Callable[[Any], Test]]] = {
    "agentId": (_any, lambda wanted: lambda call: call.agent == wanted),
    "createdFrom": (parse_instant, lambda wanted: lambda call: call.created_at >= wanted),
    "createdTo": (parse_instant, lambda wanted: lambda call: call.created_at <= wanted),
    "direction": (_one_of(DIRECTIONS), lambda wanted: lambda call: call.direction.upper() == wanted),
    "fromNumber": (_phone, lambda wanted: lambda call: call.from_number == wanted),
    "toNumber": (_phone, lambda wanted: lambda call: call.to_number == wanted),
    "status": (_statuses, lambda wanted: lambda call: shown_status(call) in wanted),
}
