"""Which requests of the journal a control request asks for, by its query parameters.

    ?operation=call.*&status=429&q=berlin ─► Filters ─► matches(record)

`operation` and `path` can be globs. `q` searches texts as they are shown, so it does not find secrets. Unknown
parameters are refused. Pages (`limit`, `cursor`) are applied by `requests`.
"""

import json
from fnmatch import fnmatchcase

from starlette.datastructures import QueryParams

from mockserver.errors import SettingsError, did_you_mean
from mockserver.simulation.durations import parse_instant
from mockserver.world.journal import Record

EXACT = ("provider", "method", "call", "status")
GLOBS = ("operation", "path")
PAGES = ("limit", "cursor")
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


def integer(query: QueryParams, name: str, default: int, least: int) -> int:
    """Return a query parameter as an integer.

    Raises:
        SettingsError: it is not an integer of at least `least`.
    """
    text = query.get(name)
    if text is None:
        return default
    if not (text.isdecimal() and text.isascii() and len(text) < 16 and int(text) >= least):
        raise SettingsError(f"{name} is {text[:80]!r}; expected an integer of at least {least}.")
    return int(text)


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
        self._after = integer(query, "cursor", 0, least=0)
        try:
            self._since = parse_instant(query["since"]) if "since" in query else None
        except ValueError as error:
            raise SettingsError(f"since: {error}.") from None

    def matches(self, record: Record) -> bool:
        """Return whether the request is asked for. The text search, which is slow, comes last."""
        return (
            record.number > self._after
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
    """A search for a text, case-insensitive, in the path, query, bodies, note, call and fault of requests."""

    def __init__(self, text: str) -> None:
        in_json = {json.dumps(form)[1:-1].lower() for form in (text, text.lower(), text.upper())}
        self._forms = {text.casefold(), *in_json}

    def finds(self, record: Record) -> bool:
        """Return whether the request contains the text, and would also show it."""
        return self._is_in(record) and self._is_in(record.redacted())

    def _is_in(self, record: Record) -> bool:
        bodies = [body.decode("utf-8", "replace") for body in (record.body, record.answer)]
        texts = (record.path, record.query, *bodies, record.note or "", record.call or "", record.fault or "")
        return any(form in text for text in map(str.casefold, texts) for form in self._forms)


def _fits(value: str | None, pattern: str) -> bool:
    return value is not None and (value == pattern or fnmatchcase(value, pattern))
