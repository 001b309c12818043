"""Cross-origin access (CORS) for the one operation that a visitor's browser calls.

`routes.web_calls` holds the operation itself. No other path allows other origins.
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
    """Allow every web page to read the response, refusals included."""
    if request.path.rstrip("/") == PATH:
        given.headers.append(("Access-Control-Allow-Origin", "*"))
