"""What clients did that the documentation does not cover, through the control API.

control.findings.find("double_dial", "unknown_field")
"""

from datetime import datetime
from urllib.parse import urlencode

import msgspec

from mockserver.client.listing import Listing
from mockserver.client.words import FindingKind
from mockserver.errors import is_callers_mistake

__tracebackhide__ = is_callers_mistake  #: for pytest


class Finding(msgspec.Struct, frozen=True):
    """One thing that stood out. `request` is the number of the request in the journal."""

    kind: str  #: such as unknown_field or double_dial; docs/control-api.md lists all
    message: str
    at: datetime  #: virtual time
    provider: str
    request: int | None = None
    operation: str | None = None
    call: str | None = None

    def __str__(self) -> str:
        where = f" (request {self.request}, {self.operation})" if self.request else ""
        return f"{self.kind}: {self.message}{where}"


class Findings(Listing[Finding]):
    """The findings of a world, oldest first."""

    def _all(self) -> list[Finding]:
        return self.find()

    def find(self, *kinds: FindingKind | str) -> list[Finding]:
        """Return the findings; only of these kinds, if any are given.

        Raises:
            ControlError: there is no such kind; the message offers the nearest.
        """
        query = urlencode([("kind", kind) for kind in kinds])
        path = f"/findings?{query}" if query else "/findings"
        return msgspec.convert(self._connection.send("GET", path, world=self._world)["findings"], list[Finding])
