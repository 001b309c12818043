"""A whole world as one JSON-ready value, and back into a new world, in this process or another.

Timelines are values. So a snapshot needs only them, the lines that are held and waited for, and the counters on which
ids and random values depend. Scenarios that the server has anyway are stored by name only.
"""

from datetime import datetime
from typing import Any

import msgspec

from mockserver.calls.call import Call
from mockserver.calls.webhook_faults import WebhookFault
from mockserver.errors import SettingsError
from mockserver.scenarios.library import ScenarioLibrary
from mockserver.scenarios.reading import load_value
from mockserver.scenarios.texts import SNAPSHOT
from mockserver.simulation.clock import Mode
from mockserver.webhooks.messages import Delivery
from mockserver.world.api_faults import PlannedFault
from mockserver.world.journal import Record
from mockserver.world.lines import Waiter
from mockserver.world.world import World

VERSION = 1


class Snapshot(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """A world. `options` are in the form of the control API."""

    version: int
    now: datetime
    mode: Mode
    rate: float
    options: dict[str, Any]
    serials: dict[str, int]
    event_count: int
    calls: list[Call]
    documents: dict[str, dict[str, Any]]
    hidden: dict[str, list[str]] = {}  #: ids of the hidden documents, by kind
    names: list[str]  #: all scenarios, in order; those that every world starts with by name only
    scenarios: list[dict[str, Any]]
    next_scenarios: list[str]
    limits: dict[str, int]
    held: dict[str, tuple[str, ...]]
    waiting: list[Waiter]
    turns: int
    journal: list[Record]
    requests: int
    deliveries: list[Delivery] = []
    delivered: int = 0
    faults: list[WebhookFault] = []
    webhooks_to: str | None = None
    api_faults: list[PlannedFault] = []
    api_faults_added: int = 0


def take(world: World, brought: ScenarioLibrary, *, journal: bool = False) -> Snapshot:
    """Return a snapshot of the world, with its journal if wanted. `brought` are the scenarios that every world starts
    with."""
    own = {scenario.name: scenario for scenario in brought}
    options: dict[str, Any] = msgspec.to_builtins(world.options)
    providers = options.pop("providers")
    return Snapshot(
        version=VERSION,
        now=world.now,
        mode=world.clock.mode,
        rate=world.clock.rate,
        options={**options, **providers},
        serials=dict(world.serials),
        event_count=world.event_count,
        calls=list(world.calls.values()),
        documents={kind: documents.rows() for kind, documents in world.documents.items()},
        hidden={kind: sorted(rows.hidden) for kind, rows in world.documents.items() if rows.hidden},
        names=world.library.names(),
        scenarios=[scenario.value for scenario in world.library if own.get(scenario.name) is not scenario],
        next_scenarios=list(world.next_scenarios),
        limits=dict(world.lines.limits),
        held=world.lines.held(),
        waiting=world.lines.waiting(),
        turns=world.lines.turns,
        journal=list(world.journal) if journal else [],
        requests=world.journal.count if journal else 0,
        deliveries=[row for row in world.outbox.deliveries if not (row.open and row.message.blocking)],  # sent again
        delivered=world.outbox.deliveries.count,
        faults=list(world.outbox.rules),
        webhooks_to=world.outbox.to,
        api_faults=list(world.faults),
        api_faults_added=world.faults.count,
    )


def open_library(state: Snapshot, brought: ScenarioLibrary) -> ScenarioLibrary:
    """Return the scenarios of a snapshot. `brought` are those that the server has itself.

    Raises:
        SettingsError: the snapshot has an unknown version.
        ScenarioError: one of its scenarios is invalid.
        UnknownName: it names a scenario that this server does not have.
    """
    if state.version != VERSION:
        raise SettingsError(f"The snapshot has version {state.version}; this mockserver reads version {VERSION}.")
    own = {scenario.name: scenario for scenario in (load_value(value, SNAPSHOT) for value in state.scenarios)}
    return ScenarioLibrary.restored(own[name] if name in own else brought.get(name) for name in state.names)


def restore(world: World, state: Snapshot) -> None:
    """Restore a snapshot into a new, empty world, whose options and library are already those of the snapshot."""
    world.calls.clear()
    world.documents.clear()
    for kind, rows in state.documents.items():
        world.collection(kind).load(rows, state.hidden.get(kind, ()))
    world.serials = dict(state.serials)
    world.event_count = state.event_count
    world.next_scenarios.extend(state.next_scenarios)
    world.lines.restore(state.limits, state.held, state.waiting, state.turns)
    world.journal.restore(state.journal, state.requests)
    world.now = state.now
    world.clock.jump(state.now)
    world.clock.change(mode=state.mode, rate=state.rate)
    world.outbox.rules, world.outbox.to = tuple(state.faults), state.webhooks_to
    world.faults.restore(state.api_faults, state.api_faults_added)
    world.outbox.deliveries.restore(state.deliveries, state.delivered)
    for call in state.calls:
        world.put(call)
