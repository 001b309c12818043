"""Generate the OpenAPI 3.1 document of a provider from its table of operations and their types.

The same types decode requests and are returned by renderers, so the document always matches the behaviour. Operations
of one resource are linked: `makes` says where the response of a create operation has the id that the others need.
"""

import inspect
import re
from collections.abc import Iterable, Mapping
from types import UnionType
from typing import Any, Union, get_args, get_origin

import msgspec
from msgspec.inspect import Field, StructType, Type, multi_type_info

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
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{provider.title}, simulated",
            "version": __version__,
            "description": f"What mockserver serves in place of {', '.join(provider.hosts)}.",
        },
        "servers": [{"url": f"{origin}/{provider.name}{provider.prefix}"}],
        "security": [{_KEY: []}],
        "tags": [{"name": name} for name in dict.fromkeys(_resource(row) for row in provider.operations)],
        "paths": paths,
        "components": {"schemas": types.components, "securitySchemes": {_KEY: dict(provider.security)}},
    }


class _Types:
    """The schemas of all types in a provider's table. Each `Struct` and `TypedDict` is a component.

    A struct is described twice if requests may omit fields that responses always have; the component for requests is
    then called `…Input`.
    """

    def __init__(self, provider: Provider) -> None:
        replies = [provider.refusal, *(row.reply for row in provider.operations if row.media == JSON)]
        bodies = [kind for row in provider.operations for kind in _bodies(row).values()]
        self._replies = _Schemas(replies)
        self._bodies = _Schemas(bodies)
        self._replies.require_present_fields()
        self._replies.promise_no_formats()
        self._bodies.rename({name: f"{name}Input" for name in self._bodies.different_from(self._replies)})
        self.components = {**self._bodies.components, **self._replies.components}

    def of_reply(self, kind: Any) -> dict[str, Any]:
        """Return the schema of the type of a response."""
        return self._replies.of(kind)

    def of_body(self, kind: Any) -> dict[str, Any]:
        """Return the schema of the type of a request's body."""
        return self._bodies.of(kind)


class _Schemas:
    """The schemas of some types and of everything in them."""

    def __init__(self, kinds: Iterable[Any]) -> None:
        self._all = [part for kind in kinds for part in _union_members(kind)]
        self._schemas, self.components = msgspec.json.schema_components(self._all, ref_template=_COMPONENT)

    def of(self, kind: Any) -> dict[str, Any]:
        """Return the schema of a type, usually a reference to a component."""
        schemas = [self._schemas[self._all.index(part)] for part in _union_members(kind)]
        return schemas[0] if len(schemas) == 1 else {"anyOf": schemas}

    def require_present_fields(self) -> None:
        """Make the fields of structs required, except those that can be absent from a response (UNSET)."""
        structs = list({id(info.cls): info for info in _structs(self._all)}.values())
        references, _ = msgspec.json.schema_components([info.cls for info in structs], ref_template=_COMPONENT)
        for info, reference in zip(structs, references, strict=True):
            schema = self.components[reference["$ref"].rpartition("/")[2]]
            present = [field.encode_name for field in info.fields if _is_present(field)]
            schema["required"] = list(dict.fromkeys([*schema["required"], *present]))

    def promise_no_formats(self) -> None:
        """Remove forms of texts that profile `lenient` does not check, and that a response therefore may not have."""
        self._schemas, self.components = _without_formats([self._schemas, self.components])

    def different_from(self, other: "_Schemas") -> set[str]:
        """Return the names of components that `other` describes differently, and of those that refer to them."""
        differing = {name for name, schema in self.components.items() if other.components.get(name, schema) != schema}
        while True:
            more = {name for name in self.components if name in other.components and self._refers(name, differing)}
            if more <= differing:
                return differing
            differing |= more

    def _refers(self, name: str, names: Iterable[str]) -> bool:
        text = msgspec.json.encode(self.components[name]).decode()
        return any(f'"{_COMPONENT.format(name=other)}"' in text for other in names)

    def rename(self, names: Mapping[str, str]) -> None:
        """Give components other names, in all references too."""
        text = msgspec.json.encode([self._schemas, self.components]).decode()
        for old, new in names.items():
            text = text.replace(f'"{_COMPONENT.format(name=old)}"', f'"{_COMPONENT.format(name=new)}"')
        self._schemas, components = msgspec.json.decode(text)
        self.components = {names.get(name, name): schema for name, schema in components.items()}


def _without_formats(schema: Any) -> Any:
    if isinstance(schema, dict):
        kept = {key: value for key, value in schema.items() if not (key == "pattern" and isinstance(value, str))}
        return {key: _without_formats(value) for key, value in kept.items() if (key, value) != ("format", "uri")}
    return [_without_formats(value) for value in schema] if isinstance(schema, list | tuple) else schema


def _is_present(field: Field) -> bool:
    """Return whether a field is in every response. `UNSET`, which means absent, is not reported as a default."""
    return field.required or not (field.default is msgspec.NODEFAULT and field.default_factory is msgspec.NODEFAULT)


def _structs(kinds: Iterable[Any]) -> list[StructType]:
    """Return every struct in some types, at any depth."""
    found: dict[int, StructType] = {}
    waiting: list[Any] = list(multi_type_info(kinds))
    while waiting:
        info = waiting.pop()
        if isinstance(info, StructType):
            if id(info) in found:
                continue
            found[id(info)] = info
        inner = [getattr(info, name, None) for name in ("type", "item_type", "key_type", "value_type")]
        inner += [field.type for field in getattr(info, "fields", ())] + list(getattr(info, "types", ()))
        waiting += [part for part in inner if isinstance(part, Type)]
    return list(found.values())


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
        content = {media: {"schema": types.of_body(kind)} for media, kind in bodies.items()}
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
    content: dict[str, Any] = {"schema": types.of_reply(operation.reply)} if operation.media == JSON else {}
    succeeded: dict[str, Any] = {"description": "Success.", "content": {operation.media: content}}
    links = _links(provider, operation)
    if links:
        succeeded["links"] = links
    refused = {"content": {JSON: {"schema": types.of_reply(provider.refusal)}}}
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
