"""Generate the OpenAPI 3.1 document of a provider from its table of operations and their types.

The same types decode requests and are returned by renderers, so the document always matches the behaviour. Operations
of one resource are linked: `makes` says where the response of a create operation has the id that the others need.
"""

import inspect
import re
from collections.abc import Iterable
from types import UnionType
from typing import Any, Union, get_args, get_origin

import msgspec

from mockserver import __version__
from mockserver.providers.base import JSON, Operation, Provider

_PATH_PARAMETER = re.compile(r"\{(\w+)\}")
_COMPONENT = "#/components/schemas/{name}"
_KEY = "key"


def describe(provider: Provider, origin: str) -> dict[str, Any]:
    """Return the document for clients of the server at `origin`: `http://HOST:PORT`, plus `/w/NAME` for a world."""
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
            "description": f"What mockserver serves in place of {', '.join(provider.hosts)}.",
        },
        "servers": [{"url": f"{origin}/{provider.name}{prefix}"}],
        "security": [{_KEY: []}],
        "tags": [{"name": name} for name in dict.fromkeys(_resource(row) for row in provider.operations)],
        "paths": paths,
        "components": {"schemas": types.components, "securitySchemes": {_KEY: dict(provider.security)}},
    }


class _Types:
    """The schemas of all types in a provider's table. Each `Struct` and `TypedDict` is a component."""

    def __init__(self, provider: Provider) -> None:
        replies = [provider.refusal, *(row.reply for row in provider.operations if row.media == JSON)]
        bodies = [kind for row in provider.operations for kind in _bodies(row).values()]
        self._all = [part for kind in (*replies, *bodies) for part in _union_members(kind)]
        self._schemas, self.components = msgspec.json.schema_components(self._all, ref_template=_COMPONENT)

    def of(self, kind: Any) -> dict[str, Any]:
        """Return the schema of a type, usually a reference to a component."""
        schemas = [self._schemas[self._all.index(part)] for part in _union_members(kind)]
        return schemas[0] if len(schemas) == 1 else {"anyOf": schemas}


def _union_members(kind: Any) -> tuple[Any, ...]:
    """Return the members of a union (msgspec does not support unions of several objects), or the type itself."""
    return get_args(kind) if get_origin(kind) is UnionType or get_origin(kind) is Union else (kind,)


def _operation(provider: Provider, operation: Operation, types: _Types) -> dict[str, Any]:
    first, _, rest = (inspect.getdoc(operation.endpoint) or operation.name).partition("\n")
    described: dict[str, Any] = {
        "operationId": operation.name,
        "tags": [_resource(operation)],
        "summary": first,
        "parameters": [*_in_path(operation), *_in_query(operation)],
        "responses": _responses(provider, operation, types),
    }
    source = provider.sources.get(operation.name)
    paragraphs = [rest.strip(), f"Documented: {source}." if source else ""]
    if any(paragraphs):
        described["description"] = "\n\n".join(part for part in paragraphs if part)
    bodies = _bodies(operation)
    if bodies:
        required = any(field.required for kind in bodies.values() for field in msgspec.structs.fields(kind))
        content = {media: {"schema": types.of(kind)} for media, kind in bodies.items()}
        described["requestBody"] = {"required": required, "content": content}
    if operation.name in provider.public:
        described["security"] = []
    return described


def _bodies(operation: Operation) -> dict[str, type[msgspec.Struct]]:
    """Return the types of the bodies that an operation accepts, by media type."""
    return {**({JSON: operation.body} if operation.body is not None else {}), **operation.forms}


def _resource(operation: Operation) -> str:
    return operation.name.rpartition(".")[0]


def _in_path(operation: Operation) -> Iterable[dict[str, Any]]:
    for name in _PATH_PARAMETER.findall(operation.template):
        yield {"name": name, "in": "path", "required": True, "schema": {"type": "string", "minLength": 1}}


def _in_query(operation: Operation) -> Iterable[dict[str, Any]]:
    """Yield one parameter for each field of the query's type. Lists are sent as `a,b`."""
    if operation.query is None:
        return
    (reference,), components = msgspec.json.schema_components([operation.query], ref_template=_COMPONENT)
    schema = components[reference["$ref"].rpartition("/")[2]]
    for name, inner in schema["properties"].items():
        parameter = {"name": name, "in": "query", "required": name in schema["required"], "schema": inner}
        description = inner.pop("description", None)
        yield (
            parameter
            | ({"explode": False} if inner.get("type") == "array" else {})
            | ({"description": description} if description else {})
        )


def _responses(provider: Provider, operation: Operation, types: _Types) -> dict[str, Any]:
    content: dict[str, Any] = {"schema": types.of(operation.reply)} if operation.media == JSON else {}
    succeeded: dict[str, Any] = {"description": "Success.", "content": {operation.media: content}}
    links = _links(provider, operation)
    if links:
        succeeded["links"] = links
    refused = {"content": {JSON: {"schema": types.of(provider.refusal)}}}
    return {str(status): succeeded for status in operation.statuses} | {
        "4XX": {"description": "The request was rejected; the body says why.", **refused},
        "5XX": {"description": "The simulator failed, or was configured to fail.", **refused},
    }


def _links(provider: Provider, operation: Operation) -> dict[str, Any]:
    """Return links from a create operation to the operations of the same resource that need its id."""
    if operation.makes is None:
        return {}
    new_id = f"$response.body#{operation.makes}"
    return {
        row.name.replace(".", "_"): {"operationId": row.name, "parameters": {"id": new_id}}
        for row in provider.operations
        if row.name.partition(".")[0] == operation.name.partition(".")[0] and "{id}" in row.template
    }
