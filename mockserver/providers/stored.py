"""The types of what a provider stores in a world. They validate documents that come from snapshots.

The world stores documents and call details as plain JSON objects. Their types are derived from response types: every
key that is present must have its response type, and the keys that the code relies on must be present. A check does not
convert anything.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple, NotRequired, Union, get_args, get_origin, get_type_hints

import msgspec
from msgspec import UNSET, UnsetType

from mockserver.errors import SettingsError


class Stored(NamedTuple):
    """The types of a provider's documents, by kind (`PROVIDER.agents`)."""

    documents: Mapping[str, type]
    own_ids: frozenset[str] = frozenset()  #: kinds whose documents have an `id` that is not their key
    records: tuple[Any, ...] = ()  #: the `resources.Records` behind `documents`
    calls: Mapping[str, str] = MappingProxyType({})  #: kinds whose documents list ids of calls → the field with the ids


def partial(shape: type, *needed: str, **more: Any) -> type:
    """Return a type with the keys of `shape` and `more`. Only the `needed` ones are required."""
    hints = {key: _plain(hint) for key, hint in get_type_hints(shape, include_extras=True).items()} | more
    fields = [(key, kind) if key in needed else (key, Union[kind, UnsetType], UNSET) for key, kind in hints.items()]  # noqa: UP007
    return msgspec.defstruct(shape.__name__, fields, kw_only=True)


def _plain(hint: Any) -> Any:
    return get_args(hint)[0] if get_origin(hint) is NotRequired else hint


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
        msgspec.ValidationError: it does not fit.
    """
    return _keep_integers(msgspec.convert(value, kind), value)


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
