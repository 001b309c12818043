"""The OpenAPI 3.1 document of a provider, made of its table of operations and of the types that stand in it.

The same types decode requests and are what renderers return, so the document cannot tell of anything else. Operations
of one resource are linked: what makes a thing (`makes`) tells where its reply has the id that the others take.
"""

import inspect
import re
from collections.abc import Iterable
from types import UnionType
from typing import Any, Union, get_args, get_origin

import msgspec

from mockserver import __version__
from mockserver.providers.base import JSON, Operation, Provider

_PLACE = re.compile(r"\{(\w+)\}")
_COMPONENT = "#/components/schemas/{name}"
_KEY = "key"


def describe(provider: Provider, origin: str) -> dict[str, Any]:
    """The document, for clients that reach the server at `origin` (`http://HOST:PORT`, of a world: with `/w/NAME`)."""
    types = _Types(provider)
    paths: dict[str, dict[str, Any]] = {}
    for operation in provider.operations:
        paths.setdefault(operation.template, {})[operation.method.lower()] = _operation(provider, operation, types)
    prefix = provider.aliases[0] if provider.aliases else ""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{provider.title}, simulated",
            "version": __version__,
            "description": f"What mockserver serves in the place of {', '.join(provider.hosts)}.",
        },
        "servers": [{"url": f"{origin}/{provider.name}{prefix}"}],
        "security": [{_KEY: []}],
        "tags": [{"name": name} for name in dict.fromkeys(_resource(row) for row in provider.operations)],
        "paths": paths,
        "components": {"schemas": types.components, "securitySchemes": {_KEY: dict(provider.security)}},
    }


class _Types:
    """The schemas of all types in a provider's table; each `Struct` and `TypedDict` is a component of its own."""

    def __init__(self, provider: Provider) -> None:
        replies = [provider.refusal, *(row.reply for row in provider.operations if row.media == JSON)]
        bodies = [kind for row in provider.operations for kind in _taken(row).values()]
        self._all = [part for kind in (*replies, *bodies) for part in _parts(kind)]
        self._schemas, self.components = msgspec.json.schema_components(self._all, ref_template=_COMPONENT)

    def of(self, kind: Any) -> dict[str, Any]:
        """The schema of one of the types: mostly a reference to a component."""
        several = [self._schemas[self._all.index(part)] for part in _parts(kind)]
        return several[0] if len(several) == 1 else {"anyOf": several}


def _parts(kind: Any) -> tuple[Any, ...]:
    """The types of which a union is one; msgspec takes no union of several objects. Any other type is its own part."""
    return get_args(kind) if get_origin(kind) is UnionType or get_origin(kind) is Union else (kind,)


def _operation(provider: Provider, operation: Operation, types: _Types) -> dict[str, Any]:
    first, _, rest = (inspect.getdoc(operation.endpoint) or operation.name).partition("\n")
    shown: dict[str, Any] = {
        "operationId": operation.name,
        "tags": [_resource(operation)],
        "summary": first,
        "parameters": [*_in_path(operation), *_in_query(operation)],
        "responses": _responses(provider, operation, types),
    }
    source = provider.sources.get(operation.name)
    described = [rest.strip(), f"Documented: {source}." if source else ""]
    if any(described):
        shown["description"] = "\n\n".join(part for part in described if part)
    taken = _taken(operation)
    if taken:
        required = any(field.required for kind in taken.values() for field in msgspec.structs.fields(kind))
        content = {media: {"schema": types.of(kind)} for media, kind in taken.items()}
        shown["requestBody"] = {"required": required, "content": content}
    if operation.name in provider.public:
        shown["security"] = []
    return shown


def _taken(operation: Operation) -> dict[str, type[msgspec.Struct]]:
    """The media types of the bodies that an operation takes, and what is in them."""
    return {**({JSON: operation.body} if operation.body is not None else {}), **operation.forms}


def _resource(operation: Operation) -> str:
    return operation.name.rpartition(".")[0]


def _in_path(operation: Operation) -> Iterable[dict[str, Any]]:
    for name in _PLACE.findall(operation.template):
        yield {"name": name, "in": "path", "required": True, "schema": {"type": "string", "minLength": 1}}


def _in_query(operation: Operation) -> Iterable[dict[str, Any]]:
    """A parameter per field of the query's type; lists are sent as `a,b`."""
    if operation.query is None:
        return
    (reference,), components = msgspec.json.schema_components([operation.query], ref_template=_COMPONENT)
    schema = components[reference["$ref"].rpartition("/")[2]]
    for name, inner in schema["properties"].items():
        parameter = {"name": name, "in": "query", "required": name in schema["required"], "schema": inner}
        described = inner.pop("description", None)
        yield (
            parameter
            | ({"explode": False} if inner.get("type") == "array" else {})
            | ({"description": described} if described else {})
        )


def _responses(provider: Provider, operation: Operation, types: _Types) -> dict[str, Any]:
    content: dict[str, Any] = {"schema": types.of(operation.reply)} if operation.media == JSON else {}
    succeeded: dict[str, Any] = {"description": "Done.", "content": {operation.media: content}}
    links = _links(provider, operation)
    if links:
        succeeded["links"] = links
    refused = {"content": {JSON: {"schema": types.of(provider.refusal)}}}
    return {str(status): succeeded for status in operation.statuses} | {
        "4XX": {"description": "The request cannot be served; the body says why.", **refused},
        "5XX": {"description": "The simulator failed, or was told to.", **refused},
    }


def _links(provider: Provider, operation: Operation) -> dict[str, Any]:
    """From an operation that makes a thing to those of the same resource that take its id."""
    if operation.makes is None:
        return {}
    made = f"$response.body#{operation.makes}"
    return {
        row.name.replace(".", "_"): {"operationId": row.name, "parameters": {"id": made}}
        for row in provider.operations
        if row.name.partition(".")[0] == operation.name.partition(".")[0] and "{id}" in row.template
    }
