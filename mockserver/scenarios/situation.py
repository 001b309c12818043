"""What a scenario may depend on when it is chosen and planned, and what a provider's status words mean.

Both are values that the caller passes in, so this package needs to know neither calls nor providers.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import msgspec

from mockserver.calls.events import Direction, EndReason, Phase
from mockserver.simulation.randomness import Randomness


class Situation(msgspec.Struct, frozen=True):
    """The call that needs a plan."""

    provider: str
    direction: Direction
    from_number: str
    to_number: str
    labels: dict[str, Any]  #: metadata or variables of the request that created the call
    serial: int  #: number of the call among those of its provider; its random values depend on it
    nth: int = 0  #: how many earlier calls went to this number in this world
    agent: str = ""  #: id of the agent or assistant that speaks
    language: str = ""  #: the language that it speaks, such as `fr`; empty if that is not known


def draw_row(situation: Situation, randomness: Randomness, rows: int) -> int:
    """Return which of so many rows of variants the call plays."""
    return randomness.walk(situation.provider, situation.serial, rows)


class Meaning(msgspec.Struct, frozen=True):
    """What a provider's own status word means."""

    phase: Phase
    reason: EndReason | None = None


Vocabulary = Mapping[str, Meaning]  #: a provider's status words


@lru_cache(256)
def language_code(language: str) -> str:
    """Return the code of a language without its country: `fr` of `fr-FR`; empty if it is none."""
    code = language.partition("-")[0].lower()
    return code if len(code) in (2, 3) and code.isascii() and code.isalpha() else ""
