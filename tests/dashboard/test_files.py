"""The files of the page: who gets them, and with which headers."""

import re

import pytest

from mockserver.dashboard.files import SECURITY_POLICY
from tests.api_client import AppClient

HTML = "text/html,application/xhtml+xml,*/*;q=0.8"
PAGES = ["/", "/__admin", "/__admin/", "/w/mine/__admin", "/w/mine/__admin/"]
ASSETS = ["dashboard.js", "dashboard.css", "icon.svg", "licenses.txt"]


@pytest.mark.parametrize("path", PAGES)
def test_a_browser_gets_the_page_and_its_assets(path: str) -> None:
    with AppClient() as client:
        page = client.get(path, accept=HTML)
        assert (page.status, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
        links = re.findall(r'(?:href|src)="([^"]+)"', page.body.decode())
        assert len(links) == 3
        for link in links:
            asset = client.get(f"{path[: path.rindex('/')]}/{link}")
            assert asset.status == 200
            assert asset.headers["content-security-policy"] == SECURITY_POLICY


def test_clients_that_do_not_ask_for_a_page_at_the_root_get_text() -> None:
    with AppClient() as client:
        assert client.get("/", accept="*/*").headers["content-type"] == "text/plain; charset=utf-8"
        assert "html" in client.get("/__admin/", accept="*/*").headers["content-type"]


@pytest.mark.parametrize("name", ASSETS)
def test_an_asset_is_sent_again_only_if_it_changed(name: str) -> None:
    with AppClient() as client:
        first = client.get(f"/__admin/assets/{name}")
        again = client.get(f"/__admin/assets/{name}", **{"if-none-match": first.headers["etag"]})
        other = client.get(f"/__admin/assets/{name}", **{"if-none-match": '"other"'})
    assert (first.status, again.status, again.body, other.status) == (200, 304, b"", 200)
    assert len(first.body) == int(first.headers["content-length"])


def test_the_page_needs_no_token_but_its_data_does() -> None:
    with AppClient(open_admin=False) as client:
        assert client.get("/__admin/", accept=HTML).status == 200
        assert client.get("/__admin/assets/dashboard.js").status == 200
        assert client.get("/__admin/calls").status == 401


@pytest.mark.parametrize("name", ["other.js", "../index.html", "index.html", ""])
def test_other_names_are_not_files(name: str) -> None:
    with AppClient() as client:
        assert client.get(f"/__admin/assets/{name}").status == 404


def test_only_reading_gets_the_page() -> None:
    with AppClient() as client:
        assert client.request("POST", "/__admin/", {}, accept=HTML).status == 405
        head = client.request("HEAD", "/__admin/", accept=HTML)
    assert (head.status, head.body) == (200, b"")


def test_a_page_of_another_site_does_not_get_it() -> None:
    with AppClient() as client:
        assert client.get("/__admin/", accept=HTML, host="evil.example.com").status == 403


def test_the_page_refers_to_no_other_host() -> None:
    with AppClient() as client:
        found = [
            client.get(f"/__admin/assets/{name}").body.decode()
            for name in ("dashboard.js", "dashboard.css", "icon.svg")
        ]
    hosts = set(re.findall(r"https?://([^/\"'`\\\s]+)", "".join(found)))
    assert hosts <= {"www.w3.org", "storage.ringyo.ai"}, "names of XML namespaces, and a text about a setting"
