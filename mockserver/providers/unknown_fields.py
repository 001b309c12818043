"""Find fields of a JSON value that its type does not have, at any depth.

msgspec ignores unknown fields, or refuses them with an error that names only the first object. This module compares a
converted value with its source. It decides nothing: profile `strict` refuses such fields, and so do fixtures and
snapshots; in the other profiles they are findings.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec


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


def _fields(typed: dict[str, Any] | msgspec.Struct) -> dict[str, Any]:
    """Return the values of an object by their names in JSON."""
    if isinstance(typed, dict):
        return typed
    fields = {field.encode_name: getattr(typed, field.name) for field in msgspec.structs.fields(typed)}
    tag = typed.__struct_config__.tag_field
    return fields if tag is None else {**fields, tag: None}
