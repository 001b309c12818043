"""The commands that list calls, requests, webhooks and faults of a running server."""

import json
from collections.abc import Callable
from typing import Any

import httpx2
import pytest
from click.testing import Result

from mockserver.cli.demo import place_call
from mockserver.client import Control
from tests.terminal import on_terminal

Cli = Callable[..., Result]
TO = "+12125550142"


def where(control: Control) -> tuple[str, ...]:
    """Return the options that select the world of a test."""
    return "--url", control.connection.address.url, "--world", str(control.world)


def order(http: httpx2.Client, control: Control, webhook_url: str) -> str:
    """Place an order at Revox with a webhook; return its id."""
    url, headers = f"{control.connection.address.url}/revox/api/call", {"authorization": f"Bearer k~{control.world}"}
    body = {"phone_number": TO, "assistant": {"prompt": "Hi.", "webhook_url": webhook_url}}
    return str(http.post(url, json=body, headers=headers).raise_for_status().json()["call"]["id"])


def rows(output: str) -> list[list[str]]:
    """Return the cells of a piped table, without its head."""
    return [line.split() for line in output.split("\n\n")[0].splitlines()[1:]]


def test_calls_are_listed_and_filtered(cli: Cli, control: Control) -> None:
    busy = place_call(control, "ringyo", TO, scenario="busy")
    talk = place_call(control, "revox", "+12125550143", scenario="answered")
    assert cli("calls", "--status", "busy", *where(control)).output == "No calls match.\n"
    control.clock.settle()
    listed = rows(cli("calls", *where(control)).output)
    assert listed[0][:6] == [busy, "ringyo", TO, "busy", "busy", "busy"]
    assert listed[1][:6] == [talk, "revox", "+12125550143", "completed", "answered", "hang_up"]
    for option, value, expected in (
        ("--status", "busy", [busy]),
        ("--provider", "revox", [talk]),
        ("--to", TO, [busy]),
        ("--scenario", "answered", [talk]),
        ("--phase", "ended", [busy, talk]),
        ("--last", "1", [talk]),
    ):
        assert [row[0] for row in rows(cli("calls", option, value, *where(control)).output)] == expected, option
    wrong = cli("calls", "--phase", "over", *where(control))
    assert (wrong.exit_code, "expected one of placed, held" in wrong.stderr) == (2, True)


@pytest.mark.parametrize(("command", "noun"), [("calls", "calls"), ("requests", "requests"), ("webhooks", "webhooks")])
def test_an_empty_world_says_so(cli: Cli, control: Control, command: str, noun: str) -> None:
    assert cli(command, *where(control)).output == f"No {noun} yet.\n"
    assert json.loads(cli(command, "--json", *where(control)).output) == {noun: []}


def test_scripts_get_the_json_of_the_control_api(cli: Cli, control: Control, http: httpx2.Client) -> None:
    order(http, control, control.webhooks.sink_url("mine"))
    control.clock.settle()
    control.faults.add("timeout")
    for command in ("calls", "requests", "webhooks", "faults"):
        printed = json.loads(cli(command, "--json", *where(control)).output)
        assert printed == {command: control.send("GET", f"/{command}")[command]}
        assert len(printed[command]) == 1


# -- requests --------------------------------------------------------------------------------------


def test_requests_are_listed_with_the_status_of_their_call(cli: Cli, control: Control, http: httpx2.Client) -> None:
    call = place_call(control, "ringyo", TO, scenario="busy")
    url, headers = (
        f"{control.connection.address.url}/ringyo/v1/calls/{call}",
        {"authorization": f"Bearer k~{control.world}"},
    )
    control.faults.add({"fault": "error", "status": 503, "nth": 2}, operation="calls.get")
    http.get(url, headers=headers)
    http.get(url, headers=headers)
    (made, read, failed) = rows(cli("requests", *where(control)).output)
    assert made[:6] == ["1", "15:00:00", "POST", "/v1/calls", "201", call]
    assert read[2:8] == ["GET", "/v1/calls/{call}", "200", call, "queued", "calls.get"]
    assert failed[4:6] == ["503", "fault-1"]
    for options, expected in (
        (("--operation", "calls.get"), ["2", "3"]),
        (("--operation", "calls.*", "--last", "1"), ["3"]),
        (("--status", "503"), ["3"]),
        (("--fault", "none"), ["1", "2"]),
        (("--method", "POST"), ["1"]),
        (("--path", "/v1/calls/*"), ["2", "3"]),
        (("--search", TO), ["1", "2"]),
        (("--call", call[:-1]), ["1", "2"]),
        (("--provider", "revox"), []),
    ):
        found = cli("requests", *options, *where(control)).output
        assert [row[0] for row in rows(found)] == expected, options
    assert found == "No requests match.\n"


def test_requests_that_match_no_route_are_explained(cli: Cli, control: Control, http: httpx2.Client) -> None:
    place_call(control, "ringyo", TO)
    base, headers = control.connection.address.url, {"authorization": f"Bearer k~{control.world}"}
    http.post(f"{base}/ringyo/calls", headers=headers)
    assert cli("requests", "--operation", "calls.create", *where(control)).output.count("matched no route") == 0
    for options in ([], ["--unmatched"]):
        output = cli("requests", *options, *where(control)).output
        assert "1 request matched no route:\n\n  #2          POST /calls: The path lacks '/v1'." in output
    assert [row[0] for row in rows(output)] == ["2"]
    both = cli("requests", "--unmatched", "--operation", "calls.create", *where(control))
    assert (both.exit_code, "omit --operation" in both.stderr) == (2, True)


# -- webhooks --------------------------------------------------------------------------------------


def test_webhooks_say_why_they_failed_and_what_to_do(cli: Cli, control: Control, http: httpx2.Client) -> None:
    good, bad = control.webhooks.sink_url("good"), control.webhooks.sink_url("bad") + "?status=503"
    calls = [order(http, control, url) for url in (good, bad, bad, "https://hooks.example.com/x")]
    control.clock.settle()
    output = cli("webhooks", *where(control)).output
    listed = {row[5]: row for row in rows(output)}
    assert [listed[call][3] for call in calls] == ["delivered", "failed", "failed", "refused"]
    assert output.count("  why  ") == 2  # those that failed alike are told once
    assert f"to {bad}\n" in output
    assert f"The receiver responded with 503 to POST {bad.partition('?')[0]}." in output
    assert "  what to do  Look into the log of the receiver" in output
    assert "start the server with --allow-host 'hooks.example.com'" in output
    refused = cli("webhooks", "--outcome", "refused", *where(control)).output
    assert [row[5] for row in rows(refused)] == [calls[3]]
    assert "responded with" not in refused
    fine = cli("webhooks", "--call", calls[0][:-2], *where(control)).output
    assert (len(rows(fine)), "what to do" in fine) == (1, False)
    assert cli("webhooks", "--event", "agent.created", *where(control)).output == "No webhooks match.\n"
    wrong = cli("webhooks", "--outcome", "fialed", *where(control))
    assert (wrong.exit_code, "expected one of pending, sending" in wrong.stderr) == (2, True)


def test_a_webhook_is_replayed(cli: Cli, control: Control, http: httpx2.Client) -> None:
    order(http, control, control.webhooks.sink_url("mine"))
    control.clock.settle()
    (row,) = rows(cli("webhooks", "--replay", "1", *where(control)).output)
    assert (row[0], row[3]) == ("2", "delivered")
    assert len(control.webhooks.sink("mine")) == 2
    missing = cli("webhooks", "--replay", "9", *where(control))
    assert (missing.exit_code, "There is no webhook '9'" in missing.stderr) == (2, True)


# -- faults ----------------------------------------------------------------------------------------


def test_faults_are_listed_with_their_accounting(cli: Cli, control: Control) -> None:
    assert cli("faults", *where(control)).output == "No faults yet.\n"
    control.faults.add({"fault": "delay", "for": "1ms", "first": 3}, operation="calls.*")
    control.faults.add("timeout", provider="revox", plan="mine")
    place_call(control, "ringyo", TO)
    first, second = rows(cli("faults", *where(control)).output)
    assert first == ["fault-1", "delay", "calls.*", "1", "1", "2", "1", "all", "requests"]
    assert second == ["fault-2", "timeout", "revox", "0", "0", "any", "plan", "mine"]
    assert [row[0] for row in rows(cli("faults", "--fired", *where(control)).output)] == ["fault-1"]
    assert [row[0] for row in rows(cli("faults", "--not-fired", *where(control)).output)] == ["fault-2"]


def test_the_faults_of_a_scenario_are_found_by_its_call(cli: Cli, control: Control) -> None:
    control.faults.add("timeout", operation="call.list")
    control.scenario({"attempts": [{"fails": "busy"}], "faults": [{"fault": "error", "operation": "calls.get"}]})
    call = place_call(control, "ringyo", TO)
    (row,) = rows(cli("faults", "--call", call[:12], *where(control)).output)
    assert row[1:3] == ["error", "calls.get"]
    assert row[-2:] == ["call", call]
    other = place_call(control, "ringyo", TO, scenario="busy")
    assert cli("faults", "--call", other, *where(control)).output == "No faults match.\n"


# -- on a terminal ---------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["calls", "requests", "webhooks", "faults"])
def test_at_80_columns_lines_fit_and_ids_stay_whole(
    server: Any, control: Control, http: httpx2.Client, command: str
) -> None:
    call = order(http, control, "http://localhost:9/a-receiver-that-is-not-there")
    assert len(call) == 36
    control.scenario({"attempts": [{"fails": "busy"}], "faults": [{"fault": "error", "operation": "calls.get"}]})
    faulty = place_call(control, "revox", TO)
    control.clock.settle()
    http.get(f"{server.url}/nowhere", headers={"x-mockserver-world": str(control.world)})
    lines = on_terminal([command, *where(control)], 80)
    assert [line for line in lines if len(line) > 80] == []
    if command != "faults":
        assert sum(call in line for line in lines) >= 1
    assert sum(faulty in line for line in lines) >= (command != "webhooks")
