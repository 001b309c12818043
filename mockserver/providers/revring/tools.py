"""Custom tools: HTTP endpoints that an agent may call during a conversation. An agent holds its tools.

Source: docs.revring.ai, api-reference/agents/{create,update}-custom-tool. Tools are not called here; `webhook_policy`
calls them when a scenario uses them.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec.structs import replace

from mockserver.providers.base import lenient
from mockserver.providers.derived import create_body, patch_body
from mockserver.providers.revring.agent_checks import url_issues
from mockserver.providers.revring.agent_parts import Tool
from mockserver.providers.revring.agents import AGENTS, Agent, new_tool_id
from mockserver.providers.revring.errors import Issue, not_found
from mockserver.simulation.durations import show_milliseconds
from mockserver.world.world import World

ToolCreate = create_body(Tool, "ToolCreate", "`POST /agents/{id}/custom-tools`.")
ToolPatch = patch_body(
    Tool,
    "ToolPatch",
    "`PATCH /agents/{id}/custom-tools/{toolId}`: any of the fields, or none. A list replaces the old one completely.",
)


def tool_issues(given: Mapping[str, Any]) -> Iterator[Issue]:
    """Yield what is wrong with the fields of a custom tool."""
    return url_issues("webhookUrl", given.get("webhook_url"))


def get_tool(world: World, agent: Agent, tool_id: str) -> Tool:
    """Return the tool of an agent that a path names. In profile `lenient`, create a missing one.

    Raises:
        Refusal: 404; the agent has no tool with that id.
    """
    found = next((tool for tool in agent.custom_tools if tool.id == tool_id), None)
    if found is not None:
        return found
    if not lenient(world):
        raise not_found("custom tool", tool_id)
    return _add(world, agent, tool_id, {"name": "tool", "webhook_url": "https://example.com/tool"})


def create_tool(world: World, agent: Agent, given: Mapping[str, Any]) -> Tool:
    """Create a tool of an agent."""
    return _add(world, agent, new_tool_id(world), given)


def update_tool(world: World, agent: Agent, old: Tool, changes: Mapping[str, Any]) -> Tool:
    """Change the given fields of a tool. Lists of headers and parameters are replaced completely."""
    new = replace(old, **changes, updated_at=show_milliseconds(world.now)) if changes else old
    _set_tools(world, agent, [new if tool.id == old.id else tool for tool in agent.custom_tools])
    return new


def delete_tool(world: World, agent: Agent, tool: Tool) -> None:
    """Delete a tool of an agent. Profile `lenient` deletes nothing."""
    if not lenient(world):
        _set_tools(world, agent, [other for other in agent.custom_tools if other.id != tool.id])


def _add(world: World, agent: Agent, tool_id: str, given: Mapping[str, Any]) -> Tool:
    at = show_milliseconds(world.now)
    tool = Tool(id=tool_id, created_at=at, updated_at=at, **given)
    _set_tools(world, agent, [*agent.custom_tools, tool])
    return tool


def _set_tools(world: World, agent: Agent, tools: list[Tool]) -> None:
    AGENTS.put(world, replace(agent, custom_tools=tools))
