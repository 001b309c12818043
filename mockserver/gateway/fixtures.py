"""What a world starts with: documents and calls from YAML files, those of the providers' documentation first.

Files are read once, those of the documentation when the first world starts; all worlds share the same values.
`fixture_files` reads them and is imported with the first file.
"""

import logging
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from msgspec.structs import replace

from mockserver.errors import ScenarioError
from mockserver.providers.base import Provider
from mockserver.world.memo import Memo
from mockserver.world.world import World

if TYPE_CHECKING:
    from mockserver.calls.call import Call
    from mockserver.gateway.fixture_files import Contents

EXAMPLES = "examples.yaml"
LOG = logging.getLogger("mockserver")
Hides = Callable[[str], bool]  #: returns whether lists leave out the fixtures of a provider


def _nobody(_provider: str) -> bool:
    return False


class Fixtures:
    """Everything that a world starts with. `providers` are those that files may name."""

    def __init__(self, paths: Iterable[Path], providers: Mapping[str, Provider] = MappingProxyType({})) -> None:
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
            fresh = rows if over else {key: row for key, row in rows.items() if key not in there}
            there.load(fresh, fresh if hides(_owner(kind)) else ())
        for call_id, call in self.read().calls.items():
            if over or call_id not in world.calls:
                world.calls[call_id] = self._hidden[call_id] if hides(call.provider) else call
                world.call_index.drop(call.provider)

    def withdraw(self, world: World) -> None:
        """Remove everything that is unchanged since it was laid out."""
        for kind, rows in self.read().documents.items():
            world.collection(kind).withdraw(rows)
        for call_id, call in self.read().calls.items():
            if world.calls.get(call_id) in (call, self._hidden[call_id]):
                world.forget(call_id)

    def mark(self, world: World, hides: Hides = _nobody) -> None:
        """Hide the resources of providers that `hides` names, and show those of the others."""
        for kind, rows in self.read().documents.items():
            there = world.collection(kind)
            known = frozenset(key for key in rows if key in there)
            there.hidden = there.hidden | known if hides(_owner(kind)) else there.hidden - known
        for call_id in self.read().calls.keys() & world.calls.keys():
            call = world.calls[call_id]
            if call.example:
                world.calls[call_id] = replace(call, hidden=hides(call.provider))
                world.call_index.drop(call.provider)


def _owner(kind: str) -> str:
    """Return the provider of a kind of documents (`PROVIDER.agents`)."""
    return kind.partition(".")[0]


def read_fixtures(paths: Collection[Path], providers: Mapping[str, Provider]) -> Fixtures:
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
    return _DOCUMENTED.get_or_make(
        "documented",
        tuple(providers.values()),
        lambda known: _Documented([one.folder / EXAMPLES for one in known], providers),
    )


_DOCUMENTED = Memo(most=1)


class _Documented(Fixtures):
    """The examples of all providers. If those of one provider are broken, they are left out, and the log says why."""

    @cached_property
    def _contents(self) -> "Contents":
        from mockserver.gateway.fixture_files import Contents, read_files

        contents = Contents({}, {})
        for path in self._paths:
            try:
                read = read_files([path], self._providers, check=False)
            except ScenarioError as error:
                LOG.warning("The examples of a provider are left out: %s", error)
            else:
                contents.documents.update(read.documents)
                contents.calls.update(read.calls)
        return contents
