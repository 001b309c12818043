"""The served providers: where their API is, how clients send the key, their words, operations and requests on calls.

    GET /__admin/providers ─► one row for each `Provider` value that the server serves

Everything comes from the values of the providers, so providers of other packages have a row too.
"""

import inspect
import re
from collections.abc import Iterable
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from mockserver.calls.events import DIAL_ERRORS, EndReason, Phase
from mockserver.calls.views import View
from mockserver.control import ADMIN
from mockserver.control.admin_route import AdminRoute, Reply
from mockserver.control.http import exchange_of, json_response
from mockserver.gateway.exchange import Exchange
from mockserver.gateway.mounts import mount
from mockserver.gateway.resolver import DOCUMENT
from mockserver.providers import PROVIDERS
from mockserver.providers.base import Operation, Provider
from mockserver.providers.samples import NUMBER, example_order, key_headers, operation_of

_HEAD = re.compile(r"`[^`]*`[^:]*:\s+")  #: method and path, at the begin of a docstring


class Authentication(msgspec.Struct):
    """How clients send the API key: in this header, after this prefix."""

    header: str
    prefix: str


class ProviderOperation(msgspec.Struct):
    """An operation: its name, method, path (a template with the mount point) and purpose (empty if it is not known)."""

    name: str
    method: str
    path: str
    purpose: str


class CallOperation(msgspec.Struct):
    """An operation on calls. `body` is an example of the JSON to send; null if nothing is sent."""

    operation: str
    method: str
    path: str
    body: dict[str, Any] | None


class CallRequests(msgspec.Struct):
    """The operations on calls; null for those that the provider does not have."""

    create: CallOperation
    get: CallOperation
    list: CallOperation | None
    cancel: CallOperation | None


class ServedProvider(msgspec.Struct):
    """A provider. `phases`, `dial_errors` and `end_reasons` are neutral words, `statuses` are its own. Names of webhook
    events can be globs; an empty list means that it does not say which it has."""

    name: str
    title: str
    base: str  #: the path of its mount point, the last part of a client's base URL
    hosts: tuple[str, ...]
    authentication: Authentication
    phases: tuple[Phase, ...]
    statuses: tuple[str, ...]
    dial_errors: tuple[EndReason, ...]
    end_reasons: tuple[EndReason, ...]
    operations: tuple[ProviderOperation, ...]
    calls: CallRequests
    webhook_events: tuple[str, ...]
    openapi: str  #: the path of its OpenAPI document


class ServedProviders(msgspec.Struct):
    """The providers that the server serves."""

    providers: list[ServedProvider]


async def list_providers(request: Request) -> Response:
    """`GET /__admin/providers`: the served providers: operations, words, webhooks, and an example order to edit."""
    exchange = exchange_of(request)
    rows = [serialize_provider(provider, exchange.settings.only) for provider in served_providers(exchange).values()]
    return json_response(ServedProviders(rows))


def served_providers(exchange: Exchange) -> dict[str, Provider]:
    """Return the providers that the server serves, by name: all, or only one."""
    only = exchange.settings.only
    return {name: provider for name, provider in PROVIDERS.items() if only in (None, name)}


def serialize_provider(provider: Provider, only: str | None) -> ServedProvider:
    """Return a provider as the control API shows it. `only` is the one provider that the server serves, if any."""
    ((header, prefix),) = key_headers(provider, "").items()
    root = "" if only is not None else f"/{provider.name}"
    policy = provider.webhook_policy
    return ServedProvider(
        name=provider.name,
        title=provider.title,
        base=root + provider.base,
        hosts=provider.hosts,
        authentication=Authentication(header.lower(), prefix),
        phases=tuple(Phase),
        statuses=tuple(dict.fromkeys(_statuses(provider))),
        dial_errors=DIAL_ERRORS,
        end_reasons=tuple(EndReason),
        operations=tuple(_operation(provider, row, only) for row in provider.operations),
        calls=_calls(provider, only),
        webhook_events=policy.events if policy is not None else (),
        openapi=root + DOCUMENT,
    )


def _statuses(provider: Provider) -> Iterable[str]:
    """Return the status that clients see for each word of the provider's vocabulary."""
    return (provider.status_word(View(word=word)) for word in provider.vocabulary)


def _operation(provider: Provider, operation: Operation, only: str | None) -> ProviderOperation:
    path = mount(provider, "", only) + operation.template
    first, _, _ = (inspect.getdoc(operation.endpoint) or "").partition("\n")
    return ProviderOperation(operation.name, operation.method, path, _HEAD.sub("", first, count=1).removesuffix("."))


def _calls(provider: Provider, only: str | None) -> CallRequests:
    def request(name: str, body: dict[str, Any] | None = None) -> CallOperation:
        shown = _operation(provider, operation_of(provider, name), only)
        return CallOperation(name, shown.method, shown.path, body)

    names = provider.calls
    has_list = any(row.name == names.list for row in provider.operations)
    return CallRequests(
        create=request(names.create, dict(example_order(provider, NUMBER))),
        get=request(names.get),
        list=request(names.list) if has_list else None,
        cancel=request(names.cancel, _empty_body(provider, names.cancel)) if names.cancel is not None else None,
    )


def _empty_body(provider: Provider, name: str) -> dict[str, Any] | None:
    return None if operation_of(provider, name).body is None else {}


ROUTES = [AdminRoute(f"{ADMIN}/providers", list_providers, of_world=False, reply=Reply(ServedProviders))]
