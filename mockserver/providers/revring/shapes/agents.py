"""Agents and their custom tools in responses.

Source: docs.revring.ai, api-reference/agents/{list,get,create,update,duplicate,batch-get} and
/{create,update}-custom-tool; the fields of all versions of the pages together.
"""

from typing import Any, NotRequired, TypedDict

from mockserver.providers.revring.words import (
    AgentMode,
    AgentStatus,
    Effort,
    HttpMethod,
    InboundMode,
    Instant,
    RetrievalMode,
    TransferMode,
    VoicemailAction,
)


class PairShape(TypedDict):
    """A header or a query parameter."""

    key: str
    value: str


class ToolShape(TypedDict):
    """A custom tool: an HTTP endpoint that the agent may call during a conversation."""

    id: str
    name: str
    webhookUrl: str
    enabled: bool
    createdAt: Instant
    updatedAt: Instant
    schema: dict[str, Any] | None
    httpMethod: HttpMethod
    headers: list[PairShape] | None
    queryParams: list[PairShape] | None
    sendRawRequestBody: bool


class TrunkShape(TypedDict):
    """The SIP trunk of an agent."""

    friendlyName: str


class FolderShape(TypedDict):
    """The dashboard's folder that contains an agent."""

    id: str
    name: str
    color: str | None


class NumberShape(TypedDict):
    """A number that an agent answers."""

    id: str
    e164: str
    createdAt: Instant
    updatedAt: Instant


class RouteShape(TypedDict):
    """A transfer target, and the condition for the transfer."""

    to_number: str
    condition: str


class WarmTransferShape(TypedDict):
    """What is said and played during a warm transfer."""

    holdMessage: str | None
    holdMusicEnabled: bool | None
    summaryPrompt: str | None
    introMessage: str | None


class MessagingShape(TypedDict):
    """How an agent handles messages."""

    smsPrompt: str | None
    inboundWebhookUrl: str | None
    fromNumber: str | None
    sendMessageEnabled: bool
    sendMessageDescriptionOverride: str | None
    conversationIdleResetDays: float
    inboundMode: InboundMode


class _AgentFacts(TypedDict):
    """The fields that every agent has."""

    id: str
    name: str
    status: AgentStatus
    promptTemplate: str
    createdAt: Instant
    updatedAt: Instant
    sipTrunkId: str | None
    sipTrunk: TrunkShape | None
    folderId: str | None
    folder: FolderShape | None
    firstMessage: str | None
    turnTimeoutSeconds: float
    silenceEndCallTimeoutSeconds: float
    maxConversationDurationSeconds: float
    llmTemperature: float
    timezone: str | None
    language: str
    preCallWebhookUrl: str | None
    postCallWebhookUrl: str | None
    endCallEnabled: bool
    endCallRulesOverride: str | None
    transferEnabled: bool
    transferRoutes: list[RouteShape] | None
    transferDescriptionOverride: str | None
    voicemailEnabled: bool
    voicemailAction: VoicemailAction
    voicemailMessage: str | None
    voiceId: str | None
    voiceTemperature: float
    voiceSpeed: float
    mode: AgentMode
    llmReasoningEffort: Effort | None
    disableInterruptions: bool | None
    interruptionThresholdMs: float | None
    transferMode: TransferMode | None
    warmTransferConfig: WarmTransferShape | None
    playKeypadTouchToneEnabled: bool | None
    playKeypadTouchToneDescriptionOverride: str | None
    knowledgeBaseRetrievalMode: RetrievalMode | None
    knowledgeBaseChunks: float | None
    knowledgeBaseSimilarityThreshold: float | None
    messagingConnectionId: str | None
    messagingConfig: MessagingShape | None
    phoneNumbers: list[NumberShape]


class AgentShape(_AgentFacts):
    """An agent. Every key is always present, with null for what is not set."""

    defaultVariables: dict[str, Any] | None
    runtimeConfig: dict[str, Any] | None
    flowDefinition: dict[str, Any] | None
    testVariables: dict[str, Any] | None
    customTools: list[ToolShape]


class BatchAgentShape(_AgentFacts):
    """An agent in a batch; `minimal: true` leaves out the large fields."""

    defaultVariables: NotRequired[dict[str, Any] | None]
    runtimeConfig: NotRequired[dict[str, Any] | None]
    flowDefinition: NotRequired[dict[str, Any] | None]
    testVariables: NotRequired[dict[str, Any] | None]
    customTools: NotRequired[list[ToolShape]]


class AgentReply(TypedDict):
    """One agent."""

    data: AgentShape


class AgentList(TypedDict):
    """All agents of the account."""

    data: list[AgentShape]


class AgentBatch(TypedDict):
    """The agents with the given ids."""

    data: list[BatchAgentShape]


class ToolReply(TypedDict):
    """One custom tool."""

    data: ToolShape


class ToolList(TypedDict):
    """The custom tools of an agent."""

    data: list[ToolShape]
