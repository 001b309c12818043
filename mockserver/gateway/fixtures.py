"""What a world begins with: documents and calls from YAML files, those of the providers' documentation first.

Files are read once, those of the documentation when the first world begins; every world is handed the same values.
How they are read is the business of `fixture_files`, which is imported with the first of them.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from mockserver.providers.base import Provider
from mockserver.world.documents import Documents
from mockserver.world.world import World

if TYPE_CHECKING:
    from mockserver.calls.call import Call
    from mockserver.gateway.fixture_files import Contents

EXAMPLES = "examples.yaml"
Hides = Callable[[str], bool]  #: whether no list shows the fixtures of the provider of that name


def _nobody(_provider: str) -> bool:
    return False


class Fixtures:
    """All that a world begins with. `providers` are the names that files may give."""

    def __init__(self, paths: Iterable[Path], providers: Collection[str] = ()) -> None:
        self._paths, self._providers = tuple(paths), providers

    def read(self) -> "Contents":
        """What is in the files.

        Raises:
            ScenarioError: with every problem found in the first bad file.
        """
        return self._contents

    @cached_property
    def _contents(self) -> "Contents":
        from mockserver.gateway.fixture_files import read_files

        return read_files(self._paths, self._providers)

    @cached_property
    def _hidden(self) -> "dict[str, Call]":
        """The calls as they are where no list shows them; all worlds share these, too."""
        return {call_id: replace(call, hidden=True) for call_id, call in self.read().calls.items()}

    def lay_out(self, world: World, hides: Hides = _nobody, *, over: bool = True) -> None:
        """Put everything into a world, beside what is there, and `over` what has the same id, if so wished. What
        belongs to a provider that `hides` names can be found by id only."""
        for kind, rows in self.read().documents.items():
            there = world.collection(kind)
            fresh = {key: row for key, row in rows.items() if over or key not in there}
            hidden = there.hidden - fresh.keys() | (fresh.keys() if hides(_owner(kind)) else frozenset())
            world.documents[kind] = Documents({**there.rows(), **fresh}, hidden)
        for call_id, call in self.read().calls.items():
            if over or call_id not in world.calls:
                world.calls[call_id] = self._hidden[call_id] if hides(call.provider) else call
                world.call_index.drop(call.provider)

    def withdraw(self, world: World) -> None:
        """Take everything out again that is still as it was laid out."""
        for kind, rows in self.read().documents.items():
            there = world.collection(kind)
            kept = {key: row for key, row in there.rows().items() if rows.get(key) is not row}
            world.documents[kind] = Documents(kept, there.hidden)
        for call_id, call in self.read().calls.items():
            if world.calls.get(call_id) in (call, self._hidden[call_id]):
                world.forget(call_id)

    def mark(self, world: World, hides: Hides = _nobody) -> None:
        """Hide what is still there of providers that `hides` names, and show what is there of the others."""
        for kind, rows in self.read().documents.items():
            there = world.collection(kind)
            hidden = there.hidden | rows.keys() if hides(_owner(kind)) else there.hidden - rows.keys()
            world.documents[kind] = Documents(there.rows(), hidden)
        for call_id in self.read().calls.keys() & world.calls.keys():
            call = world.calls[call_id]
            if call.example:
                world.calls[call_id] = replace(call, hidden=hides(call.provider))
                world.call_index.drop(call.provider)


def _owner(kind: str) -> str:
    """The provider that a kind of documents (`PROVIDER.agents`) belongs to."""
    return kind.partition(".")[0]


def read_fixtures(paths: Collection[Path], providers: Collection[str]) -> Fixtures:
    """The fixtures of all files and folders named; they are read at once, so that a mistake is told at start.

    Raises:
        ScenarioError: with every problem found in the first bad file.
    """
    fixtures = Fixtures(paths, providers)
    if paths:
        fixtures.read()
    return fixtures


def documented(providers: Mapping[str, Provider]) -> Fixtures:
    """The resources of the providers' own documentation. All who ask share them."""
    return _documented(tuple(provider.folder / EXAMPLES for provider in providers.values()), tuple(providers))


@cache
def _documented(paths: tuple[Path, ...], providers: tuple[str, ...]) -> Fixtures:
    return Fixtures(paths, providers)
