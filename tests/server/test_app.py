"""The ASGI application: bodies, targets, errors, and timers that advance the clock without requests."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from mockserver.errors import ScenarioError
from mockserver.server.app import build
from mockserver.simulation.clock import Mode
from mockserver.world.settings import Settings
from tests.api_client import AppClient


def test_in_real_mode_events_happen_without_requests() -> None:
    with AppClient(mode=Mode.REAL, rate=100_000, now=None) as client:

        async def send_requests() -> Any:
            made = await client.request_async("POST", "/revox/api/call", {"phone_number": "+15005550100"})
            return await client.request_async("GET", f"/__admin/wait?call={made.json['call']['id']}&timeout=30")

        assert client.run(send_requests()).json["phase"] == "ended"


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PATCH", "/__admin/clock", {"rate": 100_000}),
        ("POST", "/__admin/clock/advance", {"by": "5m"}),
    ],
)
def test_changing_the_clock_resets_the_timer(method: str, path: str, body: object) -> None:
    with AppClient(mode=Mode.REAL, rate=0.001) as client:

        async def send_requests() -> Any:
            made = await client.request_async("POST", "/revox/api/call", {"phone_number": "+15005550100"})
            wait = client.request_async("GET", f"/__admin/wait?call={made.json['call']['id']}&timeout=30")
            waiting = asyncio.create_task(wait)
            await asyncio.sleep(0)
            await client.request_async(method, path, body)
            return await waiting

        assert client.run(send_requests()).json["phase"] == "ended"


def test_in_auto_mode_time_jumps_when_no_request_is_in_flight() -> None:
    with AppClient(mode=Mode.AUTO) as client:

        async def send_requests() -> Any:
            made = await client.request_async("POST", "/revox/api/call", {"phone_number": "+15005551000"})
            return await client.request_async("GET", f"/__admin/wait?call={made.json['call']['id']}&timeout=30")

        reply = client.run(send_requests())
        assert reply.json["phase"] == "ended"
        assert len(reply.json["attempts"]) == 2


def test_in_auto_mode_time_waits_for_a_request_in_flight() -> None:
    with AppClient(mode=Mode.AUTO) as client:
        client.place_revox_call()
        app, world = client.app, client.app.exchange.worlds.open("default")
        app._in_flight = 1  # noqa: SLF001 - a request whose body has not arrived yet
        before = world.now

        async def ring() -> None:
            app._ring("default")  # noqa: SLF001

        client.run(ring())
        assert world.now == before


def test_the_timer_of_a_deleted_world_does_nothing() -> None:
    with AppClient(mode=Mode.REAL) as client:
        client.place_revox_call()
        client.delete("/__admin/worlds/default")

        async def ring() -> None:
            client.app._ring("default")  # noqa: SLF001

        client.run(ring())
        assert client.app.exchange.worlds == {}


def test_shutdown_cancels_all_timers() -> None:
    with AppClient(mode=Mode.REAL) as client:

        async def send_requests() -> list[str]:
            messages = [{"type": "lifespan.startup"}, {"type": "lifespan.shutdown"}]
            sent_messages: list[str] = []

            async def receive() -> Any:
                if len(messages) == 1:
                    await client.request_async("POST", "/revox/api/call", {"phone_number": "+15005550100"})
                    assert client.app._timers  # noqa: SLF001
                return messages.pop(0)

            async def send(message: Any) -> None:
                sent_messages.append(message["type"])

            await client.app({"type": "lifespan", "app": client.app, "state": {}}, receive, send)
            return sent_messages

        assert client.run(send_requests()) == ["lifespan.startup.complete", "lifespan.shutdown.complete"]
        assert client.app._timers == {}  # noqa: SLF001


def test_a_body_in_pieces_is_read_completely_and_an_oversized_one_is_refused() -> None:
    with AppClient() as client:
        good = b'{"phone_number": "+15005550100"' + b" " * 200_000 + b"}"
        assert client.post("/revox/api/call", good).status == 200
        huge = client.post("/revox/api/call", b" " * (11 * 1024 * 1024))
        assert (huge.status, huge.json["error"]) == (413, "payload_too_large")


def test_a_client_that_disconnects_causes_no_error() -> None:
    with AppClient() as client:

        async def send_requests() -> list[Any]:
            sent: list[Any] = []

            async def receive() -> Any:
                return {"type": "http.disconnect"}

            async def send(message: Any) -> None:
                sent.append(message)

            scope: dict[str, Any] = {
                "type": "http",
                "method": "POST",
                "path": "/revox/api/call",
                "raw_path": None,
                "query_string": b"",
                "headers": [],
                "scheme": "http",
            }
            await client.app(scope, receive, send)
            return sent

        assert client.run(send_requests())[0]["status"] == 401


def test_a_head_request_gets_no_body() -> None:
    with AppClient() as client:
        assert client.request("HEAD", "/revox/api/call").body == b""


def test_encoded_paths_and_queries_reach_the_provider_unchanged() -> None:
    with AppClient() as client:
        reply = client.get("/revox/api/call/a%2Fb?x=%20")
        assert reply.json["details"] == {"id": "a/b"}


def test_concurrent_clients_each_see_their_own_call() -> None:
    with AppClient(mode=Mode.STEP) as client:

        async def one(number: int) -> str:
            path, made = "/revox/api/call", {"phone_number": f"+1500555{number:04d}"}
            placed = (await client.request_async("POST", path, made)).json["call"]
            seen = (await client.request_async("GET", f"{path}/{placed['id']}")).json["call"]
            return str(seen["to_phone_number"])

        async def all_clients() -> list[str]:
            return await asyncio.gather(*(one(number) for number in range(50)))

        assert client.run(all_clients()) == [f"+1500555{number:04d}" for number in range(50)]


def test_scenario_and_fixture_folders_are_read_at_startup(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text("version: 1\nname: mine\nattempts: [{fails: busy}]\n")
    fixtures = tmp_path / "fixtures"
    fixtures.mkdir()
    (fixtures / "a.yaml").write_text(
        "version: 1\nprovider: ringyo\n"
        "calls:\n  call_mine:\n    from_number: '+14155550100'\n    to_number: '+14155550142'\n"
        "    created_at: 2026-01-01T00:00:00Z\n    agent: agent_mine\n"
        "    details: {metadata: {}, record: true}\n"
        "    life: {attempts: [{ringing: 2s, fails: no_answer}]}\n"
    )
    with AppClient(scenarios=(tmp_path / "mine.yaml",), fixtures=(fixtures,)) as client:
        assert client.get("/__admin/scenarios/mine").status == 200
        assert client.get("/ringyo/v1/calls/call_mine").json["status"] == "no_answer"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("version: 1\nprovider: ringo\n", "expected one of revring, ringyo, revox"),
        ("version: 1\nprovider: ringyo\ncalls: {a: {}}\n", "from_number"),
        ("version: 1\nprovider: ringyo\ncall: {}\n", "Did you mean 'calls'"),
        (
            "version: 1\nprovider: ringyo\ncalls: {a: {from_number: a, to_number: b, created_at: noon}}\n",
            "'noon' is not an ISO 8601 instant",
        ),
        (
            "version: 1\nprovider: ringyo\ncalls: {a: {from_number: a, to_number: b, created_at: 2026-01-01,"
            " life: {attempts: [{fials: busy}]}}}\n",
            "'fails'",
        ),
    ],
)
def test_an_invalid_fixture_is_refused_with_its_position(tmp_path: Path, text: str, words: str) -> None:
    file = tmp_path / "bad.yaml"
    file.write_text(text)
    with pytest.raises(ScenarioError, match=words) as refused:
        build(Settings(fixtures=(file,)))
    assert "bad.yaml" in str(refused.value) or "fixture" in str(refused.value)


def test_a_missing_fixture_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="cannot be read"):
        build(Settings(fixtures=(tmp_path / "nowhere.yaml",)))
