"""The endpoints of the user to whom the API key belongs. The table at the end lists them.

Sources: SDK 0.0.3 to 0.5.0 (`users`); only 0.0.3 to 0.2.0 have an update, of the onboarding flag.
"""

from msgspec import UNSET, Struct, UnsetType

from mockserver.providers.base import Answer, Operation, Request, answer, merge
from mockserver.providers.revox.assistants import organization
from mockserver.providers.revox.checks import decode
from mockserver.providers.revox.shapes.accounts import UserReply, UserShape
from mockserver.providers.revox.users import COLLECTION, SINCE, account_user
from mockserver.simulation.durations import show_milliseconds
from mockserver.world.world import World

_ME = "me"


class UserPatch(Struct):
    """`PATCH /users/me`."""

    has_completed_onboarding: bool | UnsetType = UNSET


def get_user(world: World, _request: Request) -> Answer:
    """`GET /users/me`: the user that owns the key."""
    return answer(UserReply(user=_me(world)))


def update_user(world: World, request: Request) -> Answer:
    """`PATCH /users/me`: set whether onboarding is completed."""
    body, user = decode(world, request, UserPatch), _me(world)
    if body.has_completed_onboarding is not UNSET:
        user["has_completed_onboarding"] = body.has_completed_onboarding
        user["updated_at"] = show_milliseconds(world.now)
        world.collection(COLLECTION).insert(_ME, dict(user))
    return answer(UserReply(user=user))


def _me(world: World) -> UserShape:
    user: UserShape = {
        **account_user(world),
        "created_at": SINCE,
        "has_completed_onboarding": True,
        "organization_id": organization(world),
        "updated_at": SINCE,
        "organization_country": "US",
    }
    return merge(user, world.collection(COLLECTION).get(_ME))


OPERATIONS = (
    Operation("GET", "/users/me", "users.retrieve", get_user, reply=UserReply),
    Operation("PATCH", "/users/me", "users.me.update", update_user, body=UserPatch, reply=UserReply),
)
