"""`{{variables}}` in an agent's prompt and first message: which there are, and what stands in their place.

Six of them every call has: `direction`, `user_number`, `agent_number`, `current_time`, `timezone`, `language`. The
call's own go over the agent's defaults and over those six (docs.revring.ai, platform). What nobody gives a value for
stays as it is written. A voicemail message is no template: it is said word by word.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from mockserver.calls.windows import known_zone, zone_called
from mockserver.scenarios.variables import show
from mockserver.world.documents import Document

_VARIABLE = re.compile(r"\{\{([^{}\x00-\x1f]{1,200})\}\}")


class Participants(NamedTuple):
    """Who talks: the direction of the call, and the numbers at its two participants."""

    direction: str  #: `inbound` or `outbound`
    user_number: str
    agent_number: str


def system_variables(agent: Document, participants: Participants, now: datetime) -> dict[str, str]:
    """The variables that every call has."""
    name = agent["timezone"] if known_zone(agent["timezone"]) else "UTC"
    return {
        **participants._asdict(),
        "current_time": now.astimezone(zone_called(name)).isoformat(timespec="seconds"),
        "timezone": name,
        "language": agent["language"],
    }


def render(text: str, variables: Mapping[str, Any]) -> str:
    """The text with a value in the place of each variable that has one; null is nothing."""
    return _VARIABLE.sub(lambda found: _value(found, variables), text)


def missing_variables(text: str, variables: Mapping[str, Any]) -> list[str]:
    """The variables of a text that have no value, in the order of their first use."""
    names = dict.fromkeys(name.strip() for name in _VARIABLE.findall(text))
    return [name for name in names if name not in variables]


def _value(found: re.Match[str], variables: Mapping[str, Any]) -> str:
    name = found.group(1).strip()
    if name not in variables:
        return found.group()
    value = variables[name]
    return "" if value is None else show(value)
