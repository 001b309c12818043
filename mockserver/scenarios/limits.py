"""How large scenario files may be, so that no file can block a server for long.

Limits are passed to the functions that read or add scenarios; every server starts with `DEFAULT_LIMITS`.
"""

import msgspec


class ScenarioLimits(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How many scenarios may be added at once, and how long a chain of references may be."""

    bytes: int = 5 * 1024 * 1024  #: of a file or a request body
    documents: int = 10_000  #: of a file or a request body
    chain: int = 200  #: scenarios in a chain, each of which extends, plays or sequences the next


DEFAULT_LIMITS = ScenarioLimits()
