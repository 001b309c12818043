"""The requests on calls that any provider understands: place one, read it, cancel it.

    sample_request(provider, number, …) ─► method, path, headers, body     call_in(provider, response) ─► the call

The tour, `explain`, the benchmarks and the suite of all providers use them in place of a real client. Paths begin after
the mount point of the provider. Nothing is sent here.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import quote

from mockserver.providers.base import Operation, Provider

NUMBER = "+12125550142"  #: a fictional number, which nobody has


class SampleRequest(NamedTuple):
    """A request of a client."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: Mapping[str, Any]


def sample_request(provider: Provider, number: str, key: str, dials: int = 1) -> SampleRequest:
    """Return the smallest request that places a call to that number, with at most so many dials."""
    create = operation_of(provider, provider.calls.create)
    body = provider.sample_order(number, dials)
    return SampleRequest(create.method, provider.prefix + create.template, key_headers(provider, key), body)


def example_order(provider: Provider, number: str) -> Mapping[str, Any]:
    """Return a realistic body that places a call to that number; else the smallest one."""
    return provider.example_order(number) if provider.example_order is not None else provider.sample_order(number, 1)


def operation_of(provider: Provider, name: str) -> Operation:
    """Return the operation of that name; every operation that `Provider.calls` names must exist."""
    return next(operation for operation in provider.operations if operation.name == name)


def path_of(provider: Provider, name: str, call_id: str = "") -> str:
    """Return the path of an operation on calls, or on the call with that id."""
    return provider.prefix + operation_of(provider, name).template.replace("{id}", quote(call_id, safe=""))


def key_headers(provider: Provider, key: str) -> dict[str, str]:
    """Return the header in which a provider expects the API key."""
    security = provider.security
    return {security["name"]: key} if security["type"] == "apiKey" else {"authorization": f"Bearer {key}"}


def call_in(provider: Provider, response: Any) -> Any:
    """Return the call in the JSON of a response to `create` or `get`."""
    *envelope, _ = _pointer(provider)
    for key in envelope:
        response = response[key]
    return response


def id_in(provider: Provider, response: Any) -> str:
    """Return the id of the call in the JSON of a response to `create`."""
    return str(call_in(provider, response)[_pointer(provider)[-1]])


def _pointer(provider: Provider) -> list[str]:
    made = operation_of(provider, provider.calls.create).makes
    assert made is not None, f"operation {provider.calls.create!r} of {provider.name} needs `makes`: where its id is"
    return made.strip("/").split("/")
