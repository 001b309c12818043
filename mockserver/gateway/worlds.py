"""The worlds of one server: created on first use, reset, removed; their number is limited.

    open(name) ─► known? ─► that world
               └► make room ─► a new world: options, scenarios, examples, fixtures

When there are too many, the least recently used world without any state of its own is dropped: it would start in the
same way when it is used again.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from mockserver.errors import TooManyWorlds
from mockserver.gateway.fixtures import Fixtures, documented
from mockserver.gateway.future_answers import message_grower
from mockserver.providers import PROVIDERS
from mockserver.scenarios.library import ScenarioLibrary
from mockserver.simulation.randomness import Randomness
from mockserver.world.journal import Budget, Journal
from mockserver.world.orders import Options
from mockserver.world.settings import Examples, Settings
from mockserver.world.sinks import Sinks
from mockserver.world.world import World


class Worlds(Mapping[str, World]):
    """Worlds by name. Each starts with the scenarios of `library` and the resources of `fixtures`.

    `on_swap` is called with the old and the new world when a world is created, replaced or removed.
    """

    def __init__(self, settings: Settings, library: ScenarioLibrary, fixtures: Fixtures) -> None:
        self.library = library
        self.fixtures = fixtures
        self.examples = documented(PROVIDERS)
        self.on_swap: Callable[[World | None, World | None], None] = lambda _old, _new: None
        self._settings = settings
        self._worlds: OrderedDict[str, World] = OrderedDict()  #: the most recently used one last
        self._dropped = 0  #: dropped to make room for others
        self._budget = Budget(settings.limits.journal_bytes)
        self._policies = {
            name: provider.webhook_policy for name, provider in PROVIDERS.items() if provider.webhook_policy is not None
        }

    def __getitem__(self, name: str) -> World:
        return self._worlds[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._worlds)

    def __len__(self) -> int:
        return len(self._worlds)

    def open(self, name: str) -> World:
        """Return the world of that name; it is created on first use."""
        world = self._worlds.get(name)
        if world is None:
            return self.renew(name)
        self._worlds.move_to_end(name)
        return world

    def renew(
        self,
        name: str,
        options: Options | None = None,
        library: ScenarioLibrary | None = None,
        now: datetime | None = None,
    ) -> World:
        """Return a new world of that name, which replaces an old one. It starts at `now`, or as the settings say.

        Raises:
            TooManyWorlds: the name is new, and there are too many worlds.
        """
        return self.put(self.make(name, options, library, now))

    def make(
        self,
        name: str,
        options: Options | None = None,
        library: ScenarioLibrary | None = None,
        now: datetime | None = None,
    ) -> World:
        """Return a new world that is not reachable yet; nothing else changes."""
        fresh = options or self.default_options()
        world = World(name, self._settings.clock(now), fresh, library or self.library.copy())
        world.outbox.policies, world.outbox.allowed = self._policies, self._settings.allow_hosts
        world.outbox.sinks = Sinks(self._settings.limits.sink_bytes)
        if fresh.examples is not Examples.NONE:
            self.examples.lay_out(world, _hides(fresh.examples))
        self.apply(world, fresh)
        self.fixtures.lay_out(world)
        return world

    def put(self, world: World) -> World:
        """Make a new world reachable; it replaces an old one of the same name.

        Raises:
            TooManyWorlds: the name is new, and there are too many worlds.
        """
        old = self._worlds.get(world.name)
        if old is None:
            self._make_room(world.name)
        else:
            world.watchers, world.origin = old.watchers, old.origin
            old.journal.leave()
        journal = Journal(budget=self._budget)
        journal.restore(world.journal, world.journal.count)
        world.journal = journal
        self._worlds[world.name] = world
        self.on_swap(old, world)
        return world

    def untouched(self, world: World) -> bool:
        """Return whether nothing has happened in a world: no client has created or changed anything, and there was no
        delivery. Its clock can then be set to any instant."""
        return world.untouched and not _changed(world, _counters())

    def forget(self, name: str) -> World | None:
        """Remove a world. Return it, or None if it did not exist."""
        world = self._worlds.pop(name, None)
        if world is not None:
            world.journal.leave()
            self.on_swap(world, None)
        return world

    def dropped(self) -> dict[str, int]:
        """Return how much of the whole server was dropped to keep within the limits."""
        sinks = sum(world.outbox.sinks.dropped for world in self._worlds.values())
        journals = {"journal_bodies": self._budget.bodies_dropped, "journal_records": self._budget.records_dropped}
        return {**journals, "sink_requests": sinks, "worlds": self._dropped}

    @property
    def journal_bytes(self) -> int:
        """How many bytes all journals hold together."""
        return self._budget.held

    def _make_room(self, name: str) -> None:
        start = Start(self.default_options(), self.library, _counters())
        idle = make_room(self._worlds, name, self._settings.limits.worlds, start)
        if idle is not None:
            self.forget(idle.name)
            self._dropped += 1

    def default_options(self) -> Options:
        """Return the options with which a world starts."""
        return Options(
            profile=self._settings.profile,
            seed=self._settings.seed,
            examples=self._settings.examples,
            tomorrow=self._settings.tomorrow,
            providers={name: provider.options() for name, provider in PROVIDERS.items()},
        )

    def apply(self, world: World, options: Options) -> None:
        """Set the options of a world, and give lines to calls that can have them now."""
        if (
            options.profile == "lenient"
        ):  # `lenient` finds every id, so the documentation's placeholders would only disturb
            self.examples.withdraw(world)
        elif options.examples is not world.options.examples:
            self._change_examples(world, options.examples)
        world.options = options
        world.randomness = Randomness(options.seed, long_ids=options.tomorrow)
        world.outbox.rewrite = message_grower(world) if options.tomorrow else None
        for name, provider in PROVIDERS.items():
            world.limit_lines(provider.limits(options.providers[name]))

    def _change_examples(self, world: World, now: Examples) -> None:
        """Apply another choice of examples. Examples that clients have changed stay, hidden if they were hidden;
        deleted ones come back only after `none`."""
        if now is Examples.NONE:
            self.examples.withdraw(world)
        else:
            if world.options.examples is Examples.NONE:
                self.examples.lay_out(world, over=False)
            self.examples.mark(world, _hides(now))
        self.fixtures.mark(world)


def _hides(examples: Examples) -> Callable[[str], bool]:
    """Return the providers whose examples lists leave out."""
    return lambda name: examples is Examples.BY_ID or PROVIDERS[name].placeholders


def dropped_of(world: World) -> dict[str, int]:
    """Return how much of a world was dropped to keep within the limits."""
    journal = world.journal
    facts = {"journal_bodies": journal.bodies_dropped, "journal_records": journal.forgotten}
    return {**facts, "sink_requests": world.outbox.sinks.dropped}


def _counters() -> frozenset[str]:
    """Return the collections that any request may change."""
    return frozenset(kind for provider in PROVIDERS.values() for kind in provider.counters)


def _changed(world: World, counters: frozenset[str]) -> bool:
    """Return whether a client has changed a document."""
    return any(rows.changes for kind, rows in world.documents.items() if kind not in counters)


class Start:
    """How worlds start: with these options and these scenarios. `counters` are collections that contain no resources of
    clients."""

    def __init__(self, options: Options, library: ScenarioLibrary, counters: frozenset[str]) -> None:
        self._options, self._scenario_set, self._counters = options, library.scenario_set, counters

    def unchanged(self, world: World) -> bool:
        """Return whether a world has no call, document, scenario, setting, fault, delivery or sink request of its own,
        and its clock was not moved or changed."""
        outbox = world.outbox
        return (
            world.faults.is_empty
            and not (world.serials or world.next_scenarios or world.watchers or world.clock.moves)
            and not (outbox.deliveries.count or outbox.rules or outbox.to or len(outbox.sinks))
            and not _changed(world, self._counters)
            and world.library.scenario_set is self._scenario_set
            and world.options == self._options
            and all(call.example for call in world.calls.values())
        )


def make_room(worlds: OrderedDict[str, World], name: str, most: int, start: Start) -> World | None:
    """Return the name of the world to be dropped before `name` is added, or None. `worlds` are in order of use.

    Raises:
        TooManyWorlds: there are `most`, and all of them have state of their own.
    """
    if len(worlds) < most:
        return None
    for world in worlds.values():
        if start.unchanged(world):
            return world
    raise TooManyWorlds(name, most)
