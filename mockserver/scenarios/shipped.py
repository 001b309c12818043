"""The scenarios that come with the package, and where they lie.

In a wheel they lie inside the package; in a source checkout, and so in an editable install, beside it. Each is a file
of its own, found at start by its name and read when it is first played or looked at; few servers play them all.
"""

from functools import cache
from pathlib import Path

from mockserver.scenarios.files import scenario_files
from mockserver.scenarios.library import ScenarioLibrary
from mockserver.scenarios.limits import DEFAULT_LIMITS, ScenarioLimits

_PACKAGE = Path(__file__).resolve().parent.parent


def shipped_folder() -> Path:
    """The folder of the shipped scenarios."""
    inside = _PACKAGE / "shipped"
    return inside if inside.is_dir() else _PACKAGE.parent / "scenarios"


@cache
def _shared() -> ScenarioLibrary:
    return ScenarioLibrary(scenario_set=scenario_files(sorted(shipped_folder().glob("*/*.yaml"))))


def shipped_library(limits: ScenarioLimits = DEFAULT_LIMITS) -> ScenarioLibrary:
    """A book of its own with all shipped scenarios; each is read once, when it is first asked for."""
    library = _shared().copy()
    library.limits = limits
    return library
