"""How Ringyo says no: `{"error": {"code", "message", "details"}, "meta": {"request_id"}}` (introduction page).

`BODY_CODES` and `QUERY_CODES` name the documented code that comes nearest to a field of a body or to a parameter of a
query; all others are `invalid_request`. Both dialects say no alike.
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
    """A refusal as Ringyo's answer, with a request id of its own."""
    status, code = refusal.status, refusal.code
    if status == 403 and code == CODES.forbidden:
        options = ringyo_options(world)
        status, code = options.forbidden_status, options.forbidden_code
    refused = answer(_shown(world, code, refusal), status)
    refused.headers = list(refusal.headers)
    return refused


def _shown(world: World, code: str, refusal: Refusal) -> ErrorShape:
    return {
        "error": {"code": code, "message": refusal.message, "details": refusal.details},
        "meta": {"request_id": request_id(world)},
    }


def bad_field(field: str, message: str) -> Refusal:
    """400: that field of the body (or, without a name, the body as a whole) cannot be used."""
    code = BODY_CODES.get(field, CODES.bad_body)
    return Refusal(400, code, message, {"field": field} if field else None)


def query_code(name: str) -> str:
    """The code of a parameter of a query that cannot be understood."""
    return QUERY_CODES.get(name, CODES.bad_body)


def request_id(world: World) -> str:
    """The id of one more request."""
    number = world.serial("ringyo.request")
    return "req_" + world.randomness.letters(f"ringyo:request:{number}", 12)
