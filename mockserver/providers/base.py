"""The bricks of which every provider is built.

A provider is a value: a name, two small dictionaries (what its words for phases and ends are), a table of operations
and a handful of small functions. An operation's endpoint is a plain function (world, request) → answer; whatever it
does not like it raises as a `Refusal`, which the provider's own `refuse` turns into its own error shape.
"""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar, cast
from urllib.parse import parse_qs

import msgspec
from msgspec.structs import replace

from mockserver.calls.call import Call
from mockserver.calls.events import EndReason, Phase
from mockserver.calls.views import View
from mockserver.providers.stored import Stored
from mockserver.scenarios.situation import Meaning
from mockserver.world.orders import Order
from mockserver.world.outbox import WebhookPolicy
from mockserver.world.world import World

Shape = TypeVar("Shape", bound=Mapping[str, Any])
JSON = "application/json"
BEARER = MappingProxyType({"type": "http", "scheme": "bearer"})  #: `Authorization: Bearer KEY`


class Request(msgspec.Struct):
    """One request as a provider sees it: the path is its own, without the prefix under which it is mounted."""

    method: str
    path: str
    query_string: str
    headers: Mapping[str, str]  #: names in lower case
    body: bytes
    params: Mapping[str, str] = {}  #: what stands in the places of the path template, decoded
    key: str = ""  #: the API key without `~world`
    call: str | None = None  #: the call that the request turned out to be about
    note: str | None = None  #: shown as `X-Mockserver-Note`

    @property
    def query(self) -> dict[str, list[str]]:
        """The query parameters; values percent-decoded, blank ones kept."""
        return parse_qs(self.query_string, keep_blank_values=True) if self.query_string else {}

    def one(self, name: str) -> str | None:
        """The last value of a query parameter, or None."""
        values = self.query.get(name)
        return values[-1] if values else None

    @property
    def scenario(self) -> str | None:
        """The scenario that the request asks for by header."""
        return self.headers.get("x-mockserver-scenario")


class Answer(msgspec.Struct):
    """What goes back."""

    status: int
    body: bytes
    headers: list[tuple[str, str]] = []
    media: str = JSON


def answer(value: object, status: int = 200) -> Answer:
    """A JSON answer."""
    return Answer(status, msgspec.json.encode(value))


class Refusal(Exception):
    """The provider says no. `code` is the provider's own word; `headers` are added to the answer."""

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        details: Mapping[str, Any] | None = None,
        headers: Iterable[tuple[str, str]] = (),
    ) -> None:
        self.status, self.code, self.message = status, code, message
        self.details = dict(details or {})
        self.headers = list(headers)
        super().__init__(f"{status} {code}: {message}")


Endpoint = Callable[[World, Request], Answer]


class Operation(msgspec.Struct, frozen=True):
    """One row of a provider's table: where it is reached, who answers it, and the types of what it takes and gives.

    The types are those that decode requests and that renderers return; the OpenAPI document is made of them.
    """

    method: str
    template: str
    name: str  #: `resource.verb`
    endpoint: Endpoint
    reads: Callable[[Request], Iterable[str]] | None = None  #: the calls that it reads (for the clock's step mode)
    body: type[msgspec.Struct] | None = None
    forms: Mapping[str, type[msgspec.Struct]] = {}  #: other media than JSON that it takes → fields
    query: type[msgspec.Struct] | None = None
    reply: Any = Any  #: the type of the answer (what `media` says no JSON is has none)
    statuses: tuple[int, ...] = (200,)  #: with which it succeeds
    media: str = JSON
    makes: str | None = None  #: where the reply of an operation that makes something has its id, e.g. `/call/id`


def reads_path(request: Request) -> Iterable[str]:
    """The call named by `{id}` in the path."""
    return (request.params["id"],)


class Provider(msgspec.Struct, frozen=True, kw_only=True):
    """A provider. See `docs/adding-a-provider.md` for the smallest one that works."""

    name: str
    title: str
    base: str  #: what follows the mount point in a client's base URL, e.g. `/v1`
    hosts: tuple[str, ...]  #: the real host names, for clients that cannot change theirs
    aliases: tuple[str, ...] = ()  #: prefixes under which the operations are reached as well, e.g. `/api`
    other_roots: tuple[str, ...] = ()  #: what its paths outside `base` begin with; no other provider has such paths
    key_of: Callable[[Mapping[str, str]], str | None]  #: headers → API key; None when there is none
    refuse: Callable[[Refusal, World], Answer]
    table: Callable[[], tuple[Operation, ...]]  #: imports its endpoints, so it is called with the first request to it
    stored: Callable[[], Stored] | None = None  #: the types of what it stores, to check what comes from outside
    public: frozenset[str] = frozenset()  #: names of operations that need no key
    phases: Mapping[Phase, str]
    ends: Mapping[EndReason, Any]
    vocabulary: Mapping[str, Meaning]  #: its status words, for scenarios that use them literally
    word: Callable[[View], str]  #: the status word of a call
    status: Callable[[Call], object]  #: everything of a call that a polling client would see as its status
    options: type[msgspec.Struct]  #: what can be set for it
    limits: Callable[[Any], Mapping[str, int | None]]  #: options → numbers of lines
    inbound: Callable[[World, "Inbound"], Order]  #: how somebody calls one of its numbers
    codes: "Codes"
    folder: Path  #: where its README and its examples lie
    placeholders: bool = False  #: its examples hold placeholder values (`<string>`), so no list shows them
    refusal: Any = Any  #: the type of the body of a refusal
    security: Mapping[str, str] = BEARER  #: how the key is sent, as an OpenAPI security scheme
    admit: Callable[[World, Request, Operation], None] | None = None  #: refuses whom the check of the key let pass
    counters: frozenset[str] = frozenset()  #: collections that any request changes, so that they are nobody's documents
    finish: Callable[[World, Request, Answer], None] | None = None  #: last touch to every answer, refusals included
    webhook_policy: WebhookPolicy | None = None  #: what it tells and asks its customer's server
    sources: Mapping[str, str] = {}  #: where its operations are documented: name → page
    environment: Mapping[str, str] = {}  #: variables of its clients: name → `url` or `key`

    @property
    def operations(self) -> tuple[Operation, ...]:
        """Its table of operations."""
        return self.table()


class Inbound(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody calls a number of the account (control API)."""

    from_number: str
    to_number: str
    agent: str | None = None
    scenario: str | None = None


class Codes(NamedTuple):
    """The provider's words for what can go wrong with any request."""

    no_key: str
    forbidden: str
    no_route: str
    no_method: str
    bad_json: str
    bad_body: str
    bad_media: str
    too_large: str
    no_call: str
    crashed: str


def bearer_key(headers: Mapping[str, str]) -> str | None:
    """The key of `Authorization: Bearer KEY`; None if there is none."""
    scheme, _, key = headers.get("authorization", "").partition(" ")
    return key.strip() if scheme.lower() == "bearer" else None


def options_of(world: World, provider: str) -> Any:
    """What is set for a provider in this world."""
    return world.options.providers[provider]


def lenient(world: World) -> bool:
    """Whether the world's profile is `lenient`: nothing is unknown, formats are not checked."""
    return world.options.profile == "lenient"


def strict(world: World) -> bool:
    """Whether the world's profile is `strict`: what is referred to must exist, unknown fields are refused."""
    return world.options.profile == "strict"


def find_call(world: World, request: Request, provider: str, code: str, synthesized: Callable[[], Order]) -> Call:
    """The call of that provider named by `{id}` in the path; in profile `lenient` it is conjured if need be.

    Raises:
        Refusal: 404 with that `code`.
    """
    call_id = request.params["id"]
    call = world.calls.get(call_id)
    if call is None and lenient(world):
        call = world.synthesize(replace(synthesized(), id=call_id))
    if call is None or call.provider != provider:
        raise Refusal(404, code, f"There is no call {call_id!r}.", {"id": call_id})
    request.call = call_id
    return call


def merge(into: Shape, *overrides: Mapping[str, Any] | None) -> Shape:
    """Lay raw overrides of a scenario over an answer, nested objects key by key. What it is by type, it stays: what a
    scenario writes there is the scenario's own matter."""
    laid = cast("dict[str, Any]", into)
    for override in overrides:
        for key, value in (override or {}).items():
            old = laid.get(key)
            laid[key] = merge(dict(old), value) if isinstance(old, dict) and isinstance(value, dict) else value
    return into


def known_words(words: Iterable[tuple[str, Phase, EndReason | None]]) -> dict[str, Meaning]:
    """A vocabulary from its rows: the provider's word, the phase it stands for, and why it ended if it has."""
    return {word: Meaning(phase, reason) for word, phase, reason in words}
