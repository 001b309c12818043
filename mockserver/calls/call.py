"""A call is a value: who calls whom, and its timeline.

    placed ── Held ── Due ─┬─ Dialled ── Ringing ── Answered ── Said … ── Ended ─┬─ Held ── Due …   (retry)
                           └─ Waiting (all lines busy)                           └─ Closed

The first `processed` entries of the timeline have happened, the rest is planned. The future is planned up to the next
`Due`: what follows depends on free lines, which the world knows. Everything here is pure; `commands` changes the course
of a call.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from operator import itemgetter
from typing import Any, NamedTuple

import msgspec
from msgspec.structs import replace

from mockserver.calls.agent_behavior import AgentBehavior, shaped, with_limit_message
from mockserver.calls.events import (
    Answered,
    AnsweredBy,
    AnyEvent,
    Closed,
    Detected,
    Dialled,
    Direction,
    Due,
    Ended,
    EndReason,
    Held,
    Paused,
    Phase,
    Placed,
    Ready,
    Shown,
    Waiting,
)
from mockserver.calls.results import Delays, resolved, results_of, with_results
from mockserver.calls.timeline import AttemptPlan, Plan, Step, Timeline, cut_talk, dial, lay
from mockserver.calls.views import View, fold
from mockserver.calls.windows import RetryPolicy
from mockserver.simulation.durations import LAST, later


class Call(msgspec.Struct, frozen=True):
    """One call of one world; for a provider that retries, one order."""

    id: str
    number: int  #: in the order of placing; decides the order at equal instants
    provider: str
    direction: Direction
    from_number: str
    to_number: str
    created_at: datetime
    plan: Plan
    agent: str | None = None  #: id of the agent or assistant
    labels: dict[str, Any] = {}  #: metadata or variables of the request, which scenarios can match
    details: Any = {}  #: what else the provider stores for its responses
    lines: tuple[str, ...] = ()  #: kinds of lines that each dial needs
    policy: RetryPolicy | None = None  #: None: one dial, no retries
    limit: timedelta | None = None  #: longest conversation
    delays: Delays = {}  #: how long after a conversation its results come, by default
    behavior: AgentBehavior | None = None  #: None: as the scenario says
    timeline: Timeline = ()
    processed: int = 0
    example: bool = False  #: from a fixture, not from a request
    hidden: bool = False  #: an example that is found by id but not listed, searched or counted

    @property
    def past(self) -> Timeline:
        """The events that have happened."""
        return self.timeline[: self.processed]

    @property
    def future(self) -> Timeline:
        """The events that are planned."""
        return self.timeline[self.processed :]

    @property
    def course(self) -> Timeline:
        """The planned events without the results of conversations, which come in any case."""
        return tuple([entry for entry in self.future if type(entry[1]) is not Ready])

    @property
    def due(self) -> datetime | None:
        """When the next planned event is due."""
        return self.timeline[self.processed][0] if self.processed < len(self.timeline) else None

    @property
    def closed(self) -> bool:
        """Whether the call is over for good."""
        for index in range(self.processed - 1, -1, -1):
            kind = type(self.timeline[index][1])
            if kind is not Ready:
                return kind is Closed
        return False

    @property
    def results(self) -> int:
        """How many results of its conversations have come some time after the end."""
        return sum([type(event) is Ready for _, event in self.past])

    @property
    def waits(self) -> bool:
        """Whether it is queued for a line."""
        return bool(self.past) and isinstance(self.past[-1][1], Waiting)

    @property
    def is_active(self) -> bool:
        """Whether something can still happen to it without a command."""
        return self.due is not None or self.waits

    @property
    def hangs(self) -> bool:
        """Whether it never ends by itself, although it is not paused."""
        if self.example or self.closed or self.waits or not self.timeline:
            return False
        course = self.course
        if course:
            return not isinstance(course[-1][1], Due | Closed | Paused)
        return self.view().paused is None

    def view(self) -> View:
        """Return the facts that follow from what has happened."""
        return fold(self.past)

    def then(self, at: datetime, *events: AnyEvent, future: Timeline = ()) -> "Call":
        """Return the call with `events` at `at`, followed by `future` in place of the old plan."""
        timeline = (*self.past, *((at, event) for event in events), *future)
        return replace(self, timeline=self.with_results(timeline))

    def with_results(self, timeline: Timeline) -> Timeline:
        """Return a timeline of this call with the results of its conversations."""
        return with_results(timeline, self.processed, self.delays)


Conduct = Callable[[Call, AttemptPlan], "Conducted"]
_ORIGIN = datetime(2000, 1, 1, tzinfo=UTC)  #: of offsets, while a plan is changed


def placed(call: Call, setup: timedelta, start: datetime | None, at: datetime | None = None) -> Call:
    """Return the new call with its first plan: due after `setup`, or held until `start` or its calling window.

    `at` is when it is placed; by default, when it was created. A call that only waits for its window is set up first.
    """
    at = at or call.created_at
    if call.plan.literal:
        return _begun(call, at, _literal(call.plan, at))
    ready = later(at, setup)
    wished = min(max(ready, start), LAST) if start is not None else ready
    if wished == ready:
        return _begun(call, at, after_setup(call.policy, ready))
    due = call.policy.opening(wished) if call.policy else wished
    why = "scheduled" if due == wished else "window"
    return _begun(call, at, ((at, Held(due, why)), (due, Due())))


def _begun(call: Call, at: datetime, future: Timeline) -> Call:
    """Return the call placed at `at`, before any conversation."""
    return replace(call, timeline=((at, Placed()), *future))


def after_setup(policy: RetryPolicy | None, ready: datetime) -> Timeline:
    """Return the plan of a call that is set up at `ready`: due then, or held until its calling window opens."""
    due = policy.opening(ready) if policy else ready
    return ((ready, Due()),) if due <= ready else ((ready, Held(due, "window")), (due, Due()))


def _literal(plan: Plan, at: datetime) -> Timeline:
    shown = lay(plan.attempts[0].steps, at)
    last_at, last = shown[-1]
    ends = isinstance(last, Shown) and last.phase is Phase.ENDED
    return (*shown, (last_at, Closed())) if ends else shown


def dialled(call: Call, at: datetime, conduct: Conduct | None = None) -> Call:
    """Return the call with the next attempt planned from `at`, and what follows it. `conduct` is `conducted`, or it
    remembers what that returns."""
    number = sum([type(event) is Dialled for _, event in call.past])
    plan, results = (conduct or conducted)(call, call.plan.attempt(number))
    attempt = dial(plan, number, at, None)
    following = sequel(call, attempt)
    if number:
        return replace(call, timeline=call.with_results((*call.past, *attempt, *following)))
    if results:
        ready = lay(results, at)
        in_order = following[-1][0] <= ready[0][0]
        following = (*following, *ready) if in_order else tuple(sorted((*following, *ready), key=itemgetter(0)))
    return replace(call, timeline=(*call.past, *attempt, *following))


class Conducted(NamedTuple):
    """An attempt as the call's agent conducts it, and the results that come after its end if it is the first one."""

    plan: AttemptPlan
    results: tuple[Step, ...]


def conducted(call: Call, plan: AttemptPlan) -> Conducted:
    """Return an attempt with the settings of the call's agent, the limit of its talks, and the delays of their results.
    It depends on nothing else of the call."""
    default = call.plan.default
    attempt = dial(plan, 0, _ORIGIN, None)
    if call.behavior is not None:
        attempt = shaped(attempt, call.behavior, default=default)
    whole, attempt = attempt, cut_talk(attempt, call.limit, default=default)
    if call.behavior is not None and call.behavior.limit_message and (default or attempt is not whole):
        attempt = with_limit_message(attempt, call.behavior.limit_message)
    at, last = attempt[-1]
    if type(last) is Ended and any(type(event) is Answered for _, event in attempt):
        attempt = (*attempt[:-1], (at, resolved(last, call.delays)))
    steps = tuple([(at - _ORIGIN, event) for at, event in attempt[1:]])
    results = results_of(steps[-1], 0) if steps else ()
    return Conducted(AttemptPlan(steps, plan.fields, plan.retry_after), results)


def parked(call: Call, at: datetime, line: str) -> Call:
    """Return the call that is due while all lines of that kind are busy."""
    return call.then(at, future=((at, Waiting(line)),))


def sequel(call: Call, attempt: Timeline) -> Timeline:
    """Return what follows the end of an attempt (given from its `Dialled` on): another dial, or the end of the call."""
    at, ended = attempt[-1]
    if type(ended) is not Ended:
        return ()
    policy = call.policy
    if policy is None:
        return ((at, Closed()),)
    dialled_at, start = attempt[0]
    answered = _answered_by(attempt)
    number = start.attempt if type(start) is Dialled else 0
    if _again(policy, number + 1, answered, ended.reason):
        due = retry_due(call, policy, number, dialled_at, at)
        return ((at, Held(due, "retry")), (due, Due()))
    wraps = answered in policy.satisfied_by and ended.reason is not EndReason.CANCELLED
    wrap = policy.wrap if wraps else timedelta(0)
    return ((later(at, wrap), Closed(failed=ended.reason in policy.fatal)),)


def _answered_by(attempt: Timeline) -> AnsweredBy | None:
    """Return who answered an attempt, as far as it was found out."""
    for _, event in reversed(attempt):
        if type(event) is Answered or type(event) is Detected:
            return event.by
    return None


def retry_due(call: Call, policy: RetryPolicy, number: int, dialled_at: datetime, ended_at: datetime) -> datetime:
    """Return when the dial after dial `number` (from 0) is due. `retry_after` of the scenario comes first."""
    wait = call.plan.attempt(number).retry_after
    return policy.retry_at(number + 1, dialled_at, ended_at) if wait is None else later(ended_at, wait)


def _again(policy: RetryPolicy, dials: int, answered: AnsweredBy | None, reason: EndReason) -> bool:
    if dials >= policy.max_attempts or reason is EndReason.CANCELLED:
        return False
    return answered not in policy.satisfied_by and reason not in policy.fatal


def played(call: Call, by: datetime | None = None) -> Call:
    """Return the call after everything that is planned, moved back in time so that it ended by `by`."""
    while call.processed < len(call.timeline):
        at, event = call.timeline[call.processed]
        call = replace(call, processed=call.processed + 1)
        if isinstance(event, Due):
            call = dialled(call, at)
    late = call.timeline[-1][0] - by if by is not None else timedelta(0)
    if late <= timedelta(0):
        return call
    moved = tuple((later(at, -late), event) for at, event in call.timeline)
    return replace(call, created_at=later(call.created_at, -late), timeline=moved)
