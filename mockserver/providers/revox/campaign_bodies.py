"""Typed request bodies of campaigns, the fields of all versions at once.

Sources: SDK 0.1.1 to 0.5.0 (`campaigns`, parameter types). The endpoints decide what to do with a field that the
client's version does not have.
"""

from typing import Annotated, Any, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from mockserver.providers.revox.assistant_parts import Maybe, NonEmpty, RetryConfig
from mockserver.providers.revox.selection import BIGGEST, Selection
from mockserver.providers.revox.words import CampaignType

Lines = Annotated[float, Meta(ge=1, le=BIGGEST)]


class ContactBody(Struct):
    """A contact to call. Values of variables are strings up to 0.3.0 and any JSON since."""

    to_phone_number: NonEmpty
    prompt_variables: Any


class CampaignCreate(Struct, kw_only=True):
    """`POST /campaigns`; `scheduled_at` up to 0.3.0, `launch` and `type` in 0.2.0 and 0.3.0."""

    assistant_id: NonEmpty
    name: NonEmpty
    contacts: list[ContactBody]
    call_retry_config: RetryConfig | None = None
    from_phone_number: str | None = None
    max_concurrent_calls: Lines | None = None
    scheduled_at: str | None = None
    launch: bool | UnsetType = UNSET
    type: CampaignType | UnsetType = UNSET


class CampaignPatch(Struct, kw_only=True):
    """`PATCH /campaigns/{id}`; the last four fields exist in 0.3.0 only, for drafts."""

    name: NonEmpty | UnsetType = UNSET
    call_retry_config: RetryConfig | None | UnsetType = UNSET
    from_phone_number: Maybe = UNSET
    max_concurrent_calls: Lines | None | UnsetType = UNSET
    assistant_id: NonEmpty | UnsetType = UNSET
    contacts: list[ContactBody] | UnsetType = UNSET
    scheduled_at: Maybe = UNSET
    type: CampaignType | UnsetType = UNSET


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
