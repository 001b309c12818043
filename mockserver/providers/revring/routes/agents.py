"""The endpoints of agents: decode, one change of a document, render. The table at the end lists them.

Source pages: docs.revring.ai, api-reference/agents/{list,get,create,update,duplicate,batch-get}. DELETE is not
documented; it is there because nothing else could be expected.
"""

from mockserver.providers.base import Answer, Operation, Request, answer, options_of
from mockserver.providers.bodies import read_object
from mockserver.providers.revring.agent_bodies import AgentCreate, AgentPatch, agent_issues
from mockserver.providers.revring.agents import (
    batch_agent,
    create_agent,
    delete_agent,
    duplicate_agent,
    find_agent,
    list_agents,
    patch_agent,
    shown_agent,
    stored,
)
from mockserver.providers.revring.bodies import BatchGet, decode, decode_batch, ignore_body
from mockserver.providers.revring.knowledge import copy_links, drop_links
from mockserver.providers.revring.shapes.agents import AgentBatch, AgentList, AgentReply
from mockserver.providers.revring.shapes.envelopes import Deleted
from mockserver.world.world import World


def create(world: World, request: Request) -> Answer:
    """`POST /agents`: a new agent (agents/create)."""
    body = decode(
        world, request, AgentCreate, lambda body: agent_issues(body, needs_flow=body.mode == "conversation_flow")
    )
    made = create_agent(world, body)
    return answer(AgentReply(data=shown_agent(world, made)), options_of(world, "revring").created_status)


def list_all(world: World, _request: Request) -> Answer:
    """`GET /agents`: all agents, in order of creation (agents/list)."""
    return answer(AgentList(data=[shown_agent(world, agent) for agent in list_agents(world)]))


def retrieve(world: World, request: Request) -> Answer:
    """`GET /agents/{id}`: one agent (agents/get)."""
    return answer(AgentReply(data=shown_agent(world, find_agent(world, request.params["id"]))))


def update(world: World, request: Request) -> Answer:
    """`PATCH /agents/{id}`: change what is sent, be it nothing; later calls show it (agents/update).

    `mode` is settled when an agent is created; sent here, it is ignored like every field that there is not.
    """
    old = find_agent(world, request.params["id"])
    body = decode(
        world, request, AgentPatch, lambda body: agent_issues(body, needs_flow=old["mode"] == "conversation_flow")
    )
    if "mode" in read_object(request.body):
        request.note = f"mode was ignored: it cannot be changed, and stays {old['mode']}"
    return answer(AgentReply(data=shown_agent(world, patch_agent(world, old, body))))


def delete(world: World, request: Request) -> Answer:
    """`DELETE /agents/{id}`: later calls cannot have it, earlier ones still name it."""
    agent = find_agent(world, request.params["id"])
    delete_agent(world, agent)
    drop_links(world, agent["id"])
    return answer(Deleted(data={"id": agent["id"]}))


def duplicate(world: World, request: Request) -> Answer:
    """`POST /agents/{id}/duplicate`: a copy with tools and links, named with ` (Copy)` behind (agents/duplicate)."""
    ignore_body(request)
    original = find_agent(world, request.params["id"])
    made = duplicate_agent(world, original)
    copy_links(world, original["id"], made["id"])
    return answer(AgentReply(data=shown_agent(world, made)), options_of(world, "revring").created_status)


def batch_get(world: World, request: Request) -> Answer:
    """`POST /agents/batch-get`: the agents of up to 100 ids, in that order; unknown ids are dropped."""
    body = decode_batch(world, request)
    found = [agent for key in dict.fromkeys(body.ids) if (agent := stored(world, key)) is not None]
    return answer(AgentBatch(data=[batch_agent(world, agent, minimal=body.minimal) for agent in found]))


OPERATIONS = (
    Operation(
        "POST",
        "/v1/agents",
        "agents.create",
        create,
        body=AgentCreate,
        reply=AgentReply,
        statuses=(201, 200),
        makes="/data/id",
    ),
    Operation("GET", "/v1/agents", "agents.list", list_all, reply=AgentList),
    Operation("POST", "/v1/agents/batch-get", "agents.batch_get", batch_get, body=BatchGet, reply=AgentBatch),
    Operation("GET", "/v1/agents/{id}", "agents.retrieve", retrieve, reply=AgentReply),
    Operation("PATCH", "/v1/agents/{id}", "agents.update", update, body=AgentPatch, reply=AgentReply),
    Operation("DELETE", "/v1/agents/{id}", "agents.delete", delete, reply=Deleted),
    Operation(
        "POST",
        "/v1/agents/{id}/duplicate",
        "agents.duplicate",
        duplicate,
        reply=AgentReply,
        statuses=(201, 200),
    ),
)
