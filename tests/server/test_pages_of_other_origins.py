"""What a page on another port can do with the simulator, in a real browser: web calls, documents, and `--cors`."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

from mockserver.server.app import build
from mockserver.server.server import Server
from mockserver.simulation.clock import Mode
from mockserver.world.settings import Settings
from tests.dashboard import conftest as dashboard
from tests.worlds import MONDAY

pytestmark = pytest.mark.browser
browser = dashboard.browser

PAGE = """<!doctype html><title>A shop</title><script>
async function ask(url, options) {
  try {
    const reply = await fetch(url, options);
    return {status: reply.status, headers: Object.fromEntries(reply.headers), body: await reply.text()};
  } catch (error) {
    return {status: 0, headers: {}, body: String(error)};
  }
}
async function tryOut(url, key) {  // what a viewer of OpenAPI documents does
  const api = await (await fetch(url)).json();
  const [path, operations] = Object.entries(api.paths).find(([path, found]) => found.get && !path.includes("{"));
  const {name, scheme} = api.components.securitySchemes.key;
  const headers = scheme === "bearer" ? {Authorization: `Bearer ${key}`} : {[name]: key};
  return ask(api.servers[0].url + path, {headers});
}
</script>"""
Open = Callable[..., Callable[..., Any]]
BEARER = {"Authorization": "Bearer any-key"}
JSON = {"Content-Type": "application/json"}
ORDER = '{"agent_id": "a", "phone_number": "+12125550142"}'
BLOCKED = (0, "TypeError: Failed to fetch")


@pytest.fixture(scope="module")
def shop() -> Iterator[Server]:
    """The server of the page."""

    async def page(_request: Request) -> HTMLResponse:
        return HTMLResponse(PAGE)

    with Server(Starlette(routes=[Route("/", page)])) as server:
        yield server


@pytest.fixture
def open_shop(browser: Browser, shop: Server) -> Iterator[Open]:
    """Open the page: `ask = open_shop(origin, …)`; the simulator allows these origins. `ask(path, …)` sends a request
    from the page."""
    with ExitStack() as stack:

        def open_one(*origins: str, call: str = "ask") -> Callable[..., Any]:
            settings = Settings(mode=Mode.MANUAL, now=MONDAY, cors=origins)
            simulator = stack.enter_context(Server(build(settings)))
            page: Page = stack.enter_context(browser.new_context()).new_page()
            page.goto(shop.url)
            return lambda path, *more, **options: page.evaluate(
                f"([url, more]) => {call}(url, ...more)", [simulator.url + path, [*more, options]]
            )

        yield open_one


def test_a_page_needs_no_option_for_web_calls_recordings_and_documents(open_shop: Open) -> None:
    ask = open_shop()
    call = {"method": "POST", "headers": JSON, "body": '{"agentId": "a"}'}
    for path in ("/revring/webrtc/initiate-call", "/w/mine//webrtc/initiate-call/"):
        made = ask(path, **call)
        assert (made["status"], made["body"][:9]) == (200, '{"token":')
        assert made["headers"]["x-mockserver-scenario"] == "answered"
        wrong = ask(path, **{**call, "body": "{}"})
        assert (wrong["status"], "Neither agentId nor toNumber" in wrong["body"]) == (400, True)
        fault = ask(path, **{**call, "headers": {**JSON, "X-Mockserver-Fault": "rate_limit;retry_after=2s"}})
        assert (fault["status"], fault["headers"]["retry-after"]) == (429, "2")
        assert ask(path, method="DELETE")["status"] == 405
    sound = ask("/recordings/revox/5/a.wav", headers={"Range": "bytes=0-3", "If-Range": '"544"'})
    assert (sound["status"], sound["body"], sound["headers"]["content-range"]) == (206, "RIFF", "bytes 0-3/544")
    assert ask("/ringyo/openapi.json")["status"] == 200


def test_without_the_option_the_browser_blocks_everything_else(open_shop: Open) -> None:
    ask = open_shop("http://127.0.0.1:1")
    for path, options in (
        ("/ringyo/v1/calls", {"headers": BEARER}),
        ("/revox/call", {"method": "POST", "headers": {**BEARER, **JSON}, "body": "{}"}),
        ("/ringyo/v1/calls", {}),
    ):
        reply = ask(path, **options)
        assert (reply["status"], reply["body"]) == BLOCKED


@pytest.mark.parametrize("every", [False, True], ids=["one origin", "all origins"])
def test_with_the_option_a_page_uses_the_whole_api(open_shop: Open, shop: Server, every: bool) -> None:
    ask = open_shop("*" if every else shop.url)
    headers = {**BEARER, **JSON, "X-Mockserver-Scenario": "voicemail"}
    made = ask("/ringyo/v1/calls", method="POST", headers=headers, body=ORDER)
    assert (made["status"], made["headers"]["x-mockserver-scenario"]) == (201, "voicemail")
    assert made["headers"]["x-ratelimit-limit"] == "300"
    assert ask("/ringyo/v1/calls", headers=BEARER)["status"] == 200
    assert ask("/ringyo/v1/calls", credentials="omit")["status"] == 401
    unknown = ask("/revring/v1/agents/nobody", method="PATCH", headers={"x-api-key": "k", **JSON}, body="{}")
    assert unknown["status"] == 404
    assert ask("/revox/call", method="PUT", headers=BEARER)["status"] == 405
    lost = ask("/ringyo/v1/cals", headers=BEARER)
    assert (lost["status"], "GET /ringyo/v1/calls" in lost["headers"]["x-mockserver-unmatched"]) == (404, True)
    for fault, status in (("error;status=503;when=after", 503), ("delay;for=1ms", 200), ("dribble;for=1ms", 200)):
        assert ask("/revox/call", headers={**BEARER, "X-Mockserver-Fault": fault})["status"] == status
    cut = ask("/revox/call", headers={**BEARER, "X-Mockserver-Fault": "reset"})
    assert (cut["status"], cut["body"]) == BLOCKED


def test_the_control_api_stays_closed(open_shop: Open) -> None:
    ask = open_shop("*")
    for options in ({}, {"method": "POST", "body": "{}"}, {"method": "POST", "headers": JSON, "body": "{}"}):
        reply = ask("/__admin/calls", **options)
        assert (reply["status"], reply["body"]) == BLOCKED
    assert ask("/__admin/reset", method="POST", mode="no-cors")["status"] == 0


@pytest.mark.parametrize("provider", ["revring", "ringyo", "revox"])
def test_a_viewer_of_the_document_tries_an_operation_out(open_shop: Open, shop: Server, provider: str) -> None:
    for path in (f"/{provider}/openapi.json", f"/w/mine/{provider}/openapi.json"):
        reply = open_shop(shop.url, call="tryOut")(path, "any-key")
        assert reply["status"] == 200, reply
        assert reply["headers"]["x-mockserver-world"] == ("mine" if path.startswith("/w/") else "default")
