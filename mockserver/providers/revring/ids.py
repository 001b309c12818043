"""Ids of everything in a RevRing account, in the format of the option `id_style`.

An id depends only on the world's seed and its purpose, so the same seed gives the same ids. The format of ids in
requests is never checked.
"""

from functools import lru_cache

from mockserver.providers.revring.options import revring_options
from mockserver.simulation.randomness import Randomness
from mockserver.world.world import World


def new_id(world: World, purpose: str) -> str:
    """Return an id in the format of the option `id_style`; `purpose` (`call:17`) names its random stream."""
    return _make_id(world.randomness, revring_options(world).id_style, purpose)


@lru_cache(256)
def organization_id(randomness: Randomness, style: str) -> str:
    """Return the id of the account of a world."""
    return _make_id(randomness, style, "organization")


def _make_id(randomness: Randomness, style: str, purpose: str) -> str:
    if style == "uuid":
        return randomness.uuid(f"revring:{purpose}")
    return f"c{randomness.letters(f'revring:{purpose}', 24)}"
