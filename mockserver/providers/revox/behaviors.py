"""How an assistant's settings shape its calls (docs.getrevox.com, POST /assistants; SDK 0.5.0).

    first_sentence_mode   static: first_sentence is said word for word · none: the other side speaks first
    voicemail_message     said to a voicemail, after which the assistant hangs up; null: it hangs up at once
    first_sentence_delay_ms   before the first sentence · max_duration_end_message: said when the maximum is reached
    transfer_destinations empty: no transfer · ivr_navigation_enabled: keys are pressed in phone menus

With `first_sentence_mode: generated`, a language model would write the first sentence. Here it is the scenario's.
"""

import re
from collections.abc import Mapping
from datetime import timedelta
from functools import lru_cache
from typing import Any

from mockserver.calls.agent_behavior import AgentBehavior
from mockserver.calls.results import Delays, delays_of
from mockserver.providers.revox.assistants import Assistant
from mockserver.providers.revox.options import RevoxOptions
from mockserver.providers.revox.voices import VOICES
from mockserver.world.world import World

_TRANSFER = "transfer_call"  #: the tool's name in shipped scenarios
_LONGEST_DELAY = 60_000  #: milliseconds
_PLACEHOLDER = re.compile(r"\{\{\s*([^{}]+?)\s*\}\}")


def behavior_of(assistant: Assistant, variables: Mapping[str, Any] | None) -> AgentBehavior:
    """Return how an assistant behaves in a call with these `prompt_variables`."""
    mode, destinations = assistant.first_sentence_mode, assistant.transfer_destinations
    return _behavior(
        _filled(assistant.first_sentence, variables) if mode == "static" else None,
        _filled(assistant.end_of_call_sentence, variables),
        _filled(assistant.max_duration_end_message, variables),
        _filled(assistant.voicemail_message, variables),
        tuple([destination.phone_number for destination in destinations]) if destinations else (),
        tuple([tool.name for tool in assistant.custom_tools]) if assistant.custom_tools else None,
        assistant.first_sentence_delay_ms,
        waits=mode == "none",
        leaves_messages=assistant.voicemail_message is not None,
        navigates=assistant.ivr_navigation_enabled,
    )


@lru_cache(1024)
def _behavior(
    opening: str | None,
    closing: str | None,
    limit_message: str | None,
    message: str | None,
    routes: tuple[str, ...],
    tools: tuple[str, ...] | None,
    delay_ms: int,
    *,
    waits: bool,
    leaves_messages: bool,
    navigates: bool,
) -> AgentBehavior:
    """Return the behavior; all calls with the same settings share it."""
    return AgentBehavior(
        opening=opening,
        opening_delay=_delay(delay_ms),
        waits=waits,
        closing=closing,
        limit_message=limit_message,
        message=message,
        leaves_messages=leaves_messages,
        navigates=navigates,
        may_transfer=bool(routes),
        routes=routes,
        lacks=() if routes else (_TRANSFER,),
        tools=tools,
    )


@lru_cache(64)
def _delay(milliseconds: int) -> timedelta:
    """Return the delay of the first sentence. That of the documented sample is negative."""
    return timedelta(milliseconds=min(max(milliseconds, 0), _LONGEST_DELAY))


def _filled(text: str | None, variables: Mapping[str, Any] | None) -> str | None:
    """Return a text with the values of its `{{placeholders}}`; those without a value stay as they are."""
    if not text or "{{" not in text or not variables:
        return text or None
    return _PLACEHOLDER.sub(lambda found: str(variables.get(found[1], found[0])), text)


def language_of(world: World, assistant: Assistant) -> str:
    """Return the language of an assistant's voice; empty if it has none that is known."""
    voice = VOICES.find(world, assistant.voice.id) if assistant.voice is not None else None
    return voice.language if voice is not None else ""


def delays(options: RevoxOptions) -> Delays:
    """Return how long after the end of a talk its results come."""
    return delays_of(options.recording_seconds, options.transcript_seconds, options.analysis_seconds)
