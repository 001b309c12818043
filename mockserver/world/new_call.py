"""From an order to a call that has not begun: its scenario is chosen, its plan drawn, its number given.

The world lends its book, its chance and its counters; what becomes of the call is the world's business. Nothing is
counted for an order whose scenario cannot be played.
"""

from collections import deque
from datetime import datetime
from typing import Protocol

from mockserver.calls.call import Call
from mockserver.calls.timeline import Plan
from mockserver.scenarios.library import LABEL, ScenarioLibrary
from mockserver.scenarios.situation import Situation
from mockserver.simulation.randomness import Randomness
from mockserver.world.orders import Options, Order


class Lender(Protocol):
    """What a draft needs of a world."""

    now: datetime
    options: Options
    library: ScenarioLibrary
    randomness: Randomness
    serials: dict[str, int]
    next_scenarios: deque[str]

    def serial(self, kind: str) -> int:
        """The next number of things of that kind."""

    def next_serial(self, provider: str) -> int:
        """The number that the next call of that provider will get."""


def new_call(world: Lender, order: Order) -> Call:
    """The call that an order asks for, without a timeline.

    Raises:
        UnknownName: it asks for a scenario that does not exist.
        ScenarioError: its scenario cannot be played by this provider.
    """
    plan = _plan(world, order)
    world.serial(f"{order.provider}.call")
    return Call(
        id=order.id,
        number=world.serial("call"),
        provider=order.provider,
        direction=order.direction,
        from_number=order.from_number,
        to_number=order.to_number,
        created_at=world.now,
        plan=plan,
        agent=order.agent,
        labels=order.labels,
        details=order.details,
        lines=order.lines,
        policy=order.policy,
        limit=order.limit,
        behavior=order.behavior,
    )


def _plan(world: Lender, order: Order) -> Plan:
    situation = Situation(
        provider=order.provider,
        direction=order.direction,
        from_number=order.from_number,
        to_number=order.to_number,
        labels=order.labels,
        serial=world.next_serial(order.provider),
        agent=order.agent or "",
        nth=world.serials.get(f"to:{order.to_number}", 0),
    )
    queued = world.next_scenarios[0] if world.next_scenarios else None
    default = world.options.default_scenario
    name = world.library.choose(situation, asked=order.scenario, queued=queued, default=default)
    plan = world.library.shared((order.provider, name))
    if plan is None:
        from mockserver.scenarios.planner import plan_call

        plan = plan_call(world.library, name, situation, world.randomness, order.vocabulary)
    if queued is not None and order.scenario is None and LABEL not in order.labels:
        world.next_scenarios.popleft()
    world.serial(f"to:{order.to_number}")
    return plan
