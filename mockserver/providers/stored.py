"""The types of what a provider stores in a world. JSON objects from fixtures and snapshots are read as these types.

`resources` has the kinds of documents. What clients send is not read here, but by `bodies`, which is as strict or as
lenient as the provider.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

import msgspec

from mockserver.errors import SettingsError
from mockserver.providers.unknown_fields import unknown_field


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
    typed = msgspec.convert(value, kind)
    unknown = unknown_field(typed, value)
    if unknown is not None:
        parent, _, name = unknown.rpartition(".")
        raise msgspec.ValidationError(
            f"Object contains unknown field `{name}`" + (f" - at `$.{parent}`" if parent else "")
        )
    return _keep_integers(typed, value)


def _keep_integers(typed: Any, value: Any) -> Any:
    if isinstance(typed, float) and isinstance(value, int):
        return value
    if isinstance(typed, list) and isinstance(value, list):
        return [_keep_integers(inner, source) for inner, source in zip(typed, value, strict=True)]
    if isinstance(typed, msgspec.Struct) and isinstance(value, dict):
        for field in msgspec.structs.fields(typed):
            if field.encode_name in value:
                inner = _keep_integers(getattr(typed, field.name), value[field.encode_name])
                msgspec.structs.force_setattr(typed, field.name, inner)
    return typed
