"""The endpoints of agents: decode, one change of a resource, render. The table is at the end.

Source pages: docs.revring.ai, api-reference/agents/{list,get,create,update,duplicate,batch-get}. DELETE is not
documented; it does what clients would expect.
"""

from mockserver.providers.base import Answer, Operation, Request
from mockserver.providers.bodies import read_object
from mockserver.providers.derived import Part
from mockserver.providers.revring import agents
from mockserver.providers.revring.agent_checks import AgentCreate, AgentPatch, read_agent
from mockserver.providers.revring.agents import AGENTS, Agent, render_agent
from mockserver.providers.revring.bodies import BatchGet
from mockserver.providers.revring.checks import ignore_body, read_batch
from mockserver.providers.revring.knowledge import copy_links, delete_links
from mockserver.providers.revring.replies import (
    created_answer,
    deleted_answer,
    list_answer,
    listing_type,
    single_answer,
)
from mockserver.providers.revring.shapes.envelopes import Deleted, Listing, Reply
from mockserver.world.world import World

BATCH_AGENT = Part(
    Agent,
    "BatchAgent",
    "An agent in a batch; `minimal: true` leaves out the large fields.",
    optional="default_variables runtime_config flow_definition test_variables custom_tools",
)


def create_agent(world: World, request: Request) -> Answer:
    """`POST /agents`: create an agent (agents/create)."""
    made = AGENTS.create(world, read_agent(world, request, AgentCreate))
    return created_answer(world, render_agent(world, made))


def list_agents(world: World, _request: Request) -> Answer:
    """`GET /agents`: all agents, in order of creation (agents/list)."""
    return list_answer([render_agent(world, agent) for agent in AGENTS.listed(world)])


def get_agent(world: World, request: Request) -> Answer:
    """`GET /agents/{id}`: one agent (agents/get)."""
    return single_answer(render_agent(world, AGENTS.get(world, request.params["id"])))


def update_agent(world: World, request: Request) -> Answer:
    """`PATCH /agents/{id}`: change the fields that are sent, which may be none; later calls show it (agents/update).

    `mode` cannot change after creation. Here it is ignored, like every unknown field.
    """
    old = AGENTS.get(world, request.params["id"])
    changes = read_agent(world, request, AgentPatch, old.mode)
    if "mode" in read_object(request.body):
        request.note = f"mode was ignored: it cannot be changed and is still {old.mode}"  # instead of: unknown field
    return single_answer(render_agent(world, AGENTS.update(world, old, changes)))


def delete_agent(world: World, request: Request) -> Answer:
    """`DELETE /agents/{id}`: later calls cannot use the agent; earlier ones still name it."""
    agent = AGENTS.get(world, request.params["id"])
    AGENTS.delete(world, agent)
    delete_links(world, lambda link: link.agent_id == agent.id)
    return deleted_answer(agent.id)


def duplicate_agent(world: World, request: Request) -> Answer:
    """`POST /agents/{id}/duplicate`: a copy with tools and links, and ` (Copy)` after its name (agents/duplicate)."""
    ignore_body(request)
    original = AGENTS.get(world, request.params["id"])
    made = agents.duplicate_agent(world, original)
    copy_links(world, original.id, made.id)
    return created_answer(world, render_agent(world, made))


def batch_get_agents(world: World, request: Request) -> Answer:
    """`POST /agents/batch-get`: the agents with up to 100 ids, in that order; unknown ids are dropped."""
    body = read_batch(world, request)
    found = [agent for key in dict.fromkeys(body.ids) if (agent := AGENTS.find(world, key)) is not None]
    shown = [render_agent(world, agent) for agent in found]
    return list_answer([BATCH_AGENT.short(agent) for agent in shown] if body.minimal else shown)


OPERATIONS = (
    Operation(
        "POST",
        "/v1/agents",
        "agents.create",
        create_agent,
        body=AgentCreate,
        reply=Reply[Agent],
        statuses=(201, 200),
        makes="/data/id",
    ),
    Operation("GET", "/v1/agents", "agents.list", list_agents, reply=Listing[Agent]),
    Operation(
        "POST",
        "/v1/agents/batch-get",
        "agents.batch_get",
        batch_get_agents,
        body=BatchGet,
        reply=listing_type(BATCH_AGENT.kind),
    ),
    Operation("GET", "/v1/agents/{id}", "agents.retrieve", get_agent, reply=Reply[Agent]),
    Operation("PATCH", "/v1/agents/{id}", "agents.update", update_agent, body=AgentPatch, reply=Reply[Agent]),
    Operation("DELETE", "/v1/agents/{id}", "agents.delete", delete_agent, reply=Deleted),
    Operation(
        "POST",
        "/v1/agents/{id}/duplicate",
        "agents.duplicate",
        duplicate_agent,
        reply=Reply[Agent],
        statuses=(201, 200),
    ),
)
