"""Tiny, a provider for mockserver: one call per request, two statuses, one webhook. README.md lists the endpoints."""

from pathlib import Path

import msgspec

from mockserver.providers.base import Operation, Provider, bearer_key
from mockserver_tiny.calls import CallDetails, inbound
from mockserver_tiny.errors import CODES, Refused, refuse
from mockserver_tiny.statuses import ENDS, PHASES, VOCABULARY, status_word
from mockserver_tiny.webhook_policy import WEBHOOK_POLICY


class TinyOptions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The settings of Tiny in a world: none."""


def table() -> tuple[Operation, ...]:
    """Return the operations, which are imported with the first request."""
    from mockserver_tiny.routes import OPERATIONS

    return OPERATIONS


TINY = Provider(
    contract=1,
    name="tiny",
    title="Tiny",
    base="/v1",
    hosts=("api.tiny.example",),
    environment={"TINY_BASE_URL": "url", "TINY_API_KEY": "key"},
    key_of=bearer_key,
    codes=CODES,
    refusal=Refused,
    refuse=refuse,
    phases=PHASES,
    ends=ENDS,
    vocabulary=VOCABULARY,
    status_word=status_word,
    status=lambda call: status_word(call.view()),
    table=table,
    details=CallDetails,
    inbound=inbound,
    options=TinyOptions,
    limits=lambda _options: {},
    webhook_policy=WEBHOOK_POLICY,
    sample_order=lambda number, _dials: {"to": number},
    folder=Path(__file__).parent,
)
