"""Agents: the full object with its defaults, and the agents that a world stores, adopts and deletes.

Every key of the schema is always present, with null for what is not set (docs.revring.ai, api-reference/agents). A
stored agent is a value: an update replaces it, so a call keeps the settings it was placed with. Defaults that the
provider does not document are choices; see README.md.
"""

from typing import TYPE_CHECKING, Any, cast

from mockserver.providers.base import Refusal, lenient, options_of, strict
from mockserver.providers.revring.bodies import sent_fields
from mockserver.providers.revring.errors import CODES, DISABLED, Issue, not_found
from mockserver.providers.revring.ids import new_id
from mockserver.providers.revring.shapes.agents import AgentShape, BatchAgentShape, NumberShape
from mockserver.simulation.durations import show_milliseconds
from mockserver.world.documents import Document
from mockserver.world.world import World

if TYPE_CHECKING:
    from mockserver.providers.revring.agent_bodies import AgentCreate, AgentPatch

COLLECTION = "revring.agents"
DELETED = "revring.deleted_agents"
BULKY = ("defaultVariables", "runtimeConfig", "flowDefinition", "testVariables", "customTools")
MAX_NAME = 128
DEFAULT_PROMPT = "You are a helpful agent."
MAX_TALK_SECONDS = 600

_DEFAULTS: Document = {
    "id": "",
    "name": "",
    "status": "active",
    "promptTemplate": "",
    "createdAt": None,
    "updatedAt": None,
    "sipTrunkId": None,
    "sipTrunk": None,
    "folderId": None,
    "folder": None,
    "defaultVariables": None,
    "firstMessage": None,
    "turnTimeoutSeconds": 7,
    "silenceEndCallTimeoutSeconds": -1,
    "maxConversationDurationSeconds": MAX_TALK_SECONDS,
    "llmTemperature": 0.5,
    "timezone": None,
    "language": "en",
    "preCallWebhookUrl": None,
    "postCallWebhookUrl": None,
    "endCallEnabled": True,
    "endCallRulesOverride": None,
    "transferEnabled": False,
    "transferRoutes": None,
    "transferDescriptionOverride": None,
    "voicemailEnabled": False,
    "voicemailAction": "hangup",
    "voicemailMessage": None,
    "voiceId": None,
    "voiceTemperature": 1,
    "voiceSpeed": 1,
    "runtimeConfig": None,
    "mode": "single_prompt",
    "flowDefinition": None,
    "testVariables": None,
    "llmReasoningEffort": None,
    "disableInterruptions": None,
    "interruptionThresholdMs": None,
    "transferMode": None,
    "warmTransferConfig": None,
    "playKeypadTouchToneEnabled": None,
    "playKeypadTouchToneDescriptionOverride": None,
    "knowledgeBaseRetrievalMode": None,
    "knowledgeBaseChunks": None,
    "knowledgeBaseSimilarityThreshold": None,
    "messagingConnectionId": None,
    "messagingConfig": None,
    "phoneNumbers": [],
    "customTools": [],
}
_KEYS = frozenset(_DEFAULTS)
_ENABLED: Document = {"voicemailEnabled": True, "transferEnabled": True}
"""Extra features of an adopted agent, so that every scenario runs as written."""


# -- for calls -------------------------------------------------------------------------------------


def agent_for(world: World, agent_id: str) -> Document:
    """Return the agent of a new call. An agent that nobody created is adopted.

    Raises:
        Refusal: 404, it was deleted, or it does not exist and the profile is `strict`; 400, it is disabled.
    """
    agent = referenced_agent(world, agent_id)
    if agent["status"] == "disabled" and not lenient(world):
        raise _refusal(400, DISABLED, f"Agent {agent_id!r} is disabled; set its status to 'active' to make calls.")
    return agent


def referenced_agent(world: World, agent_id: str) -> Document:
    """Return the agent that a request body names. An agent that nobody created is adopted.

    Raises:
        Refusal: 404, it was deleted, or it does not exist and the profile is `strict`.
    """
    return stored_agent(world, agent_id) or _adopt(world, agent_id)


def inbound_agent(world: World, agent_id: str | None, number: str) -> Document:
    """Return the agent of an inbound call: the one named, else the number's owner, else the account's default agent.

    Raises:
        Refusal: what `agent_for` raises; 404, no agent owns the number and the profile is `strict`.
    """
    named = agent_id if agent_id is not None else owner_of(world, number)
    if named is not None:
        return agent_for(world, named)
    if strict(world):
        message = f"No agent owns {number!r}, which profile 'strict' requires. Assign it with the option phone_numbers."
        raise _refusal(404, CODES.no_call, message)
    own = new_id(world, "agent:default")
    return stored_agent(world, own) or _insert(world, _new_agent(world, own, "Default agent", _ENABLED))


def owner_of(world: World, number: str) -> str | None:
    """Return the id of the agent that answers a number; the option `phone_numbers` overrides the agents'
    own numbers."""
    assigned: str | None = options_of(world, "revring").phone_numbers.get(number)
    if assigned is not None:
        return assigned
    owner = world.collection(COLLECTION).first(
        lambda agent: any(row["e164"] == number for row in agent.get("phoneNumbers") or ())
    )
    return None if owner is None else str(owner["id"])


def settings_of(world: World, agent_id: str | None) -> Document:
    """Return the agent of a call, even a deleted one; an empty document if there never was one."""
    return stored_or_deleted(world, agent_id) or {}


def stored_or_deleted(world: World, agent_id: str | None) -> Document | None:
    """Return the agent of a call, stored or deleted; None if there never was one."""
    key = agent_id or ""
    return world.collection(COLLECTION).get(key) or world.collection(DELETED).get(key)


def _adopt(world: World, agent_id: str) -> Document:
    if not lenient(world) and (strict(world) or agent_id in world.collection(DELETED)):
        raise _refusal(404, CODES.no_call, f"There is no agent {agent_id!r}.")
    able = {**_ENABLED, "messagingConnectionId": new_id(world, "connection")}
    return _insert(world, _new_agent(world, agent_id, _default_name(agent_id), able))


def _refusal(status: int, code: str, message: str) -> Refusal:
    return Refusal(status, code, message, {"issues": [Issue(("agentId",), message).render()]})


# -- stored agents ---------------------------------------------------------------------------------


def stored_agent(world: World, agent_id: str) -> Document | None:
    """Return the stored agent with that id, or None. Fields that a fixture leaves out get their defaults."""
    found = world.collection(COLLECTION).get(agent_id)
    if found is None or found.keys() >= _KEYS:
        return found
    return _insert(world, {**_new_agent(world, agent_id, _default_name(agent_id), {}), **found})


def get_agent(world: World, agent_id: str) -> Document:
    """Return the agent that a path names. In profile `lenient`, create a missing one.

    Raises:
        Refusal: 404; it does not exist.
    """
    found = stored_agent(world, agent_id)
    if found is None and not lenient(world):
        raise not_found("agent", agent_id)
    return found or _adopt(world, agent_id)


def list_agents(world: World) -> list[Document]:
    """Return all agents, in order of creation."""
    return [agent for key in world.collection(COLLECTION).listed() if (agent := stored_agent(world, key))]


def create_agent(world: World, body: "AgentCreate") -> Document:
    """Create an agent."""
    return _insert(world, _new_agent(world, _next_id(world), body.name, _with_names(sent_fields(body))))


def update_agent(world: World, old: Document, body: "AgentPatch") -> Document:
    """Update an agent with the fields of the body. Calls that were already placed keep the old settings."""
    changes = _with_names(sent_fields(body))
    return _insert(world, {**old, **changes, "updatedAt": show_milliseconds(world.now)}) if changes else old


def delete_agent(world: World, agent: Document) -> None:
    """Delete an agent permanently; it is not adopted again. Profile `lenient` deletes nothing."""
    if not lenient(world):
        world.collection(COLLECTION).delete(agent["id"])
        world.collection(DELETED).insert(agent["id"], agent)


def duplicate_agent(world: World, original: Document) -> Document:
    """Copy an agent. The copy and its tools have their own ids, and the copy has its own name and no numbers."""
    at = show_milliseconds(world.now)
    name = f"{original['name'][: MAX_NAME - 7]} (Copy)"
    tools = [{**tool, "id": new_tool_id(world)} for tool in original["customTools"]]
    own = {"id": _next_id(world), "name": name, "phoneNumbers": [], "customTools": tools}
    return _insert(world, {**original, **own, "createdAt": at, "updatedAt": at})


def new_tool_id(world: World) -> str:
    """Return the id of the next custom tool."""
    return new_id(world, f"tool:{world.serial('revring.tool')}")


def set_tools(world: World, agent: Document, tools: list[Document]) -> None:
    """Replace an agent's custom tools."""
    _insert(world, {**agent, "customTools": tools})


def _insert(world: World, document: Document) -> Document:
    return world.collection(COLLECTION).insert(document["id"], document)


def _next_id(world: World) -> str:
    return new_id(world, f"agent:{world.serial('revring.agent')}")


def _default_name(agent_id: str) -> str:
    return f"Agent {agent_id[:9]}"


def _new_agent(world: World, agent_id: str, name: str, given: dict[str, Any]) -> Document:
    """Return an agent with every key of the schema. Missing fields have their defaults."""
    at = show_milliseconds(world.now)
    return {
        **_DEFAULTS,
        "promptTemplate": DEFAULT_PROMPT,
        **given,
        "id": agent_id,
        "name": name,
        "createdAt": at,
        "updatedAt": at,
    }


def _with_names(given: dict[str, Any]) -> dict[str, Any]:
    """Return the sent fields with names for the trunk and the folder. With RevRing, these names come from the
    dashboard."""
    fields = dict(given)
    if "sipTrunkId" in fields:
        trunk = fields["sipTrunkId"]
        fields["sipTrunk"] = None if trunk is None else {"friendlyName": f"Trunk {trunk[:9]}"}
    if "folderId" in fields:
        folder = fields["folderId"]
        fields["folder"] = None if folder is None else {"id": folder, "name": f"Folder {folder[:9]}", "color": None}
    return fields


# -- rendered --------------------------------------------------------------------------------------


def render_agent(world: World, agent: Document) -> AgentShape:
    """Return an agent as JSON values, with the numbers that it answers."""
    own = {row["e164"] for row in agent["phoneNumbers"]}
    assigned: dict[str, str] = options_of(world, "revring").phone_numbers
    numbers = [number for number, owner in assigned.items() if owner == agent["id"] and number not in own]
    own_rows = [row for row in agent["phoneNumbers"] if assigned.get(row["e164"], agent["id"]) == agent["id"]]
    return cast(
        "AgentShape", {**agent, "phoneNumbers": [*own_rows, *(_render_number(world, agent, one) for one in numbers)]}
    )


def render_batch_agent(world: World, agent: Document, *, minimal: bool) -> BatchAgentShape:
    """Return an agent as a batch shows it; `minimal` leaves out the large fields."""
    rendered = render_agent(world, agent)
    return cast("BatchAgentShape", {key: value for key, value in rendered.items() if not (minimal and key in BULKY)})


def _render_number(world: World, agent: Document, number: str) -> NumberShape:
    at = agent["createdAt"]
    return {"id": new_id(world, f"number:{number}"), "e164": number, "createdAt": at, "updatedAt": at}
