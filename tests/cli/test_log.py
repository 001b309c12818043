"""The log on stderr: the handler that never waits, and its formats."""

import io
import json
import logging
import threading
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from mockserver.cli.log import BackgroundHandler, JsonLines, TextLines, configuration, painted
from mockserver.server.log_lines import FindingEntry, plain

ENTRY = FindingEntry(
    time=datetime(2026, 1, 5, 15, tzinfo=UTC),
    world="default",
    provider="ringyo",
    kind="live_key",
    message="It looks real.",
    request=1,
    operation="calls.create",
    call=None,
)


def record(message: object, entry: object = None) -> logging.LogRecord:
    """Return a record of the logger."""
    made = logging.LogRecord("mockserver", logging.INFO, __file__, 1, message, None, None)
    if entry is not None:
        made.entry = entry
    return made


class Gate(logging.Handler):
    """A handler that waits until its gate is open, as a terminal may."""

    def __init__(self) -> None:
        super().__init__()
        self.gate, self.reached = threading.Event(), threading.Event()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Collect a message once the gate is open."""
        self.reached.set()
        assert self.gate.wait(30)
        self.lines.append(record.getMessage())


@pytest.fixture
def gate() -> Iterator[Gate]:
    """A handler whose gate is opened at the end."""
    made = Gate()
    yield made
    made.gate.set()


def test_lines_are_written_in_order() -> None:
    text = io.StringIO()
    handler = BackgroundHandler(logging.StreamHandler(text))
    for number in range(100):
        handler.handle(record(f"line {number}"))
    handler.close()
    assert text.getvalue().splitlines() == [f"line {number}" for number in range(100)]


def test_a_reader_that_does_not_read_holds_nothing_up_and_the_dropped_lines_are_counted(gate: Gate) -> None:
    handler = BackgroundHandler(gate, most=3)
    handler.handle(record("first"))
    assert gate.reached.wait(30)
    for number in range(10):
        handler.handle(record(f"line {number}"))
    gate.gate.set()
    while handler.records.qsize():
        gate.reached.wait(0.01)
    handler.handle(record("later"))
    handler.handle(record("last"))
    handler.close()
    dropped = "7 lines were not logged, because stderr was not read."
    assert gate.lines == ["first", "line 0", "line 1", "line 2", dropped, "later", "last"]


def test_an_entry_is_its_line_or_its_facts() -> None:
    assert TextLines().format(record(ENTRY, ENTRY)) == ENTRY.line(plain)
    facts = json.loads(JsonLines().format(record(ENTRY, ENTRY)))
    assert facts["entry"] == "finding"
    assert facts["level"] == "info"
    assert facts["message"] == "It looks real."


def test_colours_stand_around_parts_of_a_line() -> None:
    line = TextLines(painted).format(record(ENTRY, ENTRY))
    assert "\x1b[35m\x1b[22mfinding live_key\x1b[0m" in line or "\x1b[35mfinding live_key\x1b[0m" in line


@pytest.mark.parametrize(
    ("variables", "coloured"),
    [({}, False), ({"FORCE_COLOR": "1"}, True), ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False)],
)
def test_colours_follow_the_usual_variables(
    variables: dict[str, str], coloured: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    made = configuration("text")["handlers"]["stderr"]
    handler = made["()"](made["form"])
    handler.handle(record(ENTRY, ENTRY))
    handler.close()
    assert ("\x1b[" in capsys.readouterr().err) is coloured


def test_a_traceback_is_part_of_the_json() -> None:
    made = record("failed")
    try:
        raise ValueError("why")
    except ValueError as error:
        made.exc_info = (ValueError, error, error.__traceback__)
    assert "ValueError: why" in json.loads(JsonLines().format(made))["traceback"]
