"""The check of scenarios as frozen values. `Control.check` returns one.

Unknown keys are ignored, so an older client can read a newer server.
"""

import msgspec


class FoundProblem(msgspec.Struct, frozen=True):
    """Something wrong in a text: its position (from 1) and its path in the scenario."""

    severity: str  #: `error` or `warning`
    line: int
    column: int
    path: str
    message: str

    def __str__(self) -> str:
        where = f"{self.line}:{self.column}: {self.path}: " if self.path else f"{self.line}:{self.column}: "
        return f"{where}{self.severity}: {self.message}"


class ScenarioCheck(msgspec.Struct, frozen=True):
    """The names of the scenarios in a text, and what is wrong with it, in order of lines. It is `valid` without
    errors; there can be warnings."""

    valid: bool
    names: tuple[str, ...] = ()
    problems: tuple[FoundProblem, ...] = ()
