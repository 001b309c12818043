"""`Idempotency-Key` on POST requests (introduction page): a repeated request is processed once.

Responses are stored for 24 virtual hours per key, path and API key, and repeated: successes and refusals. A 429 is not
stored, since the client should retry. Keys are stored as digests, so snapshots contain no secrets.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import blake2b
from itertools import takewhile
from typing import Annotated

from msgspec import Meta, Struct, json

from mockserver.providers.base import Answer, Refusal, Request
from mockserver.providers.bodies import BadBody, read_object
from mockserver.providers.resources import Records
from mockserver.providers.ringyo.errors import refuse
from mockserver.simulation.durations import later
from mockserver.world.world import World

RETENTION = timedelta(hours=24)


class StoredAnswer(Struct, frozen=True, kw_only=True):
    """A response for a repeated request; `body` is the digest of the request's body."""

    id: str
    until: Annotated[datetime, Meta(tz=True)]
    body: str
    call: str | None
    status: int
    answer: str


ANSWERS = Records("ringyo.idempotency", StoredAnswer)


def answer_once(world: World, request: Request, perform: Callable[[], Answer]) -> Answer:
    """Return the result of `perform`, or the stored response if the same request was processed before.

    Raises:
        Refusal: 409 `idempotency_conflict`: the key was already sent with another body.
    """
    given = request.headers.get("idempotency-key")
    if not given:
        return perform()
    _delete_expired(world)
    key = _digest("\0".join((request.key, request.path.rstrip("/"), given)).encode())
    body = _digest(_normalized(request.body))
    stored = ANSWERS.of(world).get(key)
    if stored is not None:
        return _replay(world, stored, body, request)
    return _store(world, request, (key, body), _perform_or_refuse(world, perform))


def _perform_or_refuse(world: World, perform: Callable[[], Answer]) -> Answer:
    try:
        return perform()
    except Refusal as refusal:
        return refuse(refusal, world)


def _store(world: World, request: Request, digests: tuple[str, str], result: Answer) -> Answer:
    if result.status != 429:
        key, body = digests
        stored = StoredAnswer(
            id=key,
            until=later(world.now, RETENTION),
            body=body,
            call=request.call,
            status=result.status,
            answer=result.body.decode(),
        )
        ANSWERS.of(world).insert(key, stored)
    return result


def _replay(world: World, stored: StoredAnswer, body: str, request: Request) -> Answer:
    if stored.body != body:
        message = "This Idempotency-Key was already sent with another body. Use a new key for a new request."
        raise Refusal(409, "idempotency_conflict", message)
    request.call = stored.call
    request.add_note("repeated response: same Idempotency-Key")
    call = world.calls.get(stored.call) if stored.call is not None else None
    request.before = call.processed if call is not None else None
    return Answer(stored.status, stored.answer.encode())


def _delete_expired(world: World) -> None:
    answers = ANSWERS.of(world)
    for stored in list(takewhile(lambda stored: stored.until <= world.now, answers)):
        answers.delete(stored.id)


def _normalized(body: bytes) -> bytes:
    """Return a body without spaces and the order of its keys."""
    try:
        return json.encode(read_object(body), order="sorted")
    except BadBody:
        return body


def _digest(value: bytes) -> str:
    return blake2b(value, digest_size=16).hexdigest()
