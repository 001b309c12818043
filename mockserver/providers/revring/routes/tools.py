"""The endpoints of an agent's custom tools. Each change replaces the agent.

Source pages: docs.revring.ai, api-reference/agents/{create,update}-custom-tool. The list is known from a real client.
DELETE is not documented; it does what clients would expect.
"""

from mockserver.providers.base import Answer, Operation, Request
from mockserver.providers.revring import tools
from mockserver.providers.revring.agent_parts import Tool
from mockserver.providers.revring.agents import AGENTS, Agent
from mockserver.providers.revring.checks import read_fields
from mockserver.providers.revring.replies import created_answer, deleted_answer, list_answer, single_answer
from mockserver.providers.revring.shapes.envelopes import Deleted, Listing, Reply
from mockserver.providers.revring.tools import ToolCreate, ToolPatch, tool_issues
from mockserver.world.world import World


def list_tools(world: World, request: Request) -> Answer:
    """`GET /agents/{id}/custom-tools`: the tools of an agent, in order of creation."""
    return list_answer(_agent(world, request).custom_tools)


def create_tool(world: World, request: Request) -> Answer:
    """`POST /agents/{id}/custom-tools`: add a tool to an agent (agents/create-custom-tool)."""
    agent = _agent(world, request)
    return created_answer(world, tools.create_tool(world, agent, read_fields(world, request, ToolCreate, tool_issues)))


def update_tool(world: World, request: Request) -> Answer:
    """`PATCH /agents/{id}/custom-tools/{toolId}`: change the fields that are sent (agents/update-custom-tool)."""
    tool = _tool(world, request)
    changes = read_fields(world, request, ToolPatch, tool_issues)
    return single_answer(tools.update_tool(world, _agent(world, request), tool, changes))


def delete_tool(world: World, request: Request) -> Answer:
    """`DELETE /agents/{id}/custom-tools/{toolId}`: delete a tool."""
    tool = _tool(world, request)
    tools.delete_tool(world, _agent(world, request), tool)
    return deleted_answer(tool.id)


def _agent(world: World, request: Request) -> Agent:
    return AGENTS.get(world, request.params["id"])


def _tool(world: World, request: Request) -> Tool:
    return tools.get_tool(world, _agent(world, request), request.params["toolId"])


_ALL = "/v1/agents/{id}/custom-tools"
_ONE = f"{_ALL}/{{toolId}}"
OPERATIONS = (
    Operation("GET", _ALL, "agents.custom_tools.list", list_tools, reply=Listing[Tool]),
    Operation(
        "POST", _ALL, "agents.custom_tools.create", create_tool, body=ToolCreate, reply=Reply[Tool], statuses=(201, 200)
    ),
    Operation("PATCH", _ONE, "agents.custom_tools.update", update_tool, body=ToolPatch, reply=Reply[Tool]),
    Operation("DELETE", _ONE, "agents.custom_tools.delete", delete_tool, reply=Deleted),
)
