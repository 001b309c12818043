"""The format of faults in scenario files and in the control API: faults of webhooks, and faults of API answers.

See `schema`; `webhook_faults` and `api_faults` turn what is written here into the rules of `calls`.
"""

import re
from datetime import timedelta
from typing import Annotated, Any, ClassVar, Literal, Self

import msgspec
from msgspec import Meta

from mockserver.calls.api_faults import LONGEST_WAIT, ApiFaultKind, Wait, When
from mockserver.calls.webhook_faults import WebhookFaultKind
from mockserver.scenarios.remedies import given
from mockserver.scenarios.span import SPAN_PATTERN, InvalidPart, Span
from mockserver.simulation.durations import EXPECTED, PATTERN, parse_duration
from mockserver.simulation.sizes import PATTERN as SIZE
from mockserver.simulation.sizes import parse_size

Chance = Annotated[float, Meta(ge=0, le=1)]
Count = Annotated[int, Meta(ge=1, le=1_000_000_000)]
Globs = str | list[str]
_LOGNORMAL = re.compile(r"lognormal\(\s*([^,()]+?)\s*,\s*([^,()]+?)\s*\)")
_WIDEST = 10.0  #: the largest sigma


class Strict(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Base of all parts of a scenario file: unknown keys are errors."""


class RealTime:
    """A length of real time that is drawn for each request. Immutable."""

    EXPECTED: ClassVar[str] = f"{EXPECTED}, a range such as 1s..3s, or lognormal(200ms, 0.5)"
    SCHEMA: ClassVar[dict[str, Any]] = {
        "type": ["string", "number"],
        "description": "500ms or 2s (a bare number counts seconds); 1s..3s and lognormal(median, sigma) are drawn.",
        "examples": ["1500ms", "1s..3s", "lognormal(200ms, 0.5)"],
        "minimum": 0,
        "maximum": LONGEST_WAIT,
        "pattern": rf"^(?:{SPAN_PATTERN}|\s*lognormal\(\s*{PATTERN}\s*,\s*[0-9.eE+-]+\s*\)\s*)$",
    }

    __slots__ = ("wait",)

    def __init__(self, wait: Wait) -> None:
        self.wait = wait

    @classmethod
    def read(cls, value: object) -> Self:
        """Read a duration, a range of two, or a lognormal distribution.

        Raises:
            ValueError: it is none of these, or longer than an hour.
        """
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise ValueError(f"expected {cls.EXPECTED}, not {given(value)}")
        found = _LOGNORMAL.fullmatch(value.strip()) if isinstance(value, str) else None
        wait = _lognormal(*found.groups()) if found is not None else _even(value)
        if wait.most > LONGEST_WAIT:
            raise ValueError(f"{value!r} is too long: at most an hour of real time")
        return cls(wait)


def _even(value: object) -> Wait:
    span = Span.read(value)
    return Wait(span.low.total_seconds(), span.high.total_seconds())


def _lognormal(median: str, sigma: str) -> Wait:
    try:
        width = float(sigma)
    except ValueError:
        width = -1.0
    if not 0 < width <= _WIDEST:
        raise ValueError(f"the sigma of lognormal(…) is {sigma!r}; expected a number above 0, at most {_WIDEST:g}")
    seconds = parse_duration(median).total_seconds()
    return Wait(seconds, seconds, width)


class Period:
    """A part of virtual time: from when to when. Immutable."""

    EXPECTED: ClassVar[str] = "a list of two durations, such as [10s, 2m]"
    SCHEMA: ClassVar[dict[str, Any]] = {
        "type": "array",
        "items": Span.SCHEMA,
        "minItems": 2,
        "maxItems": 2,
        "examples": [["10s", "2m"]],
    }

    __slots__ = ("begin", "end")

    def __init__(self, begin: Span, end: Span) -> None:
        self.begin, self.end = begin.low, end.low

    @classmethod
    def read(cls, value: object) -> Self:
        """Read a list of two durations.

        Raises:
            ValueError: it is something else, or ends before it begins.
        """
        if not isinstance(value, list) or len(value) != 2:
            raise ValueError(f"expected {cls.EXPECTED}, not {given(value)}")
        begin, end = (cls._end(value, index) for index in (0, 1))
        if not (begin.fixed and end.fixed):
            raise ValueError(f"expected {cls.EXPECTED}: ranges are not drawn here")
        if begin.low >= end.low:
            raise ValueError(f"the period {value[0]}..{value[1]} ends before it begins")
        return cls(begin, end)

    @classmethod
    def _end(cls, value: list[object], index: int) -> Span:
        try:
            return Span.read(value[index])
        except ValueError as error:
            instead = cls(Span(timedelta(0), timedelta(0)), Span(timedelta(0), timedelta(0)))
            raise InvalidPart(str(error), (index,), instead) from None


class Size:
    """A number of bytes. Immutable."""

    EXPECTED: ClassVar[str] = "a number of bytes, such as 20, 20B, 1KiB or 2MiB"
    SCHEMA: ClassVar[dict[str, Any]] = {
        "type": ["string", "integer"],
        "description": "A number of bytes: 20, 20B, 1KiB or 2MiB.",
        "examples": [20, "1KiB"],
        "minimum": 0,
        "maximum": 2**40,
        "pattern": rf"^\s*{SIZE}\s*$",
    }

    __slots__ = ("count",)

    def __init__(self, count: int) -> None:
        self.count = count

    @classmethod
    def read(cls, value: object) -> Self:
        """Read a number of bytes.

        Raises:
            ValueError: it is something else.
        """
        if isinstance(value, bool) or not isinstance(value, str | int):
            raise ValueError(f"expected {cls.EXPECTED}, not {given(value)}")
        try:
            count = value if isinstance(value, int) else parse_size(value)
        except ValueError:
            count = -1
        if not 0 <= count <= 2**40:
            raise ValueError(f"expected {cls.EXPECTED}, not {given(value)}")
        return cls(count)


class WebhookRule(Strict, frozen=True, kw_only=True):
    """A fault of webhooks: which one, how likely, for which events."""

    fault: Annotated[WebhookFaultKind, Meta(description="What happens to the delivery.")]
    chance: Annotated[Chance | None, Meta(description="How likely (1).")] = None
    events: Annotated[Globs | None, Meta(description="Names of the events that it meets; globs allowed (all).")] = None
    by: Annotated[
        Span | None,
        Meta(description="late: how much later. reorder: at most how much (10s). slow: real time that sending takes."),
    ] = None
    status: Annotated[
        Literal[301, 302, 303, 307, 308] | None, Meta(description="redirect: the status that was followed (302).")
    ] = None


class FaultRule(Strict, frozen=True, kw_only=True):
    """A fault of API answers: which one, for which requests, how often."""

    fault: Annotated[ApiFaultKind, Meta(description="What goes wrong with the answer.")]
    operation: Annotated[
        Globs | None, Meta(description="Names of operations, such as calls.get; globs allowed (all requests).")
    ] = None
    provider: Annotated[Globs | None, Meta(description="Names of providers; globs allowed (all).")] = None
    method: Annotated[Globs | None, Meta(description="HTTP methods; globs allowed (all).")] = None
    path: Annotated[Globs | None, Meta(description="Paths behind the provider's mount point; globs allowed (all).")] = (
        None
    )
    when: Annotated[
        When | None,
        Meta(description="before: nothing has happened (default). after: the request has its effect all the same."),
    ] = None
    first: Annotated[Count | None, Meta(description="Only on the first so many requests that match.")] = None
    nth: Annotated[Count | None, Meta(description="Only on this one of the requests that match, from 1.")] = None
    every: Annotated[
        Count | None,
        Meta(description="Only on each request whose number among those that match is a multiple of this."),
    ] = None
    chance: Annotated[Chance | None, Meta(description="How likely, from 0 (never) to 1; drawn from the seed.")] = None
    between: Annotated[
        Period | None,
        Meta(description="Matches only in this part of virtual time since the rule was added or the call created."),
    ] = None
    times: Annotated[Count | None, Meta(description="At most so often.")] = None
    status: Annotated[Annotated[int, Meta(ge=400, le=599)] | None, Meta(description="error: its status (500).")] = None
    body: Annotated[
        Any, Meta(description="error: the body instead of the provider's error; text is sent as it is.")
    ] = None
    retry_after: Annotated[
        RealTime | None, Meta(description="error, rate_limit: when to try again, in the provider's headers.")
    ] = None
    for_: Annotated[RealTime | None, Meta(description="delay, dribble: how long it takes.")] = msgspec.field(
        default=None, name="for"
    )
    for_first: Annotated[
        Span | None, Meta(description="not_found: so long (virtual time) after the id was made (always).")
    ] = None
    at: Annotated[Size | None, Meta(description="cut, reset: after so many bytes of the body.")] = None
    optional: Annotated[
        bool | None, Meta(description="Whether a test may end without it having fired (false; with chance: true).")
    ] = None
