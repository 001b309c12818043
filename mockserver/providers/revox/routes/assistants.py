"""The endpoints of assistants: decode, change one resource, render. The table at the end lists them.

Sources: SDK 0.0.3 to 0.5.0 (`assistants`). Only `GET /assistants/{id}` responds without an envelope. The response to a
patch reports open orders that lack the new prompt's variables.
"""

from typing import Any, NotRequired, TypedDict

from msgspec import Struct

from mockserver.providers.base import Answer, Operation, Request, answer
from mockserver.providers.derived import create_body, patch_body
from mockserver.providers.revox.assistants import (
    ASSISTANTS,
    Assistant,
    normalized,
    variables_of,
    with_faq_ids,
)
from mockserver.providers.revox.assistants import clone_assistant as clone
from mockserver.providers.revox.checks import check_assistant, decode
from mockserver.providers.revox.details import details_of
from mockserver.providers.revox.fields import Count
from mockserver.providers.revox.phone_numbers import check_owned
from mockserver.providers.revox.shapes.basics import Success
from mockserver.providers.revox.users import account_user
from mockserver.world.world import World

AssistantCreate = create_body(Assistant, "AssistantCreate", "`POST /assistants`.")
AssistantPatch = patch_body(Assistant, "AssistantPatch", "`PATCH /assistants/{id}`: any of the fields, or none.")


class AssistantReply(TypedDict):
    """One assistant in its envelope (create, clone)."""

    assistant: Assistant


class UnpatchedCalls(TypedDict):
    """How many open orders lack variables that only the new prompt has, and which."""

    count: Count
    variables: list[str]


class PatchedAssistant(TypedDict):
    """The response to a patch."""

    assistant: Assistant
    unpatchedCallsNotice: NotRequired[UnpatchedCalls]


class AssistantList(TypedDict):
    """All assistants but sub-assistants, in order of creation."""

    assistants: list[Assistant]


def create_assistant(world: World, request: Request) -> Answer:
    """`POST /assistants`: 200 `{"assistant": assistant}`."""
    given = {**_fields(world, request, AssistantCreate), "created_by": account_user(world)}
    return answer(AssistantReply(assistant=ASSISTANTS.create(world, with_faq_ids(world, given))))


def list_assistants(world: World, _request: Request) -> Answer:
    """`GET /assistants`: all but sub-assistants, in order of creation."""
    return answer(
        AssistantList(assistants=[known for known in ASSISTANTS.listed(world) if known.type != "sub-assistant"])
    )


def get_assistant(world: World, request: Request) -> Answer:
    """`GET /assistants/{id}`: the assistant, without an envelope."""
    return answer(_find(world, request))


def update_assistant(world: World, request: Request) -> Answer:
    """`PATCH /assistants/{id}`: change the sent fields, if any. Later orders get the changes, earlier ones do not."""
    old = _find(world, request)
    new = ASSISTANTS.update(world, old, with_faq_ids(world, _fields(world, request, AssistantPatch)))
    patched: PatchedAssistant = {"assistant": new}
    unpatched = _unpatched(world, old, new)
    if unpatched:
        patched["unpatchedCallsNotice"] = unpatched
    return answer(patched)


def delete_assistant(world: World, request: Request) -> Answer:
    """`DELETE /assistants/{id}`: later orders cannot use it, earlier ones keep it."""
    ASSISTANTS.delete(world, _find(world, request))
    return answer(Success(success=True))


def clone_assistant(world: World, request: Request) -> Answer:
    """`POST /assistants/{id}/clone`: a copy with the FAQ; ` (Copy)` is appended to the name."""
    return answer(AssistantReply(assistant=clone(world, _find(world, request))))


# -- helpers ---------------------------------------------------------------------------------------


def _find(world: World, request: Request) -> Assistant:
    return ASSISTANTS.get(world, request.params["id"])


def _fields(world: World, request: Request, kind: type[Struct]) -> dict[str, Any]:
    """Return the valid fields that a request sends."""
    body = decode(world, request, kind)
    check_assistant(world, body)
    given = normalized(body)
    check_owned(world, given.get("from_phone_number"), "from_phone_number")
    return given


def _unpatched(world: World, old: Assistant, new: Assistant) -> UnpatchedCalls | None:
    """Return how many open orders of the assistant lack variables that only its new prompt has, and which."""
    added = variables_of(new.prompt) - variables_of(old.prompt)
    if not added:
        return None
    open_calls = (call for call in world.calls_of("revox") if call.agent == new.id and not call.closed)
    lacking = [added - set(details_of(call).prompt_variables or ()) for call in open_calls]
    behind = [names for names in lacking if names]
    return {"count": len(behind), "variables": sorted(set().union(*behind))} if behind else None


_ID = "/assistant/id"
OPERATIONS = (
    Operation(
        "POST",
        "/assistants",
        "assistants.create",
        create_assistant,
        body=AssistantCreate,
        reply=AssistantReply,
        makes=_ID,
    ),
    Operation("GET", "/assistants", "assistants.list", list_assistants, reply=AssistantList),
    Operation("GET", "/assistants/{id}", "assistants.retrieve", get_assistant, reply=Assistant),
    Operation(
        "PATCH", "/assistants/{id}", "assistants.update", update_assistant, body=AssistantPatch, reply=PatchedAssistant
    ),
    Operation("DELETE", "/assistants/{id}", "assistants.delete", delete_assistant, reply=Success),
    Operation("POST", "/assistants/{id}/clone", "assistants.clone", clone_assistant, reply=AssistantReply, makes=_ID),
)
