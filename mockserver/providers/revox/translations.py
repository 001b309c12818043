"""Translate responses for clients of older versions, whose strict validation rejects newer enum values.

Responses are rendered with the newest values. If the request (or the world's `api_version`) uses an older version, each
newer value in orders, attempts, turns and assistants is replaced with the nearest value that the version has. Keys are
never removed: clients of all versions ignore unknown keys. Clients that name no version get everything in its newest
form, except the statuses of orders: these are the seven of docs.getrevox.com, GET /call/{id}.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from msgspec import DecodeError, json, to_builtins

from mockserver.providers.base import Answer, Request
from mockserver.providers.revox.assistants import LLM
from mockserver.providers.revox.options import revox_options
from mockserver.providers.revox.statuses import DOCUMENTED, UNCHANGED, Renamed
from mockserver.providers.revox.versions import DRAFTS, Version, version_of
from mockserver.world.world import World


class Newer(NamedTuple):
    """Values of a key that exist since a version, and their replacements for clients before it."""

    since: Version
    key: str
    nearest: Mapping[Any, Any]


DRAFTED: Renamed = {"not_launched": "scheduled"}
ORDER = (Newer((0, 2), "status", DOCUMENTED), Newer((0, 4), "status", DRAFTED))
ATTEMPT = (
    Newer((0, 1), "status", {"error": "completed"}),
    Newer((0, 1), "result", {"ios-screening-filter": "unknown"}),
)
TURN = (Newer((0, 2), "role", {"human_agent": "assistant"}),)
NEWEST: Version = (0, 4)  #: since this version nothing has to be translated
GRADIUM: Version = (0, 4)
LLM_KINDS: Version = (0, 2)  #: `custom` and `realtime` models exist since this version


def renamed_statuses(world: World, request: Request) -> Renamed:
    """Return which statuses of orders the client is shown under another name, in responses and in filters."""
    version = version_of(world, request)
    if version is None:
        return DOCUMENTED if revox_options(world).order_statuses == "documented" else UNCHANGED
    if version >= NEWEST:
        return UNCHANGED
    return DOCUMENTED if version < DRAFTS else DRAFTED


def translate_response(world: World, request: Request, result: Answer) -> None:
    """Translate a response, in place, to the version that the request uses."""
    version = version_of(world, request)
    if version is None or version >= NEWEST or result.status >= 400:
        return
    try:
        value = json.decode(result.body)
    except DecodeError:  # audio
        return
    _translate(value, version)
    result.body = json.encode(value)


def _translate(value: Any, version: Version) -> None:
    """Translate every order, attempt, turn and assistant at any depth, in place. Each is recognized by its keys."""
    if isinstance(value, list):
        for inner in value:
            _translate(inner, version)
        return
    if not isinstance(value, dict):
        return
    for keys, change in _KINDS:
        if all(key in value for key in keys):
            change(value, version)
    for inner in value.values():
        _translate(inner, version)


def _replace_values(rules: tuple[Newer, ...]) -> Callable[[dict[str, Any], Version], None]:
    def change(value: dict[str, Any], version: Version) -> None:
        for rule in rules:
            if version < rule.since and isinstance(value[rule.key], str):
                value[rule.key] = rule.nearest.get(value[rule.key], value[rule.key])

    return change


def _assistant(value: dict[str, Any], version: Version) -> None:
    """Replace a voice or a model that the version does not know with the default."""
    voice, model = value.get("voice"), value["llm_model"]
    if version < GRADIUM and isinstance(voice, dict) and voice.get("provider") == "gradium":
        value["voice"] = None
    if version < LLM_KINDS and isinstance(model, dict) and model.get("type") in ("custom", "realtime"):
        value["llm_model"] = to_builtins(LLM)


_KINDS: tuple[tuple[tuple[str, ...], Callable[[dict[str, Any], Version], None]], ...] = (
    (("call_attempts", "status"), _replace_values(ORDER)),
    (("dial_error", "result", "status"), _replace_values(ATTEMPT)),
    (("role", "content", "tool_name"), _replace_values(TURN)),
    (("llm_model",), _assistant),
)
