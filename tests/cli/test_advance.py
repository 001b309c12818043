"""`mockserver advance`: what it shows of the events on the way, and of the calls that they touched."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import httpx2
from click.testing import Result

from mockserver.cli.advance import ROWS, webhook_lines
from mockserver.cli.demo import place_call
from mockserver.client import Control, Delivery
from mockserver.client.values import AdvanceResult
from tests.terminal import on_terminal

Cli = Callable[..., Result]
TO = "+12125550142"
NOW = datetime(2026, 1, 5, 15, tzinfo=UTC)


def where(control: Control) -> tuple[str, ...]:
    """Return the options that select the world of a test."""
    return "--url", control.connection.address.url, "--world", str(control.world)


def test_the_clock_of_a_running_server_is_advanced(cli: Cli, control: Control) -> None:
    place_call(control, "ringyo", "+12125550142", scenario="answered")
    assert "It is 2026-01-05T15:00:01Z" in cli("advance", "1s", *where(control)).output
    assert "It is 2026-01-05T15:00:01Z; 0 events" not in cli("advance", "next", *where(control)).output
    settled = cli("advance", "settled", *where(control)).output
    assert "ended" in settled
    idle = cli("advance", "2026-01-05T16:00:00Z", *where(control)).output
    assert idle == "It is 2026-01-05T16:00:00Z; 0 events processed.\n"
    assert "expected a duration" in cli("advance", "2x", *where(control)).stderr
    assert "completed" in cli("calls", *where(control)).output


def test_an_advance_names_the_results_that_have_come(cli: Cli, control: Control) -> None:
    late = {"becomes": {"answered_by": "voicemail", "after": "2s"}, "recording": {"after": "5s"}, "lasts": "9s"}
    control.scenario({"name": "late", "attempts": [late]})
    place_call(control, "ringyo", "+12125550142", scenario="late")
    settled = cli("advance", "settled", *where(control)).output
    assert "the recording of dial 1 is ready" in settled
    assert "turns out to be voicemail" in settled


def test_an_advance_shows_what_was_said_and_what_its_calls_are_now(cli: Cli, control: Control) -> None:
    turns = [{"agent": "Hello?"}, {"user": "Hi.", "after": "2s"}]
    control.scenario(
        {"name": "talk", "attempts": [{"ringing": "3s", "talk": turns, "lasts": "9s", "ended_by": "user"}]}
    )
    call = place_call(control, "ringyo", TO)
    ringing = cli("advance", "2s", *where(control)).output.splitlines()
    (state,) = [line for line in ringing if line.startswith(call)]
    assert state.split()[1:4] == ["ringyo", TO, "ringing"]
    assert "next event: 2026-01-05 15:00:0" in state
    output = cli("advance", "settled", *where(control)).output
    events, calls, _ = output.split("\n\n")
    said = ["answered by human", "agent: Hello?", "user: Hi.", "ended: hang_up by user"]
    assert [line[10:] for line in events.splitlines()[1:5]] == said
    assert calls.splitlines()[1].split() == [call, "ringyo", TO, "completed", "hang_up", "by", "the", "user"]


def test_the_events_of_several_calls_name_their_call(cli: Cli, control: Control) -> None:
    first = place_call(control, "ringyo", TO, scenario="busy")
    second = place_call(control, "revox", TO, scenario="busy")
    events, calls, last = cli("advance", "settled", *where(control)).output.split("\n\n")
    assert {line.split()[1] for line in events.splitlines()[1:]} == {first, second}
    assert [line.split()[0] for line in calls.splitlines()[1:]] == [first, second]
    assert [line.split()[3] for line in calls.splitlines()[1:]] == ["busy", "completed"]
    assert last.endswith(" events processed.\n")


def test_webhooks_that_failed_on_the_way_are_counted(cli: Cli, control: Control, http: httpx2.Client) -> None:
    headers = {"authorization": f"Bearer k~{control.world}"}
    for status in (200, 500):
        sink = f"{control.webhooks.sink_url('mine')}?status={status}"
        body = {"phone_number": TO, "assistant": {"prompt": "Hi.", "webhook_url": sink}}
        http.post(f"{control.connection.address.url}/revox/api/call", json=body, headers=headers).raise_for_status()
    output = cli("advance", "settled", *where(control)).output
    assert "\n2 webhook attempts on the way.\n" in output
    assert "\n1 webhook not delivered; 'mockserver webhooks' says why, and what to do.\n" in output


def test_webhooks_that_are_still_unanswered_are_counted() -> None:
    facts: dict[str, Any] = {
        "id": 1,
        "provider": "p",
        "event": "e",
        "method": "POST",
        "url": "u",
        "headers": {},
        "body": "",
    }
    slow = [Delivery(**facts, at=NOW, outcome="sending")]
    lines = list(webhook_lines(AdvanceResult(NOW, 0, [], slow=slow)))
    assert lines == ["1 webhook still unanswered: the wait budget ran out."]


def test_an_advance_over_a_close_shows_only_the_calls(cli: Cli, control: Control) -> None:
    call = place_call(control, "revox", TO, scenario="answered")
    while control.calls[call].phase != "wrapping":
        control.clock.next()
    output = cli("advance", "next", *where(control)).output
    assert output.startswith("call ")
    assert output.splitlines()[1].split()[3] == "completed"


def test_a_long_advance_shows_the_last_events_and_says_so(cli: Cli, control: Control) -> None:
    for _ in range(ROWS // 4):
        place_call(control, "ringyo", TO, scenario="answered")
    output = cli("advance", "settled", *where(control)).output
    assert len(output.split("\n\n")[0].splitlines()) == ROWS + 1
    assert "(not all are shown; 'mockserver call ID' has the whole timeline)" in output


def test_scripts_get_the_json(cli: Cli, control: Control) -> None:
    call = place_call(control, "ringyo", TO, scenario="busy")
    result = json.loads(cli("advance", "settled", "--json", *where(control)).output)
    assert [row["id"] for row in result["calls"]] == [call]
    assert result["event_count"] == len(result["events"]) > 0


def test_at_80_columns_an_advance_fits(control: Control) -> None:
    for _ in range(2):
        call = place_call(control, "revox", TO, scenario="answered")
    lines = on_terminal(["advance", "settled", *where(control)], 80)
    assert [line for line in lines if len(line) > 80] == []
    assert sum(call in line for line in lines) > 5
