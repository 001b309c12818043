"""Responses of the server itself: recordings, and errors outside any provider.

Errors have the format of the control API: `{"error": {"code", "message", "details"}}`.
"""

from mockserver.errors import MockserverError
from mockserver.providers.base import Answer, answer
from mockserver.world.recordings import recorded_seconds, requested_part, wav


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


def recording(method: str, path: str, asked: str) -> Answer:
    """Return a recording, or the part of it that the header `Range` asks for. Pages of any origin may read it."""
    return open_to_pages(_recording(method, path, asked))


def _recording(method: str, path: str, asked: str) -> Answer:
    seconds = recorded_seconds(path)
    if seconds is None:
        message = f"There is no recording at {path}; take the link from a call that has ended."
        return refused(404, "not_found", message)
    if method not in ("GET", "HEAD"):
        message = f"A recording does not take {method}; it takes GET and HEAD."
        return refused(405, "method_not_allowed", message, ("Allow", "GET, HEAD"))
    whole = wav(seconds)
    part = requested_part(asked, len(whole)) if asked else None
    if part is None:
        return Answer(200, whole, [("Accept-Ranges", "bytes")], "audio/wav")
    if not part:
        message = f"The recording has {len(whole):,} bytes, so there are none in {asked[:80]!r}."
        return refused(416, "range_not_satisfiable", message, ("Content-Range", f"bytes */{len(whole)}"))
    span = f"bytes {part.start}-{part.stop - 1}/{len(whole)}"
    headers = [("Accept-Ranges", "bytes"), ("Content-Range", span)]
    return Answer(206, whole[part.start : part.stop], headers, "audio/wav")


def open_to_pages(given: Answer) -> Answer:
    """Let pages of other origins read a response that needs no key (CORS), ranges included."""
    given.headers.append(("Access-Control-Allow-Origin", "*"))
    given.headers.append(("Access-Control-Expose-Headers", "Accept-Ranges, Content-Length, Content-Range"))
    return given
