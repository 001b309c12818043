"""How large scenario files may be, so that no text can keep a server busy for long.

They are values that are handed to whoever reads or adds scenarios; every server begins with `DEFAULT_LIMITS`.
"""

import msgspec


class ScenarioLimits(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What may be added at once, and how far scenarios may build on each other."""

    bytes: int = 5 * 1024 * 1024  #: of a file or a request body
    documents: int = 10_000  #: of a file or a request body
    chain: int = 200  #: scenarios that extend, play or sequence each other, one after the other


DEFAULT_LIMITS = ScenarioLimits()
