"""The error bodies of RevRing. They are not documented; this is a choice, with the option `error_style`.

    detailed   {"error": {"code": "VALIDATION_ERROR", "message": …, "details": [{"path": ["toNumber"], "message": …}]}}
    plain      {"error": "…"}

`details` is present when the error is about a field. Some clients read the body as text only.
"""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from msgspec import json

from mockserver.providers.base import Answer, Codes, Refusal
from mockserver.providers.revring.options import revring_options
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
    rate_limited="RATE_LIMITED",
)
NO_LINE = "CONCURRENCY_LIMIT_REACHED"
NOT_RUNNING = "CALL_ALREADY_ENDED"
DISABLED = "AGENT_DISABLED"
SOURCE_LIMIT = "SOURCE_LIMIT_REACHED"

_PART = re.compile(r"[^.\[\]]+")


class Issue(NamedTuple):
    """One invalid field; `path` leads to it from the top of the body or query."""

    path: tuple[str | int, ...]
    message: str

    def render(self) -> dict[str, Any]:
        """Return the issue as JSON values."""
        return {"path": list(self.path), "message": self.message}


def invalid(issues: Sequence[Issue]) -> Refusal:
    """Return the refusal of a body or query: 400 `VALIDATION_ERROR`, with every issue."""
    message = " ".join(issue.message for issue in issues)
    return Refusal(400, CODES.bad_body, message, {"issues": [issue.render() for issue in issues]})


def not_found(what: str, thing_id: str, hint: str = "") -> Refusal:
    """Return the refusal of an unknown id: 404 `NOT_FOUND`. `hint` says how there can be one."""
    return Refusal(404, CODES.no_call, f"There is no {what} {thing_id!r}." + (f" {hint}" if hint else ""))


def path_of(text: str) -> tuple[str | int, ...]:
    """Split a path such as `ids[0]` into its parts."""
    return tuple(int(part) if part.isdecimal() else part for part in _PART.findall(text))


def refuse(refusal: Refusal, world: World) -> Answer:
    """Return a refusal as RevRing's response."""
    if revring_options(world).error_style == "plain":
        return _answer(refusal, refusal.message)
    error: dict[str, Any] = {"code": refusal.code, "message": refusal.message}
    issues = refusal.details.get("issues")
    if issues:
        error["details"] = issues
    return _answer(refusal, error)


def _answer(refusal: Refusal, error: object) -> Answer:
    return Answer(refusal.status, json.encode({"error": error}), list(refusal.headers))
