"""The error bodies of Ringyo: `{"error": {"code", "message", "details"}, "meta": {"request_id"}}` (introduction page).

`BODY_CODES` and `QUERY_CODES` hold the documented code that is nearest to a body field or query parameter; all others
have `invalid_request`. Errors are the same in both dialects.
"""

from mockserver.providers.base import Answer, Codes, Refusal, answer
from mockserver.providers.ringyo.options import ringyo_options
from mockserver.providers.ringyo.shapes.envelopes import ErrorShape
from mockserver.world.world import World

CODES = Codes(
    no_key="unauthorized",
    forbidden="unauthorized",
    no_route="not_found",
    no_method="method_not_allowed",
    bad_json="invalid_json",
    bad_body="invalid_request",
    bad_media="unsupported_media_type",
    too_large="payload_too_large",
    no_call="call_not_found",
    crashed="internal_error",
    rate_limited="rate_limit_exceeded",
)
BODY_CODES: dict[str, str] = {
    "phone_number": "invalid_phone_number",
    "to": "invalid_phone_number",
    "from_number": "invalid_from_number",
    "webhook_url": "invalid_url",
    "url": "invalid_url",
    "events": "invalid_events",
    "status": "invalid_status",
    "voice_id": "invalid_voice_id",
    "system_prompt": "invalid_system_prompt",
    "language": "invalid_language",
}
QUERY_CODES: dict[str, str] = {"status": "invalid_status"}


def refuse(refusal: Refusal, world: World) -> Answer:
    """Return a refusal as Ringyo's response, with its own request id."""
    status, code = refusal.status, refusal.code
    if status == 403 and code == CODES.forbidden:
        options = ringyo_options(world)
        status, code = options.forbidden_status, options.forbidden_code
    refused = answer(_render(world, code, refusal), status)
    refused.headers = list(refusal.headers)
    return refused


def _render(world: World, code: str, refusal: Refusal) -> ErrorShape:
    return {
        "error": {"code": code, "message": refusal.message, "details": refusal.details},
        "meta": {"request_id": request_id(world)},
    }


def not_found(noun: str, given: str, adoption: str = "") -> Refusal:
    """Return the refusal of an id that does not exist: 404 `agent_not_found`, for `noun` "agent".

    The message says how there can be one. `adoption` says which request adopts it, if there is one.
    """
    name = noun.replace(" ", "_")
    message = (
        f"There is no {noun} {given!r}; GET /v1/{noun.replace(' ', '-')}s lists them. To use your own id: add it to a"
        f" fixture file (--fixtures); {adoption}or set the profile 'lenient', which creates it on demand."
    )
    return Refusal(404, f"{name}_not_found", message, {f"{name}_id": given})


def bad_field(field: str, message: str) -> Refusal:
    """Return the refusal of a body field; without a name, of the body as a whole: 400."""
    code = BODY_CODES.get(field, CODES.bad_body)
    return Refusal(400, code, message, {"field": field} if field else None)


def query_code(name: str) -> str:
    """Return the code for an invalid query parameter."""
    return QUERY_CODES.get(name, CODES.bad_body)


def request_id(world: World) -> str:
    """Return the id of one more request."""
    number = world.serial("ringyo.request")
    return "req_" + world.randomness.new_letters(f"ringyo:request:{number}", 12)
