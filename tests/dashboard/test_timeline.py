"""The timeline of a call in a real browser: zoom, tooltips, marks that open rows, lanes; and nothing jumps."""

from collections.abc import Callable

import httpx2
import pytest
from playwright.sync_api import Locator, Page, Route, expect

from mockserver.client import Control
from mockserver.server.server import Server
from tests.dashboard.conftest import OpenPage

pytestmark = pytest.mark.browser
Place = Callable[..., str]
Read = Callable[[str], object]
SCROLLED = "frame => frame.scrollLeft"
WIDTH = "picture => picture.clientWidth"


def lane(page: Page, name: str) -> Locator:
    """The items of a lane."""
    return page.locator(f'.lane[aria-label="{name}"] .item')


def opened(open_page: OpenPage, call: str, tab: str = "conversation") -> Page:
    """Open the page of a call, and wait until its timeline is drawn and its tab is loaded."""
    page = open_page(f"#/calls/{call}/{tab}")
    expect(page.locator(".timeline svg")).to_be_visible()
    expect(page.locator(".pane")).not_to_contain_text("loading")
    return page


def middle(item: Locator) -> float:
    """Where an item is on the screen, in pixels from the left."""
    box = item.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2


def test_the_buttons_zoom_and_show_all_again(open_page: OpenPage, place: Place) -> None:
    page = opened(open_page, place())
    picture, frame = page.locator(".timeline svg"), page.locator(".timeline .lanes")
    expect(page.get_by_role("button", name="zoom out")).to_be_disabled()
    whole = picture.evaluate(WIDTH)
    before = frame.evaluate("frame => frame.clientWidth / 2")
    page.get_by_role("button", name="zoom in").click()
    assert picture.evaluate(WIDTH) == pytest.approx(2 * whole - 32)
    assert frame.evaluate(SCROLLED) == pytest.approx(before - 16, abs=2), "what was in the middle is still there"
    page.get_by_role("button", name="zoom out").click()
    expect(page.get_by_role("button", name="fit")).to_be_disabled()
    assert picture.evaluate(WIDTH) == whole
    page.get_by_role("button", name="zoom in").click(click_count=6)
    expect(page.get_by_role("button", name="zoom in")).to_be_disabled()
    page.get_by_role("button", name="fit").click()
    assert (picture.evaluate(WIDTH), frame.evaluate(SCROLLED)) == (whole, 0)


def test_keys_and_the_wheel_zoom(open_page: OpenPage, place: Place) -> None:
    page = opened(open_page, place())
    picture = page.locator(".timeline svg")
    whole = picture.evaluate(WIDTH)
    page.keyboard.press("+")
    assert picture.evaluate(WIDTH) == pytest.approx(2 * whole - 32)
    page.keyboard.press("=")
    page.keyboard.press("-")
    assert picture.evaluate(WIDTH) == pytest.approx(2 * whole - 32)
    page.keyboard.press("0")
    assert picture.evaluate(WIDTH) == whole
    item = lane(page, "conversation").nth(2)
    item.hover()
    before = middle(item)
    page.mouse.wheel(0, -100)
    assert picture.evaluate(WIDTH) == whole, "the wheel alone scrolls"
    page.keyboard.down("Control")
    page.mouse.wheel(0, -100)
    page.mouse.wheel(0, -100)
    page.keyboard.up("Control")
    expect(page.get_by_role("button", name="zoom out")).to_be_enabled()
    assert middle(item) == pytest.approx(before, abs=120), "what is under the pointer stays there"


def test_it_is_scrolled_sideways(open_page: OpenPage, place: Place) -> None:
    page = opened(open_page, place())
    first, frame = lane(page, "dials").first, page.locator(".timeline .lanes")
    for _ in range(3):
        page.keyboard.press("+")
    frame.evaluate("frame => frame.scrollTo(0, 0)")
    expect(first).to_be_in_viewport()
    frame.hover()
    page.mouse.wheel(2000, 0)
    expect(first).not_to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") == 1280, "the page itself does not scroll"


def test_a_mark_says_what_it_is(open_page: OpenPage, control: Control, place: Place, read: Read) -> None:
    call = place()
    control.clock.advance("3s")
    read(call)
    page = opened(open_page, call)
    lane(page, "requests").last.hover()
    tip = page.get_by_role("tooltip")
    expect(tip).to_contain_text(f"GET /v1/calls/{call} → 200 calls.get")
    expect(tip).to_contain_text("2026-01-05 15:00:03 UTC")
    lane(page, "dials").nth(1).hover()
    expect(tip).to_contain_text("for ")
    lane(page, "conversation").last.hover()
    expect(tip).to_contain_text("planned, in ")
    page.locator(".call-head h1").hover()
    expect(tip).to_have_count(0)
    lane(page, "requests").first.focus()
    expect(tip).to_contain_text("POST /v1/calls → 201")


def test_a_tooltip_has_the_local_time_of_the_number(open_page: OpenPage, place: Place) -> None:
    call = place()
    page = open_page()

    def with_zone(route: Route) -> None:
        reply = route.fetch()
        route.fulfill(response=reply, json={**reply.json(), "time_zone": "America/New_York"})

    page.route(f"**/__admin/calls/{call}?forecast=true", with_zone)
    page.locator(".call-row").click()
    lane(page, "dials").nth(1).hover()
    expect(page.get_by_role("tooltip")).to_contain_text("Mon 10:00:01 America/New_York")


@pytest.mark.parametrize("key", [False, True], ids=["click", "Enter"])
def test_a_mark_opens_its_row(open_page: OpenPage, control: Control, place: Place, read: Read, key: bool) -> None:
    call = place()
    control.clock.settle()
    read(call)
    page = opened(open_page, call)
    wanted = [("requests", ".entry.is-named", "GET"), ("conversation", ".saying.is-named", "goodbye")]
    for name, row, text in [*wanted, ("tools", "tr.is-named", "tool ")]:
        item = lane(page, name).last
        item.press("Enter") if key else item.locator(".hit, rect").first.click(force=True)  # its parts overlap
        expect(page.locator(row)).to_be_in_viewport()
        expect(page.locator(row)).to_contain_text(text)
        expect(page.locator(".tabs [aria-current=page]").last).to_contain_text(
            {"requests": "Requests", "conversation": "Conversation", "tools": "Events"}[name]
        )
    assert page.url.split("/")[-2] == "events"


def test_tools_and_results_have_lanes(open_page: OpenPage, control: Control, place: Place) -> None:
    call = place("answered")
    page = opened(open_page, call)
    expect(lane(page, "tools")).to_have_count(1)
    expect(lane(page, "tools")).to_have_class("item kind-tool is-planned")
    expect(lane(page, "tools").locator("text")).to_contain_text("book")
    expect(lane(page, "results")).to_have_count(3)
    control.clock.settle()
    expect(lane(page, "tools")).to_have_class("item kind-tool")
    names = [each.inner_text() for each in page.locator(".lane-names span").all()]
    assert names == ["dials", "conversation", "tools", "results", "requests", "webhooks"]


@pytest.fixture
def failing(http: httpx2.Client, server: Server, control: Control) -> None:
    """A webhook of Ringyo whose receiver always answers 503."""
    headers = {"Authorization": f"Bearer any-key~{control.world}"}
    url = f"{control.webhooks.sink_url('broken')}?status=503"
    body = {"url": url, "events": ["call.completed"]}
    assert http.post(f"{server.url}/ringyo/v1/webhooks", json=body, headers=headers).status_code == 201


@pytest.mark.usefixtures("failing")
def test_attempts_of_a_webhook_are_a_chain(open_page: OpenPage, control: Control, place: Place) -> None:
    control.webhooks.plan("duplicate")
    call = place()
    control.clock.settle()
    (first, _) = control.webhooks.find(call=call)
    page = opened(open_page, call)
    marks = lane(page, "webhooks")
    expect(marks).to_have_count(2 * len(first.attempts))
    assert len(first.attempts) > 1
    expect(page.locator(".chain")).to_have_count(2)
    expect(page.locator(".lane .kind-webhook-failed")).to_have_count(2 * len(first.attempts))
    expect(lane(page, "faults").first).to_have_attribute(
        "aria-label", "planned fault of the webhook call.completed: duplicate, 15:00:50"
    )
    marks.nth(1).press("Enter")
    attempts = page.locator(".entry.is-named .attempts li")
    expect(attempts).to_have_count(len(first.attempts))
    expect(attempts.nth(1)).to_contain_text("15:00:51")
    expect(attempts.nth(1)).to_contain_text("503")


def test_a_request_that_a_fault_kept_from_the_call_appears_at_once(
    open_page: OpenPage, control: Control, place: Place, read: Read
) -> None:
    call = place()
    page = opened(open_page, call)
    expect(lane(page, "requests")).to_have_count(1)
    control.faults.add("error", operation="calls.get", status=503)
    read(call)
    expect(lane(page, "requests")).to_have_count(2)
    expect(lane(page, "faults")).to_have_count(1)
    lane(page, "faults").press("Enter")
    expect(page.locator(".entry.is-named")).to_contain_text("503")


def test_what_is_open_stays_where_it_is_while_events_arrive(
    open_page: OpenPage, control: Control, place: Place, read: Read
) -> None:
    call = place()
    control.clock.advance("8s")
    page = opened(open_page, call, "events")
    frame = page.locator(".detail .scroll")
    last = page.locator(".events tbody tr").last
    last.scroll_into_view_if_needed()
    parts = [page.locator(".call-head h1"), page.locator(".timeline"), page.locator(".tabs"), last]
    before = [part.bounding_box() for part in parts]
    scrolled = frame.evaluate("frame => frame.scrollTop")
    for _ in range(3):
        read(call)
        place("busy")
    expect(lane(page, "requests")).to_have_count(4)
    expect(page.locator(".count-of")).to_have_text("4")
    assert [part.bounding_box() for part in parts] == before
    assert frame.evaluate("frame => frame.scrollTop") == scrolled


def test_a_zoomed_timeline_does_not_jump_when_events_arrive(
    open_page: OpenPage, control: Control, place: Place, read: Read
) -> None:
    call = place()
    control.clock.advance("8s")
    page = opened(open_page, call)
    frame = page.locator(".timeline .lanes")
    page.get_by_role("button", name="zoom in").click(click_count=8)
    expect(page.get_by_role("button", name="zoom in")).to_be_disabled()
    page.keyboard.press("+")  # there is no more
    frame.evaluate("frame => frame.scrollTo(100, 0)")
    read(call)
    expect(lane(page, "requests")).to_have_count(2)
    assert frame.evaluate(SCROLLED) == 100
