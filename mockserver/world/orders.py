"""What goes into a world and what comes out of it, as values: orders, options and event records.

Providers write orders, the control API writes options, and watchers of a world read event records.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from mockserver.calls.agent_behavior import AgentBehavior
from mockserver.calls.events import AnyEvent, Direction
from mockserver.calls.results import Delays
from mockserver.calls.windows import RetryPolicy
from mockserver.scenarios.situation import Meaning
from mockserver.world.settings import Examples, Profile


class EventRecord(msgspec.Struct, frozen=True):
    """An event of a call that has happened. `number` counts all events of the world, from 1."""

    number: int
    at: datetime
    call: str
    event: AnyEvent


class RealNumbers(StrEnum):
    """What happens to calls to numbers that could be a real person's."""

    WARN = "warn"  #: they are placed, and a finding says so
    REFUSE = "refuse"  #: they are refused
    ALLOW = "allow"


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """The options of a world. `providers` has the options of each provider, in that provider's own type.

    The descriptions are shown by the control API and the dashboard.
    """

    profile: Annotated[
        Profile,
        Meta(
            description="How requests are checked. `standard`: as documented, and resources that a request only refers "
            "to are made. `strict`: also refuses unknown fields and unknown resources. `lenient`: any id exists, "
            "formats are not checked."
        ),
    ] = "standard"
    seed: Annotated[
        str,
        Meta(
            description="The seed of ids and random values. The same seed and the same requests give the same answers."
        ),
    ] = "0"
    default_scenario: Annotated[
        str,
        Meta(
            description="The scenario of calls for which nothing else chooses one.",
            extra_json_schema={"format": "scenario"},
        ),
    ] = "answered"
    examples: Annotated[
        Examples,
        Meta(
            description="Samples from the providers' documentation. `documented`: lists show those with real values. "
            "`by-id`: all can be read by id, lists begin empty. `none`: there are none."
        ),
    ] = Examples.DOCUMENTED
    real_numbers: Annotated[
        RealNumbers,
        Meta(
            description="A call to a number that could be a real person's. `warn`: it is placed, and a finding reports "
            "it. `refuse`: it is answered with 400. `allow`: it is placed."
        ),
    ] = RealNumbers.WARN
    tomorrow: Annotated[
        bool,
        Meta(
            description="Answer as the providers might next week: unknown fields, new words, longer ids and an unknown "
            "webhook."
        ),
    ] = False
    providers: dict[str, Any] = {}


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """What a provider needs from the world for a new call."""

    id: str
    provider: str
    direction: Direction = "outbound"
    from_number: str
    to_number: str
    agent: str | None = None
    labels: dict[str, Any] = {}
    details: Any = {}  #: what else the provider stores for its responses, in its own type
    lines: tuple[str, ...] = ()
    policy: RetryPolicy | None = None
    limit: timedelta | None = None
    behavior: AgentBehavior | None = None
    language: str = ""  #: that of the agent, such as `fr` or `fr-FR`
    setup: timedelta = timedelta(0)  #: from the order to its first dial
    start: datetime | None = None  #: earliest instant of the first dial
    delays: Delays = {}  #: how long after a conversation its results come; None: never
    waits: bool = True  #: False: raise LinesBusy instead of queueing when all lines are busy
    scenario: str | None = None  #: name that the request asks for
    vocabulary: Mapping[str, Meaning] = {}
