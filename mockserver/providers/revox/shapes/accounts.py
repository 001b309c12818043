"""The other resources of an account: voices, phone numbers, its user.

Sources: SDK 0.0.3 to 0.5.0 (`voices`, `users`), 0.3.0 to 0.5.0 (`phone_numbers`). Some keys of voices are in camel
case, as in the API.
"""

from typing import Annotated, Literal, TypedDict

from msgspec import Meta

from mockserver.providers.revox.shapes.assistants import AssistantShape
from mockserver.providers.revox.shapes.basics import Instant, PersonShape
from mockserver.providers.revox.words import Language, VoiceProvider


class VoiceShape(TypedDict):
    """A voice in the list."""

    id: str
    description: str
    language: Language
    name: str
    provider: VoiceProvider
    accent: str | None
    gender: str | None
    isCloned: bool
    modelCompat: Literal["universal", "sonic-3", "sonic-3.5"] | None


class VoiceList(TypedDict):
    """Presets, then cloned voices."""

    voices: list[VoiceShape]


class VoiceSummary(TypedDict):
    """The short form of a single voice."""

    id: str
    name: str
    description: str


class VoiceReply(TypedDict):
    """One voice in its envelope."""

    voice: VoiceSummary


class ClonedVoice(TypedDict):
    """A new cloned voice."""

    id: str
    cartesiaVoiceId: str
    createdAt: Instant
    language: str
    name: str


class NumberShape(TypedDict):
    """A phone number of the account."""

    id: str
    created_at: Instant
    created_by: PersonShape | None
    inbound_assistant: AssistantShape | None
    inbound_sip_uri: str | None
    label: str | None
    livekit_outbound_trunk_id: str | None
    phone_number: str
    provider: Literal["twilio", "telnyx", "sip"]
    source: Literal["user_imported", "revox_provisioned", "revox_purchased"]
    type: Literal["owned_number", "verified_caller_id"]


class NumberList(TypedDict):
    """All numbers of the account."""

    phone_numbers: list[NumberShape]


class NumberReply(TypedDict):
    """One number in its envelope."""

    phone_number: NumberShape


class UserShape(TypedDict):
    """The user that owns the key."""

    id: str
    created_at: Instant
    email: str
    first_name: str | None
    has_completed_onboarding: bool
    last_name: str | None
    organization_id: str
    updated_at: Instant
    organization_country: Annotated[str | None, Meta(description="ISO 3166-1 alpha-2")]


class UserReply(TypedDict):
    """The user in its envelope."""

    user: UserShape
