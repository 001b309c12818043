"""Agents: made with the documented defaults, stored, adopted on first sight, changed, deleted.

Each is a document as agents/get shows it (collection `ringyo.agents`); `stats` of a fixture are what came before the
world began. What a call refers to is adopted, unless it was deleted or the profile is `strict`. Choices: README.md.
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
    """The id of the agent that a call names, made sure to exist.

    Raises:
        Refusal: 404 `agent_not_found`: deleted, unknown in profile `strict`, or inactive where that is not allowed.
    """
    agent = _stored_agent(world, agent_id) or _adopt(world, agent_id, referred=True)
    if agent["status"] == "inactive" and not ringyo_options(world).inactive_agents:
        raise Refusal(404, "agent_not_found", f"The agent {agent_id!r} is inactive.", {"agent_id": agent_id})
    return agent_id


def first_agent(world: World) -> str:
    """The id of the first active agent; `agent_default` where there is none."""
    agents = (_complete(world, key, row) for key, row in world.collection(COLLECTION).listed().items())
    return next((str(agent["id"]) for agent in agents if agent["status"] == "active"), "agent_default")


def get_agent(world: World, agent_id: str) -> Document:
    """The agent that a path names; in profile `lenient` it is conjured if need be.

    Raises:
        Refusal: 404 `agent_not_found`.
    """
    return _stored_agent(world, agent_id) or _adopt(world, agent_id, referred=False)


def list_agents(world: World, query: AgentsQuery) -> ListPage[Document]:
    """The page of agents that a query asks for.

    Raises:
        Refusal: 400 `invalid_cursor`.
    """
    wanted = query.search.casefold()

    def fits(agent: Document) -> bool:
        return query.status in ("", agent["status"]) and wanted in agent["name"].casefold()

    known = [_complete(world, key, row) for key, row in world.collection(COLLECTION).listed().items()]
    return page_of_documents(world, query, known, fits, descending=query.order != "asc")


def create_agent(world: World, given: Mapping[str, Any]) -> Document:
    """A new agent, active, with what is given and the defaults of what is not.

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
    """The agent with what is named changed; calls that are under way keep talking."""
    changed = {**agent, **changes, "updated_at": show_seconds(world.now)}
    return world.collection(COLLECTION).insert(agent["id"], changed)


def delete_agent(world: World, agent: Document) -> None:
    """Remove an agent for good, also from the numbers that it answers. In profile `lenient` nothing happens.

    Raises:
        Refusal: 409 `agent_in_use`: one of its calls has not ended.
    """
    agent_id = agent["id"]
    own = (call for call in world.calls_of("ringyo") if call.agent == agent_id)
    busy = [call.id for call in own if call.view().phase is not Phase.ENDED]
    if busy and not ringyo_options(world).delete_busy_agents:
        message = f"The agent {agent_id!r} has {len(busy)} active calls; wait until they have ended."
        raise Refusal(409, "agent_in_use", message, {"calls": busy[:10]})
    if not lenient(world):
        world.collection(COLLECTION).delete(agent_id)
        world.collection(DELETED).insert(agent_id, {"id": agent_id})
        unassign(world, agent_id)


def _stored_agent(world: World, agent_id: str) -> Document | None:
    found = world.collection(COLLECTION).get(agent_id)
    return None if found is None else _complete(world, agent_id, found)


def _complete(world: World, agent_id: str, agent: Document) -> Document:
    """A stored agent with the defaults of what a fixture leaves out."""
    if agent.keys() >= _COMPLETE_KEYS:
        return agent
    return _insert(world, agent_id, agent)


def _adopt(world: World, agent_id: str, *, referred: bool) -> Document:
    """A new agent of that id. One that was deleted comes back in profile `lenient` alone, as does one that is named
    in a path; what is `referred` to is adopted in `standard` too."""
    adopts = lenient(world) or (referred and not strict(world) and agent_id not in world.collection(DELETED))
    if not adopts:
        message = f"There is no agent {agent_id!r}; GET /v1/agents lists them."
        raise Refusal(404, "agent_not_found", message, {"agent_id": agent_id})
    return _insert(world, agent_id, {"name": f"Agent {agent_id.removeprefix('agent_')}"})


def _insert(world: World, agent_id: str, given: Mapping[str, Any]) -> Document:
    at = show_seconds(world.now)
    times = {"created_at": at, "updated_at": given.get("created_at", at)}
    return world.collection(COLLECTION).insert(agent_id, {"id": agent_id, **_DEFAULTS, **times, **given})
