"""The providers' documented examples: one JSON file each, in `tests/documented`."""

import json
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent / "documented"


@cache
def documented_example(name: str) -> Any:
    """Return a documented example."""
    return json.loads((_FOLDER / f"{name}.json").read_text("utf-8"))
