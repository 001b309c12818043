"""A throwaway copy of a world, in which things can be tried out. The world stays as it is, and nothing is sent.

    world ─► options, scenarios, documents, counters, limits of lines, time ─► a world that nobody can reach
          └─ left out: calls, faults, webhooks, requests

Previews place a call in it. Responses and forecasts put one call of the world into it.
"""

from mockserver.scenarios.library import ScenarioLibrary
from mockserver.simulation.clock import Clock, Mode
from mockserver.world.orders import Options
from mockserver.world.world import World


def empty_copy(world: World, options: Options | None = None, library: ScenarioLibrary | None = None) -> World:
    """Return a new world like this one without its calls, faults and webhooks, at its time. `options` and `library`
    replace its own. Documents are immutable, so both share them."""
    scenarios = world.library if library is None else library
    copy = World(world.name, Clock(world.now, Mode.MANUAL), options or world.options, scenarios)
    copy.origin = world.origin
    copy.serials = dict(world.serials)
    copy.lines.limits = dict(world.lines.limits)
    for kind, documents in world.documents.items():
        copy.collection(kind).load(documents.rows(), documents.hidden)
    return copy
