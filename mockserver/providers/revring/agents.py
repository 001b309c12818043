"""Agents as far as calls need them: the whole object with its defaults, and adopting those that nobody created.

Every key of the schema is always there, null where nothing is set (docs.revring.ai, api-reference/agents). Defaults
that the provider does not document are choices; see README.md.
"""

from typing import Any

from mockserver.documents import Document
from mockserver.durations import show_milliseconds
from mockserver.providers.base import Refusal, options_of, strict
from mockserver.providers.revring.errors import CODES, DISABLED, Issue
from mockserver.world import World

COLLECTION = "revring.agents"
LONGEST_TALK = 600  #: seconds

_BLANK: Document = {
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
    "maxConversationDurationSeconds": LONGEST_TALK,
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


def new_id(world: World, purpose: str) -> str:
    """An id in the shape that the option `id_style` asks for; `purpose` (`call:17`) names its chance."""
    if options_of(world, "revring").id_style == "uuid":
        return world.draws.uuid(f"revring:{purpose}")
    return f"c{world.draws.letters(f'revring:{purpose}', 24)}"


def organization(world: World) -> str:
    """The id of the account that a world stands for."""
    return new_id(world, "organization")


def agent_for(world: World, agent_id: str) -> Document:
    """The agent of a new call; one that nobody created is adopted.

    Raises:
        Refusal: 404, profile `strict` and there is no agent of that id; 400, the agent is disabled.
    """
    agent = world.collection(COLLECTION).get(agent_id) or _adopt(world, agent_id)
    if agent.get("status") == "disabled":
        raise _refusal(400, DISABLED, f"Agent {agent_id!r} is disabled; set its status to 'active' to make calls.")
    return agent


def inbound_agent(world: World, agent_id: str | None) -> Document:
    """The agent that takes an inbound call: the one named, else the account's own. Raises what `agent_for` does."""
    if agent_id is not None:
        return agent_for(world, agent_id)
    own = new_id(world, "agent:default")
    return world.collection(COLLECTION).get(own) or _insert(world, own, "Default agent")


def _adopt(world: World, agent_id: str) -> Document:
    if strict(world):
        raise _refusal(404, CODES.no_call, f"There is no agent {agent_id!r}; in profile 'strict' it must exist.")
    return _insert(world, agent_id, f"Agent {agent_id[:9]}")


def _insert(world: World, agent_id: str, name: str) -> Document:
    at = show_milliseconds(world.now)
    own: dict[str, Any] = {"id": agent_id, "name": name, "promptTemplate": "You are a helpful agent."}
    return world.collection(COLLECTION).insert(agent_id, {**_BLANK, **own, "createdAt": at, "updatedAt": at})


def _refusal(status: int, code: str, message: str) -> Refusal:
    return Refusal(status, code, message, {"issues": [Issue(("agentId",), message).shown()]})
