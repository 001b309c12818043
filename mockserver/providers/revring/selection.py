"""`GET /calls`: which calls, in which order, which page.

No page of the documentation shows this operation; its parameters are those that a real client sends, and the usual
ones beside them. A value that cannot be understood is refused by name (profile `lenient`: counts as not given).
"""

from collections.abc import Callable, Iterator, Sequence
from operator import itemgetter
from typing import Any, NamedTuple

from mockserver.calls.call import Call
from mockserver.calls.numbers import is_e164
from mockserver.providers.base import Request, lenient
from mockserver.providers.queries import read_query
from mockserver.providers.revring.bodies import E164_EXPECTED
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
    """What was asked for."""

    query: CallQuery
    tests: list[Test]


def decode_selection(world: World, request: Request) -> Selection:
    """The query parameters of `GET /calls`.

    Raises:
        Refusal: 400, naming every parameter that cannot be understood.
    """
    query, problems = read_query(request, CallQuery)
    issues = [Issue((problem.name,), problem.message) for problem in problems]
    tests = list(_tests(world, query, issues))
    if issues and not lenient(world):
        raise invalid(issues)
    return Selection(query, tests)


def list_calls(world: World, selected: Selection) -> tuple[list[Call], int]:
    """The calls of the page that was asked for, and how many there are on all pages."""
    query = selected.query
    roll = world.call_index.of("revring", ByCreation)
    if query.sort_by in _BY_CREATION and not roll.tied:
        found = _fitting(roll.ordered(descending=query.sort_dir == "desc"), selected.tests)
    else:
        found = _sorted(world, _fitting(list(world.calls_of("revring")), selected.tests), query)
    first = (query.page - 1) * query.page_size
    return list(found[first : first + query.page_size]), len(found)


def _fitting(calls: Sequence[Call], tests: list[Test]) -> Sequence[Call]:
    return [call for call in calls if all(test(call) for test in tests)] if tests else calls


def _sorted(world: World, found: Sequence[Call], query: CallQuery) -> list[Call]:
    """In the order asked for; calls without the value come last, equal ones go by their order of placing."""
    key = SORTS[query.sort_by]
    keyed = [(world.call_index.fact(key, call), call.number, call) for call in found]
    known = [row for row in keyed if row[0] is not None]
    known.sort(key=itemgetter(0, 1), reverse=query.sort_dir == "desc")
    return [row[2] for row in known] + [row[2] for row in keyed if row[0] is None]


def _tests(world: World, query: CallQuery, issues: list[Issue]) -> Iterator[Test]:
    """A test per filter that was given and can be understood; what cannot is added to the issues."""
    wanted = query
    if wanted.agent_id is not None:
        yield lambda call: call.agent == wanted.agent_id
    if wanted.direction is not None:
        yield lambda call: call.direction.upper() == wanted.direction
    if wanted.status:
        yield lambda call: world.call_index.fact(rendered_status, call) in wanted.status
    yield from _numbers(query, issues)
    yield from _instants(query, issues)


def _numbers(query: CallQuery, issues: list[Issue]) -> Iterator[Test]:
    for name, number in (("from_number", query.from_number), ("to_number", query.to_number)):
        if number is None:
            continue
        if is_e164(number):
            yield lambda call, name=name, number=number: getattr(call, name) == number  # type: ignore[misc]
        else:
            shown = "fromNumber" if name == "from_number" else "toNumber"
            message = f"{shown} is {number[:80]!r}; {E164_EXPECTED}, with the plus sign sent as %2B."
            issues.append(Issue((shown,), message))


def _instants(query: CallQuery, issues: list[Issue]) -> Iterator[Test]:
    try:
        if query.created_from is not None:
            least = parse_instant(query.created_from)
            yield lambda call: call.created_at >= least
    except ValueError as error:
        issues.append(Issue(("createdFrom",), f"createdFrom: {error}."))
    try:
        if query.created_to is not None:
            most = parse_instant(query.created_to)
            yield lambda call: call.created_at <= most
    except ValueError as error:
        issues.append(Issue(("createdTo",), f"createdTo: {error}."))
