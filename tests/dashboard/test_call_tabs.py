"""What a call's page offers besides its timeline: the scenario's graph, cancelling as a client, command lines."""

import subprocess
from collections.abc import Callable

import httpx2
import pytest
from playwright.sync_api import Page, Route, expect

from mockserver.client import Control
from mockserver.server.server import Server
from tests.dashboard.conftest import OpenPage

pytestmark = pytest.mark.browser
Place = Callable[..., str]
CLIPBOARD = ("clipboard-read", "clipboard-write")
BACK_FROM_THE_TERMINAL = "dispatchEvent(new Event('focus'))"
COPIED = "navigator.clipboard.readText()"
HERE = "graph => [...graph.shadowRoot.querySelectorAll('.here')].map(state => state.dataset.name)"


def copied(page: Page, name: str = "copy as curl") -> str:
    """Press a button that copies, and return what is in the clipboard."""
    page.get_by_role("button", name=name).first.click()
    expect(page.get_by_role("button", name="copied")).to_be_visible()
    return str(page.evaluate(COPIED))


def run(line: str) -> str:
    """Run a line as it is in a shell, and return what it prints."""
    return subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=True, timeout=10).stdout


@pytest.fixture
def revring(http: httpx2.Client, server: Server, control: Control) -> str:
    """A call of RevRing that rings for ever."""
    control.play("stuck-ringing")
    body = {"agentId": "agent_1", "fromNumber": "+14155550100", "toNumber": "+14155550142"}
    headers = {"x-api-key": f"any-key~{control.world}"}
    return str(http.post(f"{server.url}/revring/v1/calls", json=body, headers=headers).json()["data"]["id"])


def test_a_call_is_cancelled_as_its_client_would(open_page: OpenPage, control: Control, revring: str) -> None:
    page = open_page(f"#/calls/{revring}")
    page.get_by_role("button", name="cancel as client").click()
    dialog = page.get_by_role("dialog", name="Cancel as the client would")
    expect(dialog).to_contain_text(f"POST /revring/v1/calls/{revring}/cancel")
    dialog.get_by_role("button", name="send").click()
    expect(page.locator(".call-head .chip")).to_have_text("CANCELED")
    expect(dialog).to_have_count(0)
    expect(page.get_by_role("button", name="cancel as client")).to_have_count(0)
    assert control.calls.get(revring).status == "CANCELED"
    assert list(control.requests)[-1].operation == "calls.cancel"


def test_a_provider_that_refuses_to_cancel_says_why(open_page: OpenPage, control: Control, revring: str) -> None:
    page = open_page(f"#/calls/{revring}", allow="409")
    page.get_by_role("button", name="cancel as client").click()
    control.clock.next()
    control.calls.answer(revring)
    control.calls.hang_up(revring)
    control.clock.settle()
    dialog = page.get_by_role("dialog", name="Cancel as the client would")
    dialog.get_by_role("button", name="send").click()
    expect(dialog.get_by_role("alert")).to_contain_text("RevRing answers 409: ")
    dialog.get_by_role("button", name="cancel").click()
    expect(dialog).to_have_count(0)


def test_the_graph_of_the_scenario_marks_where_the_call_is(open_page: OpenPage, control: Control, place: Place) -> None:
    call = place("answered")
    page = open_page(f"#/calls/{call}/scenario")
    graph = page.locator(".graph")
    expect(graph.locator(".here")).to_have_count(1)
    first = graph.evaluate(HERE)
    control.clock.advance("2s")
    expect(graph.locator(".here")).to_contain_text("ringing")
    expect(graph.locator(".been")).not_to_have_count(0)
    assert graph.evaluate(HERE) != first
    expect(page.locator(".two-columns pre")).to_contain_text("name: answered")


def test_a_line_that_places_a_call_runs(open_page: OpenPage, control: Control) -> None:
    page = open_page("#/place?provider=revox", permissions=CLIPBOARD)
    page.get_by_label("scenario").select_option("busy")
    run(copied(page))
    (call,) = list(control.calls)
    assert (call.provider, call.scenario) == ("revox", "busy")


def test_the_line_of_an_empty_world_runs(open_page: OpenPage, control: Control) -> None:
    page = open_page(permissions=CLIPBOARD)
    run(copied(page, "copy"))
    expect(page.locator(".call-row")).to_have_count(1)
    assert len(control.calls) == 1


@pytest.mark.usefixtures("receiver")
def test_a_line_that_sends_a_webhook_again_runs(open_page: OpenPage, control: Control) -> None:
    control.webhooks.announce("ringyo", 'it\'s."new" $HOME', {"text": "it's `new`"})
    page = open_page("#/webhooks/1", permissions=CLIPBOARD)
    run(copied(page))
    first, second = control.webhooks.sink("mine")
    assert first["body"] == second["body"]
    assert second["headers"]["content-type"] == "application/json"


def test_a_line_that_plans_a_fault_runs(open_page: OpenPage, control: Control) -> None:
    page = open_page("#/faults/new", permissions=CLIPBOARD)
    page.get_by_role("button", name="Drop the connection").click()
    run(copied(page))
    page.evaluate(BACK_FROM_THE_TERMINAL)
    (fault,) = list(control.faults)
    assert (fault.fault, fault.when) == ("reset", "after")
    expect(page.locator(".fault-rule")).to_contain_text("calls.create")


def test_a_ready_made_rule_waits_for_the_names_of_operations(open_page: OpenPage) -> None:
    page = open_page()
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/__admin/providers*", hold)
    page.goto(page.url.partition("#")[0] + "#/faults/new")
    page.reload()
    ready_made = page.get_by_role("button", name="Drop the connection")
    expect(ready_made).to_be_disabled()
    expect(page.get_by_role("button", name="Cut the body")).to_be_enabled()
    held.pop().continue_()
    ready_made.click()
    expect(page.get_by_label("what is sent")).to_contain_text("calls.create")


def test_a_request_is_copied_as_curl(open_page: OpenPage, control: Control, place: Place) -> None:
    call = place()
    page = open_page(f"#/calls/{call}/requests", permissions=CLIPBOARD)
    page.locator(".entry summary").click()
    line = copied(page)
    assert "-X POST" in line
    assert "agent_abc123" in line
    run(line.replace("Bearer …", f"Bearer any-key~{control.world}"))
    assert len(control.calls) == 2
