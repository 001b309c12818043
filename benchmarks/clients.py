"""The main calls of each provider, as its clients send them: create, read, list; the reference's beside them."""

import re
from datetime import UTC, datetime
from typing import NamedTuple

import msgspec

from mockserver.providers import PROVIDERS
from mockserver.providers.samples import sample_request

TO = "+12125550142"
MONDAY = datetime(2026, 1, 5, 15, tzinfo=UTC)  #: within the calling hours of all, or orders would wait for theirs
LONG = (
    "Be kind and brief, and never promise a price. " * 40
)  #: a prompt with which an order with an inline assistant has its usual 8 KB
REFERENCE = "raw ASGI"
_ID = re.compile(rb'"id":\s*"([^"]+)"')


class Client(NamedTuple):
    """Who asks: `path` is the collection of calls; its POST takes `body`, its GET a page, and `path/ID` is one."""

    name: str
    headers: tuple[tuple[str, str], ...]
    path: str
    body: bytes

    def request(self, method: str, path: str, body: bytes = b"") -> bytes:
        """A request as it goes over the wire."""
        lines = [f"{method} {path} HTTP/1.1", "host: localhost:4010", *(f"{name}: {text}" for name, text in self.sent)]
        return "\r\n".join([*lines, f"content-length: {len(body)}", "", ""]).encode() + body

    @property
    def sent(self) -> list[tuple[str, str]]:
        """The headers that go with each request."""
        return [("content-type", "application/json"), ("accept", "*/*"), ("user-agent", "bench"), *self.headers]

    @property
    def raw(self) -> list[tuple[bytes, bytes]]:
        """The same headers, and the host, as ASGI has them."""
        return [(b"host", b"localhost:4010"), *((name.encode(), text.encode()) for name, text in self.sent)]

    @property
    def create(self) -> bytes:
        """The request that places a call."""
        return self.request("POST", self.path, self.body)

    def in_world(self, world: str) -> "Client":
        """The same client, of another world of the server."""
        return self._replace(path=f"/w/{world}{self.path}")

    def read(self, call: str) -> bytes:
        """The request that reads it."""
        return self.request("GET", f"{self.path}/{call}")


def client(provider: str) -> Client:
    """The client of one provider."""
    sample = sample_request(PROVIDERS[provider], TO, "key")
    body = dict(sample.body)
    if "assistant" in body:
        body["assistant"] = {**body["assistant"], "prompt": LONG}
    return Client(provider, tuple(sample.headers.items()), f"/{provider}{sample.path}", msgspec.json.encode(body))


def bare_client() -> Client:
    """The client of the reference, and of peers, which are set up to answer the same."""
    body = msgspec.json.encode({"agent_id": "agent_abc123", "phone_number": TO})
    return Client(REFERENCE, (("authorization", "Bearer key"),), "/calls", body)


def clients() -> list[Client]:
    """Those of all providers."""
    return [client(name) for name in PROVIDERS]


def id_in(answer: bytes) -> str:
    """The id of the call in the answer to a create: the first there is."""
    found = _ID.search(answer)
    assert found is not None, f"no id in {answer[:300]!r}"
    return found[1].decode()
