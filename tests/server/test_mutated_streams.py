"""Damaged requests get the same bytes from the fast path as from the ASGI path, and the same end of the connection.

    stream(seed) ─► pieces ─┬─► FastPathApp: the fast path where it applies ─┬─► same bytes, same closing
                            └─► AsgiOnlyApp: always through ASGI ──────────┘

One difference is intended. When a piece holds whole requests and then bytes that are not HTTP, uvicorn closes the
connection before it answers the requests. The fast path answers them first, as uvicorn does if bytes arrive singly.
"""

import asyncio
from typing import Any

import pytest

from tests.fast_path_apps import AsgiOnlyApp, FastPathApp, app, request
from tests.memory_connection import exchange, protocol
from tests.server.mutations import stream

STREAMS, GROUPS = 320, 8
REFUSAL = b"Invalid HTTP request received."
Result = tuple[bytes, bool]


@pytest.fixture(scope="module")
def quick() -> FastPathApp:
    return FastPathApp(app())


@pytest.fixture(scope="module")
def usual() -> AsgiOnlyApp:
    return AsgiOnlyApp(app())


def result(tested_app: AsgiOnlyApp, pieces: tuple[bytes, ...], *, plain: bool = False) -> Result:
    """Return the response bytes on a new connection to new worlds, and whether the server closes it."""
    tested_app.delete_worlds()

    async def run() -> Result:
        made: Any = protocol(tested_app, plain=plain)
        return await exchange(made, pieces)

    return asyncio.run(run())


def refused(found: Result) -> bytes | None:
    """Return the responses before the refusal of bytes that are not HTTP; None without a refusal."""
    sent, closed = found
    return sent[: sent.rindex(b"HTTP/1.1 400 ")] if closed and sent.endswith(REFUSAL) else None


def agree(fast: Result, slow: Result, tested_app: AsgiOnlyApp, pieces: tuple[bytes, ...]) -> bool:
    """Return whether both are equal, except for responses that uvicorn drops when it refuses the next bytes."""
    if fast == slow:
        return True
    raw = b"".join(pieces)
    singly = refused(result(tested_app, tuple(raw[at : at + 1] for at in range(len(raw)))))
    least, found = refused(slow), refused(fast)
    if least is None or found is None or singly is None:
        return False
    return found.startswith(least) and singly.startswith(found)


@pytest.mark.parametrize("group", range(GROUPS))
def test_both_paths_answer_a_damaged_stream_alike(quick: FastPathApp, usual: AsgiOnlyApp, group: int) -> None:
    for seed in range(group, STREAMS, GROUPS):
        names, pieces = stream(seed)
        fast, slow = result(quick, pieces), result(usual, pieces)
        assert agree(fast, slow, usual, pieces), f"stream({seed}), {names}: {fast!r}, expected {slow!r}; {pieces!r}"


def test_the_asgi_path_behaves_like_uvicorn(usual: AsgiOnlyApp) -> None:
    """Upgrades, long heads and what is meant for TLS are excluded: there the server differs on purpose."""
    for seed in range(STREAMS, STREAMS + 100):
        names, pieces = stream(seed)
        raw = b"".join(pieces)
        if b"upgrade" not in raw.lower() and b"\x16\x03" not in raw and len(raw) < 8000:
            assert result(usual, pieces) == result(usual, pieces, plain=True), f"stream({seed}), {names}"


def test_damaged_streams_take_both_paths_and_have_all_outcomes(quick: FastPathApp) -> None:
    before, ends = quick.asgi_requests, set[tuple[bytes, bool]]()
    for seed in range(60):
        sent, closed = result(quick, stream(seed).pieces)
        ends |= {(sent[9:12], closed), (sent[-len(REFUSAL) :], closed)}
    assert quick.asgi_requests > before
    assert {(b"200", False), (b"201", False), (b"404", False), (REFUSAL, True)} <= ends


def test_both_paths_refuse_a_target_that_uvicorn_cannot_parse(quick: FastPathApp, usual: AsgiOnlyApp) -> None:
    pieces = (request("GET", f"/revring/v1/calls/{'a' * 70_000}"),)
    answer, closed = result(quick, pieces)
    assert (answer, closed) == result(usual, pieces)
    assert (answer[9:10], closed) == (b"4", True)
