"""Messages in responses, and the webhook for inbound messages.

Source: docs.revring.ai, api-reference/messages/{send,get} and webhooks/message-received.
"""

from typing import Literal, TypedDict

from mockserver.providers.revring.shapes.envelopes import Pagination
from mockserver.providers.revring.words import Channel, Direction, Instant, MessageStatus


class MessageShape(TypedDict):
    """A message; its status changes by itself. `errorMessage` says why it was not delivered."""

    id: str
    agentId: str | None
    messagingConnectionId: str | None
    callId: str | None
    conversationId: str
    channel: Channel
    direction: Direction
    fromNumber: str | None
    toNumber: str
    body: str
    status: MessageStatus
    providerMessageId: str
    generatedByLlm: bool
    errorMessage: str | None
    createdAt: Instant


class MessageReply(TypedDict):
    """One message."""

    data: MessageShape


class MessageList(TypedDict):
    """A page of messages."""

    data: list[MessageShape]
    pagination: Pagination


class ReceivedShape(TypedDict):
    """The body of the webhook `message_received`."""

    event: Literal["message_received"]
    fromNumber: str
    toNumber: str
    body: str
    organizationId: str
    agentId: str | None
    conversationId: str
    messageSid: str
