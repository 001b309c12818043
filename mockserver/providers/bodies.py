"""Turn the bytes of a request body into a typed value, with a clear message for every error.

JSON is read strictly: no NaN, no duplicate keys, no NUL characters, no lone surrogates, at most 100 levels.
A type error names every invalid field, the given value and the expected type. The provider chooses the error code.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar

import msgspec

from mockserver.errors import did_you_mean
from mockserver.providers.base import JSON, Operation, Refusal, Request
from mockserver.providers.base import strict as is_strict
from mockserver.providers.mistakes import Mistake, mistakes_in
from mockserver.providers.unknown_fields import (
    UnknownField,
    documented_name,
    has_unknown_fields,
    note_about,
    note_about_names,
    unknown_fields,
    unknown_names,
)
from mockserver.world.world import World

T = TypeVar("T", bound=msgspec.Struct)
MAX_BODY = 10 * 1024 * 1024
MAX_DEPTH = 100
UNKNOWN = "Unknown field"
STRICT_NOTE = "the profile 'strict' refuses unknown fields"
MAX_MISTAKES = 20  #: invalid fields that one refusal names


class BadBody(Exception):
    """The body is invalid at `path` (empty: as a whole). `malformed` means that it cannot be parsed at all.

    `mistakes` are all invalid fields. The message is about all of them, the path is that of the first.
    """

    def __init__(
        self, message: str, path: str = "", *, malformed: bool = False, mistakes: Sequence[Mistake] = ()
    ) -> None:
        self.message, self.path, self.malformed = message, path, malformed
        self.mistakes = tuple(mistakes) or (Mistake(message, path),)
        super().__init__(message)

    @property
    def field(self) -> str:
        """The first field of the path, without indices."""
        return self.path.split(".")[0].split("[")[0]


def check_media(request: Request, operation: Operation) -> str | None:
    """Return an error message if a request with a body has an unsupported content type; None otherwise."""
    if not request.body:
        return None
    media = media_of(request)
    if media in operation.forms:
        return None
    json_too = operation.body is not None or not operation.forms
    if json_too and (not media or media == JSON or media.endswith("+json")):
        return None
    expected = [*([JSON] if json_too else []), *operation.forms]
    named = " or ".join(map(repr, expected))
    return f"Content-Type is {media!r}; expected {named}. Send the header Content-Type: {expected[0]}."


def media_of(request: Request) -> str:
    """Return the media type of a request, in lower case and without parameters; empty if there is none."""
    return request.headers.get("content-type", "").split(";")[0].strip().lower()


def read_object(body: bytes) -> dict[str, Any]:
    """Return the JSON object in a body. An empty body counts as `{}`.

    Raises:
        BadBody: it is not JSON, not an object, or contains something that is not accepted (see the module's header).
    """
    if not body.strip():
        return {}
    value = _parsed(body)
    if not isinstance(value, dict):
        raise BadBody(f"The body is a JSON {_json_type(value)}; expected an object.")
    _reject_depth_and_nul(body, value)
    return value


def read_json(body: bytes) -> Any:
    """Return the JSON value in a body.

    Raises:
        BadBody: it is not JSON, or contains something that is not accepted (see the module's header).
    """
    value = _parsed(body)
    _reject_depth_and_nul(body, value)
    return value


def _parsed(body: bytes) -> Any:
    try:
        value = msgspec.json.decode(body)
        _DUPLICATE_FINDER.decode(body.decode())
    except RecursionError:
        raise BadBody(f"The body is nested more than {MAX_DEPTH} levels deep.", malformed=True) from None
    except msgspec.DecodeError as error:
        raise BadBody(f"The body is not valid JSON: {error}.", malformed=True) from None
    except ValueError as error:
        raise BadBody(f"The body is not valid JSON: {error}.", malformed=True) from None
    return value


def _unique(pairs: list[tuple[str, Any]]) -> None:
    if len(dict(pairs)) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise BadBody(f"Duplicate key {twice!r} in an object; send each key once.", twice, malformed=True)


_DUPLICATE_FINDER = json.JSONDecoder(object_pairs_hook=_unique)  #: msgspec accepts duplicate keys


def _reject_depth_and_nul(body: bytes, value: Any) -> None:
    if len(body) > MAX_DEPTH and body.count(b"{") + body.count(b"[") > MAX_DEPTH and _depth(value) > MAX_DEPTH:
        raise BadBody(f"The body is nested more than {MAX_DEPTH} levels deep.", malformed=True)
    if b"\\" in body and b"\\u0000" in body:
        raise BadBody("The body contains a NUL character (\\u0000), which is not accepted; remove it.", malformed=True)


def _depth(value: Any) -> int:
    level, depth = [value], 0
    while level:
        depth += 1
        level = [
            inner
            for outer in level
            if isinstance(outer, dict | list)
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]
    return depth - 1


def decode(world: World, request: Request, kind: type[T], refuse: Callable[[BadBody], Refusal]) -> T:
    """Return the typed body of a request; see `typed_body`.

    Raises:
        Refusal: what `refuse` makes of an invalid body.
    """
    try:
        return typed_body(world, request, read_object(request.body), kind)
    except BadBody as bad:
        raise refuse(bad) from None


def typed_body(world: World, request: Request, value: Mapping[str, Any], kind: type[T]) -> T:
    """Convert the JSON object of a request to the typed body `kind`. Profile `strict` rejects unknown fields; in the
    other profiles the note of the response names them.

    Raises:
        BadBody: fields are missing, have the wrong type, or are unknown.
    """
    strict = is_strict(world)
    try:
        typed = convert(value, kind, strict=strict)
    except BadBody as bad:
        unknown = any(mistake.message.startswith(UNKNOWN) for mistake in bad.mistakes)
        request.add_note((STRICT_NOTE if unknown else None) if strict else note_about_names(value, kind))
        raise
    request.add_note(None if strict else note_about(typed, value))
    return typed


def convert(value: Mapping[str, Any], kind: type[T], *, strict: bool = False) -> T:
    """Convert a JSON object to the typed body `kind`; `strict` rejects unknown fields, at any depth.

    Raises:
        BadBody: fields are missing, have the wrong type, or are unknown; it has all of them.
    """
    try:
        typed = msgspec.convert(value, kind)
    except msgspec.ValidationError:
        unknown = (_unknown(found, kind) for found in unknown_names(value, kind)) if strict else ()
        typed = _convert_or_explain(value, kind, unknown)
    if strict and has_unknown_fields(typed, value):
        raise _bad([_unknown(found, kind) for found in islice(unknown_fields(typed, value), MAX_MISTAKES + 1)])
    return typed


def _unknown(found: UnknownField, kind: type[msgspec.Struct]) -> Mistake:
    near = documented_name(found, kind)
    return Mistake(f"{UNKNOWN} {found.path!r}.{did_you_mean([near] if near else [])}", found.path)


def _convert_or_explain(value: Mapping[str, Any], kind: type[T], before: Iterable[Mistake]) -> T:
    whole = with_integers(value)
    try:
        return msgspec.convert(whole, kind)
    except msgspec.ValidationError:
        found = {mistake.path: mistake for mistake in islice(before, MAX_MISTAKES + 1)}
        for mistake in islice(mistakes_in(whole, kind, value), MAX_MISTAKES + 1):
            found.setdefault(mistake.path, mistake)
        raise _bad([*found.values()]) from None


def _bad(mistakes: Sequence[Mistake]) -> BadBody:
    """Return the error about all invalid fields, or about the first ones if there are very many."""
    shown = list(mistakes[:MAX_MISTAKES])
    if len(mistakes) > len(shown):
        shown.append(Mistake(f"These are the first {MAX_MISTAKES}; there are more.", ""))
    return BadBody(" ".join(mistake.message for mistake in shown), shown[0].path, mistakes=shown)


def with_integers(value: Any) -> Any:
    """Replace floats such as 5.0 with integers: in JSON both are the same number."""
    if isinstance(value, dict):
        return {key: with_integers(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [with_integers(inner) for inner in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _json_type(value: object) -> str:
    names = {list: "array", str: "string", bool: "boolean", int: "number", float: "number"}
    return names.get(type(value), "null")
