"""The endpoints of the user to whom the API key belongs. The table at the end lists them.

Sources: SDK 0.0.3 to 0.5.0 (`users`); only 0.0.3 to 0.2.0 have an update, of the onboarding flag.
"""

from typing import TypedDict

from msgspec import UNSET, Struct, UnsetType

from mockserver.providers.base import Answer, Operation, Request, answer
from mockserver.providers.revox.checks import decode
from mockserver.providers.revox.users import User, complete_onboarding, current_user
from mockserver.world.world import World


class UserReply(TypedDict):
    """The user in its envelope."""

    user: User


class UserPatch(Struct):
    """`PATCH /users/me`."""

    has_completed_onboarding: bool | UnsetType = UNSET


def get_user(world: World, _request: Request) -> Answer:
    """`GET /users/me`: the user that owns the key."""
    return answer(UserReply(user=current_user(world)))


def update_user(world: World, request: Request) -> Answer:
    """`PATCH /users/me`: set whether onboarding is completed."""
    body = decode(world, request, UserPatch)
    if body.has_completed_onboarding is UNSET:
        return get_user(world, request)
    return answer(UserReply(user=complete_onboarding(world, completed=body.has_completed_onboarding)))


OPERATIONS = (
    Operation("GET", "/users/me", "users.retrieve", get_user, reply=UserReply),
    Operation("PATCH", "/users/me", "users.me.update", update_user, body=UserPatch, reply=UserReply),
)
