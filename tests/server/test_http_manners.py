"""What HTTP expects of any server, for each provider, over a socket (fast path) and as an ASGI application.

The table of rows is below; wire formats that only a socket has are in `test_wire_manners`.
"""

import gzip
import json
import zlib
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest

from mockserver.providers import PROVIDERS
from mockserver.providers.base import Operation
from mockserver.providers.bodies import MAX_BODY
from mockserver.providers.samples import operation_of
from mockserver.server.app import build
from mockserver.server.server import Server
from mockserver.simulation.clock import Mode
from mockserver.world.settings import Examples, Settings
from tests.api_client import AppClient
from tests.server.fronts import AsgiFront, Front, SocketFront, new_world
from tests.worlds import MONDAY

NAMES = ("revring", "ringyo", "revox")
OPERATIONS = [(name, operation) for name in NAMES for operation in PROVIDERS[name].operations]
JSON = {"content-type": "application/json"}
RECORDING = "/recordings/revox/5/some-call.wav"
SIZE = 544  #: bytes of that recording
COUNTERS = ("x-ratelimit-remaining", "x-ratelimit-reset")  #: headers that change with every request


@pytest.fixture(scope="module", params=["socket", "asgi"])
def front(request: pytest.FixtureRequest) -> Iterator[Front]:
    settings: dict[str, Any] = {"mode": Mode.MANUAL, "now": MONDAY, "examples": Examples.NONE, "profile": "lenient"}
    if request.param == "socket":
        with Server(build(Settings(**settings))) as server:
            yield SocketFront(server)
    else:
        with AppClient(**settings) as client:
            yield AsgiFront(client)


def target_of(provider: str, operation: Operation) -> str:
    """Return a target for an operation; its parameters have some value."""
    parts = ("some-id" if part.startswith("{") else part for part in operation.template.split("/"))
    return f"/{provider}{PROVIDERS[provider].prefix}{'/'.join(parts)}"


def id_of(value: Any) -> str:
    return f"{value.method} {value.template}" if isinstance(value, Operation) else str(value)


# -- methods -------------------------------------------------------------------------------------------

READS = [(name, operation) for name, operation in OPERATIONS if operation.method == "GET"]
PATHS = {(name, operation.template): operation for name, operation in OPERATIONS}


@pytest.mark.parametrize(("provider", "operation"), READS, ids=id_of)
def test_head_has_the_headers_of_get_and_no_body(front: Front, provider: str, operation: Operation) -> None:
    target, world = target_of(provider, operation), {"x-mockserver-world": new_world()}
    got, head = front.ask("GET", target, world), front.ask("HEAD", target, world)
    for reply in (got, head):
        for name in COUNTERS:
            reply.headers.pop(name, None)
    assert got.status < 500
    assert (head.status, head.headers, head.body) == (got.status, got.headers, b"")
    assert int(head.headers["content-length"]) == len(got.body) > 0


@pytest.mark.parametrize("target", ["/recordings/revox/5/a.mp3", *(f"/{name}/openapi.json" for name in NAMES)])
def test_head_of_what_the_server_itself_answers(front: Front, target: str) -> None:
    world = {"x-mockserver-world": new_world()}
    got, head = front.ask("GET", target, world), front.ask("HEAD", target, world)
    assert (got.status, head.status, head.body) == (200, 200, b"")
    assert int(head.headers["content-length"]) == len(got.body) > 0


def allowed_at(provider: str, template: str) -> set[str]:
    """Return the methods that a path has."""
    methods = {operation.method for name, operation in OPERATIONS if (name, operation.template) == (provider, template)}
    return {*methods, "OPTIONS", *(["HEAD"] if "GET" in methods else [])}


@pytest.mark.parametrize(("provider", "operation"), [(name, row) for (name, _), row in PATHS.items()], ids=id_of)
def test_options_and_405_list_the_methods(front: Front, provider: str, operation: Operation) -> None:
    target, allowed = target_of(provider, operation), allowed_at(provider, operation.template)
    options = front.ask("OPTIONS", target, {"x-api-key": "", "authorization": ""})
    assert (options.status, options.body, set(options.headers["allow"].split(", "))) == (204, b"", allowed)
    assert "content-length" not in options.headers
    wrong = front.ask("TRACE", target, {})
    assert (wrong.status, set(wrong.headers["allow"].split(", "))) == (405, allowed)


@pytest.mark.parametrize("target", [RECORDING, *(f"/{name}/openapi.json" for name in NAMES)])
def test_what_is_only_read_lists_its_methods(front: Front, target: str) -> None:
    for method, status in (("OPTIONS", 204), ("POST", 405), ("DELETE", 405)):
        reply = front.ask(method, target, {})
        assert (reply.status, reply.headers["allow"]) == (status, "GET, HEAD, OPTIONS")


def test_options_is_no_call_of_an_operation(front: Front) -> None:
    world = {"x-mockserver-world": new_world()}
    assert front.ask("OPTIONS", "/ringyo/v1/calls", {**world, "x-mockserver-fault": "error"}).status == 204
    assert front.ask("OPTIONS", "/ringyo/v1/nothing", world).status == 404
    journal = front.ask("GET", "/__admin/requests/unmatched", world)
    assert journal.body.count(b'"method":"OPTIONS"') == 1
    assert b"nothing" in journal.body
    assert set(front.ask("POST", "/__admin/health", world).headers["allow"].split(", ")) == {"GET", "HEAD"}


# -- request bodies ------------------------------------------------------------------------------------


class Packed(NamedTuple):
    """A request body with its `Content-Encoding`, and the expected error (None: it is read)."""

    encoding: str
    pack: Any
    status: int | None = None
    word: bytes = b""


def raw_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(body) + packer.flush()


PACKED = [
    Packed("gzip", gzip.compress),
    Packed("x-gzip", gzip.compress),
    Packed("GZip", gzip.compress),
    Packed("deflate", zlib.compress),
    Packed("deflate", raw_deflate),
    Packed("identity", bytes),
    Packed("gzip", bytes, 400, b"not valid gzip"),
    Packed("gzip", lambda body: gzip.compress(body)[:-5], 400, b"cut off"),
    Packed("gzip", lambda body: gzip.compress(body)[:12] + b"\xff\xff" + gzip.compress(body)[14:], 400, b"not valid"),
    Packed("deflate", lambda body: zlib.compress(body)[:-5], 400, b"cut off"),
    Packed("deflate", lambda _body: b"\xff" * 20, 400, b"not valid deflate"),
    Packed("br", bytes, 415, b"expected gzip or deflate"),
    Packed("zstd", bytes, 415, b"expected gzip or deflate"),
    Packed("gzip, gzip", gzip.compress, 415, b"expected gzip or deflate"),
    Packed("gzip", lambda _body: gzip.compress(bytes(MAX_BODY + 1)), 413, b"10,485,760"),
    Packed("deflate", lambda _body: zlib.compress(bytes(60 * 1024 * 1024)), 413, b"10,485,760"),
    Packed("deflate", lambda _body: raw_deflate(bytes(60 * 1024 * 1024)), 413, b"10,485,760"),
]
CODES = {400: "invalid_json", 413: "payload_too_large", 415: "unsupported_media_type"}


@pytest.mark.parametrize("provider", NAMES)
@pytest.mark.parametrize("packed", PACKED, ids=lambda row: f"{row.encoding} {row.status or 'read'} {row.word.decode()}")
def test_a_request_body_is_unpacked_or_refused(front: Front, provider: str, packed: Packed) -> None:
    one = PROVIDERS[provider]
    order = json.dumps(one.sample_order("+15005550100", 1)).encode()
    target = target_of(provider, operation_of(one, one.calls.create))
    reply = front.ask("POST", target, {**JSON, "content-encoding": packed.encoding}, packed.pack(order))
    if packed.status is None:
        assert reply.status in (200, 201), reply.body
    else:
        assert reply.status == packed.status
        code = CODES[packed.status].upper() if provider == "revring" else CODES[packed.status]
        assert f':"{code}"'.encode() in reply.body
        assert packed.word in reply.body


# -- ranges --------------------------------------------------------------------------------------------

RANGES: list[tuple[dict[str, str], int, str | None]] = [
    ({}, 200, None),
    ({"range": "bytes=0-99"}, 206, f"bytes 0-99/{SIZE}"),
    ({"range": "bytes=500-"}, 206, f"bytes 500-543/{SIZE}"),
    ({"range": "bytes=-44"}, 206, f"bytes 500-543/{SIZE}"),
    ({"range": "bytes=0-0"}, 206, f"bytes 0-0/{SIZE}"),
    ({"range": "bytes=500-9999"}, 206, f"bytes 500-543/{SIZE}"),
    ({"range": "bytes=-9999"}, 206, f"bytes 0-543/{SIZE}"),
    ({"range": "bytes=544-"}, 416, f"bytes */{SIZE}"),
    ({"range": "bytes=-0"}, 416, f"bytes */{SIZE}"),
    ({"range": "bytes=0-1,5-9"}, 200, None),  # several ranges: the whole file (RFC 9110, section 14.2)
    ({"range": "bytes=9-1"}, 200, None),
    ({"range": "items=0-9"}, 200, None),
    ({"range": "bytes=0-99", "if-range": f'"{SIZE}"'}, 206, f"bytes 0-99/{SIZE}"),
    ({"range": "bytes=0-99", "if-range": '"other"'}, 200, None),
    ({"range": "bytes=0-99", "if-range": "Mon, 05 Jan 2026 15:00:00 GMT"}, 200, None),
]


@pytest.mark.parametrize(("headers", "status", "span"), RANGES, ids=str)
def test_a_recording_has_ranges(front: Front, headers: dict[str, str], status: int, span: str | None) -> None:
    got, head = front.ask("GET", RECORDING, headers), front.ask("HEAD", RECORDING, headers)
    assert (got.status, got.headers.get("content-range")) == (status, span)
    assert (head.status, head.headers, head.body) == (got.status, got.headers, b"")
    assert int(got.headers["content-length"]) == len(got.body)
    if status != 416:
        first, last = (0, SIZE - 1) if span is None else map(int, span[6:].partition("/")[0].split("-"))
        assert got.body == front.ask("GET", RECORDING, {}).body[first : last + 1]


# -- paths ---------------------------------------------------------------------------------------------

BASES = {"revring": "/revring/v1/calls", "ringyo": "/ringyo/v1/calls", "revox": "/revox/api/call"}
SPELLINGS: list[tuple[str, int, bytes]] = [
    ("{base}", 200, b""),
    ("/{base}", 200, b""),
    ("///{base}", 200, b""),
    ("{base}/", 200, b""),
    ("{base}//", 200, b""),
    ("/w/{world}/{base}", 200, b""),
    ("{base}?a=%zz&b=%ff&&=", 200, b""),
    ("{base}//nobody", 404, b"'nobody'"),
    ("{base}//nobody//", 404, b"'nobody'"),
    ("/w//{world}//{base}", 200, b""),
    ("{base}/%6eobody", 404, b"'nobody'"),
    ("{base}/a%2Fb", 404, b"'a/b'"),
    ("{base}/a%2fb", 404, b"'a/b'"),
    ("{base}/a%20b+c", 404, b"'a b+c'"),
    ("{base}/a%25b", 404, b"'a%b'"),
    ("{base}/%C3%A9", 404, "'é'".encode()),
    ("{base}/%zz", 404, b"'%zz'"),
    ("{base}/a%", 404, b"'a%'"),
    ("{base}/%ff%fe", 404, "'\ufffd\ufffd'".encode()),
    ("{base}/a%00b", 404, rb"'a\\x00b'"),
    ("{base}/a%0d%0aX-Header:%20b", 404, rb"'a\\r\\nX-Header: b'"),
    ("{base}/..%2F..", 404, b"'../..'"),
    ("{base}/%2e%2e/x/y", 404, b""),
]


@pytest.mark.parametrize("provider", NAMES)
@pytest.mark.parametrize(("spelling", "status", "word"), SPELLINGS, ids=id_of)
def test_a_path_in_many_spellings(front: Front, provider: str, spelling: str, status: int, word: bytes) -> None:
    base, world = BASES[provider], new_world()
    named = {"x-mockserver-world": world}
    assert front.ask("PATCH", "/__admin/settings", {**JSON, **named}, b'{"profile": "standard"}').status == 200
    reply = front.ask("GET", spelling.format(base=base, world=world), named)
    assert reply.status == status, reply.body
    assert word in reply.body
    assert reply.headers["x-mockserver-world"] == world


@pytest.mark.parametrize("provider", NAMES)
@pytest.mark.parametrize("slashes", ["//", "///"])
def test_a_base_url_may_end_with_slashes(front: Front, provider: str, slashes: str) -> None:
    mount, _, last = BASES[provider].rpartition("/")
    assert front.ask("GET", f"{mount}{slashes}{last}", {}).status == 200


@pytest.mark.parametrize(
    ("method", "path"), [("POST", "/revring/v1/calls//cancel"), ("GET", "/revox/api/campaigns//rows")]
)
def test_an_empty_id_is_no_spelling_of_another_path(front: Front, method: str, path: str) -> None:
    reply = front.ask(method, path, {})
    assert reply.status == 404
    assert b"empty id (//)" in reply.body
