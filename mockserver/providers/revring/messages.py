"""Messages (SMS): outbound ones, whose status changes by virtual time, and inbound ones.

    queued ─► sent ─► delivered | undelivered | failed            received

A magic number decides whether a message is delivered: `+15005554…` has no phone behind it, and so on. An inbound
message goes to the agent that owns the number. Its `inboundMode` decides whether the agent replies or the account's own
server gets a webhook (docs.revring.ai, api-reference/messages, platform/two-way-messaging).
"""

from datetime import timedelta
from typing import Literal, NamedTuple, TypedDict

from msgspec import UNSET, Struct, UnsetType
from msgspec.structs import replace

from mockserver.providers.derived import Resource
from mockserver.providers.queries import page_of
from mockserver.providers.resources import Records, Resources
from mockserver.providers.revring.agent_parts import Messaging
from mockserver.providers.revring.agents import AGENTS, Agent, numbers_of, owner_of
from mockserver.providers.revring.errors import not_found
from mockserver.providers.revring.fields import EPOCH, Instant, StoredInstant
from mockserver.providers.revring.ids import new_id, organization_id
from mockserver.providers.revring.message_bodies import MessageCreate, TwilioForm
from mockserver.providers.revring.options import revring_options
from mockserver.providers.revring.progress import Stage, current_stage, planned_stages
from mockserver.providers.revring.queries import MessageQuery
from mockserver.providers.revring.webhook_policy import send_message_received
from mockserver.providers.revring.words import Channel, Direction, MessageStatus
from mockserver.scenarios.magic_numbers import magic_name
from mockserver.simulation.durations import show_milliseconds
from mockserver.world.world import World

MAX_TEXT = 1600


class DeliveryResult(NamedTuple):
    """The last status of an outbound message, and why it was not delivered."""

    status: MessageStatus
    problem: str | None = None


DELIVERY_RESULTS = {
    "4": DeliveryResult("undelivered", "30005: Unknown destination handset"),
    "5": DeliveryResult("undelivered", "30003: Unreachable destination handset"),
    "6": DeliveryResult("failed", "30001: Queue overflow"),
    "7": DeliveryResult("failed", "21408: Permission to send an SMS has not been enabled for the region"),
    "8": DeliveryResult("undelivered", "30007: Message filtered"),
    "9": DeliveryResult("undelivered", "30008: Unknown error"),
}  #: first digit of a magic number → the result of a message to it; the texts are Twilio's


class Message(Resource, frozen=True, kw_only=True, rename="camel"):
    """A message; its status changes by itself. `errorMessage` says why it was not delivered."""

    agent_id: str | None = None
    messaging_connection_id: str | None = None
    call_id: str | None = None
    conversation_id: str
    channel: Channel = "sms"
    direction: Direction
    from_number: str | None = None
    to_number: str
    body: str
    status: MessageStatus
    provider_message_id: str
    generated_by_llm: bool = False
    error_message: str | None = None
    created_at: Instant


class StoredMessage(Message, frozen=True, kw_only=True):
    """A message with its stages, which responses leave out. It has an `errorMessage` before it has failed."""

    stages: list[Stage[MessageStatus]] | UnsetType = UNSET


class Conversation(Struct, frozen=True, kw_only=True, rename="camel"):
    """A conversation, and the time of its last message."""

    id: str
    last_at: StoredInstant


class MessageReceived(TypedDict):
    """The body of the webhook `message_received`."""

    event: Literal["message_received"]
    fromNumber: str | None
    toNumber: str
    body: str
    organizationId: str
    agentId: str | None
    conversationId: str
    messageSid: str


class Parties(NamedTuple):
    """The two numbers of a message, its agent and its messaging connection."""

    agent: Agent | None
    connection: str | None
    own: str | None  #: the number of the account
    other: str


# -- outbound --------------------------------------------------------------------------------------


def create_message(world: World, parties: Parties, text: str, *, generated: bool) -> StoredMessage:
    """Create an outbound message that is on its way."""
    return MESSAGES.put(world, _outbound(world, parties, text, generated=generated))


def _outbound(world: World, parties: Parties, text: str, *, generated: bool) -> StoredMessage:
    options, result = revring_options(world), _delivery_result(parties.other)
    steps: list[tuple[float, MessageStatus]] = [
        (0, "queued"),
        (options.message_sent_seconds, "sent"),
        (options.message_delivered_seconds, result.status),
    ]
    return replace(
        _new_message(world, parties, text, "OUTBOUND"),
        generated_by_llm=generated,
        error_message=result.problem,
        stages=planned_stages(world, steps),
    )


def parties_of(world: World, body: MessageCreate, agent: Agent | None) -> Parties:
    """Return the parties of a message. The agent's settings replace what the body leaves out."""
    return Parties(
        agent,
        body.messaging_connection_id or (agent.messaging_connection_id if agent else None),
        body.from_ or (_sender(world, agent) if agent else None),
        body.to,
    )


def generate_text(world: World, agent: Agent | None, last: str | None) -> str:
    """Return what the language model would write: the option `generated_text`, or a text with the agent's name."""
    fixed = revring_options(world).generated_text
    if fixed is not None:
        return fixed
    name = agent.name if agent else "your assistant"
    reply = f'Thank you for your message: "{last}". ' if last else ""
    return f"{reply}This is {name}. How can I help you?"[:MAX_TEXT]


def _sender(world: World, agent: Agent) -> str | None:
    """Return the number from which an agent sends messages."""
    numbers = numbers_of(world, agent)
    return (agent.messaging_config or Messaging()).from_number or (numbers[0].e164 if numbers else None)


def _delivery_result(number: str) -> DeliveryResult:
    name, delivered = magic_name(number), DeliveryResult("delivered")
    return DELIVERY_RESULTS.get(name[-4], delivered) if name else delivered


# -- inbound ---------------------------------------------------------------------------------------


def receive_message(world: World, form: TwilioForm) -> StoredMessage:
    """Store an inbound message and react to it. A repeated message changes nothing; Twilio repeats itself."""
    sid = form.MessageSid
    known = MESSAGES.of(world).first(lambda message: message.provider_message_id == sid) if sid else None
    if known is not None:
        return known
    agent = _agent_of_number(world, form.To)
    parties = Parties(agent, agent.messaging_connection_id if agent else None, form.To, form.From)
    new = replace(_new_message(world, parties, form.Body, "INBOUND"), status="received")
    message = MESSAGES.put(world, replace(new, provider_message_id=sid or new.provider_message_id))
    config = agent.messaging_config if agent else None
    if config and config.inbound_mode == "auto_reply":
        create_message(world, parties, generate_text(world, agent, form.Body), generated=True)
    elif config and config.inbound_webhook_url:
        send_message_received(world, config.inbound_webhook_url, received_payload(world, message))
    return message


def received_payload(world: World, message: Message) -> MessageReceived:
    """Return the body of the webhook `message_received` (webhooks/message-received)."""
    return {
        "event": "message_received",
        "fromNumber": message.from_number,
        "toNumber": message.to_number,
        "body": message.body,
        "organizationId": organization_id(world.randomness, revring_options(world).id_style),
        "agentId": message.agent_id,
        "conversationId": message.conversation_id,
        "messageSid": message.provider_message_id,
    }


def _agent_of_number(world: World, number: str) -> Agent | None:
    """Return the agent that owns a number, or that sends from it."""
    owner = owner_of(world, number)
    if owner is not None:
        return AGENTS.find(world, owner)
    return AGENTS.of(world).first(
        lambda agent: agent.messaging_config is not None and agent.messaging_config.from_number == number
    )


# -- stored and rendered ---------------------------------------------------------------------------


def list_messages(world: World, query: MessageQuery) -> tuple[list[StoredMessage], int]:
    """Return the messages of the requested page, newest first, and the number of messages on all pages."""
    given = {"agent_id": query.agent_id, "conversation_id": query.conversation_id, "direction": query.direction}
    filters = [(name, value) for name, value in given.items() if value is not None]
    found = [
        message for message in MESSAGES.of(world) if all(getattr(message, name) == value for name, value in filters)
    ]
    return page_of(found[::-1], query.page, query.page_size, first=1), len(found)


def render_message(world: World, message: StoredMessage) -> Message:
    """Return a message with its current status."""
    stage = current_stage(message.stages or [], world.now)
    status = message.status if stage is None else stage.status
    problem = message.error_message if status in ("failed", "undelivered") else None
    return replace(message, status=status, error_message=problem, stages=UNSET)


def _new_message(world: World, parties: Parties, text: str, direction: Direction) -> StoredMessage:
    number = world.serial("revring.message")
    inbound = direction == "INBOUND"
    return StoredMessage(
        id=new_id(world, f"message:{number}"),
        agent_id=parties.agent.id if parties.agent else None,
        messaging_connection_id=parties.connection,
        conversation_id=_conversation(world, parties),
        direction=direction,
        from_number=parties.other if inbound else parties.own,
        to_number=(parties.own or "") if inbound else parties.other,
        body=text,
        status="delivered",
        provider_message_id="SM" + world.randomness.uuid(f"revring:sid:{number}").replace("-", ""),
        created_at=show_milliseconds(world.now),
    )


def _conversation(world: World, parties: Parties) -> str:
    """Return the id of the conversation between an agent (or a connection) and a number; a new one after an
    idle time."""
    config = (parties.agent.messaging_config if parties.agent else None) or Messaging()
    idle = timedelta(days=config.conversation_idle_reset_days)
    key = f"{parties.agent.id if parties.agent else parties.connection}:{parties.other}"
    old = CONVERSATIONS.of(world).get(key)
    if old is not None and world.now - old.last_at <= idle:
        conversation_id = old.id
    else:
        conversation_id = new_id(world, f"conversation:{world.serial('revring.conversation')}")
    CONVERSATIONS.of(world).insert(key, Conversation(id=conversation_id, last_at=world.now))
    return conversation_id


def _adopted(world: World, message_id: str) -> StoredMessage:
    parties = Parties(None, None, "+14155550100", "+14155550142")
    return replace(_outbound(world, parties, "Hello.", generated=False), id=message_id)


def _blank(_world: World, message_id: str) -> StoredMessage:
    return StoredMessage(
        id=message_id,
        conversation_id="",
        direction="OUTBOUND",
        to_number="",
        body="",
        status="delivered",
        provider_message_id="",
        created_at=EPOCH,
    )


CONVERSATIONS = Records("revring.conversations", Conversation)
MESSAGES = Resources(
    "revring.messages",
    StoredMessage,
    blank=_blank,
    missing=lambda message_id: not_found("message", message_id),
    adopted=_adopted,
)
