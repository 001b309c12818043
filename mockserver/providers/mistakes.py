"""Explain type errors to the client: which fields, what was given, what is expected.

    value, type ─► msgspec's error, which is about one field ─► explain
                └► mistakes_in: every field that is missing or does not fit

msgspec reports where a value does not fit its type. This module adds the given value and, for enums, all allowed
values with the nearest one. It does not choose error codes.
"""

from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from types import UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

import msgspec

from mockserver.errors import nearest_hint


class Mistake(NamedTuple):
    """An invalid field: what is wrong with it, and its path, such as `contacts[0].name` (empty: the whole body)."""

    message: str
    path: str


def mistakes_in(value: Mapping[str, Any], kind: type[msgspec.Struct], given: Mapping[str, Any]) -> Iterator[Mistake]:
    """Yield every field of `value` that is missing or does not fit `kind`, at any depth. In each object, missing fields
    come last. `given` is what the client sent; messages quote it."""
    for text, path in _errors(value, kind, ""):
        yield Mistake(*explain(text, given, kind, path))


def well_typed(value: Mapping[str, Any], kind: type[msgspec.Struct]) -> dict[str, Any]:
    """Return the fields of an object that fit `kind`, converted, by the names of its attributes."""
    found: dict[str, Any] = {}
    for field in msgspec.structs.fields(kind):
        if field.encode_name in value:
            try:
                found[field.name] = msgspec.convert(value[field.encode_name], field.type)
            except msgspec.ValidationError:
                continue
    return found


def _errors(value: Any, kind: Any, path: str) -> Iterator[tuple[str, str]]:
    """Yield msgspec's message about each part of a value that does not fit, with the path of the part."""
    try:
        msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        inner = [*_errors_inside(value, kind, path)]
        yield from inner or [(str(error), path)]


def _errors_inside(value: Any, kind: Any, path: str) -> Iterator[tuple[str, str]]:
    """Yield the errors in the fields or items of a value, if its type says what they are."""
    shape = _shape_for(value, kind)
    if isinstance(value, list) and shape is not None:
        for index, item in enumerate(value):
            yield from _errors(item, get_args(shape)[0], f"{path}[{index}]")
    elif isinstance(value, dict) and shape is not None:
        known = {field.encode_name: field for field in msgspec.structs.fields(shape)}
        for name in filter(known.__contains__, value):
            yield from _errors(value[name], known[name].type, _below_path(path, name))
        for name, field in known.items():
            if field.required and name not in value:
                yield f"Object missing required field `{name}`", path


def _shape_for(value: Any, kind: Any) -> Any:
    """Return the type of a list, or the type of an object, that a value must have; None if there is not exactly one."""
    if get_origin(kind) is Annotated:
        return _shape_for(value, get_args(kind)[0])
    if isinstance(value, list) and get_origin(kind) is list:
        return kind
    if isinstance(value, dict) and isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return kind
    if get_origin(kind) in (list, dict, tuple):
        return None
    shapes = [shape for inner in get_args(kind) if (shape := _shape_for(value, inner)) is not None]
    return shapes[0] if len(shapes) == 1 else None


def _below_path(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


_ABOUT_FIELDS = {
    "Object missing required field `": "{} is required.",
    "Object contains unknown field `": "Unknown field {!r}.",
}  #: how msgspec begins its messages about the names of fields → the message


def explain(text: str, value: Mapping[str, Any], kind: type[msgspec.Struct], within: str = "") -> tuple[str, str]:
    """Turn msgspec's message about the part of `value` at the path `within` into (message, path).

    msgspec writes `Expected …, got … - at `$.a.b``; the new message names the field and the given value.
    """
    sentence, _, where = text.partition(" - at `")
    path = within + where.rstrip("`").removeprefix("$")
    path = path.removeprefix(".")
    for start, end in _ABOUT_FIELDS.items():
        if sentence.startswith(start):
            full = _below_path(path, sentence.removeprefix(start).rstrip("`"))
            return end.format(full), full
    given = value_at(value, path)
    shown = f" (given: {msgspec.json.encode(given).decode()[:80]})" if isinstance(given, str | int | float) else ""
    if sentence.startswith("Invalid enum value"):
        words = allowed_values(kind, path)
        near = nearest_hint(given, map(str, words)) if isinstance(given, str) else ""
        return f"{path}: expected one of {', '.join(map(str, words))}{shown}.{near}", path
    return f"{path or 'The body'}: {sentence[:1].lower()}{sentence[1:].replace('`', '')}{shown}.", path


def value_at(value: Any, path: str) -> Any:
    """Return the value at a path such as `contacts[0].name`; None if there is nothing."""
    for part in _parts(path):
        if isinstance(value, Mapping):
            value = value.get(part)
        elif isinstance(value, list) and part.isdigit() and int(part) < len(value):
            value = value[int(part)]
        elif part:
            return None
    return value


def allowed_values(kind: type, path: str) -> list[object]:
    """Return the enum values that a type allows at a path, in the order of their declaration."""
    found: list[Any] = [kind]
    for part in _parts(path):
        found = [inner for outer in _alternatives(found) for inner in _below(outer, part)]
    return list(dict.fromkeys(word for inner in _alternatives(found) for word in _words(inner)))


def _parts(path: str) -> list[str]:
    return path.replace("[", ".").replace("]", "").split(".")


def _alternatives(kinds: Iterable[Any]) -> Iterable[Any]:
    for kind in kinds:
        if get_origin(kind) is Annotated:
            yield from _alternatives(get_args(kind)[:1])
        elif get_origin(kind) in (Union, UnionType):
            yield from _alternatives(get_args(kind))
        else:
            yield kind


def _below(kind: Any, part: str) -> Iterable[Any]:
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return [field.type for field in msgspec.structs.fields(kind) if field.encode_name == part]
    return get_args(kind)[-1:] if get_origin(kind) in (list, dict) else []


def _words(kind: Any) -> Iterable[object]:
    if isinstance(kind, type) and issubclass(kind, Enum):
        return [member.value for member in kind]
    return get_args(kind) if get_origin(kind) is Literal else []
