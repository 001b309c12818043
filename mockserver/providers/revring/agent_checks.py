"""The bodies of agents, derived from their type, and the checks that types cannot express.

Sources: docs.revring.ai, api-reference/agents/{create,update}. Null clears a field that responses can show as null.
Other optional fields may be left out, but must not be null.
"""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from msgspec import Struct

from mockserver.calls.windows import known_zone
from mockserver.providers.base import Request
from mockserver.providers.derived import create_body, patch_body
from mockserver.providers.revring.agent_parts import Folder, Messaging, Trunk
from mockserver.providers.revring.agents import Agent
from mockserver.providers.revring.checks import number_issues, read_fields, shorten, variable_issues
from mockserver.providers.revring.errors import Issue
from mockserver.providers.revring.flows import flow_issues
from mockserver.providers.revring.words import PLACEHOLDER, AgentMode
from mockserver.world.world import World

URL_EXPECTED = "expected a URL such as https://example.com/hook"
AgentCreate = create_body(Agent, "AgentCreate", "`POST /agents`. Only this request can set `mode`.")
AgentPatch = patch_body(Agent, "AgentPatch", "`PATCH /agents/{id}`: any of the fields, or none.")


def read_agent(world: World, request: Request, kind: type[Struct], mode: AgentMode | None = None) -> dict[str, Any]:
    """Return the fields of an agent that a request sends, as `kind` allows. `mode` is the agent's, if it exists.

    The trunk and the folder get names; with RevRing, these come from the dashboard.

    Raises:
        Refusal: 400, naming every invalid field.
    """
    given = read_fields(world, request, kind, lambda given: _issues(given, given.get("mode", mode)))
    if "sip_trunk_id" in given:
        trunk = given["sip_trunk_id"]
        given["sip_trunk"] = None if trunk is None else Trunk(f"Trunk {trunk[:9]}")
    if "folder_id" in given:
        folder = given["folder_id"]
        given["folder"] = None if folder is None else Folder(folder, f"Folder {folder[:9]}")
    return given


def _issues(given: Mapping[str, Any], mode: AgentMode | None) -> Iterator[Issue]:
    """Yield what is wrong with the fields of an agent. An empty flow is an error in mode `conversation_flow`."""
    yield from url_issues("preCallWebhookUrl", given.get("pre_call_webhook_url"))
    yield from url_issues("postCallWebhookUrl", given.get("post_call_webhook_url"))
    if given.get("messaging_config") is not None:
        yield from _messaging_issues(given["messaging_config"])
    zone = given.get("timezone")
    if zone is not None and zone != PLACEHOLDER and not known_zone(zone):
        yield Issue(("timezone",), f"timezone is {shorten(zone)}; expected an IANA zone such as America/New_York.")
    yield from variable_issues("defaultVariables", given.get("default_variables") or {})
    yield from variable_issues("testVariables", given.get("test_variables") or {})
    flow = given.get("flow_definition")
    if flow is not None and (flow or mode == "conversation_flow"):
        yield from flow_issues(flow)


def _messaging_issues(config: Messaging) -> Iterator[Issue]:
    days = config.conversation_idle_reset_days
    yield from url_issues("messagingConfig.inboundWebhookUrl", config.inbound_webhook_url)
    yield from number_issues("messagingConfig.fromNumber", config.from_number)
    if days != int(days):
        message = f"messagingConfig.conversationIdleResetDays is {days}; expected a whole number of days."
        yield Issue(("messagingConfig", "conversationIdleResetDays"), message)


def url_issues(name: str, url: str | None) -> Iterator[Issue]:
    """Yield what is wrong with the URL in a field, if it has one; `name` is the path of the field."""
    if url is not None and url != PLACEHOLDER and not is_url(url):
        yield Issue(tuple(name.split(".")), f"{name} is {shorten(url)}; {URL_EXPECTED}.")


def is_url(text: str) -> bool:
    """Return whether a text is an absolute http or https URL."""
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and not any(map(str.isspace, text))
    except ValueError:
        return False
