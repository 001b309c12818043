"""What a world starts with: documents and calls from YAML files, those of the providers' documentation first.

Files are read once, those of the documentation when the first world starts; all worlds share the same values.
`fixture_files` reads them and is imported with the first file.
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
Hides = Callable[[str], bool]  #: returns whether lists leave out the fixtures of a provider


def _nobody(_provider: str) -> bool:
    return False


class Fixtures:
    """Everything that a world starts with. `providers` are the names that files may use."""

    def __init__(self, paths: Iterable[Path], providers: Collection[str] = ()) -> None:
        self._paths, self._providers = tuple(paths), providers

    def read(self) -> "Contents":
        """Return the contents of the files.

        Raises:
            ScenarioError: with every problem found in the first invalid file.
        """
        return self._contents

    @cached_property
    def _contents(self) -> "Contents":
        from mockserver.gateway.fixture_files import read_files

        return read_files(self._paths, self._providers)

    @cached_property
    def _hidden(self) -> "dict[str, Call]":
        """Return the calls, hidden from lists; all worlds share these too."""
        return {call_id: replace(call, hidden=True) for call_id, call in self.read().calls.items()}

    def lay_out(self, world: World, hides: Hides = _nobody, *, over: bool = True) -> None:
        """Put everything into a world. With `over`, replace what has the same id; otherwise keep it. Resources of
        providers that `hides` names can be found by id only."""
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
        """Remove everything that is unchanged since it was laid out."""
        for kind, rows in self.read().documents.items():
            there = world.collection(kind)
            kept = {key: row for key, row in there.rows().items() if rows.get(key) is not row}
            world.documents[kind] = Documents(kept, there.hidden)
        for call_id, call in self.read().calls.items():
            if world.calls.get(call_id) in (call, self._hidden[call_id]):
                world.forget(call_id)

    def mark(self, world: World, hides: Hides = _nobody) -> None:
        """Hide the resources of providers that `hides` names, and show those of the others."""
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
    """Return the provider of a kind of documents (`PROVIDER.agents`)."""
    return kind.partition(".")[0]


def read_fixtures(paths: Collection[Path], providers: Collection[str]) -> Fixtures:
    """Read the fixtures of all these files and folders at once, so that an error is reported at start.

    Raises:
        ScenarioError: with every problem found in the first invalid file.
    """
    fixtures = Fixtures(paths, providers)
    if paths:
        fixtures.read()
    return fixtures


def documented(providers: Mapping[str, Provider]) -> Fixtures:
    """Return the resources of the providers' documentation. All callers share them."""
    return _documented(tuple(provider.folder / EXAMPLES for provider in providers.values()), tuple(providers))


@cache
def _documented(paths: tuple[Path, ...], providers: tuple[str, ...]) -> Fixtures:
    return Fixtures(paths, providers)
