"""Custom tools: HTTP endpoints that an agent may call during a conversation. An agent's document holds its tools.

Source: docs.revring.ai, api-reference/agents/{create,update}-custom-tool. Tools are not called here; `webhook_policy`
calls them when a scenario uses them.
"""

from typing import Any, cast

from mockserver.providers.base import lenient
from mockserver.providers.revring.agent_bodies import ToolCreate, ToolPatch
from mockserver.providers.revring.agents import new_tool_id, set_tools
from mockserver.providers.revring.bodies import sent_fields
from mockserver.providers.revring.errors import not_found
from mockserver.providers.revring.shapes.agents import ToolShape
from mockserver.simulation.durations import show_milliseconds
from mockserver.world.documents import Document
from mockserver.world.world import World

_DEFAULTS: Document = {
    "id": "",
    "name": "",
    "webhookUrl": "",
    "enabled": True,
    "createdAt": None,
    "updatedAt": None,
    "schema": None,
    "httpMethod": "POST",
    "headers": None,
    "queryParams": None,
    "sendRawRequestBody": False,
}


def render_tools(agent: Document) -> list[ToolShape]:
    """Return the tools of an agent as JSON values, in order of creation."""
    return [render_tool(tool) for tool in agent["customTools"]]


def render_tool(tool: Document) -> ToolShape:
    """Return a tool as JSON values."""
    return cast("ToolShape", {**_DEFAULTS, **tool})


def get_tool(world: World, agent: Document, tool_id: str) -> Document:
    """Return the tool of an agent that a path names. In profile `lenient`, create a missing one.

    Raises:
        Refusal: 404; the agent has no tool with that id.
    """
    found = next((tool for tool in agent["customTools"] if tool["id"] == tool_id), None)
    if found is not None:
        return {**_DEFAULTS, **found}
    if not lenient(world):
        raise not_found("custom tool", tool_id)
    return _add(world, agent, tool_id, {"name": "tool", "webhookUrl": "https://example.com/tool"})


def create_tool(world: World, agent: Document, body: ToolCreate) -> Document:
    """Create a tool of an agent."""
    return _add(world, agent, new_tool_id(world), sent_fields(body))


def update_tool(world: World, agent: Document, old: Document, body: ToolPatch) -> Document:
    """Update a tool with the fields of the body. Lists of headers and parameters are replaced completely."""
    changes = sent_fields(body)
    new = {**old, **changes, "updatedAt": show_milliseconds(world.now)} if changes else old
    set_tools(world, agent, [new if tool["id"] == old["id"] else tool for tool in agent["customTools"]])
    return new


def delete_tool(world: World, agent: Document, tool: Document) -> None:
    """Delete a tool of an agent. Profile `lenient` deletes nothing."""
    if not lenient(world):
        set_tools(world, agent, [other for other in agent["customTools"] if other["id"] != tool["id"]])


def _add(world: World, agent: Document, tool_id: str, given: dict[str, Any]) -> Document:
    at = show_milliseconds(world.now)
    tool = {**_DEFAULTS, **given, "id": tool_id, "createdAt": at, "updatedAt": at}
    set_tools(world, agent, [*agent["customTools"], tool])
    return tool
