"""Typed request bodies of Ringyo: what may be sent, of which type, within which limits.

Sources: calls/create (dialect of the reference) and concepts/calls (dialect of the guide: `to` and `context`, taken
as aliases). Null counts as not given. What is required or must have a form is checked here too, so that every
refusal can name the documented code.
"""

from typing import Any
from urllib.parse import urlsplit

from msgspec import Struct

from mockserver.numbers import is_e164
from mockserver.providers.base import Refusal, Request, lenient, strict
from mockserver.providers.bodies import BadBody, convert, read_object
from mockserver.providers.ringyo.errors import CODES, bad_field
from mockserver.world import World

LONGEST = 3600  #: seconds


class CallCreate(Struct, kw_only=True):
    """`POST /v1/calls`. `to` is the guide's word for `phone_number`; if both are sent, `phone_number` counts."""

    phone_number: str | None = None
    to: str | None = None
    agent_id: str | None = None
    from_number: str | None = None
    metadata: dict[str, Any] | None = None
    context: dict[str, Any] | str | None = None
    webhook_url: str | None = None
    record: bool | None = None
    max_duration: int | None = None

    @property
    def destination(self) -> str | None:
        """The number to be called."""
        return self.to if self.phone_number is None else self.phone_number

    @property
    def seconds(self) -> int:
        """The longest talk, within the documented limits."""
        return LONGEST if self.max_duration is None else min(max(1, self.max_duration), LONGEST)


def read_call(world: World, request: Request) -> CallCreate:
    """The checked body of `POST /v1/calls`.

    Raises:
        Refusal: 400 with the code that fits (`invalid_json`, `invalid_request`, `invalid_phone_number`, …).
    """
    try:
        body = convert(read_object(request.body), CallCreate, strict=strict(world))
    except BadBody as bad:
        if bad.malformed:
            raise Refusal(400, CODES.bad_json, bad.message) from None
        raise bad_field(bad.field, bad.message) from None
    if not body.destination:
        raise bad_field("phone_number", "phone_number is required.")
    if not body.agent_id:
        raise bad_field("agent_id", "agent_id is required.")
    if not lenient(world):
        _check(body)
    return body


def _check(body: CallCreate) -> None:
    """The forms that types cannot say. Not in profile `lenient`."""
    name = "to" if body.phone_number is None else "phone_number"
    for field, number in ((name, body.destination), ("from_number", body.from_number)):
        if number is not None and not is_e164(number):
            raise bad_field(field, f"{field} is {number!r}; expected an E.164 number such as +14155551234.")
    if body.max_duration is not None and not 1 <= body.max_duration <= LONGEST:
        message = f"max_duration is {body.max_duration}; expected 1 to {LONGEST} seconds."
        raise bad_field("max_duration", message)
    if body.webhook_url is not None and not _is_url(body.webhook_url):
        message = f"webhook_url is {body.webhook_url[:200]!r}; expected a URL such as https://example.com/hooks."
        raise bad_field("webhook_url", message)


def _is_url(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False
