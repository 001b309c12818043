"""The two ways of a request into the server, for tests that expect the same of both.

    SocketFront   a real socket: http.client ─► uvicorn's protocol ─► fast path
    AsgiFront     no socket: the ASGI application is called with a scope

Each request goes to a world of its own unless it names one.
"""

import http.client
from contextlib import closing
from itertools import count
from typing import NamedTuple, Protocol

from mockserver.server.server import Server
from tests.api_client import AppClient

_NUMBERS = count(1)
KEYS = {"x-api-key": "key", "authorization": "Bearer key"}


class Reply(NamedTuple):
    """A response; header names are in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes


class Front(Protocol):
    """A way into the server."""

    def ask(self, method: str, target: str, headers: dict[str, str], body: bytes = b"") -> Reply:
        """Send one request with a valid key."""


class SocketFront:
    """Requests over a real socket, each on a connection of its own."""

    def __init__(self, server: Server) -> None:
        self._server = server

    def ask(self, method: str, target: str, headers: dict[str, str], body: bytes = b"") -> Reply:
        """Send one request with a valid key."""
        with closing(http.client.HTTPConnection("127.0.0.1", self._server.port, timeout=20)) as link:
            link.request(method, target, body or None, {**KEYS, "x-mockserver-world": new_world(), **headers})
            reply = link.getresponse()
            return Reply(reply.status, {name.lower(): text for name, text in reply.getheaders()}, reply.read())


class AsgiFront:
    """Requests to the ASGI application in this process."""

    def __init__(self, client: AppClient) -> None:
        self._client = client

    def ask(self, method: str, target: str, headers: dict[str, str], body: bytes = b"") -> Reply:
        """Send one request with a valid key."""
        named = {**KEYS, "x-mockserver-world": new_world(), **headers}
        raw = [(name.encode(), text.encode()) for name, text in named.items()]
        usual = {"host": "127.0.0.1", "x_api_key": "", "authorization": "", "content_type": ""}
        reply = self._client.request(method, target, body, raw_headers=raw, **usual)
        return Reply(reply.status, reply.headers, reply.body)


def new_world() -> str:
    """Return the name of a world that no other request has."""
    return f"front-{next(_NUMBERS)}"
