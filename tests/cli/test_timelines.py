"""`mockserver call ID`: one call with its timeline, and which call an id means."""

import json
from collections.abc import Callable

import pytest
from click.testing import Result

from mockserver.cli.demo import place_call
from mockserver.cli.timelines import what_next, why_ended
from mockserver.client import Control
from tests.terminal import on_terminal

Cli = Callable[..., Result]
TO = "+12125550142"


def where(control: Control) -> tuple[str, ...]:
    """Return the options that select the world of a test."""
    return "--url", control.connection.address.url, "--world", str(control.world)


def talk(control: Control) -> str:
    """Place a call with a short conversation."""
    turns = [{"agent": "Hello?"}, {"user": "Hi.", "after": "2s"}]
    attempt = {"ringing": "3s", "talk": turns, "lasts": "20s", "ended_by": "user"}
    control.scenario({"name": "talk", "attempts": [attempt]})
    return place_call(control, "ringyo", TO)


def timeline(output: str) -> list[str]:
    """Return the rows of the timeline."""
    return output.split("\n\n")[1].splitlines()[1:]


def test_a_call_shows_past_now_and_planned(cli: Cli, control: Control) -> None:
    call = talk(control)
    control.clock.advance("3s")
    output = cli("call", call, *where(control)).output
    head = output.split("\n\n")[0].splitlines()
    assert head[0] == f"Call {call}"
    facts = {line[2:13].strip(): line[14:] for line in head[1:]}
    assert facts["provider"] == "ringyo, outbound, agent agent_abc123"
    assert facts["numbers"].endswith(f" calls {TO}")
    assert facts["status"] == "ringing"
    assert facts["scenario"] == "talk"
    assert facts["next"].startswith("next event: 2026-01-05 15:00:0")
    rows = timeline(output)
    (now,) = [index for index, row in enumerate(rows) if "── now ──" in row]
    assert rows[now] == "2026-01-05 15:00:03  ringing      ── now ──"
    assert not any("(planned)" in row for row in rows[:now])
    assert all("(planned)" in row for row in rows[now + 1 :])
    assert any("(planned) user: Hi." in row for row in rows[now:])
    assert "why ended" not in facts


def test_an_ended_call_says_why_and_has_nothing_planned(cli: Cli, control: Control) -> None:
    call = talk(control)
    control.clock.settle()
    output = cli("call", call, *where(control)).output
    assert "  why ended   hang_up by the user\n" in output
    assert "  status      completed (phase ended)\n" in output
    assert "  next " not in output
    rows = timeline(output)
    assert [row[34:] for row in rows if ": H" in row] == ["agent: Hello?", "user: Hi."]
    assert "── now ──" in rows[-1]
    assert not any(row.endswith(("due", "closed")) for row in rows)


def test_a_status_that_changes_after_the_end_has_a_row(cli: Cli, control: Control) -> None:
    call = place_call(control, "revox", TO, scenario="answered")
    control.clock.settle()
    rows = timeline(cli("call", call, *where(control)).output)
    ended, closed = [row.split()[2:] for row in rows[-3:-1]]
    assert (ended[0], closed) == ("calling", ["completed", "closed"])


def test_outstanding_results_are_named(cli: Cli, control: Control) -> None:
    late = {"recording": {"after": "1h"}, "transcript": False, "lasts": "9s"}
    control.scenario({"name": "late", "attempts": [late]})
    call = place_call(control, "ringyo", TO)
    control.clock.advance("5m")
    output = cli("call", call, *where(control)).output
    assert "  missing     the recording, which comes at 2026-01-05T16:00:" in output
    assert "  missing     the transcript, which never comes\n" in output


def test_the_start_of_an_id_is_enough_if_only_one_begins_so(cli: Cli, control: Control) -> None:
    call, other = talk(control), talk(control)
    common = next(index for index in range(len(call)) if call[index] != other[index])
    short = cli("call", call[: common + 1], *where(control)).output
    assert short.startswith(f"Call {call}\n")
    assert cli("call", "call_xyz", *where(control)).output.startswith("Call call_xyz789\n")  # a documented sample
    several = cli("call", call[:common], *where(control))
    assert several.exit_code == 2
    assert f"calls have an id that begins with {call[:common]!r}:" in several.stderr
    assert {call, other} <= set(several.stderr.replace(",", " ").replace(". Give", " ").split())


def test_an_unknown_id_gets_the_nearest(cli: Cli, control: Control) -> None:
    call = talk(control)
    wrong = f"{call[:-1]}{'0' if call[-1] != '0' else '1'}"
    result = cli("call", wrong, *where(control))
    assert (result.exit_code, result.output.count("Traceback")) == (2, 0)
    assert f"There is no call {wrong!r}. Did you mean" in result.stderr
    assert repr(call) in result.stderr
    assert "mockserver calls" in result.stderr
    assert cli("call", "a/b?c", *where(control)).exit_code == 2
    no_world = cli("call", call, "--url", control.connection.address.url, "--world", "a b")
    assert (no_world.exit_code, "is not a valid name of a world" in no_world.stderr) == (2, True)
    assert "The id of the call is empty" in cli("call", "", *where(control)).stderr


def test_scripts_get_the_json(cli: Cli, control: Control) -> None:
    call = talk(control)
    assert json.loads(cli("call", call, "--json", *where(control)).output) == control.send("GET", f"/calls/{call}")


@pytest.mark.parametrize(
    ("phase", "words"),
    [("waiting", "waits for a free line"), ("paused", "paused until"), ("talking", "never ends by itself")],
)
def test_a_call_without_a_planned_event_says_what_it_waits_for(phase: str, words: str) -> None:
    assert what_next(phase, None).startswith(words)


def test_a_call_that_never_ends_says_so(cli: Cli, control: Control) -> None:
    call = place_call(control, "ringyo", TO, scenario="stuck-ringing")
    control.clock.advance("1h")
    assert "never ends by itself: hang it up, or cancel it" in cli("call", call, *where(control)).output
    assert why_ended(None, None) == "it was never dialled"


def test_at_80_columns_the_timeline_fits(control: Control) -> None:
    call = place_call(control, "revox", TO, scenario="busy-twice-then-human", dials=3)
    control.clock.advance("3h")
    lines = on_terminal(["call", call, *where(control)], 80)
    assert [line for line in lines if len(line) > 80] == []
    assert any(line.endswith("(planned) the next dial is due") for line in lines)
