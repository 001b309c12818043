"""The endpoints of agents: decode, one change of a resource, render. The table is at the end.

Sources: agents/create, agents/get, agents/list, agents/update, agents/delete. Statistics and recent calls are computed
from the calls on every read.
"""

from typing import Any

from msgspec import UNSET
from msgspec.structs import replace

from mockserver.providers.base import Answer, Operation, Request
from mockserver.providers.derived import Part, create_body, patch_body
from mockserver.providers.ringyo.agents import AGENTS, Agent
from mockserver.providers.ringyo.checks import read_agent
from mockserver.providers.ringyo.idempotency import answer_once
from mockserver.providers.ringyo.listing import page_of_resources
from mockserver.providers.ringyo.queries import AgentsQuery, ExtrasQuery, decode_query, include_words
from mockserver.providers.ringyo.replies import page_answer, page_type, single_answer
from mockserver.providers.ringyo.serializers import render_call_row
from mockserver.providers.ringyo.shapes.calls import CallShape, GuideCall
from mockserver.providers.ringyo.shapes.envelopes import Deleted, Wrapped
from mockserver.providers.ringyo.statistics import agent_stats, calls_of_agent, newest_calls
from mockserver.world.world import World

AgentCreate = create_body(Agent, "AgentCreate", "`POST /v1/agents`.", null_is_absent=True)
AgentPatch = patch_body(Agent, "AgentPatch", "`PATCH /v1/agents/{id}`: any of the fields.", null_is_absent=True)
AGENT_ROW = Part(
    Agent, "AgentRow", "An agent in a list.", "id name voice_id language model status created_at updated_at"
)


def create_agent(world: World, request: Request) -> Answer:
    """`POST /v1/agents`: 201 with the new agent, which is active at once."""
    return answer_once(world, request, lambda: _create_agent(world, request))


def get_agent(world: World, request: Request) -> Answer:
    """`GET /v1/agents/{id}`: one agent; `include` adds stats and recent_calls."""
    agent = AGENTS.get(world, request.params["id"])
    include = include_words(decode_query(world, request, ExtrasQuery).include)
    return single_answer(world, _render(world, agent, include))


def list_agents(world: World, request: Request) -> Answer:
    """`GET /v1/agents`: agents that match the filters, newest first, in pages."""
    query = decode_query(world, request, AgentsQuery)
    text = query.search.casefold()

    def fits(agent: Agent[Any]) -> bool:
        return query.status in ("", agent.status) and text in agent.name.casefold()

    page = page_of_resources(world, query, AGENTS.of(world), fits, descending=query.order != "asc")
    return page_answer(world, page, AGENT_ROW.of)


def update_agent(world: World, request: Request) -> Answer:
    """`PATCH /v1/agents/{id}`: change only the fields that are sent."""
    agent = AGENTS.get(world, request.params["id"])
    return single_answer(world, _render(world, AGENTS.update(world, agent, read_agent(world, request, AgentPatch))))


def delete_agent(world: World, request: Request) -> Answer:
    """`DELETE /v1/agents/{id}`: delete an agent permanently, unless one of its calls has not ended."""
    agent = AGENTS.get(world, request.params["id"])
    AGENTS.delete(world, agent)
    return single_answer(world, Deleted(id=agent.id, deleted=True))


# -- helpers ---------------------------------------------------------------------------------------


def _create_agent(world: World, request: Request) -> Answer:
    made = AGENTS.create(world, read_agent(world, request, AgentCreate))
    return single_answer(world, _render(world, made), 201)


def _render(world: World, agent: Agent[Any], include: frozenset[str] = frozenset()) -> Agent[CallShape | GuideCall]:
    """Return an agent with what `include` names."""
    calls = calls_of_agent(world, agent.id) if include else []
    recent = [render_call_row(world, call) for call in newest_calls(calls)]
    return replace(
        agent,
        stats=agent_stats(world, agent, calls) if "stats" in include else UNSET,
        recent_calls=recent if "recent_calls" in include else UNSET,
    )


OPERATIONS = (
    Operation(
        "POST",
        "/v1/agents",
        "agents.create",
        create_agent,
        body=AgentCreate,
        reply=Agent[CallShape] | Wrapped[Agent[GuideCall]],
        statuses=(201,),
        makes="/id",
    ),
    Operation(
        "GET",
        "/v1/agents",
        "agents.list",
        list_agents,
        query=AgentsQuery,
        reply=page_type(AGENT_ROW.kind),
    ),
    Operation(
        "GET",
        "/v1/agents/{id}",
        "agents.get",
        get_agent,
        query=ExtrasQuery,
        reply=Agent[CallShape] | Wrapped[Agent[GuideCall]],
    ),
    Operation(
        "PATCH",
        "/v1/agents/{id}",
        "agents.update",
        update_agent,
        body=AgentPatch,
        reply=Agent[CallShape] | Wrapped[Agent[GuideCall]],
    ),
    Operation("DELETE", "/v1/agents/{id}", "agents.delete", delete_agent, reply=Deleted | Wrapped[Deleted]),
)
