"""The two dialects of Ringyo, and which one a world uses.

The reference pages show bare objects and cursors, the guides show `{data, meta}` and offsets
(/api-reference/introduction). Errors are the same in both. `replies` makes the envelopes; `render` and `guide` render
the calls inside.
"""

from mockserver.providers.ringyo.options import ringyo_options
from mockserver.world.world import World


def is_guide(world: World) -> bool:
    """Return whether the world uses the guide's dialect."""
    return bool(ringyo_options(world).dialect == "guide")
