"""Ids of all that a RevRing account holds, in the shape that the option `id_style` asks for.

An id is drawn from the world's seed by what it is for, so the same seed gives the same ids. No id that is sent is
ever checked for its shape.
"""

from mockserver.providers.base import options_of
from mockserver.world import World


def new_id(world: World, purpose: str) -> str:
    """An id in the shape that the option `id_style` asks for; `purpose` (`call:17`) names its chance."""
    if options_of(world, "revring").id_style == "uuid":
        return world.draws.uuid(f"revring:{purpose}")
    return f"c{world.draws.letters(f'revring:{purpose}', 24)}"


def organization(world: World) -> str:
    """The id of the account that a world stands for."""
    return new_id(world, "organization")
