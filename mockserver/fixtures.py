"""What a world begins with: documents and calls from YAML files, those of the providers' documentation first.

Files are read once, those of the documentation when the first world begins; every world is handed the same values.
How they are read is the business of `fixture_files`, which is imported with the first of them.
"""

from collections.abc import Collection, Iterable, Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from mockserver.documents import Documents
from mockserver.providers.base import Provider
from mockserver.world import World

if TYPE_CHECKING:
    from mockserver.fixture_files import Contents

EXAMPLES = "examples.yaml"


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
        from mockserver.fixture_files import read_files

        return read_files(self._paths, self._providers)

    def lay_out(self, world: World) -> None:
        """Put everything into a new world, beside what is there."""
        for kind, rows in self.read().documents.items():
            world.documents[kind] = Documents({**world.collection(kind).rows(), **rows})
        world.calls.update(self.read().calls)

    def withdraw(self, world: World) -> None:
        """Take everything out again that is still as it was laid out."""
        for kind, rows in self.read().documents.items():
            kept = {key: row for key, row in world.collection(kind).rows().items() if rows.get(key) is not row}
            world.documents[kind] = Documents(kept)
        for call_id, call in self.read().calls.items():
            if world.calls.get(call_id) is call:
                world.forget(call_id)


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
