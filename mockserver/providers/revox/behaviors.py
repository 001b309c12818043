"""How an assistant's settings shape its calls (docs.getrevox.com, POST /assistants; SDK 0.5.0).

    first_sentence_mode   static: first_sentence is said word for word · none: the other side speaks first
    voicemail_message     said to a voicemail, after which the assistant hangs up; null: it hangs up at once
    transfer_destinations empty: no transfer · ivr_navigation_enabled: keys are pressed in phone menus

With `first_sentence_mode: generated`, a language model would write the first sentence. Here it is the scenario's.
"""

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from mockserver.calls.agent_behavior import AgentBehavior
from mockserver.calls.events import Result
from mockserver.providers.revox.assistants import Assistant
from mockserver.providers.revox.options import RevoxOptions
from mockserver.providers.revox.voices import VOICES
from mockserver.world.world import World

_TRANSFER = "transfer_call"  #: the tool's name in shipped scenarios
_PLACEHOLDER = re.compile(r"\{\{\s*([^{}]+?)\s*\}\}")


def behavior_of(assistant: Assistant, variables: Mapping[str, Any] | None) -> AgentBehavior:
    """Return how an assistant behaves in a call with these `prompt_variables`."""
    static = assistant.first_sentence_mode == "static"
    routes = tuple(destination.phone_number for destination in assistant.transfer_destinations or ())
    return AgentBehavior(
        opening=_filled(assistant.first_sentence, variables) if static else None,
        waits=assistant.first_sentence_mode == "none",
        closing=_filled(assistant.end_of_call_sentence, variables),
        message=_filled(assistant.voicemail_message, variables),
        leaves_messages=assistant.voicemail_message is not None,
        navigates=assistant.ivr_navigation_enabled,
        may_transfer=bool(routes),
        routes=routes,
        lacks=() if routes else (_TRANSFER,),
    )


def _filled(text: str | None, variables: Mapping[str, Any] | None) -> str | None:
    """Return a text with the values of its `{{placeholders}}`; those without a value stay as they are."""
    if not text or "{{" not in text or not variables:
        return text or None
    return _PLACEHOLDER.sub(lambda found: str(variables.get(found[1], found[0])), text)


def language_of(world: World, assistant: Assistant) -> str:
    """Return the language of an assistant's voice; empty if it has none that is known."""
    voice = VOICES.find(world, assistant.voice.id) if assistant.voice is not None else None
    return voice.language if voice is not None else ""


def delays_of(options: RevoxOptions) -> dict[Result, timedelta | None]:
    """Return how long after the end of a talk its results come."""
    if not (options.recording_seconds or options.transcript_seconds or options.analysis_seconds):
        return {}
    seconds = {
        Result.RECORDING: options.recording_seconds,
        Result.TRANSCRIPT: options.transcript_seconds,
        Result.ANALYSIS: options.analysis_seconds,
    }
    return {result: timedelta(seconds=delay) for result, delay in seconds.items() if delay}
