"""From an order to a call that has not started: its scenario is chosen, its plan made.

The world passes in what it knows, and counts the call. Nothing is counted for an order whose scenario cannot be played.
"""

from datetime import datetime

from mockserver.calls.call import Call
from mockserver.calls.fictional import could_be_real
from mockserver.calls.timeline import Plan
from mockserver.errors import RealNumber
from mockserver.scenarios.library import LABEL, ScenarioLibrary
from mockserver.scenarios.situation import Situation, language_code
from mockserver.simulation.randomness import Randomness
from mockserver.world.orders import Order


def plan_for(
    order: Order,
    situation: Situation,
    library: ScenarioLibrary,
    randomness: Randomness,
    queued: str | None,
    default: str,
) -> Plan:
    """Return the plan of a new call. `queued` is the first of the world's next scenarios, `default` its default
    scenario.

    Raises:
        UnknownName: the order asks for a scenario that does not exist.
        ScenarioError: its scenario cannot be played by this provider.
    """
    name = library.choose(situation, asked=order.scenario, queued=queued, default=default)
    plan = library.shared_plan(name, situation, randomness)
    if plan is None:
        from mockserver.scenarios.planner import plan_call

        plan = plan_call(library, name, situation, randomness, order.vocabulary)
    return plan


def check_fictional(number: str) -> None:
    """Check that a number cannot belong to a person.

    Raises:
        RealNumber: it could.
    """
    if could_be_real(number):
        raise RealNumber(number)


def situation_of(order: Order, serial: int, nth: int) -> Situation:
    """Return the facts of an order that scenarios can match. `serial` is the number of the call at its provider, `nth`
    the number of earlier calls to the same number."""
    return Situation(
        provider=order.provider,
        direction=order.direction,
        from_number=order.from_number,
        to_number=order.to_number,
        labels=order.labels,
        serial=serial,
        agent=order.agent or "",
        language=language_code(order.language),
        nth=nth,
    )


def takes_queued(order: Order) -> bool:
    """Return whether an order plays the world's next scenario, rather than one that it names."""
    return order.scenario is None and LABEL not in order.labels


def new_call(order: Order, plan: Plan, number: int, created_at: datetime) -> Call:
    """Return the call that an order asks for, without a timeline."""
    return Call(
        id=order.id,
        number=number,
        provider=order.provider,
        direction=order.direction,
        from_number=order.from_number,
        to_number=order.to_number,
        created_at=created_at,
        plan=plan,
        agent=order.agent,
        labels=order.labels,
        details=order.details,
        lines=order.lines,
        policy=order.policy,
        limit=order.limit,
        delays=order.delays,
        behavior=order.behavior,
    )
