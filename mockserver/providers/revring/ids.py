"""Ids of all that a RevRing account holds, in the shape that the option `id_style` asks for.

An id is drawn from the world's seed by what it is for, so the same seed gives the same ids. No id that is sent is
ever checked for its shape.
"""

from functools import lru_cache

from mockserver.providers.base import options_of
from mockserver.simulation.randomness import Randomness
from mockserver.world.world import World


def new_id(world: World, purpose: str) -> str:
    """An id in the shape that the option `id_style` asks for; `purpose` (`call:17`) names its chance."""
    return _make_id(world.randomness, options_of(world, "revring").id_style, purpose)


@lru_cache(256)
def organization_id(randomness: Randomness, style: str) -> str:
    """The id of the account that a world stands for, by its draws and its option `id_style`."""
    return _make_id(randomness, style, "organization")


def _make_id(randomness: Randomness, style: str, purpose: str) -> str:
    if style == "uuid":
        return randomness.uuid(f"revring:{purpose}")
    return f"c{randomness.letters(f'revring:{purpose}', 24)}"
