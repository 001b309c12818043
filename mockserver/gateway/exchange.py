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
from functools import cache
from urllib.parse import unquote

from mockserver.errors import MockserverError, TooManyWorlds
from mockserver.gateway.encodings import UnknownEncoding, unpack
from mockserver.gateway.fixtures import Fixtures
from mockserver.gateway.own_answers import bad_world, no_room, open_to_pages, recording, refused
from mockserver.gateway.resolver import ResolvedRequest, Resolver
from mockserver.gateway.worlds import Worlds
from mockserver.providers import PROVIDERS
from mockserver.providers.base import Answer, Operation, Provider, Refusal, Request, answer
from mockserver.providers.bodies import MAX_BODY, check_media
from mockserver.providers.openapi import describe
from mockserver.scenarios.library import ScenarioLibrary
from mockserver.simulation.clock import STEP
from mockserver.simulation.sizes import CLIPPED_BYTES, clipped
from mockserver.world.journal import Record
from mockserver.world.settings import Settings
from mockserver.world.world import World

DOCUMENT = "/openapi.json"
AUDITED = "mockserver.answer"  #: the `sys.audit` event of every response: provider, operation or None, response
LOG = logging.getLogger("mockserver")


class Exchange:
    """Answers the requests to the worlds of one server. `on_change` is called with a world after a request to it."""

    def __init__(self, settings: Settings, library: ScenarioLibrary, fixtures: Fixtures) -> None:
        self.settings = settings
        self.worlds = Worlds(settings, library, fixtures)
        self.on_change: Callable[[World], None] = lambda _world: None
        self._places = Resolver(PROVIDERS.values(), settings.only)

    # -- requests ----------------------------------------------------------------------------------

    def answer(
        self, method: str, target: str, headers: Iterable[tuple[bytes, bytes]], body: bytes, scheme: str = "http"
    ) -> Answer:
        """Answer one request. `target` is the raw path with its query. Never raises."""
        began = time.perf_counter()
        resolved = self._places.find(method, scheme, target, tuple(headers))
        where = resolved.target
        if where.sound:
            return recording(method, where.path, resolved.head.named)
        if not resolved.named_well:
            return bad_world(where.world)
        try:
            world = self.worlds.open(where.world)
        except TooManyWorlds as error:
            return no_room(error)
        if world.origin != resolved.origin:  # the same object as before, so that memoized answers stay valid
            world.origin = resolved.origin
        world.catch_up()
        request = Request(method, where.path, where.query, resolved.head.named, body, resolved.params, where.key)
        provider, operation = where.provider, resolved.operation
        if provider is not None and operation is not None:
            result = self._perform(world, provider, operation, request)
        elif provider is not None and where.path == DOCUMENT and method in ("GET", "HEAD"):
            return open_to_pages(answer(describe(provider, world.origin)))
        else:
            result = self._unknown(world, resolved, request)
        return self._seal(world, resolved, request, result, began)

    def _perform(self, world: World, provider: Provider, operation: Operation, request: Request) -> Answer:
        try:
            self._admit(world, provider, operation, request)
            if operation.reads is not None and world.clock.mode is STEP:
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
            raise Refusal(401, provider.codes.no_key, f"No API key was sent. {provider.title} wants one in a header.")
        if "forbidden" in key:
            raise Refusal(403, provider.codes.forbidden, "This API key may not do that.")
        if "invalid" in key or (self.settings.api_keys and key not in self.settings.api_keys):
            raise Refusal(401, provider.codes.no_key, "This API key is not valid.")

    # -- what goes around every answer -------------------------------------------------------------

    def _unknown(self, world: World, resolved: ResolvedRequest, request: Request) -> Answer:
        provider, found = resolved.target.provider, resolved.found
        near = self._nearest(request, provider)
        hint = f" Nearest: {'; '.join(near)}." if near else ""
        if provider is None:
            result = refused(404, "not_found", f"No provider is mounted at {request.path}.{hint}")
        elif found is None:
            message = f"There is no {request.method} {request.path}.{hint}"
            result = provider.refuse(Refusal(404, provider.codes.no_route, message), world)
        else:
            allowed = ", ".join([*found.methods, *(["HEAD"] if "GET" in found.methods else [])])
            message = f"{request.path} does not take {request.method}; it takes {allowed}."
            refusal = Refusal(405, provider.codes.no_method, message, headers=[("Allow", allowed)])
            result = provider.refuse(refusal, world)
        result.headers.append(("X-Mockserver-Unmatched", "; ".join(near) or "nothing comes near"))
        return result

    def _nearest(self, request: Request, provider: Provider | None) -> list[str]:
        from difflib import get_close_matches

        prefix = f"/{provider.name}{provider.prefix}" if provider else ""
        asked = f"{request.method} {prefix}{unquote(request.path)}"[:300]
        return get_close_matches(asked, _nearby(), n=3, cutoff=0.5)

    def _seal(self, world: World, resolved: ResolvedRequest, request: Request, result: Answer, began: float) -> Answer:
        provider, operation = resolved.target.provider, resolved.operation
        if provider is not None and provider.finish is not None:
            provider.finish(world, request, result)
        result.headers.append(("X-Mockserver-World", world.name))
        call = world.calls.get(request.call) if request.call else None
        if call is not None:
            result.headers.append(("X-Mockserver-Scenario", call.plan.scenario))
        if request.note:
            result.headers.append(("X-Mockserver-Note", request.note))
            if LOG.isEnabledFor(logging.INFO):
                LOG.info("%s: %s %s: %s", world.name, request.method, request.path, " ".join(request.note.split()))
        world.journal.add(
            Record(
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
                time.perf_counter() - began,
                request.call,
                request.note,
            )
        )
        self.on_change(world)
        sys.audit(AUDITED, provider, operation, result)
        return result


@cache
def _nearby() -> list[str]:
    """Return the operations that a request without a route probably meant."""
    return [
        f"{operation.method} /{name}{provider.prefix}{operation.template}"
        for name, provider in PROVIDERS.items()
        for operation in provider.operations
    ]
