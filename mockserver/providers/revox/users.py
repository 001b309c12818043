"""The user whom every API key of an account belongs to: who created its things, and who is asked for as `me`.

A user is made up, the same in every world with the same seed; what was changed of it is a document of the world.
"""

from mockserver.providers.revox.shapes.basics import PersonShape
from mockserver.world.world import World

COLLECTION = "revox.users"
SINCE = "2026-01-01T00:00:00.000Z"  #: when the account was opened, and all that it has from the start


def member(world: World) -> PersonShape:
    """The user as `created_by` shows it."""
    own = world.randomness.uuid("revox:user")
    return {"id": own, "email": "alex.doe@example.com", "first_name": "Alex", "last_name": "Doe"}
