"""Worlds and addresses in a real browser: prefixes, the way back, reset and deletion, caching, the keys that help."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from mockserver.client import Control
from mockserver.server.server import Server
from tests.dashboard.conftest import OpenPage

pytestmark = pytest.mark.browser
Place = Callable[..., str]


def test_a_page_below_the_prefix_of_a_world_shows_this_world(
    open_page: OpenPage, control: Control, server: Server, place: Place
) -> None:
    call = place()
    page = open_page("#/calls", url=f"{server.url}/w/{control.world}/__admin/")
    expect(page.locator(".call-row")).to_have_attribute("data-id", call)
    expect(page.get_by_label("world")).to_have_value(str(control.world))
    place("busy")
    expect(page.locator(".call-row")).to_have_count(2)
    page.get_by_role("button", name="next event").click()
    expect(page.locator(".call-row .chip").first).to_have_text("ringing")


def test_the_way_back_and_forward(open_page: OpenPage, place: Place) -> None:
    call = place()
    page = open_page()
    page.locator(".call-row").click()
    page.get_by_role("link", name="Events", exact=False).last.click()
    page.get_by_role("link", name="Webhooks").first.click()
    page.go_back()
    expect(page.locator(".events")).to_be_visible()
    page.go_back()
    expect(page.locator(".pane .sayings")).to_be_visible()
    page.go_back()
    expect(page.locator(".call-head")).to_have_count(0)
    page.go_forward()
    expect(page.locator(".call-head")).to_be_visible()
    assert call in page.url


def test_typing_a_filter_is_no_step_of_the_way_back(open_page: OpenPage, place: Place) -> None:
    place()
    page = open_page("#/scenarios")
    page.get_by_role("link", name="Calls").click()
    page.get_by_label("filter calls").press_sequentially("busy")
    expect(page.locator(".call-row")).to_have_count(0)
    page.go_back()
    expect(page.get_by_role("region", name="scenarios")).to_be_visible()


def test_a_link_with_a_filter_keeps_it_when_a_call_is_opened_and_closed(open_page: OpenPage, place: Place) -> None:
    place("busy", "+13105550177")
    place()
    page = open_page("#/calls?q=310555")
    expect(page.locator(".call-row")).to_have_count(1)
    page.locator(".call-row").click()
    expect(page.locator(".call-head h1")).to_have_text("+13105550177")
    page.keyboard.press("Escape")
    expect(page.locator(".call-head")).to_have_count(0)
    expect(page.get_by_label("filter calls")).to_have_value("310555")


def test_a_world_is_reset(open_page: OpenPage, control: Control, place: Place) -> None:
    place()
    control.faults.add("error")
    control.send("PATCH", "/settings", {"seed": "17"})
    page = open_page("#/settings/world", allow="400")
    form = page.get_by_role("form", name="reset")
    page.once("dialog", lambda dialog: dialog.dismiss())
    form.get_by_role("button", name="reset the world").click()
    assert len(control.calls) == 1
    page.on("dialog", lambda dialog: dialog.accept())
    form.get_by_label("begin at").fill("tomorrow")
    form.get_by_role("button", name="reset the world").click()
    expect(form.get_by_role("alert")).to_contain_text("tomorrow")
    form.get_by_label("begin at").fill("2026-02-01T08:00:00Z")
    form.get_by_role("button", name="reset the world").click()
    expect(page.locator(".notices")).to_contain_text("The world begins anew.")
    expect(form.get_by_role("alert")).to_have_count(0)
    expect(page.locator(".clock time")).to_have_text("Sun 08:00:00")
    page.get_by_role("link", name="Calls").click()
    expect(page.get_by_role("heading", name="No calls yet")).to_be_visible()
    assert (control.settings()["seed"], list(control.faults)) == ("17", []), "settings are kept, faults are not"


def test_a_world_is_deleted(open_page: OpenPage, control: Control, place: Place) -> None:
    place()
    page = open_page("#/settings/world")
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name=f"delete the world {control.world}").click()
    expect(page.locator(".notices")).to_contain_text(f"The world {control.world} is deleted.")
    expect(page.get_by_label("world")).to_have_value("default")
    assert "world=default" in page.url
    assert list(control.calls) == []


def test_a_new_world_is_entered(open_page: OpenPage, control: Control) -> None:
    page = open_page()
    page.get_by_label("world").select_option("other…")
    dialog = page.get_by_role("dialog", name="Enter a world")
    dialog.get_by_label("name").fill(f"{control.world}-new")
    dialog.get_by_role("button", name="enter").click()
    expect(page.get_by_label("world").first).to_have_value(f"{control.world}-new")
    expect(page.locator(".live")).to_contain_text("live")
    assert f"world={control.world}-new" in page.url


def test_the_clock_is_set(open_page: OpenPage, control: Control) -> None:
    page = open_page("#/settings/world", allow="400")
    form = page.get_by_role("form", name="clock")
    form.get_by_label("now").fill("yesterday")
    form.get_by_role("button", name="set the clock").click()
    expect(form.get_by_role("alert")).to_contain_text("yesterday")
    form.get_by_label("now").fill("2026-03-01T00:00:00Z")
    form.locator("select").select_option("step")
    form.get_by_role("button", name="set the clock").click()
    expect(page.locator(".clock time")).to_have_text("Sun 00:00:00")
    expect(form.get_by_label("now")).to_have_value("")
    assert control.clock.state.mode == "step"


def test_a_second_visit_loads_nothing_again(open_page: OpenPage) -> None:
    page = open_page()
    expect(page.locator(".live")).to_contain_text("live")
    names: dict[str, str] = {}
    statuses: dict[str, int] = {}
    devtools = page.context.new_cdp_session(page)  # Playwright itself shows the status of what is in the cache
    devtools.send("Network.enable")
    devtools.on("Network.requestWillBeSent", lambda sent: names.update({sent["requestId"]: sent["request"]["url"]}))
    devtools.on("Network.responseReceivedExtraInfo", lambda got: statuses.update({got["requestId"]: got["statusCode"]}))
    page.reload()
    expect(page.locator(".live")).to_contain_text("live")
    found = {names.get(key, "").rpartition("/")[2]: status for key, status in statuses.items()}
    assert (found["dashboard.js"], found["dashboard.css"]) == (304, 304)


def test_the_help_lists_keys_and_closes(open_page: OpenPage, place: Place) -> None:
    place()
    page = open_page()
    page.get_by_role("button", name="keys").click()
    dialog = page.get_by_role("dialog", name="Keys")
    expect(dialog).to_contain_text("advance the clock to the next event")
    page.keyboard.press("g")
    page.keyboard.press("s")
    expect(page.get_by_role("region", name="calls")).to_be_visible()
    dialog.get_by_role("button", name="close").click()
    expect(dialog).to_have_count(0)
    for key, name in {"w": "webhooks", "f": "planned faults", "c": "calls"}.items():
        page.keyboard.press("g")
        page.keyboard.press(key)
        expect(page.get_by_role("region", name=name, exact=True)).to_be_visible()
    page.keyboard.press("s")  # without g, it is no key
    page.keyboard.press("?")
    expect(dialog).to_be_visible()
    expect(page.get_by_role("region", name="calls", exact=True)).to_be_attached()
