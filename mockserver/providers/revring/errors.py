"""How RevRing says no (no error body is documented; this is a choice, with the option `error_style`).

    detailed   {"error": {"code": "VALIDATION_ERROR", "message": …, "details": [{"path": ["toNumber"], "message": …}]}}
    plain      {"error": "…"}

`details` is there where the complaint is about a field. Clients are known to read the body as text only.
"""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from msgspec import json

from mockserver.providers.base import Answer, Codes, Refusal, options_of
from mockserver.world.world import World

CODES = Codes(
    no_key="UNAUTHORIZED",
    forbidden="FORBIDDEN",
    no_route="NOT_FOUND",
    no_method="METHOD_NOT_ALLOWED",
    bad_json="INVALID_JSON",
    bad_body="VALIDATION_ERROR",
    bad_media="UNSUPPORTED_MEDIA_TYPE",
    too_large="PAYLOAD_TOO_LARGE",
    no_call="NOT_FOUND",
    crashed="INTERNAL_ERROR",
)
NO_LINE = "CONCURRENCY_LIMIT_REACHED"
NOT_RUNNING = "CALL_ALREADY_ENDED"
DISABLED = "AGENT_DISABLED"
SOURCE_LIMIT = "SOURCE_LIMIT_REACHED"

_PART = re.compile(r"[^.\[\]]+")


class Issue(NamedTuple):
    """One field that cannot be taken; `path` leads to it from the top of the body or query."""

    path: tuple[str | int, ...]
    message: str

    def render(self) -> dict[str, Any]:
        """The issue as JSON-ready values."""
        return {"path": list(self.path), "message": self.message}


def invalid(issues: Sequence[Issue]) -> Refusal:
    """The refusal of a body or query: 400 `VALIDATION_ERROR`, naming every issue."""
    message = " ".join(issue.message for issue in issues)
    return Refusal(400, CODES.bad_body, message, {"issues": [issue.render() for issue in issues]})


def not_found(what: str, thing_id: str) -> Refusal:
    """The refusal of an id that nothing has: 404 `NOT_FOUND`."""
    return Refusal(404, CODES.no_call, f"There is no {what} {thing_id!r}.")


def path_of(text: str) -> tuple[str | int, ...]:
    """A path such as `ids[0]` as its parts."""
    return tuple(int(part) if part.isdecimal() else part for part in _PART.findall(text))


def refuse(refusal: Refusal, world: World) -> Answer:
    """A refusal as RevRing's answer."""
    if options_of(world, "revring").error_style == "plain":
        return _answer(refusal, refusal.message)
    error: dict[str, Any] = {"code": refusal.code, "message": refusal.message}
    issues = refusal.details.get("issues")
    if issues:
        error["details"] = issues
    return _answer(refusal, error)


def _answer(refusal: Refusal, error: object) -> Answer:
    return Answer(refusal.status, json.encode({"error": error}), list(refusal.headers))
