"""Typed request bodies of RevRing's call endpoints, and what types cannot say about them.

Sources: docs.revring.ai, api-reference/calls/send and /batch-get; seeds. Fields of all generations of the pages are
taken at once. A field that is not required may be left out, but not be null: that is how its validator reads.
"""

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from msgspec import UNSET, Struct, UnsetType

from mockserver.numbers import is_e164
from mockserver.providers.base import Refusal, Request, lenient, strict
from mockserver.providers.bodies import BadBody, convert, read_object
from mockserver.providers.revring.errors import CODES, Issue, invalid, path_of
from mockserver.world import World

LONGEST_NAME = 15
MOST_IDS = 100
E164_EXPECTED = "expected an E.164 number such as +14155550142"
T = TypeVar("T", bound=Struct)


class CallCreate(Struct, kw_only=True, rename="camel"):
    """`POST /calls`. Fields that it does not name are ignored (profile `strict`: refused)."""

    agent_id: str
    to_number: str
    from_number: str
    variables: dict[str, Any] = {}
    caller_id_name: str | UnsetType = UNSET
    skip_queue: bool = False


class BatchGet(Struct, kw_only=True, rename="camel"):
    """`POST /calls/batch-get`."""

    ids: list[str]
    minimal: bool = False


def decode_call(world: World, request: Request) -> CallCreate:
    """The body of `POST /calls`.

    Raises:
        Refusal: 400, naming every field that cannot be taken. Profile `lenient` looks at types only.
    """
    return _checked(world, _decode(world, request, CallCreate), _call_issues)


def decode_batch(world: World, request: Request) -> BatchGet:
    """The body of `POST /calls/batch-get`; see `decode_call`."""
    return _checked(world, _decode(world, request, BatchGet), _batch_issues)


def ignore_body(request: Request) -> None:
    """For operations that take no body: none, or any JSON object.

    Raises:
        Refusal: 400, the body is something else.
    """
    try:
        read_object(request.body)
    except BadBody as bad:
        raise _refusal(bad) from None


def _decode(world: World, request: Request, kind: type[T]) -> T:
    try:
        return convert(read_object(request.body), kind, strict=strict(world))
    except BadBody as bad:
        raise _refusal(bad) from None


def _refusal(bad: BadBody) -> Refusal:
    return Refusal(400, CODES.bad_json, bad.message) if bad.malformed else invalid([_issue(bad)])


def _issue(bad: BadBody) -> Issue:
    return Issue(path_of(bad.path), bad.message)


def _checked(world: World, body: T, find: Callable[[T], Iterator[Issue]]) -> T:
    issues = [] if lenient(world) else list(find(body))
    if issues:
        raise invalid(issues)
    return body


def _call_issues(body: CallCreate) -> Iterator[Issue]:
    if not body.agent_id.strip():
        yield Issue(("agentId",), f"agentId is {body.agent_id!r}; expected the id of an agent.")
    for name, number in (("toNumber", body.to_number), ("fromNumber", body.from_number)):
        if not is_e164(number):
            yield Issue((name,), f"{name} is {_short(number)}; {E164_EXPECTED}.")
    name_shown = body.caller_id_name
    if name_shown is not UNSET and not 1 <= len(name_shown) <= LONGEST_NAME:
        expected = f"expected 1 to {LONGEST_NAME} characters, and it has {len(name_shown)}"
        yield Issue(("callerIdName",), f"callerIdName is {_short(name_shown)}; {expected}.")
    for key, value in body.variables.items():
        if isinstance(value, dict | list):
            kind = "an object" if isinstance(value, dict) else "an array"
            yield Issue(("variables", key), f"variables.{key} is {kind}; expected a string, number, boolean or null.")


def _batch_issues(body: BatchGet) -> Iterator[Issue]:
    if not 1 <= len(body.ids) <= MOST_IDS:
        yield Issue(("ids",), f"ids holds {len(body.ids)} ids; expected 1 to {MOST_IDS}.")


def _short(text: str) -> str:
    return repr(text if len(text) <= 80 else f"{text[:80]}…")
