"""The endpoints of agents: decode, one change of a document, render. The table is at the end.

Source pages: docs.revring.ai, api-reference/agents/{list,get,create,update,duplicate,batch-get}. DELETE is not
documented; it does what clients would expect.
"""

from mockserver.providers.base import Answer, Operation, Request, answer, options_of
from mockserver.providers.bodies import read_object
from mockserver.providers.revring import agents
from mockserver.providers.revring.agent_bodies import AgentCreate, AgentPatch, agent_issues
from mockserver.providers.revring.bodies import BatchGet, decode, decode_batch, ignore_body
from mockserver.providers.revring.knowledge import copy_links, delete_links
from mockserver.providers.revring.shapes.agents import AgentBatch, AgentList, AgentReply
from mockserver.providers.revring.shapes.envelopes import Deleted
from mockserver.world.world import World


def create_agent(world: World, request: Request) -> Answer:
    """`POST /agents`: create an agent (agents/create)."""
    body = decode(
        world, request, AgentCreate, lambda body: agent_issues(body, needs_flow=body.mode == "conversation_flow")
    )
    made = agents.create_agent(world, body)
    return answer(AgentReply(data=agents.render_agent(world, made)), options_of(world, "revring").created_status)


def list_agents(world: World, _request: Request) -> Answer:
    """`GET /agents`: all agents, in order of creation (agents/list)."""
    return answer(AgentList(data=[agents.render_agent(world, agent) for agent in agents.list_agents(world)]))


def get_agent(world: World, request: Request) -> Answer:
    """`GET /agents/{id}`: one agent (agents/get)."""
    return answer(AgentReply(data=agents.render_agent(world, agents.get_agent(world, request.params["id"]))))


def update_agent(world: World, request: Request) -> Answer:
    """`PATCH /agents/{id}`: change the fields that are sent, which may be none; later calls show it (agents/update).

    `mode` cannot change after creation. Here it is ignored, like every unknown field.
    """
    old = agents.get_agent(world, request.params["id"])
    body = decode(
        world, request, AgentPatch, lambda body: agent_issues(body, needs_flow=old["mode"] == "conversation_flow")
    )
    if "mode" in read_object(request.body):
        request.note = f"mode was ignored: it cannot be changed and is still {old['mode']}"
    return answer(AgentReply(data=agents.render_agent(world, agents.update_agent(world, old, body))))


def delete_agent(world: World, request: Request) -> Answer:
    """`DELETE /agents/{id}`: later calls cannot use the agent; earlier ones still name it."""
    agent = agents.get_agent(world, request.params["id"])
    agents.delete_agent(world, agent)
    delete_links(world, agent["id"])
    return answer(Deleted(data={"id": agent["id"]}))


def duplicate_agent(world: World, request: Request) -> Answer:
    """`POST /agents/{id}/duplicate`: a copy with tools and links, and ` (Copy)` after its name (agents/duplicate)."""
    ignore_body(request)
    original = agents.get_agent(world, request.params["id"])
    made = agents.duplicate_agent(world, original)
    copy_links(world, original["id"], made["id"])
    return answer(AgentReply(data=agents.render_agent(world, made)), options_of(world, "revring").created_status)


def batch_get_agents(world: World, request: Request) -> Answer:
    """`POST /agents/batch-get`: the agents with up to 100 ids, in that order; unknown ids are dropped."""
    body = decode_batch(world, request)
    found = [agent for key in dict.fromkeys(body.ids) if (agent := agents.stored_agent(world, key)) is not None]
    return answer(AgentBatch(data=[agents.render_batch_agent(world, agent, minimal=body.minimal) for agent in found]))


OPERATIONS = (
    Operation(
        "POST",
        "/v1/agents",
        "agents.create",
        create_agent,
        body=AgentCreate,
        reply=AgentReply,
        statuses=(201, 200),
        makes="/data/id",
    ),
    Operation("GET", "/v1/agents", "agents.list", list_agents, reply=AgentList),
    Operation("POST", "/v1/agents/batch-get", "agents.batch_get", batch_get_agents, body=BatchGet, reply=AgentBatch),
    Operation("GET", "/v1/agents/{id}", "agents.retrieve", get_agent, reply=AgentReply),
    Operation("PATCH", "/v1/agents/{id}", "agents.update", update_agent, body=AgentPatch, reply=AgentReply),
    Operation("DELETE", "/v1/agents/{id}", "agents.delete", delete_agent, reply=Deleted),
    Operation(
        "POST",
        "/v1/agents/{id}/duplicate",
        "agents.duplicate",
        duplicate_agent,
        reply=AgentReply,
        statuses=(201, 200),
    ),
)
