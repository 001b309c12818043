"""The endpoints of assistants: decode, change one document, render. The table at the end lists them.

Sources: SDK 0.0.3 to 0.5.0 (`assistants`). Only `GET /assistants/{id}` responds without an envelope. The response to a
patch reports open orders that lack the new prompt's variables.
"""

from mockserver.providers.base import Answer, Operation, Request, answer
from mockserver.providers.revox import assistants
from mockserver.providers.revox.assistants import render_assistant, variables_of
from mockserver.providers.revox.bodies import AssistantCreate, AssistantFields, AssistantPatch
from mockserver.providers.revox.checks import check_assistant, decode
from mockserver.providers.revox.phone_numbers import check_owned
from mockserver.providers.revox.shapes.assistants import (
    AssistantList,
    AssistantReply,
    AssistantShape,
    PatchedAssistant,
    UnpatchedCalls,
)
from mockserver.providers.revox.shapes.basics import Success
from mockserver.world.documents import Document
from mockserver.world.world import World


def create_assistant(world: World, request: Request) -> Answer:
    """`POST /assistants`: 200 `{"assistant": assistant}`."""
    body = decode(world, request, AssistantCreate)
    _check(world, body)
    return answer(AssistantReply(assistant=render_assistant(assistants.create_assistant(world, body))))


def list_assistants(world: World, _request: Request) -> Answer:
    """`GET /assistants`: all but sub-assistants, in order of creation."""
    return answer(
        AssistantList(assistants=[render_assistant(assistant) for assistant in assistants.list_assistants(world)])
    )


def get_assistant(world: World, request: Request) -> Answer:
    """`GET /assistants/{id}`: the assistant, without an envelope."""
    return answer(render_assistant(_find(world, request)))


def update_assistant(world: World, request: Request) -> Answer:
    """`PATCH /assistants/{id}`: change the sent fields, if any. Later orders get the changes, earlier ones do not."""
    old = _find(world, request)
    body = decode(world, request, AssistantPatch)
    _check(world, body)
    new = assistants.update_assistant(world, old, body)
    patched: PatchedAssistant = {"assistant": render_assistant(new)}
    unpatched = _unpatched(world, old, new)
    if unpatched:
        patched["unpatchedCallsNotice"] = unpatched
    return answer(patched)


def delete_assistant(world: World, request: Request) -> Answer:
    """`DELETE /assistants/{id}`: later orders cannot use it, earlier ones keep it."""
    assistants.delete_assistant(world, _find(world, request)["id"])
    return answer(Success(success=True))


def clone_assistant(world: World, request: Request) -> Answer:
    """`POST /assistants/{id}/clone`: a copy with the FAQ; ` (Copy)` is appended to the name."""
    return answer(AssistantReply(assistant=render_assistant(assistants.clone_assistant(world, _find(world, request)))))


# -- helpers ---------------------------------------------------------------------------------------


def _find(world: World, request: Request) -> Document:
    return assistants.get_assistant(world, request.params["id"])


def _check(world: World, body: AssistantFields) -> None:
    check_assistant(world, body)
    check_owned(world, body.from_phone_number, "from_phone_number")


def _unpatched(world: World, old: Document, new: Document) -> UnpatchedCalls | None:
    """Return how many open orders of the assistant lack variables that only its new prompt has, and which."""
    added = variables_of(new["prompt"]) - variables_of(old["prompt"])
    if not added:
        return None
    open_calls = (call for call in world.calls_of("revox") if call.agent == new["id"] and not call.closed)
    lacking = [added - set(call.details.get("prompt_variables") or ()) for call in open_calls]
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
    Operation("GET", "/assistants/{id}", "assistants.retrieve", get_assistant, reply=AssistantShape),
    Operation(
        "PATCH", "/assistants/{id}", "assistants.update", update_assistant, body=AssistantPatch, reply=PatchedAssistant
    ),
    Operation("DELETE", "/assistants/{id}", "assistants.delete", delete_assistant, reply=Success),
    Operation("POST", "/assistants/{id}/clone", "assistants.clone", clone_assistant, reply=AssistantReply, makes=_ID),
)
