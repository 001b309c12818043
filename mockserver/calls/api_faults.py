"""Faults of API answers, as values: what goes wrong with an answer, for which requests, and how often.

    instead of an answer   error, rate_limit, not_found         a refusal in the provider's own shape
                           timeout                              nothing, for ever
                           reset, empty, garbage                the connection breaks
    with the answer        delay, dribble                       it comes late, or slowly
                           cut, reset with `at`                 it breaks off
                           malformed_json, wrong_content_type   its body, or what is said of it, is wrong
                           stale                                it is the previous answer once more

The first group happens before the effect of the request or, with `when: after`, after it; the second needs the answer,
so the effect has always happened, except that a delay can come before it. `Tally` counts the requests that a rule
matches and decides on which of them it fires. This module is pure; `gateway.api_faults` applies what it decides.
"""

from datetime import timedelta
from enum import StrEnum
from fnmatch import fnmatchcase
from math import exp, log
from random import Random
from typing import Any, NamedTuple

import msgspec

from mockserver.simulation.durations import show_duration

LONGEST_WAIT = 3600.0  #: seconds; no delay of real time that is drawn is longer


class ApiFaultKind(StrEnum):
    """See the module's header."""

    ERROR = "error"
    RATE_LIMIT = "rate_limit"
    DELAY = "delay"
    TIMEOUT = "timeout"
    RESET = "reset"
    EMPTY = "empty"
    CUT = "cut"
    GARBAGE = "garbage"
    MALFORMED_JSON = "malformed_json"
    DRIBBLE = "dribble"
    WRONG_CONTENT_TYPE = "wrong_content_type"
    STALE = "stale"
    NOT_FOUND = "not_found"


OF_THE_ANSWER = frozenset(
    {
        ApiFaultKind.CUT,
        ApiFaultKind.MALFORMED_JSON,
        ApiFaultKind.DRIBBLE,
        ApiFaultKind.WRONG_CONTENT_TYPE,
        ApiFaultKind.STALE,
    }
)  #: faults that need an answer which they change


class When(StrEnum):
    """Whether a fault comes before the effect of the request, so that nothing has happened, or after it."""

    BEFORE = "before"
    AFTER = "after"


class Wait(msgspec.Struct, frozen=True):
    """A length of real time in seconds: fixed, drawn evenly from a range or, with a `sigma`, from the lognormal
    distribution whose median is `least`."""

    least: float
    most: float
    sigma: float = 0.0

    def draw(self, chance: Random) -> float:
        """Return a length in seconds, at most `LONGEST_WAIT`."""
        if self.sigma:
            drawn = exp(min(chance.gauss(log(self.least), self.sigma), log(LONGEST_WAIT))) if self.least else 0.0
        else:
            drawn = chance.uniform(self.least, self.most)
        return min(drawn, LONGEST_WAIT)

    def __str__(self) -> str:
        """Return the length as rules are written."""
        least, most = (show_duration(timedelta(seconds=seconds)) for seconds in (self.least, self.most))
        if self.sigma:
            return f"lognormal({least}, {self.sigma:g})"
        return least if least == most else f"{least}..{most}"


class Between(msgspec.Struct, frozen=True):
    """A part of virtual time, counted from when the rule was added or, in a scenario, the call was created."""

    begin: timedelta
    end: timedelta


class ApiFault(msgspec.Struct, frozen=True, kw_only=True):
    """One rule. The patterns are globs, any of which may match; empty: all requests."""

    kind: ApiFaultKind
    provider: tuple[str, ...] = ()
    operation: tuple[str, ...] = ()
    method: tuple[str, ...] = ()
    path: tuple[str, ...] = ()
    when: When = When.BEFORE
    first: int | None = None
    nth: int | None = None
    every: int | None = None
    chance: float | None = None
    between: Between | None = None
    times: int | None = None
    status: int | None = None  #: of `error`
    body: Any = None  #: of `error`, in place of the provider's; text is sent as it is
    retry_after: Wait | None = None  #: of `error` and `rate_limit`
    wait: Wait | None = None  #: of `delay` and `dribble`
    hidden_for: timedelta | None = None  #: of `not_found`: only so long after the id was made
    at: int | None = None  #: of `cut` and `reset`: after so many bytes of the body
    is_optional: bool = False  #: whether it may never fire

    @property
    def needs_answer(self) -> bool:
        """Whether the request has its effect before the fault happens."""
        return self.when is When.AFTER or self.kind in OF_THE_ANSWER or self.at is not None

    def chooses(self, provider: str) -> bool:
        """Return whether the rule is about requests to that provider."""
        return _fits(self.provider, provider)

    def concerns(self, asked: "Asked") -> bool:
        """Return whether the rule is about requests like this one."""
        return (
            self.chooses(asked.provider)
            and _fits(self.operation, asked.operation)
            and _fits(self.method, asked.method)
            and _fits(self.path, asked.path)
        )


class Asked(NamedTuple):
    """What of a request decides which rules match. `path` begins behind the provider's mount point."""

    provider: str
    operation: str  #: empty if there is none
    method: str
    path: str


def _fits(patterns: tuple[str, ...], word: str) -> bool:
    return not patterns or any(fnmatchcase(word, pattern) for pattern in patterns)


class Tally(msgspec.Struct, frozen=True):
    """How many requests a rule has matched, and on how many it has fired."""

    matched: int = 0
    fired: int = 0

    def counted(self) -> "Tally":
        """Return the tally with one more request that the rule matches."""
        return Tally(self.matched + 1, self.fired)

    def acted(self) -> "Tally":
        """Return the tally after the rule has acted on the request that was counted last."""
        return Tally(self.matched, self.fired + 1)

    def fires(self, fault: ApiFault, chance: float) -> bool:
        """Return whether the rule fires on the request that was counted last. `chance` was drawn from 0 to 1."""
        number = self.matched
        return (
            (fault.first is None or number <= fault.first)
            and (fault.nth is None or number == fault.nth)
            and (fault.every is None or number % fault.every == 0)
            and (fault.times is None or self.fired < fault.times)
            and (fault.chance is None or chance < fault.chance)
        )

    def left(self, fault: ApiFault) -> int | None:
        """Return on how many further requests the rule can fire at most; None if that is not limited."""
        bounds = [] if fault.times is None else [fault.times - self.fired]
        if fault.first is not None:
            bounds.append(fault.first - self.matched)
        if fault.nth is not None:
            bounds.append(1 if self.matched < fault.nth else 0)
        return max(0, min(bounds)) if bounds else (0 if fault.chance == 0 else None)
