"""Checks whether a snapshot is a valid world, beyond what its types say, before the old world is replaced.

    clock, counters ─► calls that can continue ─► lines and queue that match the calls ─► deliveries ─► documents

Documents and call details must have the types that their provider stores. An error names its path in the snapshot;
nothing is repaired.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from math import isfinite
from typing import Any

from msgspec.structs import replace

from mockserver.calls.api_faults import ApiFault
from mockserver.calls.call import Call
from mockserver.calls.events import Answered, Dialled, Ended, Held, Paused, Ready
from mockserver.calls.timeline import AttemptPlan
from mockserver.calls.views import fold
from mockserver.calls.webhook_faults import WebhookFault
from mockserver.calls.windows import RetryPolicy, known_zone
from mockserver.errors import ScenarioError, SettingsError
from mockserver.providers import PROVIDERS
from mockserver.providers.stored import Stored, check
from mockserver.scenarios.api_faults import read_api_faults, serialize_api_fault
from mockserver.simulation.clock import Clock
from mockserver.simulation.durations import within
from mockserver.webhooks.messages import Delivery
from mockserver.world.snapshots import Snapshot

_MAX_COUNT = 2**53
_LONGEST = timedelta(days=36_500)
_LONGEST_ATTEMPT = 3600.0  #: real seconds


def inspect(state: Snapshot) -> Snapshot:
    """Check a whole snapshot. Return it with the details of its calls in the types of their providers.

    Raises:
        SettingsError: the snapshot is not a valid world; the message says where and why.
    """
    Clock(state.now, state.mode, state.rate)
    calls = {call.id: call for call in state.calls}
    if len(calls) < len(state.calls):
        raise _error("calls", "two calls have the same id")
    _check_counters(state)
    stored = {name: provider.stored() for name, provider in PROVIDERS.items() if provider.stored is not None}
    typed = [_checked_call(call, f"calls.{call.id}") for call in state.calls]
    _check_lines(state, calls)
    _check_deliveries(state, calls)
    _check_planned_faults(state, calls)
    _check_documents(state.documents, stored, calls)
    _check_scenarios(state)
    return replace(state, calls=typed)


def _error(where: str, what: str) -> SettingsError:
    return SettingsError(f"{where}: {what}.")


def _check_counters(state: Snapshot) -> None:
    counters = {f"serials.{kind}": count for kind, count in state.serials.items()}
    counters |= {"event_count": state.event_count, "requests": state.requests, "turns": state.turns}
    counters |= {"delivered": state.delivered} | {f"calls.{call.id}.number": call.number for call in state.calls}
    for where, count in counters.items():
        if not 0 <= count <= _MAX_COUNT:
            raise _error(where, f"{count} is not a valid count; expected 0 to {_MAX_COUNT}")
    if max((call.number for call in state.calls), default=0) > state.serials.get("call", 0):
        raise _error("serials.call", "the value is less than the number of a call")
    if state.requests < len(state.journal):
        raise _error("requests", "the value is less than the number of journal records")
    for record in state.journal:
        _check_instants("journal", [record.at])


def _check_scenarios(state: Snapshot) -> None:
    for name in state.next_scenarios:
        if name not in state.names:
            raise _error("next_scenarios", f"there is no scenario {name!r} among the names")


# -- calls -----------------------------------------------------------------------------------------


def _checked_call(call: Call, where: str) -> Call:
    if call.provider not in PROVIDERS:
        raise _error(f"{where}.provider", f"{call.provider!r} is not one of {', '.join(PROVIDERS)}")
    _check_timeline(call, where)
    for number, attempt in enumerate(call.plan.attempts):
        _check_attempt(attempt, f"{where}.plan.attempts.{number}")
    _check_rules(call.plan.webhooks, f"{where}.plan.webhooks")
    _check_faults(call.plan.faults, f"{where}.plan.faults")
    _check_spans(f"{where}.plan.visible_after", [call.plan.visible_after])
    _check_spans(f"{where}.delays", _given(call.delays.values()))
    _check_policy(call.policy, f"{where}.policy")
    behavior = call.behavior
    of_agent = [behavior.silence, behavior.opening_delay] if behavior is not None else []
    _check_spans(where, _given([call.limit, *of_agent]))
    return replace(call, details=check(call.details, PROVIDERS[call.provider].details, f"{where}.details"))


def _check_timeline(call: Call, where: str) -> None:
    times = [at for at, _ in call.timeline]
    held = [event.until for _, event in call.timeline if isinstance(event, Held)]
    _check_instants(f"{where}.timeline", [call.created_at, *times, *held])
    if times != sorted(times):
        raise _error(f"{where}.timeline", "the entries are not in order of time")
    if not 0 <= call.processed <= len(times):
        raise _error(
            f"{where}.processed", f"{call.processed} is not between 0 and the length of the timeline, {len(times)}"
        )
    for _, event in call.timeline:
        remaining = event.remaining if isinstance(event, Paused) else None
        if remaining is not None and not -_MAX_COUNT <= remaining <= _LONGEST.total_seconds():
            raise _error(f"{where}.timeline", f"a hold cannot have {remaining} s remaining")
    _check_results(call, f"{where}.timeline")
    try:
        fold(call.timeline)
    except IndexError:
        raise _error(f"{where}.timeline", "an attempt continues that has not begun") from None


def _check_results(call: Call, where: str) -> None:
    """Check that dials are counted, and that a result belongs to a conversation that has ended."""
    ended: list[bool] = []
    answered = False
    for _, event in call.timeline:
        if isinstance(event, Dialled):
            if event.attempt != len(ended):
                raise _error(where, f"attempt {len(ended)} has the number {event.attempt}")
            ended.append(False)
            answered = False
        elif isinstance(event, Answered):
            answered = True
        elif isinstance(event, Ended):
            _check_spans(where, _late(event))
            ended[-1:] = [answered] if ended else []
        elif isinstance(event, Ready) and not (0 <= event.attempt < len(ended) and ended[event.attempt]):
            number, result = event.attempt, event.result
            raise _error(where, f"the {result} of attempt {number} comes, but no such attempt was answered before")


def _late(event: Ended) -> list[timedelta]:
    """Return the delays of results after the end of an attempt."""
    return _given((event.after or {}).values())


def _check_attempt(attempt: AttemptPlan, where: str) -> None:
    offsets = [offset for offset, _ in attempt.steps]
    _check_spans(where, offsets)
    _check_spans(f"{where}.retry_after", _given([attempt.retry_after]))
    for _, event in attempt.steps:
        if isinstance(event, Ended):
            _check_spans(f"{where}.steps", _late(event))
    if offsets != sorted(offsets):
        raise _error(where, "the steps are not in order of time")


def _check_policy(policy: RetryPolicy | None, where: str) -> None:
    if policy is None:
        return
    _check_spans(where, [policy.wrap, *(window.delay for window in policy.windows)])
    if policy.zone is not None and not known_zone(policy.zone):
        raise _error(f"{where}.zone", f"{policy.zone!r} is not a time zone")
    if not set(policy.days) <= set(range(7)):
        raise _error(f"{where}.days", "days are 0 (Monday) to 6")
    if policy.zone is not None and not policy.any_time and not (policy.windows and policy.days):
        raise _error(where, "the policy has no calling window or no day")


# -- lines -----------------------------------------------------------------------------------------


def _check_lines(state: Snapshot, calls: Mapping[str, Call]) -> None:
    for call_id in state.held:
        if call_id not in calls or calls[call_id].closed:
            raise _error("held", f"{call_id!r} holds a line, but is not an open call")
    waiting = {waiter.call for waiter in state.waiting}
    for call_id in waiting:
        if call_id not in calls or not _waits(calls[call_id]):
            raise _error("waiting", f"{call_id!r} is in the queue, but is not a call that waits for a line")
    for call in calls.values():
        if _waits(call) and call.id not in waiting:
            raise _error("waiting", f"call {call.id!r} waits for a line, but is not in the queue")
    turns = [waiter.turn for waiter in state.waiting]
    if len(waiting) < len(turns) or not all(0 < turn <= state.turns for turn in turns):
        raise _error("waiting", f"a call is in the queue twice, or a turn is not between 1 and {state.turns}")


def _waits(call: Call) -> bool:
    return call.waits and not call.future


# -- webhooks --------------------------------------------------------------------------------------


def _check_deliveries(state: Snapshot, calls: Mapping[str, Call]) -> None:
    numbers = [delivery.number for delivery in state.deliveries]
    if len(set(numbers)) < len(numbers) or not all(0 < number <= state.delivered for number in numbers):
        raise _error("deliveries", f"a number is duplicate, or not between 1 and {state.delivered}")
    for delivery in state.deliveries:
        _check_delivery(delivery, f"deliveries.{delivery.number}", calls)
    _check_rules(state.faults, "faults")


def _check_planned_faults(state: Snapshot, calls: Mapping[str, Call]) -> None:
    ids = [rule.id for rule in state.api_faults]
    if len(set(ids)) < len(ids) or state.api_faults_added < 0:
        raise _error("api_faults", "an id is duplicate, or the number of added rules is negative")
    for rule in state.api_faults:
        where = f"api_faults.{rule.id}"
        _check_instants(where, [rule.since])
        if rule.call is not None and rule.call not in calls:
            raise _error(f"{where}.call", f"there is no call {rule.call!r}")
        if not 0 <= rule.tally.fired <= rule.tally.matched:
            raise _error(f"{where}.tally", "a rule fires at most as often as it matches")
        _check_faults([rule.fault], where)


def _check_faults(faults: Iterable[ApiFault], where: str) -> None:
    """Check that faults are such as can be written."""
    try:
        for fault in faults:
            read_api_faults([serialize_api_fault(fault)], where)
    except ScenarioError as error:
        raise _error(where, error.problems[0].message) from None


def _check_delivery(delivery: Delivery, where: str, calls: Mapping[str, Call]) -> None:
    webhook = delivery.message
    if webhook.provider not in PROVIDERS:
        raise _error(f"{where}.message.provider", f"{webhook.provider!r} is not one of {', '.join(PROVIDERS)}")
    if webhook.call is not None and webhook.call not in calls:
        raise _error(f"{where}.message.call", f"there is no call {webhook.call!r}")
    if not 0 < webhook.timeout <= _LONGEST_ATTEMPT:
        raise _error(f"{where}.message.timeout", f"{webhook.timeout} is not between 0 and {_LONGEST_ATTEMPT:g} s")
    _check_instants(where, [delivery.at, delivery.due, *(attempt.at for attempt in delivery.attempts)])
    _check_spans(where, [webhook.after, *webhook.delays, *(drawn.span for drawn in delivery.faults)])
    if not all(isfinite(attempt.outcome.seconds) for attempt in delivery.attempts):
        raise _error(f"{where}.attempts", "the duration of an attempt is not finite")


def _check_rules(rules: Iterable[WebhookFault], where: str) -> None:
    for rule in rules:
        _check_spans(where, [rule.least, rule.most])
        if rule.least > rule.most:
            raise _error(where, "a range begins after its end")


# -- documents -------------------------------------------------------------------------------------


def _check_documents(
    documents: Mapping[str, Mapping[str, Mapping[str, Any]]], stored: Mapping[str, Stored], calls: Mapping[str, Call]
) -> None:
    types = {kind: shape for each in stored.values() for kind, shape in each.documents.items()}
    own_ids = {kind for each in stored.values() for kind in each.own_ids}
    for kind, rows in documents.items():
        if kind not in types:
            raise _error(f"documents.{kind}", "this version of mockserver has no documents of that kind")
        for key, row in rows.items():
            check(row, types[kind], f"documents.{kind}.{key}")
            if kind not in own_ids and row.get("id", key) != key:
                raise _error(
                    f"documents.{kind}.{key}.id", f"{row['id']!r} is not the key under which the document is stored"
                )
    for name, each in stored.items():
        for kind, field in each.calls.items():
            for key, row in documents.get(kind, {}).items():
                _check_members(row.get(field, ()), f"documents.{kind}.{key}.{field}", name, calls)


def _check_members(ids: Iterable[str], where: str, provider: str, calls: Mapping[str, Call]) -> None:
    for call_id in ids:
        if call_id not in calls or calls[call_id].provider != provider:
            raise _error(where, f"there is no call {call_id!r} of {provider}")


# -- times -----------------------------------------------------------------------------------------


def _check_instants(where: str, instants: Iterable[datetime]) -> None:
    for instant in instants:
        try:
            within(instant)
        except (ValueError, TypeError) as error:  # TypeError: it has no time zone
            raise _error(where, str(error)) from None


def _given(spans: Iterable[timedelta | None]) -> list[timedelta]:
    return [span for span in spans if span is not None]


def _check_spans(where: str, spans: Iterable[timedelta]) -> None:
    for span in spans:
        if not timedelta(0) <= span <= _LONGEST:
            raise _error(where, f"{span} is not between 0 s and 36,500 days")
