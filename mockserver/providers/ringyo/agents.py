"""Agents: created with the documented defaults, stored, adopted when first named, updated, deleted.

Each agent is a document as agents/get shows it (collection `ringyo.agents`). `stats` of a fixture count what happened
before the world began. An agent that a call names is adopted, unless it was deleted or the profile is `strict`.
Choices: README.md.
"""

from collections.abc import Mapping
from typing import Any

from mockserver.calls.events import Phase
from mockserver.providers.base import Refusal, lenient, strict
from mockserver.providers.ringyo.listing import ListPage, page_of_documents
from mockserver.providers.ringyo.options import ringyo_options
from mockserver.providers.ringyo.phone_numbers import unassign
from mockserver.providers.ringyo.queries import AgentsQuery
from mockserver.simulation.durations import show_seconds
from mockserver.world.documents import Document
from mockserver.world.world import World

COLLECTION = "ringyo.agents"
DELETED = "ringyo.deleted_agents"
_DEFAULTS: Document = {
    "name": "Agent",
    "system_prompt": "You are a helpful assistant on the phone.",
    "voice_id": "sarah-professional",
    "first_message": None,
    "language": "en-US",
    "model": "gpt-4o",
    "temperature": 0.7,
    "max_tokens": 150,
    "interruption_threshold": 0.5,
    "end_call_phrases": [],
    "status": "active",
    "metadata": {},
}
_COMPLETE_KEYS = _DEFAULTS.keys() | {"id", "created_at", "updated_at"}


def agent_for(world: World, agent_id: str) -> str:
    """Return the id of the agent that a call names. An agent that nobody created is adopted.

    Raises:
        Refusal: 404 `agent_not_found`: deleted, unknown in profile `strict`, or inactive and that is not allowed.
    """
    agent = _stored_agent(world, agent_id) or _adopt(world, agent_id, referred=True)
    if agent["status"] == "inactive" and not ringyo_options(world).inactive_agents:
        raise Refusal(404, "agent_not_found", f"The agent {agent_id!r} is inactive.", {"agent_id": agent_id})
    return agent_id


def first_agent(world: World) -> str:
    """Return the id of the first active agent; `agent_default` if there is none."""
    agents = (_complete(world, key, row) for key, row in world.collection(COLLECTION).listed().items())
    return next((str(agent["id"]) for agent in agents if agent["status"] == "active"), "agent_default")


def get_agent(world: World, agent_id: str) -> Document:
    """Return the agent that a path names. In profile `lenient`, create a missing one.

    Raises:
        Refusal: 404 `agent_not_found`.
    """
    return _stored_agent(world, agent_id) or _adopt(world, agent_id, referred=False)


def list_agents(world: World, query: AgentsQuery) -> ListPage[Document]:
    """Return the requested page of agents.

    Raises:
        Refusal: 400 `invalid_cursor`.
    """
    text = query.search.casefold()

    def fits(agent: Document) -> bool:
        return query.status in ("", agent["status"]) and text in agent["name"].casefold()

    known = [_complete(world, key, row) for key, row in world.collection(COLLECTION).listed().items()]
    return page_of_documents(world, query, known, fits, descending=query.order != "asc")


def create_agent(world: World, given: Mapping[str, Any]) -> Document:
    """Create an agent, which is active. Missing fields have their defaults.

    Raises:
        Refusal: 403 `agent_limit_reached`.
    """
    options = ringyo_options(world)
    limit, count = options.agent_limit, len(world.collection(COLLECTION))
    if limit is not None and count >= limit:
        message = f"The plan allows {limit} agents, and there are {count}. Delete one first."
        raise Refusal(403, "agent_limit_reached", message, {"limit": limit})
    number = world.serial("ringyo.agent")
    agent_id = "agent_" + world.randomness.letters(f"ringyo:agent:{number}", 12)
    return _insert(world, agent_id, given)


def update_agent(world: World, agent: Document, changes: Mapping[str, Any]) -> Document:
    """Update an agent with the given fields. Calls in progress continue."""
    changed = {**agent, **changes, "updated_at": show_seconds(world.now)}
    return world.collection(COLLECTION).insert(agent["id"], changed)


def delete_agent(world: World, agent: Document) -> None:
    """Delete an agent permanently, also from the numbers that it answers. Profile `lenient` deletes nothing.

    Raises:
        Refusal: 409 `agent_in_use`: one of its calls has not ended.
    """
    agent_id = agent["id"]
    its_calls = (call for call in world.calls_of("ringyo") if call.agent == agent_id)
    busy = [call.id for call in its_calls if call.view().phase is not Phase.ENDED]
    if busy and not ringyo_options(world).delete_busy_agents:
        message = f"The agent {agent_id!r} has active calls: {len(busy)}. Wait until they have ended."
        raise Refusal(409, "agent_in_use", message, {"calls": busy[:10]})
    if not lenient(world):
        world.collection(COLLECTION).delete(agent_id)
        world.collection(DELETED).insert(agent_id, {"id": agent_id})
        unassign(world, agent_id)


def _stored_agent(world: World, agent_id: str) -> Document | None:
    found = world.collection(COLLECTION).get(agent_id)
    return None if found is None else _complete(world, agent_id, found)


def _complete(world: World, agent_id: str, agent: Document) -> Document:
    """Return a stored agent. Fields that a fixture leaves out get their defaults."""
    if agent.keys() >= _COMPLETE_KEYS:
        return agent
    return _insert(world, agent_id, agent)


def _adopt(world: World, agent_id: str, *, referred: bool) -> Document:
    """Create an agent with that id. `referred`: a call names it, so profile `standard` adopts it unless it was deleted.
    Profile `lenient` always creates it."""
    adopts = lenient(world) or (referred and not strict(world) and agent_id not in world.collection(DELETED))
    if not adopts:
        message = f"There is no agent {agent_id!r}; GET /v1/agents lists them."
        raise Refusal(404, "agent_not_found", message, {"agent_id": agent_id})
    return _insert(world, agent_id, {"name": f"Agent {agent_id.removeprefix('agent_')}"})


def _insert(world: World, agent_id: str, given: Mapping[str, Any]) -> Document:
    at = show_seconds(world.now)
    times = {"created_at": at, "updated_at": given.get("created_at", at)}
    return world.collection(COLLECTION).insert(agent_id, {"id": agent_id, **_DEFAULTS, **times, **given})
