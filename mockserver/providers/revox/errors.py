"""How Revox says no: `{"error": CODE, "message": TEXT}` (a choice: no error body is documented).

Answers to requests that cannot succeed by trying again carry `x-should-retry: false`, because the official SDK
retries 409 of its own accord.
"""

from math import ceil

from msgspec import json

from mockserver.errors import LinesBusy
from mockserver.providers.base import Answer, Codes, Refusal, options_of
from mockserver.providers.revox.shapes.basics import RefusalShape
from mockserver.world.world import World

CODES = Codes(
    no_key="unauthorized",
    forbidden="forbidden",
    no_route="not_found",
    no_method="method_not_allowed",
    bad_json="invalid_json",
    bad_body="invalid_request",
    bad_media="unsupported_media_type",
    too_large="payload_too_large",
    no_call="not_found",
    crashed="internal_error",
)


def too_many_calls(world: World, busy: LinesBusy) -> Refusal:
    """429: every line is busy, and orders do not wait; says in all words that clients know when to try again."""
    seconds: float = options_of(world, "revox").retry_after_seconds
    message = f"{busy} Try again in {seconds:g} s, or let orders wait with the setting revox.busy: queue."
    headers = (
        ("retry-after-ms", str(round(seconds * 1000))),
        ("retry-after", str(ceil(seconds))),
        ("x-should-retry", "true"),
    )
    return Refusal(429, "rate_limited", message, {"limit": busy.limit}, headers)


def refuse(refusal: Refusal, _world: World) -> Answer:
    """A refusal as Revox's answer."""
    code = "rate_limited" if refusal.status == 429 else refusal.code
    body = RefusalShape(error=code, message=refusal.message)
    if refusal.details:
        body["details"] = refusal.details
    headers = list(refusal.headers)
    if refusal.status == 409:
        headers.append(("x-should-retry", "false"))
    return Answer(refusal.status, json.encode(body), headers)
