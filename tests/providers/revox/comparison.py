"""Compare the types of the official `revox` package with the schemas of the OpenAPI document.

The package's types are inspected, not copied: its responses are pydantic models, its requests are `TypedDict`s. A
comparison walks a type and a schema together. A difference is a fault. Keys and enum values that only older versions
have, and optional keys, are collected, so that a test can list them.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from inspect import isclass
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    Literal,
    NotRequired,
    Required,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

from pydantic import BaseModel

Schema = dict[str, Any]
JSON_TYPES = {str: {"string"}, datetime: {"string"}, bool: {"boolean"}, int: {"integer"}, float: {"number", "integer"}}


class Field:
    """A key of an object of the package: its type, and whether it is required."""

    def __init__(self, kind: Any, *, required: bool) -> None:
        self.kind, self.required = kind, required


class Comparison:
    """The result of a comparison. `sent` is true for requests and false for responses."""

    def __init__(self, document: Schema, *, sent: bool = False) -> None:
        self.components, self.sent = document["components"]["schemas"], sent
        self.faults: list[str] = []
        self.seen: set[str] = set()
        self.extra: dict[str, set[str]] = defaultdict(set)  #: by component: keys that the package does not have
        self.optional: dict[str, set[str]] = defaultdict(set)  #: by component: optional keys
        self.words: set[str] = set()  #: enum values that the package does not have

    def compare(self, kind: Any, schema: Schema, path: str) -> None:
        """Compare a type of the package with a schema."""
        kinds, options = list(_kinds(kind)), list(self._options(schema))
        nullable = any(option.get("type") == "null" for option in options)
        options = [option for option in options if option.get("type") != "null"]
        if object in kinds:
            return
        if nullable is not (NoneType in kinds) and (nullable is not self.sent):
            self._fault(path, f"nullable is {nullable}")
        kinds = [one for one in kinds if one is not NoneType]
        self._compare_types(kinds, options, path)
        self._compare_words({word for one in kinds for word in _words(one)}, options, path)
        for one in kinds:
            self._descend(one, options, path)

    def _descend(self, kind: Any, options: list[Schema], path: str) -> None:
        fields = _fields(kind)
        if fields is not None:
            option = next((option for option in options if _suits(option, fields)), None)
            if option is None:
                self._fault(path, "no such object")
            else:
                self._compare_objects(fields, option, path)
        elif _json_types(kind) == {"array"}:
            for option in options:
                self.compare(get_args(kind)[0], option.get("items", {}), f"{path}[]")
        elif get_origin(kind) is dict:
            for option in (option for option in options if option.get("type") == "object"):
                if option.get("additionalProperties") is not None:
                    self.compare(get_args(kind)[1], option["additionalProperties"], f"{path}{{}}")

    def _compare_objects(self, fields: dict[str, Field], schema: Schema, path: str) -> None:
        title, required = schema["title"], set(schema["required"])
        self.seen.add(title)
        self.extra[title] |= schema["properties"].keys() - fields
        for name, field in fields.items():
            where = f"{path}.{name}"
            if name not in schema["properties"]:
                self._fault(where, "is missing")
                continue
            if field.required and name not in required and not self.sent:
                self._fault(where, "may be absent")
            if self.sent and name in required and not field.required:
                self._fault(where, "is required")
            if name not in required:
                self.optional[title].add(name)
            self.compare(field.kind, schema["properties"][name], where)

    def _compare_types(self, kinds: list[Any], options: list[Schema], path: str) -> None:
        known = set().union(*map(_json_types, kinds))
        ours = set().union(*map(_schema_types, options)) if all(options) else known
        if not ours <= known or (self.sent and not known - {"integer"} <= ours | {"integer"}):
            self._fault(path, f"is {ours}, in the package {known}")

    def _compare_words(self, known: set[Any], options: list[Schema], path: str) -> None:
        ours = {word for option in options for word in option.get("enum", ())}
        if known:
            self.words |= ours - known
            if not known <= ours:
                self._fault(path, f"has no {known - ours}")
        elif ours:
            self._fault(path, f"is one of {ours} in the document only")

    def _options(self, schema: Schema) -> Iterator[Schema]:
        """Yield the alternatives of a schema. References are resolved."""
        if "$ref" in schema:
            schema = self.components[schema["$ref"].rpartition("/")[2]]
        if "anyOf" in schema:
            for inner in schema["anyOf"]:
                yield from self._options(inner)
        else:
            yield schema

    def _fault(self, path: str, text: str) -> None:
        self.faults.append(f"{path}: {text}")


def _kinds(kind: Any) -> Iterator[Any]:
    """Yield the alternatives of a type, without annotations."""
    origin = get_origin(kind)
    if origin in (Annotated, Required, NotRequired):
        yield from _kinds(get_args(kind)[0])
    elif origin in (Union, UnionType):
        for inner in get_args(kind):
            yield from _kinds(inner)
    else:
        yield kind


def _words(kind: Any) -> tuple[Any, ...]:
    return get_args(kind) if get_origin(kind) is Literal else ()


def _fields(kind: Any) -> dict[str, Field] | None:
    """Return the keys of an object of the package by their JSON names; None if the type is not such an object."""
    if isclass(kind) and issubclass(kind, BaseModel):
        return {
            field.alias or name: Field(field.annotation, required=field.is_required())
            for name, field in kind.model_fields.items()
        }
    if hasattr(kind, "__required_keys__"):
        return {
            _alias(hint) or name: Field(hint, required=get_origin(hint) is Required)
            for name, hint in get_type_hints(kind, include_extras=True).items()
        }
    return None


def _alias(hint: Any) -> str | None:
    """Return the JSON name of a key, which is in an annotation."""
    if get_origin(hint) in (Required, NotRequired):
        return _alias(get_args(hint)[0])
    notes = getattr(hint, "__metadata__", ())
    return next((note.alias for note in notes if getattr(note, "alias", None)), None)


def _suits(schema: Schema, fields: dict[str, Field]) -> bool:
    """Return whether a schema can match an object of the package. The `type` key distinguishes members of a union."""
    tag = schema.get("properties", {}).get("type", {}).get("enum", ())
    given = [word for one in _kinds(fields["type"].kind) for word in _words(one)] if "type" in fields else []
    return "properties" in schema and (not tag or not given or bool(set(given) & set(tag)))


def _json_types(kind: Any) -> set[str]:
    if _words(kind):
        return set().union(*(JSON_TYPES[type(word)] for word in _words(kind)))
    if kind in JSON_TYPES:
        return JSON_TYPES[kind]
    return {"object"} if _fields(kind) is not None or get_origin(kind) is dict else {"array"}


def _schema_types(schema: Schema) -> set[str]:
    if "enum" in schema:
        return set().union(*(JSON_TYPES[type(word)] for word in schema["enum"]))
    return {schema["type"]}
