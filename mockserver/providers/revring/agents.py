"""Agents: the whole object with its defaults; stored, adopted and deleted ones.

Every key of the schema is always there, null where nothing is set (docs.revring.ai, api-reference/agents). A stored
agent is a value: a patch puts a new one in its place, so a call keeps what it was placed with. Defaults that the
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
MAX_TALK_SECONDS = 600  #: seconds

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
"""What an adopted agent can do besides, so that every scenario plays as it is written."""


# -- of a call -------------------------------------------------------------------------------------


def agent_for(world: World, agent_id: str) -> Document:
    """The agent of a new call; one that nobody created is adopted.

    Raises:
        Refusal: 404, it was deleted, or the profile is `strict` and there is none of that id; 400, it is disabled.
    """
    agent = referenced_agent(world, agent_id)
    if agent["status"] == "disabled" and not lenient(world):
        raise _refusal(400, DISABLED, f"Agent {agent_id!r} is disabled; set its status to 'active' to make calls.")
    return agent


def referenced_agent(world: World, agent_id: str) -> Document:
    """The agent that a body refers to; one that nobody created is adopted.

    Raises:
        Refusal: 404, it was deleted, or the profile is `strict` and there is none of that id.
    """
    return stored_agent(world, agent_id) or _adopt(world, agent_id)


def inbound_agent(world: World, agent_id: str | None, number: str) -> Document:
    """Who takes an inbound call: the agent named, else the one that owns the number, else the account's own.

    Raises:
        Refusal: what `agent_for` raises; 404, profile `strict` and nobody owns the number.
    """
    named = agent_id if agent_id is not None else owner_of(world, number)
    if named is not None:
        return agent_for(world, named)
    if strict(world):
        raise _refusal(404, CODES.no_call, f"No agent owns {number!r}; in profile 'strict' one must.")
    own = new_id(world, "agent:default")
    return stored_agent(world, own) or _insert(world, _new_agent(world, own, "Default agent", _ENABLED))


def owner_of(world: World, number: str) -> str | None:
    """The id of the agent that answers a number: as the option `phone_numbers` says, else as the agents themselves."""
    assigned: str | None = options_of(world, "revring").phone_numbers.get(number)
    if assigned is not None:
        return assigned
    owner = world.collection(COLLECTION).first(
        lambda agent: any(row["e164"] == number for row in agent.get("phoneNumbers") or ())
    )
    return None if owner is None else str(owner["id"])


def settings_of(world: World, agent_id: str | None) -> Document:
    """What is known of the agent of a call, deleted ones included; of one that nobody knows, nothing."""
    return stored_or_deleted(world, agent_id) or {}


def stored_or_deleted(world: World, agent_id: str | None) -> Document | None:
    """The agent of a call, be it stored or deleted, if there ever was one."""
    key = agent_id or ""
    return world.collection(COLLECTION).get(key) or world.collection(DELETED).get(key)


def _adopt(world: World, agent_id: str) -> Document:
    if not lenient(world) and (strict(world) or agent_id in world.collection(DELETED)):
        raise _refusal(404, CODES.no_call, f"There is no agent {agent_id!r}.")
    able = {**_ENABLED, "messagingConnectionId": new_id(world, "connection")}
    return _insert(world, _new_agent(world, agent_id, _default_name(agent_id), able))


def _refusal(status: int, code: str, message: str) -> Refusal:
    return Refusal(status, code, message, {"issues": [Issue(("agentId",), message).render()]})


# -- stored ones -----------------------------------------------------------------------------------


def stored_agent(world: World, agent_id: str) -> Document | None:
    """The stored agent of that id, if there is one; what a fixture leaves out is filled with the defaults."""
    found = world.collection(COLLECTION).get(agent_id)
    if found is None or found.keys() >= _KEYS:
        return found
    return _insert(world, {**_new_agent(world, agent_id, _default_name(agent_id), {}), **found})


def get_agent(world: World, agent_id: str) -> Document:
    """The agent that a path names; in profile `lenient` it is conjured if need be.

    Raises:
        Refusal: 404; there is none.
    """
    found = stored_agent(world, agent_id)
    if found is None and not lenient(world):
        raise not_found("agent", agent_id)
    return found or _adopt(world, agent_id)


def list_agents(world: World) -> list[Document]:
    """All agents, in order of creation."""
    return [agent for key in world.collection(COLLECTION).listed() if (agent := stored_agent(world, key))]


def create_agent(world: World, body: "AgentCreate") -> Document:
    """A new agent."""
    return _insert(world, _new_agent(world, _next_id(world), body.name, _with_names(sent_fields(body))))


def update_agent(world: World, old: Document, body: "AgentPatch") -> Document:
    """The agent with what the body names changed; calls that were placed with the old one keep what it made of them."""
    changes = _with_names(sent_fields(body))
    return _insert(world, {**old, **changes, "updatedAt": show_milliseconds(world.now)}) if changes else old


def delete_agent(world: World, agent: Document) -> None:
    """Remove an agent for good: it is not adopted again. In profile `lenient` nothing happens."""
    if not lenient(world):
        world.collection(COLLECTION).delete(agent["id"])
        world.collection(DELETED).insert(agent["id"], agent)


def duplicate_agent(world: World, original: Document) -> Document:
    """A copy with an id and a name of its own, without the numbers; so have its tools ids of their own."""
    at = show_milliseconds(world.now)
    name = f"{original['name'][: MAX_NAME - 7]} (Copy)"
    tools = [{**tool, "id": new_tool_id(world)} for tool in original["customTools"]]
    own = {"id": _next_id(world), "name": name, "phoneNumbers": [], "customTools": tools}
    return _insert(world, {**original, **own, "createdAt": at, "updatedAt": at})


def new_tool_id(world: World) -> str:
    """The id of the next custom tool."""
    return new_id(world, f"tool:{world.serial('revring.tool')}")


def set_tools(world: World, agent: Document, tools: list[Document]) -> None:
    """Give an agent these custom tools instead of those it has."""
    _insert(world, {**agent, "customTools": tools})


def _insert(world: World, document: Document) -> Document:
    return world.collection(COLLECTION).insert(document["id"], document)


def _next_id(world: World) -> str:
    return new_id(world, f"agent:{world.serial('revring.agent')}")


def _default_name(agent_id: str) -> str:
    return f"Agent {agent_id[:9]}"


def _new_agent(world: World, agent_id: str, name: str, given: dict[str, Any]) -> Document:
    """An agent with every key of the schema; what is not given has its default."""
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
    """What was sent, as it is stored: with the names of the trunk and the folder, which the dashboard gives."""
    made = dict(given)
    if "sipTrunkId" in made:
        trunk = made["sipTrunkId"]
        made["sipTrunk"] = None if trunk is None else {"friendlyName": f"Trunk {trunk[:9]}"}
    if "folderId" in made:
        folder = made["folderId"]
        made["folder"] = None if folder is None else {"id": folder, "name": f"Folder {folder[:9]}", "color": None}
    return made


# -- shown -----------------------------------------------------------------------------------------


def render_agent(world: World, agent: Document) -> AgentShape:
    """An agent as JSON-ready values, with the numbers that it answers."""
    own = {row["e164"] for row in agent["phoneNumbers"]}
    assigned: dict[str, str] = options_of(world, "revring").phone_numbers
    numbers = [number for number, owner in assigned.items() if owner == agent["id"] and number not in own]
    kept = [row for row in agent["phoneNumbers"] if assigned.get(row["e164"], agent["id"]) == agent["id"]]
    return cast(
        "AgentShape", {**agent, "phoneNumbers": [*kept, *(_render_number(world, agent, one) for one in numbers)]}
    )


def render_batch_agent(world: World, agent: Document, *, minimal: bool) -> BatchAgentShape:
    """An agent as a batch shows it; `minimal` leaves out what is bulky."""
    shown = render_agent(world, agent)
    return cast("BatchAgentShape", {key: value for key, value in shown.items() if not (minimal and key in BULKY)})


def _render_number(world: World, agent: Document, number: str) -> NumberShape:
    at = agent["createdAt"]
    return {"id": new_id(world, f"number:{number}"), "e164": number, "createdAt": at, "updatedAt": at}
