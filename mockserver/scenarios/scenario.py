"""A scenario as the rest of the program holds it: what the file says, and where it says so.

It is a value that worlds share. How it is read is `reading`'s job, what it means when it is played is `compile`'s.
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

    @property
    def name(self) -> str:
        """What it is asked for by."""
        return self.body.name

    @property
    def summary(self) -> str:
        """What happens, in one line; may be empty."""
        return self.body.summary or ""

    @property
    def provider(self) -> str | None:
        """The only provider whose calls may play it, if it says so."""
        return self.body.provider

    @property
    def source(self) -> str:
        """The file it stands in, or what else it was read from."""
        return self.document.source

    @property
    def value(self) -> dict[str, Any]:
        """The scenario as plain values, ready for JSON; `reading.load_value` takes them back."""
        value: dict[str, Any] = self.document.value
        return value

    def error(self, path: Path, message: str) -> ScenarioError:
        """An error about the value at `path`."""
        return ScenarioError([self.document.problem(path, message)])
