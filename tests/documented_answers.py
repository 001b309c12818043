"""Every answer of every test is held against the OpenAPI document of its provider: one hook for the whole suite.

The exchange raises an audit event per answer; what the hook raises comes out of the exchange. The schemas are closed
here: a key that no type knows is a mistake too. What a scenario lays over an answer (`fields`) is not judged: a test
that does so is marked `off_schema`.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import jsonschema_rs
import msgspec

from mockserver.gateway.exchange import AUDITED
from mockserver.providers import PROVIDERS
from mockserver.providers.base import Answer, Operation, Provider
from mockserver.providers.openapi import describe

_judging = True


class OffSchema(Exception):
    """An answer is not as the OpenAPI document says."""


def watch() -> None:
    """Judge every answer from now on."""
    sys.addaudithook(_hear)


@contextmanager
def unjudged() -> Iterator[None]:
    """Judge none in between."""
    global _judging
    _judging = False
    try:
        yield
    finally:
        _judging = True


def _hear(event: str, arguments: tuple[Any, ...]) -> None:
    if event == AUDITED and _judging:
        judge(*arguments)


def judge(provider: Provider | None, operation: Operation | None, answer: Answer) -> None:
    """Hold an answer against the document.

    Raises:
        OffSchema: its status, media type or body is another.
    """
    if provider is None or PROVIDERS.get(provider.name) is not provider:
        return
    where = f"{provider.name} {operation.name if operation else 'without operation'} {answer.status}"
    status = str(answer.status) if answer.status < 400 else f"{answer.status // 100}XX"
    if operation is None:
        operation = provider.operations[0]
    validators = _validators(provider.name, operation.name)
    if status not in validators:
        raise OffSchema(f"{where}: expected {', '.join(validators)}")
    media, validator = validators[status]
    if answer.media != media:
        raise OffSchema(f"{where}: {answer.media}, expected {media}")
    if validator is not None:
        error = next(validator.iter_errors(msgspec.json.decode(answer.body)), None)
        if error is not None:
            path = ".".join(map(str, error.instance_path))
            raise OffSchema(f"{where}: at {path or 'the top'}: {error.message[:500]}")


@cache
def _document(provider: str) -> dict[str, Any]:
    document = describe(PROVIDERS[provider], "http://mock.test")
    _close(document["components"]["schemas"])
    return document


def _close(schema: Any) -> None:
    """Objects have no other keys than those that are named."""
    if isinstance(schema, dict):
        if "properties" in schema:
            schema.setdefault("additionalProperties", False)
        for inner in schema.values():
            _close(inner)
    elif isinstance(schema, list):
        for inner in schema:
            _close(inner)


@cache
def _validators(provider: str, operation: str) -> dict[str, tuple[str, Any]]:
    """Status → media type and validator of the body (None where it is no JSON) of an operation."""
    document = _document(provider)
    found = (row for path in document["paths"].values() for row in path.values() if row["operationId"] == operation)
    made: dict[str, tuple[str, Any]] = {}
    for status, response in next(found)["responses"].items():
        ((media, content),) = response["content"].items()
        schema = {**content["schema"], "components": document["components"]} if content else None
        made[status] = (media, jsonschema_rs.Draft202012Validator(schema) if schema else None)
    return made
