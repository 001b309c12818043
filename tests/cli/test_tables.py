"""Tables: which columns are shown at which width, on a terminal and in pipes."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockserver.cli.tables import Column, visible
from tests.serving import environment
from tests.terminal import on_terminal

ROOT = Path(__file__).parents[2]
UUID = "0f8fad5b-d9cb-469f-a165-70867728950e"
COLUMNS = (Column("id"), Column("to", 1), Column("status"), Column("scenario", 3), Column("placed", 2))
WIDTHS = (36, 12, 9, 20, 19)
PRINT = f"""
from mockserver.cli.tables import Column, print_table
columns = (Column("id"), Column("to", 1), Column("status"), Column("text", wraps=True), Column("placed", 2))
print_table(columns, [("{UUID}", "+14155550142", "completed", "a b c d " * 12, "2026-01-05 15:00:00")])
"""


@pytest.mark.parametrize(
    ("most", "shown"),
    [
        (104, [0, 1, 2, 3, 4]),  # 96 characters and 4 gaps of 2
        (103, [0, 1, 2, 4]),
        (82, [0, 1, 2, 4]),
        (81, [0, 1, 2]),
        (61, [0, 1, 2]),
        (60, [0, 2]),
        (10, [0, 2]),  # never without the id and the status
    ],
)
def test_the_least_useful_columns_are_left_out_first(most: int, shown: list[int]) -> None:
    assert visible(COLUMNS, WIDTHS, most) == shown


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(1, 40)), min_size=1, max_size=8), st.integers(1, 200))
def test_the_shown_columns_fit_or_none_can_be_left_out(columns: list[tuple[int, int]], most: int) -> None:
    columns = [(0, 8), *columns]  # every table has a column that is always shown
    named = [Column(str(index), drop) for index, (drop, _) in enumerate(columns)]
    widths = [width for _, width in columns]
    shown = visible(named, widths, most)
    assert shown == sorted(shown)
    hidden = set(range(len(columns))) - set(shown)
    assert {index for index, (drop, _) in enumerate(columns) if drop == 0} <= set(shown)
    total = sum(widths[index] for index in shown) + 2 * (len(shown) - 1)
    assert total <= most or all(named[index].drop == 0 for index in shown)
    if hidden:
        assert min(named[index].drop for index in hidden) >= max(named[index].drop for index in shown)
        last = min(hidden, key=lambda index: (named[index].drop, -index))
        assert total + widths[last] + 2 > most  # the last that was left out did not fit


def run(width: int) -> list[str]:
    return on_terminal(["-c", PRINT], width, python=True)


def test_ids_stay_whole_and_texts_are_wrapped_at_80_columns() -> None:
    lines = run(80)
    assert [line for line in lines if len(line) > 80] == []
    assert lines[0].split() == ["id", "status", "text"]
    assert sum(UUID in line for line in lines) == 1
    assert " ".join(" ".join(line[49:] for line in lines[2:-2]).split()) == " ".join("abcd" * 12)
    assert lines[-2] == "Left out at this width: to, placed."


def test_a_wide_terminal_shows_every_column_without_a_note() -> None:
    lines = run(200)
    assert lines[0].split() == ["id", "to", "status", "text", "placed"]
    assert "Left out" not in "".join(lines)


def test_an_id_stays_whole_on_a_terminal_that_is_narrower_than_the_table() -> None:
    assert sum(UUID in line for line in run(50)) == 1


def test_piped_output_is_never_cut() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PRINT], env=environment(COLUMNS="40"), capture_output=True, text=True, check=True
    )
    head, row = done.stdout.splitlines()
    assert head.split() == ["id", "to", "status", "text", "placed"]
    assert row.split() == [UUID, "+14155550142", "completed", *"abcd" * 12, "2026-01-05", "15:00:00"]
