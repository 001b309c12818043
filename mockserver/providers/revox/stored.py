"""The types of what Revox stores: assistants, campaigns, voices, phone numbers, its user, details of orders.

Snapshots are validated against them. Keys that a fixture may omit are optional. Nothing is stored or rendered here.
"""

from typing import Any

from msgspec import UNSET, Struct, UnsetType

from mockserver.providers.revox import assistants, phone_numbers, users, voices
from mockserver.providers.revox.render import CAMPAIGNS
from mockserver.providers.revox.shapes.accounts import NumberShape, UserShape, VoiceShape
from mockserver.providers.revox.shapes.assistants import AssistantShape, RetryShape
from mockserver.providers.revox.shapes.campaigns import CampaignShape
from mockserver.providers.stored import Stored, partial


class Deleted(Struct):
    """The record of a deleted object."""

    id: str


_ASSISTANT: Any = partial(AssistantShape, "id")
_ORDER_ASSISTANT: Any = partial(
    AssistantShape,
    "id",
    "first_sentence_delay_ms",
    "llm_model",
    "organization_id",
    "structured_output_config",
    first_sentence_delay_ms=int,
)


class Details(Struct):
    """The details of an order."""

    assistant: _ORDER_ASSISTANT
    retry: RetryShape | None
    metadata: dict[str, Any] | None
    prompt_variables: dict[str, Any] | None
    scheduled_at: str | None
    campaign: str | None = None
    fields: dict[str, Any] | UnsetType | None = UNSET


_MORE = {"calls": list[str], "paused": bool, "draft": bool, "assistant": AssistantShape}
STORED = Stored(
    {
        assistants.COLLECTION: _ASSISTANT,
        assistants.DELETED: Deleted,
        CAMPAIGNS: partial(CampaignShape, "id", "name", **_MORE),
        phone_numbers.COLLECTION: partial(NumberShape, inbound_assistant_id=str | None),
        phone_numbers.DELETED: Deleted,
        voices.COLLECTION: partial(VoiceShape),
        users.COLLECTION: partial(UserShape),
    },
    Details,
    own_ids=frozenset({users.COLLECTION}),
    calls={CAMPAIGNS: "calls"},
)
