"""How Ringyo says no: `{"error": {"code", "message", "details"}, "meta": {"request_id"}}` (introduction page).

`BODY_CODES` names the documented code that comes nearest to a field of a body; all others are `invalid_request`.
"""

from mockserver.providers.base import Answer, Codes, Refusal, answer, options_of
from mockserver.world import World

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
}


def refuse(refusal: Refusal, world: World) -> Answer:
    """A refusal as Ringyo's answer, with a request id of its own."""
    status, code = refusal.status, refusal.code
    if status == 403 and code == CODES.forbidden:
        options = options_of(world, "ringyo")
        status, code = options.forbidden_status, options.forbidden_code
    error = {"code": code, "message": refusal.message, "details": refusal.details}
    refused = answer({"error": error, "meta": {"request_id": _request_id(world)}}, status)
    refused.headers = list(refusal.headers)
    return refused


def bad_field(field: str, message: str) -> Refusal:
    """400: that field of the body (or, without a name, the body as a whole) cannot be used."""
    code = BODY_CODES.get(field, CODES.bad_body)
    return Refusal(400, code, message, {"field": field} if field else None)


def _request_id(world: World) -> str:
    number = world.serial("ringyo.request")
    return "req_" + world.draws.letters(f"ringyo:request:{number}", 12)
