"""What goes into a world and what comes out of it, as values: orders and options in, happenings out.

Providers write orders, the control API writes options, and whoever watches a world reads happenings. Nothing here
does anything.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import msgspec

from mockserver.calls.agent_behavior import AgentBehavior
from mockserver.calls.events import AnyEvent
from mockserver.calls.windows import RetryPolicy
from mockserver.scenarios.situation import Meaning
from mockserver.world.settings import Examples


class EventRecord(msgspec.Struct, frozen=True):
    """An event of a call that has happened; `number` counts all of the world's, from 1."""

    number: int
    at: datetime
    call: str
    event: AnyEvent


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """What can be set for a world. `providers` holds each provider's own options, as that provider types them."""

    profile: str = "standard"
    seed: str = "0"
    default_scenario: str = "answered"
    examples: Examples = Examples.DOCUMENTED
    providers: dict[str, Any] = {}


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """What a provider asks of the world when somebody wants a call."""

    id: str
    provider: str
    direction: str = "outbound"
    from_number: str
    to_number: str
    agent: str | None = None
    labels: dict[str, Any] = {}
    details: dict[str, Any] = {}
    lines: tuple[str, ...] = ()
    policy: RetryPolicy | None = None
    limit: timedelta | None = None
    behavior: AgentBehavior | None = None
    setup: timedelta = timedelta(0)  #: between the order and its first dial
    start: datetime | None = None  #: not before
    waits: bool = True  #: False: refuse rather than queue when all lines are busy
    scenario: str | None = None  #: asked for by name
    vocabulary: Mapping[str, Meaning] = {}
