"""Which requests of the journal a control request asks for, by its query parameters.

    ?operation=call.*&status=429&q=berlin ─► Filters ─► matches(record)

`operation` and `path` can be globs. `q` searches texts as they are shown, so it does not find secrets. Unknown
parameters are refused. Pages (`order`, `limit`, `cursor`) are applied by `requests`.
"""

import json
from collections.abc import Iterable
from fnmatch import fnmatchcase

from starlette.datastructures import QueryParams

from mockserver.control.pages import integer, read_place
from mockserver.errors import SettingsError, did_you_mean
from mockserver.simulation.durations import parse_instant
from mockserver.world.journal import Record

EXACT = ("provider", "method", "call", "status")
GLOBS = ("operation", "path")
PAGES = ("order", "limit", "cursor")
PARAMETERS = (*EXACT, *GLOBS, "fault", "connection", "q", "since", *PAGES, "world")


def check_names(query: QueryParams, known: tuple[str, ...] = PARAMETERS) -> None:
    """Check that all query parameters are known.

    Raises:
        SettingsError: one is not; the message offers the nearest.
    """
    unknown = next((name for name in query if name not in known), None)
    if unknown is not None:
        from difflib import get_close_matches

        near = did_you_mean(get_close_matches(unknown, known, n=1))
        raise SettingsError(f"There is no parameter {unknown[:80]!r}; expected {', '.join(known)}.{near}")


class Filters:
    """The filters in the query of one control request.

    Raises:
        SettingsError: a parameter is unknown, or has an invalid value.
    """

    def __init__(self, query: QueryParams, known: tuple[str, ...] = PARAMETERS) -> None:
        check_names(query, known)
        self._query = query
        self._search = Search(query["q"]) if query.get("q") else None
        self._connection = integer(query, "connection", 0, least=1)
        self.place = read_place(query)
        try:
            self._since = parse_instant(query["since"]) if "since" in query else None
        except ValueError as error:
            raise SettingsError(f"since: {error}.") from None

    def matches(self, record: Record) -> bool:
        """Return whether the request is asked for. The text search, which is slow, comes last."""
        return (
            self.place.is_beyond(record.number)
            and (self._since is None or record.at >= self._since)
            and self._connection in (0, record.connection)
            and self._has_values(record)
            and self._has_fault(record)
            and (self._search is None or self._search.finds(record))
        )

    def _has_values(self, record: Record) -> bool:
        query = self._query
        return all(query[name] == str(getattr(record, name)) for name in EXACT if name in query) and all(
            _fits(getattr(record, name), query[name]) for name in GLOBS if name in query
        )

    def _has_fault(self, record: Record) -> bool:
        wanted, fault = self._query.get("fault"), record.fault
        if wanted in (None, "any", "none"):
            return wanted is None or (fault is None) is (wanted == "none")
        return fault is not None and fault.partition(" ")[0] == wanted


class Search:
    """A search for a text, case-insensitive."""

    def __init__(self, text: str) -> None:
        in_json = {json.dumps(form)[1:-1].lower() for form in (text, text.lower(), text.upper())}
        self._forms = {text.casefold(), *in_json}

    def is_in(self, texts: Iterable[str]) -> bool:
        """Return whether one of the texts contains it, also as JSON writes it."""
        return any(form in text for text in map(str.casefold, texts) for form in self._forms)

    def finds(self, record: Record) -> bool:
        """Return whether path, query, bodies, note, call or fault of a request contain it, and would also show it."""
        return self.is_in(_texts(record)) and self.is_in(_texts(record.redacted()))


def _texts(record: Record) -> tuple[str, ...]:
    bodies = [body.decode("utf-8", "replace") for body in (record.body, record.answer)]
    return (record.path, record.query, *bodies, record.note or "", record.call or "", record.fault or "")


def _fits(value: str | None, pattern: str) -> bool:
    return value is not None and (value == pattern or fnmatchcase(value, pattern))
