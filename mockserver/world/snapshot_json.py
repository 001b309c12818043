"""Snapshots as JSON, written and read in pieces.

    Snapshot ─► encode ─► bytes ─► decode ─► Snapshot

The snapshot of a busy world has many megabytes. It is encoded and decoded in a thread beside the event loop. A single
call of the JSON library would block all other threads, so each call, document, delivery and record is a piece of its
own. This module does not check whether the pieces fit together.
"""

from collections.abc import Iterable
from typing import Any

import msgspec
from msgspec import Raw
from msgspec.json import decode as decode_json
from msgspec.json import encode as encode_json

from mockserver.calls.call import Call
from mockserver.errors import SettingsError
from mockserver.webhooks.messages import Delivery
from mockserver.world.journal import Record
from mockserver.world.snapshots import Snapshot

_LISTS = {"calls": Call, "scenarios": dict[str, Any], "journal": Record, "deliveries": Delivery}
_FIELDS = {field.name: field for field in msgspec.structs.fields(Snapshot)}


def encode(state: Snapshot) -> bytes:
    """Encode a snapshot, without the secrets in its journal."""
    written = [b'"%b":%b' % (name.encode(), _written(name, getattr(state, name))) for name in _FIELDS]
    return b"{%b}" % b",".join(written)


def _written(name: str, value: Any) -> bytes:
    if name == "journal":
        value = (record.redacted() for record in value)
    if name in _LISTS:
        return b"[%b]" % b",".join(encode_json(row) for row in value)
    if name == "documents":
        return _object(
            (kind, _object((key, encode_json(row)) for key, row in rows.items())) for kind, rows in value.items()
        )
    return encode_json(value)


def _object(rows: Iterable[tuple[str, bytes]]) -> bytes:
    return b"{%b}" % b",".join(b"%b:%b" % (encode_json(key), value) for key, value in rows)


def decode(body: bytes) -> Snapshot:
    """Decode a snapshot.

    Raises:
        SettingsError: it is not JSON, or a field is missing, unknown or of a wrong type; the message says which.
    """
    parts = _typed(body, dict[str, Raw], "")
    unknown = sorted(set(parts) - set(_FIELDS))
    missing = [name for name, field in _FIELDS.items() if field.required and name not in parts]
    if unknown or missing:
        which = f"unknown field {unknown[0]!r}" if unknown else f"the field {missing[0]!r} is missing"
        raise SettingsError(f"This is no snapshot: {which}.")
    return Snapshot(**{name: _read(name, raw) for name, raw in parts.items()})


def _read(name: str, raw: Raw) -> Any:
    if name in _LISTS:
        rows = _typed(raw, list[Raw], name)
        return [_typed(row, _LISTS[name], f"{name}[{index}]") for index, row in enumerate(rows)]
    if name == "documents":
        kinds = _typed(raw, dict[str, dict[str, Raw]], name)
        return {kind: _rows(rows, f"{name}.{kind}") for kind, rows in kinds.items()}
    return _typed(raw, _FIELDS[name].type, name)


def _rows(rows: dict[str, Raw], where: str) -> dict[str, dict[str, Any]]:
    return {key: _typed(row, dict[str, Any], f"{where}.{key}") for key, row in rows.items()}


def _typed(raw: bytes | Raw, kind: Any, where: str) -> Any:
    try:
        return decode_json(raw, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        place = f"{where}: " if where else ""
        raise SettingsError(f"This is no snapshot: {place}{error}.") from None
