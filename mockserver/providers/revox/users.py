"""The account: its organization, and the user that owns all API keys (`created_by` of its objects, `GET /users/me`).

Both are generated, the same in every world with the same seed. Changes to the user are stored in the world. Sources:
SDK 0.0.3 to 0.5.0 (`users`).
"""

from functools import lru_cache
from typing import Annotated, Any

from msgspec import Meta, Struct
from msgspec.structs import replace

from mockserver.providers.derived import partial, sent
from mockserver.providers.resources import Records
from mockserver.providers.revox.fields import Instant
from mockserver.simulation.durations import show_milliseconds
from mockserver.simulation.randomness import Randomness
from mockserver.world.world import World

SINCE = "2026-01-01T00:00:00.000Z"  #: creation time of the account and its initial objects
_ME = "me"


class Person(Struct, frozen=True):
    """A member of the account's team."""

    id: str
    email: str
    first_name: str | None
    last_name: str | None


class User(Person, frozen=True, kw_only=True):
    """The user that owns the key."""

    created_at: Instant = SINCE
    has_completed_onboarding: bool = True
    organization_id: str
    updated_at: Instant = SINCE
    organization_country: Annotated[str | None, Meta(description="ISO 3166-1 alpha-2")] = "US"


_UserChanges: Any = partial(User)
USERS: Records[Any] = Records("revox.users", _UserChanges)  #: the changes to the user, under the key `me`


def organization(world: World) -> str:
    """Return the id of the organization that a world simulates."""
    return _organization(world.randomness)


@lru_cache(256)
def _organization(randomness: Randomness) -> str:
    return randomness.uuid("revox:organization")


def account_user(world: World) -> Person:
    """Return the user as `created_by` shows it."""
    return Person(world.randomness.uuid("revox:user"), "alex.doe@example.com", "Alex", "Doe")


def current_user(world: World) -> User:
    """Return the user that owns the key."""
    person = account_user(world)
    user = User(person.id, person.email, person.first_name, person.last_name, organization_id=organization(world))
    changes = USERS.of(world).get(_ME)
    return user if changes is None else replace(user, **sent(changes))


def complete_onboarding(world: World, *, completed: bool) -> User:
    """Store whether the user has completed the onboarding, and return the user."""
    changes = sent(USERS.of(world).get(_ME) or _UserChanges())
    changes |= {"has_completed_onboarding": completed, "updated_at": show_milliseconds(world.now)}
    USERS.of(world).insert(_ME, _UserChanges(**changes))
    return current_user(world)
