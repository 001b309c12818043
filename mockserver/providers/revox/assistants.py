"""Assistants: the whole object with its defaults; stored, inline, adopted, deleted ones.

Every key of the schema is always there, null where nothing is set (docs.getrevox.com, resources/assistants; SDK 0.5.0),
and what strict clients of older versions want stands beside it. A stored assistant is a value: a patch puts a new one
in its place, so an order keeps the one with which it was placed. Choices: README.md.
"""

import re
from functools import lru_cache
from typing import Any, cast

from msgspec import to_builtins

from mockserver.providers.base import Refusal, lenient, strict
from mockserver.providers.revox.bodies import AssistantCreate, AssistantFields, AssistantPatch
from mockserver.providers.revox.retries import in_force
from mockserver.providers.revox.shapes.assistants import AssistantShape
from mockserver.providers.revox.users import SINCE, member
from mockserver.simulation.durations import show_milliseconds
from mockserver.simulation.randomness import Randomness
from mockserver.world.documents import Document
from mockserver.world.world import World

COLLECTION = "revox.assistants"
DELETED = "revox.deleted_assistants"
LLM = {"name": "gpt-4.1", "type": "dedicated-instance"}
PROMPT = "You are a helpful agent."
_VARIABLE = re.compile(r"\{\{([^{}]{1,200})\}\}")

_BLANK: Document = {
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
_KEYS = frozenset(_BLANK)


def organization(world: World) -> str:
    """The id of the account that a world stands for."""
    return _organization(world.randomness)


@lru_cache(256)
def _organization(randomness: Randomness) -> str:
    return randomness.uuid("revox:organization")


# -- of an order -----------------------------------------------------------------------------------


def assistant_for(world: World, assistant_id: str | None, inline: Document | None = None) -> Document:
    """The assistant of a new order: the one named, else the inline one (as `worded` gives it), else the account's own.

    Raises:
        Refusal: 404; the one named was deleted or, in profile `strict`, never was.
    """
    if assistant_id is not None:
        return stored(world, assistant_id) or _adopt(world, assistant_id)
    if inline is not None:
        number = world.serial("revox.inline")
        return new_assistant(world, world.randomness.uuid(f"revox:inline:{number}"), "Inline assistant", inline)
    own = world.randomness.uuid("revox:assistant:default")
    return stored(world, own) or _insert(world, new_assistant(world, own, "Default assistant", {"prompt": PROMPT}))


def _adopt(world: World, assistant_id: str) -> Document:
    if not lenient(world) and (strict(world) or assistant_id in world.collection(DELETED)):
        raise _unknown(assistant_id)
    return _insert(world, new_assistant(world, assistant_id, f"Assistant {assistant_id[:8]}", {"prompt": PROMPT}))


def _unknown(assistant_id: str) -> Refusal:
    return Refusal(404, "not_found", f"There is no assistant {assistant_id!r}.", {"assistant_id": assistant_id})


def shown(assistant: Document) -> AssistantShape:
    """A stored assistant as an answer has it: as it is, since assistants are stored with every key."""
    return cast("AssistantShape", assistant)


# -- stored ones -----------------------------------------------------------------------------------


def stored(world: World, assistant_id: str) -> Document | None:
    """The stored assistant of that id, if there is one; what a fixture leaves out is filled with the defaults."""
    found = world.collection(COLLECTION).get(assistant_id)
    if found is None or found.keys() >= _KEYS:
        return found
    own = {"id": assistant_id, "organization_id": organization(world)}
    return _insert(world, {**_BLANK, **own, **found, "pending_faq_count": _pending(found.get("faq_items") or [])})


def find_assistant(world: World, assistant_id: str) -> Document:
    """The assistant that a path names; in profile `lenient` it is conjured if need be.

    Raises:
        Refusal: 404; there is none.
    """
    found = stored(world, assistant_id)
    if found is None and not lenient(world):
        raise _unknown(assistant_id)
    return found or _adopt(world, assistant_id)


def list_assistants(world: World) -> list[Document]:
    """All stored assistants in order of creation; sub-assistants are hidden."""
    known = (stored(world, key) for key in world.collection(COLLECTION).listed())
    return [assistant for assistant in known if assistant and assistant["type"] != "sub-assistant"]


def create_assistant(world: World, body: AssistantCreate) -> Document:
    """A new stored assistant."""
    given = {**worded(body), "created_by": member(world)}
    return _insert(world, new_assistant(world, _next_id(world), body.name, given))


def patch_assistant(world: World, old: Document, body: AssistantPatch) -> Document:
    """The assistant with what the body names changed; orders that were placed with the old one keep it."""
    changes = _numbered(world, worded(body))
    if not changes:
        return old
    return _insert(world, {**old, **changes, "updated_at": show_milliseconds(world.now)})


def delete_assistant(world: World, assistant_id: str) -> None:
    """Remove an assistant for good: it is not adopted again. In profile `lenient` nothing happens."""
    if not lenient(world):
        world.collection(COLLECTION).delete(assistant_id)
        world.collection(DELETED).insert(assistant_id, {"id": assistant_id})


def clone_assistant(world: World, original: Document) -> Document:
    """A copy with an id and a name of its own; so have its FAQ items ids of their own."""
    at = show_milliseconds(world.now)
    own = {"id": _next_id(world), "name": f"{original['name']} (Copy)", "created_by": member(world)}
    items = [{**item, "id": _faq_id(world)} for item in original["faq_items"] or ()]
    return _insert(world, {**original, **own, "faq_items": items, "created_at": at, "updated_at": at})


def _insert(world: World, document: Document) -> Document:
    return world.collection(COLLECTION).insert(document["id"], document)


def _next_id(world: World) -> str:
    return world.randomness.uuid(f"revox:assistant:{world.serial('revox.assistant')}")


# -- the object ------------------------------------------------------------------------------------


def new_assistant(world: World, assistant_id: str, name: str, given: Document) -> Document:
    """An assistant with every key of the schema; what is not given has its default."""
    at = show_milliseconds(world.now)
    own = {"id": assistant_id, "name": name, "organization_id": organization(world), "created_at": at, "updated_at": at}
    return {**_BLANK, **own, **_numbered(world, given)}


def worded(body: AssistantFields) -> Document:
    """What was sent of an assistant, as it is stored: with defaults of nested objects, and the words of all versions.
    FAQ items have no ids yet."""
    given: Document = to_builtins(body)
    made = {**given, **_transfer(given)}
    if made.get("call_retry_config"):
        made["call_retry_config"] = in_force(made["call_retry_config"])
    if made.get("slack"):
        made["slack"] = _slack(made["slack"])
    if made.get("zoho"):
        made["zoho"] = {"template": None, **made["zoho"]}
    return made


def variables_of(text: str) -> set[str]:
    """The names that stand as `{{name}}` in a text."""
    return {name.strip() for name in _VARIABLE.findall(text)}


def _numbered(world: World, given: Document) -> Document:
    """The same, its FAQ items whole, with ids and counted."""
    if "faq_items" not in given:
        return given
    blank = {"needs_human_answer": False, "source": "human"}
    items = [{**blank, **item, "id": _faq_id(world)} for item in given["faq_items"] or ()]
    return {**given, "faq_items": items, "pending_faq_count": _pending(items)}


def _transfer(given: dict[str, Any]) -> dict[str, Any]:
    """`transfer_destinations` (0.4.0 and later) and `transfer_phone_number` (before) say the same; the new one wins."""
    if "transfer_destinations" in given:
        several = given["transfer_destinations"]
        return {"transfer_phone_number": several[0]["phone_number"] if several else None}
    if "transfer_phone_number" not in given:
        return {}
    number = given["transfer_phone_number"]
    return {"transfer_destinations": [{"label": "Transfer", "phone_number": number}] if number else None}


def _slack(given: dict[str, Any]) -> dict[str, Any]:
    """`channels` (0.4.0 and later) beside the one `channel_id` (before)."""
    old = {"id": given.get("channel_id"), "name": given.get("channel_name")}
    channels = [{"name": None, **channel} for channel in given.get("channels", [old] if old["id"] else [])]
    first = channels[0] if channels else {"id": "", "name": None}
    shown = {"channels": channels, "channel_id": first["id"], "channel_name": first["name"]}
    return {"template": None, **given, **shown}


def _pending(items: list[Document]) -> int:
    """How many questions wait for an answer."""
    return sum(bool(item.get("needs_human_answer")) for item in items)


def _faq_id(world: World) -> str:
    return world.randomness.uuid(f"revox:faq:{world.serial('revox.faq')}")
