"""The command that sends a recorded request again: one line, safe for a shell, the right URL, no secrets."""

import shlex
import shutil
import subprocess
from datetime import UTC, datetime
from typing import Any

import pytest
from msgspec.structs import replace

from mockserver.control.curl import Site, curl_note, curl_of, url_of
from mockserver.simulation.sizes import clipped
from mockserver.testing.api_client import AppClient
from mockserver.world.journal import Record

HEADERS = (("host", "mock.test:4010"), ("content-type", "application/json"), ("content-length", "2"))
RECORD = Record(
    1, datetime(2026, 1, 5, 15, tzinfo=UTC), "ringyo", "calls.create", "POST", "/v1/calls", "", HEADERS, b"{}",
    201, b"{}", 0.001, "call_1", None,
)  # fmt: skip
SITE = Site("default", "localhost:4010")
BASH = shutil.which("bash")


def record(**changes: Any) -> Record:
    return replace(RECORD, **changes)


def with_headers(*headers: tuple[str, str], **changes: Any) -> Record:
    return record(headers=headers, **changes)


@pytest.mark.parametrize(
    ("request_", "site", "url"),
    [
        (RECORD, SITE, "http://mock.test:4010/ringyo/v1/calls"),
        (RECORD, SITE._replace(scheme="https"), "https://mock.test:4010/ringyo/v1/calls"),
        (RECORD, SITE._replace(world="mine"), "http://mock.test:4010/w/mine/ringyo/v1/calls"),
        (
            with_headers(("host", "a:1"), ("x-mockserver-world", "mine")),
            SITE._replace(world="mine"),
            "http://a:1/ringyo/v1/calls",
        ),
        (RECORD, SITE._replace(only="ringyo"), "http://mock.test:4010/v1/calls"),
        (RECORD, SITE._replace(only="ringyo", world="mine"), "http://mock.test:4010/w/mine/v1/calls"),
        (with_headers(), SITE, "http://localhost:4010/ringyo/v1/calls"),
        (with_headers(("host", "api.ringyo.ai")), SITE, "http://api.ringyo.ai/v1/calls"),
        (record(provider="revox", path="/call"), SITE, "http://mock.test:4010/revox/api/call"),
        (record(provider="revox", path="/call"), SITE._replace(only="revox"), "http://mock.test:4010/api/call"),
        (record(provider="", path="/v1/calls"), SITE, "http://mock.test:4010/v1/calls"),
        (record(query="page=2&api_key=abcdefghij"), SITE, "http://mock.test:4010/ringyo/v1/calls?page=2&api_key=ab…ij"),
    ],
)
def test_the_url_is_the_one_of_the_client(request_: Record, site: Site, url: str) -> None:
    assert url_of(request_, site) == url


@pytest.mark.parametrize(
    ("request_", "words"),
    [
        (RECORD, ["-X", "POST", "URL", "-H", "content-type: application/json", "--data-raw", "{}"]),
        (with_headers(method="GET", body=b""), ["URL"]),
        (with_headers(method="HEAD", body=b""), ["--head", "URL"]),
        (with_headers(method="DELETE", body=b""), ["-X", "DELETE", "URL"]),
        (with_headers(method="GET", body=b"1"), ["-X", "GET", "URL", "-H", "content-type:", "--data-raw", "1"]),
        (with_headers(("x-empty", ""), method="GET", body=b""), ["URL", "-H", "x-empty;"]),
        (
            with_headers(("connection", "close"), ("content-encoding", "gzip"), method="GET", body=b""),
            ["URL"],
        ),
        (with_headers(("a", "1"), ("a", "2"), method="GET", body=b""), ["URL", "-H", "a: 1", "-H", "a: 2"]),
    ],
)
def test_the_command_has_method_headers_and_body(request_: Record, words: list[str]) -> None:
    url = url_of(request_, SITE)
    assert shlex.split(curl_of(request_, SITE)) == ["curl", *(url if word == "URL" else word for word in words)]


def test_characters_with_a_meaning_for_curl_are_taken_as_they_are() -> None:
    assert "--globoff" in curl_of(record(query="a[0]=1"), SITE)
    assert "--path-as-is" in curl_of(record(path="/v1/../calls"), SITE)
    assert "--globoff" not in curl_of(RECORD, SITE)
    assert "--path-as-is" not in curl_of(record(path="/v1/a..b"), SITE)


@pytest.mark.parametrize(
    ("body", "sent"),
    [
        (b'it\'s $(rm -rf) `x` "q" \\ !', None),
        (b"@file", None),
        (b'{\n  "a": "b c",\r\n  "d": 1\n}\n', b'{ "a": "b c", "d": 1 }'),
        (b'--b\r\nname="a"\r\n\r\nit\'s \\ \x01\x1bf\r\n--b--\r\n', None),
        (b'{"a": 1,\n', None),
        ("{'ü': '€'}\n".encode(), None),
    ],
)
@pytest.mark.skipif(BASH is None, reason="needs bash")
def test_a_shell_reads_the_body_as_it_was_sent(body: bytes, sent: bytes | None) -> None:
    command = curl_of(record(body=body), SITE)
    assert "\n" not in command
    assert BASH is not None
    script = f"curl() {{ printf '%s\\0' \"$@\"; }}\n{command}"
    shown = subprocess.run([BASH, "-c", script], capture_output=True, check=True).stdout
    assert shown.split(b"\0")[-2] == (body if sent is None else sent)


def test_a_host_cannot_break_out_of_the_command() -> None:
    command = curl_of(with_headers(("host", "a'; rm -rf b; '"), method="GET", body=b""), SITE)
    assert len(shlex.split(command)) == 2


def test_secrets_are_redacted_and_the_note_says_so() -> None:
    secret = with_headers(("authorization", "Bearer abcdefghijkl"), body=b'{"secret": "abcdefghijkl"}')
    assert "abcdefghijkl" not in curl_of(secret, SITE)
    assert curl_note(secret) == "Secrets are redacted: put in your own."


@pytest.mark.parametrize(
    ("request_", "note"),
    [
        (RECORD, None),
        (RECORD.stripped(), "The body was dropped to save memory."),
        (record(body=clipped(b"x" * 70_000)), "Only the beginning of the body was stored."),
        (record(body=b"\0"), "The body has zero bytes, which no argument of a command can have."),
        (record(body=b"\xff"), "The body is not UTF-8 text, and only text is shown."),
    ],
)
def test_the_note_says_what_the_command_lacks(request_: Record, note: str | None) -> None:
    assert curl_note(request_) == note


@pytest.mark.parametrize(
    ("only", "method", "target"),
    [
        (None, "GET", "/ringyo/v1/calls?limit=1"),
        (None, "GET", "/w/mine/revox/api/call"),
        (None, "POST", "/revox/call"),
        (None, "GET", "/ringyo/calls"),
        (None, "GET", "/revring/webrtc/nothing"),
        (None, "GET", "/nowhere"),
        ("revox", "GET", "/api/call"),
        ("ringyo", "GET", "/w/mine/v1/calls"),
    ],
)
def test_the_url_leads_to_the_same_record(only: str | None, method: str, target: str) -> None:
    """Sending a request again to its URL gives the same record."""
    with AppClient(only=only) as client:
        client.request(method, target)
        world = "mine" if "mine" in target else "default"
        (first,) = client.app.exchange.worlds.open(world).journal
        url = url_of(first, SITE._replace(world=world, only=only))
        client.request(method, url.removeprefix("http://mock.test:4010"))
        _, second = client.app.exchange.worlds.open(world).journal
    same = {"number": 0, "seconds": 0.0, "call": None, "answer": b""}
    assert replace(first, **same) == replace(second, **same)
