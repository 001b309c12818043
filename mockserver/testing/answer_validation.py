"""Validates responses against the OpenAPI document of their provider, with undeclared keys as errors.

    validator_of(provider).validate(operation, status, media, body)      raises OffSchema

It needs the extra `testing`. The suite of providers validates every response with it.
"""

from functools import cache, cached_property
from typing import Any, NamedTuple

import jsonschema_rs
import msgspec

from mockserver.providers import PROVIDERS
from mockserver.providers.base import Operation, Provider
from mockserver.providers.openapi import describe
from mockserver.providers.routing import Index
from mockserver.testing.api_client import Response


class OffSchema(Exception):
    """A response does not match the OpenAPI document."""


class Expected(NamedTuple):
    """What the document says about a status: media type, and validator of the body (None if it is not JSON)."""

    media: str
    validator: Any


class AnswerValidator:
    """Validates the responses of one provider."""

    def __init__(self, provider: Provider) -> None:
        self._provider = provider
        self._expected: dict[str, dict[str, Expected]] = {}

    def validate(self, operation: Operation | None, status: int, media: str, body: bytes) -> None:
        """Validate a response of an operation. Without one, it is a refusal, which all operations share.

        Raises:
            OffSchema: its status, media type or body does not match the document.
        """
        where = f"{self._provider.name} {operation.name if operation else 'without operation'} {status}"
        documented = self._of(operation or self._provider.operations[0])
        key = str(status) if status < 400 else f"{status // 100}XX"
        if key not in documented:
            raise OffSchema(f"{where}: expected {', '.join(documented)}")
        expected = documented[key]
        if media != expected.media:
            raise OffSchema(f"{where}: {media}, expected {expected.media}")
        if expected.validator is not None:
            error = next(expected.validator.iter_errors(msgspec.json.decode(body)), None)
            if error is not None:
                path = ".".join(map(str, error.instance_path))
                raise OffSchema(f"{where}: at {path or 'the top'}: {error.message[:500]}")

    def check(self, method: str, target: str, response: Response) -> None:
        """Validate a response to a client. Other paths of the server are not checked."""
        path = target.partition("?")[0].removeprefix(f"/{self._provider.name}")
        if path == target.partition("?")[0] or path == "/openapi.json":
            return
        found = self._index.find(path.removeprefix(self._provider.prefix))
        operation = found.methods.get(method) if found is not None else None
        self.validate(operation, response.status, response.headers["content-type"], response.body)

    @cached_property
    def _index(self) -> Index:
        return Index(self._provider.operations)

    @cached_property
    def _document(self) -> dict[str, Any]:
        document = describe(self._provider, "http://mock.test")
        _close(document["components"]["schemas"])
        return document

    def _of(self, operation: Operation) -> dict[str, Expected]:
        if operation.name not in self._expected:
            row = self._document["paths"][operation.template][operation.method.lower()]
            self._expected[operation.name] = dict(self._expected_of(row["responses"]))
        return self._expected[operation.name]

    def _expected_of(self, responses: dict[str, Any]) -> Any:
        for status, response in responses.items():
            ((media, content),) = response["content"].items()
            schema = {**content["schema"], "components": self._document["components"]} if content else None
            yield status, Expected(media, jsonschema_rs.Draft202012Validator(schema) if schema else None)


@cache
def validator_of(provider: str) -> AnswerValidator:
    """Return the validator of the provider of that name. All callers share it, because it compiles many schemas."""
    return AnswerValidator(PROVIDERS.named(provider))


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
