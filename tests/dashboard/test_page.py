"""The page in a real browser: calls, the clock, and what drives a call."""

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from mockserver.client import Control
from tests.dashboard.conftest import PHONE, OpenPage

pytestmark = pytest.mark.browser
Place = Callable[..., str]


def drag_now(page: Page, pixels: float) -> None:
    """Drag the line for now sideways, and drop it."""
    box = page.locator(".now rect").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + pixels / 2, y)
    page.mouse.move(x + pixels, y)
    page.mouse.up()


def row(page: Page, call: str) -> Locator:
    """The row of a call in the list."""
    return page.locator(f'.call-row[data-id="{call}"]')


def test_an_empty_world_says_what_to_do_first(open_page: OpenPage, control: Control) -> None:
    page = open_page()
    expect(page.get_by_role("heading", name="No calls yet")).to_be_visible()
    expect(page.locator(".command pre")).to_contain_text(f"-H 'x-api-key: any-key~{control.world}'")
    expect(page.locator(".live")).to_contain_text("live")
    expect(page.locator(".clock time")).to_have_text("Mon 15:00:00")


def test_a_call_of_a_client_appears_and_changes_by_itself(open_page: OpenPage, control: Control, place: Place) -> None:
    page = open_page()
    expect(page.get_by_role("heading", name="No calls yet")).to_be_visible()
    call = place("busy", "+13105550177")
    expect(row(page, call)).to_contain_text("+13105550177")
    expect(row(page, call).locator(".chip")).to_have_text("queued")
    control.clock.settle()
    expect(row(page, call).locator(".chip")).to_have_text("busy")
    expect(page.locator(".clock time")).not_to_have_text("Mon 15:00:00")


def test_next_event_and_the_steps_advance_the_clock(open_page: OpenPage, control: Control, place: Place) -> None:
    call = place()
    page = open_page(f"#/calls/{call}")
    expect(page.locator(".clock")).to_contain_text("next in")
    page.get_by_role("button", name="next event").click()
    expect(page.locator(".call-head .chip")).to_have_text("ringing")
    page.get_by_role("button", name="+1 min").click()
    expect(page.locator(".call-head .chip")).to_have_text("completed")
    assert control.calls.get(call).status == "completed"
    page.keyboard.press("n")  # what is left are results
    page.get_by_role("button", name="settle").click()
    expect(page.locator(".clock")).to_contain_text("nothing planned")


def test_pause_and_run_change_the_mode(open_page: OpenPage, control: Control) -> None:
    page = open_page()
    page.get_by_role("button", name="run").click()
    expect(page.locator(".clock")).to_contain_text("real")
    page.get_by_role("button", name="pause").click()
    expect(page.locator(".clock")).to_contain_text("manual")
    assert control.clock.state.mode == "manual"


def test_dragging_the_line_for_now_advances_the_clock(open_page: OpenPage, control: Control, place: Place) -> None:
    call = place()
    before = control.clock.now
    page = open_page(f"#/calls/{call}")
    expect(page.locator(".now text")).to_have_text("now ⇄ drag")
    drag_now(page, 400)
    expect(page.locator(".call-head .chip")).to_have_text("in_progress")
    assert control.clock.now > before


def test_the_handle_says_what_dropping_it_will_do(open_page: OpenPage, control: Control, place: Place) -> None:
    call = place()
    place("busy")
    page = open_page(f"#/calls/{call}")
    page.locator(".now").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".now text")).to_contain_text("2 events")  # both calls begin to ring
    page.keyboard.press("Escape")
    expect(page.locator(".now text")).to_have_text("now ⇄ drag")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator(".call-head .chip")).to_have_text("ringing")
    assert [other.status for other in control.calls] == ["ringing", "ringing"]


def test_dragging_it_to_the_left_only_looks_back(open_page: OpenPage, control: Control, place: Place) -> None:
    call = place()
    control.clock.settle()
    now = control.clock.now
    page = open_page(f"#/calls/{call}")
    expect(page.locator(".now text")).to_be_visible()
    drag_now(page, -800)
    expect(page.locator(".looking")).to_contain_text("The clock has not moved")
    expect(page.locator(".json")).to_contain_text('"status": "queued"')
    page.get_by_role("button", name="back to now").click()
    expect(page.locator(".looking")).to_have_count(0)
    assert control.clock.now == now


def test_what_get_shows_is_what_a_client_gets(
    open_page: OpenPage, control: Control, place: Place, read: Callable[[str], object]
) -> None:
    call = place()
    control.clock.advance("5s")
    page = open_page(f"#/calls/{call}/response")
    expect(page.locator(".json")).to_contain_text("in_progress")
    assert json.loads(page.locator(".json").inner_text()) == read(call)
    for _ in range(2):
        page.get_by_role("button", name="one event earlier").click()
    expect(page.locator(".json")).to_contain_text('"status": "ringing"')
    expect(page.locator(".pane")).to_contain_text("what it answered at 2026-01-05 15:00:01 UTC")


def test_a_call_is_driven_by_hand(open_page: OpenPage, control: Control, place: Place) -> None:
    call = place("stuck-ringing")
    control.clock.next()
    page = open_page(f"#/calls/{call}")
    page.get_by_role("button", name="answer", exact=True).click()
    expect(page.locator(".call-head .chip")).to_have_text("in_progress")
    page.get_by_role("button", name="say…").click()
    page.get_by_label("text").fill("I call back tomorrow.")
    page.get_by_role("button", name="say", exact=True).click()
    expect(page.locator(".sayings")).to_contain_text("I call back tomorrow.")
    page.get_by_role("button", name="hang up…").click()
    page.get_by_label("outputs").fill("{not JSON")
    page.get_by_role("button", name="hang up", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("The outputs are not JSON")
    page.get_by_label("outputs").fill('{"again": true}')
    page.get_by_role("button", name="hang up", exact=True).click()
    expect(page.locator(".call-head .chip")).to_have_text("completed")
    assert control.calls.get(call).timeline[-1].facts.get("outputs", {"again": True}) == {"again": True}


def test_a_dial_fails_as_chosen(open_page: OpenPage, control: Control, place: Place) -> None:
    call = place("stuck-ringing")
    control.clock.next()
    page = open_page(f"#/calls/{call}")
    page.get_by_role("button", name="fail with…").click()
    page.get_by_label("reason").select_option("busy")
    page.get_by_role("button", name="fail", exact=True).click()
    expect(page.locator(".call-head .chip")).to_have_text("busy")
    expect(row(page, call).locator(".chip")).to_have_text("busy")


def test_the_list_is_filtered_by_text_and_by_choice(open_page: OpenPage, control: Control, place: Place) -> None:
    busy, answered = place("busy", "+13105550177"), place("answered", "+12125550142")
    control.clock.settle()
    page = open_page()
    expect(page.locator(".call-row")).to_have_count(2)
    page.keyboard.press("/")
    page.keyboard.type("310555")
    expect(page.locator(".call-row")).to_have_count(1)
    expect(row(page, busy)).to_be_visible()
    assert "q=310555" in page.url
    page.keyboard.press("Control+A")
    page.keyboard.type("completed")
    expect(row(page, answered)).to_be_visible()
    expect(row(page, busy)).to_have_count(0)
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    page.get_by_label("status", exact=True).select_option("busy")
    expect(row(page, busy)).to_be_visible()
    expect(page.locator(".call-row")).to_have_count(1)
    page.reload()
    expect(page.locator(".call-row")).to_have_count(1)


def test_the_keyboard_suffices(open_page: OpenPage, place: Place) -> None:
    older, newer = place("busy"), place("answered")
    page = open_page()
    expect(row(page, newer)).to_be_visible()
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(row(page, older)).to_have_attribute("aria-current", "true")
    assert older in page.url
    page.keyboard.press("k")
    expect(row(page, newer)).to_have_attribute("aria-current", "true")
    page.keyboard.press("Escape")
    expect(page.locator(".call-head")).to_have_count(0)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("s")
    expect(page.get_by_role("region", name="scenarios")).to_be_visible()


def test_an_open_row_stays_where_it_is_while_others_arrive(open_page: OpenPage, place: Place) -> None:
    for _ in range(6):
        call = place()
    page = open_page(f"#/calls/{call}")
    expect(row(page, call)).to_be_visible()
    before = row(page, call).bounding_box()
    newest = [place("busy") for _ in range(5)][-1]
    expect(page.locator(".count-of")).to_have_text("11")
    assert row(page, call).bounding_box() == before
    page.get_by_role("button", name="5 new").click()
    expect(row(page, newest)).to_be_in_viewport()


def test_a_missing_call_is_explained(open_page: OpenPage) -> None:
    page = open_page("#/calls/call_nobody", allow="404")
    expect(page.get_by_role("heading", name="This call cannot be shown")).to_be_visible()
    expect(page.locator(".detail")).to_contain_text("There is no call 'call_nobody'")


def test_on_a_phone_the_call_is_a_page_of_its_own(open_page: OpenPage, place: Place) -> None:
    call = place()
    page = open_page(viewport=PHONE)
    row(page, call).click()
    expect(page.locator(".call-head")).to_be_visible()
    expect(row(page, call)).not_to_be_visible()
    expect(page.get_by_role("button", name="next event")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    page.get_by_label("back to the list").click()
    expect(row(page, call)).to_be_visible()


def test_dark_by_system(open_page: OpenPage) -> None:
    light, dark = open_page(), open_page(dark=True)
    color = "getComputedStyle(document.body).backgroundColor"
    assert light.evaluate(color) == "rgb(245, 246, 248)"
    assert dark.evaluate(color) == "rgb(14, 17, 22)"


def test_two_worlds_in_two_tabs(open_page: OpenPage, control: Control, place: Place) -> None:
    mine = open_page()
    other = open_page(url=mine.url.replace(control.world or "", f"{control.world}-b"))
    call = place(world=f"{control.world}-b")
    expect(row(other, call)).to_be_visible()
    expect(mine.get_by_role("heading", name="No calls yet")).to_be_visible()
    mine.get_by_label("world").focus()
    mine.get_by_label("world").select_option(f"{control.world}-b")
    expect(row(mine, call)).to_be_visible()
    assert f"world={control.world}-b" in mine.url
    mine.go_back()
    expect(mine.get_by_role("heading", name="No calls yet")).to_be_visible()
