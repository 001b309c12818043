"""Overrides of responses (`fields:`) by scenarios and fixtures, at the level of an order or of an attempt.

of the scenario or fixture ──────────────────────► the order
of an attempt ──┬─ names that only orders have ──► the order, while this is its last attempt
                ├─ `call: {…}` ──────────────────► the order too, with any name
                └─ other names ──────────────────► the attempt
"""

from collections.abc import Mapping
from typing import Any

from mockserver.calls.call import Call
from mockserver.calls.views import View
from mockserver.providers.revox.details import details_of
from mockserver.providers.revox.shapes.orders import AttemptShape, OrderShape

ENVELOPE = "call"
_ORDER_ONLY = frozenset(OrderShape.__annotations__) - frozenset(AttemptShape.__annotations__)
Fields = Mapping[str, Any]


def order_overrides(call: Call, view: View) -> tuple[Fields | None, ...]:
    """Return the overrides of an order. Later ones win."""
    last = view.last.fields if view.last is not None else None
    return call.plan.fields, _of_order(last) if last else None, details_of(call).fields


def attempt_overrides(fields: Fields | None) -> Fields | None:
    """Return what the `fields` of an attempt override inside the attempt."""
    if not fields:
        return fields
    return {name: value for name, value in fields.items() if name not in _ORDER_ONLY and name != ENVELOPE}


def override(call: Call, view: View, name: str, value: Any) -> Any:
    """Return the override of the order's field `name`, else `value`."""
    for fields in reversed(order_overrides(call, view)):
        if fields and name in fields:
            return fields[name]
    return value


def _of_order(fields: Fields) -> Fields:
    named = fields.get(ENVELOPE)
    own = {name: value for name, value in fields.items() if name in _ORDER_ONLY}
    return {**own, **named} if isinstance(named, dict) else own
