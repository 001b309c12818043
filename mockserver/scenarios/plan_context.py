"""What a plan may depend on: the call, and random values. It records whether the plan depended on either.

    context.span(3s..8s)   draws               → varied
    context.text(text)     looks at the call   → varied
                           looks at a variant  → a row is drawn

A plan that did not vary is the same for every call, or for every call that draws the same row. The library keeps it and
calls share it, which keeps 100,000 calls small. A scenario that is played by another one gets a context of its own,
with its own random values.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from itertools import accumulate
from random import Random
from typing import Any

from mockserver.scenarios.situation import Situation, Vocabulary
from mockserver.scenarios.span import Span
from mockserver.scenarios.variables import Filler
from mockserver.simulation.randomness import Randomness


class PlanContext:
    """Mutable; used for one plan."""

    def __init__(self, situation: Situation, randomness: Randomness, vocabulary: Vocabulary, inside: str = "") -> None:
        self.situation, self.randomness, self.vocabulary = situation, randomness, vocabulary
        self._inside = inside
        self._chance: Random | None = None
        self._counted = False
        self._filler = Filler(situation, randomness)

    @property
    def varied(self) -> bool:
        """Whether another call that draws the same row could get another plan."""
        return self._counted or self._chance is not None or self._filler.used

    @property
    def row(self) -> int | None:
        """Which row of variants the plan depends on; None if it depends on none."""
        return self._filler.row

    @property
    def rows(self) -> int:
        """How many rows of variants there are."""
        return len(self._filler.variants)

    def use(self, variants: Sequence[Mapping[str, Any]]) -> None:
        """Fill in the variables of variants from these rows."""
        self._filler.variants = variants

    def into(self, name: str) -> "PlanContext":
        """Return the context of a scenario that is played by this one."""
        return PlanContext(self.situation, self.randomness, self.vocabulary, f"{self._inside}:{name}")

    def span(self, span: Span | None, default: timedelta) -> timedelta:
        """Return a length of time. A range is drawn at random."""
        if span is None:
            return default
        return span.low if span.fixed else span.draw(self._random())

    def pick(self, weights: Sequence[float]) -> int:
        """Return an index, drawn by weight. An index of weight 0 is never drawn."""
        ends = list(accumulate(weights))
        mark = self._random().random() * ends[-1]
        last = max(index for index, weight in enumerate(weights) if weight)
        return next((index for index, end in enumerate(ends) if mark < end), last)

    def turn(self) -> int:
        """Return how many earlier calls went to this number."""
        self._counted = True
        return self.situation.nth

    def text(self, text: str) -> str:
        """Return a text with its variables filled in."""
        return self._filler.text(text)

    def value(self, value: Any) -> Any:
        """Return a tree of values with the variables of all its texts filled in."""
        return self._filler.value(value)

    def _random(self) -> Random:
        if self._chance is None:
            purpose = f"{self.situation.provider}:plan:{self.situation.serial}{self._inside}"
            self._chance = self.randomness.random(purpose)
        return self._chance
