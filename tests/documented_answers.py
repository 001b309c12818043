"""Validates every response of every test against the OpenAPI document of its provider: one hook for the whole suite.

The exchange raises an audit event per response, and an exception of the hook leaves the exchange. Schemas are closed
here, so an undeclared key is an error too. Tests whose scenarios override raw `fields` are marked `off_schema` and not
validated.
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

_validating = True


class OffSchema(Exception):
    """A response does not match the OpenAPI document."""


def watch() -> None:
    """Validate every response from now on."""
    sys.addaudithook(_on_audit)


@contextmanager
def unvalidated() -> Iterator[None]:
    """Validate no response in this context."""
    global _validating
    _validating = False
    try:
        yield
    finally:
        _validating = True


def _on_audit(event: str, arguments: tuple[Any, ...]) -> None:
    if event == AUDITED and _validating:
        validate(*arguments)


def validate(provider: Provider | None, operation: Operation | None, answer: Answer) -> None:
    """Validate a response.

    Raises:
        OffSchema: its status, media type or body does not match the document.
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
    """Forbid undeclared keys in all objects."""
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
    """Return status → media type and validator of the body (None if it is not JSON) of an operation."""
    document = _document(provider)
    found = (row for path in document["paths"].values() for row in path.values() if row["operationId"] == operation)
    made: dict[str, tuple[str, Any]] = {}
    for status, response in next(found)["responses"].items():
        ((media, content),) = response["content"].items()
        schema = {**content["schema"], "components": document["components"]} if content else None
        made[status] = (media, jsonschema_rs.Draft202012Validator(schema) if schema else None)
    return made
