"""Receives the webhooks of Ringyo: verifies signatures, acts on each event once, and tracks the state of each call.

    POST ─► signed? ── no ──► 401
               ├── seen before ──► 200, nothing happens
               ├── not JSON ──► 400
               └── new ──► update the call, never backwards ─► act ─► 200

An ASGI application without a framework. Ringyo's pages do not say how it signs; here it is HMAC-SHA256 in hex, either
of the body (`plain`), or of a timestamp and the body (`t=…,v1=…`), which prevents replay attacks.
"""

import hashlib
import hmac
import json
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from typing import Any

SIGNATURE = "x-ringyo-signature"
TOLERANCE = 300.0  #: seconds that the timestamp of a signature may differ
LONGEST = 1024 * 1024
REMEMBERED = 10_000  #: number of stored digests of webhooks
STEPS = {"call.started": 0, "call.ringing": 1, "call.answered": 2, "call.completed": 3, "call.failed": 3}


def verify(secrets: Sequence[str], header: str, body: bytes, now: float, *, timestamped: bool) -> bool:
    """Return whether a signature header is valid for the body. During a change of the secret there are two secrets, two
    signatures, or both: one match is enough."""
    parts = [part.strip().partition("=") for part in header.split(",")]
    if not timestamped:
        return _matches([name for name, equals, _ in parts if not equals], secrets, body)
    stamps = [value for name, _, value in parts if name == "t"]
    if len(stamps) != 1 or not stamps[0].isdecimal() or abs(now - int(stamps[0])) > TOLERANCE:
        return False
    given = [value for name, _, value in parts if name == "v1"]
    return _matches(given, secrets, f"{stamps[0]}.".encode() + body)


def _matches(given: Sequence[str], secrets: Sequence[str], signed: bytes) -> bool:
    """Return whether one of the signatures was made with one of the secrets; compare in constant time."""
    expected = [hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest().encode() for secret in secrets]
    return True in [hmac.compare_digest(signature.encode(), valid) for signature in given for valid in expected]


class Receiver:
    """The application. `act` is called with each new event; `calls` has the newest data of each call.

    `timestamped` is the expected style of signature. A receiver that accepts both styles could be sent an old webhook
    again, because a signature without a timestamp is valid forever.
    """

    def __init__(
        self,
        secrets: Sequence[str],
        act: Callable[[Mapping[str, Any]], None] = lambda event: None,
        *,
        timestamped: bool,
        now: Callable[[], float] = time.time,
    ) -> None:
        self.calls: dict[str, Mapping[str, Any]] = {}
        self._secrets, self._act, self._timestamped, self._now = secrets, act, timestamped, now
        self._seen: deque[bytes] = deque(maxlen=REMEMBERED)
        self._steps: dict[str, int] = {}

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Handle one request."""
        assert scope["type"] == "http", "start the server with --lifespan off"
        body, more = b"", True
        while more and len(body) <= LONGEST:
            message = await receive()
            body, more = body + message.get("body", b""), message.get("more_body", False)
        signatures = [value.decode("latin-1") for name, value in scope["headers"] if name == SIGNATURE.encode()]
        status = self.handle(scope["method"], signatures, body)
        await send({"type": "http.response.start", "status": status, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    def handle(self, method: str, signatures: Sequence[str], body: bytes) -> int:
        """Process a webhook and return the response status."""
        if method != "POST":
            return 405
        if len(body) > LONGEST:
            return 413
        if not any(self._verified(header, body) for header in signatures):
            return 401
        digest = hashlib.sha256(body).digest()
        if digest in self._seen:
            return 200
        status = self._process(body)
        if status == 200:
            self._seen.append(digest)
        return status

    def _verified(self, header: str, body: bytes) -> bool:
        return verify(self._secrets, header, body, self._now(), timestamped=self._timestamped)

    def _process(self, body: bytes) -> int:
        try:
            event = json.loads(body)
        except ValueError:
            return 400
        if not isinstance(event, dict) or not isinstance(event.get("data"), dict):
            return 400
        self._update(str(event.get("event")), event["data"])
        self._act(event)
        return 200

    def _update(self, name: str, data: Mapping[str, Any]) -> None:
        """Update a call from an event, unless a later event of the call is known already."""
        call = str(data.get("id"))
        if STEPS.get(name, -1) >= self._steps.get(call, 0):
            self._steps[call], self.calls[call] = STEPS[name], data
