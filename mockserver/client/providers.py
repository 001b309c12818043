"""The providers that a server serves, as frozen values. `Control.providers` returns them.

Unknown keys are ignored, so an older client can read a newer server.
"""

from typing import Any

import msgspec


class Authentication(msgspec.Struct, frozen=True):
    """How clients send the API key: in this header, after this prefix."""

    header: str
    prefix: str = ""


class ProviderOperation(msgspec.Struct, frozen=True):
    """An operation. `path` is a template that begins with the mount point, such as `/acme/v1/calls/{id}`."""

    name: str
    method: str
    path: str
    purpose: str = ""


class CallOperation(msgspec.Struct, frozen=True):
    """An operation on calls. `body` is an example of the JSON to send."""

    operation: str
    method: str
    path: str
    body: dict[str, Any] | None = None


class CallRequests(msgspec.Struct, frozen=True):
    """The operations on calls; None for those that the provider does not have."""

    create: CallOperation
    get: CallOperation
    list: CallOperation | None = None
    cancel: CallOperation | None = None


class ServedProvider(msgspec.Struct, frozen=True):
    """A provider. `phases`, `dial_errors` and `end_reasons` are neutral words, `statuses` are its own."""

    name: str
    title: str
    base: str  #: the path of its mount point
    authentication: Authentication
    calls: CallRequests
    hosts: tuple[str, ...] = ()
    phases: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    dial_errors: tuple[str, ...] = ()
    end_reasons: tuple[str, ...] = ()
    operations: tuple[ProviderOperation, ...] = ()
    webhook_events: tuple[str, ...] = ()  #: names or globs
    openapi: str = ""  #: the path of its OpenAPI document
