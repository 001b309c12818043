"""Prints tables: with rich on a terminal, as plain aligned columns otherwise.

Piped output is never wrapped, truncated or coloured. rich is imported only when it is needed.
"""

import sys
from collections.abc import Sequence

import click

Rows = Sequence[Sequence[str]]


def print_table(columns: Sequence[str], rows: Rows) -> None:
    """Print a table; the last column uses the remaining width."""
    if sys.stdout.isatty():
        _draw(columns, rows)
        return
    widths = [max(len(row[column]) for row in (columns, *rows)) for column in range(len(columns) - 1)]
    for row in (columns, *rows):
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
        click.echo("  ".join([*cells, row[-1]]).rstrip())


def _draw(columns: Sequence[str], rows: Rows) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.ROUNDED)
    for name in columns[:-1]:
        table.add_column(name, no_wrap=True)
    table.add_column(columns[-1], overflow="fold", ratio=1)
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    Console().print(table)
