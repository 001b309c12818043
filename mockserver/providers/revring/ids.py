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
    randomness, purpose = world.randomness, f"revring:{purpose}"
    if revring_options(world).id_style == "uuid":
        return randomness.new_uuid(purpose)
    return f"c{randomness.new_letters(purpose, 24)}"


@lru_cache(256)
def organization_id(randomness: Randomness, style: str) -> str:
    """Return the id of the account of a world."""
    if style == "uuid":
        return randomness.uuid("revring:organization")
    return f"c{randomness.letters('revring:organization', 24)}"
