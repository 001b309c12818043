"""Revox: call orders that are retried inside calling windows until they reach a human.

`routes` handles requests, `render` makes the JSON of orders, `retries` decides when to dial again. README.md lists the
sources and the choices.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mockserver.providers.base import CallOperations, Inbound, Operation, Provider, bearer_key
from mockserver.providers.revox import statuses
from mockserver.providers.revox.details import Details
from mockserver.providers.revox.errors import CODES, refuse, retry_headers
from mockserver.providers.revox.options import RevoxOptions, limits
from mockserver.providers.revox.shapes.basics import RefusalShape
from mockserver.providers.revox.sources import SOURCES
from mockserver.providers.revox.tomorrow import TOMORROW
from mockserver.providers.revox.translations import translate_response
from mockserver.providers.revox.webhook_policy import WEBHOOK_POLICY
from mockserver.providers.stored import Stored
from mockserver.world.orders import Order
from mockserver.world.world import World


def table() -> tuple[Operation, ...]:
    """Return the operations."""
    from mockserver.providers.revox.routes import OPERATIONS

    return OPERATIONS


def inbound(world: World, caller: Inbound) -> Order:
    """Return the order of an inbound call."""
    from mockserver.providers.revox.routes.calls import inbound

    return inbound(world, caller)


def stored() -> Stored:
    """Return the types of the stored documents."""
    from mockserver.providers.revox.stored import STORED

    return STORED


def sample_order(number: str, dials: int) -> Mapping[str, Any]:
    """Return the smallest body that places a call with at most so many dials."""
    retries = {"max_retry_attempts": dials}
    return {"phone_number": number, "assistant": {"prompt": "Be kind and brief.", "call_retry_config": retries}}


def example_order(number: str) -> Mapping[str, Any]:
    """Return a realistic body that places a call with up to three dials."""
    assistant = {
        "prompt": "You call {{first_name}} about an appointment. Be kind and brief.",
        "first_sentence": "Hello {{first_name}}, this is Sarah from Acme Corp.",
        "first_sentence_mode": "static",
        "call_retry_config": {"max_retry_attempts": 3},
    }
    return {
        "phone_number": number,
        "assistant": assistant,
        "prompt_variables": {"first_name": "Anna"},
        "metadata": {"customer_id": "cust_456"},
        "skip_calling_window": True,
    }


REVOX = Provider(
    name="revox",
    title="Revox",
    base="/api",
    hosts=("www.getrevox.com", "getrevox.com"),
    aliases=("/api",),
    key_of=bearer_key,
    refuse=refuse,
    sources=SOURCES,
    table=table,
    stored=stored,
    details=Details,
    phases=statuses.PHASES,
    ends=statuses.ENDS,
    vocabulary=statuses.VOCABULARY,
    status_word=statuses.documented_status,
    status=statuses.status,
    options=RevoxOptions,
    limits=limits,
    inbound=inbound,
    codes=CODES,
    folder=Path(__file__).parent,
    placeholders=True,
    finish=translate_response,
    webhook_policy=WEBHOOK_POLICY,
    refusal=RefusalShape,
    retry_headers=retry_headers,
    environment={"REVOX_BASE_URL": "url", "REVOX_API_KEY": "key"},
    calls=CallOperations("call.create", "call.retrieve", "call.list", "call.cancel"),
    sample_order=sample_order,
    example_order=example_order,
    tomorrow=TOMORROW,
)
