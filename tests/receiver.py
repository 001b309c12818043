"""A real webhook receiver for tests: an HTTP server in a thread, on loopback, with a configurable behavior."""

import socket
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple, Self

Behave = Callable[["_Handler"], None]


class Got(NamedTuple):
    """A received request."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


class _Handler(BaseHTTPRequestHandler):
    server: "_Server"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.got.append(Got(self.command, self.path, headers, body))
        self.server.behave(self)

    do_GET = do_PUT = do_POST

    def log_message(self, *_: Any) -> None:
        pass


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    behave: Behave
    got: list[Got]

    def handle_error(self, *_: Any) -> None:
        pass


def answer(status: int, body: bytes = b"", **headers: str) -> Behave:
    """Respond with this status, body and headers."""

    def behave(handler: _Handler) -> None:
        handler.send_response(status)
        for name, value in {"content-length": str(len(body)), **headers}.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    return behave


def reset(handler: _Handler) -> None:
    """Reset the connection."""
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
    handler.connection.close()


def garble(handler: _Handler) -> None:
    """Respond with bytes that are not HTTP."""
    handler.wfile.write(b"\x00\xff nonsense\r\n\r\n")


def flood(handler: _Handler) -> None:
    """Respond with 100 MB."""
    handler.send_response(200)
    handler.send_header("content-length", str(100 * 1024 * 1024))
    handler.end_headers()
    for _ in range(100):
        handler.wfile.write(bytes(1024 * 1024))


OK = answer(200)


class Hang:
    """Do not respond until `free` is set."""

    def __init__(self) -> None:
        self.free = threading.Event()

    def __call__(self, handler: _Handler) -> None:
        self.free.wait(30)
        OK(handler)


class HttpReceiver:
    """The receiver as a context manager; `got` has the received requests."""

    def __init__(self, behave: Behave = OK, host: str = "127.0.0.1") -> None:
        self._server = _Server((host, 0), _Handler)
        self._server.behave, self._server.got = behave, []
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)

    @property
    def got(self) -> list[Got]:
        """Return the received requests in order."""
        return self._server.got

    @property
    def port(self) -> int:
        """Return the port."""
        return self._server.server_address[1]

    @property
    def url(self) -> str:
        """Return the URL."""
        return f"http://127.0.0.1:{self.port}/hook"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
