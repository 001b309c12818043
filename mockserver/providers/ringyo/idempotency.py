"""`Idempotency-Key` on POST requests (introduction page): the same request twice is processed once.

What was answered is kept for 24 virtual hours per key, path and API key, and answered again: successes and refusals
alike. The exception is 429, which says "later". Keys are stored as digests, so no secret gets into a snapshot.
"""

from collections.abc import Callable
from datetime import timedelta
from hashlib import blake2b
from itertools import takewhile

from msgspec import json

from mockserver.providers.base import Answer, Refusal, Request
from mockserver.providers.bodies import BadBody, read_object
from mockserver.providers.ringyo.errors import refuse
from mockserver.simulation.durations import later, parse_instant, show_instant
from mockserver.world.documents import Document
from mockserver.world.world import World

COLLECTION = "ringyo.idempotency"
RETENTION = timedelta(hours=24)


def answer_once(world: World, request: Request, perform: Callable[[], Answer]) -> Answer:
    """What `perform` answers; for a request that was processed before, what it answered then.

    Raises:
        Refusal: 409 `idempotency_conflict`: the key was sent before with another body.
    """
    given = request.headers.get("idempotency-key")
    if not given:
        return perform()
    _delete_expired(world)
    key = _digest("\0".join((request.key, request.path.rstrip("/"), given)).encode())
    body = _digest(_plain(request.body))
    kept = world.collection(COLLECTION).get(key)
    if kept is not None:
        return _replay(kept, body, request)
    return _keep(world, request, (key, body), _perform_or_refuse(world, perform))


def _perform_or_refuse(world: World, perform: Callable[[], Answer]) -> Answer:
    try:
        return perform()
    except Refusal as refusal:
        return refuse(refusal, world)


def _keep(world: World, request: Request, digests: tuple[str, str], result: Answer) -> Answer:
    if result.status != 429:
        key, body = digests
        kept = {
            "id": key,
            "until": show_instant(later(world.now, RETENTION)),
            "body": body,
            "call": request.call,
            "status": result.status,
            "answer": result.body.decode(),
        }
        world.collection(COLLECTION).insert(key, kept)
    return result


def _replay(kept: Document, body: str, request: Request) -> Answer:
    if kept["body"] != body:
        message = "This Idempotency-Key was sent before with another body. Take a new key for a new request."
        raise Refusal(409, "idempotency_conflict", message)
    request.call, request.note = kept["call"], "answered before: same Idempotency-Key"
    return Answer(kept["status"], kept["answer"].encode())


def _delete_expired(world: World) -> None:
    documents = world.collection(COLLECTION)
    expired = [kept["id"] for kept in takewhile(lambda kept: parse_instant(kept["until"]) <= world.now, documents)]
    for key in expired:
        documents.delete(key)


def _plain(body: bytes) -> bytes:
    """A body without what does not matter: spaces, and the order of keys."""
    try:
        return json.encode(read_object(body), order="sorted")
    except BadBody:
        return body


def _digest(value: bytes) -> str:
    return blake2b(value, digest_size=16).hexdigest()
