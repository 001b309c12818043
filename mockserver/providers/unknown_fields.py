"""Find fields of a JSON value that its type does not have, at any depth.

msgspec ignores unknown fields, or refuses them with an error that names only the first object. This module compares a
converted value with its source. It decides nothing: profile `strict` refuses such fields, and so do fixtures and
snapshots.
"""

from collections.abc import Iterator
from typing import Any

import msgspec


def unknown_field(typed: Any, value: Any) -> str | None:
    """Return the path of the first field in `value` that `typed` does not have, such as `tools[0].nam`; None if there
    is none."""
    return next(_unknown(typed, value, ""), None)


def _unknown(typed: Any, value: Any, path: str) -> Iterator[str]:
    if isinstance(value, list) and isinstance(typed, list | tuple):
        for index, (inner, source) in enumerate(zip(typed, value, strict=False)):
            yield from _unknown(inner, source, f"{path}[{index}]")
    elif isinstance(value, dict) and isinstance(typed, dict | msgspec.Struct):
        known = _fields(typed)
        for key, source in value.items():
            where = f"{path}.{key}" if path else key
            yield from _unknown(known[key], source, where) if key in known else (where,)


def _fields(typed: dict[str, Any] | msgspec.Struct) -> dict[str, Any]:
    """Return the values of an object by their names in JSON."""
    if isinstance(typed, dict):
        return typed
    fields = {field.encode_name: getattr(typed, field.name) for field in msgspec.structs.fields(typed)}
    tag = typed.__struct_config__.tag_field
    return fields if tag is None else {**fields, tag: None}
