"""From the `webhooks:` of a scenario or a world to fault rules.

The written form leaves out default values; the rules have all of them. The faults of a world are checked as strictly as
a scenario file, and their errors have the same form.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from msgspec.inspect import type_info

from mockserver.calls.webhook_faults import WebhookFault, WebhookFaultKind
from mockserver.errors import ScenarioError
from mockserver.scenarios.rules import RULES
from mockserver.scenarios.schema_faults import WebhookRule
from mockserver.scenarios.schema_reader import SchemaReader
from mockserver.scenarios.span import Span
from mockserver.scenarios.yaml12 import Document

_WINDOW = Span(timedelta(0), timedelta(seconds=10))


def faults(rules: Sequence[WebhookRule] | None) -> tuple[WebhookFault, ...]:
    """Return the rules for the faults of a scenario."""
    return tuple(_fault(rule) for rule in rules or ())


def read_faults(value: object, source: str) -> tuple[WebhookFault, ...]:
    """Return the rules in plain values, such as a JSON body: a list, which may be empty.

    Raises:
        ScenarioError: with every problem found.
    """
    reader = SchemaReader(RULES)
    read = [] if value == [] else reader.read(value, type_info(list[WebhookRule]), ("webhooks",))
    if reader.faults:
        document = Document({"webhooks": value}, source)
        raise ScenarioError([document.problem(fault.path, fault.message) for fault in reader.faults])
    return faults(read)


def serialize_fault(rule: WebhookFault) -> dict[str, Any]:
    """Return a rule as plain values, without default values."""
    shown: dict[str, Any] = {"fault": rule.kind, "chance": rule.chance, "events": list(rule.events)}
    if rule.most:
        shown["by"] = str(Span(rule.least, rule.most))
    return {**shown, **({"status": rule.status} if rule.kind is WebhookFaultKind.REDIRECT else {})}


def _fault(rule: WebhookRule) -> WebhookFault:
    events = (rule.events,) if isinstance(rule.events, str) else tuple(rule.events or ("*",))
    span = rule.by or (_WINDOW if rule.fault is WebhookFaultKind.REORDER else None)
    least, most = (span.low, span.high) if span else (timedelta(0), timedelta(0))
    if rule.fault is WebhookFaultKind.REORDER:
        least = timedelta(0)
    chance = 1.0 if rule.chance is None else rule.chance
    return WebhookFault(rule.fault, chance, events, least, most, rule.status or 302)
