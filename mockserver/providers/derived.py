"""Derives request bodies and other variations from the one type of a resource.

A resource is a frozen struct: what is stored, what is returned, and its schema in OpenAPI. Marks on its fields say how
clients may send them:

    id: ReadOnly[str]                                        only in responses
    mode: CreateOnly[Mode] = "single"                        can be sent when the resource is created
    status: PatchOnly[Status] = "active"                     can be sent when the resource is updated
    greeting: Annotated[str | None, Sent(str)] = None        has another type in requests; here, it must not be null
    name: str                                                required when the resource is created, as it has no default

A body of a request has UNSET (absent) for fields that are not sent. `sent` returns the others.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from operator import attrgetter
from typing import Annotated, Any, Generic, NamedTuple, TypeVar, Union, get_args, get_origin, get_type_hints

import msgspec
from msgspec import UNSET, UnsetType
from msgspec.structs import FieldInfo

T = TypeVar("T")
R = TypeVar("R", bound="Resource")
S = TypeVar("S", bound=msgspec.Struct)


class Access(NamedTuple):
    """The requests in which a field can be sent."""

    create: bool
    patch: bool


class Sent(NamedTuple):
    """The type of a field in requests, if it differs from the type in responses."""

    kind: Any


ReadOnly = Annotated[T, Access(create=False, patch=False)]
CreateOnly = Annotated[T, Access(create=True, patch=False)]
PatchOnly = Annotated[T, Access(create=False, patch=True)]


class Resource(msgspec.Struct, frozen=True, kw_only=True):
    """The base of all resources."""

    id: ReadOnly[str]


def create_body(
    resource: type[Resource],
    name: str,
    doc: str,
    *,
    null_is_absent: bool = False,
    without: tuple[str, ...] = (),
    more: Iterable[tuple[Any, ...]] = (),
) -> Any:
    """Return the type of the body that creates a resource. Fields without a default are required. It does not have the
    fields `without`; it has `more`, as for `msgspec.defstruct`.

    With `null_is_absent`, null is accepted for each optional field and counts as absent, except for fields that can be
    null in responses. Without it, only these accept null.
    """
    fields = [
        _field(field, kind, required=field.required, null_is_absent=null_is_absent)
        for field, kind in _sendable(resource, lambda access: access.create)
        if field.name not in without
    ]
    return _struct(resource, name, doc, [*fields, *more])


def patch_body(
    resource: type[Resource],
    name: str,
    doc: str,
    *,
    null_is_absent: bool = False,
    more: Iterable[tuple[Any, ...]] = (),
) -> Any:
    """Return the type of the body that updates a resource: any of its fields, or none. See `create_body`."""
    fields = [
        _field(field, kind, required=False, null_is_absent=null_is_absent)
        for field, kind in _sendable(resource, lambda access: access.patch)
    ]
    return _struct(resource, name, doc, [*fields, *more])


def partial(resource: type[msgspec.Struct], *needed: str) -> Any:
    """Return the type of what fixtures and snapshots hold: any fields of a resource, and the `needed` ones."""
    hints = _hints(resource)
    fields = [
        _field(field, hints[field.name], required=field.name in needed, null_is_absent=False)
        for field in msgspec.structs.fields(resource)
    ]
    return _struct(resource, resource.__name__, resource.__doc__ or "", fields, forbid_unknown_fields=True)


class Part(Generic[R]):
    """A variation of a resource. It has only some of its fields, in another order; without `fields`, it has all.
    `optional` ones can be absent."""

    def __init__(self, resource: type[R], name: str, doc: str, fields: str = "", optional: str = "") -> None:
        hints = _hints(resource)
        self._names, self._optional = fields.split() or list(resource.__struct_fields__), optional.split()
        self._values = attrgetter(*self._names)
        absent: list[tuple[Any, ...]] = [(name, Union[hints[name], UnsetType], UNSET) for name in self._optional]  # noqa: UP007
        present: list[tuple[Any, ...]] = [(name, hints[name]) for name in self._names if name not in self._optional]
        order = self._names.index
        self.kind: Any = _struct(resource, name, doc, sorted([*present, *absent], key=lambda field: order(field[0])))

    def of(self, resource: R, **changes: Any) -> msgspec.Struct:
        """Return this variation of a resource, with some fields changed."""
        values = dict(zip(self._names, self._values(resource), strict=True))
        made: msgspec.Struct = self.kind(**{**values, **changes})
        return made

    def short(self, resource: R) -> msgspec.Struct:
        """Return this variation of a resource without the optional fields."""
        return self.of(resource, **dict.fromkeys(self._optional, UNSET))


def extended(kind: type[S], resource: msgspec.Struct, **more: Any) -> S:
    """Return a value of a type that has the fields of a base of `resource`, and more."""
    shared = {name: getattr(resource, name) for name in kind.__struct_fields__ if name not in more}
    return kind(**shared, **more)


def sent(body: msgspec.Struct) -> dict[str, Any]:
    """Return the fields of a body that the client sent, by name."""
    values = ((name, getattr(body, name), absent) for name, absent in _absent_values(type(body)))
    return {name: value for name, value, absent in values if value is not absent}


@cache
def _absent_values(body: type[msgspec.Struct]) -> tuple[tuple[str, Any], ...]:
    """Return the fields of a type with their defaults, or with a value that is never sent."""
    return tuple((field.name, field.default) for field in msgspec.structs.fields(body))


def _sendable(resource: type[msgspec.Struct], allows: Callable[[Access], bool]) -> Iterator[tuple[FieldInfo, Any]]:
    """Yield the fields that a request may contain, with their types in requests."""
    hints = _hints(resource)
    for field in msgspec.structs.fields(resource):
        marks = _marks(hints[field.name])
        access = next((mark for mark in marks if isinstance(mark, Access)), Access(create=True, patch=True))
        if allows(access):
            other = next((mark.kind for mark in marks if isinstance(mark, Sent)), hints[field.name])
            yield field, other


@cache
def _hints(resource: type[msgspec.Struct]) -> dict[str, Any]:
    """Return the types of a struct's fields with their annotations."""
    return get_type_hints(resource, include_extras=True)


def _marks(kind: Any) -> tuple[Any, ...]:
    return get_args(kind)[1:] if get_origin(kind) is Annotated else ()


def _field(field: FieldInfo, kind: Any, *, required: bool, null_is_absent: bool) -> tuple[Any, ...]:
    if required:
        return field.name, kind
    if null_is_absent and not _nullable(kind):
        return field.name, Union[kind, None], None  # noqa: UP007 - the type is a value
    return field.name, Union[kind, UnsetType], UNSET  # noqa: UP007


def _nullable(kind: Any) -> bool:
    plain = get_args(kind)[0] if get_origin(kind) is Annotated else kind
    return plain is type(None) or any(
        _nullable(inner) for inner in get_args(plain) if get_origin(plain) not in (list, dict)
    )


def _struct(
    resource: type[msgspec.Struct], name: str, doc: str, fields: list[tuple[Any, ...]], **config: Any
) -> type[msgspec.Struct]:
    return msgspec.defstruct(
        name,
        fields,
        rename={field.name: field.encode_name for field in msgspec.structs.fields(resource)},
        module=resource.__module__,
        namespace={"__doc__": doc},
        kw_only=True,
        frozen=True,
        **config,
    )
