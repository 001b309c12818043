"""The log of `mockserver serve` on stderr: text for people, or one JSON object per line for programs.

It contains warnings, failures, and the notes of responses (`X-Mockserver-Note`), such as until when a call waits. Other
requests are not logged; the journal (`/__admin/requests`) has them.
"""

import json
import logging
from datetime import UTC, datetime
from typing import Any


class JsonLines(logging.Formatter):
    """One JSON object for each record: at, level, logger, message, and the traceback if there is one."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as one line."""
        facts = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            facts["traceback"] = self.formatException(record.exc_info)
        return json.dumps(facts, ensure_ascii=False)


def configuration(form: str) -> dict[str, Any]:
    """Return the argument for `logging.config.dictConfig`; `form` is `text` or `json`."""
    forms = {
        "text": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"},
        "json": {"()": JsonLines},
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"chosen": forms[form]},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "chosen"}},
        "loggers": {"mockserver": {"level": "INFO"}},  # its notes; libraries only warn
        "root": {"level": "WARNING", "handlers": ["stderr"]},
    }
