"""Generate the OpenAPI 3.1 document of the control API from its table of routes.

    AdminRoute ─┬─ method, path, docstring        operation, path parameters, summary, description
                ├─ query, headers                 parameters
                └─ body, reply                    schemas: a component for each `Struct`

Bodies of the control API refuse unknown keys, so their schemas do too. Every error has the same shape.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from mockserver import __version__
from mockserver.control.admin_route import AdminRoute, Body
from mockserver.control.http import STATUSES, ErrorResponse
from mockserver.control.settings_schema import COMPONENT, settings_schema
from mockserver.gateway.encodings import KNOWN
from mockserver.gateway.mounts import WORLD_NAME
from mockserver.providers import PROVIDERS
from mockserver.providers.base import JSON
from mockserver.world.orders import Options

_PATH_PARAMETER = re.compile(r"\{(\w+)\}")
_END = r"\Z"  #: which JSON Schema does not have
_SCHEMA, _PARAMETER = "#/components/schemas/{name}", "#/components/parameters/{name}"
_SECURITY = {
    "bearer": {"type": "http", "scheme": "bearer", "description": "The token of `--admin-token`, if there is one."},
    "token": {"type": "apiKey", "in": "header", "name": "X-Mockserver-Token", "description": "The same token."},
}
_ABOUT = (
    "Controls a running mockserver: time, scenarios, calls, faults and webhooks; shows what happened. Each route about "
    "a world also exists below its prefix, `/w/NAME/__admin/…`."
)


def describe(routes: Iterable[AdminRoute], origin: str) -> dict[str, Any]:
    """Return the document of these routes, for clients of the server at `origin`: `http://HOST:PORT`, plus `/w/NAME`
    for a world."""
    listed = list(routes)
    types = _Types(listed)
    types.components[COMPONENT] = _settings()
    paths: dict[str, dict[str, Any]] = {}
    for route in listed:
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(route, types)
    return {
        "openapi": "3.1.0",
        "info": {"title": "mockserver, control API", "version": __version__, "description": _ABOUT},
        "servers": [{"url": origin}],
        "security": [{}, *({name: []} for name in _SECURITY)],
        "tags": [{"name": name} for name in dict.fromkeys(_tag(route) for route in listed)],
        "paths": paths,
        "components": {
            "schemas": types.components,
            "parameters": _shared_parameters(),
            "responses": {"Error": _error_response(types)},
            "securitySchemes": _SECURITY,
        },
    }


class _Types:
    """The schemas of all types of some routes. Each `Struct` and each enumeration is a component."""

    def __init__(self, routes: Iterable[AdminRoute]) -> None:
        bodies = [route.body.kind for route in routes if route.body is not None]
        replies = [ErrorResponse, *(route.reply.kind for route in routes)]
        parameters = [kind for route in routes for kind in (*route.query.values(), *route.headers.values())]
        self._kinds = [*bodies, *replies, *parameters]
        self._schemas, self.components = msgspec.json.schema_components(self._kinds, ref_template=_SCHEMA)
        for name in _components_of(replies):
            self.components[name]["required"] = list(self.components[name]["properties"])
        for name in _components_of(bodies):
            self.components[name]["additionalProperties"] = False

    def of(self, kind: Any) -> dict[str, Any]:
        """Return the schema of a type; a reference if it is a component."""
        return self._schemas[self._kinds.index(kind)]


def _components_of(kinds: Iterable[Any]) -> list[str]:
    """Return the names of all objects with known keys in some types, at any depth."""
    _, components = msgspec.json.schema_components(kinds, ref_template=_SCHEMA)
    return [name for name, schema in components.items() if "properties" in schema]


def _operation(route: AdminRoute, types: _Types) -> dict[str, Any]:
    described = {
        "operationId": route.name,
        "tags": [_tag(route)],
        "summary": route.purpose or route.name,
        "description": route.explanation,
        "parameters": [*_parameters(route, types)],
        "responses": _responses(route, types),
    }
    if route.body is not None:
        described["requestBody"] = _request_body(route.body, types)
    if route.public:
        described["security"] = []
    return described


def _settings() -> dict[str, Any]:
    """Return the schema of the settings, which the installed providers determine."""
    options = {name: provider.options() for name, provider in PROVIDERS.items()}
    return settings_schema(PROVIDERS, Options(providers=options))


def _tag(route: AdminRoute) -> str:
    """Return the resource of a route: the module of its endpoint."""
    return str(route.endpoint.__module__).rpartition(".")[2]


def _parameters(route: AdminRoute, types: _Types) -> Iterable[dict[str, Any]]:
    for name in _PATH_PARAMETER.findall(route.path):
        yield {"name": name, "in": "path", "required": True, "schema": {"type": "string", "minLength": 1}}
    for place, named in (("query", route.query), ("header", route.headers)):
        for name, kind in named.items():
            yield {"name": name, "in": place, "required": False, "schema": types.of(kind)}
    shared = [*(("World", "WorldHeader") if route.of_world else ()), *(("ContentEncoding",) if route.body else ())]
    yield from ({"$ref": _PARAMETER.format(name=name)} for name in shared)


def _shared_parameters() -> dict[str, Any]:
    """Return the parameters that many routes have: those that choose the world, and the encoding of the body."""
    name = {"type": "string", "pattern": f"^{WORLD_NAME.pattern.removesuffix(_END)}$"}
    first = "The world, `default` if none is named. The parameter `world` comes before the header, and that before "
    world = {"required": False, "schema": name, "description": f"{first}the prefix of the path, `/w/NAME`."}
    encoding = {"type": "string", "enum": ["identity", *KNOWN]}
    return {
        "World": {"name": "world", "in": "query", **world},
        "WorldHeader": {"name": "X-Mockserver-World", "in": "header", **world},
        "ContentEncoding": {"name": "Content-Encoding", "in": "header", "required": False, "schema": encoding},
    }


def _request_body(body: Body, types: _Types) -> dict[str, Any]:
    is_struct = isinstance(body.kind, type) and issubclass(body.kind, msgspec.Struct)
    needed = is_struct and any(field.required for field in msgspec.structs.fields(body.kind))
    content = {media: {"schema": types.of(body.kind)} for media in body.media}
    return {"required": body.required or needed, "content": content}


def _responses(route: AdminRoute, types: _Types) -> dict[str, Any]:
    reply = route.reply
    succeeded = {"description": "Success.", "content": {reply.media: {"schema": types.of(reply.kind)}}}
    if reply.headers:
        succeeded["headers"] = _headers(reply.headers)
    error = {"$ref": "#/components/responses/Error"}
    return {reply.status: succeeded, "4XX": error, "5XX": error}


def _headers(headers: Mapping[str, str]) -> dict[str, Any]:
    return {name: {"description": text, "schema": {"type": "string"}} for name, text in headers.items()}


def _error_response(types: _Types) -> dict[str, Any]:
    codes = sorted((status, kind.code) for kind, status in STATUSES.items())
    known = ", ".join(f"{status} `{code}`" for status, code in [(401, "unauthorized"), *codes])
    text = f"The request was refused, or something is missing; the message says what to do. Among others: {known}."
    return {"description": text, "content": {JSON: {"schema": types.of(ErrorResponse)}}}
