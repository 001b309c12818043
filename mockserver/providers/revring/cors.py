"""Which answers pages of other origins may read: those of the one operation that a visitor's browser calls (CORS).

The operation itself is in `routes.web_calls`.
"""

from mockserver.providers.base import Answer, Request
from mockserver.world.world import World

PATH = "/webrtc/initiate-call"
PREFLIGHT = (
    ("Access-Control-Allow-Methods", "POST, OPTIONS"),
    ("Access-Control-Allow-Headers", "Content-Type, X-Mockserver-World, X-Mockserver-Scenario"),
    ("Access-Control-Max-Age", "86400"),
)


def allow_any_origin(_world: World, request: Request, given: Answer) -> None:
    """Any page may read the answer, refusals included."""
    if request.path.rstrip("/") == PATH:
        given.headers.append(("Access-Control-Allow-Origin", "*"))
