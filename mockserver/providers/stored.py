"""The types of what a provider stores in a world. JSON objects from fixtures and snapshots are read as these types.

`resources` has the kinds of documents. What clients send is not read here, but by `bodies`, which is as strict or as
lenient as the provider.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

import msgspec

from mockserver.errors import SettingsError


class Stored(NamedTuple):
    """The kinds of a provider's documents, each a `resources.Records`."""

    records: tuple[Any, ...]
    own_ids: frozenset[str] = frozenset()  #: kinds whose documents have an `id` that is not their key
    calls: Mapping[str, str] = MappingProxyType({})  #: kinds whose documents list ids of calls → the field with the ids

    @property
    def documents(self) -> Mapping[str, Any]:
        """The types of the stored JSON objects, by kind (`PROVIDER.agents`)."""
        return {kind.kind: kind.stored for kind in self.records}


def check(value: object, kind: Any, where: str) -> Any:
    """Return a stored JSON object as its type.

    Raises:
        SettingsError: it does not fit; the message says where.
    """
    try:
        return read(value, kind)
    except msgspec.ValidationError as error:
        raise SettingsError(f"{where}: {error}.") from None


def read(value: Any, kind: Any) -> Any:
    """Return a stored JSON value as its type. Whole numbers stay integers, also where the type is `float`.

    Raises:
        msgspec.ValidationError: it does not fit, or an object in it has an unknown field.
    """
    return _keep_integers(msgspec.convert(value, kind), value, "$")


def _keep_integers(typed: Any, value: Any, path: str) -> Any:
    if isinstance(typed, float) and isinstance(value, int):
        return value
    if isinstance(typed, list) and isinstance(value, list):
        pairs = enumerate(zip(typed, value, strict=True))
        return [_keep_integers(inner, source, f"{path}[{index}]") for index, (inner, source) in pairs]
    if isinstance(typed, msgspec.Struct) and isinstance(value, dict):
        _walk(typed, value, path)
    return typed


def _walk(typed: msgspec.Struct, value: Mapping[str, Any], path: str) -> None:
    unknown = set(value)
    for field in msgspec.structs.fields(typed):
        if field.encode_name in value:
            unknown.discard(field.encode_name)
            given = value[field.encode_name]
            inner = _keep_integers(getattr(typed, field.name), given, f"{path}.{field.encode_name}")
            msgspec.structs.force_setattr(typed, field.name, inner)
    unknown.discard(typed.__struct_config__.tag_field or "")
    if unknown:
        where = "" if path == "$" else f" - at `{path}`"
        raise msgspec.ValidationError(f"Object contains unknown field `{min(unknown)}`{where}")
