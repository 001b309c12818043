"""Error responses of Revox: `{"error": CODE, "message": TEXT}` (a choice: no error body is documented).

A 409 has the header `x-should-retry: false`, because the official SDK retries 409 by default and a retry cannot succeed
here. A 429 names the delay in three headers.
"""

from math import ceil

from msgspec import json

from mockserver.errors import LinesBusy
from mockserver.providers.base import Answer, Codes, Refusal
from mockserver.providers.revox.options import revox_options
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
    rate_limited="rate_limited",
)


def too_many_calls(world: World, busy: LinesBusy) -> Refusal:
    """Return a 429 for an order that finds every line busy, with all the headers that tell clients when to retry."""
    seconds = revox_options(world).retry_after_seconds
    message = f"{busy} Retry in {seconds:g} s, or set revox.busy to queue so that orders wait for a line."
    return Refusal(429, CODES.rate_limited, message, {"limit": busy.limit}, retry_headers(seconds))


def retry_headers(seconds: float) -> list[tuple[str, str]]:
    """Return the headers by which the SDKs learn when to try again (their `_calculate_retry_timeout`)."""
    return [
        ("retry-after-ms", str(round(seconds * 1000))),
        ("retry-after", str(ceil(seconds))),
        ("x-should-retry", "true"),
    ]


def refuse(refusal: Refusal, _world: World) -> Answer:
    """Convert a refusal to an error response."""
    code = CODES.rate_limited if refusal.status == 429 else refusal.code
    body = RefusalShape(error=code, message=refusal.message)
    if refusal.details:
        body["details"] = refusal.details
    headers = list(refusal.headers)
    if refusal.status == 409:
        headers.append(("x-should-retry", "false"))
    return Answer(refusal.status, json.encode(body), headers)
