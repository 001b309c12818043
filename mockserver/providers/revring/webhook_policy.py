"""The webhooks of RevRing: notifications, and blocking requests before an inbound call and when an agent uses a tool.

    inbound call ─► pre_call   blocking; variables of the response go into the call, which continues in any case
    tool used    ─► the tool   blocking; the response, any JSON, is the output that the agent gets
    call over    ─► post_call  a notification: flat, unsigned, and not sent for unanswered calls (option)

Sources: platform/webhooks, platform/tools, api-reference/webhooks. Choices: README.md. Nothing is sent here.
"""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

from msgspec import DecodeError, json
from msgspec.structs import replace

from mockserver.calls.call import Call
from mockserver.calls.events import AnyEvent, Closed, Due, Ready, ToolUsed
from mockserver.providers.revring.agent_parts import Pair, Tool
from mockserver.providers.revring.agents import AGENTS, Agent
from mockserver.providers.revring.details import details_of
from mockserver.providers.revring.options import RevRingOptions, revring_options
from mockserver.providers.revring.orders import all_variables, with_variables
from mockserver.providers.revring.render import POST_CALL, PRE_CALL, render_call
from mockserver.providers.revring.tomorrow import EVENT
from mockserver.providers.revring.words import PLACEHOLDER
from mockserver.webhooks.messages import Headers, Outcome, WebhookMessage
from mockserver.webhooks.policy import WebhookPolicy
from mockserver.world.world import World

MESSAGE = "message_received"
TOOL = "tool."  #: before the name of the tool
PRE_CALL_SECONDS = 3.0  #: real time; platform/webhooks
_OMITTED = ("postCallWebhookStatus", "preCallWebhookStatus", "source")
_IN_QUERY = ("GET", "DELETE")


def messages_for(world: World, call: Call, _event: AnyEvent) -> Iterator[WebhookMessage]:
    """Yield the post-call webhook of a call that is over, once all its results have come; with the setting `tomorrow`,
    also the invented one."""
    if call.due is not None:
        return
    options, agent = revring_options(world), AGENTS.recall(world, call.agent or "")
    url = _real(agent.post_call_webhook_url) if agent else None
    if url and (options.post_call_on_unanswered or _was_answered(call)):
        body = _post_call(world, call)
        post_call = WebhookMessage(
            provider="revring",
            event=POST_CALL,
            url=url,
            body=json.encode(body),
            headers=_key_header(options),
            call=call.id,
            delays=tuple(timedelta(seconds=seconds) for seconds in options.webhook_retries),
        )
        yield post_call
        if world.options.tomorrow:
            yield replace(post_call, event=EVENT, body=json.encode({"event": EVENT, **body}))


def _real(url: str | None) -> str | None:
    """Return a URL of an agent; None for the placeholder of the documentation's samples, to which nothing is sent."""
    return None if url == PLACEHOLDER else url


def _was_answered(call: Call) -> bool:
    last = call.view().last
    return last is not None and last.answered_at is not None


def _post_call(world: World, call: Call) -> dict[str, Any]:
    rendered = render_call(world, call)
    fields = {key: value for key, value in rendered.items() if key not in _OMITTED}
    return {**fields, "variables": all_variables(world, call)}


def send_message_received(world: World, url: str, body: Any) -> None:
    """Queue the webhook `message_received`, with a single attempt (webhooks/message-received)."""
    if _real(url) is None:
        return
    webhook = WebhookMessage(
        provider="revring",
        event=MESSAGE,
        url=url,
        body=json.encode(body),
        headers=_key_header(revring_options(world)),
        endpoint=body["conversationId"],
    )
    world.outbox.post(webhook, world.now)


def _key_header(options: RevRingOptions) -> Headers:
    return () if options.webhook_key is None else (("x-api-key", options.webhook_key),)


# -- blocking requests -----------------------------------------------------------------------------


def blocking_request(world: World, call: Call, event: AnyEvent) -> WebhookMessage | None:
    """Return the request before an event: to the account's server, or to a tool of the agent."""
    agent = AGENTS.recall(world, call.agent or "")
    if agent is None:
        return None
    if isinstance(event, ToolUsed):
        tool = _tool(agent, event)
        return _tool_call(call, event, tool) if tool else None
    return _pre_call(world, call, _real(agent.pre_call_webhook_url))


def _pre_call(world: World, call: Call, url: str | None) -> WebhookMessage | None:
    if not url or call.direction != "inbound" or details_of(call).source:
        return None
    body = {
        "event": PRE_CALL,
        "agentId": call.agent,
        "fromNumber": call.from_number,
        "toNumber": call.to_number,
        "dialedAgentId": details_of(call).dialed_agent,
    }
    return WebhookMessage(
        provider="revring",
        event=PRE_CALL,
        url=url,
        body=json.encode(body),
        headers=_key_header(revring_options(world)),
        call=call.id,
        timeout=PRE_CALL_SECONDS,
        blocking=True,
    )


def _tool(agent: Agent, event: ToolUsed) -> Tool | None:
    return next((tool for tool in agent.custom_tools if _serves(tool, event.name)), None)


def _serves(tool: Tool, name: str) -> bool:
    return tool.name == name and tool.enabled and _real(tool.webhook_url) is not None


def _tool_call(call: Call, event: ToolUsed, tool: Tool) -> WebhookMessage:
    method = tool.http_method
    in_query = event.arguments if method in _IN_QUERY else {}
    wrapped = {"callId": call.id, "tool": event.name, "arguments": event.arguments}
    body = event.arguments if tool.send_raw_request_body else wrapped
    return WebhookMessage(
        provider="revring",
        event=f"{TOOL}{event.name}",
        url=_with_query(tool.webhook_url, tool.query_params or (), in_query),
        method=method,
        body=b"" if method in _IN_QUERY else json.encode(body),
        headers=tuple((pair.key, pair.value) for pair in tool.headers or ()),
        call=call.id,
        blocking=True,
    )


def _with_query(url: str, pairs: Iterable[Pair], arguments: dict[str, Any]) -> str:
    parts = urlsplit(url)
    more = [(pair.key, pair.value) for pair in pairs]
    more += [
        (name, value if isinstance(value, str) else json.encode(value).decode()) for name, value in arguments.items()
    ]
    query = "&".join(part for part in (parts.query, urlencode(more)) if part)
    return urlunsplit(parts._replace(query=query))


def apply_response(world: World, call: Call, event: AnyEvent, outcome: Outcome) -> Call:
    """Return the call with the result of the blocking request. A failed pre-call webhook changes nothing."""
    if isinstance(event, ToolUsed):
        output, failed = _tool_output(outcome)
        used = replace(event, output=output, is_error=failed)
        at, _ = call.timeline[call.processed]
        return replace(call, timeline=(*call.past, (at, used), *call.future[1:]))
    variables = _variables(outcome)
    return with_variables(world, call, variables) if variables else call


def _tool_output(outcome: Outcome) -> tuple[str, bool]:
    """Return a tool's response as text, and whether it failed. A JSON string loses its quotes."""
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


WEBHOOK_POLICY: WebhookPolicy[World] = WebhookPolicy(
    messages=messages_for,
    notified_events=frozenset({Closed, Ready}),
    events=(POST_CALL, PRE_CALL, MESSAGE, f"{TOOL}*"),
    blocking_events=frozenset({Due, ToolUsed}),
    blocking_message=blocking_request,
    on_response=apply_response,
)
