"""The body of `POST /campaigns/{id}/launch-calls`: a mode, and which rows.

Source: SDK 0.5.0 (`campaigns.launch`).
"""

from typing import Literal

from msgspec import Struct

from mockserver.providers.revox.selection import Selection


class RowChoice(Struct):
    """Which of the matching rows: only the listed ones, or all except them."""

    call_ids: list[str]
    mode: Literal["all_except", "only"]


class LaunchSelection(Struct):
    """Which rows to launch."""

    filters: Selection
    rows: RowChoice


class LaunchCalls(Struct, kw_only=True):
    """`POST /campaigns/{id}/launch-calls`."""

    mode: Literal["ai_first", "speed_dial"]
    selection: LaunchSelection
    scheduled_at: str | None = None
