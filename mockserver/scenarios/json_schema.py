"""The JSON Schema of scenario files (draft 2020-12), for editors and other tools.

The types of `schema` give the keys and their values. The conditions here repeat what `rules` and `lint` check, as far
as a schema can: which keys exclude each other or need one, and the words of each provider. A schema cannot compare
values, nor look into other documents; `mockserver check` does. Tools that read YAML 1.1 take an unquoted phone number
for an integer, so the schema allows it.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

import msgspec

from mockserver.calls.api_faults import OF_THE_ANSWER, ApiFaultKind, When
from mockserver.calls.events import EndedBy, EndReason
from mockserver.calls.webhook_faults import WebhookFaultKind
from mockserver.scenarios import rules, variables
from mockserver.scenarios.api_faults import Operations
from mockserver.scenarios.schema import OUTCOMES, ScenarioBody
from mockserver.scenarios.situation import Vocabulary

Schema = dict[str, Any]
_GLOB: Schema = {"pattern": r"[*?\[]"}
_OF_ATTEMPTS = ("outputs", "summary", "fields", "transferred_to")
_FILLED: Mapping[str, tuple[str, ...]] = {
    "Turn": ("agent", "user", "human", "tool", "transfer", "arguments", "output"),
    "Attempt": _OF_ATTEMPTS,
    "AttemptBranch": _OF_ATTEMPTS,
    "Branch": ("fields",),
    "ScenarioBody": ("fields",),
}  #: where variables are filled in
_PHONES = ("transferred_to", "transfer")
_LANGUAGE: Schema = {"pattern": f"^{rules.LANGUAGE}$"}


def json_schema(
    vocabularies: Mapping[str, Vocabulary] = MappingProxyType({}), operations: Operations = MappingProxyType({})
) -> Schema:
    """Return the schema of one document of a scenario file. `vocabularies` are the status words of each provider,
    `operations` the names of its operations; without them, any word is allowed."""
    (root,), components = msgspec.json.schema_components(
        (ScenarioBody,), schema_hook=_custom_schema, ref_template="#/$defs/{name}"
    )
    for name, component in components.items():
        if "properties" in component:
            component["properties"] = {key: _property(name, key, part) for key, part in component["properties"].items()}
        component.update(_conditions().get(name, {}))
    components["Filled"] = _filled()
    _add_providers(components, vocabularies)
    _add_operations(components["FaultRule"]["properties"], operations)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A mockserver scenario",
        "$ref": root["$ref"],
        "$defs": dict(sorted(components.items())),
    }


def _custom_schema(kind: type) -> Schema:
    schema: Schema = kind.__dict__["SCHEMA"]
    return schema


def _property(name: str, key: str, part: Schema) -> Schema:
    """Return the schema of a key: no null, no empty lists, valid variables, phone numbers as integers too."""
    schema = _without_null(part)
    _fill_lists(schema)
    if key in _FILLED.get(name, ()):
        schema |= {"$ref": "#/$defs/Filled"}
    if name == "Match" and key in ("to", "from"):
        schema["anyOf"] = [{"type": ["string", "integer"], "minimum": 1}, _list({"type": ["string", "integer"]})]
    if key in _PHONES:
        schema |= {"type": ["string", "integer"], "minimum": 1}
    if key == "talk":
        schema["anyOf"][1]["propertyNames"] = _LANGUAGE
    return schema


def _without_null(part: Schema) -> Schema:
    """Remove "or null" from a schema: None means that a key is not given, and files cannot contain null."""
    kept = {key: item for key, item in part.items() if (key, item) != ("default", None)}
    options = [option for option in kept.pop("anyOf", ()) if option != {"type": "null"}]
    if len(options) > 1:
        return {"anyOf": options, **kept}
    return {**options[0], **kept} if options else kept


def _fill_lists(schema: Any) -> None:
    if isinstance(schema, dict):
        if schema.get("type") == "array":
            schema.setdefault("minItems", 1)
        for part in schema.values():
            _fill_lists(part)
    elif isinstance(schema, list):
        for part in schema:
            _fill_lists(part)


def _filled() -> Schema:
    """Return the schema of values in whose texts variables are filled in."""
    inner = {"$ref": "#/$defs/Filled"}
    return {"pattern": variables.PATTERN, "items": inner, "additionalProperties": inner}


def _list(item: Schema) -> Schema:
    return {"type": "array", "items": item, "minItems": 1}


def _one_of(keys: Iterable[str]) -> list[Schema]:
    return [{"required": [key]} for key in keys]


def _none_of(keys: Iterable[str]) -> Schema:
    return {"properties": {key.rstrip("_"): False for key in keys}}


def _when(key: str, words: Iterable[Any]) -> Schema:
    """Return the condition that a key has one of these values."""
    return {"properties": {key: {"enum": list(words)}}, "required": [key]}


def _conditions() -> dict[str, Schema]:
    """Return the conditions of each type, by its name: what `rules` checks."""
    attempt, body = _attempt(), _body()
    branch = {**body["dependentSchemas"], "play": _none_of((*OUTCOMES, "extends", "queued", "repeat"))}
    return {
        "Turn": {"oneOf": _one_of(rules.SPEAKERS), "dependentRequired": _needed_by_turns()},
        "Attempt": attempt,
        "AttemptBranch": attempt,
        "Branch": {**body, "dependentSchemas": branch, "anyOf": _one_of(("play", *OUTCOMES, "extends"))},
        "ScenarioBody": {**body, "anyOf": _one_of((*OUTCOMES, "extends"))},
        "Match": {"dependentSchemas": {"metadata": _none_of(["variables"])}},
        "WebhookRule": _webhook(),
        "FaultRule": _fault(),
    }


def _needed_by_turns() -> dict[str, list[str]]:
    return {**{key: ["tool"] for key in rules.TOOL_KEYS}, "warm": ["transfer"]}


def _attempt() -> Schema:
    transfer = {"reason": {"const": EndReason.TRANSFER.value}, "ended_by": {"const": EndedBy.AGENT.value}}
    return {
        "dependentSchemas": {
            "choose": _weighted(_none_of(rules.BESIDE_CHOOSE)),
            "fails": _none_of(rules.NEEDS_ANSWER),
            "transferred_to": {"properties": transfer},
        },
        "if": _when("hangs", [True]),
        "then": _none_of(rules.NEEDS_END),
    }


def _weighted(schema: Schema) -> Schema:
    """Add the condition that not all weights of `choose` are 0."""
    return {"properties": {**schema["properties"], "choose": {"contains": {"not": _when("weight", [0])}}}}


def _body() -> Schema:
    exclusive = {one: _none_of(other for other in OUTCOMES if other != one) for one in OUTCOMES}
    exclusive["choose"] = _weighted(exclusive["choose"])
    for key in ("states", "sequence"):
        exclusive[key]["properties"]["queued"] = False
    return {
        "dependentSchemas": {**exclusive, "repeat": {"anyOf": _one_of(("sequence", "extends"))}},
        "dependentRequired": {"talk": ["states"]},
    }


def _webhook() -> Schema:
    return {
        "dependentSchemas": {
            "by": {"properties": {"fault": {"enum": list(rules.TAKES_TIME)}}},
            "status": {"properties": {"fault": {"const": WebhookFaultKind.REDIRECT.value}}},
        },
        "if": _when("fault", (WebhookFaultKind.LATE, WebhookFaultKind.SLOW)),
        "then": {"required": ["by"]},
    }


def _fault() -> Schema:
    own = {key.rstrip("_"): {"properties": {"fault": {"enum": list(kinds)}}} for key, kinds in rules.FAULT_KEYS.items()}
    counts = {one: _none_of(other for other in rules.COUNTS if other != one) for one in rules.COUNTS}
    timed = {"if": _when("fault", rules.FAULT_KEYS["for_"]), "then": {"required": ["for"]}}
    early = [kind for kind in ApiFaultKind if kind not in OF_THE_ANSWER]
    before = {"properties": {"fault": {"enum": early}, "at": False}}
    return {
        "dependentSchemas": {**own, **counts},
        "allOf": [timed, {"if": _when("when", [When.BEFORE]), "then": before}],
    }


def _add_providers(components: dict[str, Schema], vocabularies: Mapping[str, Vocabulary]) -> None:
    """Add the words of providers: literal states need one, and have its words."""
    scenario = components["ScenarioBody"]
    inner = {"properties": {"choose": {"contains": {"$ref": "#/$defs/HasStates"}}}, "required": ["choose"]}
    components["HasStates"] = {"anyOf": [{"required": ["states"]}, inner]}
    scenario["allOf"] = [{"if": {"$ref": "#/$defs/HasStates"}, "then": {"required": ["provider"]}}]
    for name, words in vocabularies.items():
        reference = {"$ref": f"#/$defs/StatesOf_{name}"}
        states = {"items": {"propertyNames": {"enum": list(words)}}}
        components[f"StatesOf_{name}"] = {"properties": {"states": states, "choose": {"items": reference}}}
        scenario["allOf"].append({"if": _when("provider", [name]), "then": reference})
    if vocabularies:
        scenario["properties"]["provider"]["enum"] = list(vocabularies)
        _allow(components["Match"]["properties"]["provider"], vocabularies)
        _allow(components["FaultRule"]["properties"]["provider"], vocabularies)


def _add_operations(properties: dict[str, Schema], operations: Operations) -> None:
    if operations:
        _allow(properties["operation"], dict.fromkeys(name for names in operations.values() for name in names.every))


def _allow(globs: Schema, words: Iterable[str]) -> None:
    """Restrict a key with globs to these words, and to texts that are globs."""
    known = {"type": "string", "anyOf": [{"enum": list(words)}, _GLOB]}
    globs["anyOf"] = [known, _list(known)]
