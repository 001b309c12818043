"""The endpoints of assistants: decode, one change of a document, render. The table at the end lists them.

Sources: SDK 0.0.3 to 0.5.0 (`assistants`). `GET /assistants/{id}` alone answers without an envelope; a patch says
whom its new prompt variables leave behind.
"""

from mockserver.providers.base import Answer, Operation, Request, answer
from mockserver.providers.revox.assistants import (
    clone_assistant,
    create_assistant,
    delete_assistant,
    find_assistant,
    list_assistants,
    patch_assistant,
    shown,
    variables_of,
)
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


def create(world: World, request: Request) -> Answer:
    """`POST /assistants`: 200 `{"assistant": assistant}`."""
    body = decode(world, request, AssistantCreate)
    _check(world, body)
    return answer(AssistantReply(assistant=shown(create_assistant(world, body))))


def list_all(world: World, _request: Request) -> Answer:
    """`GET /assistants`: all but sub-assistants, in order of creation."""
    return answer(AssistantList(assistants=[shown(assistant) for assistant in list_assistants(world)]))


def retrieve(world: World, request: Request) -> Answer:
    """`GET /assistants/{id}`: the assistant itself, without an envelope."""
    return answer(shown(_find(world, request)))


def update(world: World, request: Request) -> Answer:
    """`PATCH /assistants/{id}`: change what is sent, be it nothing; later orders show it, earlier ones do not."""
    old = _find(world, request)
    body = decode(world, request, AssistantPatch)
    _check(world, body)
    new = patch_assistant(world, old, body)
    patched: PatchedAssistant = {"assistant": shown(new)}
    webhook = _unpatched(world, old, new)
    if webhook:
        patched["unpatchedCallsNotice"] = webhook
    return answer(patched)


def delete(world: World, request: Request) -> Answer:
    """`DELETE /assistants/{id}`: later orders cannot have it, earlier ones keep it."""
    delete_assistant(world, _find(world, request)["id"])
    return answer(Success(success=True))


def clone(world: World, request: Request) -> Answer:
    """`POST /assistants/{id}/clone`: a copy, FAQ included, named with ` (Copy)` behind."""
    return answer(AssistantReply(assistant=shown(clone_assistant(world, _find(world, request)))))


# -- pieces ----------------------------------------------------------------------------------------


def _find(world: World, request: Request) -> Document:
    return find_assistant(world, request.params["id"])


def _check(world: World, body: AssistantFields) -> None:
    check_assistant(world, body)
    check_owned(world, body.from_phone_number, "from_phone_number")


def _unpatched(world: World, old: Document, new: Document) -> UnpatchedCalls | None:
    """How many orders of the assistant have not ended and lack variables that only its new prompt asks for."""
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
        "POST", "/assistants", "assistants.create", create, body=AssistantCreate, reply=AssistantReply, makes=_ID
    ),
    Operation("GET", "/assistants", "assistants.list", list_all, reply=AssistantList),
    Operation("GET", "/assistants/{id}", "assistants.retrieve", retrieve, reply=AssistantShape),
    Operation("PATCH", "/assistants/{id}", "assistants.update", update, body=AssistantPatch, reply=PatchedAssistant),
    Operation("DELETE", "/assistants/{id}", "assistants.delete", delete, reply=Success),
    Operation("POST", "/assistants/{id}/clone", "assistants.clone", clone, reply=AssistantReply, makes=_ID),
)
