"""Typed request bodies of campaigns, the fields of all versions at once.

Sources: SDK 0.1.1 to 0.5.0 (`campaigns`, parameter types). What becomes of a field that a version does not know is
the endpoints' matter.
"""

from typing import Annotated, Any, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from mockserver.providers.revox.assistant_parts import Filled, Maybe, RetryConfig
from mockserver.providers.revox.selection import BIGGEST, Selection
from mockserver.providers.revox.words import CampaignType

Lines = Annotated[float, Meta(ge=1, le=BIGGEST)]


class ContactBody(Struct):
    """Somebody to call. Values of variables are texts up to 0.3.0, anything since."""

    to_phone_number: Filled
    prompt_variables: Any


class CampaignCreate(Struct, kw_only=True):
    """`POST /campaigns`; `scheduled_at` up to 0.3.0, `launch` and `type` in 0.2.0 and 0.3.0."""

    assistant_id: Filled
    name: Filled
    contacts: list[ContactBody]
    call_retry_config: RetryConfig | None = None
    from_phone_number: str | None = None
    max_concurrent_calls: Lines | None = None
    scheduled_at: str | None = None
    launch: bool | UnsetType = UNSET
    type: CampaignType | UnsetType = UNSET


class CampaignPatch(Struct, kw_only=True):
    """`PATCH /campaigns/{id}`; the last four in 0.3.0, of drafts only."""

    name: Filled | UnsetType = UNSET
    call_retry_config: RetryConfig | None | UnsetType = UNSET
    from_phone_number: Maybe = UNSET
    max_concurrent_calls: Lines | None | UnsetType = UNSET
    assistant_id: Filled | UnsetType = UNSET
    contacts: list[ContactBody] | UnsetType = UNSET
    scheduled_at: Maybe = UNSET
    type: CampaignType | UnsetType = UNSET


class RowChoice(Struct):
    """Which of the rows that fit: only these, or all but these."""

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
