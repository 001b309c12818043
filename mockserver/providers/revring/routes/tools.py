"""The endpoints of an agent's custom tools. Each change replaces the agent's document.

Source pages: docs.revring.ai, api-reference/agents/{create,update}-custom-tool. The list is known from a real client.
DELETE is not documented; it does what clients would expect.
"""

from mockserver.providers.base import Answer, Operation, Request, answer, options_of
from mockserver.providers.revring import tools
from mockserver.providers.revring.agent_bodies import ToolCreate, ToolPatch, tool_issues
from mockserver.providers.revring.agents import get_agent
from mockserver.providers.revring.bodies import decode
from mockserver.providers.revring.shapes.agents import ToolList, ToolReply
from mockserver.providers.revring.shapes.envelopes import Deleted
from mockserver.world.documents import Document
from mockserver.world.world import World


def list_tools(world: World, request: Request) -> Answer:
    """`GET /agents/{id}/custom-tools`: the tools of an agent, in order of creation."""
    return answer(ToolList(data=tools.render_tools(_agent(world, request))))


def create_tool(world: World, request: Request) -> Answer:
    """`POST /agents/{id}/custom-tools`: add a tool to an agent (agents/create-custom-tool)."""
    agent = _agent(world, request)
    made = tools.create_tool(world, agent, decode(world, request, ToolCreate, tool_issues))
    return answer(ToolReply(data=tools.render_tool(made)), options_of(world, "revring").created_status)


def update_tool(world: World, request: Request) -> Answer:
    """`PATCH /agents/{id}/custom-tools/{toolId}`: change the fields that are sent (agents/update-custom-tool)."""
    tool = tools.get_tool(world, _agent(world, request), request.params["toolId"])
    body = decode(world, request, ToolPatch, tool_issues)
    return answer(ToolReply(data=tools.render_tool(tools.update_tool(world, _agent(world, request), tool, body))))


def delete_tool(world: World, request: Request) -> Answer:
    """`DELETE /agents/{id}/custom-tools/{toolId}`: delete a tool."""
    tool = tools.get_tool(world, _agent(world, request), request.params["toolId"])
    tools.delete_tool(world, _agent(world, request), tool)
    return answer(Deleted(data={"id": tool["id"]}))


def _agent(world: World, request: Request) -> Document:
    return get_agent(world, request.params["id"])


_ALL = "/v1/agents/{id}/custom-tools"
_ONE = f"{_ALL}/{{toolId}}"
OPERATIONS = (
    Operation("GET", _ALL, "agents.custom_tools.list", list_tools, reply=ToolList),
    Operation(
        "POST", _ALL, "agents.custom_tools.create", create_tool, body=ToolCreate, reply=ToolReply, statuses=(201, 200)
    ),
    Operation("PATCH", _ONE, "agents.custom_tools.update", update_tool, body=ToolPatch, reply=ToolReply),
    Operation("DELETE", _ONE, "agents.custom_tools.delete", delete_tool, reply=Deleted),
)
