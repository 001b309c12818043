"""Draws the pictures of docs/dashboard.md: `./scripts/screenshots` runs this.

    story ─► server on a fixed port ─► Chromium ─► docs/pictures/NAME.png

Clock, seed and port are fixed, and the page shows the same real duration for all requests. Two runs differ in some
pixels of rounded corners at most. With names, draws only those pictures. It tests nothing; test_views.py does.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import httpx2
from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

from mockserver.client import Control
from tests.dashboard.conftest import NAMES, PHONE, SWITCHES, chromium
from tests.dashboard.png import smaller
from tests.dashboard.story import BEGIN, SEED, Story
from tests.serving import serving

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
PORT = "4010"  #: also visible in the URLs of webhooks
DESK: ViewportSize = {"width": 1280, "height": 860}
STEADY = """Response.prototype.json = async function () {
    return JSON.parse(await this.text(), (key, value) => (key === "duration_ms" ? 0.4 : value));
};"""  #: in the page: all requests take equally long
WRONG = """version: 1
name: table-for-two
summary: A guest books a table.
attempts:
  - ringing: 3s
    answered_by: humen
    talk:
      - agent: Good evening, this is Sarah from the Lighthouse.
      - user: A table for two at eight, please.
        after: 2s
    lasts: 40s
    ended_by: user
"""


class Picture(NamedTuple):
    """One picture: the view, a text that is there once it is complete, and what to do before."""

    view: str
    ready: str
    act: Callable[[Page], object] = lambda page: None
    dark: bool = False
    viewport: ViewportSize = DESK


def write_wrong_scenario(page: Page) -> None:
    page.get_by_label("scenario, as YAML").fill(WRONG)


def see_graph(page: Page) -> None:
    expect(page.locator(".graph svg")).to_be_visible()


def pictures(ids: dict[str, str]) -> dict[str, Picture]:
    """Return the pictures by the names of their files."""
    hero = f"#/calls/{ids['hero']}"
    return {
        "call": Picture(hero, "Third time lucky"),
        "call-dark": Picture(hero, "Third time lucky", dark=True),
        "call-phone": Picture(hero, "Third time lucky", viewport=PHONE),
        "response": Picture(f"#/calls/{ids['transferred']}/response", "changed since"),
        "calls": Picture(f"#/calls/{ids['transferred']}/webhooks", "call.answered"),
        "requests": Picture("#/requests", "The path lacks"),
        "webhooks": Picture(f"#/webhooks/{ids['pending']}", "responded with 503"),
        "faults": Picture("#/faults", "used up"),
        "scenario": Picture("#/scenarios/book-a-demo", "status words of", see_graph),
        "editor": Picture("#/scenarios/new/edit", "Did you mean", write_wrong_scenario),
        "place": Picture("#/place?provider=ringyo&scenario=busy", "copy as curl"),
        "settings": Picture("#/settings", "nothing to save"),
    }


def draw(browser: Browser, url: str, name: str, picture: Picture) -> Path:
    """Draw one picture, and return its file."""
    context = browser.new_context(
        viewport=picture.viewport, color_scheme="dark" if picture.dark else "light", reduced_motion="reduce"
    )
    page = context.new_page()
    page.add_init_script(STEADY)
    page.goto(f"{url}/__admin/{picture.view}")
    expect(page.locator(".live")).to_contain_text("live")
    expect(page.locator(".views .count")).to_have_count(2)
    picture.act(page)
    expect(page.locator("main")).to_contain_text(picture.ready)
    file = FOLDER / f"{name}.png"
    file.write_bytes(smaller(page.screenshot(animations="disabled", caret="hide")))
    context.close()
    return file


def main(names: list[str]) -> None:
    if chromium() is None:
        sys.exit(f"The pictures need Chromium: put one of {', '.join(NAMES)} on the PATH, or name it with CHROMIUM.")
    options = ("--port", PORT, "--clock", "manual", "--now", BEGIN, "--seed", SEED, "--examples", "by-id", "--quiet")
    FOLDER.mkdir(exist_ok=True)
    with serving(*options) as server, httpx2.Client() as http, Control(server.url) as control:
        wanted = pictures(Story(server.url, http, control).tell())
        if unknown := set(names) - set(wanted):
            sys.exit(f"There is no picture {', '.join(sorted(unknown))}. There are: {', '.join(wanted)}.")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=SWITCHES)
            for name in names or wanted:
                file = draw(browser, server.url, name, wanted[name])
                sys.stdout.write(f"{file.relative_to(FOLDER.parents[1])}: {file.stat().st_size // 1024} KiB\n")
            browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
