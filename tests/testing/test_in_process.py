"""The in-process server: the same responses as over a socket, for every kind of client."""

import asyncio
import threading
from collections.abc import Iterator
from typing import Any

import httpx
import httpx2
import pytest

from mockserver.cli.demo import MONDAY
from mockserver.client import Control
from mockserver.server.app import build
from mockserver.simulation.clock import Mode
from mockserver.testing.in_process import HOST, InProcessServer
from mockserver.testing.in_process_requests import InProcessRequest
from mockserver.testing.transport import Transport
from mockserver.world.settings import Settings

KEY = {"authorization": "Bearer key"}
ORDER = {"agent_id": "agent_abc123", "phone_number": "+12125550142"}
CALLS = f"http://{HOST}/ringyo/v1/calls"
HOOKED = {"phone_number": "+15005550100", "assistant": {"prompt": "Hi", "webhook_url": "http://app.test/x"}}
BOTH = pytest.mark.parametrize("library", [httpx, httpx2])


@pytest.fixture
def in_process() -> Iterator[InProcessServer]:
    """A server without requests so far; its manual clocks start on a Monday."""
    in_process = InProcessServer(build(Settings(mode=Mode.MANUAL, now=MONDAY)))
    yield in_process
    in_process.close()


@pytest.fixture
def control(in_process: InProcessServer) -> Control:
    """The control API of its world `mine`."""
    return Control(f"http://{HOST}", "mine", send_request=in_process.send_control_request)


@pytest.fixture
def client(in_process: InProcessServer) -> Iterator[httpx2.Client]:
    """A client of that world."""
    with httpx2.Client(transport=Transport(in_process, "mine"), headers=KEY) as client:
        yield client


@BOTH
def test_clients_need_neither_a_socket_nor_a_thread(
    in_process: InProcessServer, control: Control, library: Any
) -> None:
    threads = threading.active_count()
    with library.Client(transport=Transport(in_process, "mine"), headers=KEY) as client:
        call = client.post(CALLS, json=ORDER).json()["id"]
        with client.stream("GET", f"{CALLS}/{call}") as answer:
            assert b"".join(answer.iter_raw()).startswith(b'{"id":"')
        refused = client.get(f"{CALLS}/nobody")
    assert (refused.status_code, refused.headers["x-mockserver-world"]) == (404, "mine")
    assert [call.id for call in control.calls] == [call]
    assert (in_process.is_listening, threading.active_count()) == (False, threads)


@BOTH
def test_asynchronous_clients_work_too(in_process: InProcessServer, control: Control, library: Any) -> None:
    async def test() -> str:
        async with library.AsyncClient(transport=Transport(in_process, "mine"), headers=KEY) as client:
            call = str((await client.post(CALLS, json=ORDER)).json()["id"])
            reads = await asyncio.gather(*(client.get(f"{CALLS}/{call}") for _ in range(5)))
            assert [read.json()["id"] for read in reads] == [call] * 5
            assert [call.id for call in control.calls] == [call], "a synchronous request meanwhile"
        return call

    assert asyncio.run(test()) == control.calls[0].id


def test_responses_are_the_same_without_a_socket(
    in_process: InProcessServer, client: httpx2.Client, http: httpx2.Client
) -> None:
    hook = {"url": "http://127.0.0.1:1/x", "events": ["call.completed"]}
    for method, path, body in (
        ("POST", "/ringyo/v1/calls", ORDER),
        ("GET", "/ringyo/v1/calls?limit=1", None),
        ("HEAD", "/ringyo/v1/calls", None),
        ("POST", "/ringyo/v1/webhooks", hook),
        ("GET", "/ringyo/v1/c%C3%A4lls", None),
        ("GET", "/nobody", None),
        ("GET", "/ringyo/openapi.json", None),
        ("GET", "/recordings/x", None),
        ("GET", "/__admin/health", None),
        ("GET", "/__admin/nothing", None),
    ):
        answers = []
        for each, base, world in ((client, f"http://{HOST}", "mine"), (http, in_process.url, "twin")):
            headers = {**KEY, "x-mockserver-world": world, "host": "mock.test"}
            answer = each.request(method, base + path, json=body, headers=headers)
            sent = {name: text for name, text in answer.headers.items() if name != "date"}
            content = answer.content.replace(b"/w/twin", b"/w/mine")
            answers.append((answer.status_code, sent | {"x-mockserver-world": ""}, content))
        assert answers[0] == answers[1], (method, path)


def test_a_large_body_is_refused_as_it_is_over_a_socket(client: httpx2.Client) -> None:
    answer = client.post(CALLS, content=b" " * 10_485_761, headers={"content-type": "application/json"})
    assert answer.status_code == 413


def test_the_server_listens_after_the_first_use_of_its_url(
    in_process: InProcessServer, control: Control, client: httpx2.Client, http: httpx2.Client
) -> None:
    call = client.post(CALLS, json=ORDER).json()["id"]
    assert not in_process.is_listening
    url = in_process.url
    assert (in_process.is_listening, in_process.url) == (True, url)
    assert http.get(f"{url}/w/mine/ringyo/v1/calls/{call}", headers=KEY).json()["id"] == call
    assert client.get(f"{CALLS}/{call}").status_code == 200
    assert len(control.requests) == 3


def test_webhooks_arrive_without_further_requests(
    in_process: InProcessServer, control: Control, client: httpx2.Client
) -> None:
    received, arrived = [], threading.Event()

    def receiver(webhook: Any) -> None:
        received.append(client.get(f"http://{HOST}/revox/api/call/{webhook.json()['call_order_id']}").json())
        arrived.set()

    in_process.app.dispatcher.receivers["mine"] = receiver
    call = client.post(f"http://{HOST}/revox/api/call", json=HOOKED).json()["call"]["id"]
    control.send("POST", "/clock/advance", {"by": "1h", "settle": False})
    assert arrived.wait(30)
    assert [webhook["call"]["id"] for webhook in received] == [call]


def test_a_response_waits_for_a_webhook_with_the_fault_before_answer(
    in_process: InProcessServer, control: Control, client: httpx2.Client
) -> None:
    received: list[Any] = []
    in_process.app.dispatcher.receivers["mine"] = received.append
    control.webhooks.plan("before_answer")
    control.clock.set(mode="step")
    call = client.post(f"http://{HOST}/revox/api/call", json=HOOKED).json()["call"]["id"]
    while not received:
        answer = client.get(f"http://{HOST}/revox/api/call/{call}").json()
    assert answer["call"]["status"] == "completed"


def test_time_passes_by_itself_on_a_running_clock(
    in_process: InProcessServer, control: Control, client: httpx2.Client
) -> None:
    arrived = threading.Event()
    in_process.app.dispatcher.receivers["mine"] = lambda _webhook: arrived.set()
    control.clock.set(mode="real", rate=100_000)
    client.post(f"http://{HOST}/revox/api/call", json=HOOKED)
    assert arrived.wait(30)


def test_an_application_that_receives_webhooks_cannot_block_on_the_simulator(
    in_process: InProcessServer, control: Control, client: httpx2.Client
) -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        client.get(CALLS)

    in_process.app.dispatcher.receivers["mine"] = app
    client.post(f"http://{HOST}/revox/api/call", json=HOOKED)
    control.clock.settle()
    (first, *_) = control.webhooks
    assert "cannot wait for itself" in str(first.attempts[0].error)


def test_an_asgi_application_routes_to_one_world_from_any_loop(in_process: InProcessServer, control: Control) -> None:
    async def test() -> httpx2.Response:
        transport = httpx2.ASGITransport(in_process.asgi_app("mine"))
        async with httpx2.AsyncClient(transport=transport, base_url="http://mock", headers=KEY) as client:
            await client.post("/ringyo/v1/calls", json=ORDER)
            return await client.get("/ringyo/v1/calls?limit=1")

    answer = asyncio.run(test())
    assert [row["id"] for row in answer.json()["data"]] == [control.calls[0].id]


def test_the_lifespan_of_that_application_does_not_stop_the_server(
    in_process: InProcessServer, client: httpx2.Client
) -> None:
    sent: list[str] = []
    phases = iter(["lifespan.startup", "lifespan.shutdown"])

    async def receive() -> Any:
        return {"type": next(phases)}

    async def send(message: Any) -> None:
        sent.append(message["type"])

    asyncio.run(in_process.asgi_app("mine")({"type": "lifespan"}, receive, send))  # type: ignore[arg-type]
    assert sent == ["lifespan.startup.complete", "lifespan.shutdown.complete"]
    assert client.post(CALLS, json=ORDER).status_code == 201


def test_an_asynchronous_client_without_an_asyncio_loop_is_blocked(in_process: InProcessServer) -> None:
    """As with trio: the coroutine finishes at its first step."""
    request = in_process.send_async(InProcessRequest("GET", b"/__admin/version", [], b""))
    with pytest.raises(StopIteration) as done:
        request.send(None)
    assert done.value.value.status == 200


def test_deleting_a_world_returns_its_unmatched_requests(in_process: InProcessServer, client: httpx2.Client) -> None:
    client.get(f"http://{HOST}/ringyo/v1/cals")
    client.get(CALLS)
    unmatched, unfired = in_process.forget("mine")
    assert ([record["path"] for record in unmatched], unfired) == (["/v1/cals"], [])
    assert in_process.forget("mine") == ([], [])
