"""The settings of a server, decoded once and passed on as one immutable value.

The command line, the pytest plugin and the container all create them; no other code reads options or the environment.
What can change while the server runs is in a world's `Options`.
"""

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Literal, get_args

import msgspec

from mockserver.scenarios.limits import ScenarioLimits
from mockserver.simulation.clock import Clock, Mode, wall_now

Profile = Literal["standard", "strict", "lenient"]
PROFILES: tuple[Profile, ...] = get_args(Profile)


class Limits(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How much a server accepts and keeps. Larger requests are refused; older data is dropped."""

    journal_bytes: int = 64 * 1024 * 1024  #: of journal records, in all worlds together
    sink_bytes: int = 16 * 1024 * 1024  #: of requests in the sinks of each world
    scenarios: ScenarioLimits = ScenarioLimits()
    header_bytes: int = 65_536  #: of the first line and the headers of a request
    read_seconds: float = 10.0  #: real seconds without a new byte inside a request
    worlds: int = 10_000


DEFAULT_LIMITS = Limits()


class Examples(StrEnum):
    """Which samples of the providers' documentation a world starts with, and which of them lists show."""

    DOCUMENTED = "documented"  #: all; samples with placeholder values are found by id only
    BY_ID = "by-id"  #: all, found by id only
    NONE = "none"


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Every world starts with these; some can be changed later for each world."""

    mode: Mode = Mode.REAL
    rate: float = 1.0
    now: datetime | None = None  #: None: the real time of the first request to a world
    seed: str = "0"
    profile: Profile = "standard"
    only: str | None = None  #: serve only this provider, at the root
    allow_hosts: tuple[str, ...] = ()  #: hosts that webhooks may also be sent to: globs, addresses
    api_keys: tuple[str, ...] = ()  #: empty: every key is accepted
    scenarios: tuple[Path, ...] = ()
    fixtures: tuple[Path, ...] = ()
    examples: Examples = Examples.DOCUMENTED
    tomorrow: bool = False
    admin_token: str | None = None
    admin_hosts: tuple[str, ...] = ()  #: hosts and origins that may use the control API besides local ones
    cors: tuple[str, ...] = ()  #: origins whose web pages may use the providers; `*`: all
    limits: Limits = DEFAULT_LIMITS

    def clock(self, now: datetime | None = None) -> Clock:
        """Return a clock for a new world.

        Raises:
            SettingsError: the time or the rate is out of range.
        """
        return Clock(now or self.now or wall_now(), self.mode, self.rate)
