"""Assistants: their type, and how they are created, found, adopted, changed, cloned and deleted.

Every field is in every response, null if it is not set (docs.getrevox.com, resources/assistants; SDK 0.5.0), plus the
fields that strict clients of older versions need. An assistant is a value: an update replaces it, so an order keeps the
assistant with which it was placed. Choices: README.md.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct, field
from msgspec.structs import replace

from mockserver.providers.base import Refusal
from mockserver.providers.derived import ReadOnly, Resource, Sent, sent
from mockserver.providers.resources import Resources
from mockserver.providers.revox.assistant_parts import (
    Calendly,
    Dedicated,
    Destination,
    Faq,
    FaqItem,
    Flow,
    Model,
    OutputField,
    Point,
    RetryConfig,
    Slack,
    SlackSent,
    SttContext,
    Tool,
    Voice,
    Zoho,
)
from mockserver.providers.revox.fields import Count, Instant, NonEmpty, NonNegative, Unit, deprecated
from mockserver.providers.revox.users import SINCE, Person, account_user, organization
from mockserver.providers.revox.words import OutcomeChoice
from mockserver.simulation.durations import show_milliseconds
from mockserver.world.world import World

KIND = "revox.assistants"
LLM = Dedicated(name="gpt-4.1")
PROMPT = "You are a helpful agent."
_VARIABLE = re.compile(r"\{\{([^{}]{1,200})\}\}")
_Sound = Literal[
    "city-ambience.ogg",
    "forest-ambience.ogg",
    "office-ambience.ogg",
    "crowded-room.ogg",
    "keyboard-typing.ogg",
    "keyboard-typing2.ogg",
    "hold_music.ogg",
]
_Text = Annotated[str | None, Sent(str)]  #: null only if it was never set


class Assistant(Resource, frozen=True, kw_only=True):
    """The settings of an agent."""

    after_call_sms_outcomes: list[OutcomeChoice] | None = None
    after_call_sms_prompt: str | None = None
    background_sound: Literal["audio/office.ogg"] | None = None
    background_sound_volume: Unit = 0.5
    calendly: Calendly | None = None
    call_retry_config: Annotated[RetryConfig | None, Sent(RetryConfig)] = None
    cartesia_dictionary_pronunciation_id: NonEmpty | None = None
    created_at: ReadOnly[Instant] = SINCE
    custom_tools: list[Tool] | None = None
    email_notification_address: str | None = None
    email_notification_language: Annotated[Literal["en", "fr"], deprecated()] = "en"
    email_notification_outcomes: list[OutcomeChoice] | None = None
    end_of_call_sentence: _Text = None
    first_sentence: _Text = None
    first_sentence_delay_ms: Annotated[int, Sent(NonNegative)] = 400
    first_sentence_mode: Literal["generated", "static", "none"] = "generated"
    from_phone_number: str | None = None
    human_transfer_mode: Literal["warm", "cold"] | None = None
    ivr_navigation_enabled: bool = False
    llm_model: Model = LLM
    logo_url: str | None = None
    max_call_duration_secs: Annotated[float, Meta(ge=0)] = 1800
    max_duration_end_message: str | None = None
    name: str
    organization_id: ReadOnly[str] = ""
    position: Point | None = None
    precall_lookup_url: str | None = None
    prompt: str
    prompt_flow: Flow | None = None
    slack: Annotated[Slack | None, Sent(SlackSent | None)] = None
    sms_enabled: bool = False
    sms_template: str | None = None
    structured_output_config: Annotated[list[OutputField] | None, Sent(list[OutputField])] = None
    structured_output_prompt: str | None = None
    stt_context: SttContext | None = None
    stt_model: Literal["stt-rt-v4", "stt-rt-v5"] = "stt-rt-v5"
    thinking_sound: _Sound | None = None
    thinking_sound_probability: Unit = 0
    thinking_sound_volume: Unit = 0.5
    transfer_destinations: list[Destination] | None = None
    transfer_phone_number: Annotated[str | None, deprecated("transfer_destinations")] = None
    type: Literal["standalone", "multi-step", "sub-assistant"] = "standalone"
    updated_at: ReadOnly[Instant] = SINCE
    voice: Annotated[Voice | None, Sent(Voice)] = None
    voicemail_message: str | None = None
    voicemail_sms_prompt: str | None = None
    warm_transfer_summary_instructions: str | None = None
    webhook_url: _Text = None
    zoho: Zoho | None = None
    created_by: ReadOnly[Person | None] = None
    faq_items: Annotated[list[FaqItem], Sent(list[Faq])] = field(default_factory=list)
    is_inbound_receptionist: ReadOnly[bool] = False
    is_realestate_assistant: ReadOnly[bool] = False
    pending_faq_count: ReadOnly[Count] = 0


def variables_of(text: str) -> set[str]:
    """Return the names of the `{{name}}` placeholders in a text."""
    return {name.strip() for name in _VARIABLE.findall(text)}


# -- of an order -----------------------------------------------------------------------------------


def assistant_for(world: World, assistant_id: str | None, inline: Mapping[str, Any] | None = None) -> Assistant:
    """Return the assistant of a new order: the one with that id, else the inline one, else the default assistant.

    `inline` must be `normalized`. An unknown id is adopted: it gets a stored assistant with defaults.

    Raises:
        Refusal: 404; the assistant was deleted or, in profile `strict`, never existed.
    """
    if assistant_id is not None:
        return ASSISTANTS.refer(world, assistant_id)
    if inline is not None:
        own = world.randomness.new_uuid(f"revox:inline:{world.serial('revox.inline')}")
        return replace(_new(world, own, "Inline assistant"), **with_faq_ids(world, inline))
    own = world.randomness.uuid("revox:assistant:default")
    return ASSISTANTS.find(world, own) or ASSISTANTS.put(world, _new(world, own, "Default assistant"))


# -- fields in the form in which they are stored ---------------------------------------------------


def normalized(body: Struct) -> dict[str, Any]:
    """Return the sent fields of an assistant. Fields of older versions are added; FAQ items have no ids yet."""
    given = sent(body)
    given |= _transfer(given)
    if given.get("slack") is not None:
        given["slack"] = given["slack"].complete()
    return given


def with_faq_ids(world: World, given: Mapping[str, Any]) -> Mapping[str, Any]:
    """Complete the FAQ items, give them ids and count the pending ones."""
    if "faq_items" not in given:
        return given
    items = [FaqItem(answer=item.answer, question=item.question, id=_faq_id(world)) for item in given["faq_items"]]
    return {**given, "faq_items": items, "pending_faq_count": _pending(items)}


def _transfer(given: Mapping[str, Any]) -> dict[str, Any]:
    """Fill `transfer_destinations` (since 0.4.0) from `transfer_phone_number` (before) or the reverse."""
    if "transfer_destinations" in given:
        destinations = given["transfer_destinations"]
        return {"transfer_phone_number": destinations[0].phone_number if destinations else None}
    if "transfer_phone_number" not in given:
        return {}
    number = given["transfer_phone_number"]
    return {"transfer_destinations": [Destination("Transfer", number)] if number else None}


def _pending(items: Iterable[FaqItem]) -> int:
    """Return how many questions wait for an answer."""
    return sum(item.needs_human_answer for item in items)


def _faq_id(world: World) -> str:
    return world.randomness.new_uuid(f"revox:faq:{world.serial('revox.faq')}")


# -- the life of an assistant ----------------------------------------------------------------------


def clone_assistant(world: World, original: Assistant) -> Assistant:
    """Store a copy with a new id and name, and new ids of its FAQ items. Return the copy."""
    at = show_milliseconds(world.now)
    copy = replace(
        original,
        id=_next_id(world),
        name=f"{original.name} (Copy)",
        created_by=account_user(world),
        faq_items=[replace(item, id=_faq_id(world)) for item in original.faq_items],
        created_at=at,
        updated_at=at,
    )
    return ASSISTANTS.put(world, copy)


def _new(world: World, assistant_id: str, name: str) -> Assistant:
    at = show_milliseconds(world.now)
    return Assistant(
        id=assistant_id,
        name=name,
        prompt=PROMPT,
        organization_id=organization(world),
        created_at=at,
        updated_at=at,
    )


def _completed(world: World, assistant_id: str, given: Mapping[str, Any]) -> Assistant:
    dates = {"created_at": SINCE, "updated_at": SINCE}
    known = replace(_new(world, assistant_id, f"Assistant {assistant_id[:8]}"), **{**dates, **given})
    return replace(known, pending_faq_count=_pending(known.faq_items))


def _next_id(world: World) -> str:
    return world.randomness.new_uuid(f"revox:assistant:{world.serial('revox.assistant')}")


def _missing(assistant_id: str) -> Refusal:
    """Return the refusal of a request to an assistant by its id."""
    message = (
        f"There is no assistant {assistant_id!r}. To use an id of your own: put it into a file for `serve --fixtures` "
        f"(documents `{KIND}`), or set the profile to `lenient`, which creates it now, or place a call with this "
        "assistant_id first, which adopts it in profile `standard` unless it was deleted."
    )
    return Refusal(404, "not_found", message, {"assistant_id": assistant_id})


def _unusable(assistant_id: str) -> Refusal:
    """Return the refusal of a request that refers to an assistant which was deleted, or (`strict`) never existed."""
    message = (
        f"There is no assistant {assistant_id!r}: it was deleted, or nobody created it and the profile is `strict`. "
        "Create one with POST /assistants, or set the profile to `lenient`."
    )
    return Refusal(404, "not_found", message, {"assistant_id": assistant_id})


ASSISTANTS = Resources(
    KIND,
    Assistant,
    blank=lambda world, assistant_id: _new(world, assistant_id, f"Assistant {assistant_id[:8]}"),
    missing=_missing,
    unknown=_unusable,
    completed=_completed,
    new_id=_next_id,
    tombstones="revox.deleted_assistants",
)
