"""The types of what Revox stores: assistants, campaigns, voices, phone numbers, its user, details of orders.

Snapshots are checked by them. What a fixture may leave out may be missing; nothing here stores or shows anything.
"""

from typing import Any

from msgspec import UNSET, Struct, UnsetType

from mockserver.providers.revox import assistants, phone_numbers, users, voices
from mockserver.providers.revox.render import CAMPAIGNS
from mockserver.providers.revox.shapes.accounts import NumberShape, UserShape, VoiceShape
from mockserver.providers.revox.shapes.assistants import AssistantShape, RetryShape
from mockserver.providers.revox.shapes.campaigns import CampaignShape
from mockserver.providers.stored import Stored, partly


class Deleted(Struct):
    """What is kept of something that was deleted."""

    id: str


_ASSISTANT: Any = partly(AssistantShape, "id")
_TALKER: Any = partly(
    AssistantShape,
    "id",
    "first_sentence_delay_ms",
    "llm_model",
    "organization_id",
    "structured_output_config",
    first_sentence_delay_ms=int,
)


class Details(Struct):
    """What is kept of an order."""

    assistant: _TALKER
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
        CAMPAIGNS: partly(CampaignShape, "id", "name", **_MORE),
        phone_numbers.COLLECTION: partly(NumberShape, inbound_assistant_id=str | None),
        phone_numbers.DELETED: Deleted,
        voices.COLLECTION: partly(VoiceShape),
        users.COLLECTION: partly(UserShape),
    },
    Details,
    apart=frozenset({users.COLLECTION}),
    calls={CAMPAIGNS: "calls"},
)
