"""The dashboard: a page in the browser, at `GET /__admin/`, that shows the simulator and controls it.

    browser ─┬─ /, /__admin/, /__admin/assets/…   `files` (read from `static` at the first visit)
             └─ everything else                   the control API, which gives the page all its data

It depends on `control` only for the rules who may use it. The page is written in JavaScript, in `src`;
`scripts/dashboard` builds `static` from it. Start reading with `src/main.js`. docs/dashboard.md is for its users.
"""

from typing import Any

from mockserver.control import ADMIN, AsgiApp, Guard

ASSETS = f"{ADMIN}/assets/"
PAGES = ("/", ADMIN, f"{ADMIN}/")


def application(control: AsgiApp, guard: Guard) -> AsgiApp:
    """Return the control API with the page in front of it, as an ASGI application.

    The page needs no token; its data does. A browser at `/` gets the page too.
    """

    async def app(scope: Any, receive: Any, send: Any) -> None:
        file = None
        if _is_for_page(scope) and guard.rejection(scope) is None:
            from mockserver.dashboard.files import find, respond

            file = find(scope["path"])
        if file is None:
            await control(scope, receive, send)
        else:
            await respond(file, scope, send)

    return app


def _is_for_page(scope: Any) -> bool:
    """Return whether a client wants the page or one of its assets, rather than text (at `/`) or the index of routes as
    JSON."""
    if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
        return False
    path: str = scope["path"]
    if path not in PAGES:
        return path.startswith(ASSETS)
    accept = b",".join([value for name, value in scope["headers"] if name == b"accept"])
    return b"text/html" in accept or (path != "/" and b"json" not in accept)
