"""The life of a resource, the same for each kind and each provider: find, adopt, create, update, delete, list.

    Records[T]      typed documents of one kind in a world, whatever they are
    Resources[T]    documents that clients see: made from a blank one, found by profile, stamped, deleted for good

What an unknown id means depends on the profile. `standard` refuses it in a path (`get`) and adopts it where a request
only refers to it (`refer`), unless it was deleted. `strict` refuses both. `lenient` creates what is missing and deletes
nothing.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from types import MappingProxyType
from typing import Any, Generic, Literal, TypeVar

import msgspec
from msgspec.structs import replace

from mockserver.providers.base import Refusal, lenient, strict
from mockserver.providers.derived import Resource, partial, sent
from mockserver.providers.stored import Stored, read
from mockserver.simulation.durations import show_milliseconds
from mockserver.world.documents import Documents
from mockserver.world.world import World

T = TypeVar("T", bound=msgspec.Struct)
R = TypeVar("R", bound=Resource)
Change = Literal["created", "updated", "deleted"]


class Records(Generic[T]):
    """The documents of one kind, `PROVIDER.nouns`, and their type."""

    def __init__(self, kind: str, shape: type[T]) -> None:
        self.kind, self.shape = kind, shape

    @property
    def stored(self) -> Any:
        """The type of the JSON objects that fixtures and snapshots hold."""
        return self.shape

    def of(self, world: World) -> Documents[T]:
        """Return the documents of a world."""
        found = world.documents.get(self.kind)
        if found is None:
            found = world.collection(self.kind)
        if not found.typed:
            found.convert(lambda key, row: self.load(world, key, row))
        return found

    def load(self, world: World, key: str, row: Mapping[str, Any]) -> T:
        """Return the document that a JSON object holds."""
        made: T = read(row, self.shape)
        return made


def stored(
    records: Sequence[Records[Any]],
    *,
    calls: Mapping[str, str] = MappingProxyType({}),
    own_ids: Collection[str] = (),
) -> Stored:
    """Return everything that a provider stores besides the details of its calls, tombstones included."""
    graves = [kind.tombstones for kind in records if isinstance(kind, Resources) and kind.tombstones is not None]
    return Stored((*records, *graves), frozenset(own_ids), calls)


class Resources(Records[R]):
    """Resources of one kind. `blank` makes a new one with an id and the defaults; the other arguments say what is
    special about the kind.

    | argument | meaning |
    |---|---|
    | `missing` | the refusal for an id that does not exist |
    | `unknown` | the same, where a request refers to the resource; `missing` if absent |
    | `new_id` | the id of the next one |
    | `built_in` | those that every world has, by id; each is stored when a client changes it |
    | `completed` | makes one of the fields that a fixture has; absent: a blank one with these |
    | `adopted` | like `blank`, for one that nobody created; `blank` if absent |
    | `tombstones` | the kind under which deleted ones are kept, so that their ids are not adopted |
    | `check_new` | raises `Refusal` if no more can be created |
    | `check_delete` | raises `Refusal` if this one cannot be deleted |
    | `deleted` | changes what referred to a deleted one |
    | `changed` | tells the account's webhooks: `created`, `updated` or `deleted` |
    | `stamp` | shows the instant of an update; the field is `updated_at`, if there is one |
    | `stamps_empty` | whether an update without changes counts as one |
    """

    def __init__(
        self,
        kind: str,
        shape: type[R],
        *,
        blank: Callable[[World, str], R],
        missing: Callable[[str], Refusal],
        unknown: Callable[[str], Refusal] | None = None,
        new_id: Callable[[World], str] | None = None,
        built_in: Callable[[World], Mapping[str, R]] | None = None,
        completed: Callable[[World, str, Mapping[str, Any]], R] | None = None,
        adopted: Callable[[World, str], R] | None = None,
        tombstones: str | None = None,
        check_new: Callable[[World], None] | None = None,
        check_delete: Callable[[World, R], None] | None = None,
        deleted: Callable[[World, R], None] | None = None,
        changed: Callable[[World, Change, R], None] | None = None,
        stamp: Callable[[datetime], str] = show_milliseconds,
        stamps_empty: bool = False,
        needed: tuple[str, ...] = (),
    ) -> None:
        super().__init__(kind, shape)
        self.blank, self._adopted = blank, adopted or blank
        self._missing, self._unknown = missing, unknown or missing
        self._completed = completed or (lambda world, key, given: replace(blank(world, key), **given))
        self._new_id, self._built_in = new_id, built_in
        self.tombstones = Tombstones(tombstones, self) if tombstones is not None else None
        self._check_new, self._check_delete = check_new, check_delete
        self._deleted, self._changed = deleted, changed
        self._stamp, self._stamps_empty = stamp, stamps_empty
        self._has_stamp = "updated_at" in shape.__struct_fields__
        self._needed = needed

    @cached_property
    def stored(self) -> Any:
        return partial(self.shape, *self._needed)

    def load(self, world: World, key: str, row: Mapping[str, Any]) -> R:
        """Return the resource that a JSON object holds; absent fields are as in a blank one."""
        given = {"id": key, **sent(read(row, self.stored))}
        if self._has_stamp and "created_at" in given:
            given.setdefault("updated_at", given["created_at"])
        return self._completed(world, key, given)

    # -- find --------------------------------------------------------------------------------------

    def find(self, world: World, key: str) -> R | None:
        """Return the resource with that id, or None."""
        found = self.of(world).get(key)
        if found is None and self._built_in is not None and not self._was_deleted(world, key):
            return self._built_in(world).get(key)
        return found

    def recall(self, world: World, key: str) -> R | None:
        """Return the stored resource with that id, even if it was deleted; None if it never existed."""
        found = self.of(world).get(key)
        return found if found is not None or self.tombstones is None else self.tombstones.of(world).get(key)

    def get(self, world: World, key: str) -> R:
        """Return the resource that a path names. Profile `lenient` creates a missing one.

        Raises:
            Refusal: it does not exist.
        """
        found = self.find(world, key)
        if found is not None:
            return found
        if not lenient(world):
            raise self._missing(key)
        return self._adopt(world, key)

    def refer(self, world: World, key: str) -> R:
        """Return the resource to which a request refers. One that nobody created is adopted.

        Raises:
            Refusal: it was deleted or, in profile `strict`, never existed.
        """
        found = self.find(world, key)
        if found is not None:
            return found
        if not lenient(world) and (strict(world) or self._was_deleted(world, key)):
            raise self._not_adopted(world, key)
        return self._adopt(world, key)

    def _not_adopted(self, world: World, key: str) -> Refusal:
        refusal = self._unknown(key)
        if strict(world):
            refusal.message += " The profile 'strict' adopts no ids that nobody created."
        return refusal

    def _was_deleted(self, world: World, key: str) -> bool:
        return self.tombstones is not None and key in self.tombstones.of(world)

    def _adopt(self, world: World, key: str) -> R:
        return self.put(world, self._adopted(world, key))

    def listed(self, world: World) -> list[R]:
        """Return the resources that lists show, in order of creation."""
        return self._with_built_in(world, self.of(world).listed())

    def all(self, world: World) -> list[R]:
        """Return all resources, including those that no list shows: a request may name any of them."""
        return self._with_built_in(world, self.of(world).rows())

    def _with_built_in(self, world: World, stored: dict[str, R]) -> list[R]:
        if self._built_in is None:
            return list(stored.values())
        rows = {**self._built_in(world), **stored}
        return [row for key, row in rows.items() if not self._was_deleted(world, key)]

    # -- change ------------------------------------------------------------------------------------

    def put(self, world: World, resource: R) -> R:
        """Store a resource in place of the one with its id."""
        return self.of(world).insert(resource.id, resource)

    def create(self, world: World, given: Mapping[str, Any]) -> R:
        """Create a resource with the given fields.

        Raises:
            Refusal: no more can be created.
        """
        assert self._new_id is not None, f"{self.kind} cannot be created"
        if self._check_new is not None:
            self._check_new(world)
        made = self.put(world, replace(self.blank(world, self._new_id(world)), **given))
        self._tell(world, "created", made)
        return made

    def update(self, world: World, old: R, changes: Mapping[str, Any]) -> R:
        """Change the given fields of a resource. What has read it before keeps the old one."""
        new = old
        if changes or self._stamps_empty:
            stamps = {"updated_at": self._stamp(world.now)} if self._has_stamp else {}
            new = self.put(world, replace(old, **changes, **stamps))
        self._tell(world, "updated", new)
        return new

    def delete(self, world: World, resource: R) -> None:
        """Delete a resource for good. Profile `lenient` deletes nothing.

        Raises:
            Refusal: it cannot be deleted now.
        """
        if self._check_delete is not None:
            self._check_delete(world, resource)
        if not lenient(world):
            self.of(world).delete(resource.id)
            if self.tombstones is not None:
                self.tombstones.of(world).insert(resource.id, resource)
            if self._deleted is not None:
                self._deleted(world, resource)
        self._tell(world, "deleted", resource)

    def _tell(self, world: World, what: Change, resource: R) -> None:
        if self._changed is not None:
            self._changed(world, what, resource)


class Tombstones(Records[R]):
    """The deleted resources of one kind, as they were."""

    def __init__(self, kind: str, resources: Resources[R]) -> None:
        super().__init__(kind, resources.shape)
        self._resources = resources

    @property
    def stored(self) -> Any:
        return self._resources.stored

    def load(self, world: World, key: str, row: Mapping[str, Any]) -> R:
        return self._resources.load(world, key, row)
