"""The log of `mockserver serve` on stderr: lines for people, or one JSON object per line for programs.

    entries of the request log, warnings ─► queue ─► thread ─► formatter ─► stderr

What is logged is decided in `server.request_log`. A thread writes, so a terminal or pipe that does not read never holds
up a request; lines that do not fit into the queue are dropped, and counted.
"""

import json
import logging
import os
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from logging.handlers import QueueHandler
from queue import Full, Queue
from threading import Thread
from typing import Any

import click

from mockserver.server.log_lines import Entry, Paint, plain

LOG = logging.getLogger("mockserver")
_ENTRY = "entry"  #: attribute of a log record
_QUEUED = 10_000  #: lines that wait to be written
_CLOSE_SECONDS = 2.0  #: to write the last lines
_COLOURS = {"good": "green", "bad": "yellow", "failed": "red", "finding": "magenta"}
_DIM = ("time", "note")


def write(entries: Iterable[Entry]) -> None:
    """Log entries of the request log."""
    for entry in entries:
        LOG.info(entry, extra={_ENTRY: entry})


class TextLines(logging.Formatter):
    """Lines for people: entries as they are; other records with the real time, in UTC, and their level."""

    def __init__(self, paint: Paint = plain) -> None:
        super().__init__("%(asctime)s %(levelname)s %(message)s", "%H:%M:%S")
        self._paint = paint

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as text."""
        entry: Entry | None = getattr(record, _ENTRY, None)
        return super().format(record) if entry is None else entry.line(self._paint)


class JsonLines(logging.Formatter):
    """One JSON object for each record: at (real time), level, and the facts of an entry, or logger and message."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as one line."""
        facts: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
        }
        entry: Entry | None = getattr(record, _ENTRY, None)
        facts |= {"logger": record.name, "message": record.getMessage()} if entry is None else entry.facts()
        if record.exc_info:
            facts["traceback"] = self.formatException(record.exc_info)
        return json.dumps(facts, ensure_ascii=False)


class BackgroundHandler(QueueHandler):
    """Passes records to another handler in a thread."""

    def __init__(self, target: logging.Handler, most: int = _QUEUED) -> None:
        self.records: Queue[logging.LogRecord | None] = Queue(most)
        super().__init__(self.records)
        self._target, self._dropped = target, 0
        self._thread = Thread(target=self._work, name="mockserver-log", daemon=True)
        self._thread.start()

    def prepare(self, record: logging.LogRecord) -> logging.LogRecord:
        """Return the record as it is: the thread formats it."""
        return record

    def enqueue(self, record: logging.LogRecord) -> None:
        """Queue a record, or drop it if too many wait."""
        try:
            if self._dropped:
                self.queue.put_nowait(_dropped_lines(self._dropped))
                self._dropped = 0
            self.queue.put_nowait(record)
        except Full:
            self._dropped += 1

    def close(self) -> None:
        """Write what is queued, for at most two seconds."""
        try:
            self.records.put(None, timeout=_CLOSE_SECONDS)
        except Full:
            return
        self._thread.join(_CLOSE_SECONDS)
        super().close()

    def _work(self) -> None:
        while (record := self.records.get()) is not None:
            self._target.handle(record)


def _dropped_lines(count: int) -> logging.LogRecord:
    text = f"{count:,} line{' was' if count == 1 else 's were'} not logged, because stderr was not read."
    return logging.LogRecord(LOG.name, logging.WARNING, __file__, 0, text, None, None)


def painted(text: str, role: str) -> str:
    """Return a part of a line with its colour."""
    return click.style(text, fg=_COLOURS.get(role), dim=role in _DIM)


def _has_colours() -> bool:
    """Return whether stderr shows colours; see https://no-color.org and https://force-color.org."""
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or sys.stderr.isatty()


def _stderr_handler(form: str) -> logging.Handler:
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines() if form == "json" else TextLines(painted if _has_colours() else plain))
    return BackgroundHandler(handler)


def configuration(form: str) -> dict[str, Any]:
    """Return the argument for `logging.config.dictConfig`; `form` is `text` or `json`."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "handlers": {"stderr": {"()": _stderr_handler, "form": form}},
        "loggers": {"mockserver": {"level": "INFO"}},  # libraries only warn
        "root": {"level": "WARNING", "handlers": ["stderr"]},
    }
