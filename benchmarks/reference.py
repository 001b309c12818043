"""What everything is compared with: the least that an ASGI application can do and still be a server of calls.

A dict of calls, a key that is checked, 1.2 KB of JSON for each answer; no validation, no journal, no clock. Also a
receiver of webhooks that says 200. `python -m benchmarks.reference PORT` serves both on uvicorn as `mockserver serve`
does: httptools and uvloop, no access log.
"""

import sys
from typing import Any

import msgspec

TEXT = "A person answers, talks with the agent and hangs up. " * 19
HEADERS = [(b"content-type", b"application/json")]
HOOK = "/hook"


class Bare:
    """The application; `received` counts webhooks."""

    def __init__(self) -> None:
        self.calls: dict[str, dict[str, Any]] = {}
        self.received = 0

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            return
        status, answer = self._answer(scope, (await receive())["body"])
        body = msgspec.json.encode(answer)
        sent = [*HEADERS, (b"content-length", str(len(body)).encode())]
        await send({"type": "http.response.start", "status": status, "headers": sent})
        await send({"type": "http.response.body", "body": body})

    def _answer(self, scope: Any, body: bytes) -> tuple[int, Any]:
        if scope["path"] == HOOK:
            self.received += 1
            return 200, {}
        if dict(scope["headers"]).get(b"authorization") != b"Bearer key":
            return 401, {"error": "no key"}
        if scope["method"] == "POST":
            call = {**msgspec.json.decode(body), "id": f"c{len(self.calls)}", "status": "queued", "text": TEXT}
            self.calls[call["id"]] = call
            return 201, call
        found = self.calls.get(scope["path"].rpartition("/")[2])
        return (200, found) if found else (404, {"error": "no such call"})


def main(port: int) -> None:
    """Serve on that port of 127.0.0.1."""
    import uvicorn

    uvicorn.run(
        Bare(), port=port, http="httptools", loop="uvloop", ws="none", lifespan="off", access_log=False, log_config=None
    )


if __name__ == "__main__":
    main(int(sys.argv[1]))
