"""Responses of the server itself: recordings, OpenAPI documents, OPTIONS, requests without a route, and errors outside
any provider.

Errors have the format of the control API: `{"error": {"code", "message", "details"}}`.
"""

from collections.abc import Mapping

from mockserver.errors import MockserverError
from mockserver.gateway.cors import preflight
from mockserver.gateway.resolver import EVERYTHING, Own, ResolvedRequest
from mockserver.providers.base import Answer, Refusal, Request, answer
from mockserver.providers.openapi import describe
from mockserver.providers.routing import RouteMatch
from mockserver.world.recordings import Recording, recording_at, requested_part
from mockserver.world.world import World

_ALL = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]  #: methods that operations have


def refused(status: int, code: str, message: str, *headers: tuple[str, str]) -> Answer:
    """Return an error response."""
    result = answer({"error": {"code": code, "message": message, "details": {}}}, status)
    result.headers.extend(headers)
    return result


def bad_world(name: str) -> Answer:
    """Return the response to a request with an invalid name of a world."""
    message = f"{name[:80]!r} cannot be the name of a world; expected 1 to 64 of A-Z a-z 0-9 . _ -"
    return refused(400, "bad_world", message)


def no_room(error: MockserverError) -> Answer:
    """Return the response to a request that needs a new world when there are too many."""
    return answer({"error": {"code": error.code, "message": str(error), "details": error.details}}, 503)


def no_route(world: World, resolved: ResolvedRequest, request: Request, only: str | None) -> Answer:
    """Return the response to a request that matches no operation: the provider's own 404 or 405, with the usual mistake
    and the nearest operations. `only` is the one provider that the server serves."""
    from mockserver.gateway.hints import nearest, path_hint

    provider, found = resolved.target.provider, resolved.found
    near = "; ".join(nearest(request.method, request.path, provider, only))
    if found is None:
        request.note = path_hint(request.method, request.path, request.headers, provider, only)
    hints = [*([request.note] if request.note else []), *([f"Nearest: {near}."] if near else [])]
    hint = "".join(f" {text}" for text in hints)
    if provider is None:
        result = refused(404, "not_found", f"No provider is mounted at {request.path}.{hint}")
    elif found is None:
        message = f"There is no {request.method} {request.path}.{hint}"
        result = provider.refuse(Refusal(404, provider.codes.no_route, message), world)
    else:
        allowed = _methods(found)
        message = f"{request.path} does not take {request.method}; it takes {', '.join(allowed)}."
        refusal = Refusal(405, provider.codes.no_method, message, headers=[_allow(allowed)])
        result = provider.refuse(refusal, world)
    unmatched = " ".join(hints) if request.note else near or "nothing comes near"
    result.headers.append(("X-Mockserver-Unmatched", unmatched))
    return result


def own_answer(own: Own, method: str, resolved: ResolvedRequest) -> Answer:
    """Return the response to a request that the server itself answers; no journal contains it."""
    headers = resolved.head.named
    if own is Own.PREFLIGHT:
        return preflight(resolved.access, headers)
    if own is Own.OPTIONS:
        everything = resolved.target.path == f"/{EVERYTHING}"
        return Answer(204, b"", [_allow(_ALL if everything else _methods(resolved.found))])
    if own is Own.RECORDING:
        return _recording(method, resolved.target.path, headers)
    return _document(method, resolved)


def _methods(found: RouteMatch | None) -> list[str]:
    """Return the methods of a path, except OPTIONS; without a match, those of what is only read."""
    methods = [name for name in (found.methods if found is not None else ["GET"]) if name != "OPTIONS"]
    return [*methods, "HEAD"] if "GET" in methods and "HEAD" not in methods else methods


def _allow(methods: list[str]) -> tuple[str, str]:
    return "Allow", ", ".join([*methods, "OPTIONS"])


def _read_only(what: str, method: str) -> Answer:
    """Return the error for a request that does not read something that is only read."""
    message = f"{what} does not take {method}; it takes GET and HEAD."
    return refused(405, "method_not_allowed", message, _allow(_methods(None)))


def _document(method: str, resolved: ResolvedRequest) -> Answer:
    """Return the OpenAPI document of a provider."""
    if not resolved.named_well:
        return bad_world(resolved.target.world)
    if method not in ("GET", "HEAD"):
        return _read_only("An OpenAPI document", method)
    assert resolved.target.provider is not None, "only providers have documents"
    return answer(describe(resolved.target.provider, resolved.origin))


def _recording(method: str, path: str, headers: Mapping[str, str]) -> Answer:
    """Return a recording, or the part of it that the header `Range` asks for."""
    sound = recording_at(path)
    if sound is None:
        message = f"There is no recording at {path}; take the link from a call that has ended."
        return refused(404, "not_found", message)
    if method not in ("GET", "HEAD"):
        return _read_only("A recording", method)
    tag = f'"{sound.size}"'  # what is at a path never changes
    asked = headers.get("range") if headers.get("if-range", tag) == tag else None
    part = requested_part(asked, sound.size) if asked else None
    return _sent(sound, part, [("Accept-Ranges", "bytes"), ("ETag", tag)], asked or "")


def _sent(sound: Recording, part: range | None, headers: list[tuple[str, str]], asked: str) -> Answer:
    """Return the whole recording, a part of it, or the error if the part is empty."""
    if part is None:
        return Answer(200, sound.part(range(sound.size)), headers, sound.media)
    if not part:
        message = f"The recording has {sound.size:,} bytes, so there are none in {asked[:80]!r}."
        return refused(416, "range_not_satisfiable", message, ("Content-Range", f"bytes */{sound.size}"))
    span = f"bytes {part.start}-{part.stop - 1}/{sound.size}"
    return Answer(206, sound.part(part), [*headers, ("Content-Range", span)], sound.media)
