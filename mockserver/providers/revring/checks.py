"""Reads request bodies, and checks what types cannot express.

Types are checked in every profile, formats in all profiles except `lenient`. Only profile `strict` refuses unknown
fields. A refusal names every invalid field.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import asdict, replace

from mockserver.calls.numbers import is_e164
from mockserver.providers.base import Refusal, Request, lenient
from mockserver.providers.bodies import BadBody, read_object, typed_body, with_integers
from mockserver.providers.derived import sent
from mockserver.providers.mistakes import well_typed
from mockserver.providers.revring.bodies import MAX_IDS, MAX_LABEL, BatchGet, CallCreate
from mockserver.providers.revring.errors import CODES, Issue, invalid, path_of
from mockserver.world.world import World

_EXACT_FLOATS = 2**53  #: floats represent all integers up to here
E164_EXPECTED = "expected an E.164 number such as +14155550142"
T = TypeVar("T", bound=Struct)
FieldCheck = Callable[[Mapping[str, Any]], Iterable[Issue]]  #: the fields that are sent → what is wrong with them


def read_call(world: World, request: Request) -> CallCreate:
    """Return the body of `POST /calls`; see `read_body`."""
    return read_body(world, request, CallCreate, _call_issues)


def read_batch(world: World, request: Request) -> BatchGet:
    """Return the body of `POST /calls/batch-get` and `POST /agents/batch-get`; see `read_body`."""
    return read_body(world, request, BatchGet, _batch_issues)


def read_body(
    world: World,
    request: Request,
    kind: type[T],
    fields: FieldCheck,
    whole: Callable[[T], Iterable[Issue]] = lambda body: (),
) -> T:
    """Return the body of a request as `kind`. `fields` checks each field by itself, `whole` how they fit together.

    Raises:
        Refusal: 400, naming every invalid field. Profile `lenient` checks types only.
    """
    body = _decode(world, request, kind, fields)
    if not lenient(world):
        _refuse_if_any([*fields(sent(body)), *whole(body)])
    return body


def read_fields(
    world: World,
    request: Request,
    kind: type[Struct],
    fields: FieldCheck = lambda given: (),
) -> dict[str, Any]:
    """Return the fields of a resource that a request sends; `fields` checks them. See `read_body` and `whole_numbers`.

    Raises:
        Refusal: 400, naming every invalid field.
    """
    given = sent(_decode(world, request, kind, fields))
    if not lenient(world):
        _refuse_if_any([*fields(given)])
    return whole_numbers(given)


def _decode(world: World, request: Request, kind: type[T], fields: FieldCheck) -> T:
    """Return the body of a request as `kind`. If types are wrong, the refusal is also about what `fields` finds in the
    other fields."""
    try:
        value = read_object(request.body)
    except BadBody as bad:
        raise refusal_of(bad) from None
    try:
        return typed_body(world, request, value, kind)
    except BadBody as bad:
        issues = issues_of(bad)
        others = [] if lenient(world) else fields(well_typed(with_integers(value), kind))
        named = {issue.path[:1] for issue in issues}
        raise invalid([*issues, *(issue for issue in others if issue.path[:1] not in named)]) from None


def _refuse_if_any(issues: Sequence[Issue]) -> None:
    if issues:
        raise invalid(issues)


def whole_numbers(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return fields in which 1.0 is 1, as in JavaScript, at any depth."""
    return {name: _whole(value) for name, value in given.items()}


def _whole(value: Any) -> Any:
    if isinstance(value, dict):
        return whole_numbers(value)
    if isinstance(value, list):
        return [_whole(inner) for inner in value]
    if isinstance(value, Struct):
        return replace(value, **whole_numbers(asdict(value)))
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < _EXACT_FLOATS else value


def ignore_body(request: Request) -> None:
    """Accept no body or any JSON object, for operations that take no body.

    Raises:
        Refusal: 400, the body is anything else.
    """
    try:
        read_object(request.body)
    except BadBody as bad:
        raise refusal_of(bad) from None


def refusal_of(bad: BadBody) -> Refusal:
    """Return the refusal of an invalid body."""
    return Refusal(400, CODES.bad_json, bad.message) if bad.malformed else invalid(issues_of(bad))


def issues_of(bad: BadBody) -> list[Issue]:
    """Return the invalid fields of a body."""
    return [Issue(path_of(mistake.path), mistake.message) for mistake in bad.mistakes]


def _call_issues(given: Mapping[str, Any]) -> Iterator[Issue]:
    if not given.get("agent_id", "an id").strip():
        yield Issue(("agentId",), f"agentId is {given['agent_id']!r}; expected the id of an agent.")
    yield from number_issues("toNumber", given.get("to_number"))
    yield from number_issues("fromNumber", given.get("from_number"))
    display_name = given.get("caller_id_name")
    if display_name is not None and not 1 <= len(display_name) <= MAX_LABEL:
        expected = f"expected 1 to {MAX_LABEL} characters, not {len(display_name)}"
        yield Issue(("callerIdName",), f"callerIdName is {shorten(display_name)}; {expected}.")
    yield from variable_issues("variables", given.get("variables", {}))


def number_issues(name: str, number: str | None) -> Iterator[Issue]:
    """Yield what is wrong with the phone number in a field, if it has one; `name` is the path of the field."""
    if number is not None and not is_e164(number):
        yield Issue(tuple(name.split(".")), f"{name} is {shorten(number)}; {E164_EXPECTED}.")


def variable_issues(name: str, variables: Mapping[str, Any]) -> Iterator[Issue]:
    """Yield the variables whose values cannot be inserted into a text; `name` is the field that holds them."""
    for key, value in variables.items():
        if isinstance(value, dict | list):
            kind = "an object" if isinstance(value, dict) else "an array"
            yield Issue((name, key), f"{name}.{key} is {kind}; expected a string, number, boolean or null.")


def _batch_issues(given: Mapping[str, Any]) -> Iterator[Issue]:
    if "ids" in given and not 1 <= len(given["ids"]) <= MAX_IDS:
        yield Issue(("ids",), f"ids holds {len(given['ids'])} ids; expected 1 to {MAX_IDS}.")


def shorten(text: str) -> str:
    """Return a text as a message quotes it: at most 80 characters."""
    return repr(text if len(text) <= 80 else f"{text[:80]}…")
