"""The endpoints of agents: decode, one change of a document, render. The table is at the end.

Sources: agents/create, agents/get, agents/list, agents/update, agents/delete. Statistics and recent calls are computed
from the calls on every read.
"""

from mockserver.providers.base import Answer, Operation, Request
from mockserver.providers.ringyo import agents
from mockserver.providers.ringyo.bodies import AgentCreate, AgentPatch, sent_fields
from mockserver.providers.ringyo.checks import read_agent
from mockserver.providers.ringyo.dialects import is_guide, page_answer, single_answer
from mockserver.providers.ringyo.guide import guide_call
from mockserver.providers.ringyo.idempotency import answer_once
from mockserver.providers.ringyo.queries import AgentsQuery, ExtrasQuery, decode_query, include_words
from mockserver.providers.ringyo.render import reference_call
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
from mockserver.providers.ringyo.statistics import agent_stats, calls_of_agent, newest_calls
from mockserver.providers.ringyo.webhook_policy import send_agent_event
from mockserver.world.documents import Document
from mockserver.world.world import World


def create_agent(world: World, request: Request) -> Answer:
    """`POST /v1/agents`: 201 with the new agent, which is active at once."""
    return answer_once(world, request, lambda: _create_agent(world, request))


def get_agent(world: World, request: Request) -> Answer:
    """`GET /v1/agents/{id}`: one agent; `include` adds stats and recent_calls."""
    agent = agents.get_agent(world, request.params["id"])
    return single_answer(world, _whole(world, agent, include_words(decode_query(world, request, ExtrasQuery).include)))


def list_agents(world: World, request: Request) -> Answer:
    """`GET /v1/agents`: agents that match the filters, newest first, in pages."""
    return page_answer(world, agents.list_agents(world, decode_query(world, request, AgentsQuery)), _row)


def update_agent(world: World, request: Request) -> Answer:
    """`PATCH /v1/agents/{id}`: change only the fields that are sent."""
    agent = agents.get_agent(world, request.params["id"])
    body = read_agent(world, request, AgentPatch)
    changed = _whole(world, agents.update_agent(world, agent, sent_fields(body)))
    send_agent_event(world, "agent.updated", changed)
    return single_answer(world, changed)


def delete_agent(world: World, request: Request) -> Answer:
    """`DELETE /v1/agents/{id}`: delete an agent permanently, unless one of its calls has not ended."""
    agent = agents.get_agent(world, request.params["id"])
    agents.delete_agent(world, agent)
    gone = _deleted(agent["id"])
    send_agent_event(world, "agent.deleted", gone)
    return single_answer(world, gone)


# -- helpers ---------------------------------------------------------------------------------------


def _create_agent(world: World, request: Request) -> Answer:
    body = read_agent(world, request, AgentCreate)
    made = _whole(world, agents.create_agent(world, sent_fields(body)))
    send_agent_event(world, "agent.created", made)
    return single_answer(world, made, 201)


def _deleted(agent_id: str) -> Deleted:
    return {"id": agent_id, "deleted": True}


def _whole(world: World, agent: Document, include: frozenset[str] = frozenset()) -> AgentShape | GuideAgent:
    """Return an agent with what `include` names; the keys have the documented order."""
    if is_guide(world):
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
        extras["recent_calls"] = [reference_call(world, call) for call in newest_calls(calls)]
    return extras


def _guide_extras(world: World, agent: Document, include: frozenset[str]) -> GuideAgentExtras:
    calls = calls_of_agent(world, agent["id"]) if include else []
    extras: GuideAgentExtras = {}
    if "stats" in include:
        extras["stats"] = agent_stats(world, agent, calls)
    if "recent_calls" in include:
        extras["recent_calls"] = [guide_call(world, call, whole=False) for call in newest_calls(calls)]
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
        create_agent,
        body=AgentCreate,
        reply=AgentShape | Wrapped[GuideAgent],
        statuses=(201,),
        makes="/id",
    ),
    Operation(
        "GET",
        "/v1/agents",
        "agents.list",
        list_agents,
        query=AgentsQuery,
        reply=Page[AgentRow] | GuidePage[AgentRow],
    ),
    Operation(
        "GET",
        "/v1/agents/{id}",
        "agents.get",
        get_agent,
        query=ExtrasQuery,
        reply=AgentShape | Wrapped[GuideAgent],
    ),
    Operation(
        "PATCH",
        "/v1/agents/{id}",
        "agents.update",
        update_agent,
        body=AgentPatch,
        reply=AgentShape | Wrapped[GuideAgent],
    ),
    Operation("DELETE", "/v1/agents/{id}", "agents.delete", delete_agent, reply=Deleted | Wrapped[Deleted]),
)
