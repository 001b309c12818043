"""What the page does about lost connections, tokens and much to show, in a real browser."""

import json
from collections.abc import Callable

import httpx2
import pytest
from axe_playwright_python.sync_playwright import Axe
from msgspec.structs import replace
from playwright.sync_api import Route, expect

from mockserver.cli.demo import MONDAY
from mockserver.client import Control
from mockserver.server.app import build
from mockserver.server.server import Server
from mockserver.simulation.clock import Mode
from mockserver.world.settings import Settings
from tests.dashboard.conftest import PHONE, OpenPage

pytestmark = pytest.mark.browser
Place = Callable[..., str]
SETTINGS = Settings(mode=Mode.MANUAL, now=MONDAY)
MANY = 10_000
VIEWS = [
    "#/calls",
    "#/requests",
    "#/webhooks",
    "#/webhooks/plan",
    "#/faults",
    "#/scenarios/busy/graph",
    "#/scenarios/busy/edit",
    "#/settings",
    "#/place",
]


def test_it_comes_back_after_a_restart_of_the_server_and_catches_up(open_page: OpenPage) -> None:
    with Server(build(SETTINGS)) as first:
        page = open_page(url=f"{first.url}/__admin/", allow="ERR_")
        expect(page.locator(".live")).to_contain_text("live")
    expect(page.locator(".live")).to_contain_text("reconnecting…")
    with Server(build(replace(SETTINGS, now=MONDAY.replace(hour=16))), port=first.port) as second:
        with Control(second.url) as control:
            control.calls.inbound("ringyo", from_number="+12125550142", to_number="+18005551234")
        expect(page.locator(".live")).to_contain_text("live", timeout=10_000)
        expect(page.locator(".call-row")).to_contain_text("+12125550142")
        expect(page.locator(".clock time")).to_have_text("Mon 16:00:00")


def test_the_token_is_asked_for_and_appears_in_no_url(open_page: OpenPage) -> None:
    settings = replace(SETTINGS, admin_token="let me in")
    with Server(build(settings, open_admin=False)) as server:
        page = open_page(url=f"{server.url}/__admin/", allow="401")
        urls: list[str] = []
        page.on("request", lambda request: urls.append(request.url))
        page.get_by_label("admin token").fill("wrong")
        page.get_by_role("button", name="enter").click()
        expect(page.locator("main")).to_contain_text("not the right one")
        page.get_by_label("admin token").fill("let me in")
        page.get_by_role("button", name="enter").click()
        expect(page.get_by_role("heading", name="No calls yet")).to_be_visible()
        expect(page.locator(".live")).to_contain_text("live")
        assert [url for url in urls if "let" in url] == []
        assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
        page.reload()
        expect(page.get_by_label("admin token")).to_be_visible()


def test_calls_change_by_themselves_after_everything_was_loaded_anew_within_a_request(
    open_page: OpenPage, control: Control, place: Place
) -> None:
    page = open_page()
    expect(page.get_by_role("heading", name="No calls yet")).to_be_visible()
    held: list[Route] = []
    page.route("**/__admin/calls?view=summary&id=*", lambda route: route.continue_() if held else held.append(route))
    with page.expect_request("**/__admin/calls?view=summary&id=*"):
        place()
    control.reset()
    with page.expect_response("**/__admin/calls?view=summary&limit=*"):
        pass  # everything is loaded anew, while the request is held
    held[0].continue_()
    call = place("busy")
    expect(page.locator(f'[data-id="{call}"]')).to_be_visible()


def test_ten_thousand_calls_are_listed_and_filtered(open_page: OpenPage, http: httpx2.Client) -> None:
    with Server(build(SETTINGS)) as server:
        body = {"agent_id": "agent_abc123", "phone_number": "+12125550142"}
        first = ""
        for number in range(MANY):
            wanted = {**body, "phone_number": "+13105550177"} if number == 123 else body
            reply = http.post(f"{server.url}/ringyo/v1/calls", json=wanted, headers={"Authorization": "Bearer x"})
            assert reply.status_code == 201
            first = reply.json()["id"] if number == 0 else first
        page = open_page(url=f"{server.url}/__admin/")
        expect(page.locator(".count-of")).to_have_text("10,000", timeout=30_000)
        assert page.locator(".call-row").count() < 50
        page.locator(".list .rows").evaluate("frame => frame.scrollTo(0, frame.scrollHeight)")
        expect(page.locator(f'[data-id="{first}"]')).to_be_visible()
        page.get_by_label("filter calls").fill("+13105550177")
        expect(page.locator(".count-of")).to_have_text("1 of 10,000")
        expect(page.locator(".call-row")).to_have_count(1)


def test_many_events_leave_the_page_responsive(open_page: OpenPage, control: Control, place: Place) -> None:
    """Every call rings, talks and ends while the page is open; afterwards it shows what is, and has not fallen back."""
    page = open_page()
    expect(page.locator(".live")).to_contain_text("live")
    calls = [place() for _ in range(100)]
    control.clock.settle()  # some 2,000 events
    expect(page.locator(".count-of")).to_have_text("100")
    expect(page.locator(f'[data-id="{calls[-1]}"] .chip')).to_have_text("completed")
    page.get_by_label("status", exact=True).select_option("completed")
    expect(page.locator(".count-of")).to_have_text("100", timeout=10_000)
    expect(page.locator(".live")).to_contain_text("live")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", ["desk", "phone"])
def test_axe_finds_nothing_serious(open_page: OpenPage, control: Control, place: Place, dark: bool, width: str) -> None:
    call = place()
    place("busy", "+13105550177")
    control.clock.advance("12s")
    page = open_page(dark=dark, **({"viewport": PHONE} if width == "phone" else {}))
    expect(page.locator(".call-row")).to_have_count(2)
    tabs = ["conversation", "response", "webhooks", "requests", "scenario", "events"]
    serious = []
    for view in [*VIEWS, *(f"#/calls/{call}/{tab}" for tab in tabs)]:
        page.goto(page.url.split("#")[0] + view)
        page.wait_for_timeout(300)
        found = Axe().run(page).response["violations"]
        rows = [row for row in found if row["impact"] in ("serious", "critical")]
        serious += [(view, row["id"], row["nodes"][0]["html"][:200]) for row in rows]
    assert serious == []


def test_the_page_says_that_it_cannot_load_rather_than_nothing(open_page: OpenPage) -> None:
    with Server(build(SETTINGS)) as server:
        page = open_page(url=f"{server.url}/__admin/", allow="500")
        page.route(
            "**/__admin/calls?*",
            lambda route: route.fulfill(
                status=500, body=json.dumps({"error": {"code": "x", "message": "Out of order.", "details": {}}})
            ),
        )
        page.reload()
        expect(page.locator(".list")).to_contain_text("Out of order.")
