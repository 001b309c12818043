"""Makes the entries of the log from what a server has done.

    Record, Delivery, ClientFinding ─► RequestEntry, AttemptEntry, FindingEntry

They contain no secrets: queries, bodies and messages are redacted.
"""

from mockserver.gateway.call_status import CallStatuses
from mockserver.gateway.client_finding import ClientFinding
from mockserver.gateway.error_messages import error_message
from mockserver.gateway.mounts import mount
from mockserver.providers import PROVIDERS
from mockserver.providers.base import Answer
from mockserver.server.log_lines import AttemptEntry, FindingEntry, OtherEntry, RequestEntry, Wire
from mockserver.webhooks.failures import failure_of
from mockserver.webhooks.messages import Delivery
from mockserver.world.journal import Record
from mockserver.world.redaction import redact_text
from mockserver.world.world import World


def request_entry(
    world: World, record: Record, only: str | None, statuses: CallStatuses | None = None, *, verbose: bool = False
) -> RequestEntry:
    """Return the entry of a request. `only` is the one provider that the server serves; `verbose` adds headers and
    bodies."""
    call = world.calls.get(record.call) if record.call is not None else None
    change = (statuses or CallStatuses(world)).change(record)
    query = f"?{redact_text(record.query)}" if record.query else ""
    prefix = mount(PROVIDERS.get(record.provider), dict(record.headers).get("host", ""), only)
    shown = record.redacted() if verbose else None
    return RequestEntry(
        time=record.at,
        world=world.name,
        provider=record.provider,
        method=record.method,
        path=f"{prefix}{record.path}{query}",
        status=record.status or None,
        operation=record.operation,
        call=record.call,
        before=change.before,
        after=change.after,
        scenario=call.plan.scenario if call is not None else None,
        fault=record.fault,
        ms=round(record.seconds * 1000, 3),
        delay_ms=round(record.delay * 1000, 3),
        message=_redacted(error_message(record.status, record.answer)),
        note=_redacted(record.note),
        wire=_wire(shown) if shown is not None else None,
    )


def other_entry(method: str, target: str, result: Answer) -> OtherEntry:
    """Return the entry of a request that no journal contains."""
    message = _redacted(error_message(result.status, result.body))
    return OtherEntry(method=method, path=redact_text(target), status=result.status, message=message)


def attempt_entry(world: World, delivery: Delivery) -> AttemptEntry | None:
    """Return the entry of the last attempt of a delivery; None if it has not failed."""
    failure = failure_of(delivery)
    if failure is None or not delivery.attempts:
        return None
    last, webhook = delivery.attempts[-1], delivery.message
    return AttemptEntry(
        time=last.at,
        world=world.name,
        provider=webhook.provider,
        event=webhook.event,
        url=redact_text(webhook.url),
        delivery=delivery.number,
        attempt=len(delivery.attempts),
        status=last.outcome.status,
        call=webhook.call,
        ms=round(last.outcome.seconds * 1000, 3),
        reason=redact_text(failure.reason),
        remedy=redact_text(failure.remedy),
        open=delivery.open,
    )


def finding_entry(world: World, finding: ClientFinding) -> FindingEntry:
    """Return the entry of a finding."""
    return FindingEntry(
        time=finding.at,
        world=world.name,
        provider=finding.provider,
        kind=finding.kind,
        message=finding.message,
        request=finding.request,
        operation=finding.operation,
        call=finding.call,
    )


def _redacted(text: str | None) -> str | None:
    """Return a text without secrets, on one line."""
    return " ".join(redact_text(text).split()) if text else None


def _wire(record: Record) -> Wire:
    return Wire(dict(record.headers), record.body.decode("utf-8", "replace"), record.answer.decode("utf-8", "replace"))
