"""The YAML text of a scenario, with its comments, and where the scenario comes from.

    of a file       the document in the file, which is read again, if it is still the same scenario
    of a request    the text as it was sent, if it was YAML; it stays with the scenario
    else            written from the value by `yaml_writer`: JSON, magic numbers, snapshots, changed files

A library keeps no texts of files, because a folder may have thousands of them.
"""

import json
from bisect import bisect_right
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path

from msgspec.structs import replace

from mockserver.errors import ScenarioError
from mockserver.scenarios.document_spans import document_spans
from mockserver.scenarios.limits import DEFAULT_LIMITS, ScenarioLimits
from mockserver.scenarios.magic_numbers import MAGIC
from mockserver.scenarios.reading import load_text
from mockserver.scenarios.scenario import Scenario
from mockserver.scenarios.shipped import is_shipped
from mockserver.scenarios.yaml_syntax import decode
from mockserver.scenarios.yaml_writer import write_yaml

REQUEST = "request body"  #: the source of scenarios that were added by request
SNAPSHOT = "snapshot"  #: … that a snapshot had


class Origin(StrEnum):
    """Where a scenario comes from."""

    SHIPPED = "shipped"  #: it came with the package, or is that of a magic number
    FILE = "file"  #: `--scenarios`
    REQUEST = "request"  #: it was added by request, to this world or to the one of a snapshot


def origin_of(scenario: Scenario) -> Origin:
    """Return where a scenario comes from."""
    if scenario.source in (REQUEST, SNAPSHOT):
        return Origin.REQUEST
    return Origin.SHIPPED if is_shipped(scenario.source) else Origin.FILE


def load_request(text: bytes, limits: ScenarioLimits = DEFAULT_LIMITS) -> list[Scenario]:
    """Read the scenarios of a request, which keep their texts; those of JSON do not, because it has no comments.

    Raises:
        ScenarioError: with every problem found.
    """
    scenarios = load_text(text, REQUEST, limits)
    if is_json(text):
        return scenarios
    return with_texts(scenarios, decode(text))


def is_json(text: bytes) -> bool:
    """Return whether a text is JSON."""
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def with_texts(scenarios: Iterable[Scenario], text: str) -> list[Scenario]:
    """Return the scenarios of a text with the part of the text that each has been read from."""
    spans = document_spans(text)
    lines = [span.line for span in spans]

    def part(scenario: Scenario) -> str:
        span = spans[bisect_right(lines, _line(scenario)) - 1]
        return text[span.begin : span.end]

    return [replace(scenario, text=part(scenario)) for scenario in scenarios]


def text_of(scenario: Scenario, limits: ScenarioLimits = DEFAULT_LIMITS) -> str:
    """Return the YAML text of a scenario. May read its file, and may be slow for large ones."""
    if scenario.text is not None:
        return scenario.text
    return _text_in_file(scenario, limits) or write_yaml(scenario.value)


def _text_in_file(scenario: Scenario, limits: ScenarioLimits) -> str | None:
    """Return the document of a scenario in its file; None if there is no file, or another scenario by now."""
    if origin_of(scenario) is Origin.REQUEST or scenario.source.startswith(MAGIC):
        return None
    try:
        file = Path(scenario.source)
        raw = file.read_bytes() if file.stat().st_size <= limits.bytes else b""
        text = raw.decode().removeprefix("\ufeff")
    except (OSError, ValueError):
        return None
    span = next((span for span in reversed(document_spans(text)) if span.line <= _line(scenario)), None)
    found = text[span.begin : span.end] if span is not None else ""
    return found if _says(found, scenario) else None


def _says(text: str, scenario: Scenario) -> bool:
    """Return whether a text is exactly that scenario."""
    try:
        return [read.value for read in load_text(text, scenario.source)] == [scenario.value]
    except ScenarioError:
        return False


def _line(scenario: Scenario) -> int:
    return scenario.document.place(()).line
