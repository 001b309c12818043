"""An ordered collection of documents with ids: agents, numbers, webhook endpoints …

A document is a value of its provider's own type. It is immutable: an update replaces it, so one that was read before
stays as it was, and a collection can be copied by reference. Documents from fixtures and snapshots arrive as JSON
objects; their provider converts them at the first use of the collection.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any, Generic, TypeVar

from msgspec.structs import replace

T = TypeVar("T")
Document = dict[str, Any]


class Documents(Generic[T]):
    """Documents of one kind, in order of insertion. `changes` counts the changes to the collection. While `typed` is
    false, the documents can be JSON objects.

    Documents can be `hidden`: `get`, `in`, `first` and `rows` find them; iteration, `len` and `listed` leave them out.
    A hidden document that is changed stays hidden. After it is deleted, its id can be used like any other.
    """

    __slots__ = ("_loaded", "_rows", "changes", "hidden", "typed")

    def __init__(self) -> None:
        self._rows: dict[str, T] = {}
        self._loaded: dict[str, tuple[Any, T]] = {}  #: the JSON object that was loaded, and the document made of it
        self.hidden: frozenset[str] = frozenset()
        self.changes = 0
        self.typed = False

    def load(self, rows: Mapping[str, Any], hidden: Collection[str] = ()) -> None:
        """Add documents as JSON objects, or replace those with their ids. This does not count as a change."""
        self._rows.update(rows)
        self._loaded.update({key: (row, row) for key, row in rows.items()})
        self.hidden = self.hidden - rows.keys() | (frozenset(hidden) & self._rows.keys())
        self.typed = False

    def convert(self, make: Callable[[str, Any], T]) -> None:
        """Replace each JSON object with `make(id, object)`. This does not count as a change."""
        for key, row in self._rows.items():
            if type(row) is dict:
                self._rows[key] = made = make(key, row)
                self._loaded[key] = (row, made)
        self.typed = True

    def withdraw(self, rows: Mapping[str, Any]) -> None:
        """Remove the documents that were loaded from these JSON objects and that nobody has replaced since."""
        for key, row in rows.items():
            loaded, made = self._loaded.get(key, (None, None))
            if loaded is row and self._rows.get(key) is made:
                del self._rows[key]
        self.hidden &= self._rows.keys()

    def __len__(self) -> int:
        return len(self._rows) - len(self.hidden)

    def __iter__(self) -> Iterator[T]:
        return iter(self.listed().values())

    def __contains__(self, key: str) -> bool:
        return key in self._rows

    def insert(self, key: str, document: T) -> T:
        """Add a document, or replace the one with that id."""
        self._rows[key] = document
        self.changes += 1
        return document

    def get(self, key: str) -> T | None:
        """Return the document with that id, or None."""
        return self._rows.get(key)

    def patch(self, key: str, changes: Mapping[str, Any]) -> T | None:
        """Change fields of a document. Return the new one, or None if the id does not exist."""
        old: Any = self._rows.get(key)
        if old is None:
            return None
        new: Any = {**old, **changes} if isinstance(old, dict) else replace(old, **changes)
        return self.insert(key, new)

    def delete(self, key: str) -> bool:
        """Remove a document. Return whether it existed."""
        self.changes += 1
        self.hidden -= {key}
        return self._rows.pop(key, None) is not None

    def first(self, fits: Callable[[T], bool]) -> T | None:
        """Return the first document that fits, hidden ones included, or None."""
        return next((document for document in self._rows.values() if fits(document)), None)

    def rows(self) -> dict[str, T]:
        """Return all documents by id, hidden ones included, as a new dict."""
        return dict(self._rows)

    def listed(self) -> dict[str, T]:
        """Return the documents that lists show, by id, as a new dict."""
        if not self.hidden:
            return dict(self._rows)
        return {key: row for key, row in self._rows.items() if key not in self.hidden}
