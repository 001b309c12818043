"""Decodes request bodies, and holds the types and checks of RevRing's call endpoints.

Sources: docs.revring.ai, api-reference/calls/send and /batch-get. The types accept the fields of all generations of the
pages. An optional field may be left out, but must not be null, as RevRing's validator demands.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Annotated, Any, TypeVar

from msgspec import UNSET, Meta, Struct, UnsetType
from msgspec.structs import asdict, replace

from mockserver.calls.numbers import is_e164
from mockserver.providers.base import Refusal, Request, lenient, strict
from mockserver.providers.bodies import BadBody, convert, read_object
from mockserver.providers.derived import sent
from mockserver.providers.revring.errors import CODES, Issue, invalid, path_of
from mockserver.providers.revring.fields import Phone
from mockserver.world.world import World

MAX_NAME = 15
MAX_IDS = 100
_EXACT_FLOATS = 2**53  #: floats represent all integers up to here
E164_EXPECTED = "expected an E.164 number such as +14155550142"
T = TypeVar("T", bound=Struct)
G = TypeVar("G")
_LABEL = Meta(extra_json_schema={"minLength": 1, "maxLength": MAX_NAME})
_BATCH = Meta(extra_json_schema={"minItems": 1, "maxItems": MAX_IDS})


class CallCreate(Struct, kw_only=True, rename="camel"):
    """`POST /calls`. Unknown fields are ignored (profile `strict`: refused)."""

    agent_id: str
    to_number: Phone
    from_number: Phone
    variables: dict[str, Any] = {}
    caller_id_name: Annotated[str, _LABEL] | UnsetType = UNSET
    skip_queue: bool = False


class BatchGet(Struct, kw_only=True, rename="camel"):
    """`POST /calls/batch-get`."""

    ids: Annotated[list[str], _BATCH]
    minimal: bool = False


def decode_call(world: World, request: Request) -> CallCreate:
    """Decode the body of `POST /calls`; see `decode`."""
    return decode(world, request, CallCreate, _call_issues)


def decode_batch(world: World, request: Request) -> BatchGet:
    """Decode the body of `POST /calls/batch-get` and `POST /agents/batch-get`; see `decode`."""
    return decode(world, request, BatchGet, _batch_issues)


def decode(world: World, request: Request, kind: type[T], find: Callable[[T], Iterable[Issue]]) -> T:
    """Decode the body of a request as `kind`, and check it with `find`.

    Raises:
        Refusal: 400, naming every invalid field. Profile `lenient` checks types only.
    """
    body = _typed(world, request, kind)
    _check(world, body, find)
    return body


def read_fields(
    world: World,
    request: Request,
    kind: type[Struct],
    find: Callable[[Mapping[str, Any]], Iterable[Issue]] = lambda given: (),
) -> dict[str, Any]:
    """Return the fields of a resource that a request sends; `find` checks them. See `decode` and `whole_numbers`.

    Raises:
        Refusal: 400, naming every invalid field.
    """
    given = sent(_typed(world, request, kind))
    _check(world, given, find)
    return whole_numbers(given)


def _typed(world: World, request: Request, kind: type[T]) -> T:
    try:
        return convert(read_object(request.body), kind, strict=strict(world))
    except BadBody as bad:
        raise refusal_of(bad) from None


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
    if display_name is not UNSET and not 1 <= len(display_name) <= MAX_NAME:
        expected = f"expected 1 to {MAX_NAME} characters, not {len(display_name)}"
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
