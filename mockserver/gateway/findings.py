"""What a client did that the documentation does not cover, found in the journal of a world.

    journal, calls ─► findings_of(world) ─► unknown_field, deprecated_field, lenient_type, real_number, live_key,
                                            fast_polling, first_page, double_dial

The answers are as the provider would give them; a finding only says what stood out. Everything is derived from what
the world has kept, when somebody asks, so requests cost nothing, and requests that the journal has dropped are not
looked at. Each detector is a function from the records to findings.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import islice
from typing import Any, NamedTuple

import msgspec
from msgspec import inspect
from msgspec.structs import fields as fields_of

from mockserver.calls.call import Call
from mockserver.calls.fictional import could_be_real
from mockserver.errors import did_you_mean
from mockserver.gateway.client_finding import ClientFinding, FindingKind
from mockserver.providers import PROVIDERS
from mockserver.providers.base import Operation
from mockserver.providers.bodies import with_integers
from mockserver.providers.mistakes import explain
from mockserver.providers.unknown_fields import documented_name, unknown_fields
from mockserver.simulation.clock import Mode
from mockserver.world.journal import Record
from mockserver.world.orders import RealNumbers
from mockserver.world.world import World

POLLS_PER_SECOND = 5  #: reads of one path within a second of virtual time that are not too many
_LIVE = re.compile(r"(?<![a-z])live[_-]", re.IGNORECASE)  #: in a key
_SOON = timedelta(minutes=10)  #: of virtual time, within which a repeated creation is a retry


class Evidence(NamedTuple):
    """What detectors look at: requests with an operation in their order, and calls, the newest first."""

    world: World
    records: Sequence[Record]
    calls: Iterable[Call]


Detector = Callable[[Evidence], Iterator[ClientFinding]]


def findings_of(world: World, kinds: Iterable[str] = (), *, newest: int | None = None) -> list[ClientFinding]:
    """Return the findings of a world, in order of time; only of some kinds, if any are given.

    With `newest`, look only at so many requests and calls, the last ones; what came before them is then unknown.
    """
    wanted = set(kinds) or set(FindingKind)
    records = [record for record in islice(reversed(world.journal), newest) if record.operation is not None]
    records.reverse()
    evidence = Evidence(world, records, islice(reversed(world.calls.values()), newest))
    found = [
        finding
        for made, detect in DETECTORS.items()
        if not wanted.isdisjoint(made)
        for finding in detect(evidence)
        if finding.kind in wanted
    ]
    return sorted(found, key=lambda finding: (finding.at, finding.request or 0, finding.kind))


def _of(record: Record, kind: FindingKind, message: str) -> ClientFinding:
    return ClientFinding(kind, message, record.at, record.provider, record.number, record.operation, record.call)


# -- the bodies ------------------------------------------------------------------------------------


def _bodies(evidence: Evidence) -> Iterator[ClientFinding]:
    for record in evidence.records:
        if record.body and not record.bare:
            for kind, message in _in_body(record.provider, record.operation or "", record.body):
                yield _of(record, kind, message)


@lru_cache(4096)
def _in_body(provider: str, operation: str, body: bytes) -> tuple[tuple[FindingKind, str], ...]:
    """Return kind and message of the findings in a body; many requests have the same one."""
    known = _operation(provider, operation)
    if known is None or known.body is None:
        return ()
    try:
        value = msgspec.json.decode(body)
        typed = msgspec.convert(with_integers(value), known.body)
    except (msgspec.DecodeError, msgspec.ValidationError):  # the provider has refused it
        return ()
    found = []
    for unknown in unknown_fields(typed, value):
        near = documented_name(unknown, known.body)
        hint = did_you_mean([near] if near else [])
        found.append((FindingKind.UNKNOWN_FIELD, f"The field {unknown.path!r} is not documented.{hint}"))
    for path, instead in _deprecated(typed, value, ""):
        hint = f"; use {instead!r}" if instead else ""
        found.append((FindingKind.DEPRECATED_FIELD, f"The field {path!r} is deprecated{hint}."))
    try:
        msgspec.convert(value, known.body)
    except msgspec.ValidationError as error:
        message, _ = explain(str(error), value, known.body)
        found.append((FindingKind.LENIENT_TYPE, f"A type is taken that is not documented. {message}"))
    return tuple(found)


def _deprecated(typed: Any, value: Any, path: str) -> Iterator[tuple[str, str | None]]:
    """Yield the path of each deprecated field that is given, and what is to be used instead."""
    if isinstance(value, list) and isinstance(typed, list | tuple):
        for index, (inner, source) in enumerate(zip(typed, value, strict=False)):
            yield from _deprecated(inner, source, f"{path}[{index}]")
    elif isinstance(value, dict) and isinstance(typed, msgspec.Struct):
        for field in fields_of(typed):
            if value.get(field.encode_name) is None:
                continue
            where = f"{path}.{field.encode_name}" if path else field.encode_name
            marked = _marks(type(typed)).get(field.name)
            if marked is not None:
                yield where, marked or None
            yield from _deprecated(getattr(typed, field.name), value[field.encode_name], where)


@lru_cache(256)
def _marks(kind: type[msgspec.Struct]) -> dict[str, str]:
    """Return the deprecated fields of a type, and what replaces each (empty: nothing)."""
    found: dict[str, str] = {}
    described = inspect.type_info(kind)
    assert isinstance(described, inspect.StructType), "the type of an object"
    for field in described.fields:
        if isinstance(field.type, inspect.Metadata) and (field.type.extra_json_schema or {}).get("deprecated"):
            found[field.name] = str((field.type.extra or {}).get("instead", ""))
    return found


# -- keys and numbers ------------------------------------------------------------------------------


def _keys(evidence: Evidence) -> Iterator[ClientFinding]:
    told: set[str] = set()
    for record in evidence.records:
        key = PROVIDERS[record.provider].key_of(dict(record.headers)) or ""
        if key not in told and _LIVE.search(key):
            told.add(key)
            message = "The API key looks like one of a real account. Keep it out of tests: any other text is accepted."
            yield _of(record, FindingKind.LIVE_KEY, message)


def _numbers(evidence: Evidence) -> Iterator[ClientFinding]:
    if evidence.world.options.real_numbers is RealNumbers.ALLOW:
        return
    creating = {record.call: record for record in reversed(evidence.records) if _creates(record)}
    for call in evidence.calls:
        if call.example or call.direction != "outbound" or not could_be_real(call.to_number):
            continue
        record = creating.get(call.id)
        message = (
            f"{call.to_number} could be a real person's number. Use one that is reserved for fiction, such as "
            "+14155550142, so that a test against the real provider calls nobody."
        )
        yield ClientFinding(
            FindingKind.REAL_NUMBER,
            message,
            call.created_at,
            call.provider,
            record.number if record else None,
            record.operation if record else None,
            call.id,
        )


# -- series of requests ----------------------------------------------------------------------------


def _polls(evidence: Evidence) -> Iterator[ClientFinding]:
    """Find more reads of one path within a second than are sensible; only when time passes by itself."""
    if evidence.world.clock.mode is not Mode.REAL:
        return
    latest: dict[tuple[str, str, str], list[datetime]] = defaultdict(list)
    told: set[tuple[str, str, str]] = set()
    for record in evidence.records:
        key = (record.provider, record.path, record.query)
        if record.method != "GET" or key in told:
            continue
        recent = [at for at in latest[key] if record.at - at < timedelta(seconds=1)]
        latest[key] = [*recent, record.at]
        if len(latest[key]) > POLLS_PER_SECOND:
            told.add(key)
            message = f"More than {POLLS_PER_SECOND} reads of {record.path} within a second. Poll less often."
            yield _of(record, FindingKind.FAST_POLLING, message)


def _pages(evidence: Evidence) -> Iterator[ClientFinding]:
    """Find clients that begin to read a list at its second page."""
    begun: set[tuple[str, str]] = set()
    for record in evidence.records:
        first = _first_page(record.provider, record.operation or "")
        if first is None:
            continue
        key, page = (record.provider, record.path), dict(_query(record)).get("page", str(first))
        if key not in begun and page == str(first + 1):
            message = f"Pages begin at {first}, and nobody has requested that page."
            yield _of(record, FindingKind.FIRST_PAGE, message)
        begun.add(key)


@lru_cache(512)
def _first_page(provider: str, name: str) -> int | None:
    """Return the number of the first page of a list; None if it has no pages by number."""
    operation = _operation(provider, name)
    if operation is None or operation.query is None:
        return None
    for field in fields_of(operation.query):
        if field.encode_name == "page" and isinstance(field.default, int):
            return field.default
    return None


def _query(record: Record) -> list[tuple[str, str]]:
    from urllib.parse import parse_qsl

    return parse_qsl(record.query)


def _dials(evidence: Evidence) -> Iterator[ClientFinding]:
    """Find creations that repeat an earlier one, whose answer the client did not get."""
    seen: dict[tuple[str, str, bytes], Record] = {}
    for record in evidence.records:
        if not _creates(record) or record.call is None or record.bare:
            continue
        key = (record.provider, record.path, record.body)
        earlier = seen.get(key)
        seen[key] = record
        if earlier is None or earlier.call == record.call or record.at - earlier.at > _SOON:
            continue
        if _was_lost(earlier) or (record.attempt or 1) > 1:
            call = evidence.world.calls.get(record.call)
            who = call.to_number if call is not None else "The same person"
            message = (
                f"{who} is dialled twice: request {record.number} repeats request {earlier.number}, which had created "
                f"the call {earlier.call} although the client got no good answer. Send an idempotency key, or look for "
                "the call before you retry."
            )
            yield _of(record, FindingKind.DOUBLE_DIAL, message)


def _was_lost(record: Record) -> bool:
    """Return whether the client may not have got the answer: a fault touched it, or it is an error of the server."""
    return record.fault is not None or not record.status or record.status >= 500


def _creates(record: Record) -> bool:
    """Return whether a request has created a call, or asked for one that it had created."""
    operation = _operation(record.provider, record.operation or "")
    return operation is not None and operation.makes is not None and record.call is not None


@lru_cache(512)
def _operation(provider: str, name: str) -> Operation | None:
    return next((row for row in PROVIDERS[provider].operations if row.name == name), None)


DETECTORS: dict[tuple[FindingKind, ...], Detector] = {
    (FindingKind.UNKNOWN_FIELD, FindingKind.DEPRECATED_FIELD, FindingKind.LENIENT_TYPE): _bodies,
    (FindingKind.LIVE_KEY,): _keys,
    (FindingKind.REAL_NUMBER,): _numbers,
    (FindingKind.FAST_POLLING,): _polls,
    (FindingKind.FIRST_PAGE,): _pages,
    (FindingKind.DOUBLE_DIAL,): _dials,
}  #: which kinds each detector finds
