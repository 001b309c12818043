"""Rate-limit headers on every answer (introduction page): limit, what remains, and when the count begins anew.

Requests are counted per fixed minute of the world's time. The count is a document, so that a snapshot holds it.
Nothing is refused here: the limit is told, not enforced.
"""

from mockserver.providers.base import Answer, Request, options_of
from mockserver.world import World

COLLECTION = "ringyo.rate"
_WINDOW = "window"
_SECONDS = 60


def tell_rate(world: World, _request: Request, result: Answer) -> None:
    """Count one request, and add the three headers to its answer."""
    limit: int = options_of(world, "ringyo").rate_limit
    count, reset = _count(world)
    result.headers += [
        ("X-RateLimit-Limit", str(limit)),
        ("X-RateLimit-Remaining", str(max(0, limit - count))),
        ("X-RateLimit-Reset", str(reset)),
    ]


def _count(world: World) -> tuple[int, int]:
    """How many requests came in this minute, and when it ends, in Unix seconds."""
    documents = world.collection(COLLECTION)
    seconds = int(world.now.timestamp())
    reset = seconds - seconds % _SECONDS + _SECONDS
    kept = documents.get(_WINDOW)
    count = kept["count"] + 1 if kept is not None and kept["reset"] == reset else 1
    documents.insert(_WINDOW, {"count": count, "reset": reset})
    return count, reset
