"""`GET /calls`: which calls match the filters, in which order, on which page.

`queries` holds the types of the parameters. An invalid value is refused and named; in profile `lenient` it counts as
not given.
"""

from collections.abc import Callable, Iterator, Sequence
from operator import itemgetter
from typing import Any, NamedTuple

from mockserver.calls.call import Call
from mockserver.calls.numbers import is_e164
from mockserver.providers.base import Request, lenient
from mockserver.providers.queries import page_of, read_query
from mockserver.providers.revring.checks import E164_EXPECTED
from mockserver.providers.revring.errors import Issue, invalid
from mockserver.providers.revring.queries import CallQuery
from mockserver.providers.revring.render import duration, ended_at, rendered_status
from mockserver.providers.revring.words import SortKey
from mockserver.simulation.durations import parse_instant
from mockserver.world.call_index import ByCreation
from mockserver.world.world import World

Test = Callable[[Call], bool]

SORTS: dict[SortKey, Callable[[Call], Any]] = {
    "createdAt": lambda call: call.created_at,
    "initiatedAt": lambda call: call.created_at,
    "updatedAt": lambda call: call.view().updated_at or call.created_at,
    "startedAt": lambda call: last.answered_at if (last := call.view().last) else None,
    "endedAt": lambda call: ended_at(call.view()),
    "durationSeconds": lambda call: duration(call.view().last),
}
_BY_CREATION = ("createdAt", "initiatedAt")


class Selection(NamedTuple):
    """A decoded query, and one test for each filter."""

    query: CallQuery
    tests: list[Test]


def decode_selection(world: World, request: Request) -> Selection:
    """Decode the query of `GET /calls`.

    Raises:
        Refusal: 400, naming every invalid parameter.
    """
    query, problems = read_query(request, CallQuery)
    issues = [Issue((problem.name,), problem.message) for problem in problems]
    tests = list(_tests(world, query, issues))
    if issues and not lenient(world):
        raise invalid(issues)
    return Selection(query, tests)


def list_calls(world: World, selected: Selection) -> tuple[list[Call], int]:
    """Return the calls of the requested page, and the number of calls on all pages."""
    query = selected.query
    by_creation = world.call_index.of("revring", ByCreation)
    if query.sort_by in _BY_CREATION and not by_creation.tied:
        found = _matching(by_creation.ordered(descending=query.sort_dir == "desc"), selected.tests)
    else:
        found = _sorted(world, _matching(list(world.calls_of("revring")), selected.tests), query)
    return page_of(found, query.page, query.page_size, first=1), len(found)


def _matching(calls: Sequence[Call], tests: list[Test]) -> Sequence[Call]:
    return [call for call in calls if all(test(call) for test in tests)] if tests else calls


def _sorted(world: World, found: Sequence[Call], query: CallQuery) -> list[Call]:
    """Sort by the requested key. Calls without a value come last; equal calls keep the order in which they
    were placed."""
    key = SORTS[query.sort_by]
    keyed = [(world.call_index.fact(key, call), call.number, call) for call in found]
    known = [row for row in keyed if row[0] is not None]
    known.sort(key=itemgetter(0, 1), reverse=query.sort_dir == "desc")
    return [row[2] for row in known] + [row[2] for row in keyed if row[0] is None]


def _tests(world: World, query: CallQuery, issues: list[Issue]) -> Iterator[Test]:
    """Yield a test for each valid filter; add the invalid ones to `issues`."""
    if query.agent_id is not None:
        yield lambda call: call.agent == query.agent_id
    if query.direction is not None:
        yield lambda call: call.direction.upper() == query.direction
    if query.status:
        yield lambda call: world.call_index.fact(rendered_status, call) in query.status
    yield from _numbers(query, issues)
    yield from _instants(query, issues)


def _numbers(query: CallQuery, issues: list[Issue]) -> Iterator[Test]:
    for name, number in (("from_number", query.from_number), ("to_number", query.to_number)):
        if number is None:
            continue
        if is_e164(number):
            yield lambda call, name=name, number=number: getattr(call, name) == number  # type: ignore[misc]
        else:
            parameter = "fromNumber" if name == "from_number" else "toNumber"
            message = f"{parameter} is {number[:80]!r}; {E164_EXPECTED}, with the plus sign sent as %2B."
            issues.append(Issue((parameter,), message))


def _instants(query: CallQuery, issues: list[Issue]) -> Iterator[Test]:
    try:
        if query.created_from is not None:
            earliest = parse_instant(query.created_from)
            yield lambda call: call.created_at >= earliest
    except ValueError as error:
        issues.append(Issue(("createdFrom",), f"createdFrom: {error}."))
    try:
        if query.created_to is not None:
            latest = parse_instant(query.created_to)
            yield lambda call: call.created_at <= latest
    except ValueError as error:
        issues.append(Issue(("createdTo",), f"createdTo: {error}."))
