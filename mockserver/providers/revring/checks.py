"""Reads request bodies, and checks what types cannot express.

Types are checked in every profile, formats in all profiles except `lenient`. Only profile `strict` refuses unknown
fields. A refusal names every invalid field.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from msgspec import UNSET, Struct
from msgspec.structs import asdict, replace

from mockserver.calls.numbers import is_e164
from mockserver.providers.base import Refusal, Request, lenient
from mockserver.providers.bodies import BadBody, decode, read_object
from mockserver.providers.derived import sent
from mockserver.providers.revring.bodies import MAX_IDS, MAX_LABEL, BatchGet, CallCreate
from mockserver.providers.revring.errors import CODES, Issue, invalid, path_of
from mockserver.world.world import World

_EXACT_FLOATS = 2**53  #: floats represent all integers up to here
E164_EXPECTED = "expected an E.164 number such as +14155550142"
T = TypeVar("T", bound=Struct)
G = TypeVar("G")


def read_call(world: World, request: Request) -> CallCreate:
    """Return the body of `POST /calls`; see `read_body`."""
    return read_body(world, request, CallCreate, _call_issues)


def read_batch(world: World, request: Request) -> BatchGet:
    """Return the body of `POST /calls/batch-get` and `POST /agents/batch-get`; see `read_body`."""
    return read_body(world, request, BatchGet, _batch_issues)


def read_body(world: World, request: Request, kind: type[T], find: Callable[[T], Iterable[Issue]]) -> T:
    """Return the body of a request as `kind`; `find` checks it.

    Raises:
        Refusal: 400, naming every invalid field. Profile `lenient` checks types only.
    """
    body = decode(world, request, kind, refusal_of)
    _check(world, body, find)
    return body


def read_fields(
    world: World,
    request: Request,
    kind: type[Struct],
    find: Callable[[Mapping[str, Any]], Iterable[Issue]] = lambda given: (),
) -> dict[str, Any]:
    """Return the fields of a resource that a request sends; `find` checks them. See `read_body` and `whole_numbers`.

    Raises:
        Refusal: 400, naming every invalid field.
    """
    given = sent(decode(world, request, kind, refusal_of))
    _check(world, given, find)
    return whole_numbers(given)


def _check(world: World, given: G, find: Callable[[G], Iterable[Issue]]) -> None:
    issues = [] if lenient(world) else list(find(given))
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
    return (
        Refusal(400, CODES.bad_json, bad.message) if bad.malformed else invalid([Issue(path_of(bad.path), bad.message)])
    )


def _call_issues(body: CallCreate) -> Iterator[Issue]:
    if not body.agent_id.strip():
        yield Issue(("agentId",), f"agentId is {body.agent_id!r}; expected the id of an agent.")
    for name, number in (("toNumber", body.to_number), ("fromNumber", body.from_number)):
        if not is_e164(number):
            yield Issue((name,), f"{name} is {shorten(number)}; {E164_EXPECTED}.")
    display_name = body.caller_id_name
    if display_name is not UNSET and not 1 <= len(display_name) <= MAX_LABEL:
        expected = f"expected 1 to {MAX_LABEL} characters, not {len(display_name)}"
        yield Issue(("callerIdName",), f"callerIdName is {shorten(display_name)}; {expected}.")
    yield from variable_issues("variables", body.variables)


def variable_issues(name: str, variables: Mapping[str, Any]) -> Iterator[Issue]:
    """Yield the variables whose values cannot be inserted into a text; `name` is the field that holds them."""
    for key, value in variables.items():
        if isinstance(value, dict | list):
            kind = "an object" if isinstance(value, dict) else "an array"
            yield Issue((name, key), f"{name}.{key} is {kind}; expected a string, number, boolean or null.")


def _batch_issues(body: BatchGet) -> Iterator[Issue]:
    if not 1 <= len(body.ids) <= MAX_IDS:
        yield Issue(("ids",), f"ids holds {len(body.ids)} ids; expected 1 to {MAX_IDS}.")


def shorten(text: str) -> str:
    """Return a text as a message quotes it: at most 80 characters."""
    return repr(text if len(text) <= 80 else f"{text[:80]}…")
