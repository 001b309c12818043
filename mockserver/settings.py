"""What the server is started with, decoded once and passed on as one frozen value.

The command line, the pytest plugin and the container all end up here; nobody reads options or the environment later.
What can be changed while the server runs is not here but in a world's `Options`.
"""

from datetime import datetime
from pathlib import Path

import msgspec

from mockserver import journal, sinks
from mockserver.clock import Clock, Mode, wall_now
from mockserver.scenarios.limits import ScenarioLimits

PROFILES = ("standard", "strict", "lenient")


class Limits(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How much a server takes and keeps. What is over a limit is refused, or drops what is oldest."""

    journal_bytes: int = journal.BUDGET_BYTES  #: of requests and answers that are remembered, in all worlds together
    sink_bytes: int = sinks.BUDGET_BYTES  #: of requests that the sinks of each world hold
    scenarios: ScenarioLimits = ScenarioLimits()
    header_bytes: int = 65_536  #: of the first line and the headers of a request
    read_seconds: float = 10.0  #: real time without a byte inside a request
    worlds: int = 10_000


DEFAULT_LIMITS = Limits()


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Every world begins with these; some can be changed later for each world by itself."""

    mode: Mode = Mode.REAL
    rate: float = 1.0
    now: datetime | None = None  #: None: the real time at which a world is first seen
    seed: str = "0"
    profile: str = "standard"
    only: str | None = None  #: mount this provider alone, at the root
    allow_hosts: tuple[str, ...] = ()  #: hosts that webhooks may also be sent to: globs, addresses
    api_keys: tuple[str, ...] = ()  #: empty: any key is accepted
    scenarios: tuple[Path, ...] = ()
    fixtures: tuple[Path, ...] = ()
    examples: bool = True  #: begin with the resources of the providers' own documentation
    admin_token: str | None = None
    admin_hosts: tuple[str, ...] = ()  #: hosts and origins that may use the control API besides near ones
    limits: Limits = DEFAULT_LIMITS

    def clock(self) -> Clock:
        """A clock for a new world."""
        return Clock(self.now or wall_now(), self.mode, self.rate)
