"""Describe the settings of a world as a JSON Schema, from the types that check them.

    Options            ─► one property for each setting: description, values, limits, default
    Provider.options   ─► one object of such properties for each provider, below its name

The schema has no references, so that a form can be made of it property by property. Words are in the order in which
their type declares them. `format: scenario` marks the name of a scenario.
"""

from collections.abc import Mapping
from typing import Any

import msgspec

from mockserver.providers.base import Provider
from mockserver.providers.mistakes import allowed_values
from mockserver.world.orders import Options

COMPONENT = "Settings"  #: the name of this schema in the OpenAPI document
REFERENCE = f"#/components/schemas/{COMPONENT}"
_TITLE = "Settings of a world"
_ABOUT = "The world's own settings, and those of each provider below its name."
_TYPES = {str: "string", int: "integer"}


def settings_schema(providers: Mapping[str, Provider], defaults: Options) -> dict[str, Any]:
    """Return a schema of the settings of a world, with those of these providers. `defaults` are the settings of a new
    world."""
    schema = {**_described(Options, defaults), "title": _TITLE, "description": _ABOUT}
    del schema["properties"]["providers"]
    for name, provider in providers.items():
        described = _described(provider.options, defaults.providers[name])
        schema["properties"][name] = {**described, "title": provider.title}
    return schema


def _described(kind: type[msgspec.Struct], defaults: msgspec.Struct) -> dict[str, Any]:
    """Return the schema of options; unknown ones are refused, whatever the type itself says."""
    _, components = msgspec.json.schema_components([kind], ref_template="{name}")
    schema = components[kind.__name__]
    values = msgspec.to_builtins(defaults)
    properties = {
        name: {**_with_words(_inlined(described, components), kind, name), "default": values[name]}
        for name, described in schema["properties"].items()
    }
    return {**schema, "properties": properties, "additionalProperties": False}


def _inlined(schema: Any, components: Mapping[str, Any]) -> Any:
    """Return a schema with the components in place of the references to them, without their titles, which are names of
    classes."""
    if isinstance(schema, list):
        return [_inlined(inner, components) for inner in schema]
    if not isinstance(schema, dict):
        return schema
    component = components[schema["$ref"]] if "$ref" in schema else {}
    whole = {**{key: inner for key, inner in component.items() if key != "title"}, **schema}
    return {key: _inlined(inner, components) for key, inner in whole.items() if key != "$ref"}


def _with_words(schema: dict[str, Any], kind: type[msgspec.Struct], name: str) -> dict[str, Any]:
    """Return the schema of an option with the words of the type in the order of their declaration; msgspec sorts
    them."""
    if "anyOf" in schema:
        return {**schema, "anyOf": [_with_words(inner, kind, name) for inner in schema["anyOf"]]}
    if "enum" not in schema:
        return schema
    words = allowed_values(kind, name)
    types = {_TYPES[type(word)] for word in words if type(word) in _TYPES}
    return {**({"type": types.pop()} if len(types) == 1 else {}), **schema, "enum": words}
