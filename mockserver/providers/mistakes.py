"""Explain type errors to the client: which field, what was given, what is expected.

msgspec reports where a value does not fit its type. This module adds the given value and, for enums, all allowed
values. It does not choose error codes.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from msgspec.inspect import DictType, EnumType, ListType, LiteralType, Metadata, StructType, UnionType, type_info


def explain(text: str, value: Mapping[str, Any], kind: type[msgspec.Struct]) -> tuple[str, str]:
    """Turn msgspec's message about `value` into (message, path).

    msgspec writes `Expected …, got … - at `$.a.b``; the new message names the field and the given value.
    """
    sentence, _, where = text.partition(" - at `")
    path = where.rstrip("`").removeprefix("$").removeprefix(".")
    missing = sentence.removeprefix("Object missing required field `")
    if missing != sentence:
        missing = missing.rstrip("`")
        full = f"{path}.{missing}" if path else missing
        return f"{full} is required.", full
    given = value_at(value, path)
    shown = f" (given: {msgspec.json.encode(given).decode()[:80]})" if isinstance(given, str | int | float) else ""
    if sentence.startswith("Invalid enum value"):
        words = allowed_values(kind, path)
        return f"{path}: expected one of {', '.join(map(str, words))}{shown}.", path
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
    found = [type_info(kind)]
    for part in _parts(path):
        found = [inner for outer in _alternatives(found) for inner in _below(outer, part)]
    return list(dict.fromkeys(word for info in _alternatives(found) for word in _words(info)))


def _parts(path: str) -> list[str]:
    return path.replace("[", ".").replace("]", "").split(".")


def _alternatives(infos: Iterable[Any]) -> Iterable[Any]:
    for info in infos:
        if isinstance(info, Metadata):
            yield from _alternatives([info.type])
        elif isinstance(info, UnionType):
            yield from _alternatives(info.types)
        else:
            yield info


def _below(info: Any, part: str) -> Iterable[Any]:
    if isinstance(info, StructType):
        return [field.type for field in info.fields if field.encode_name == part]
    if isinstance(info, ListType):
        return [info.item_type]
    return [info.value_type] if isinstance(info, DictType) else []


def _words(info: Any) -> Iterable[object]:
    if isinstance(info, EnumType):
        return [member.value for member in info.cls]
    return list(info.values) if isinstance(info, LiteralType) else []
