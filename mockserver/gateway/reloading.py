"""Gives reloaded scenarios and fixtures to the worlds of a running server.

    new scenarios ─► the library of new worlds
                 └─► each world: its own scenarios, its default and its queue stay, as long as their names exist

Calls that were placed keep their plan, since a plan is a value. `scenarios.reloading` decides what is new; this module
reads no file.
"""

from collections.abc import Iterator

import msgspec

from mockserver.gateway.fixtures import Fixtures
from mockserver.gateway.worlds import Worlds
from mockserver.scenarios.files import ScenarioSet
from mockserver.scenarios.references import circular, missing
from mockserver.scenarios.reloading import Message
from mockserver.world.orders import Options
from mockserver.world.world import World


def use_scenarios(worlds: Worlds, new: ScenarioSet) -> list[Message]:
    """Let new calls of all worlds play these scenarios in place of those with which worlds began. Return what a world
    could not keep."""
    old = worlds.library.scenario_set
    worlds.library.adopt(new)
    return [message for world in worlds.values() for message in _rebase(world, old, new)]


def _rebase(world: World, old: ScenarioSet, new: ScenarioSet) -> Iterator[Message]:
    own = world.library.scenario_set
    names = set(own)
    rebased = new if own is old else own.rebased(old, new)
    added = rebased.differing(new) if rebased is not new else []
    for problem in circular(added, rebased):
        text = f"World {world.name!r} keeps its old scenarios, because it has added one that does not fit: {problem}"
        yield Message(text, is_warning=True)
        return
    world.library.adopt(rebased)
    for problem in missing(added, rebased):
        yield Message(f"World {world.name!r} has added a scenario that cannot be played: {problem}", is_warning=True)
    yield from _about_names(world, names - set(rebased))


def _about_names(world: World, gone: set[str]) -> Iterator[Message]:
    """Replace names that no longer exist: the default by the first default, those of the queue by nothing."""
    default = world.options.default_scenario
    if default in gone:
        usual = Options().default_scenario
        world.options = msgspec.structs.replace(world.options, default_scenario=usual)
        text = f"World {world.name!r}: its default scenario {default!r} is gone; the default is now {usual!r}."
        yield Message(text, is_warning=True)
    dropped = [name for name in world.next_scenarios if name in gone]
    if dropped:
        kept = [name for name in world.next_scenarios if name not in gone]
        world.next_scenarios.clear()
        world.next_scenarios.extend(kept)
        names = ", ".join(dict.fromkeys(dropped))
        yield Message(f"World {world.name!r}: left its queue, because they are gone: {names}.", is_warning=True)


def use_fixtures(worlds: Worlds, new: Fixtures) -> None:
    """Let new worlds begin with these fixtures. Worlds that exist keep what they have."""
    worlds.fixtures = new
