"""An ordered collection of JSON documents with ids: agents, numbers, webhook endpoints …

Each is stored as its provider shows it. Documents are immutable values: a patch replaces the document, so one that was
read before stays as it was, and a collection can be copied by reference.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

Document = dict[str, Any]


class Documents:
    """Documents of one kind, in order of insertion. `changes` counts the changes to the collection.

    Documents can be `hidden`: `get`, `in`, `first` and `rows` find them; iteration, `len` and `listed` leave them out.
    A hidden document that is changed stays hidden. After it is deleted, its id can be used like any other.
    """

    __slots__ = ("_rows", "changes", "hidden")

    def __init__(self, rows: Mapping[str, Document] | None = None, hidden: Collection[str] = ()) -> None:
        self._rows: dict[str, Document] = dict(rows or {})
        self.hidden = frozenset(hidden) & self._rows.keys()
        self.changes = 0

    def __len__(self) -> int:
        return len(self._rows) - len(self.hidden)

    def __iter__(self) -> Iterator[Document]:
        return iter(self.listed().values())

    def __contains__(self, key: str) -> bool:
        return key in self._rows

    def insert(self, key: str, document: Document) -> Document:
        """Add a document, or replace the one with that id."""
        self._rows[key] = document
        self.changes += 1
        return document

    def get(self, key: str) -> Document | None:
        """Return the document with that id, or None."""
        return self._rows.get(key)

    def patch(self, key: str, changes: Mapping[str, Any]) -> Document | None:
        """Change top-level fields. Return the new document, or None if the id does not exist."""
        old = self._rows.get(key)
        return None if old is None else self.insert(key, {**old, **changes})

    def delete(self, key: str) -> bool:
        """Remove a document. Return whether it existed."""
        self.changes += 1
        self.hidden -= {key}
        return self._rows.pop(key, None) is not None

    def first(self, fits: Callable[[Document], bool]) -> Document | None:
        """Return the first document that fits, hidden ones included, or None."""
        return next((document for document in self._rows.values() if fits(document)), None)

    def rows(self) -> dict[str, Document]:
        """Return all documents by id, hidden ones included, as a new dict."""
        return dict(self._rows)

    def listed(self) -> dict[str, Document]:
        """Return the documents that lists show, by id, as a new dict."""
        if not self.hidden:
            return dict(self._rows)
        return {key: row for key, row in self._rows.items() if key not in self.hidden}
