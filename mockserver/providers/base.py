"""The types of which every provider is built.

A provider is a value: a name, two dictionaries that translate phases and end reasons into its words, a table of
operations, and a few functions. The endpoint of an operation is a plain function (world, request) → `Answer`. It raises
a `Refusal` to reject a request; the provider's own `refuse` turns that into the provider's error shape.
"""

from collections.abc import Callable, Iterable, Mapping
from math import ceil
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
from mockserver.providers.tomorrow import Tomorrow
from mockserver.scenarios.situation import Meaning
from mockserver.webhooks.policy import WebhookPolicy
from mockserver.world.orders import Order
from mockserver.world.world import World

Shape = TypeVar("Shape", bound=Mapping[str, Any])
JSON = "application/json"
CONTRACT = 1  #: the version of these types; it grows when a provider that was written for them would no longer work
BEARER = MappingProxyType({"type": "http", "scheme": "bearer"})  #: `Authorization: Bearer KEY`


class Request(msgspec.Struct):
    """One request as a provider sees it. `path` does not include the prefix under which the provider is mounted."""

    method: str
    path: str
    query_string: str
    headers: Mapping[str, str]  #: names in lower case
    body: bytes
    params: Mapping[str, str] = {}  #: the path parameters, decoded
    key: str = ""  #: the API key without `~world`
    call: str | None = None  #: the id of the call that the response is about; set by endpoints
    note: str | None = None  #: sent as `X-Mockserver-Note`; see `add_note`
    connection: int = 0  #: number of the connection over which it came; 0: not over a socket
    began: float = 0.0  #: when the work on it began, by `time.perf_counter`
    before: int | None = None  #: how many events the call in the path had before the request

    @property
    def query(self) -> dict[str, list[str]]:
        """The query parameters, percent-decoded. Blank values are kept."""
        return parse_qs(self.query_string, keep_blank_values=True) if self.query_string else {}

    def query_value(self, name: str) -> str | None:
        """Return the last value of a query parameter, or None."""
        values = self.query.get(name)
        return values[-1] if values else None

    def add_note(self, note: str | None) -> None:
        """Add a note, if it is one, to those of the response (`X-Mockserver-Note`)."""
        if note is not None:
            self.note = note if self.note is None else f"{self.note}; {note}"

    @property
    def scenario(self) -> str | None:
        """The scenario that the request names in `X-Mockserver-Scenario`."""
        return self.headers.get("x-mockserver-scenario")


class Answer(msgspec.Struct):
    """An HTTP response."""

    status: int
    body: bytes
    headers: list[tuple[str, str]] = []
    media: str = JSON


def answer(value: object, status: int = 200) -> Answer:
    """Return a JSON response."""
    return Answer(status, msgspec.json.encode(value))


class Refusal(Exception):
    """The provider rejects the request. `code` is the provider's error code; `headers` are added to the response."""

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
    """One row of a provider's table: method, path, endpoint, and the types of requests and responses.

    The same types decode requests and are returned by renderers. The OpenAPI document is made from them.
    """

    method: str
    template: str
    name: str  #: `resource.verb`
    endpoint: Endpoint
    reads: Callable[[Request], Iterable[str]] | None = None  #: ids of the calls that it reads; for step mode
    body: type[msgspec.Struct] | None = None
    forms: Mapping[str, type[msgspec.Struct]] = {}  #: accepted media types other than JSON → fields
    query: type[msgspec.Struct] | None = None
    reply: Any = Any  #: the type of the response body; unused if `media` is not JSON
    statuses: tuple[int, ...] = (200,)  #: the statuses of success
    media: str = JSON
    makes: str | None = None  #: for operations that create something: JSON pointer to the new id, e.g. `/call/id`


def reads_path(request: Request) -> Iterable[str]:
    """Return the id of the call that `{id}` in the path names."""
    return (request.params["id"],)


class CallOperations(NamedTuple):
    """The names of a provider's operations on calls. `cancel` is None if it has none.

    `create` has a `makes`, and the responses to `get` contain the call at the same place as those to `create`.
    """

    create: str = "calls.create"
    get: str = "calls.get"
    list: str = "calls.list"
    cancel: str | None = "calls.cancel"


class Provider(msgspec.Struct, frozen=True, kw_only=True):
    """A provider. docs/adding-a-provider.md shows the smallest one that works."""

    name: str
    title: str
    base: str  #: the path after the mount point in a client's base URL, e.g. `/v1`
    hosts: tuple[str, ...]  #: the real host names, for clients that cannot change theirs
    aliases: tuple[str, ...] = ()  #: optional path prefixes of the operations, e.g. `/api`
    other_roots: tuple[str, ...] = ()  #: prefixes of its paths outside `base`; no other provider uses them
    key_of: Callable[[Mapping[str, str]], str | None]  #: headers → API key; None if there is none
    refuse: Callable[[Refusal, World], Answer]  #: a refusal → a response in the provider's error shape
    table: Callable[[], tuple[Operation, ...]]  #: returns the operations; imports the endpoints at the first request
    details: Any = Any  #: the type of what it stores with a call, `Call.details`
    stored: Callable[[], Stored] | None = None  #: returns the types of its documents, which check snapshots
    public: frozenset[str] = frozenset()  #: names of operations that need no key
    phases: Mapping[Phase, str]
    ends: Mapping[EndReason, Any]
    vocabulary: Mapping[str, Meaning]  #: its status words, for scenarios that use them literally
    status_word: Callable[[View], str]  #: the provider's status word for a call
    status: Callable[[Call], object]  #: all values of a call that a polling client sees as its status
    options: type[msgspec.Struct]  #: its settings
    limits: Callable[[Any], Mapping[str, int | None]]  #: options → numbers of lines
    inbound: Callable[[World, "Inbound"], Order]  #: an inbound call → the order that places it
    codes: "Codes"
    folder: Path  #: the folder of its README.md and examples.yaml
    placeholders: bool = False  #: its examples contain placeholder values (`<string>`), so lists omit them
    refusal: Any = Any  #: the type of an error body
    security: Mapping[str, str] = BEARER  #: how clients send the key, as an OpenAPI security scheme
    authorize: Callable[[World, Request, Operation], None] | None = None  #: runs after the key check; raises `Refusal`
    cross_origin: frozenset[str] = frozenset()  #: names of operations that web pages of any origin may call (CORS)
    counters: frozenset[str] = frozenset()  #: internal collections that any request may change
    finish: Callable[[World, Request, Answer], None] | None = None  #: changes every response in place, errors included
    webhook_policy: WebhookPolicy[World] | None = None  #: which webhooks it sends
    sources: Mapping[str, str] = {}  #: where its operations are documented: name → page
    retry_headers: Callable[[float], list[tuple[str, str]]] = lambda seconds: retry_after(seconds)
    """Seconds → the headers by which its clients learn when to try again."""
    environment: Mapping[str, str] = {}  #: environment variables of its clients: name → `url` or `key`
    calls: CallOperations = CallOperations()  #: which of its operations are those on calls
    sample_order: Callable[[str, int], Mapping[str, Any]]
    """(number, most dials) → the smallest body that places a call. Providers that dial once ignore the second."""
    example_order: Callable[[str], Mapping[str, Any]] | None = None
    """Number → a realistic body that places a call, with the usual optional fields; for people who edit it."""
    tomorrow: Tomorrow = Tomorrow()  #: what it might add to its API, for the setting of that name
    contract: int = 1  #: the `CONTRACT` for which it was written

    @property
    def operations(self) -> tuple[Operation, ...]:
        """The table of operations."""
        return self.table()

    @property
    def prefix(self) -> str:
        """The path between the mount point and the templates of the operations in clients' URLs; often empty."""
        return self.aliases[0] if self.aliases else ""


class Inbound(msgspec.Struct, frozen=True, kw_only=True):
    """An inbound call to a number of the account, as the control API requests it."""

    from_number: str
    to_number: str
    agent: str | None = None
    scenario: str | None = None


class Codes(NamedTuple):
    """The provider's codes for errors that any request can cause."""

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
    rate_limited: str = "rate_limited"


def retry_after(seconds: float) -> list[tuple[str, str]]:
    """Return the header that says when to try again (RFC 9110, section 10.2.3)."""
    return [("Retry-After", str(ceil(seconds)))]


def bearer_key(headers: Mapping[str, str]) -> str | None:
    """Return the key of `Authorization: Bearer KEY`; None if there is none."""
    scheme, _, key = headers.get("authorization", "").partition(" ")
    return key.strip() if scheme.lower() == "bearer" else None


def lenient(world: World) -> bool:
    """Return whether the profile is `lenient`: unknown ids are created on demand, formats are not checked."""
    return world.options.profile == "lenient"


def strict(world: World) -> bool:
    """Return whether the profile is `strict`: referenced objects must exist, unknown fields are rejected."""
    return world.options.profile == "strict"


def find_call(world: World, request: Request, provider: str, code: str, synthesized: Callable[[], Order]) -> Call:
    """Return the call of that provider that `{id}` in the path names. Profile `lenient` creates a missing one.

    Raises:
        Refusal: 404 with that `code`; there is no such call.
    """
    call_id = request.params["id"]
    call = world.calls.get(call_id)
    if call is None and lenient(world):
        call = world.synthesize(replace(synthesized(), id=call_id))
    hidden_for = call.plan.visible_after if call is not None else None
    if call is None or call.provider != provider or (hidden_for and world.now - call.created_at < hidden_for):
        raise Refusal(404, code, f"There is no call {call_id!r}.", {"id": call_id})
    request.call = call_id
    return call


def merge(into: Shape, *overrides: Mapping[str, Any] | None) -> Shape:
    """Override fields of a response body in place, nested objects key by key.

    The static type is unchanged, but overrides from scenarios are raw values of any type.
    """
    merged = cast("dict[str, Any]", into)
    for override in overrides:
        for key, value in (override or {}).items():
            old = merged.get(key)
            if isinstance(old, msgspec.Struct):
                old = msgspec.to_builtins(old)
            merged[key] = merge(dict(old), value) if isinstance(old, dict) and isinstance(value, dict) else value
    return into


def known_words(words: Iterable[tuple[str, Phase, EndReason | None]]) -> dict[str, Meaning]:
    """Return a vocabulary from rows of (the provider's word, its phase, the end reason if it means an end)."""
    return {word: Meaning(phase, reason) for word, phase, reason in words}
