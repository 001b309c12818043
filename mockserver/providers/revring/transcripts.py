"""The transcript of a conversation, with the built-in tools where RevRing puts them (platform/tools).

    said "Anything else?"   heard "No."   Tool: end_call   said "Goodbye!"   hang-up

`end_call` is invoked before the agent's closing message, and `transfer_to_number` before the transfer. A scenario need
not write these tools. `transfer_call`, the name in scenarios for all providers, is shown as `transfer_to_number`. A
custom tool of the agent with one of these names is shown where and as the scenario uses it.
"""

from collections.abc import Collection
from datetime import datetime

from mockserver.calls.events import EndedBy, EndReason, Said, ToolUsed
from mockserver.calls.views import AttemptView, Turn
from mockserver.providers.revring.options import ClosingOrder
from mockserver.providers.revring.shapes.calls import TurnShape
from mockserver.providers.revring.words import Role
from mockserver.simulation.durations import show_milliseconds

END_CALL, TRANSFER = "end_call", "transfer_to_number"
TRANSFER_NAMES = (TRANSFER, "transfer_call")  #: in scenarios


def transcript_of(last: AttemptView, custom: Collection[str], order: ClosingOrder) -> list[TurnShape]:
    """Return the turns of a conversation that has ended. `custom` are the names of the agent's own tools."""
    turns = [(at, _renamed(event, custom)) for at, event in last.turns]
    tool = _closing_tool(last)
    if tool is not None and tool not in custom and last.ended_at is not None:
        turns = _with_tool(turns, tool, last.ended_at, order)
    return [_render(turn) for turn in turns]


def ended_by_agent(last: AttemptView) -> bool:
    """Return whether the agent ended the conversation, which RevRing's agents do by their tool."""
    by_agent = last.ended is not None and last.ended.by is EndedBy.AGENT
    return last.reason is EndReason.TOOL_END_CALL or (last.reason is EndReason.HANG_UP and by_agent)


def _renamed(event: Said | ToolUsed, custom: Collection[str]) -> Said | ToolUsed:
    if isinstance(event, Said) or event.name not in TRANSFER_NAMES or event.name in custom:
        return event
    return ToolUsed(TRANSFER, event.arguments, event.output, event.is_error)


def _closing_tool(last: AttemptView) -> str | None:
    """Return the built-in tool that ended the conversation."""
    if last.reason is EndReason.TRANSFER:
        return TRANSFER
    return END_CALL if ended_by_agent(last) else None


def _with_tool(turns: list[Turn], name: str, ended_at: datetime, order: ClosingOrder) -> list[Turn]:
    """Return the turns with the use of a built-in tool: as the scenario writes it, else before the closing message."""
    used = next((index for index, (_, event) in enumerate(turns) if _is_tool(event, name)), None)
    if used is None:
        return _before_closing(turns, (ended_at, ToolUsed(name, {}, "")), order)
    if name == END_CALL and used == len(turns) - 1:
        return _before_closing(turns[:-1], turns[-1], order)
    return turns


def _is_tool(event: Said | ToolUsed, name: str) -> bool:
    return isinstance(event, ToolUsed) and event.name == name


def _before_closing(turns: list[Turn], tool: Turn, order: ClosingOrder) -> list[Turn]:
    """Return the turns with a tool before the agent's closing message, or at the end if there is none.

    The first message of a conversation does not close it.
    """
    at, event = turns[-1] if len(turns) > 1 else (None, None)
    if at is None or order == "last" or not isinstance(event, Said) or event.who != "agent":
        return [*turns, tool]
    return [*turns[:-1], (at, tool[1]), turns[-1]]


def _render(turn: Turn) -> TurnShape:
    at, event = turn
    if isinstance(event, ToolUsed):
        return _item("tool", f"Tool: {event.name}" + (f": {event.output}" if event.output else ""), at)
    return _item("assistant" if event.who == "agent" else "user", event.text, at)


def _item(role: Role, content: str, at: datetime) -> TurnShape:
    return {"role": role, "content": content, "timestamp": show_milliseconds(at)}
