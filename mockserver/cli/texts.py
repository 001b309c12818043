"""Texts that several commands print: counted nouns, labelled paragraphs, JSON.

Paragraphs are wrapped on a terminal only, so that `grep` finds what was printed. Tables are in `tables`.
"""

import sys
from typing import Any

import click

_LABEL = 11  #: characters


def counted(number: int, noun: str, plural: str = "") -> str:
    """Return a number with its noun: `1 call`, `2 calls`, `3 deliveries`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def print_labelled(label: str, text: str) -> None:
    """Print a text after its label, which is indented by two."""
    start = f"  {label:<{_LABEL}} "
    if not sys.stdout.isatty():
        click.echo(start + " ".join(text.split()))
        return
    import shutil
    import textwrap

    width = max(shutil.get_terminal_size((80, 24)).columns, 40)
    lines = textwrap.wrap(text, width, initial_indent=start, subsequent_indent=" " * len(start), break_on_hyphens=False)
    click.echo("\n".join(lines))


def print_paragraph(text: str) -> None:
    """Print a text; on a terminal, break its lines between words."""
    if not sys.stdout.isatty():
        click.echo(text)
        return
    import shutil
    import textwrap

    width = max(shutil.get_terminal_size((80, 24)).columns, 40)
    click.echo("\n".join(textwrap.wrap(text, width, break_on_hyphens=False, break_long_words=False)))


def print_json(value: Any) -> None:
    """Print a value as indented JSON, for scripts."""
    import json

    click.echo(json.dumps(value, indent=2, ensure_ascii=False))
