"""What the server is started with, decoded once and passed on as one frozen value.

The command line, the pytest plugin and the container all end up here; nobody reads options or the environment later.
What can be changed while the server runs is not here but in a world's `Options`.
"""

from datetime import datetime
from enum import StrEnum
from pathlib import Path

import msgspec

from mockserver.scenarios.limits import ScenarioLimits
from mockserver.simulation.clock import Clock, Mode, wall_now

PROFILES = ("standard", "strict", "lenient")


class Limits(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How much a server takes and keeps. What is over a limit is refused, or drops what is oldest."""

    journal_bytes: int = 64 * 1024 * 1024  #: of requests and answers that are remembered, in all worlds together
    sink_bytes: int = 16 * 1024 * 1024  #: of requests that the sinks of each world hold
    scenarios: ScenarioLimits = ScenarioLimits()
    header_bytes: int = 65_536  #: of the first line and the headers of a request
    read_seconds: float = 10.0  #: real time without a byte inside a request
    worlds: int = 10_000


DEFAULT_LIMITS = Limits()


class Examples(StrEnum):
    """Which samples of the providers' documentation a world begins with, and which of them lists show."""

    DOCUMENTED = "documented"  #: all; samples made of placeholder values are found by id only
    BY_ID = "by-id"  #: all, found by id only
    NONE = "none"


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
    examples: Examples = Examples.DOCUMENTED
    admin_token: str | None = None
    admin_hosts: tuple[str, ...] = ()  #: hosts and origins that may use the control API besides near ones
    limits: Limits = DEFAULT_LIMITS

    def clock(self, now: datetime | None = None) -> Clock:
        """A clock for a new world.

        Raises:
            SettingsError: its time or its rate is out of range.
        """
        return Clock(now or self.now or wall_now(), self.mode, self.rate)
