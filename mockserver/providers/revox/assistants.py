"""Assistants as far as calls need them: the whole object with its defaults, inline ones, adopted ones.

Every key of the schema is always there, null where nothing is set (docs.getrevox.com, resources/assistants; SDK 0.5.0).
Defaults that the provider does not document are choices; see README.md.
"""

from typing import Any

from msgspec import UNSET, Struct, structs

from mockserver.documents import Document
from mockserver.durations import show_milliseconds
from mockserver.providers.base import Refusal, strict
from mockserver.providers.revox.bodies import InlineAssistant
from mockserver.world import World

COLLECTION = "revox.assistants"
LLM = {"name": "gpt-4.1", "type": "dedicated-instance"}

_BLANK: Document = {
    "id": "",
    "after_call_sms_outcomes": None,
    "after_call_sms_prompt": None,
    "background_sound": None,
    "background_sound_volume": 0.5,
    "calendly": None,
    "call_retry_config": None,
    "cartesia_dictionary_pronunciation_id": None,
    "created_at": None,
    "custom_tools": None,
    "email_notification_address": None,
    "email_notification_outcomes": None,
    "end_of_call_sentence": None,
    "first_sentence": None,
    "first_sentence_delay_ms": 400,
    "first_sentence_mode": "generated",
    "from_phone_number": None,
    "human_transfer_mode": None,
    "ivr_navigation_enabled": False,
    "llm_model": LLM,
    "logo_url": None,
    "max_call_duration_secs": 1800,
    "max_duration_end_message": None,
    "name": "",
    "organization_id": "",
    "position": None,
    "precall_lookup_url": None,
    "prompt": "",
    "prompt_flow": None,
    "slack": None,
    "sms_enabled": False,
    "sms_template": None,
    "structured_output_config": None,
    "structured_output_prompt": None,
    "stt_context": None,
    "stt_model": "stt-rt-v5",
    "thinking_sound": None,
    "thinking_sound_probability": 0,
    "thinking_sound_volume": 0.5,
    "transfer_destinations": None,
    "transfer_phone_number": None,
    "type": "standalone",
    "updated_at": None,
    "voice": None,
    "voicemail_message": None,
    "voicemail_sms_prompt": None,
    "warm_transfer_summary_instructions": None,
    "webhook_url": None,
    "zoho": None,
    "created_by": None,
    "faq_items": [],
    "is_inbound_receptionist": False,
    "is_realestate_assistant": False,
    "pending_faq_count": 0,
}


def organization(world: World) -> str:
    """The id of the account that a world stands for."""
    return world.draws.uuid("revox:organization")


def assistant_for(world: World, assistant_id: str | None, inline: InlineAssistant | None) -> Document:
    """The assistant of a new order: the one named, else the inline one, else the account's own.

    Raises:
        Refusal: profile `strict`, and there is no assistant of that id.
    """
    if assistant_id is not None:
        return world.collection(COLLECTION).get(assistant_id) or _adopt(world, assistant_id)
    if inline is not None:
        number = world.serial("revox.inline")
        return new_assistant(world, world.draws.uuid(f"revox:inline:{number}"), "Inline assistant", _given(inline))
    own = world.draws.uuid("revox:assistant:default")
    return world.collection(COLLECTION).get(own) or _new_default(world, own)


def new_assistant(world: World, assistant_id: str, name: str, given: dict[str, Any]) -> Document:
    """An assistant with every key of the schema; what is not given has its default."""
    at = show_milliseconds(world.now)
    own = {"id": assistant_id, "name": name, "organization_id": organization(world)}
    return {**_BLANK, **own, "created_at": at, "updated_at": at, **given}


def _adopt(world: World, assistant_id: str) -> Document:
    if strict(world):
        raise Refusal(404, "not_found", f"There is no assistant {assistant_id!r}.", {"assistant_id": assistant_id})
    adopted = new_assistant(
        world, assistant_id, f"Assistant {assistant_id[:8]}", {"prompt": "You are a helpful agent."}
    )
    return world.collection(COLLECTION).insert(assistant_id, adopted)


def _new_default(world: World, assistant_id: str) -> Document:
    made = new_assistant(world, assistant_id, "Default assistant", {"prompt": "You are a helpful agent."})
    return world.collection(COLLECTION).insert(assistant_id, made)


def _given(inline: InlineAssistant) -> dict[str, Any]:
    return {name: plain(value) for name, value in structs.asdict(inline).items() if value is not UNSET}


def plain(value: object) -> Any:
    """A typed body back as plain JSON values, without what was not sent."""
    if isinstance(value, Struct):
        return {name: plain(inner) for name, inner in structs.asdict(value).items() if inner is not UNSET}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    return value
