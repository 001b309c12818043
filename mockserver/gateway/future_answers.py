"""Changes finished answers and webhooks of a world whose setting `tomorrow` is on; see `tomorrow` for what changes.

    exchange ─► grow_answer    after the provider has finished the answer, before a planned fault damages it
    outbox   ─► grown_message  when a webhook is added, so that retries and replays send the same bytes

The number of an answer counts those about the same thing: the id in the path, the new call, else the operation.
"""

from collections.abc import Callable
from fnmatch import fnmatchcase
from functools import cache
from typing import Any

from msgspec import DecodeError, json
from msgspec.structs import replace

from mockserver.gateway.object_kinds import ObjectKinds
from mockserver.gateway.tomorrow import Future
from mockserver.providers import PROVIDERS
from mockserver.providers.base import JSON, Answer, Operation, Provider, Request
from mockserver.providers.openapi import describe
from mockserver.webhooks.messages import WebhookMessage
from mockserver.world.world import World


def grow_answer(
    world: World, provider: Provider, operation: Operation | None, request: Request, result: Answer
) -> None:
    """Change a JSON answer in place. Refusals get unknown fields only."""
    if result.media != JSON:
        return
    name = operation.name if operation is not None else ""
    about = request.params.get("id") or request.call or name
    number = _number(world, provider.name, about) if result.status < 400 else None
    result.body = _grown(world, provider, result.body, about, number)


def message_grower(world: World) -> Callable[[WebhookMessage], WebhookMessage]:
    """Return the function that changes the webhooks of a world."""
    return lambda message: grown_message(world, message)


def grown_message(world: World, message: WebhookMessage) -> WebhookMessage:
    """Return the webhook of tomorrow. Bodies that the account itself defines stay as they are."""
    provider = PROVIDERS.get(message.provider)
    foreign = provider is None or any(fnmatchcase(message.event, glob) for glob in provider.tomorrow.foreign_events)
    if provider is None or foreign or not message.body:
        return message
    about = message.call or message.event
    number = _number(world, provider.name, about)
    return replace(message, body=_grown(world, provider, message.body, about, number))


def _number(world: World, provider: str, about: str) -> int:
    """Return the number of the next answer. `.request` keeps the world untouched; see `World.untouched`."""
    return world.serial(f"tomorrow:{provider}:{about}.request")


def _grown(world: World, provider: Provider, body: bytes, scope: str, number: int | None) -> bytes:
    try:
        value: Any = json.decode(body)
    except DecodeError:  # empty, or text
        return body
    future = Future(_kinds_of(provider.name), provider.tomorrow.words, world.randomness, number)
    return json.encode(future.grown(value, scope))


@cache
def _kinds_of(name: str) -> ObjectKinds:
    """Return the kinds of a provider. They are shared, because its document takes a while to make."""
    provider = PROVIDERS.named(name)
    return ObjectKinds(describe(provider, ""), provider.tomorrow.texts)
