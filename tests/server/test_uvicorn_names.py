"""The names of uvicorn's HTTP protocol that the server relies on although they are not public.

`mockserver.server.http_protocol` and `fast_path` subclass `HttpToolsProtocol`. If a new version of uvicorn renames one
of these, this test names it. Adapt the protocol first, then raise the upper bound in pyproject.toml.
"""

import asyncio
import inspect

import pytest
from uvicorn import Config
from uvicorn.protocols.http import httptools_impl
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle
from uvicorn.server import ServerState

METHODS = {
    "connection_made": ["transport"],
    "connection_lost": ["exc"],
    "data_received": ["data"],
    "on_message_begin": [],
    "on_url": ["url"],
    "on_header": ["name", "value"],
    "on_headers_complete": [],
    "on_body": ["body"],
    "on_message_complete": [],
    "send_400_response": ["msg"],
    "timeout_keep_alive_handler": [],
    "_unset_keepalive_if_required": [],
}
ATTRIBUTES = (
    "app", "cycle", "expect_100_continue", "flow", "headers", "logger", "loop", "parser", "pipeline", "scheme",
    "server_state", "tasks", "timeout_keep_alive", "timeout_keep_alive_task", "transport", "access_log",
)  # fmt: skip


@pytest.mark.parametrize("name", METHODS)
def test_a_method_that_is_overridden_or_called_has_the_same_parameters(name: str) -> None:
    assert list(inspect.signature(getattr(HttpToolsProtocol, name)).parameters)[1:] == METHODS[name]


def test_the_attributes_of_a_connection_have_the_same_names() -> None:
    async def app(_scope: object, _receive: object, _send: object) -> None:
        """Do nothing; this is never called."""

    async def missing() -> list[str]:
        config = Config(app, log_config=None)
        config.load()
        protocol = HttpToolsProtocol(config, ServerState(), {})
        return [name for name in ATTRIBUTES if not hasattr(protocol, name)]

    assert asyncio.run(missing()) == []


def test_the_attributes_of_a_response_in_progress_have_the_same_names() -> None:
    slots = inspect.getsource(RequestResponseCycle.__init__)
    assert all(f"self.{name} = " in slots for name in ("body", "response_started", "response_complete"))
    assert httptools_impl.STATUS_LINE[431].startswith(b"HTTP/1.1 431 ")
    assert {"default_headers", "total_requests", "connections", "tasks"} <= set(vars(ServerState()))
