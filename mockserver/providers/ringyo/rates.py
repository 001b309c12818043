"""The limit of requests: three headers on every answer, and 429 beyond it where that is switched on.

Requests are counted per fixed minute of the world's time, so that tests say the same again; the count is a document,
so that a snapshot holds it. Sources: /api-reference/introduction (headers, limits), /advanced/api-keys (lower limits).
"""

from typing import NamedTuple

from mockserver.providers.base import Answer, Refusal, Request
from mockserver.providers.ringyo.options import set_for
from mockserver.world import World

COLLECTION = "ringyo.rate"
PLANS = {
    "introduction": {"trial": 0, "starter": 0, "pro": 300, "agency": 1000},
    "api-keys": {"trial": 0, "starter": 0, "pro": 60, "agency": 300},
}  #: page → plan → requests per minute
_WINDOW = "window"
_SECONDS = 60


class Window(NamedTuple):
    """The minute that it is: how many requests came in it, and when it ends, in Unix seconds."""

    requests: int
    reset: int


def check_rate(world: World) -> None:
    """Whether one more request may come in this minute.

    Raises:
        Refusal: 429 `rate_limit_exceeded` with `Retry-After`.
    """
    limit, window = _limit(world), _window(world)
    if window.requests < limit:
        return
    wait = window.reset - int(world.now.timestamp())
    message = f"Too many requests: {limit} may be made per minute. Try again in {wait} s."
    details = {"limit": limit, "retry_after": wait}
    raise Refusal(429, "rate_limit_exceeded", message, details, [("Retry-After", str(wait))])


def tell_rate(world: World, _request: Request, result: Answer) -> None:
    """Count one request, and add the three headers to its answer."""
    (requests, reset), limit = _window(world), _limit(world)
    world.collection(COLLECTION).insert(_WINDOW, {"count": requests + 1, "reset": reset})
    left = limit - requests - 1
    result.headers += (
        ("X-RateLimit-Limit", str(limit)),
        ("X-RateLimit-Remaining", str(left) if left > 0 else "0"),
        ("X-RateLimit-Reset", str(reset)),
    )


def _limit(world: World) -> int:
    """Requests per minute that the account may make."""
    options = set_for(world)
    return PLANS[options.rate_table][options.plan] if options.rate_limit is None else options.rate_limit


def _window(world: World) -> Window:
    seconds, kept = int(world.now.timestamp()), world.collection(COLLECTION).get(_WINDOW)
    reset = seconds - seconds % _SECONDS + _SECONDS
    return Window(kept["count"] if kept is not None and kept["reset"] == reset else 0, reset)
