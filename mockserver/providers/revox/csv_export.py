"""Export orders and campaign rows as CSV: a JSON string beside a file name (`{"csv", "filename"}`).

There is one line per order. The columns are a choice, since no documentation names them. Only the values of the columns
are computed, because an export of ten thousand orders must be fast. CSV is never read.
"""

import io
from collections.abc import Iterable, Sequence
from typing import Any, Literal

from msgspec import json

from mockserver.providers.revox.details import details_of
from mockserver.providers.revox.outcomes import render_outcome
from mockserver.providers.revox.outputs import structured_output
from mockserver.providers.revox.overrides import override
from mockserver.providers.revox.render import campaign_of, ended_by, render_contact
from mockserver.providers.revox.selection import OrderView, config_fields
from mockserver.providers.revox.statuses import ENDS
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


def orders_csv(world: World, found: list[OrderView], *, metadata: bool, extracted: bool) -> str:
    """Return orders as CSV, on demand with columns `metadata.KEY` and `output.FIELD`."""
    keys = _keys(details_of(order.call).metadata or {} for order in found) if metadata else []
    fields = output_fields(found) if extracted else []
    header = [*ORDER, *STATE, *(f"metadata.{key}" for key in keys), *(f"output.{field}" for field in fields)]
    return _write(header, (_order_line(world, order, keys, fields) for order in found))


def _order_line(world: World, order: OrderView, keys: list[str], fields: list[str]) -> list[Any]:
    call = order.call
    campaign, person = campaign_of(world, call), render_contact(call)
    order_cells = [
        call.id,
        campaign["name"] if campaign else None,
        details_of(call).assistant.name,
        call.direction,
        call.from_number,
        call.to_number,
        *(person[name] for name in _CONTACT),
        show_milliseconds(call.created_at),
    ]
    given = details_of(call).metadata or {}
    return [*order_cells, *_state(order), *(given.get(key) for key in keys), *_outputs(world, order, fields)]


def rows_csv(world: World, found: list[OrderView], keys: list[str]) -> str:
    """Return the rows of a campaign as CSV: index, number, variables of the contact, and the state of the order."""
    fields = output_fields(found)
    header = ["row_index", "phone_number", *keys, "call_id", *STATE, *(f"output.{field}" for field in fields)]
    lines = (
        [
            index,
            order.call.to_number,
            *((details_of(order.call).prompt_variables or {}).get(key) for key in keys),
            order.call.id,
            *_state(order),
            *_outputs(world, order, fields),
        ]
        for index, order in enumerate(found)
    )
    return _write(header, lines)


def output_fields(found: Iterable[OrderView]) -> list[str]:
    """Return the names of all fields that the assistants of these orders extract, in order of appearance."""
    assistants = {id(assistant): assistant for assistant in (details_of(order.call).assistant for order in found)}
    return _keys(dict.fromkeys(config_fields(assistant)) for assistant in assistants.values())


def _keys(mappings: Iterable[dict[str, Any]]) -> list[str]:
    found: dict[str, None] = {}
    for mapping in mappings:
        found.update(dict.fromkeys(mapping))
    return list(found)


def _state(order: OrderView) -> list[Any]:
    view, last = order.view, order.view.last
    summary = override(order.call, view, "outcome_summary", render_outcome(view)["outcome_summary"])
    ended = last.ended if last else None
    words = ENDS[ended.reason] if ended else None
    times = (last.dialled_at, last.answered_at, last.ended_at) if last else (None, None, None)
    return [
        order.shown,
        order.result,
        words.dial_error if words else None,
        words.end_reason if words else None,
        ended_by(last) if last else None,
        order.outcome,
        summary,
        len(view.attempts),
        *(show_milliseconds(at) if at else None for at in times),
        last.talk_seconds if last else None,
    ]


def _outputs(world: World, order: OrderView, fields: list[str]) -> list[Any]:
    last = order.view.last
    if not fields or last is None:
        return [None] * len(fields)
    config = details_of(order.call).assistant.structured_output_config
    values = structured_output(world.randomness, order.call.id, last, config) or {}
    return [values.get(field) for field in fields]


def _write(header: Sequence[str], lines: Iterable[Sequence[Any]]) -> str:
    import csv

    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([_cell(value) for value in line] for line in lines)
    return text.getvalue()


def _cell(value: Any) -> str:
    """Return a string unchanged, None as an empty cell, everything else as JSON."""
    if isinstance(value, str):
        return str(value)
    return "" if value is None else json.encode(value).decode()
