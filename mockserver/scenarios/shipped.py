"""The scenarios that come with the package, and where their files are.

In a wheel they are inside the package; in a source checkout, and so in an editable install, beside it. Each file holds
one scenario, is found by its name at start, and is read when the scenario is first used.
"""

import os
from functools import cache
from pathlib import Path

from mockserver.scenarios.files import scenario_files
from mockserver.scenarios.library import ScenarioLibrary
from mockserver.scenarios.limits import DEFAULT_LIMITS, ScenarioLimits
from mockserver.scenarios.magic_numbers import MAGIC

_PACKAGE = Path(__file__).resolve().parent.parent


def shipped_folder() -> Path:
    """Return the folder of the shipped scenarios."""
    inside = _PACKAGE / "shipped"
    return inside if inside.is_dir() else _PACKAGE.parent / "scenarios"


def is_shipped(source: str) -> bool:
    """Return whether a scenario from that file, or of that magic number, came with the package."""
    return source.startswith((_inside_folder(), MAGIC))


@cache
def _inside_folder() -> str:
    return f"{shipped_folder()}{os.sep}"


@cache
def _shared() -> ScenarioLibrary:
    return ScenarioLibrary(scenario_set=scenario_files(sorted(shipped_folder().glob("*/*.yaml"))))


def shipped_library(limits: ScenarioLimits = DEFAULT_LIMITS) -> ScenarioLibrary:
    """Return a new library with all shipped scenarios; each file is read once, when it is first used."""
    library = _shared().copy()
    library.limits = limits
    return library
