"""The two notations of scenario files that need parsing: lengths of time, and literal states.

A length is a duration (`4s`) or a range (`3s..8s`) that is drawn for each call. A state is a status word and how long
the call shows it.
"""

from datetime import timedelta
from random import Random
from typing import Any, ClassVar, Self

from mockserver.scenarios.remedies import duration_hint, given, write
from mockserver.simulation.durations import EXPECTED, MOST_SECONDS, PATTERN, parse_duration, show_duration

SPAN_PATTERN = rf"\s*{PATTERN}\s*(?:\.\.\s*{PATTERN}\s*)?"
_MILLISECOND = timedelta(milliseconds=1)


class InvalidPart(ValueError):
    """A part of a value is invalid. `path` leads to it; `instead` is the value without it."""

    def __init__(self, message: str, path: tuple[str | int, ...], instead: object) -> None:
        self.path, self.instead = path, instead
        super().__init__(message)


class Span:
    """A length of time: fixed, or a range to draw from. Immutable."""

    EXPECTED: ClassVar[str] = f"{EXPECTED}, or a range such as 3s..8s"
    SCHEMA: ClassVar[dict[str, Any]] = {
        "type": ["string", "number"],
        "description": "500ms, 2s, 1m30s, 2h or 3d; a bare number counts seconds; a range such as 3s..8s is drawn.",
        "examples": ["2s", "3s..8s"],
        "minimum": 0,
        "maximum": MOST_SECONDS,
        "pattern": f"^{SPAN_PATTERN}$",
    }

    __slots__ = ("high", "low")

    def __init__(self, low: timedelta, high: timedelta) -> None:
        self.low, self.high = low, high

    @classmethod
    def read(cls, value: object) -> Self:
        """Read a duration or a range of two.

        Raises:
            ValueError: it is neither; the message says what is wrong.
        """
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise ValueError(f"expected {cls.EXPECTED}, not {given(value)}{_sentence(duration_hint(value))}")
        try:
            return cls._parsed(value)
        except ValueError as error:
            raise ValueError(f"{error}{_sentence(duration_hint(value))}") from None

    @classmethod
    def _parsed(cls, value: str | float) -> Self:
        if not isinstance(value, str) or ".." not in value:
            return cls(low := parse_duration(value, hint=False), low)
        first, _, second = value.partition("..")
        low, high = parse_duration(first, hint=False), parse_duration(second, hint=False)
        if low > high:
            raise ValueError(f"the range {value!r} ends before it begins; write {second}..{first}")
        return cls(low, high)

    @property
    def fixed(self) -> bool:
        """Whether it is not a range."""
        return self.low == self.high

    def draw(self, chance: Random) -> timedelta:
        """Return a length in the range, in whole milliseconds."""
        steps = (self.high - self.low) // _MILLISECOND
        return self.low + chance.randint(0, steps) * _MILLISECOND

    def __str__(self) -> str:
        low = show_duration(self.low)
        return low if self.fixed else f"{low}..{show_duration(self.high)}"


class State:
    """One literal status word and how long it is shown; without a `span`, for good. Immutable."""

    EXPECTED: ClassVar[str] = "one status word and how long it is shown, such as {ringing: 5s}"
    SCHEMA: ClassVar[dict[str, Any]] = {
        "type": "object",
        "description": "One status word of the provider and how long it is shown; null in the last one: for good.",
        "minProperties": 1,
        "maxProperties": 1,
        "additionalProperties": {"anyOf": [Span.SCHEMA, {"type": "null"}]},
        "examples": [{"ringing": "5s"}],
    }

    __slots__ = ("span", "word")

    def __init__(self, word: str, span: Span | None) -> None:
        self.word, self.span = word, span

    @classmethod
    def read(cls, value: object) -> Self:
        """Read a mapping of one word.

        Raises:
            ValueError: it is something else; the message says what is wrong.
        """
        if not isinstance(value, dict) or len(value) != 1:
            hint = write(f"'{value}: 5s'") if isinstance(value, str) else ""
            raise ValueError(f"expected {cls.EXPECTED}, not {given(value)}{_sentence(hint)}")
        ((word, shown),) = value.items()
        try:
            return cls(word, None if shown is None else Span.read(shown))
        except ValueError as error:
            raise InvalidPart(str(error), (word,), cls(word, Span(timedelta(0), timedelta(0)))) from None


def _sentence(hint: str) -> str:
    return f".{hint}" if hint else ""
