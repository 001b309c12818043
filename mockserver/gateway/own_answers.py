"""Responses of the server itself: recordings, requests without a route, and errors outside any provider.

Errors have the format of the control API: `{"error": {"code", "message", "details"}}`.
"""

from collections.abc import Mapping

from mockserver.errors import MockserverError
from mockserver.gateway.resolver import ResolvedRequest
from mockserver.providers.base import Answer, Refusal, Request, answer
from mockserver.world.recordings import Recording, recording_at, requested_part
from mockserver.world.world import World


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
        allowed = ", ".join([*found.methods, *(["HEAD"] if "GET" in found.methods else [])])
        message = f"{request.path} does not take {request.method}; it takes {allowed}."
        refusal = Refusal(405, provider.codes.no_method, message, headers=[("Allow", allowed)])
        result = provider.refuse(refusal, world)
    unmatched = " ".join(hints) if request.note else near or "nothing comes near"
    result.headers.append(("X-Mockserver-Unmatched", unmatched))
    return result


def recording(method: str, path: str, headers: Mapping[str, str]) -> Answer:
    """Return a recording, or the part of it that the header `Range` asks for. Pages of any origin may read it."""
    return open_to_pages(_recording(method, path, headers))


def _recording(method: str, path: str, headers: Mapping[str, str]) -> Answer:
    sound = recording_at(path)
    if sound is None:
        message = f"There is no recording at {path}; take the link from a call that has ended."
        return refused(404, "not_found", message)
    if method not in ("GET", "HEAD"):
        message = f"A recording does not take {method}; it takes GET and HEAD."
        return refused(405, "method_not_allowed", message, ("Allow", "GET, HEAD"))
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


def open_to_pages(given: Answer) -> Answer:
    """Let pages of other origins read a response that needs no key (CORS), ranges included."""
    given.headers.append(("Access-Control-Allow-Origin", "*"))
    given.headers.append(("Access-Control-Expose-Headers", "Accept-Ranges, Content-Length, Content-Range, ETag"))
    return given
