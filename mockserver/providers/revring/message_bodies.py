"""Typed bodies of messages, and the checks that types cannot express.

Sources: docs.revring.ai, api-reference/messages/send, platform/two-way-messaging. The form is Twilio's: Twilio sends it
to the URL that is configured there for inbound messages.
"""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from msgspec import UNSET, Meta, Struct, UnsetType, field

from mockserver.providers.base import Request, lenient
from mockserver.providers.bodies import BadBody, convert
from mockserver.providers.forms import read_form
from mockserver.providers.revring.checks import number_issues, refusal_of
from mockserver.providers.revring.errors import Issue, invalid
from mockserver.providers.revring.fields import Phone
from mockserver.world.world import World


class PastMessage(Struct):
    """An earlier message of the conversation, sent by the client."""

    content: str
    role: Literal["user", "assistant"] = "user"


class MessageCreate(Struct, kw_only=True, rename="camel"):
    """`POST /messages`: exactly one of `body` and `generate: true`."""

    to: Phone
    from_: Phone | UnsetType = field(name="from", default=UNSET)
    agent_id: str | UnsetType = UNSET
    messaging_connection_id: str | UnsetType = UNSET
    body: Annotated[str, Meta(min_length=1, max_length=1600)] | UnsetType = UNSET
    generate: bool = False
    messages: list[PastMessage] = []
    sms_prompt: str | UnsetType = UNSET


class TwilioForm(Struct, kw_only=True):
    """`POST /webhooks/twilio/inbound`: the fields of Twilio's form that are used; there are more."""

    From: Phone
    To: Phone
    Body: str = ""
    MessageSid: str = ""


def message_issues(given: Mapping[str, Any]) -> Iterator[Issue]:
    """Yield what is wrong with the fields of a message."""
    yield from number_issues("to", given.get("to"))
    yield from number_issues("from", given.get("from_"))


def text_issues(body: MessageCreate) -> Iterator[Issue]:
    """Yield what is wrong with the source of a message's text."""
    if body.body is not UNSET and body.generate:
        yield Issue(("generate",), "body and generate: true were both sent; expected exactly one of them.")
    if body.body is UNSET and not body.generate:
        yield Issue(("body",), "Neither body nor generate: true was sent; expected exactly one of them.")


def decode_twilio(world: World, request: Request) -> TwilioForm:
    """Decode the form of `POST /webhooks/twilio/inbound`.

    Raises:
        Refusal: 400, naming what is invalid.
    """
    try:
        form = convert(read_form(request).texts, TwilioForm)
    except BadBody as bad:
        raise refusal_of(bad) from None
    issues = [*number_issues("From", form.From), *number_issues("To", form.To)]
    if issues and not lenient(world):
        raise invalid(issues)
    return form
