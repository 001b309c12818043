"""The limit of requests: three headers on every answer, and 429 beyond it where that is switched on.

Requests are counted per fixed minute of the world's time, so that tests say the same again; the count is a document,
so that a snapshot holds it. Sources: /api-reference/introduction (headers, limits), /advanced/api-keys (lower limits).
"""

from mockserver.providers.base import Answer, Refusal, Request
from mockserver.providers.ringyo.options import ringyo_options
from mockserver.world.documents import Document
from mockserver.world.world import World

COLLECTION = "ringyo.rate"
PLANS = {
    "introduction": {"trial": 0, "starter": 0, "pro": 300, "agency": 1000},
    "api-keys": {"trial": 0, "starter": 0, "pro": 60, "agency": 300},
}  #: page → plan → requests per minute
_WINDOW = "window"
_SECONDS = 60


def check_rate(world: World) -> None:
    """Whether one more request may come in this minute.

    Raises:
        Refusal: 429 `rate_limit_exceeded` with `Retry-After`.
    """
    limit, window = _limit(world), _window(world)
    if window["count"] < limit:
        return
    wait = window["reset"] - int(world.now.timestamp())
    message = f"Too many requests: {limit} may be made per minute. Try again in {wait} s."
    details = {"limit": limit, "retry_after": wait}
    raise Refusal(429, "rate_limit_exceeded", message, details, [("Retry-After", str(wait))])


def add_rate_headers(world: World, _request: Request, result: Answer) -> None:
    """Count one request, and add the three headers to its answer."""
    window, limit = _window(world), _limit(world)
    count, reset = window["count"] + 1, window["reset"]
    world.collection(COLLECTION).insert(_WINDOW, {"count": count, "reset": reset})
    result.headers += (
        ("X-RateLimit-Limit", str(limit)),
        ("X-RateLimit-Remaining", str(limit - count) if count < limit else "0"),
        ("X-RateLimit-Reset", str(reset)),
    )


def _limit(world: World) -> int:
    """Requests per minute that the account may make."""
    options = ringyo_options(world)
    return PLANS[options.rate_table][options.plan] if options.rate_limit is None else options.rate_limit


def _window(world: World) -> Document:
    """The minute that it is: how many requests came in it (`count`), and when it ends (`reset`), in Unix seconds."""
    seconds, kept = int(world.now.timestamp()), world.collection(COLLECTION).get(_WINDOW)
    if kept is not None and 0 < kept["reset"] - seconds <= _SECONDS:
        return kept
    return {"count": 0, "reset": seconds - seconds % _SECONDS + _SECONDS}
