"""Orders and rows as CSV, as a JSON string beside a file name (`{"csv", "filename"}`).

One line per order; the columns are a choice, since no documentation names them. Only what the columns need is
computed, so that ten thousand lines take no longer than looking at ten thousand orders. Nothing is read from a CSV.
"""

import io
from collections.abc import Iterable, Sequence
from typing import Any, Literal

from msgspec import json

from mockserver.providers.revox.outputs import structured_output
from mockserver.providers.revox.render import ENDS, campaign_of, contact, outcome, override
from mockserver.providers.revox.selection import Seen, config_fields
from mockserver.simulation.durations import show_milliseconds
from mockserver.world.world import World

_CONTACT: tuple[Literal["first_name", "last_name", "email", "company", "job_title"], ...] = (
    "first_name",
    "last_name",
    "email",
    "company",
    "job_title",
)
ORDER = (
    "call_id",
    "campaign",
    "assistant",
    "direction",
    "from_phone_number",
    "to_phone_number",
    *_CONTACT,
    "created_at",
)
STATE = (
    "status",
    "result",
    "dial_error",
    "end_reason",
    "ended_by",
    "outcome",
    "outcome_summary",
    "calls_count",
    "started_at",
    "answered_at",
    "ended_at",
    "talk_seconds",
)


def order_sheet(world: World, found: list[Seen], *, metadata: bool, extracted: bool) -> str:
    """Orders as CSV: who and how it went, on demand `metadata.KEY` and `output.FIELD` as well."""
    keys = _keys(seen.call.details.get("metadata") or {} for seen in found) if metadata else []
    fields = output_fields(found) if extracted else []
    header = [*ORDER, *STATE, *(f"metadata.{key}" for key in keys), *(f"output.{field}" for field in fields)]
    return _write(header, (_order_line(world, seen, keys, fields) for seen in found))


def _order_line(world: World, seen: Seen, keys: list[str], fields: list[str]) -> list[Any]:
    call = seen.call
    campaign, person = campaign_of(world, call), contact(call)
    who = [
        call.id,
        campaign["name"] if campaign else None,
        call.details["assistant"].get("name"),
        call.direction,
        call.from_number,
        call.to_number,
        *(person[name] for name in _CONTACT),
        show_milliseconds(call.created_at),
    ]
    given = call.details.get("metadata") or {}
    return [*who, *_state(seen), *(given.get(key) for key in keys), *_outputs(world, seen, fields)]


def row_sheet(world: World, found: list[Seen], keys: list[str]) -> str:
    """The rows of a campaign as CSV: index, number, the columns of the contacts, and how the order went."""
    fields = output_fields(found)
    header = ["row_index", "phone_number", *keys, "call_id", *STATE, *(f"output.{field}" for field in fields)]
    lines = (
        [
            index,
            seen.call.to_number,
            *((seen.call.details.get("prompt_variables") or {}).get(key) for key in keys),
            seen.call.id,
            *_state(seen),
            *_outputs(world, seen, fields),
        ]
        for index, seen in enumerate(found)
    )
    return _write(header, lines)


def output_fields(found: Iterable[Seen]) -> list[str]:
    """The names of all that the assistants of these orders extract, in order of appearance."""
    assistants = {id(seen.call.details["assistant"]): seen.call.details["assistant"] for seen in found}
    return _keys(dict.fromkeys(config_fields(assistant)) for assistant in assistants.values())


def _keys(mappings: Iterable[dict[str, Any]]) -> list[str]:
    found: dict[str, None] = {}
    for mapping in mappings:
        found.update(dict.fromkeys(mapping))
    return list(found)


def _state(seen: Seen) -> list[Any]:
    view, last = seen.view, seen.view.last
    summary = override(seen.call, "outcome_summary", outcome(view)["outcome_summary"])
    ended = last.ended if last else None
    words = ENDS[ended.reason] if ended else None
    times = (last.dialled_at, last.answered_at, last.ended_at) if last else (None, None, None)
    return [
        seen.status,
        seen.result,
        words.dial_error if words else None,
        words.end_reason if words else None,
        ended.by if ended and last and last.answered_at else None,
        seen.outcome,
        summary,
        len(view.attempts),
        *(show_milliseconds(at) if at else None for at in times),
        last.talk_seconds if last else None,
    ]


def _outputs(world: World, seen: Seen, fields: list[str]) -> list[Any]:
    last = seen.view.last
    if not fields or last is None:
        return [None] * len(fields)
    config = seen.call.details["assistant"]["structured_output_config"]
    values = structured_output(world.randomness, seen.call.id, last, config) or {}
    return [values.get(field) for field in fields]


def _write(header: Sequence[str], lines: Iterable[Sequence[Any]]) -> str:
    import csv

    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([_cell(value) for value in line] for line in lines)
    return text.getvalue()


def _cell(value: Any) -> str:
    """Text as it is, nothing as an empty cell, all else as JSON."""
    if isinstance(value, str):
        return str(value)
    return "" if value is None else json.encode(value).decode()
