"""Messages (SMS): outbound ones, whose status changes by virtual time, and inbound ones.

    queued ─► sent ─► delivered | undelivered | failed            received

A magic number decides whether a message is delivered: `+15005554…` has no phone behind it, and so on. An inbound
message goes to the agent that owns the number. Its `inboundMode` decides whether the agent replies or the account's own
server gets a webhook (docs.revring.ai, api-reference/messages, platform/two-way-messaging).
"""

from datetime import timedelta
from typing import Any, NamedTuple, cast

from mockserver.providers.base import lenient, options_of
from mockserver.providers.revring.agents import COLLECTION as AGENTS
from mockserver.providers.revring.agents import owner_of, render_agent, stored_agent
from mockserver.providers.revring.errors import not_found
from mockserver.providers.revring.ids import new_id, organization_id
from mockserver.providers.revring.message_bodies import MessageCreate, TwilioForm
from mockserver.providers.revring.progress import planned_stages, stage_of
from mockserver.providers.revring.queries import MessageQuery
from mockserver.providers.revring.shapes.messages import MessageShape, ReceivedShape
from mockserver.providers.revring.webhook_policy import send_message_received
from mockserver.scenarios.magic_numbers import magic_name
from mockserver.simulation.durations import parse_instant, show_instant, show_milliseconds
from mockserver.world.documents import Document
from mockserver.world.world import World

COLLECTION = "revring.messages"
CONVERSATIONS = "revring.conversations"
MAX_TEXT = 1600
DELIVERY_RESULTS = {
    "4": ("undelivered", "30005: Unknown destination handset"),
    "5": ("undelivered", "30003: Unreachable destination handset"),
    "6": ("failed", "30001: Queue overflow"),
    "7": ("failed", "21408: Permission to send an SMS has not been enabled for the region"),
    "8": ("undelivered", "30007: Message filtered"),
    "9": ("undelivered", "30008: Unknown error"),
}  #: first digit of a magic number → status and error of a message to it; the texts are Twilio's

_DEFAULTS: Document = {
    "id": "",
    "agentId": None,
    "messagingConnectionId": None,
    "callId": None,
    "conversationId": "",
    "channel": "sms",
    "direction": "OUTBOUND",
    "fromNumber": None,
    "toNumber": "",
    "body": "",
    "status": "delivered",
    "providerMessageId": "",
    "generatedByLlm": False,
    "errorMessage": None,
    "createdAt": "1970-01-01T00:00:00.000Z",
}


class Parties(NamedTuple):
    """The two numbers of a message, its agent and its messaging connection."""

    agent: Document | None
    connection: str | None
    own: str | None  #: the number of the account
    other: str


# -- outbound --------------------------------------------------------------------------------------


def create_message(world: World, parties: Parties, text: str, *, generated: bool) -> Document:
    """Create an outbound message that is on its way."""
    options = options_of(world, "revring")
    status, problem = _delivery_result(parties.other)
    steps = [(0, "queued"), (options.message_sent_seconds, "sent"), (options.message_delivered_seconds, status)]
    more = {"errorMessage": problem, "generatedByLlm": generated, "stages": planned_stages(world, steps)}
    return _insert(world, parties, text, {"direction": "OUTBOUND", **more})


def parties_of(world: World, body: MessageCreate, agent: Document | None) -> Parties:
    """Return the parties of a message. The agent's settings replace what the body leaves out."""
    return Parties(
        agent,
        body.messaging_connection_id or (agent["messagingConnectionId"] if agent else None),
        body.from_ or (_sender(world, agent) if agent else None),
        body.to,
    )


def generate_text(world: World, agent: Document | None, last: str | None) -> str:
    """Return what the language model would write: the option `generated_text`, or a text with the agent's name."""
    fixed: str | None = options_of(world, "revring").generated_text
    if fixed is not None:
        return fixed
    name = agent["name"] if agent else "your assistant"
    reply = f'Thank you for your message: "{last}". ' if last else ""
    return f"{reply}This is {name}. How can I help you?"[:MAX_TEXT]


def _sender(world: World, agent: Document) -> str | None:
    """Return the number from which an agent sends messages."""
    config = agent["messagingConfig"] or {}
    numbers = render_agent(world, agent)["phoneNumbers"]
    return config.get("fromNumber") or (numbers[0]["e164"] if numbers else None)


def _delivery_result(number: str) -> tuple[str, str | None]:
    name = magic_name(number)
    return DELIVERY_RESULTS.get(name[-4], ("delivered", None)) if name else ("delivered", None)


# -- inbound ---------------------------------------------------------------------------------------


def receive_message(world: World, form: TwilioForm) -> Document:
    """Store an inbound message and react to it. A repeated message changes nothing; Twilio repeats itself."""
    known = world.collection(COLLECTION).first(
        lambda row: bool(form.MessageSid) and row.get("providerMessageId") == form.MessageSid
    )
    if known is not None:
        return known
    agent = _agent_of_number(world, form.To)
    parties = Parties(agent, agent["messagingConnectionId"] if agent else None, form.To, form.From)
    more = {
        "direction": "INBOUND",
        "status": "received",
        **({"providerMessageId": form.MessageSid} if form.MessageSid else {}),
    }
    message = _insert(world, parties, form.Body, more)
    config = agent["messagingConfig"] if agent else None
    if config and config["inboundMode"] == "auto_reply":
        create_message(world, parties, generate_text(world, agent, form.Body), generated=True)
    elif config and config["inboundWebhookUrl"]:
        send_message_received(world, config["inboundWebhookUrl"], received_payload(world, message))
    return message


def received_payload(world: World, message: Document) -> ReceivedShape:
    """Return the body of the webhook `message_received` (webhooks/message-received)."""
    return {
        "event": "message_received",
        "fromNumber": message["fromNumber"],
        "toNumber": message["toNumber"],
        "body": message["body"],
        "organizationId": organization_id(world.randomness, options_of(world, "revring").id_style),
        "agentId": message["agentId"],
        "conversationId": message["conversationId"],
        "messageSid": message["providerMessageId"],
    }


def _agent_of_number(world: World, number: str) -> Document | None:
    """Return the agent that owns a number, or that sends from it."""
    owner = owner_of(world, number)
    if owner is not None:
        return stored_agent(world, owner)
    writer = world.collection(AGENTS).first(
        lambda agent: (agent.get("messagingConfig") or {}).get("fromNumber") == number
    )
    return stored_agent(world, writer["id"]) if writer else None


# -- stored and rendered ---------------------------------------------------------------------------


def list_messages(world: World, query: MessageQuery) -> tuple[list[Document], int]:
    """Return the messages of the requested page, newest first, and the number of messages on all pages."""
    given = {"agentId": query.agent_id, "conversationId": query.conversation_id, "direction": query.direction}
    filters = {name: value for name, value in given.items() if value is not None}
    found = [
        row for row in world.collection(COLLECTION) if all(row.get(name) == value for name, value in filters.items())
    ]
    first = (query.page - 1) * query.page_size
    return found[::-1][first : first + query.page_size], len(found)


def get_message(world: World, message_id: str) -> Document:
    """Return the message that a path names; in profile `lenient` create a missing one.

    Raises:
        Refusal: 404; there is no such message.
    """
    found = world.collection(COLLECTION).get(message_id)
    if found is not None:
        return found
    if not lenient(world):
        raise not_found("message", message_id)
    made = create_message(world, Parties(None, None, "+14155550100", "+14155550142"), "Hello.", generated=False)
    world.collection(COLLECTION).delete(made["id"])
    return world.collection(COLLECTION).insert(message_id, {**made, "id": message_id})


def render_message(world: World, message: Document) -> MessageShape:
    """Return a message with its current status as JSON values. Fields that a fixture leaves out get their defaults."""
    whole = {**_DEFAULTS, **message}
    status = stage_of(whole, world.now).status
    problem = whole["errorMessage"] if status in ("failed", "undelivered") else None
    rendered = {key: value for key, value in whole.items() if key != "stages"}
    return cast("MessageShape", {**rendered, "status": status, "errorMessage": problem})


def _insert(world: World, parties: Parties, text: str, more: dict[str, Any]) -> Document:
    number = world.serial("revring.message")
    message_id = new_id(world, f"message:{number}")
    own, other = parties.own, parties.other
    inbound = more["direction"] == "INBOUND"
    message: Document = {
        **_DEFAULTS,
        "id": message_id,
        "agentId": parties.agent["id"] if parties.agent else None,
        "messagingConnectionId": parties.connection,
        "conversationId": _conversation(world, parties),
        "fromNumber": other if inbound else own,
        "toNumber": own if inbound else other,
        "body": text,
        "providerMessageId": "SM" + world.randomness.uuid(f"revring:sid:{number}").replace("-", ""),
        "createdAt": show_milliseconds(world.now),
        **more,
    }
    return world.collection(COLLECTION).insert(message_id, message)


def _conversation(world: World, parties: Parties) -> str:
    """Return the id of the conversation between an agent (or a connection) and a number; a new one after an
    idle time."""
    config = (parties.agent or {}).get("messagingConfig") or {}
    idle = timedelta(days=config.get("conversationIdleResetDays") or 7)
    key = f"{parties.agent['id'] if parties.agent else parties.connection}:{parties.other}"
    old = world.collection(CONVERSATIONS).get(key)
    if old is not None and world.now - parse_instant(old["lastAt"]) <= idle:
        conversation_id = str(old["id"])
    else:
        conversation_id = new_id(world, f"conversation:{world.serial('revring.conversation')}")
    world.collection(CONVERSATIONS).insert(key, {"id": conversation_id, "lastAt": show_instant(world.now)})
    return conversation_id
