"""RevRing: single outbound and inbound calls by an agent, with a concurrency limit and a queue.

Start at `routes`, which holds one file per resource. `render` turns calls into responses. README.md lists the sources
and the choices.
"""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from mockserver.providers.base import CallOperations, Operation, Provider
from mockserver.providers.revring import statuses
from mockserver.providers.revring.details import Details
from mockserver.providers.revring.errors import CODES, refuse
from mockserver.providers.revring.options import RevRingOptions, limits
from mockserver.providers.revring.orders import inbound
from mockserver.providers.revring.shapes.envelopes import Refused
from mockserver.providers.revring.sources import SOURCES
from mockserver.providers.revring.tomorrow import TOMORROW
from mockserver.providers.revring.webhook_policy import WEBHOOK_POLICY
from mockserver.providers.stored import Stored


def _key(headers: Mapping[str, str]) -> str | None:
    return headers.get("x-api-key", "").strip() or None


def table() -> tuple[Operation, ...]:
    """Return the operations."""
    from mockserver.providers.revring.routes import OPERATIONS

    return OPERATIONS


def stored() -> Stored:
    """Return the types of what it stores."""
    from mockserver.providers.revring.stored import STORED

    return STORED


def sample_order(number: str, _dials: int) -> Mapping[str, Any]:
    """Return the smallest body that places a call."""
    return {"agentId": "sample-agent", "toNumber": number, "fromNumber": "+12125550100"}


def example_order(number: str) -> Mapping[str, Any]:
    """Return a realistic body that places a call."""
    variables = {"customerName": "Anna Berg", "appointment": "2026-01-06T10:00:00Z"}
    return {**sample_order(number, 1), "callerIdName": "Acme Corp", "variables": variables, "skipQueue": False}


REVRING = Provider(
    name="revring",
    title="RevRing",
    base="/v1",
    hosts=("api.revring.ai",),
    other_roots=("/webrtc/", "/webhooks/twilio/"),
    key_of=_key,
    refuse=refuse,
    sources=SOURCES,
    table=table,
    stored=stored,
    details=Details,
    public=frozenset({"messages.inbound", "web_calls.create"}),
    cross_origin=frozenset({"web_calls.create"}),
    phases=statuses.PHASES,
    ends=statuses.ENDS,
    vocabulary=statuses.VOCABULARY,
    status_word=statuses.call_status,
    status=statuses.status,
    options=RevRingOptions,
    limits=limits,
    inbound=inbound,
    codes=CODES,
    refusal=Refused,
    security=MappingProxyType({"type": "apiKey", "in": "header", "name": "x-api-key"}),
    folder=Path(__file__).parent,
    placeholders=True,
    webhook_policy=WEBHOOK_POLICY,
    environment={"REVRING_BASE_URL": "url", "REVRING_API_KEY": "key"},
    calls=CallOperations(get="calls.retrieve"),
    sample_order=sample_order,
    example_order=example_order,
    tomorrow=TOMORROW,
)
