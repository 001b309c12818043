"""Assistants: the complete object with its defaults; stored, inline, adopted and deleted assistants.

Every key of the schema is always present, null if it is not set (docs.getrevox.com, resources/assistants; SDK 0.5.0),
plus the keys that strict clients of older versions need. A stored assistant is a value: a patch replaces it, so an
order keeps the assistant with which it was placed. Choices: README.md.
"""

import re
from functools import lru_cache
from typing import Any, cast

from msgspec import to_builtins

from mockserver.providers.base import Refusal, lenient, strict
from mockserver.providers.revox.bodies import AssistantCreate, AssistantFields, AssistantPatch
from mockserver.providers.revox.retries import with_defaults
from mockserver.providers.revox.shapes.assistants import AssistantShape
from mockserver.providers.revox.users import SINCE, account_user
from mockserver.simulation.durations import show_milliseconds
from mockserver.simulation.randomness import Randomness
from mockserver.world.documents import Document
from mockserver.world.world import World

COLLECTION = "revox.assistants"
DELETED = "revox.deleted_assistants"
LLM = {"name": "gpt-4.1", "type": "dedicated-instance"}
PROMPT = "You are a helpful agent."
_VARIABLE = re.compile(r"\{\{([^{}]{1,200})\}\}")

_DEFAULTS: Document = {
    "id": "",
    "after_call_sms_outcomes": None,
    "after_call_sms_prompt": None,
    "background_sound": None,
    "background_sound_volume": 0.5,
    "calendly": None,
    "call_retry_config": None,
    "cartesia_dictionary_pronunciation_id": None,
    "created_at": SINCE,
    "custom_tools": None,
    "email_notification_address": None,
    "email_notification_language": "en",
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
    "updated_at": SINCE,
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
_KEYS = frozenset(_DEFAULTS)


def organization(world: World) -> str:
    """Return the id of the organization that a world simulates."""
    return _organization(world.randomness)


@lru_cache(256)
def _organization(randomness: Randomness) -> str:
    return randomness.uuid("revox:organization")


# -- of an order -----------------------------------------------------------------------------------


def assistant_for(world: World, assistant_id: str | None, inline: Document | None = None) -> Document:
    """Return the assistant of a new order: the one with that id, else the inline one, else the default assistant.

    `inline` must be `normalized`. An unknown id is adopted: it gets a stored assistant with defaults.

    Raises:
        Refusal: 404; the assistant was deleted or, in profile `strict`, never existed.
    """
    if assistant_id is not None:
        return stored_assistant(world, assistant_id) or _adopt(world, assistant_id)
    if inline is not None:
        number = world.serial("revox.inline")
        return new_assistant(world, world.randomness.uuid(f"revox:inline:{number}"), "Inline assistant", inline)
    own = world.randomness.uuid("revox:assistant:default")
    found = stored_assistant(world, own)
    return found or _insert(world, new_assistant(world, own, "Default assistant", {"prompt": PROMPT}))


def _adopt(world: World, assistant_id: str) -> Document:
    if not lenient(world) and (strict(world) or assistant_id in world.collection(DELETED)):
        raise _unknown(assistant_id)
    return _insert(world, new_assistant(world, assistant_id, f"Assistant {assistant_id[:8]}", {"prompt": PROMPT}))


def _unknown(assistant_id: str) -> Refusal:
    return Refusal(404, "not_found", f"There is no assistant {assistant_id!r}.", {"assistant_id": assistant_id})


def render_assistant(assistant: Document) -> AssistantShape:
    """Return a stored assistant as a response body. Assistants are stored with every key, so nothing is added."""
    return cast("AssistantShape", assistant)


# -- stored ones -----------------------------------------------------------------------------------


def stored_assistant(world: World, assistant_id: str) -> Document | None:
    """Return the stored assistant with that id, or None. Keys that a fixture omits get their defaults."""
    found = world.collection(COLLECTION).get(assistant_id)
    if found is None or found.keys() >= _KEYS:
        return found
    own = {"id": assistant_id, "organization_id": organization(world)}
    return _insert(world, {**_DEFAULTS, **own, **found, "pending_faq_count": _pending(found.get("faq_items") or [])})


def get_assistant(world: World, assistant_id: str) -> Document:
    """Return the assistant with that id. Profile `lenient` creates a missing one.

    Raises:
        Refusal: 404; there is no such assistant.
    """
    found = stored_assistant(world, assistant_id)
    if found is None and not lenient(world):
        raise _unknown(assistant_id)
    return found or _adopt(world, assistant_id)


def list_assistants(world: World) -> list[Document]:
    """Return all stored assistants except sub-assistants, in order of creation."""
    known = (stored_assistant(world, key) for key in world.collection(COLLECTION).listed())
    return [assistant for assistant in known if assistant and assistant["type"] != "sub-assistant"]


def create_assistant(world: World, body: AssistantCreate) -> Document:
    """Store a new assistant and return it."""
    given = {**normalized(body), "created_by": account_user(world)}
    return _insert(world, new_assistant(world, _next_id(world), body.name, given))


def update_assistant(world: World, old: Document, body: AssistantPatch) -> Document:
    """Store the assistant with the changes of the body and return it. Earlier orders keep the old one."""
    changes = _with_faq_ids(world, normalized(body))
    if not changes:
        return old
    return _insert(world, {**old, **changes, "updated_at": show_milliseconds(world.now)})


def delete_assistant(world: World, assistant_id: str) -> None:
    """Delete an assistant; its id is not adopted again. In profile `lenient` nothing happens."""
    if not lenient(world):
        world.collection(COLLECTION).delete(assistant_id)
        world.collection(DELETED).insert(assistant_id, {"id": assistant_id})


def clone_assistant(world: World, original: Document) -> Document:
    """Store a copy with a new id and name, and new ids of its FAQ items. Return the copy."""
    at = show_milliseconds(world.now)
    own = {"id": _next_id(world), "name": f"{original['name']} (Copy)", "created_by": account_user(world)}
    items = [{**item, "id": _faq_id(world)} for item in original["faq_items"] or ()]
    return _insert(world, {**original, **own, "faq_items": items, "created_at": at, "updated_at": at})


def _insert(world: World, document: Document) -> Document:
    return world.collection(COLLECTION).insert(document["id"], document)


def _next_id(world: World) -> str:
    return world.randomness.uuid(f"revox:assistant:{world.serial('revox.assistant')}")


# -- the object ------------------------------------------------------------------------------------


def new_assistant(world: World, assistant_id: str, name: str, given: Document) -> Document:
    """Return an assistant with every key of the schema. Keys that are not given have their defaults."""
    at = show_milliseconds(world.now)
    own = {"id": assistant_id, "name": name, "organization_id": organization(world), "created_at": at, "updated_at": at}
    return {**_DEFAULTS, **own, **_with_faq_ids(world, given)}


def normalized(body: AssistantFields) -> Document:
    """Convert the body of a request to the form in which assistants are stored.

    Nested objects get their defaults, and fields of older versions are added. FAQ items have no ids yet.
    """
    given: Document = to_builtins(body)
    made = {**given, **_transfer(given)}
    if made.get("call_retry_config"):
        made["call_retry_config"] = with_defaults(made["call_retry_config"])
    if made.get("slack"):
        made["slack"] = _slack(made["slack"])
    if made.get("zoho"):
        made["zoho"] = {"template": None, **made["zoho"]}
    return made


def variables_of(text: str) -> set[str]:
    """Return the names of the `{{name}}` placeholders in a text."""
    return {name.strip() for name in _VARIABLE.findall(text)}


def _with_faq_ids(world: World, given: Document) -> Document:
    """Complete the FAQ items, give them ids and count the pending ones."""
    if "faq_items" not in given:
        return given
    blank = {"needs_human_answer": False, "source": "human"}
    items = [{**blank, **item, "id": _faq_id(world)} for item in given["faq_items"] or ()]
    return {**given, "faq_items": items, "pending_faq_count": _pending(items)}


def _transfer(given: dict[str, Any]) -> dict[str, Any]:
    """Fill `transfer_destinations` (since 0.4.0) from `transfer_phone_number` (before) or the reverse."""
    if "transfer_destinations" in given:
        destinations = given["transfer_destinations"]
        return {"transfer_phone_number": destinations[0]["phone_number"] if destinations else None}
    if "transfer_phone_number" not in given:
        return {}
    number = given["transfer_phone_number"]
    return {"transfer_destinations": [{"label": "Transfer", "phone_number": number}] if number else None}


def _slack(given: dict[str, Any]) -> dict[str, Any]:
    """Fill `channels` (since 0.4.0) from the single `channel_id` (before), and the reverse."""
    old = {"id": given.get("channel_id"), "name": given.get("channel_name")}
    channels = [{"name": None, **channel} for channel in given.get("channels", [old] if old["id"] else [])]
    first = channels[0] if channels else {"id": "", "name": None}
    return {
        "template": None,
        **given,
        "channels": channels,
        "channel_id": first["id"],
        "channel_name": first["name"],
    }


def _pending(items: list[Document]) -> int:
    """Return how many questions wait for an answer."""
    return sum(bool(item.get("needs_human_answer")) for item in items)


def _faq_id(world: World) -> str:
    return world.randomness.uuid(f"revox:faq:{world.serial('revox.faq')}")
