"""A scenario in memory: what the file says, and where it says so.

It is an immutable value that worlds share. `reading` reads it, `planner` decides what it means for a call.
"""

from typing import Any

import msgspec

from mockserver.errors import ScenarioError
from mockserver.scenarios.schema import ScenarioBody
from mockserver.scenarios.yaml12 import Document, Path


class Scenario(msgspec.Struct, frozen=True):
    """One scenario. Immutable; worlds share it."""

    body: ScenarioBody
    document: Document
    wrong: frozenset[Path] = frozenset()  #: unknown keys and invalid values, which `body` does not have
    is_sound: bool = True  #: whether nothing in it is wrong; only such a scenario can be played
    text: str | None = None  #: the YAML from which it was read, if nothing else has it (see `texts`)

    @property
    def name(self) -> str:
        """The name by which it is asked for."""
        return self.body.name

    @property
    def summary(self) -> str:
        """What happens, in one line; may be empty."""
        return self.body.summary or ""

    @property
    def provider(self) -> str | None:
        """The only provider whose calls may play it, if it names one."""
        return self.body.provider

    @property
    def source(self) -> str:
        """The file in which it is, or what else it was read from."""
        return self.document.source

    @property
    def value(self) -> dict[str, Any]:
        """The scenario as plain values, ready for JSON; `reading.load_value` reads them back."""
        value: dict[str, Any] = self.document.value
        return value

    def error(self, path: Path, message: str) -> ScenarioError:
        """Return an error about the value at `path`."""
        return ScenarioError([self.document.problem(path, message)])
