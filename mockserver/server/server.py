"""Runs the ASGI application on a real socket: in the background for tests, in the foreground for the command.

    Server(app)   one loop thread for all servers of this process; each has its own socket and uses uvicorn's protocol
    serve(app)    uvicorn.Server on the main thread; SIGTERM finishes requests and exits with 0; Ctrl-C is reported

The socket is bound first (`sockets`), so that a port that is in use is reported before anything starts. uvicorn's own
server polls and needs 200 ms to stop, which a test suite would notice; its protocol class alone starts and stops at
once.
"""

import asyncio
import os
import signal
import socket
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, MutableMapping
from contextlib import contextmanager, suppress
from functools import partial
from itertools import count
from types import FrameType
from typing import TYPE_CHECKING, Any, Self

import uvicorn
from uvicorn.lifespan.on import LifespanOn
from uvicorn.server import ServerState

from mockserver.errors import MockserverError
from mockserver.server.loops import Loop, loop_of, new_loop
from mockserver.server.sockets import BACKLOG, bind, bracketed
from mockserver.world.settings import DEFAULT_LIMITS, Limits

if TYPE_CHECKING:
    from mockserver.server.tls.first_bytes import TlsSetup

KEEP_ALIVE_SECONDS = 75
DRAIN_SECONDS = 5
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
AsgiApp = Callable[[Any, Any, Any], Awaitable[None]]


class Server:
    """An ASGI application on a socket of its own, in the background. A context manager; port 0 takes a free one.

    All servers of a process share one event loop thread, so a second one costs almost nothing; `loop` is another loop.
    `limits` bound what is read of a request. With `tls`, the same port also takes https and CONNECT.
    """

    def __init__(
        self,
        app: AsgiApp,
        host: str = "127.0.0.1",
        port: int = 0,
        loop: Loop | None = None,
        limits: Limits = DEFAULT_LIMITS,
        tls: "TlsSetup | None" = None,
    ) -> None:
        self.app, self.host, self.port = app, host, port
        self._loop, self._limits = loop, limits
        self.tls = tls  #: also counts for connections that begin after it was set
        self._state = ServerState()
        self._lifespan: LifespanOn | None = None
        self._listener: asyncio.AbstractServer | None = None

    @property
    def url(self) -> str:
        """The URL of the server, e.g. `http://127.0.0.1:4010`."""
        return f"http://{bracketed(self.host)}:{self.port}"

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_error: object) -> None:
        self.stop()

    def start(self) -> Self:
        """Start to listen; requests are answered when this returns.

        Raises:
            CannotBind: the address cannot be used.
            MockserverError: the application does not start.
        """
        sock = bind(self.host, self.port)
        self.port = sock.getsockname()[1]
        try:
            self._home.start()
            self._home.run(self._open(sock))
        except BaseException:
            sock.close()
            raise
        return self

    def stop(self) -> None:
        """Stop listening and drop all connections. Has no effect the second time."""
        if self._listener is not None:
            self._home.run(self._close(self._listener))
            self._listener = None

    @property
    def _home(self) -> Loop:
        return self._loop or loop_of(os.getpid())

    async def _open(self, sock: socket.socket) -> None:
        config = configured(_Quiet(self.app), self._limits)
        config.load()
        self._lifespan = LifespanOn(config)
        await self._lifespan.startup()
        if self._lifespan.should_exit:
            raise MockserverError("The application did not start; its log says why.")
        kind, state, app_state = config.http_protocol_class, self._state, self._lifespan.state

        def connected() -> asyncio.Protocol:
            make: Any = partial(kind, config=config, server_state=state, app_state=app_state)  # type: ignore[call-arg]
            protocol: asyncio.Protocol = make() if self.tls is None else _secured(make, self.tls, state, self._limits)
            return protocol

        loop = asyncio.get_running_loop()
        self._listener = await loop.create_server(connected, sock=sock, backlog=BACKLOG)

    async def _close(self, listener: asyncio.AbstractServer) -> None:
        listener.close()
        for connection in list(self._state.connections):
            connection.transport.abort()
        tasks = list(self._state.tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        assert self._lifespan is not None, "a server that listens has begun its lifespan"
        await self._lifespan.shutdown()
        await listener.wait_closed()


class _Quiet:
    """The application, without a log entry for a request that is cut off when the server stops."""

    def __init__(self, app: AsgiApp) -> None:
        self.app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        with suppress(asyncio.CancelledError):
            await self.app(scope, receive, send)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.app, name)


def serve(
    app: AsgiApp,
    listener: socket.socket,
    ready: Callable[[], None],
    log: Mapping[str, Any] | None = None,
    limits: Limits = DEFAULT_LIMITS,
    tls: "TlsSetup | None" = None,
    more: Iterable[socket.socket] = (),
) -> bool:
    """Serve requests on a bound socket until SIGTERM or Ctrl-C. Return whether it was Ctrl-C. `ready` is called once.

    Requests in progress are finished first, for at most 5 s; a second Ctrl-C does not wait for them. `log` configures
    logging (as for `logging.config`). With `tls`, the same port also takes https and CONNECT. `more`
    are further sockets to serve.

    Raises:
        MockserverError: the application does not start.
    """
    config = configured(app, limits, tls, timeout_graceful_shutdown=DRAIN_SECONDS, log_config=log)
    server = _Foreground(config, ready)
    with listener, asyncio.Runner(loop_factory=new_loop) as runner, suppress(SystemExit):
        runner.run(server.serve([listener, *more]))
    if not server.started:
        raise MockserverError("The application did not start; the log above says why.")
    return server.interrupted


class _Foreground(uvicorn.Server):
    """uvicorn's server. Signals end it instead of being raised again, and `ready` is called when it listens."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self.interrupted = False
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start to serve, then call `ready`."""
        await super().startup(sockets)
        if self.started:
            self._ready()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Let SIGINT and SIGTERM end the server while it runs."""
        before = {number: signal.signal(number, self.handle_exit) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """End the server; at once when Ctrl-C is pressed again."""
        self.interrupted = self.interrupted or sig == signal.SIGINT
        super().handle_exit(sig, frame)


def configured(app: AsgiApp, limits: Limits, tls: "TlsSetup | None" = None, **options: Any) -> uvicorn.Config:
    """Return the configuration of uvicorn: our protocol, a long keep-alive, no access log."""
    given = {"log_config": None, **options}
    protocol: Any = _protocol(limits, tls)
    return uvicorn.Config(
        app,
        http=protocol,
        ws="none",
        lifespan="on",
        interface="asgi3",
        proxy_headers=False,
        server_header=False,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        **given,
    )


def _protocol(limits: Limits, tls: "TlsSetup | None") -> Callable[..., asyncio.Protocol]:
    """Return what makes the protocol of a connection."""
    from mockserver.server.fast_path import FastPathProtocol

    http = partial(FastPathProtocol, limits=limits, numbers=count(1))
    if tls is None:
        return http

    def secured(*, server_state: ServerState, **more: Any) -> asyncio.Protocol:
        return _secured(partial(http, server_state=server_state, **more), tls, server_state, limits)

    return secured


def _secured(
    make: Callable[[], asyncio.Protocol], tls: "TlsSetup", state: ServerState, limits: Limits
) -> asyncio.Protocol:
    """Return the protocol of a connection that may begin with TLS or CONNECT."""
    from mockserver.server.tls.first_bytes import FirstBytes

    return FirstBytes(make, tls, state.connections, limits.read_seconds)
