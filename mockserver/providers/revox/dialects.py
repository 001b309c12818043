"""The last touch for clients of older versions: words that their strict validation cannot know are not sent to them.

An answer is made in the newest words. Where the request (or the world's `api_version`) speaks an older version, its
orders, attempts and assistants are gone through once more, and each newer value becomes the nearest that the version
has. Keys are never taken away: clients of all versions ignore those they do not know.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from msgspec import DecodeError, json

from mockserver.providers.base import Answer, Request
from mockserver.providers.revox.assistants import LLM
from mockserver.providers.revox.versions import Version, version_of
from mockserver.world.world import World


class Newer(NamedTuple):
    """Values of a key that came with version `since`, and what stands for them before."""

    since: Version
    key: str
    nearest: Mapping[str, Any]


ORDER = (
    Newer((0, 2), "status", {"post_processing": "calling", "paused": "scheduled", "not_launched": "scheduled"}),
    Newer((0, 4), "status", {"not_launched": "scheduled"}),
)
ATTEMPT = (
    Newer((0, 1), "status", {"error": "completed"}),
    Newer((0, 1), "result", {"ios-screening-filter": "unknown"}),
)
TURN = (Newer((0, 2), "role", {"human_agent": "assistant"}),)
NEWEST: Version = (0, 4)  #: from here on nothing has to be said differently
GRADIUM: Version = (0, 4)
LLM_KINDS: Version = (0, 2)  #: `custom` and `realtime` models came with it


def finish(world: World, request: Request, result: Answer) -> None:
    """Say an answer in the words of the version that the request speaks."""
    version = version_of(world, request)
    if version is None or version >= NEWEST or result.status >= 400:
        return
    try:
        value = json.decode(result.body)
    except DecodeError:  # a sound
        return
    _translate(value, version)
    result.body = json.encode(value)


def _translate(value: Any, version: Version) -> None:
    """Every order, attempt, turn and assistant at whatever depth, in place; each is told by its own keys."""
    if isinstance(value, list):
        for inner in value:
            _translate(inner, version)
        return
    if not isinstance(value, dict):
        return
    for marks, change in _KINDS:
        if all(mark in value for mark in marks):
            change(value, version)
    for inner in value.values():
        _translate(inner, version)


def _worded(rules: tuple[Newer, ...]) -> Callable[[dict[str, Any], Version], None]:
    def change(value: dict[str, Any], version: Version) -> None:
        for rule in rules:
            if version < rule.since and isinstance(value[rule.key], str):
                value[rule.key] = rule.nearest.get(value[rule.key], value[rule.key])

    return change


def _assistant(value: dict[str, Any], version: Version) -> None:
    """A voice or a model that the version does not know is shown as the default."""
    voice, model = value.get("voice"), value["llm_model"]
    if version < GRADIUM and isinstance(voice, dict) and voice.get("provider") == "gradium":
        value["voice"] = None
    if version < LLM_KINDS and isinstance(model, dict) and model.get("type") in ("custom", "realtime"):
        value["llm_model"] = LLM


_KINDS: tuple[tuple[tuple[str, ...], Callable[[dict[str, Any], Version], None]], ...] = (
    (("call_attempts", "status"), _worded(ORDER)),
    (("dial_error", "result", "status"), _worded(ATTEMPT)),
    (("role", "content", "tool_name"), _worded(TURN)),
    (("llm_model",), _assistant),
)
