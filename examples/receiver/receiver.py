"""Receives the webhooks of Ringyo: checks who sent them, acts on each once, and knows how far each call has come.

    POST ─► signed? ── no ──► 401
               ├── seen before ──► 200, and nothing is done
               ├── no JSON ──► 400
               └── new ──► the call moves on, but never back ─► act ─► 200

An ASGI application without a framework. Ringyo's pages do not say how it signs; here it is HMAC-SHA256 in hex, either
of the body (`plain`) or of a time stamp and the body (`t=…,v1=…`), which nobody can send again later.
"""

import hashlib
import hmac
import json
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from typing import Any

SIGNATURE = "x-ringyo-signature"
TOLERANCE = 300.0  #: seconds that the time stamp of a signature may be off
LONGEST = 1024 * 1024
KEPT = 10_000  #: webhooks that are remembered
STEPS = {"call.started": 0, "call.ringing": 1, "call.answered": 2, "call.completed": 3, "call.failed": 3}


def verify(secrets: Sequence[str], header: str, body: bytes, now: float, *, timestamped: bool) -> bool:
    """Whether a signature header stands for the body. While a secret is being changed there are two secrets, or two
    signatures, or both: one that fits is enough."""
    parts = [part.strip().partition("=") for part in header.split(",")]
    if not timestamped:
        return _fits([name for name, equals, _ in parts if not equals], secrets, body)
    stamps = [value for name, _, value in parts if name == "t"]
    if len(stamps) != 1 or not stamps[0].isdecimal() or abs(now - int(stamps[0])) > TOLERANCE:
        return False
    given = [value for name, _, value in parts if name == "v1"]
    return _fits(given, secrets, f"{stamps[0]}.".encode() + body)


def _fits(given: Sequence[str], secrets: Sequence[str], signed: bytes) -> bool:
    """Whether one of the signatures was made with one of the secrets; compared without telling by time how far off."""
    expected = [hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest().encode() for secret in secrets]
    return True in [hmac.compare_digest(one.encode(), another) for one in given for another in expected]


class Receiver:
    """The application. `act` is called with each event that is new; `calls` holds the newest data of each call.

    `timestamped` says which style of signature is expected: a receiver that took either could be sent, for ever, what
    was once signed without a time.
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
        self._seen: deque[bytes] = deque(maxlen=KEPT)
        self._steps: dict[str, int] = {}

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer one request."""
        assert scope["type"] == "http", "start the server with --lifespan off"
        body, more = b"", True
        while more and len(body) <= LONGEST:
            message = await receive()
            body, more = body + message.get("body", b""), message.get("more_body", False)
        signatures = [value.decode("latin-1") for name, value in scope["headers"] if name == SIGNATURE.encode()]
        status = self.take(scope["method"], signatures, body)
        await send({"type": "http.response.start", "status": status, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    def take(self, method: str, signatures: Sequence[str], body: bytes) -> int:
        """Take a webhook in; the status to answer with."""
        if method != "POST":
            return 405
        if len(body) > LONGEST:
            return 413
        if not any(self._verified(header, body) for header in signatures):
            return 401
        digest = hashlib.sha256(body).digest()
        if digest in self._seen:
            return 200
        status = self._heard(body)
        if status == 200:
            self._seen.append(digest)
        return status

    def _verified(self, header: str, body: bytes) -> bool:
        return verify(self._secrets, header, body, self._now(), timestamped=self._timestamped)

    def _heard(self, body: bytes) -> int:
        try:
            event = json.loads(body)
        except ValueError:
            return 400
        if not isinstance(event, dict) or not isinstance(event.get("data"), dict):
            return 400
        self._move(str(event.get("event")), event["data"])
        self._act(event)
        return 200

    def _move(self, name: str, data: Mapping[str, Any]) -> None:
        """Take over what an event says of its call, unless more is known of that call already."""
        call = str(data.get("id"))
        if STEPS.get(name, -1) >= self._steps.get(call, 0):
            self._steps[call], self.calls[call] = STEPS[name], data
