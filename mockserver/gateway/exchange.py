"""The exchange holds the worlds and answers every request to a provider with one plain function.

    (method, target, headers, body) ─► world, provider, operation ─► process due events ─► API key
        ─► endpoint (or the provider's own error) ─► journal ─► (status, headers, body)

The function never waits; the servers (ASGI, in process) call it. A request that matches no route gets the provider's
own 404, with the nearest operations in a header.
"""

import logging
import sys
import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from mockserver.calls.api_faults import ApiFaultKind
from mockserver.errors import MockserverError, TooManyWorlds
from mockserver.gateway.api_faults import (
    FAULT,
    HEADER,
    BrokenAnswer,
    FaultHit,
    changed,
    fault_before,
    fault_of_new_call,
    instead,
)
from mockserver.gateway.encodings import UnknownEncoding, unpack
from mockserver.gateway.fixtures import Fixtures
from mockserver.gateway.own_answers import bad_world, no_room, no_route, own_answer, refused
from mockserver.gateway.resolver import ResolvedRequest, Resolver
from mockserver.gateway.worlds import Worlds
from mockserver.providers import PROVIDERS
from mockserver.providers.base import Answer, Operation, Provider, Refusal, Request
from mockserver.providers.bodies import MAX_BODY, check_media
from mockserver.scenarios.library import ScenarioLibrary
from mockserver.simulation.clock import STEP
from mockserver.simulation.sizes import CLIPPED_BYTES, clipped
from mockserver.world.journal import Record
from mockserver.world.settings import Settings
from mockserver.world.world import World

if TYPE_CHECKING:
    from mockserver.gateway.world_watch import WorldWatch

AUDITED = "mockserver.answer"  #: the `sys.audit` event of every response without a planned fault, as it was before the
#: setting `tomorrow` changed it; its arguments are the provider, the operation or None, the response
LOG = logging.getLogger("mockserver")


class Exchange:
    """Answers the requests to the worlds of one server. `on_change` is called with a world after a request to it.

    Raises:
        SettingsError: one of the origins in `settings.cors` is invalid.
    """

    def __init__(self, settings: Settings, library: ScenarioLibrary, fixtures: Fixtures) -> None:
        self.settings = settings
        self.worlds = Worlds(settings, library, fixtures)
        self.on_change: Callable[[World], None] = lambda _world: None
        self.watch: WorldWatch | None = None  #: looks at worlds that have changed; made by `observe`
        self.on_request: Callable[[World, Record], None] | None = None  #: called with every record of the journals
        self.on_other: Callable[[str, str, Answer], None] | None = None  #: called with every other request
        self.began = time.perf_counter()
        self._places = Resolver(PROVIDERS.values(), settings.only, settings.cors)

    def observe(self) -> "WorldWatch":
        """Return the watch of all worlds. It is made with the first use, and stays."""
        if self.watch is None:
            from mockserver.gateway.world_watch import WorldWatch

            self.watch = WorldWatch(self.worlds)
        return self.watch

    # -- requests ----------------------------------------------------------------------------------

    def answer(
        self,
        method: str,
        target: str,
        headers: Iterable[tuple[bytes, bytes]],
        body: bytes,
        scheme: str = "http",
        connection: int = 0,
    ) -> Answer:
        """Answer one request. `target` is the raw path with its query, `connection` the number of the connection.
        Never raises."""
        began = time.perf_counter()
        resolved = self._places.find(method, scheme, target, tuple(headers))
        where = resolved.target
        if resolved.own is not None:
            return self._outside(method, target, own_answer(resolved.own, method, resolved), resolved)
        if not resolved.named_well:
            return self._outside(method, target, bad_world(where.world), resolved)
        try:
            world = self.worlds.open(where.world)
        except TooManyWorlds as error:
            return self._outside(method, target, no_room(error), resolved)
        if world.origin != resolved.origin:  # the same object as before, so that memoized answers stay valid
            world.origin = resolved.origin
        world.catch_up()
        named, params = resolved.head.named, resolved.params
        request = Request(
            method, where.path, where.query, named, body, params, where.key, None, None, connection, began
        )
        if where.provider is not None and (not world.faults.is_empty or FAULT in request.headers):
            return self._answer_with_faults(world, resolved, request, where.provider)
        result = self._respond(world, resolved, request)
        hit = None if world.faults.is_empty else fault_of_new_call(world, resolved, request)
        return self._seal(world, resolved, request, result, hit)

    def _answer_with_faults(
        self, world: World, resolved: ResolvedRequest, request: Request, provider: Provider
    ) -> Answer:
        try:
            hit = fault_before(world, resolved, request)
        except ValueError as error:
            message = f"The header {HEADER} is {request.headers[FAULT][:200]!r}: {error}."
            return self._outside(request.method, request.path, refused(400, "bad_fault", message), resolved)
        if hit is None or hit.fault.needs_answer:
            result = self._respond(world, resolved, request)
            new = fault_of_new_call(world, resolved, request, may_act=hit is None)
            return self._seal(world, resolved, request, result, hit or new)
        if hit.fault.kind is not ApiFaultKind.DELAY:
            return self._seal(world, resolved, request, instead(hit, world, provider), hit)

        def resume() -> Answer:
            world.catch_up()
            request.began = time.perf_counter()
            return self._seal(world, resolved, request, self._respond(world, resolved, request), hit)

        return BrokenAnswer(0, b"", kind=hit.fault.kind, seconds=hit.seconds, resume=resume)

    def _outside(self, method: str, target: str, result: Answer, resolved: ResolvedRequest) -> Answer:
        """Report an answer that no journal contains."""
        if resolved.access is not None:
            resolved.access.add_to(result)
        if self.on_other is not None:
            self.on_other(method, target, result)
        return result

    def _respond(self, world: World, resolved: ResolvedRequest, request: Request) -> Answer:
        """Return the endpoint's answer, or that there is none."""
        provider, operation = resolved.target.provider, resolved.operation
        if provider is None or operation is None:
            return no_route(world, resolved, request, self.settings.only)
        try:
            self._admit(world, provider, operation, request)
            if request.params and operation.method != "GET":
                _note_progress(world, request)
            if world.clock.mode is STEP and operation.reads is not None:
                _note_progress(world, request)
                world.step(operation.reads(request), provider.status)
            return operation.endpoint(world, request)
        except Refusal as refusal:
            return provider.refuse(refusal, world)
        except MockserverError as error:
            message = f"mockserver: {error}"
            return provider.refuse(Refusal(400, provider.codes.bad_body, message, error.details), world)
        except Exception:
            LOG.exception("%s %s failed", request.method, request.path)
            message = "mockserver itself failed; its log tells where. Please report it."
            return provider.refuse(Refusal(500, provider.codes.crashed, message), world)

    def _admit(self, world: World, provider: Provider, operation: Operation, request: Request) -> None:
        if operation.name not in provider.public:
            self._check_key(provider, request)
        if provider.authorize is not None:
            provider.authorize(world, request, operation)
        if request.body:
            self._check_body(provider, operation, request)

    def _check_body(self, provider: Provider, operation: Operation, request: Request) -> None:
        if "content-encoding" in request.headers:
            self._unpack(provider, request)
        if len(request.body) > MAX_BODY:
            message = f"The body has {len(request.body):,} bytes; at most {MAX_BODY:,} are taken."
            raise Refusal(413, provider.codes.too_large, message)
        wrong = check_media(request, operation)
        if wrong is not None:
            raise Refusal(415, provider.codes.bad_media, wrong)

    @staticmethod
    def _unpack(provider: Provider, request: Request) -> None:
        try:
            request.body = unpack(request.body, request.headers["content-encoding"], MAX_BODY)
        except UnknownEncoding as error:
            raise Refusal(415, provider.codes.bad_media, str(error)) from None
        except ValueError as error:
            raise Refusal(400, provider.codes.bad_json, str(error)) from None

    def _check_key(self, provider: Provider, request: Request) -> None:
        key = request.key
        if not key:
            from mockserver.gateway.hints import missing_key

            request.note = missing_key(provider, request.headers, self.settings.only)
            raise Refusal(401, provider.codes.no_key, request.note)
        if "forbidden" in key:
            raise self._refused_key(request, 403, provider.codes.forbidden, "This API key may not do that.")
        if "invalid" in key or (self.settings.api_keys and key not in self.settings.api_keys):
            raise self._refused_key(request, 401, provider.codes.no_key, "This API key is not valid.")

    @staticmethod
    def _refused_key(request: Request, status: int, code: str, message: str) -> Refusal:
        from mockserver.gateway.hints import refused_key

        request.note = refused_key(request.key)
        return Refusal(status, code, f"{message} {request.note}")

    # -- what goes around every answer -------------------------------------------------------------

    def _seal(
        self, world: World, resolved: ResolvedRequest, request: Request, result: Answer, hit: FaultHit | None
    ) -> Answer:
        provider, operation = resolved.target.provider, resolved.operation
        if provider is not None and provider.finish is not None:
            provider.finish(world, request, result)
        if hit is None:
            sys.audit(AUDITED, provider, operation, result)
        if world.options.tomorrow:
            _grow(world, provider, operation, request, result, hit)
        after, fault = None, None
        if hit is not None and provider is not None:
            result, fault = changed(hit, world, provider, request, result), hit.noted(world.journal.count + 1)
            result.headers.append((HEADER, fault))
        result.headers.append(("X-Mockserver-World", world.name))
        call = world.calls.get(request.call) if request.call else None
        if call is not None:
            after = call.processed
            result.headers.append(("X-Mockserver-Scenario", call.plan.scenario))
        if request.note:
            result.headers.append(("X-Mockserver-Note", request.note))
        if resolved.access is not None:
            resolved.access.add_to(result)
        self._report(world, _record(world, resolved, request, result, fault, after, hit))
        return result

    def _report(self, world: World, record: Record) -> None:
        world.journal.add(record)
        if self.on_request is not None:
            self.on_request(world, record)
        self.on_change(world)


def _record(
    world: World,
    resolved: ResolvedRequest,
    request: Request,
    result: Answer,
    fault: str | None,
    after: int | None,
    hit: FaultHit | None,
) -> Record:
    """Return what the journal keeps of a request."""
    provider, operation = resolved.target.provider, resolved.operation
    return Record(
        world.journal.count + 1,
        world.now,
        provider.name if provider else "",
        operation.name if operation else None,
        request.method,
        request.path,
        request.query_string,
        resolved.head.items,
        request.body if len(request.body) <= CLIPPED_BYTES else clipped(request.body),
        result.status,
        result.body if len(result.body) <= CLIPPED_BYTES else clipped(result.body),
        time.perf_counter() - request.began,
        request.call,
        request.note,
        request.connection,
        fault,
        request.before,
        after,
        hit.seconds if hit is not None else 0.0,
    )


def _grow(
    world: World,
    provider: Provider | None,
    operation: Operation | None,
    request: Request,
    result: Answer,
    hit: FaultHit | None,
) -> None:
    """Change an answer as the setting `tomorrow` asks, unless a fault has made it."""
    if provider is not None and (hit is None or hit.calls_endpoint):
        from mockserver.gateway.future_answers import grow_answer

        grow_answer(world, provider, operation, request, result)


def _note_progress(world: World, request: Request) -> None:
    """Note how far the call that the path names has come before the request changes it."""
    call = world.calls.get(request.params.get("id", ""))
    request.before = call.processed if call is not None else None
