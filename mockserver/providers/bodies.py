"""From bytes to a typed body, with a clear word for everything that can be wrong with it.

JSON is read strictly: no NaN, no duplicate keys, no NUL characters, no lone surrogates, no more than 100 levels.
A wrong type names the field, what was given and what was expected. The provider chooses the error code per field.
"""

import json
from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec

from mockserver.errors import did_you_mean
from mockserver.providers.base import JSON, Operation, Request
from mockserver.providers.mistakes import explain

T = TypeVar("T", bound=msgspec.Struct)
MAX_BODY = 10 * 1024 * 1024
MAX_DEPTH = 100


class BadBody(Exception):
    """The body cannot be used; `path` says where (empty: as a whole), `malformed` whether it is no JSON at all."""

    def __init__(self, message: str, path: str = "", *, malformed: bool = False) -> None:
        self.message, self.path, self.malformed = message, path, malformed
        super().__init__(message)

    @property
    def field(self) -> str:
        """The first field on the path, without indices."""
        return self.path.split(".")[0].split("[")[0]


def check_media(request: Request, operation: Operation) -> str | None:
    """What is wrong with the content type of a request that has a body; None if nothing is."""
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
    """The media type of a request's body, without parameters, in lower case; empty if none is named."""
    return request.headers.get("content-type", "").split(";")[0].strip().lower()


def read_object(body: bytes) -> dict[str, Any]:
    """The JSON object in a body; an empty body counts as `{}`.

    Raises:
        BadBody: it is no JSON, or no object, or holds what no good client sends.
    """
    if not body.strip():
        return {}
    try:
        value = msgspec.json.decode(body)
        if _lacks_keys(body, value):
            _KEYS.decode(body.decode())
    except RecursionError:
        raise BadBody(f"The body is nested more than {MAX_DEPTH} levels deep.", malformed=True) from None
    except msgspec.DecodeError as error:
        raise BadBody(f"The body is not valid JSON: {error}.", malformed=True) from None
    except ValueError as error:
        raise BadBody(f"The body is not valid JSON: {error}.", malformed=True) from None
    if not isinstance(value, dict):
        raise BadBody(f"The body is a JSON {_kind(value)}; expected an object.")
    _refuse_poison(body, value)
    return value


def _lacks_keys(body: bytes, value: object) -> bool:
    """Whether a key may stand twice in one object. msgspec keeps the last of them, so fewer quotation marks come out
    than went in; to write the value once more is quicker than to look at each key. What is escaped by number may come
    out otherwise, so such a body tells nothing."""
    if b"\\" in body and b"\\u" in body:  # one byte is found far sooner than two
        return True
    return msgspec.json.encode(value).count(b'"') != body.count(b'"')


def _unique(pairs: list[tuple[str, Any]]) -> None:
    if len(dict(pairs)) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise BadBody(f"The key {twice!r} stands twice in one object.", twice, malformed=True)


_KEYS = json.JSONDecoder(object_pairs_hook=_unique)  #: msgspec, which is quicker, lets duplicate keys pass


def _refuse_poison(body: bytes, value: dict[str, Any]) -> None:
    if len(body) > MAX_DEPTH and body.count(b"{") + body.count(b"[") > MAX_DEPTH and _depth(value) > MAX_DEPTH:
        raise BadBody(f"The body is nested more than {MAX_DEPTH} levels deep.", malformed=True)
    if b"\\" in body and b"\\u0000" in body:
        raise BadBody("The body holds a NUL character (\\u0000), which no phone system takes.", malformed=True)


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


def convert(value: Mapping[str, Any], kind: type[T], *, strict: bool = False) -> T:
    """Turn a JSON object into the typed body `kind`; `strict` refuses fields it does not know.

    Raises:
        BadBody: a field is missing, has the wrong type, or is unknown.
    """
    if strict:
        known = {field.encode_name for field in msgspec.structs.fields(kind)}
        unknown = sorted(set(value) - known)
        if unknown:
            from difflib import get_close_matches

            near = did_you_mean(get_close_matches(unknown[0], known, n=2))
            raise BadBody(f"Unknown field {unknown[0]!r}.{near}", unknown[0])
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError:
        return _converted(_whole(value), value, kind)


def _converted(whole: Any, value: Mapping[str, Any], kind: type[T]) -> T:
    try:
        return msgspec.convert(whole, kind)
    except msgspec.ValidationError as error:
        message, path = explain(str(error), value, kind)
        raise BadBody(message, path) from None


def _whole(value: Any) -> Any:
    """The value with 5 in the place of 5.0: to JSON both are the same whole number."""
    if isinstance(value, dict):
        return {key: _whole(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_whole(inner) for inner in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _kind(value: object) -> str:
    names = {list: "array", str: "string", bool: "boolean", int: "number", float: "number"}
    return names.get(type(value), "null")
