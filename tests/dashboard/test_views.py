"""The other views in a real browser: requests, webhooks, faults, scenarios, placing calls, settings, snapshots."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx2
import pytest
from playwright.sync_api import expect

from mockserver.client import Control
from mockserver.server.server import Server
from tests.dashboard.conftest import OpenPage

pytestmark = pytest.mark.browser
Place = Callable[..., str]


def test_unmatched_requests_stand_out_and_explain_themselves(
    open_page: OpenPage, http: httpx2.Client, server: Server, control: Control
) -> None:
    page = open_page("#/requests")
    http.get(f"{server.url}/ringyo/calls", headers={"Authorization": f"Bearer any-key~{control.world}"})
    expect(page.get_by_role("listitem").first).to_contain_text("The path lacks '/v1'")
    expect(page.locator(".views .count")).to_have_text("1")
    page.locator(".main-link").first.click()
    expect(page.locator(".pane-detail")).to_contain_text("Did you mean GET /ringyo/v1/calls?")
    assert page.url.endswith("#/requests/1")


def test_a_fault_is_planned_and_counts(
    open_page: OpenPage, control: Control, place: Place, read: Callable[[str], object]
) -> None:
    call = place()
    page = open_page("#/faults")
    page.get_by_role("button", name="Answer 503 twice").click()
    page.get_by_label("operation").fill("calls.get")
    page.get_by_role("button", name="plan the fault").click()
    expect(page.locator(".pane-list, main")).to_contain_text("calls.get")
    read(call)
    (fault,) = list(control.faults)
    assert (fault.matched, fault.fired, fault.left) == (1, 1, 1)
    expect(page.get_by_role("link", name="#2")).to_be_visible()


def test_a_mistake_in_a_fault_is_shown_at_the_form(open_page: OpenPage, control: Control) -> None:
    page = open_page("#/faults", allow="400")
    page.get_by_role("combobox", name="fault", exact=True).select_option("delay")
    page.get_by_label("for", exact=True).fill("3 parsecs")
    page.get_by_role("button", name="plan the fault").click()
    expect(page.get_by_role("alert")).to_contain_text("parsecs")
    assert list(control.faults) == []


@pytest.fixture
def delivered(http: httpx2.Client, server: Server, control: Control, place: Place) -> str:
    """A call whose webhooks a sink has received."""
    control.webhooks.send_to(control.webhooks.sink_url("mine"))
    headers = {"Authorization": f"Bearer any-key~{control.world}"}
    body = {"url": "http://127.0.0.1:9/hook", "events": ["call.completed"]}
    assert http.post(f"{server.url}/ringyo/v1/webhooks", json=body, headers=headers).status_code == 201
    call = place()
    control.clock.settle()
    return call


def test_a_webhook_is_replayed(open_page: OpenPage, control: Control, delivered: str) -> None:
    page = open_page(f"#/calls/{delivered}/webhooks")
    page.locator(".entry summary").first.click()
    page.get_by_role("button", name="replay").click()
    expect(page.locator(".entry")).to_have_count(2)
    first, second = control.webhooks.sink("mine")
    assert first["body"] == second["body"]
    page.goto(page.url.split("#")[0] + "#/webhooks/sinks/mine")
    expect(page.get_by_role("region", name="sinks")).to_contain_text("mine")
    expect(page.locator("main")).to_contain_text("call.completed")


def test_faults_of_webhooks_are_switched_on_and_off(open_page: OpenPage, control: Control) -> None:
    page = open_page("#/webhooks/plan")
    page.get_by_label("kind of fault").select_option("duplicate")
    page.get_by_role("button", name="add").click()
    expect(page.get_by_label("duplicate is on")).to_be_checked()
    assert [rule["fault"] for rule in control.send("GET", "/webhooks/plan")["plan"]] == ["duplicate"]
    page.get_by_label("duplicate is on").uncheck()
    expect(page.get_by_label("duplicate is on")).not_to_be_checked()
    assert control.send("GET", "/webhooks/plan")["plan"] == []


def test_a_scenario_is_played_next(open_page: OpenPage, control: Control, place: Place) -> None:
    page = open_page("#/scenarios")
    page.keyboard.press("/")
    page.keyboard.type("no-answer")
    page.get_by_role("link", name="no-answer").click()
    expect(page.locator(".graph")).to_contain_text("ringing")
    page.get_by_role("button", name="next call plays it").click()
    expect(page.locator(".chosen")).to_contain_text("no-answer")
    call = control.calls.inbound("ringyo", from_number="+12125550142", to_number="+18005551234")
    assert control.calls.get(call.id).scenario == "no-answer"


def test_a_scenario_is_previewed_at_each_provider(open_page: OpenPage) -> None:
    page = open_page("#/scenarios/busy-twice-then-human/preview")
    expect(page.locator("summary")).to_have_count(3)
    expect(page.locator("summary", has_text="Revox")).to_contain_text("completed, hang up")
    expect(page.locator("summary", has_text="RevRing")).to_contain_text("FAILED, busy")
    page.locator("summary", has_text="Ringyo").click()
    expect(page.locator("details[open] tr").first).to_contain_text("queued")


def test_mistakes_in_a_scenario_are_shown_at_their_lines_while_one_writes(
    open_page: OpenPage, control: Control, place: Place, http: httpx2.Client, server: Server
) -> None:
    page = open_page("#/scenarios/busy/edit")
    field = page.get_by_label("scenario, as YAML")
    expect(field).to_have_value(http.get(f"{server.url}/__admin/scenarios/busy/source").text)
    field.fill("version: 1\nname: mine\nattempts:\n  - ringing: 3s\n    fials: busy\n")
    expect(page.locator(".problems")).to_contain_text("line 5")
    expect(page.locator(".problems")).to_contain_text("fails")
    expect(page.locator(".gutter .is-error")).to_have_text("5")
    expect(page.get_by_role("button", name="save in this world")).to_be_disabled()
    page.locator(".problem-row").first.click()
    assert field.evaluate("field => field.value.slice(field.selectionStart, field.selectionEnd)") == "fials: busy"
    field.fill("version: 1\nname: mine\nattempts:\n  - {ringing: 3s, fails: busy}\n")
    expect(page.locator(".editor")).to_contain_text("valid")
    page.get_by_role("button", name="save in this world").click()
    expect(page.get_by_role("heading", name="mine")).to_be_visible()
    call = place("mine")
    control.clock.settle()
    assert control.calls.get(call).status == "busy"


@pytest.mark.parametrize(
    ("provider", "field"), [("RevRing", "toNumber"), ("Ringyo", "phone_number"), ("Revox", "phone_number")]
)
def test_a_call_is_placed_from_the_example(open_page: OpenPage, control: Control, provider: str, field: str) -> None:
    page = open_page("#/place", allow="400")
    page.get_by_role("link", name=provider, exact=True).click()
    body = page.get_by_label("body, as JSON")
    expect(body).to_have_value(lambda_text := body.input_value())
    example = json.loads(lambda_text)
    body.fill(json.dumps({**example, field: "nobody"}))
    page.get_by_role("button", name="place the call").click()
    expect(page.get_by_role("alert")).to_contain_text(f"{provider} answers 400")
    expect(page.get_by_role("alert")).to_contain_text(field)
    assert list(control.calls) == []
    body.fill("{")
    expect(page.get_by_role("alert")).to_contain_text("Not JSON")
    page.get_by_role("button", name="example again").click()
    page.get_by_role("button", name="place the call").click()
    expect(page.locator(".call-head h1")).to_have_text("+12125550142")
    (call,) = list(control.calls)
    assert call.id in page.url


def test_an_inbound_call_rings(open_page: OpenPage, control: Control) -> None:
    page = open_page("#/place?provider=ringyo&way=inbound")
    page.get_by_role("button", name="let it ring").click()
    expect(page.locator(".call-head")).to_contain_text("inbound")
    (call,) = list(control.calls)
    assert call.direction == "inbound"


def test_settings_are_saved_together_and_mistakes_are_shown(open_page: OpenPage, control: Control) -> None:
    page = open_page("#/settings", allow="400")
    for section in ("RevRing", "Ringyo", "Revox"):
        page.locator("summary", has_text=section).click()
    fields = {
        ".seed": "17",
        "revring.webhook_retries": "1, 2.5",
        "revring.phone_numbers": '{"+12125550142": "agent_1"}',
        "revring.concurrency": "",
        "ringyo.voices": "ann, bob",
        "revox.setup_seconds": "-1",
    }
    for name, text in fields.items():
        page.locator(f"[id='{name}']").fill(text)
    page.locator("[id='ringyo.credits_status']").select_option("403")
    page.locator("[id='revox.api_version']").select_option("0.3.0")
    page.locator("[id='.default_scenario']").select_option("busy")
    page.locator("[id='.tomorrow']").check()
    page.get_by_role("button", name="save 10 changes").click()
    expect(page.get_by_role("alert")).to_contain_text("revox: setup_seconds: expected")
    page.get_by_role("button", name="go to setup_seconds").click()
    expect(page.locator("[id='revox.setup_seconds']")).to_be_focused()
    page.locator("[id='revox.setup_seconds']").fill("2")
    before = control.settings()
    page.get_by_role("button", name="save 10 changes").click()
    expect(page.get_by_role("button", name="nothing to save")).to_be_visible()
    changes: dict[str, Any] = {
        "revring": {"webhook_retries": [1, 2.5], "phone_numbers": {"+12125550142": "agent_1"}, "concurrency": None},
        "ringyo": {"voices": ["ann", "bob"], "credits_status": 403},
        "revox": {"setup_seconds": 2, "api_version": "0.3.0"},
    }
    own = {"seed": "17", "default_scenario": "busy", "tomorrow": True}
    assert control.settings() == before | own | {name: before[name] | new for name, new in changes.items()}


def test_the_form_of_settings_shows_what_the_server_says_about_them(
    open_page: OpenPage, control: Control, http: httpx2.Client, server: Server
) -> None:
    control.settings(revox={"api_version": "0.3.0"})
    rows = http.get(f"{server.url}/__admin/settings/schema").json()["properties"]
    page = open_page("#/settings")
    page.locator("summary", has_text="Revox").click()
    for section, described in (("", rows), ("revox", rows["revox"]["properties"])):
        for name, row in described.items():
            if "properties" not in row:
                text = page.locator(f"[id='{section}.{name}-text']")
                expect(text).to_have_text(row["description"].replace("`", ""))
    busy = page.locator("[id='revox.busy'] option")
    expect(busy).to_have_text(["queue", "refuse"])
    changed = page.locator(".setting", has=page.locator("[id='revox.api_version']"))
    expect(changed).to_contain_text("default: null")
    changed.get_by_role("button", name="use it").click()
    page.get_by_role("button", name="save 1 change").click()
    expect(page.get_by_role("button", name="nothing to save")).to_be_visible()
    assert control.settings()["revox"]["api_version"] is None


def test_a_snapshot_is_saved_and_loaded(open_page: OpenPage, control: Control, place: Place, tmp_path: Path) -> None:
    call = place()
    page = open_page("#/settings/world")
    with page.expect_download() as download:
        page.get_by_role("button", name="save to a file").click()
    file = tmp_path / "world.json"
    download.value.save_as(file)
    assert call in file.read_text()
    control.reset()
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_label("snapshot file").set_input_files(file)
    page.get_by_role("link", name="Calls").click()
    expect(page.locator(f'[data-id="{call}"]')).to_be_visible()
