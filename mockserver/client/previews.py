"""Previews of scenarios as frozen values: how a call would unfold, without placing one. `Control.preview` returns them.

Times are seconds after the order. Unknown keys are ignored, so an older client can read a newer server.
"""

from typing import Any

import msgspec


class PreviewRow(msgspec.Struct, frozen=True):
    """One event; `facts` has its other fields."""

    after: float
    status: str  #: the provider's status of the call right after the event
    event: str
    facts: dict[str, Any]
    description: str | None = None  #: None: the server is too old to write one

    @property
    def text(self) -> str:
        """Return the event in a few words."""
        return self.description or self.event


class PreviewDial(msgspec.Struct, frozen=True):
    """One dial; a time is None if that does not happen."""

    number: int
    dialled_after: float | None = None
    answered_after: float | None = None
    ended_after: float | None = None
    answered_by: str | None = None
    reason: str | None = None
    ended_by: str | None = None
    transferred_to: str | None = None


class CallPreview(msgspec.Struct, frozen=True):
    """How a call would unfold at a provider; `error` says why it cannot play the scenario. A call whose `phase` is not
    `ended` never ends by itself."""

    provider: str
    error: str | None = None
    phase: str | None = None
    status: str | None = None  #: in the provider's words
    reason: str | None = None
    ended_by: str | None = None
    visible_after: float | None = None  #: before, requests that read the call by its id do not find it
    attempts: list[PreviewDial] = []
    timeline: list[PreviewRow] = []
