"""`{{variables}}` in an agent's prompt and first message: which exist, and how they are replaced.

Every call has six: `direction`, `user_number`, `agent_number`, `current_time`, `timezone`, `language`. The call's own
variables override the agent's defaults and these six (docs.revring.ai, platform). A variable without a value stays
unchanged in the text. A voicemail message is not a template; it is spoken unchanged.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from mockserver.calls.events import Direction
from mockserver.calls.windows import known_zone, zone_called
from mockserver.providers.revring.agents import Agent
from mockserver.scenarios.variables import show

_VARIABLE = re.compile(r"\{\{([^{}\x00-\x1f]{1,200})\}\}")


class Participants(NamedTuple):
    """The direction of the call, and the numbers at both ends."""

    direction: Direction
    user_number: str
    agent_number: str


def system_variables(agent: Agent, participants: Participants, now: datetime) -> dict[str, str]:
    """Return the variables that every call has."""
    name = agent.timezone if agent.timezone and known_zone(agent.timezone) else "UTC"
    return {
        **participants._asdict(),
        "current_time": now.astimezone(zone_called(name)).isoformat(timespec="seconds"),
        "timezone": name,
        "language": agent.language,
    }


def render(text: str, variables: Mapping[str, Any]) -> str:
    """Replace each variable that has a value; null becomes an empty text."""
    return _VARIABLE.sub(lambda found: _value(found, variables), text)


def missing_variables(text: str, variables: Mapping[str, Any]) -> list[str]:
    """Return the variables of a text without a value, in the order of their first use."""
    names = dict.fromkeys(name.strip() for name in _VARIABLE.findall(text))
    return [name for name in names if name not in variables]


def _value(found: re.Match[str], variables: Mapping[str, Any]) -> str:
    name = found.group(1).strip()
    if name not in variables:
        return found.group()
    value = variables[name]
    return "" if value is None else show(value)
