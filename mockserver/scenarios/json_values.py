"""Copies of plain values: what JSON can represent, and nothing else.

Scenarios come from YAML, from JSON bodies and from Python dicts, and parts of them are sent as JSON. So each tree is
copied once into new strings, numbers, lists and mappings. Values that JSON cannot represent are reported with their
path.
"""

import math
from collections.abc import Callable, Mapping
from typing import Any

from mockserver.scenarios.yaml12 import DEEPEST, Path

Report = Callable[[Path, str], None]
_LOWEST, _HIGHEST = -(2**63), 2**64 - 1


def to_json_values(value: object, report: Report, path: Path = ()) -> Any:
    """Return a copy of `value`. A value that JSON cannot represent is passed to `report` and becomes None."""
    if len(path) > DEEPEST:
        report(path[:8], f"nested deeper than {DEEPEST} levels")
        return None
    if isinstance(value, Mapping):
        return _mapping(value, report, path)
    if isinstance(value, list | tuple):
        return [to_json_values(item, report, (*path, index)) for index, item in enumerate(value)]
    fault = _fault(value)
    if fault:
        report(path, fault)
        return None
    return value


def _mapping(value: Mapping[Any, object], report: Report, path: Path) -> dict[str, Any]:
    copy = {}
    for key, item in value.items():
        fault = _fault(key) if isinstance(key, str) else f"a key must be text, not {key!r:.40}"
        if fault:
            report(path, fault)
        else:
            copy[str(key)] = to_json_values(item, report, (*path, key))
    return copy


def _fault(value: object) -> str | None:
    if isinstance(value, str):
        return None if _encodable(value) else "the text holds half of a surrogate pair, which UTF-8 cannot carry"
    if isinstance(value, float):
        return None if math.isfinite(value) else f"{value} is a number that JSON cannot carry"
    if isinstance(value, int):
        return None if _LOWEST <= value <= _HIGHEST else "the number does not fit into 64 bits; put it in quotes"
    return None if value is None else f"{type(value).__name__} is no type that YAML or JSON has"


def _encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
