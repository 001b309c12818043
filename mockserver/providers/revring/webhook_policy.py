"""What RevRing tells its customer's server, and what it asks: before an inbound call, and when an agent uses a tool.

    inbound call ─► pre_call   asked; the variables of the answer go into the call, which is taken in any case
    tool used    ─► the tool   asked; what it answers, be it any JSON, is what the agent has got
    call over    ─► post_call  fields: flat, unsigned, and not at all where nobody answered (option)

Sources: platform/webhooks, platform/tools, api-reference/webhooks. Choices: README.md. Nothing is sent here.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

from msgspec import DecodeError, json
from msgspec.structs import replace

from mockserver.calls.call import Call
from mockserver.calls.events import AnyEvent, Closed, Due, ToolUsed
from mockserver.providers.base import options_of
from mockserver.providers.revring.agents import settings_of
from mockserver.providers.revring.options import RevRingOptions
from mockserver.providers.revring.orders import all_variables, with_variables
from mockserver.providers.revring.render import POST_CALL, PRE_CALL, render_call
from mockserver.webhooks.messages import Headers, Outcome, WebhookMessage
from mockserver.world.documents import Document
from mockserver.world.outbox import WebhookPolicy
from mockserver.world.world import World

MESSAGE = "message_received"
PRE_CALL_SECONDS = 3.0  #: real; platform/webhooks
_OMITTED = ("postCallWebhookStatus", "preCallWebhookStatus", "source")
_IN_QUERY = ("GET", "DELETE")


def messages_for(world: World, call: Call, _event: AnyEvent) -> Iterator[WebhookMessage]:
    """The post-call webhook of a call that is over."""
    options: RevRingOptions = options_of(world, "revring")
    url = settings_of(world, call.agent).get("postCallWebhookUrl")
    if url and (options.post_call_on_unanswered or _was_answered(call)):
        yield WebhookMessage(
            provider="revring",
            event=POST_CALL,
            url=url,
            body=json.encode(_post_call(world, call)),
            headers=_key_header(options),
            call=call.id,
            delays=tuple(timedelta(seconds=seconds) for seconds in options.webhook_retries),
        )


def _was_answered(call: Call) -> bool:
    last = call.view().last
    return last is not None and last.answered_at is not None


def _post_call(world: World, call: Call) -> dict[str, Any]:
    rendered = render_call(world, call)
    fields = {key: value for key, value in rendered.items() if key not in _OMITTED}
    return {**fields, "variables": all_variables(world, call)}


def send_message_received(world: World, url: str, body: Any) -> None:
    """Post what is fields of a message that came in; it is never tried again (webhooks/message-received)."""
    options: RevRingOptions = options_of(world, "revring")
    webhook = WebhookMessage(
        provider="revring",
        event=MESSAGE,
        url=url,
        body=json.encode(body),
        headers=_key_header(options),
        endpoint=body["conversationId"],
    )
    world.outbox.post(world, webhook)


def _key_header(options: RevRingOptions) -> Headers:
    return () if options.webhook_key is None else (("x-api-key", options.webhook_key),)


# -- questions -------------------------------------------------------------------------------------


def blocking_request(world: World, call: Call, event: AnyEvent) -> WebhookMessage | None:
    """What is asked before an event: the account's server, or a tool of the agent."""
    agent = settings_of(world, call.agent)
    if isinstance(event, ToolUsed):
        tool = _tool(agent, event)
        return _tool_call(call, event, tool) if tool else None
    return _pre_call(world, call, agent.get("preCallWebhookUrl"))


def _pre_call(world: World, call: Call, url: str | None) -> WebhookMessage | None:
    if not url or call.direction != "inbound" or call.details.get("source"):
        return None
    body = {
        "event": PRE_CALL,
        "agentId": call.agent,
        "fromNumber": call.from_number,
        "toNumber": call.to_number,
        "dialedAgentId": call.details.get("dialed_agent"),
    }
    return WebhookMessage(
        provider="revring",
        event=PRE_CALL,
        url=url,
        body=json.encode(body),
        headers=_key_header(options_of(world, "revring")),
        call=call.id,
        timeout=PRE_CALL_SECONDS,
        asks=True,
    )


def _tool(agent: Document, event: ToolUsed) -> Document | None:
    tools = agent.get("customTools") or ()
    return next((tool for tool in tools if tool["name"] == event.name and tool.get("enabled", True)), None)


def _tool_call(call: Call, event: ToolUsed, tool: Document) -> WebhookMessage:
    method = tool.get("httpMethod") or "POST"
    in_query = event.arguments if method in _IN_QUERY else {}
    wrapped = {"callId": call.id, "tool": event.name, "arguments": event.arguments}
    body = event.arguments if tool.get("sendRawRequestBody") else wrapped
    return WebhookMessage(
        provider="revring",
        event=f"tool.{event.name}",
        url=_with_query(tool["webhookUrl"], tool.get("queryParams") or (), in_query),
        method=method,
        body=b"" if method in _IN_QUERY else json.encode(body),
        headers=tuple((pair["key"], pair["value"]) for pair in tool.get("headers") or ()),
        call=call.id,
        asks=True,
    )


def _with_query(url: str, pairs: Any, arguments: dict[str, Any]) -> str:
    parts = urlsplit(url)
    more = [(pair["key"], pair["value"]) for pair in pairs]
    more += [
        (name, value if isinstance(value, str) else json.encode(value).decode()) for name, value in arguments.items()
    ]
    query = "&".join(part for part in (parts.query, urlencode(more)) if part)
    return urlunsplit(parts._replace(query=query))


def apply_response(world: World, call: Call, event: AnyEvent, outcome: Outcome) -> Call:
    """The call with what came of the question; a pre-call webhook that fails changes nothing."""
    if isinstance(event, ToolUsed):
        said, failed = _tool_output(outcome)
        used = replace(event, output=said, is_error=failed)
        at, _ = call.timeline[call.processed]
        return replace(call, timeline=(*call.past, (at, used), *call.future[1:]))
    variables = _variables(outcome)
    return with_variables(world, call, variables) if variables else call


def _tool_output(outcome: Outcome) -> tuple[str, bool]:
    """What a tool has answered, as text, and whether it failed; a JSON string is taken out of its quotes."""
    if not outcome.good:
        return outcome.error or f"HTTP {outcome.status}", True
    try:
        value = json.decode(outcome.body)
    except DecodeError:
        return outcome.body.decode("utf-8", "replace"), False
    return value if isinstance(value, str) else json.encode(value).decode(), False


def _variables(outcome: Outcome) -> dict[str, Any]:
    try:
        value = json.decode(outcome.body) if outcome.good else None
    except DecodeError:
        return {}
    found = value.get("variables") if isinstance(value, dict) else None
    return found if isinstance(found, dict) else {}


WEBHOOK_POLICY = WebhookPolicy(
    messages=messages_for,
    tells=frozenset({Closed}),
    asks=frozenset({Due, ToolUsed}),
    ask=blocking_request,
    answered=apply_response,
)
