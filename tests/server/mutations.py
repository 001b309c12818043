"""Streams of HTTP/1.1 requests, valid at first, then damaged: what a careless, broken or hostile client sends.

    stream(seed) ─► Stream(names of the mutations, pieces)

The seed determines everything. Each stream is one to five requests on one connection, with one to three mutations
(or none), cut into pieces.
"""

from collections.abc import Callable
from random import Random
from typing import NamedTuple

from tests.fast_path_apps import ORDER, request

TARGETS = (
    ("GET", "/revring/v1/calls", b""),
    ("GET", "/revring/v1/calls?page=1&pageSize=5", b""),
    ("GET", "/revring/v1/calls/nobody", b""),
    ("HEAD", "/revring/openapi.json", b""),
    ("POST", "/revring/v1/calls", ORDER),
    ("POST", "/revox/call", b'{"phone_number": "+12125550142", "assistant": {"prompt": "Hi."}}'),
    ("POST", "/ringyo/v1/calls", b'{"agent_id": "a", "phone_number": "+12125550142"}'),
    ("GET", "/w/other/ringyo/v1/calls", b""),
    ("PUT", "/revox/call", b"{}"),
    ("OPTIONS", "/revring/webrtc/initiate-call", b""),
    ("GET", "/__admin/health", b""),
    ("GET", "/nobody/at/all", b""),
)
HEADERS = (
    b"connection: close",
    b"connection: keep-alive",
    b"connection: upgrade\r\nupgrade: h2c",
    b"connection: Upgrade, HTTP2-Settings\r\nupgrade: h2c\r\nhttp2-settings: AAMAAABkAAQAAP__",
    b"connection: upgrade\r\nupgrade: websocket",
    b"upgrade: h2c",
    b"expect: 100-continue",
    b"expect: nothing",
    b"transfer-encoding: chunked",
    b"transfer-encoding: identity",
    b"transfer-encoding: chunked, identity",
    b"content-length: 5",
    b"content-length: -1",
    b"content-length: 1, 1",
    b"content-length: 99999999999999999999999",
    b"content-length : 3",
    b"x-folded: one\r\n two",
    b"x-bare: one\ntwo",
    b"no-colon",
    b": nameless",
    b"x-nul: \x00",
    b"x-high: \xff\xfe",
    b"x-mockserver-world: other",
    b"x-mockserver-world: b d",
    b"x-long: " + b"a" * 70_000,
    b"x" * 9_000 + b": long",
)
CHUNKS = (
    b"2\r\n{}\r\n0\r\n\r\n",
    b"1;ext=1\r\n{\r\n1\r\n}\r\n0\r\nx-trailer: 1\r\n\r\n",
    b"zz\r\n{}\r\n",
    b"ffffffffffffffff1\r\n",
)
Mutation = Callable[[bytes, Random], bytes]


class Stream(NamedTuple):
    """What a client sends, in pieces, and the names of its mutations."""

    names: tuple[str, ...]
    pieces: tuple[bytes, ...]


def stream(seed: int) -> Stream:
    """Return the stream of that seed."""
    rng = Random(seed)
    requests = [request(*target[:2], target[2]) for target in rng.choices(TARGETS, k=rng.randrange(1, 6))]
    names = tuple(rng.choices(tuple(MUTATIONS), k=rng.choice((0, 1, 1, 1, 2, 3))))
    for name in names:
        chosen = rng.randrange(len(requests))
        requests[chosen] = MUTATIONS[name](requests[chosen], rng)
    return Stream(names, tuple(CUTS[rng.choice(tuple(CUTS))](requests, rng)))


# -- mutations: one request and a random generator → other bytes ---------------------------------------


def _flip(raw: bytes, rng: Random) -> bytes:
    at = rng.randrange(len(raw))
    return raw[:at] + bytes([raw[at] ^ 1 << rng.randrange(8)]) + raw[at + 1 :]


def _insert(raw: bytes, rng: Random) -> bytes:
    at = rng.randrange(len(raw) + 1)
    return raw[:at] + rng.choice((rng.randbytes(1), rng.randbytes(5), b"\r\n", b"\n", b" ", b"\x00", b":")) + raw[at:]


def _delete(raw: bytes, rng: Random) -> bytes:
    at = rng.randrange(len(raw))
    return raw[:at] + raw[at + rng.randrange(1, 8) :]


def _repeat(raw: bytes, rng: Random) -> bytes:
    """Repeat one of the lines of the head."""
    head, end, body = raw.partition(b"\r\n\r\n")
    lines = head.split(b"\r\n")
    at = rng.randrange(len(lines))
    return b"\r\n".join([*lines[: at + 1], lines[at], *lines[at + 1 :]]) + end + body


def _header(raw: bytes, rng: Random) -> bytes:
    """Add an unusual header after the request line, or at the end of the head."""
    added = rng.choice(HEADERS)
    if rng.random() < 0.5:
        return raw.replace(b"\r\n", b"\r\n" + added + b"\r\n", 1)
    return raw.replace(b"\r\n\r\n", b"\r\n" + added + b"\r\n\r\n", 1)


def _length(raw: bytes, rng: Random) -> bytes:
    """Lie about the length of the body."""
    wrong = rng.choice((b"0", b"1", b"7", b"1000", b"-5", b"+5", b"0x5", b"abc", b"", b"99999999999999999999"))
    head, end, body = raw.partition(b"\r\n\r\n")
    return head.rpartition(b"content-length: ")[0] + b"content-length: " + wrong + end + body


def _chunked(raw: bytes, rng: Random) -> bytes:
    """Send the body in chunks, some of them malformed; sometimes the length stays."""
    head, end, _ = raw.partition(b"\r\n\r\n")
    kept = head if rng.random() < 0.2 else head.rpartition(b"\r\ncontent-length")[0]
    return kept + b"\r\ntransfer-encoding: chunked" + end + rng.choice(CHUNKS)


def _version(raw: bytes, rng: Random) -> bytes:
    return raw.replace(
        b"HTTP/1.1", rng.choice((b"HTTP/1.0", b"HTTP/0.9", b"HTTP/2.0", b"HTTP/1.2", b"http/1.1", b"")), 1
    )


def _target(raw: bytes, rng: Random) -> bytes:
    targets = (
        b"*",
        b"http://mock.test/revring/v1/calls",
        b"//revring/v1/calls",
        b"/revring/v1/calls#part",
        b"/%zz",
        b"",
    )
    return raw.replace(
        b" /", b" " + rng.choice((*targets, b"/" + b"a" * 70_000, b"/\xff", b"/revox/call?a=%00&b=\xe4")), 1
    )


def _method(raw: bytes, rng: Random) -> bytes:
    methods = (b"get", b"PRI", b"CONNECT", b"TRACE", b"FOO", b"", b"OPTIONS", b"PATCH", b"DELETE", b"QUERY")
    return rng.choice(methods) + raw[raw.index(b" ") :]


def _prefix(raw: bytes, rng: Random) -> bytes:
    return (
        rng.choice((b"\r\n", b"\r\n\r\n", b"\n", b" ", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", b"\x16\x03\x01\x02")) + raw
    )


def _truncate(raw: bytes, rng: Random) -> bytes:
    return raw[: rng.randrange(len(raw))]


MUTATIONS: dict[str, Mutation] = {
    "flip": _flip,
    "insert": _insert,
    "delete": _delete,
    "repeat": _repeat,
    "header": _header,
    "length": _length,
    "chunked": _chunked,
    "version": _version,
    "target": _target,
    "method": _method,
    "prefix": _prefix,
    "truncate": _truncate,
}


# -- cuts: requests → pieces ---------------------------------------------------------------------------


def _at(raw: bytes, places: list[int]) -> list[bytes]:
    return [raw[start:end] for start, end in zip([0, *places], [*places, len(raw)], strict=True)]


def _anywhere(requests: list[bytes], rng: Random) -> list[bytes]:
    raw = b"".join(requests)
    return _at(raw, sorted(rng.randrange(len(raw) + 1) for _ in range(rng.randrange(1, 6))))


def _bytewise(requests: list[bytes], _rng: Random) -> list[bytes]:
    raw = b"".join(requests)
    return _at(raw, list(range(1, min(len(raw), 1500))))


CUTS: dict[str, Callable[[list[bytes], Random], list[bytes]]] = {
    "by request": lambda requests, _rng: requests,
    "again by request": lambda requests, _rng: requests * 2,
    "pipelined": lambda requests, _rng: [b"".join(requests)],
    "anywhere": _anywhere,
    "bytewise": _bytewise,
}
