"""The endpoints of messages: send one, read them, and receive inbound ones from Twilio.

Source pages: docs.revring.ai, api-reference/messages/{send,get}, platform/two-way-messaging. The list is described
there only in prose.
"""

from msgspec import UNSET

from mockserver.providers.base import Answer, Operation, Request, lenient
from mockserver.providers.forms import URLENCODED
from mockserver.providers.revring import messages
from mockserver.providers.revring.agents import AGENTS
from mockserver.providers.revring.checks import read_body
from mockserver.providers.revring.errors import Issue, invalid
from mockserver.providers.revring.message_bodies import (
    MessageCreate,
    TwilioForm,
    decode_twilio,
    message_issues,
    text_issues,
)
from mockserver.providers.revring.messages import MESSAGES, Message, render_message
from mockserver.providers.revring.progress import skip_to_next_stage
from mockserver.providers.revring.queries import MessageQuery, decode_message_query
from mockserver.providers.revring.replies import created_answer, page_answer, single_answer
from mockserver.providers.revring.shapes.envelopes import Page, Reply
from mockserver.world.world import World

TWIML = b'<?xml version="1.0" encoding="UTF-8"?><Response></Response>'
XML = "text/xml"


def create_message(world: World, request: Request) -> Answer:
    """`POST /messages`: send an SMS, written by the client or generated (messages/send)."""
    body = read_body(world, request, MessageCreate, message_issues, text_issues)
    agent = AGENTS.refer(world, body.agent_id) if body.agent_id is not UNSET else None
    parties = messages.parties_of(world, body, agent)
    _check(world, body, parties)
    if body.body is not UNSET:
        made = messages.create_message(world, parties, body.body, generated=False)
    else:
        last = body.messages[-1].content if body.messages else None
        made = messages.create_message(world, parties, messages.generate_text(world, agent, last), generated=True)
    return created_answer(world, render_message(world, made))


def list_messages(world: World, request: Request) -> Answer:
    """`GET /messages`: messages by filter and page, newest first."""
    query = decode_message_query(world, request)
    found, total = messages.list_messages(world, query)
    return page_answer(query, [render_message(world, message) for message in found], total)


def get_message(world: World, request: Request) -> Answer:
    """`GET /messages/{id}`: one message (messages/get)."""
    message = MESSAGES.get(world, request.params["id"])
    skip_to_next_stage(world, message.stages or ())
    return single_answer(render_message(world, message))


def receive_message(world: World, request: Request) -> Answer:
    """`POST /webhooks/twilio/inbound`: Twilio delivers an inbound message (platform/two-way-messaging).

    An agent in mode `auto_reply` replies; in mode `notify` the account's own server gets a webhook.
    """
    messages.receive_message(world, decode_twilio(world, request))
    return Answer(200, TWIML, media=XML)


def _check(world: World, body: MessageCreate, parties: messages.Parties) -> None:
    """Refuse a message without a connection, and a generated one without a prompt."""
    issues = []
    if parties.connection is None:
        message = "messagingConnectionId is required, unless agentId names an agent that has a connection."
        issues.append(Issue(("messagingConnectionId",), message))
    if body.generate and parties.agent is None and not body.sms_prompt:
        issues.append(Issue(("smsPrompt",), "smsPrompt is required when generate is true and there is no agentId."))
    if issues and not lenient(world):
        raise invalid(issues)


OPERATIONS = (
    Operation(
        "POST",
        "/v1/messages",
        "messages.create",
        create_message,
        body=MessageCreate,
        reply=Reply[Message],
        statuses=(201, 200),
        makes="/data/id",
    ),
    Operation("GET", "/v1/messages", "messages.list", list_messages, query=MessageQuery, reply=Page[Message]),
    Operation("GET", "/v1/messages/{id}", "messages.retrieve", get_message, reply=Reply[Message]),
    Operation(
        "POST",
        "/webhooks/twilio/inbound",
        "messages.inbound",
        receive_message,
        forms={URLENCODED: TwilioForm},
        media=XML,
    ),
)
