"""The logs in a real browser: filters of requests and webhooks, sinks, the HTTP Archive, deletion, empty views."""

import json
from collections.abc import Callable
from pathlib import Path

import httpx2
import pytest
from playwright.sync_api import Dialog, Route, expect

from mockserver.client import Control
from mockserver.server.server import Server
from tests.dashboard.conftest import DESK, PHONE, OpenPage

pytestmark = pytest.mark.browser
Place = Callable[..., str]
Read = Callable[[str], object]
EMPTY = {
    "#/calls": "No calls yet",
    "#/requests": "No requests yet",
    "#/requests?q=nothing": "No request matches the filters",
    "#/requests/findings": "No findings",
    "#/webhooks": "No webhooks yet",
    "#/webhooks?outcome=failed": "No webhook matches the filters",
    "#/webhooks/sinks": "No sink has received anything",
    "#/faults": "No faults are planned",
}


def test_empty_views_say_what_to_do(open_page: OpenPage) -> None:
    page = open_page()
    for view, title in EMPTY.items():
        page.goto(page.url.split("#")[0] + view)
        expect(page.get_by_role("heading", name=title)).to_be_visible()
    page.goto(page.url.split("#")[0] + "#/calls?q=nothing")
    expect(page.get_by_role("heading", name="No call fits the filter")).to_be_visible()
    page.get_by_role("button", name="show all calls").click()
    expect(page.get_by_role("heading", name="No calls yet")).to_be_visible()
    page.goto(page.url.split("#")[0] + "#/scenarios?q=zebra")
    expect(page.get_by_text("No scenario fits the filter.")).to_be_visible()
    page.goto(page.url.split("#")[0] + "#/webhooks/plan")
    expect(page.get_by_text("every webhook is sent on time, once and complete")).to_be_visible()


def test_a_call_without_webhooks_and_requests_says_so(open_page: OpenPage, control: Control) -> None:
    call = control.calls.inbound("ringyo", from_number="+12125550142", to_number="+18005551234")
    page = open_page(f"#/calls/{call.id}/webhooks")
    expect(page.get_by_role("heading", name="No webhook about this call")).to_be_visible()
    page.get_by_role("link", name="Requests").last.click()
    expect(page.get_by_role("heading", name="No request about this call")).to_be_visible()


def test_requests_that_stand_out_and_those_with_a_fault_are_chosen(
    open_page: OpenPage, control: Control, place: Place, read: Read, http: httpx2.Client, server: Server
) -> None:
    call = place()
    http.get(f"{server.url}/ringyo/calls", headers={"Authorization": f"Bearer any-key~{control.world}"})
    control.faults.add("error", operation="calls.get", status=503)
    read(call)
    page = open_page("#/requests")
    rows = page.locator(".request-row")
    expect(rows).to_have_count(3)
    page.get_by_label("show").select_option("out")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("no route")
    page.get_by_label("show").select_option("faults")
    expect(page.locator(".request-row.is-out")).to_have_count(0)
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("error (fault-1)")
    page.get_by_label("show").select_option("")
    page.get_by_label("status").select_option("201")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("calls.create")
    page.get_by_label("status").select_option("")
    page.get_by_label("filter requests").fill("planned fault")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("503")
    rows.get_by_role("link").first.click()
    page.get_by_role("link", name="only these").first.click()
    expect(page.locator(".filter-chip")).to_contain_text("operation calls.get")
    page.locator(".filter-chip").click()
    expect(rows).to_have_count(3)


@pytest.mark.usefixtures("receiver")
def test_webhooks_are_chosen_by_outcome(open_page: OpenPage, control: Control) -> None:
    control.webhooks.announce("ringyo", "call.completed")
    control.webhooks.plan("lose")
    control.webhooks.announce("ringyo", "call.failed")
    control.webhooks.plan()
    control.webhooks.send_to(f"{control.webhooks.sink_url('bad')}?status=500")
    control.webhooks.announce("ringyo", "call.started")
    page = open_page("#/webhooks")
    rows = page.locator(".delivery-row")
    expect(rows).to_have_count(3)
    for outcome, event in {"delivered": "call.completed", "lost": "call.failed", "pending": "call.started"}.items():
        page.get_by_role("button", name=outcome).click()
        expect(rows).to_have_count(1)
        expect(rows).to_contain_text(event)
    control.clock.settle()
    page.get_by_role("button", name="failed").click()
    expect(rows).to_contain_text("500")
    expect(page.get_by_role("button", name="failed")).to_contain_text("1")
    expect(page.get_by_role("button", name="failed")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="all", exact=True).click()
    expect(rows).to_have_count(3)


@pytest.mark.usefixtures("receiver")
def test_a_failed_webhook_says_why_and_shows_each_attempt(open_page: OpenPage, control: Control) -> None:
    control.webhooks.send_to(f"{control.webhooks.sink_url('bad')}?status=500")
    (sent,) = control.webhooks.announce("ringyo", "call.completed")
    page = open_page(f"#/webhooks/{sent.id}")
    expect(page.locator(".attempts li")).to_have_count(2)
    expect(page.locator(".attempts li").last).to_contain_text("planned")
    control.clock.settle()
    attempts = control.webhooks.find()[0].attempts
    expect(page.locator(".attempts li")).to_have_count(len(attempts))
    expect(page.locator(".attempts .chip.is-failed")).to_have_count(len(attempts))
    expect(page.locator(".remark.is-failed")).to_contain_text("500")
    expect(page.locator(".delivery-row .state")).to_contain_text("failed")


def test_on_a_phone_what_is_opened_has_the_focus(open_page: OpenPage, place: Place) -> None:
    place()
    for viewport in (PHONE, DESK):
        page = open_page("#/requests", viewport=viewport)
        page.locator(".main-link").press("Enter")
        detail = page.locator(".pane-detail")
        expect(detail).to_contain_text("calls.create")
        expect(detail if viewport == PHONE else page.locator(".main-link")).to_be_focused()


@pytest.mark.usefixtures("receiver")
def test_a_sink_fills_while_one_looks(open_page: OpenPage, control: Control) -> None:
    page = open_page("#/webhooks/sinks")
    expect(page.get_by_role("heading", name="No sink has received anything")).to_be_visible()
    for name in ("call.started", "call.completed"):
        control.webhooks.announce("ringyo", name)
    expect(page.locator(".sinks li")).to_contain_text("2 requests")
    page.keyboard.press("j")
    received = page.locator(".pane-detail details.message")
    expect(received).to_have_count(2)
    expect(received.first).to_contain_text("2 · call.completed")
    expect(received.first).to_have_attribute("open", "")


@pytest.mark.usefixtures("receiver")
def test_a_sink_is_emptied(open_page: OpenPage, control: Control) -> None:
    control.webhooks.announce("ringyo", "call.started")
    page = open_page("#/webhooks/sinks/mine")
    expect(page.locator(".sinks li")).to_contain_text("1 request")
    page.get_by_role("button", name="delete what it received").click()
    expect(page.get_by_text("This sink holds no requests.")).to_be_visible()
    expect(page.locator(".sinks li")).to_have_count(0)
    assert control.webhooks.sink("mine") == []


def test_a_sink_that_no_webhook_has_reached_appears_when_one_comes_back(
    open_page: OpenPage, control: Control, http: httpx2.Client
) -> None:
    page = open_page("#/webhooks/sinks")
    expect(page.get_by_role("heading", name="No sink has received anything")).to_be_visible()
    http.post(control.webhooks.sink_url("mine"), json={}, headers={"X-Mockserver-World": str(control.world)})
    page.evaluate("dispatchEvent(new Event('focus'))")
    expect(page.locator(".sinks li")).to_contain_text("1 request")


def test_the_journal_is_saved_as_an_http_archive(
    open_page: OpenPage, control: Control, place: Place, read: Read, tmp_path: Path
) -> None:
    read(place())
    page = open_page("#/requests?status=201")
    expect(page.locator(".request-row")).to_have_count(1)
    with page.expect_download() as download:
        page.get_by_role("button", name="download HAR").click()
    assert download.value.suggested_filename == f"{control.world}.har"
    download.value.save_as(tmp_path / "world.har")
    entries = json.loads((tmp_path / "world.har").read_text())["log"]["entries"]
    assert [entry["_operation"] for entry in entries] == ["calls.create"], "with the filters of the page"


def test_the_journal_is_deleted_if_one_confirms_it(open_page: OpenPage, control: Control, place: Place) -> None:
    place()
    page = open_page("#/requests/1")
    questions: list[str] = []

    def dismiss(dialog: Dialog) -> None:
        questions.append(dialog.message)
        dialog.dismiss()

    def accept(dialog: Dialog) -> None:
        questions.append(dialog.message)
        dialog.accept()

    page.once("dialog", dismiss)
    page.get_by_role("button", name="delete the journal").click()
    expect(page.locator(".request-row")).to_have_count(1)
    assert len(control.requests) == 1
    page.once("dialog", accept)
    page.get_by_role("button", name="delete the journal").click()
    expect(page.get_by_role("heading", name="No requests yet")).to_be_visible()
    expect(page.locator(".pane-detail")).to_have_count(0)
    assert (len(control.requests), len(control.calls)) == (0, 1)
    assert questions == ["Delete all requests of this world from the journal? Calls and webhooks stay."] * 2
    place()
    expect(page.locator(".request-row")).to_have_count(1)


def test_a_long_journal_is_loaded_as_one_scrolls(
    open_page: OpenPage, control: Control, http: httpx2.Client, server: Server
) -> None:
    headers = {"Authorization": f"Bearer any-key~{control.world}"}
    for _ in range(260):
        http.get(f"{server.url}/ringyo/v1/calls", headers=headers)
    page = open_page("#/requests")
    expect(page.locator(".request-row").first).to_contain_text("260")
    frame = page.locator(".pane-list .rows")
    oldest = page.locator(".request-row .number").last
    for _ in range(100):  # each time one is at the end, older ones are loaded
        frame.evaluate("frame => frame.scrollTo(0, frame.scrollHeight)")
        if oldest.inner_text() == "1":
            break
        page.wait_for_timeout(50)
    expect(oldest).to_have_text("1")


@pytest.mark.parametrize(
    ("view", "path", "button"),
    [
        ("#/scenarios/busy/edit", "**/__admin/scenarios", "save in this world"),
        ("#/settings", "**/__admin/settings", "save 1 change"),
        ("#/webhooks/plan", "**/__admin/webhooks/plan", "add"),
    ],
)
def test_an_error_of_the_server_while_saving_is_shown(open_page: OpenPage, view: str, path: str, button: str) -> None:
    page = open_page(view, allow="500")

    def fail(route: Route) -> None:
        if route.request.method == "GET":
            return route.continue_()
        error = {"code": "broken", "message": "Out of order.", "details": {}}
        return route.fulfill(status=500, json={"error": error})

    page.route(path, fail)
    if "settings" in view:
        page.get_by_label("seed").fill("17")
    page.get_by_role("button", name=button, exact=True).click()
    expect(page.get_by_text("Out of order.")).to_be_visible()
    if "settings" in view:
        expect(page.get_by_label("seed")).to_have_value("17")
    expect(page.get_by_role("button", name=button, exact=True)).to_be_enabled()
