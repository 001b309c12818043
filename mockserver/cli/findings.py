"""Prints the findings of a check: one line each; on a terminal wrapped at words, indented and coloured.

Piped output is never wrapped or coloured, so that editors and other programs can read it. NO_COLOR is respected.
"""

import os
import shutil
import sys
import textwrap
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from mockserver.scenarios.lint import Finding

_COLOURS = {"error": "red", "warning": "yellow"}


def print_findings(findings: Iterable["Finding"]) -> None:
    """Print findings."""
    if not sys.stdout.isatty():
        for finding in findings:
            click.echo(str(finding))
        return
    width = shutil.get_terminal_size().columns
    for finding in findings:
        wrapped = textwrap.fill(
            str(finding), width, subsequent_indent="    ", break_long_words=False, break_on_hyphens=False
        )
        click.echo(wrapped if os.environ.get("NO_COLOR") else _coloured(wrapped, finding.severity))


def _coloured(text: str, severity: str) -> str:
    """Return the text with its first word for the severity in colour."""
    before, word, after = text.partition(f"{severity}:")
    return before + click.style(word, fg=_COLOURS[severity], bold=True) + after
