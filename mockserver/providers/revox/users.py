"""The user that owns all API keys of an account: `created_by` of its objects, and `GET /users/me`.

The user is generated, the same in every world with the same seed. Changes to it are stored as a document of the world.
"""

from mockserver.providers.revox.shapes.basics import PersonShape
from mockserver.world.world import World

COLLECTION = "revox.users"
SINCE = "2026-01-01T00:00:00.000Z"  #: creation time of the account and its initial objects


def account_user(world: World) -> PersonShape:
    """Return the user as `created_by` shows it."""
    own = world.randomness.uuid("revox:user")
    return {"id": own, "email": "alex.doe@example.com", "first_name": "Alex", "last_name": "Doe"}
