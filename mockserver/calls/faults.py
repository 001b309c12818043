"""What can go wrong with a webhook on purpose, as values: which fault, how likely, for which events.

    duplicate      the same bytes come twice              late      it comes later by a span
    reorder        it may be overtaken within a span      lose      it never comes
    cut            its body ends in the middle            slow      it is sent slowly (real time)
    redirect       it comes as after a followed redirect  before_answer  it comes before the request that made the
                                                                         call has been answered
Scenarios and worlds hold such rules. Which of them meet a delivery is drawn here; what they do to it is `courier`'s.
"""

from collections.abc import Iterable
from datetime import timedelta
from enum import StrEnum
from fnmatch import fnmatchcase
from random import Random

import msgspec


class WebhookFaultKind(StrEnum):
    """See the module's header."""

    DUPLICATE = "duplicate"
    REORDER = "reorder"
    LATE = "late"
    LOSE = "lose"
    CUT = "cut"
    SLOW = "slow"
    REDIRECT = "redirect"
    BEFORE_ANSWER = "before_answer"


class WebhookFault(msgspec.Struct, frozen=True):
    """One rule. `least` and `most` bound the span of those that have one; `status` is a redirect's."""

    kind: WebhookFaultKind
    chance: float = 1.0
    events: tuple[str, ...] = ("*",)
    least: timedelta = timedelta(0)
    most: timedelta = timedelta(0)
    status: int = 302

    def meets(self, event: str, chance: Random) -> bool:
        """Whether it happens to a delivery of that event."""
        return any(fnmatchcase(event, pattern) for pattern in self.events) and chance.random() < self.chance

    def span(self, chance: Random) -> timedelta:
        """How long, to the millisecond."""
        steps = (self.most - self.least) // timedelta(milliseconds=1)
        return self.least + timedelta(milliseconds=chance.randint(0, steps))


class DrawnFault(msgspec.Struct, frozen=True):
    """A fault that meets one delivery."""

    kind: WebhookFaultKind
    span: timedelta = timedelta(0)
    status: int = 302


def draw(rules: Iterable[WebhookFault], event: str, chance: Random) -> tuple[DrawnFault, ...]:
    """The faults of a delivery, at most one of each kind: the first rule that meets it counts."""
    drawn: dict[WebhookFaultKind, DrawnFault] = {}
    for rule in rules:
        if rule.meets(event, chance) and rule.kind not in drawn:
            drawn[rule.kind] = DrawnFault(rule.kind, rule.span(chance), rule.status)
    return tuple(drawn.values())
