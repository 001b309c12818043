"""The server in its own thread: it starts, responds, stops at once, and releases its resources."""

import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import httpx2
import pytest

from mockserver.cli.demo import place_call
from mockserver.client import Control, NotReachable
from mockserver.errors import CannotBind, MockserverError
from mockserver.server.server import Server, serve
from mockserver.server.sockets import bind, bind_unix

ROOT = Path(__file__).parents[2]
SCRIPT = """
import gc, http.client, sys
{before}
from mockserver.server.app import build
from mockserver.server.server import Server
from mockserver.world.settings import Settings

for _ in range(3):
    with Server(build(Settings())) as server:
        connection = http.client.HTTPConnection("127.0.0.1", server.port)
        connection.request("GET", "/__admin/health")
        assert connection.getresponse().read().startswith(b'{{"status":"ok"')
        connection.request("GET", "/__admin/health")
    connection.close()
    gc.collect()
print(sorted(name for name in ("uvloop", "httptools") if sys.modules.get(name)))
"""


def run(script: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-W", "error", "-c", script]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


async def app(scope: Any, receive: Any, send: Any) -> None:
    """An application that handles only its lifespan."""
    assert scope["type"] == "lifespan"
    for word in ("startup", "shutdown"):
        assert (await receive())["type"] == f"lifespan.{word}"
        await send({"type": f"lifespan.{word}.complete"})


def test_a_server_uses_a_free_port_and_releases_it(http: httpx2.Client, server: Server) -> None:
    with Server(server.app) as other:
        assert other.port not in (0, server.port)
        assert http.get(f"{other.url}/__admin/health").json()["status"] == "ok"
    with bind("127.0.0.1", other.port):
        pass


def test_a_server_can_be_started_again_and_stopped_twice(server: Server, http: httpx2.Client) -> None:
    other = Server(server.app)
    for _ in range(2):
        other.start()
        assert http.get(f"{other.url}/__admin/health").status_code == 200
        other.stop()
    other.stop()


def test_the_application_gets_lifespan_startup_and_shutdown() -> None:
    sent_types = []

    async def telling(scope: Any, receive: Any, send: Any) -> None:
        async def noted(message: Any) -> None:
            sent_types.append(message["type"])
            await send(message)

        await app(scope, receive, noted)

    with Server(telling):
        assert sent_types == ["lifespan.startup.complete"]
    assert sent_types == ["lifespan.startup.complete", "lifespan.shutdown.complete"]


def test_a_failing_startup_of_the_application_is_an_error() -> None:
    async def broken(scope: Any, receive: Any, send: Any) -> None:
        raise OSError("no")

    with pytest.raises(MockserverError, match="did not start"), Server(broken):
        pass
    with pytest.raises(MockserverError, match="did not start"):
        serve(broken, bind("127.0.0.1", 0), lambda: None)


def test_a_port_in_use_is_reported_before_anything_starts(server: Server) -> None:
    with pytest.raises(CannotBind, match=rf"127.0.0.1:{server.port}: .*--port 0"):
        Server(server.app, port=server.port).start()


@pytest.mark.parametrize(("host", "port"), [("203.0.113.1", 0), ("nobody.invalid", 0), ("127.0.0.1", 70_000)])
def test_an_invalid_address_is_reported(host: str, port: int) -> None:
    with pytest.raises(CannotBind, match="Cannot listen on"):
        bind(host, port)


def test_stopping_does_not_wait_for_a_pending_request(control: Control, server: Server) -> None:
    call = place_call(control, "ringyo", "+12125550142")
    failures: list[Exception] = []
    entered = threading.Event()

    async def watched(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            entered.set()
            await server.app(scope, receive, send)
        else:
            await app(scope, receive, send)

    def ask(url: str) -> None:
        with Control(url, control.world) as other:
            try:
                other.wait(call, timeout=300)
            except NotReachable as error:
                failures.append(error)

    with Server(watched) as other:
        asking = threading.Thread(target=ask, args=(other.url,))
        asking.start()
        assert entered.wait(30)
    asking.join(30)
    assert "No response" in str(failures[0])


def test_servers_leave_no_threads_or_sockets_behind() -> None:
    done = run(SCRIPT.format(before=""))
    assert (done.returncode, done.stderr) == (0, "")


def test_the_server_runs_without_uvloop() -> None:
    done = run(SCRIPT.format(before="sys.modules['uvloop'] = None"))
    assert (done.returncode, done.stdout, done.stderr) == (0, "['httptools']\n", "")


def test_an_ipv6_host_is_written_in_brackets(server: Server) -> None:
    try:
        bind("::1", 0).close()
    except CannotBind as error:
        pytest.skip(str(error))
    with Server(server.app, "::1") as other:
        assert other.url == f"http://[::1]:{other.port}"


def test_a_stale_unix_socket_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "socket"
    bind_unix(path).close()
    with bind_unix(path), pytest.raises(CannotBind, match=r"Cannot listen on .*socket"):
        bind_unix(path)


def test_a_file_is_never_replaced_by_a_unix_socket(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("keep")
    with pytest.raises(CannotBind):
        bind_unix(path)
    assert path.read_text() == "keep"
