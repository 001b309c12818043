"""What a provider stores in a world, as types, so that documents that come from outside can be checked.

Documents and the details of calls are JSON objects below the providers. Their types are made of those of the answers
that show them: each key that is there has the type that an answer gives it, and those that the code relies on must be
there. Nothing is converted: what fits is stored as it came.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple, NotRequired, Union, get_args, get_origin, get_type_hints

import msgspec
from msgspec import UNSET, UnsetType

from mockserver.errors import SettingsError


class Stored(NamedTuple):
    """The types of a provider's documents, by kind (`PROVIDER.agents`), and of the details of its calls."""

    documents: Mapping[str, type]
    details: type
    apart: frozenset[str] = frozenset()  #: kinds whose documents have an id besides the one under which they stand
    calls: Mapping[str, str] = MappingProxyType({})  #: kinds whose documents name calls → the key under which they do


def partly(shape: type, *needed: str, **more: Any) -> type:
    """A type with the keys of `shape` and `more`, of which only the `needed` ones must be there."""
    hints = {key: _plain(hint) for key, hint in get_type_hints(shape, include_extras=True).items()} | more
    fields = [(key, kind) if key in needed else (key, Union[kind, UnsetType], UNSET) for key, kind in hints.items()]  # noqa: UP007
    return msgspec.defstruct(shape.__name__, fields, kw_only=True)


def _plain(hint: Any) -> Any:
    return get_args(hint)[0] if get_origin(hint) is NotRequired else hint


def check(value: object, kind: type, where: str) -> None:
    """Whether a stored JSON object is of its type.

    Raises:
        SettingsError: it is not; the message says where.
    """
    try:
        msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        raise SettingsError(f"{where}: {error}.") from None
