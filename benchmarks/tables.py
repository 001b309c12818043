"""Tables as Markdown (readable in a terminal, ready for README.md), and the few figures that all benchmarks need."""

import math
from collections.abc import Callable, Iterable, Sequence
from statistics import median
from typing import NamedTuple

MACHINE = "Two cores, shared with other programs while this ran"


class Table(NamedTuple):
    """What one benchmark found."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[object]]
    note: str = ""

    def __str__(self) -> str:
        lines = [f"### {self.title}", "", _row(self.columns), _row(["---"] * len(self.columns))]
        lines += [_row(row) for row in self.rows]
        return "\n".join([*lines, *(["", self.note] if self.note else [])])


Bench = Callable[[], Iterable[Table]]


def _row(cells: Iterable[object]) -> str:
    return f"| {' | '.join(map(str, cells))} |"


def spread(values: Sequence[float], form: str = "{:.2f}") -> str:
    """The median, and the smallest and largest behind it."""
    return f"{form.format(median(values))} ({form.format(min(values))}–{form.format(max(values))})"


def ratios(values: Sequence[float], reference: Sequence[float]) -> list[float]:
    """Round by round, how many times the reference."""
    return [value / bare for value, bare in zip(values, reference, strict=True)]


def exponent(sizes: Sequence[float], costs: Sequence[float]) -> str:
    """How costs grow from the second largest size to the largest: 0 not at all, 1 in proportion, 2 with the square."""
    (before, size), (cheap, dear) = sizes[-2:], costs[-2:]
    return f"{math.log(dear / cheap) / math.log(size / before):.2f}" if cheap > 0 and dear > 0 else "0"
