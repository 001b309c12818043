"""The endpoints of agents: decode, one change of a document, render. The table at the end lists them.

Sources: agents/create, agents/get, agents/list, agents/update, agents/delete. Statistics and recent calls are
computed from the calls when they are asked for.
"""

from mockserver.providers.base import Answer, Operation, Request
from mockserver.providers.ringyo.agents import create_agent, delete_agent, find_agent, list_agents, patch_agent
from mockserver.providers.ringyo.bodies import AgentCreate, AgentPatch, given
from mockserver.providers.ringyo.checks import read_agent
from mockserver.providers.ringyo.dialects import guided, several, single
from mockserver.providers.ringyo.guide import guide_call
from mockserver.providers.ringyo.idempotency import once
from mockserver.providers.ringyo.queries import AgentsQuery, ExtrasQuery, ask, words
from mockserver.providers.ringyo.render import one_call
from mockserver.providers.ringyo.shapes.agents import (
    AgentExtras,
    AgentHead,
    AgentRow,
    AgentShape,
    AgentTail,
    GuideAgent,
    GuideAgentExtras,
)
from mockserver.providers.ringyo.shapes.envelopes import Deleted, GuidePage, Page, Wrapped
from mockserver.providers.ringyo.statistics import agent_stats, calls_of_agent, recent
from mockserver.providers.ringyo.webhook_policy import tell_of_agent
from mockserver.world.documents import Document
from mockserver.world.world import World


def create(world: World, request: Request) -> Answer:
    """`POST /v1/agents`: 201 with the new agent, which is active at once."""
    return once(world, request, lambda: _create(world, request))


def get(world: World, request: Request) -> Answer:
    """`GET /v1/agents/{id}`: one agent; `include` adds stats and recent_calls."""
    agent = find_agent(world, request.params["id"])
    return single(world, _whole(world, agent, words(ask(world, request, ExtrasQuery).include)))


def list_all(world: World, request: Request) -> Answer:
    """`GET /v1/agents`: agents that fit the filters, newest first, by pages."""
    return several(world, list_agents(world, ask(world, request, AgentsQuery)), _row)


def update(world: World, request: Request) -> Answer:
    """`PATCH /v1/agents/{id}`: change what is sent, and nothing else."""
    agent = find_agent(world, request.params["id"])
    body = read_agent(world, request, AgentPatch)
    changed = _whole(world, patch_agent(world, agent, given(body)))
    tell_of_agent(world, "agent.updated", changed)
    return single(world, changed)


def delete(world: World, request: Request) -> Answer:
    """`DELETE /v1/agents/{id}`: remove it for good, unless one of its calls has not ended."""
    agent = find_agent(world, request.params["id"])
    delete_agent(world, agent)
    gone = _deleted(agent["id"])
    tell_of_agent(world, "agent.deleted", gone)
    return single(world, gone)


# -- pieces ----------------------------------------------------------------------------------------


def _create(world: World, request: Request) -> Answer:
    body = read_agent(world, request, AgentCreate)
    made = _whole(world, create_agent(world, given(body)))
    tell_of_agent(world, "agent.created", made)
    return single(world, made, 201)


def _deleted(agent_id: str) -> Deleted:
    return {"id": agent_id, "deleted": True}


def _whole(world: World, agent: Document, include: frozenset[str] = frozenset()) -> AgentShape | GuideAgent:
    """An agent with what `include` asks for; the keys stand in the documented order."""
    if guided(world):
        return {**_head(agent), **_guide_extras(world, agent, include), **_tail(agent)}
    return {**_head(agent), **_extras(world, agent, include), **_tail(agent)}


def _head(agent: Document) -> AgentHead:
    return {
        "id": agent["id"],
        "name": agent["name"],
        "system_prompt": agent["system_prompt"],
        "voice_id": agent["voice_id"],
        "first_message": agent["first_message"],
        "language": agent["language"],
        "model": agent["model"],
        "temperature": agent["temperature"],
        "max_tokens": agent["max_tokens"],
        "interruption_threshold": agent["interruption_threshold"],
        "end_call_phrases": agent["end_call_phrases"],
        "status": agent["status"],
    }


def _tail(agent: Document) -> AgentTail:
    return {"metadata": agent["metadata"], "created_at": agent["created_at"], "updated_at": agent["updated_at"]}


def _extras(world: World, agent: Document, include: frozenset[str]) -> AgentExtras:
    calls = calls_of_agent(world, agent["id"]) if include else []
    extras: AgentExtras = {}
    if "stats" in include:
        extras["stats"] = agent_stats(world, agent, calls)
    if "recent_calls" in include:
        extras["recent_calls"] = [one_call(world, call) for call in recent(calls)]
    return extras


def _guide_extras(world: World, agent: Document, include: frozenset[str]) -> GuideAgentExtras:
    calls = calls_of_agent(world, agent["id"]) if include else []
    extras: GuideAgentExtras = {}
    if "stats" in include:
        extras["stats"] = agent_stats(world, agent, calls)
    if "recent_calls" in include:
        extras["recent_calls"] = [guide_call(world, call, whole=False) for call in recent(calls)]
    return extras


def _row(agent: Document) -> AgentRow:
    return {
        "id": agent["id"],
        "name": agent["name"],
        "voice_id": agent["voice_id"],
        "language": agent["language"],
        "model": agent["model"],
        "status": agent["status"],
        "created_at": agent["created_at"],
        "updated_at": agent["updated_at"],
    }


OPERATIONS = (
    Operation(
        "POST",
        "/v1/agents",
        "agents.create",
        create,
        body=AgentCreate,
        reply=AgentShape | Wrapped[GuideAgent],
        statuses=(201,),
        makes="/id",
    ),
    Operation(
        "GET",
        "/v1/agents",
        "agents.list",
        list_all,
        query=AgentsQuery,
        reply=Page[AgentRow] | GuidePage[AgentRow],
    ),
    Operation(
        "GET",
        "/v1/agents/{id}",
        "agents.get",
        get,
        query=ExtrasQuery,
        reply=AgentShape | Wrapped[GuideAgent],
    ),
    Operation(
        "PATCH",
        "/v1/agents/{id}",
        "agents.update",
        update,
        body=AgentPatch,
        reply=AgentShape | Wrapped[GuideAgent],
    ),
    Operation("DELETE", "/v1/agents/{id}", "agents.delete", delete, reply=Deleted | Wrapped[Deleted]),
)
