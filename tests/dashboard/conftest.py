"""A real browser for the tests of the page. Where there is none, they are skipped and say what to install."""

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from typing import Literal
from urllib.parse import urlsplit

import httpx2
import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    ViewportSize,
    expect,
    sync_playwright,
)

from mockserver.client import Control
from mockserver.server.server import Server

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SWITCHES = [
    "--no-sandbox",  # containers run as root
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
expect.set_options(timeout=20_000)  # ms; only failures take so long, also on a busy machine
DESK: ViewportSize = {"width": 1280, "height": 820}
PHONE: ViewportSize = {"width": 390, "height": 844}
MOST_WAIT = 10_000  #: ms that a click or a key waits for its target


def chromium() -> str | None:
    """Return the path of Chromium, or None if there is none. An empty `CHROMIUM` says that none shall be used."""
    given = os.environ.get("CHROMIUM")
    return next(filter(None, map(shutil.which, NAMES)), None) if given is None else given or None


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, started once per module: until it is closed, its event loop keeps other tests from using theirs."""
    path = chromium()
    if path is None:
        pytest.skip(f"needs Chromium: none of {', '.join(NAMES)} is on the PATH, and CHROMIUM names none")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=SWITCHES)
        yield browser
        browser.close()


class Watched:
    """What a context of the browser did that it must not do: errors, and requests to other hosts."""

    def __init__(self, context: BrowserContext) -> None:
        self.wrong: list[str] = []
        self.allowed: set[str] = set()  #: texts of errors that a test causes on purpose
        context.on("console", self._message)
        context.on("weberror", lambda error: self.wrong.append(str(error.error)))
        context.on("request", self._request)

    def _message(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not any(text in message.text for text in self.allowed):
            self.wrong.append(f"{message.type}: {message.text} ({message.location['url']})")

    def _request(self, request: Request) -> None:
        host = urlsplit(request.url).hostname
        if host not in ("127.0.0.1", "localhost", None):
            self.wrong.append(f"a request to {request.url}")


OpenPage = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, server: Server, control: Control) -> Iterator[OpenPage]:
    """Open the page of the test's world: `open_page("#/calls", dark=True, viewport=PHONE)`. At the end, no console may
    have had an error, and no request may have left the host. `allow` names an error that the test causes."""
    opened: list[tuple[BrowserContext, Watched]] = []

    def open_one(
        hash_: str = "",
        *,
        dark: bool = False,
        viewport: ViewportSize = DESK,
        allow: str = "",
        url: str = "",
        permissions: Sequence[str] = (),
    ) -> Page:
        scheme: Literal["dark", "light"] = "dark" if dark else "light"
        context = browser.new_context(viewport=viewport, color_scheme=scheme, permissions=list(permissions))
        context.set_default_timeout(MOST_WAIT)
        watched = Watched(context)
        watched.allowed |= {allow} if allow else set()
        opened.append((context, watched))
        page = context.new_page()
        page.goto((url or f"{server.url}/__admin/?world={control.world}") + hash_)
        return page

    yield open_one
    wrong = [text for _, watched in opened for text in watched.wrong]
    for context, _ in opened:
        context.close()
    assert wrong == []


@pytest.fixture
def place(http: httpx2.Client, server: Server, control: Control) -> Callable[..., str]:
    """Place a call at Ringyo as a client would, and return its id: `place("busy", number="+12125550142")`."""

    def place_one(scenario: str = "answered", number: str = "+12125550142", world: str | None = None) -> str:
        headers = {"Authorization": f"Bearer any-key~{world or control.world}", "X-Mockserver-Scenario": scenario}
        body = {"agent_id": "agent_abc123", "phone_number": number}
        reply = http.post(f"{server.url}/ringyo/v1/calls", json=body, headers=headers)
        assert reply.status_code == 201, reply.text
        return str(reply.json()["id"])

    return place_one


@pytest.fixture
def read(http: httpx2.Client, server: Server, control: Control) -> Callable[[str], object]:
    """Read a call at Ringyo as a client would."""

    def read_one(call: str) -> object:
        headers = {"Authorization": f"Bearer any-key~{control.world}"}
        return http.get(f"{server.url}/ringyo/v1/calls/{call}", headers=headers).json()

    return read_one


@pytest.fixture
def receiver(http: httpx2.Client, server: Server, control: Control) -> None:
    """The sink `mine`, which is registered at Ringyo for every webhook."""
    headers = {"Authorization": f"Bearer any-key~{control.world}"}
    body = {"url": control.webhooks.sink_url("mine"), "events": ["*"]}
    assert http.post(f"{server.url}/ringyo/v1/webhooks", json=body, headers=headers).status_code == 201
