"""The rate limit: three headers on every response, and 429 beyond the limit if that is switched on.

Requests are counted per fixed minute of the world's time, so tests are repeatable. The count is a document, so
snapshots contain it. Sources: /api-reference/introduction (headers, limits), /advanced/api-keys (lower limits).
"""

from typing import Annotated

from msgspec import Meta, Struct

from mockserver.providers.base import Answer, Refusal, Request
from mockserver.providers.resources import Records
from mockserver.providers.ringyo.options import ringyo_options
from mockserver.world.world import World

PLANS = {
    "introduction": {"trial": 0, "starter": 0, "pro": 300, "agency": 1000},
    "api-keys": {"trial": 0, "starter": 0, "pro": 60, "agency": 300},
}  #: page → plan → requests per minute
_WINDOW = "window"
_SECONDS = 60
_RETRY = "Retry-After"


class Window(Struct, frozen=True):
    """The number of requests in a minute, and its end in Unix seconds."""

    count: Annotated[int, Meta(ge=0, le=2**53)]
    reset: Annotated[int, Meta(ge=-(2**53), le=2**53)]


WINDOWS = Records("ringyo.rate", Window)


def check_rate(world: World) -> None:
    """Check that one more request is allowed in this minute.

    Raises:
        Refusal: 429 `rate_limit_exceeded` with `Retry-After`.
    """
    limit, window = _limit(world), _window(world)
    if window.count < limit:
        return
    wait = window.reset - int(world.now.timestamp())
    message = f"Too many requests: the limit is {limit} per minute. Try again in {wait} s."
    details = {"limit": limit, "retry_after": wait}
    raise Refusal(429, "rate_limit_exceeded", message, details, [(_RETRY, str(wait))])


def add_rate_headers(world: World, _request: Request, result: Answer) -> None:
    """Count one request, and add the three headers to its response."""
    window, limit = _window(world), _limit(world)
    count, reset = window.count + 1, window.reset
    WINDOWS.of(world).insert(_WINDOW, Window(count, reset))
    left = limit - count if count < limit else 0
    if result.status == 429 and (wait := dict(result.headers).get(_RETRY)) is not None:  # also a planned fault
        left, reset = 0, int(world.now.timestamp()) + int(wait)
    result.headers += (
        ("X-RateLimit-Limit", str(limit)),
        ("X-RateLimit-Remaining", str(left)),
        ("X-RateLimit-Reset", str(reset)),
    )


def _limit(world: World) -> int:
    """Return the requests per minute that the account may make."""
    options = ringyo_options(world)
    return PLANS[options.rate_table][options.plan] if options.rate_limit is None else options.rate_limit


def _window(world: World) -> Window:
    """Return the current minute."""
    seconds, stored = int(world.now.timestamp()), WINDOWS.of(world).get(_WINDOW)
    if stored is not None and 0 < stored.reset - seconds <= _SECONDS:
        return stored
    return Window(0, seconds - seconds % _SECONDS + _SECONDS)
