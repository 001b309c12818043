"""Faults of webhook deliveries, as values: which fault, how likely, for which events.

    duplicate      sent twice                             late           sent later by a span
    reorder        may be overtaken within a span         lose           never sent
    cut            the body ends in the middle            slow           sent slowly (real time)
    redirect       sent as after a followed redirect      before_answer  sent before the response to the request
                                                                         that created the call
Scenarios and worlds hold such rules. This module picks which of them apply to a delivery; `webhooks.delivery_queue` and
`delivery` apply them.
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
    """One rule. `least` and `most` bound the span, if the fault has one; `status` is for redirects."""

    kind: WebhookFaultKind
    chance: float = 1.0
    events: tuple[str, ...] = ("*",)
    least: timedelta = timedelta(0)
    most: timedelta = timedelta(0)
    status: int = 302

    def meets(self, event: str, chance: Random) -> bool:
        """Return whether the rule applies to a delivery of that event."""
        return any(fnmatchcase(event, pattern) for pattern in self.events) and chance.random() < self.chance

    def span(self, chance: Random) -> timedelta:
        """Return a random length within the bounds, in whole milliseconds."""
        steps = (self.most - self.least) // timedelta(milliseconds=1)
        return self.least + timedelta(milliseconds=chance.randint(0, steps))


class DrawnFault(msgspec.Struct, frozen=True):
    """A fault that applies to one delivery."""

    kind: WebhookFaultKind
    span: timedelta = timedelta(0)
    status: int = 302


def draw(rules: Iterable[WebhookFault], event: str, chance: Random) -> tuple[DrawnFault, ...]:
    """Pick the faults of a delivery, at most one of each kind: the first rule that applies counts."""
    drawn: dict[WebhookFaultKind, DrawnFault] = {}
    for rule in rules:
        if rule.meets(event, chance) and rule.kind not in drawn:
            drawn[rule.kind] = DrawnFault(rule.kind, rule.span(chance), rule.status)
    return tuple(drawn.values())
