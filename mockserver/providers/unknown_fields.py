"""Find fields of a JSON value that its type does not have, at any depth.

    typed value, its source ─► unknown_fields ─► UnknownField(path, name, known) ─► documented_name ─► note_about

msgspec ignores unknown fields, or refuses them with an error that names only the first object. This module compares a
converted value with its source. It decides nothing: profile `strict` refuses such fields, and so do fixtures and
snapshots; in the other profiles the note of the response names them, and they are findings. A value without unknown
fields costs one comparison of sets for each of its objects that has a type.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import islice
from typing import Any, NamedTuple

import msgspec
from msgspec import inspect

MOST_NAMED = 5  #: unknown fields in a note
_LONGEST = 60  #: characters of a name in a note
_DEEPEST = 5  #: levels at which a documented field is looked for


class UnknownField(NamedTuple):
    """A field that its object does not have, and those that it has. `path` ends with its name: `tools[0].nam`."""

    path: str
    name: str
    known: tuple[str, ...]


def unknown_field(typed: Any, value: Any) -> str | None:
    """Return the path of the first field in `value` that `typed` does not have, such as `tools[0].nam`; None if there
    is none."""
    found = next(unknown_fields(typed, value), None)
    return found.path if found is not None else None


def has_unknown_fields(typed: Any, value: Any) -> bool:
    """Return whether `unknown_fields` would yield any; this is much faster if there are none."""
    if isinstance(typed, msgspec.Struct):
        return isinstance(value, dict) and _has_unknown(typed, value)
    if isinstance(value, list):
        return isinstance(typed, list | tuple) and any(map(has_unknown_fields, typed, value))
    if isinstance(value, dict) and isinstance(typed, dict):
        return any(has_unknown_fields(typed.get(key), source) for key, source in value.items())
    return False


def _has_unknown(typed: msgspec.Struct, value: dict[str, Any]) -> bool:
    names, typed_fields = _layout(type(typed))
    if not names.issuperset(value):
        return True
    for name, attribute in typed_fields:
        if name in value and has_unknown_fields(getattr(typed, attribute), value[name]):
            return True
    return False


def unknown_fields(typed: Any, value: Any, path: str = "") -> Iterator[UnknownField]:
    """Yield every field in `value` that `typed` does not have."""
    if isinstance(value, list) and isinstance(typed, list | tuple):
        for index, (inner, source) in enumerate(zip(typed, value, strict=False)):
            yield from unknown_fields(inner, source, f"{path}[{index}]")
    elif isinstance(value, dict) and isinstance(typed, dict | msgspec.Struct):
        known = _fields(typed)
        for key, source in value.items():
            where = f"{path}.{key}" if path else key
            if key in known:
                yield from unknown_fields(known[key], source, where)
            else:
                yield UnknownField(where, key, tuple(known))


def unknown_names(value: Mapping[str, Any], kind: type[msgspec.Struct]) -> Iterator[UnknownField]:
    """Yield the fields of an object itself that `kind` does not have; for an object that cannot be converted."""
    names, _ = _layout(kind)
    yield from (UnknownField(name, name, tuple(sorted(names))) for name in value if name not in names)


def _fields(typed: dict[str, Any] | msgspec.Struct) -> dict[str, Any]:
    """Return the values of an object by their names in JSON."""
    if isinstance(typed, dict):
        return typed
    fields = {field.encode_name: getattr(typed, field.name) for field in msgspec.structs.fields(typed)}
    tag = typed.__struct_config__.tag_field
    return fields if tag is None else {**fields, tag: None}


# -- what was probably meant -----------------------------------------------------------------------


def documented_name(unknown: UnknownField, kind: type) -> str | None:
    """Return the documented name that is nearest to an unknown field of a body of type `kind`: the path of a field with
    just that name in another object of the body, else a similar name in the same object; None if there is neither."""
    elsewhere = [path for path in _paths(kind) if path.rpartition(".")[2] == unknown.name]
    if elsewhere:
        return min(elsewhere, key=lambda path: path.count("."))
    from difflib import get_close_matches

    return next(iter(get_close_matches(unknown.name, unknown.known, n=1)), None)


def note_about(typed: msgspec.Struct, value: Mapping[str, Any]) -> str | None:
    """Return the note that names the unknown fields of a body, each with the nearest documented name; None if it has
    none."""
    if not has_unknown_fields(typed, value):
        return None
    return _note(unknown_fields(typed, value), type(typed))


def note_about_names(value: Mapping[str, Any], kind: type[msgspec.Struct]) -> str | None:
    """Return the note about the unknown fields of the body itself, if it cannot be converted; see `note_about`."""
    return _note(unknown_names(value, kind), kind)


def _note(found: Iterable[UnknownField], kind: type) -> str | None:
    fields = [*islice(found, MOST_NAMED + 1)]
    if not fields:
        return None
    texts = [_in_note(field, documented_name(field, kind)) for field in fields[:MOST_NAMED]]
    more = ", …" if len(fields) > MOST_NAMED else ""
    return f"unknown {'field' if len(fields) == 1 else 'fields'} ignored: {', '.join(texts)}{more}"


def _in_note(field: UnknownField, near: str | None) -> str:
    path = field.path if len(field.path) <= _LONGEST else f"{field.path[:_LONGEST]}…"
    return f"{path!a} (did you mean {near!r}?)" if near else f"{path!a}"


@cache
def _layout(kind: type[msgspec.Struct]) -> tuple[frozenset[str], tuple[tuple[str, str], ...]]:
    """Return the names of a type's fields in JSON, and name and attribute of the fields that contain typed objects."""
    fields = msgspec.structs.fields(kind)
    tag = kind.__struct_config__.tag_field
    names = {field.encode_name for field in fields} | ({tag} if tag is not None else set())
    described = inspect.type_info(kind)
    assert isinstance(described, inspect.StructType), "the type of an object"
    deep = {field.name for field in described.fields if any(True for _ in _objects(field.type))}
    return frozenset(names), tuple((field.encode_name, field.name) for field in fields if field.name in deep)


@cache
def _paths(kind: type) -> tuple[str, ...]:
    """Return the paths of all fields of a type, without the indices of lists, such as `assistant.voice.speed`."""
    return tuple(_paths_below(inspect.type_info(kind), _DEEPEST))


def _paths_below(info: inspect.Type, levels: int) -> Iterator[str]:
    for shape in _objects(info):
        for field in shape.fields:
            yield field.encode_name
            if levels > 1:
                yield from (f"{field.encode_name}.{path}" for path in _paths_below(field.type, levels - 1))


def _objects(info: inspect.Type) -> Iterator[inspect.StructType]:
    """Yield the types of the objects that a value can be, or contain as items."""
    if isinstance(info, inspect.StructType):
        yield info
    elif isinstance(info, inspect.Metadata):
        yield from _objects(info.type)
    elif isinstance(info, inspect.UnionType):
        for inner in info.types:
            yield from _objects(inner)
    elif isinstance(info, inspect.ListType | inspect.VarTupleType):
        yield from _objects(info.item_type)
    elif isinstance(info, inspect.DictType):
        yield from _objects(info.value_type)
