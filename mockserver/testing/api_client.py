"""The clients of the suite of providers, and of mockserver's own tests.

    ApiClient("acme")     requests of one provider; calls the exchange directly, which is fast
    AppClient()           requests of the whole server, also the control API; runs the ASGI application in its own loop
    WebhookClient()       an AppClient that records the webhooks of its world

All have the same methods and return a `Response`. Time is manual and starts at `MONDAY`. No client opens a socket.
"""

import asyncio
import json
from collections.abc import Callable, Coroutine, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple, Self

from msgspec.structs import replace

from mockserver.delivery.receivers import ReceivedWebhook
from mockserver.gateway.exchange import Exchange
from mockserver.gateway.fixtures import Fixtures
from mockserver.providers import PROVIDERS, samples
from mockserver.scenarios.reading import load_value
from mockserver.scenarios.shipped import shipped_library
from mockserver.server.app import App, build
from mockserver.simulation.clock import Mode
from mockserver.simulation.durations import parse_duration
from mockserver.world.settings import Examples, Settings
from mockserver.world.world import World

Header = tuple[bytes, bytes]
Check = Callable[[str, str, "Response"], None]  #: gets method, target and response

MONDAY = datetime(2026, 1, 5, 15, tzinfo=UTC)
HOST = "mock.test:4010"
_PIECE = 65_536  #: bytes of a request body that the ASGI application receives at once


class Response(NamedTuple):
    """A response. Header names are in lower case; `json` is None if the body is not JSON."""

    status: int
    json: Any
    headers: dict[str, str]
    body: bytes

    @property
    def data(self) -> Any:
        """The value of `data` in the body."""
        return self.json["data"]

    @property
    def error(self) -> Any:
        """The value of `error` in the body."""
        return self.json["error"]

    @property
    def error_code(self) -> str:
        """The code of the error in the body."""
        return str(self.error["code"])


def key_headers(provider: str, key: str) -> dict[str, str]:
    """Return the header in which a provider expects the API key; for no provider, all such headers."""
    names = [provider] if provider else list(PROVIDERS)
    return {name: text for each in names for name, text in samples.key_headers(PROVIDERS.named(each), key).items()}


def _response(status: int, headers: Iterable[tuple[str, str]], body: bytes) -> Response:
    try:
        value = json.loads(body)
    except ValueError:
        value = None
    return Response(status, value, {name.lower(): text for name, text in headers}, body)


class ApiClient:
    """A client of one provider in its own exchange, or in the `exchange` of another client.

    `base` comes after the provider's name: `ApiClient("acme", base="/v1").get("/calls")` requests `/acme/v1/calls`.
    Keyword arguments of requests are headers, with `_` for `-`; empty ones are omitted. `checks` get every response.
    """

    def __init__(
        self, provider: str, *, base: str = "", key: str = "key", exchange: Exchange | None = None, **settings: Any
    ) -> None:
        self.provider, self.base, self.key = provider, f"/{provider}{base}", key
        self.exchange = exchange or Exchange(_settings(settings), shipped_library(), Fixtures([]))
        self.checks: list[Check] = []

    @property
    def world(self) -> World:
        """The default world."""
        return self.exchange.worlds.open("default")

    def request(
        self, method: str, path: str, body: object = None, *, raw_headers: Iterable[Header] = (), **headers: Any
    ) -> Response:
        """Send a request with a valid key. Bytes and text are sent unchanged, any other body as JSON."""
        target, pairs, sent = self._prepare(path, body, raw_headers, headers)
        response = self._send(method, target, pairs, sent)
        for check in self.checks:
            check(method, target, response)
        return response

    def get(self, path: str, **headers: Any) -> Response:
        """Send a GET."""
        return self.request("GET", path, **headers)

    def post(self, path: str, body: object = None, **headers: Any) -> Response:
        """Send a POST."""
        return self.request("POST", path, body, **headers)

    def put(self, path: str, body: object = None, **headers: Any) -> Response:
        """Send a PUT."""
        return self.request("PUT", path, body, **headers)

    def patch(self, path: str, body: object = None, **headers: Any) -> Response:
        """Send a PATCH."""
        return self.request("PATCH", path, body, **headers)

    def delete(self, path: str, body: object = None, **headers: Any) -> Response:
        """Send a DELETE."""
        return self.request("DELETE", path, body, **headers)

    def advance(self, span: str | float) -> None:
        """Advance the clock by a duration such as `5m`, or by seconds."""
        by = parse_duration(span) if isinstance(span, str) else timedelta(seconds=span)
        self.world.advance(self.world.now + by)

    def settle(self) -> None:
        """Advance the clock until nothing more happens."""
        self.world.settle()

    def set_options(self, provider: str = "", /, **options: Any) -> None:
        """Change options of a provider; by default, of the client's."""
        name, world = provider or self.provider, self.world
        changed = replace(world.options.providers[name], **options)
        providers = {**world.options.providers, name: changed}
        self.exchange.worlds.apply(world, replace(world.options, providers=providers))

    def add_scenario(self, name: str, **body: Any) -> str:
        """Add a scenario to the world and return its name."""
        self.world.library.add([load_value({"version": 1, "name": name, **body}, "test")])
        return name

    def _prepare(
        self, path: str, body: object, raw_headers: Iterable[Header], headers: dict[str, str]
    ) -> tuple[str, list[Header], bytes]:
        """Return the target, the headers and the body of a request."""
        named = {"host": HOST, **key_headers(self.provider, self.key)}
        if isinstance(body, str):
            sent = body.encode()
        else:
            sent = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
            if sent:
                named["content-type"] = "application/json"
        named |= {name.replace("_", "-"): value for name, value in headers.items()}
        pairs = [(name.encode(), value.encode()) for name, value in named.items() if value]
        return self.base + path, [*pairs, *raw_headers], sent

    def _send(self, method: str, target: str, headers: list[Header], body: bytes) -> Response:
        answer = self.exchange.answer(method, target, headers, body)
        return _response(answer.status, [("content-type", answer.media), *answer.headers], answer.body)


class AppClient(ApiClient):
    """A client of the whole application, as a context manager. Paths begin with the provider or `/__admin`."""

    def __init__(self, *, open_admin: bool = True, **settings: Any) -> None:
        self.app: App = build(_settings(settings), open_admin=open_admin)
        self.server: tuple[str, int | None] | None = ("mock.test", 4010)  #: as the ASGI server reports it
        self.unread_pieces = 0  #: of the body of the last request
        self._runner = asyncio.Runner()
        super().__init__("", exchange=self.app.exchange)
        self.base = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.run(self.app.dispatcher.close())
        self._runner.close()

    def run(self, coroutine: Coroutine[Any, Any, Any]) -> Any:
        """Run a coroutine in the client's loop."""
        return self._runner.run(coroutine)

    async def request_async(self, method: str, path: str, body: object = None, **headers: Any) -> Response:
        """Send a request from a coroutine that runs in the client's loop."""
        return await self._call_app(method, *self._prepare(path, body, (), headers))

    def advance(self, span: str | float) -> None:
        """Advance the clock by a duration such as `5m`, or by seconds. Due webhooks are delivered."""
        self._advance({"by": span})

    def settle(self) -> None:
        """Advance the clock until all calls have ended and all webhooks are delivered."""
        self._advance({"until": "settled"})

    def place_inbound_call(self, provider: str, to: str, scenario: str = "answered", **more: str) -> Any:
        """Place an inbound call to a number of the account, and return it as the control API shows it."""
        body = {"provider": provider, "from": "+14155550142", "to": to, "scenario": scenario, **more}
        response = self.post("/__admin/calls", body)
        assert response.status == 201, response.json
        return response.json

    def _advance(self, how: dict[str, Any]) -> None:
        response = self.post("/__admin/clock/advance", how)
        assert response.status == 200, response.json

    def _send(self, method: str, target: str, headers: list[Header], body: bytes) -> Response:
        response: Response = self.run(self._call_app(method, target, headers, body))
        return response

    async def _call_app(self, method: str, target: str, headers: list[Header], body: bytes) -> Response:
        path, _, query = target.partition("?")
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": path,
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "root_path": "",
            "headers": headers,
            "server": self.server,
        }
        pieces = [body[start : start + _PIECE] for start in range(0, len(body), _PIECE)] or [b""]
        sent: list[Any] = []

        async def receive() -> Any:
            if not pieces:  # the client waits for nothing more, such as a stream
                return {"type": "http.disconnect"}
            piece = pieces.pop(0)
            return {"type": "http.request", "body": piece, "more_body": bool(pieces)}

        async def send(message: Any) -> None:
            sent.append(message)

        await self.app(scope, receive, send)
        self.unread_pieces = len(pieces)
        named = [(name.decode(), value.decode("latin-1")) for name, value in sent[0]["headers"]]
        return _response(sent[0]["status"], named, b"".join(message.get("body", b"") for message in sent[1:]))


class WebhookClient(AppClient):
    """A client whose webhooks stay in the process. `received` lists them; `answer` returns the response to each."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.received: list[ReceivedWebhook] = []
        self.answer: Callable[[ReceivedWebhook], Any] = lambda _webhook: None
        self.app.dispatcher.receivers["default"] = self._receive

    def _receive(self, webhook: ReceivedWebhook) -> Any:
        self.received.append(webhook)
        return self.answer(webhook)

    @property
    def bodies(self) -> list[Any]:
        """The JSON bodies of the received webhooks."""
        return [webhook.json() for webhook in self.received]


def _settings(given: dict[str, Any]) -> Settings:
    """Return settings with a manual clock at `MONDAY` and no documented examples, unless given otherwise."""
    return Settings(**{"mode": Mode.MANUAL, "now": MONDAY, "examples": Examples.NONE, **given})
