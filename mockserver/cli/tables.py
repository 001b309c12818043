"""Prints tables: with rich on a terminal, as plain aligned columns otherwise.

    Column("id")           always shown, never broken over lines: an id can be copied
    Column("ms", drop=3)   left out on a narrow terminal; of several, the one with the highest number first
    Column("event", wraps=True)   broken over lines

Piped output has every column, and is never wrapped, truncated or coloured. rich is imported only when it is needed.
"""

import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

import click

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

Rows = Sequence[Sequence[str]]
_GAP = 2  #: characters between two columns
_LEAST_WRAPPED = 20  #: characters of a column that wraps, before other columns are left out


class Column(NamedTuple):
    """A column of a table. With `drop` 0 it is always shown; of the others, the highest `drop` is left out first."""

    name: str
    drop: int = 0
    wraps: bool = False


def print_table(columns: Sequence[str | Column], rows: Rows) -> None:
    """Print a table. A table whose columns are names shows all of them, and wraps the last one."""
    named = _columns(columns)
    if sys.stdout.isatty():
        _draw(named, rows)
    else:
        _align(named, rows)


def _columns(columns: Sequence[str | Column]) -> list[Column]:
    last = len(columns) - 1
    return [
        Column(column, wraps=index == last) if isinstance(column, str) else column
        for index, column in enumerate(columns)
    ]


def _align(columns: Sequence[Column], rows: Rows) -> None:
    names = [column.name for column in columns]
    widths = [max(len(row[index]) for row in (names, *rows)) for index in range(len(names) - 1)]
    for row in (names, *rows):
        cells = [_one_line(cell).ljust(width) for cell, width in zip(row, widths, strict=False)]
        click.echo("  ".join([*cells, _one_line(row[-1])]).rstrip())


def _one_line(cell: str) -> str:
    return " ".join(cell.splitlines()) if "\n" in cell or "\r" in cell else cell


# -- on a terminal ---------------------------------------------------------------------------------


def _draw(columns: Sequence[Column], rows: Rows) -> None:
    from rich.console import Console

    columns, rows = _without_empty(columns, rows)
    widths = [_width(column, index, rows) for index, column in enumerate(columns)]
    shown = visible(columns, widths, Console().width)
    least = sum(widths[index] for index in shown) + _GAP * (len(shown) - 1)
    console = Console(width=max(Console().width, least))  # a terminal that is narrower than an id breaks the line
    console.print(_table([columns[index] for index in shown], ([row[index] for index in shown] for row in rows)))
    _print_left_out(console, [column.name for index, column in enumerate(columns) if index not in shown])


def _without_empty(columns: Sequence[Column], rows: Rows) -> tuple[Sequence[Column], Rows]:
    """Return columns and rows without the columns that can be left out and have no text in any row."""
    kept = [index for index, column in enumerate(columns) if not column.drop or any(row[index] for row in rows)]
    return [columns[index] for index in kept], [[row[index] for index in kept] for row in rows]


def visible(columns: Sequence[Column], widths: Sequence[int], most: int) -> list[int]:
    """Return the positions of the columns that fit into `most` characters, if each takes its width. Columns without
    `drop` are always among them."""
    shown = list(range(len(columns)))
    while sum(widths[index] for index in shown) + _GAP * (len(shown) - 1) > most:
        least_useful = max(shown, key=lambda index: columns[index].drop)
        if not columns[least_useful].drop:
            break
        shown.remove(least_useful)
    return shown


def _width(column: Column, index: int, rows: Rows) -> int:
    """Return the characters that a column needs."""
    from rich.cells import cell_len

    widest = max(cell_len(row[index]) for row in ((column.name,) * (index + 1), *rows))
    return min(widest, _LEAST_WRAPPED) if column.wraps else widest


def _table(columns: Iterable[Column], rows: Iterable[Sequence[str]]) -> "Table":
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, collapse_padding=True)
    for column in columns:
        table.add_column(column.name, no_wrap=not column.wraps, overflow="fold")
    for row in rows:
        table.add_row(*map(Text, row))
    return table


def _print_left_out(console: "Console", names: Sequence[str]) -> None:
    if names:
        console.print(f"Left out at this width: {', '.join(names)}.", style="dim", highlight=False)
