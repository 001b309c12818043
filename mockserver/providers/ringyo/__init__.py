"""Ringyo: one call per request, polled by its status. Responses leave out fields that do not apply yet.

Start at `routes`, which holds one file per resource. `keys` and `rates` check requests first; `render` and `guide`
render calls in the two dialects. README.md lists the sources and the choices.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mockserver.providers.base import CallOperations, Inbound, Operation, Provider, bearer_key
from mockserver.providers.ringyo import statuses
from mockserver.providers.ringyo.details import Details
from mockserver.providers.ringyo.errors import CODES, refuse
from mockserver.providers.ringyo.keys import admit
from mockserver.providers.ringyo.options import RingyoOptions, limits
from mockserver.providers.ringyo.rates import WINDOWS, add_rate_headers
from mockserver.providers.ringyo.serializers import status
from mockserver.providers.ringyo.shapes.envelopes import ErrorShape
from mockserver.providers.ringyo.sources import SOURCES
from mockserver.providers.ringyo.tomorrow import TOMORROW
from mockserver.providers.ringyo.webhook_policy import WEBHOOK_POLICY
from mockserver.providers.stored import Stored
from mockserver.world.orders import Order
from mockserver.world.world import World


def table() -> tuple[Operation, ...]:
    """Return the operations."""
    from mockserver.providers.ringyo.routes import OPERATIONS

    return OPERATIONS


def inbound(world: World, caller: Inbound) -> Order:
    """Return the order of a call to a number of the account."""
    from mockserver.providers.ringyo.routes.calls import inbound

    return inbound(world, caller)


def stored() -> Stored:
    """Return the types of what it stores."""
    from mockserver.providers.ringyo.stored import STORED

    return STORED


def sample_order(number: str, _dials: int) -> Mapping[str, Any]:
    """Return the smallest body that places a call."""
    return {"agent_id": "agent_abc123", "phone_number": number}


def example_order(number: str) -> Mapping[str, Any]:
    """Return a realistic body that places a call; most of it is in calls/create."""
    metadata = {"customer_id": "cust_456", "campaign": "follow_up"}
    optional = {"from_number": "+18005551234", "metadata": metadata, "record": True, "max_duration": 600}
    return {**sample_order(number, 1), **optional}


RINGYO = Provider(
    name="ringyo",
    title="Ringyo",
    base="/v1",
    hosts=("api.ringyo.ai",),
    key_of=bearer_key,
    refuse=refuse,
    sources=SOURCES,
    table=table,
    stored=stored,
    details=Details,
    phases=statuses.PHASES,
    ends=statuses.ENDS,
    vocabulary=statuses.VOCABULARY,
    status_word=statuses.call_status,
    status=status,
    options=RingyoOptions,
    limits=limits,
    inbound=inbound,
    codes=CODES,
    folder=Path(__file__).parent,
    refusal=ErrorShape,
    authorize=admit,
    webhook_policy=WEBHOOK_POLICY,
    counters=frozenset({WINDOWS.kind}),
    finish=add_rate_headers,
    environment={"RINGYO_BASE_URL": "url", "RINGYO_API_KEY": "key"},
    calls=CallOperations(cancel=None),
    sample_order=sample_order,
    example_order=example_order,
    tomorrow=TOMORROW,
)
