"""Validates every response of every test against the OpenAPI document of its provider: one hook for the whole suite.

The exchange raises an audit event per response, and an exception of the hook leaves the exchange. Tests whose scenarios
override raw `fields` are marked `off_schema` and not validated.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from mockserver.gateway.exchange import AUDITED
from mockserver.providers import PROVIDERS
from mockserver.providers.base import Answer, Operation, Provider
from mockserver.testing.answer_validation import validator_of

_validating = True


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
    """Validate a response of one of the installed providers.

    Raises:
        OffSchema: its status, media type or body does not match the document.
    """
    if provider is not None and PROVIDERS.get(provider.name) is provider:
        validator_of(provider.name).validate(operation, answer.status, answer.media, answer.body)
