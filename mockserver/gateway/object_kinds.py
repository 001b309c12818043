"""The kinds of objects in the JSON of a provider, recognized by their keys.

    OpenAPI document ─► ObjectKinds ─► of(keys) ─► ObjectKind: its enumerations, its fields with free content

Bodies of webhooks have no schema, and an answer may be one of several objects. So an object is of the smallest kind
that has all its keys. Pure: it knows no world and no request.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

Schema = Mapping[str, Any]
Enumerations = Mapping[str, frozenset[str]]  #: field → its documented words

_REFERENCE = "#/components/schemas/"
_TYPED = frozenset({"$ref", "anyOf", "enum", "type"})
_IDENTIFYING = ("event", "type")  #: these fields say what an object is


class ObjectKind(NamedTuple):
    """What is known about objects of one kind."""

    name: str  #: in the OpenAPI document; of an unknown kind, all its keys
    fields: frozenset[str]
    words: Enumerations  #: enumerations that only the provider writes
    free: frozenset[str]  #: fields whose content the account decides, such as metadata


class ObjectKinds:
    """All kinds of one provider. `texts` are fields that are texts in the document, with their documented words."""

    def __init__(self, document: Mapping[str, Any], texts: Mapping[str, Iterable[str]]) -> None:
        self._components: Mapping[str, Any] = document["components"]["schemas"]
        self._texts = {name: frozenset(words) for name, words in texts.items()}
        paths = [row for path in document["paths"].values() for row in path.values()]
        sent = self._reachable([row.get("requestBody", {}) for row in paths])
        self._sent = self._sent_words(sent)
        returned = self._reachable([row["responses"] for row in paths])
        self.kinds = sorted(map(self._kind, returned), key=lambda kind: (len(kind.fields), kind.name))
        self.fields = frozenset(field for kind in self.kinds for field in kind.fields)
        self.of = lru_cache(1024)(self._find)

    @cached_property
    def camel_case(self) -> bool:
        """Whether most names of several words are written `likeThis`."""
        names = [name for kind in self.kinds for name in kind.fields]
        return sum(name != name.lower() for name in names) > sum("_" in name for name in names)

    def _find(self, keys: frozenset[str]) -> ObjectKind:
        """Return the kind of an object with these keys. An unknown one has the fields of all kinds together."""
        known = next((kind for kind in self.kinds if keys <= kind.fields), None)
        return known or ObjectKind("+".join(sorted(keys)), keys, self._all_words(keys), self._free_everywhere(keys))

    def _all_words(self, keys: frozenset[str]) -> Enumerations:
        rows = [(key, kind.words.get(key, frozenset())) for key in keys for kind in self.kinds]
        return {key: frozenset(word for name, words in rows if name == key for word in words) for key in keys}

    def _free_everywhere(self, keys: frozenset[str]) -> frozenset[str]:
        return frozenset(
            key for key in keys & self.fields if all(key in kind.free for kind in self.kinds if key in kind.fields)
        )

    def _kind(self, name: str) -> ObjectKind:
        fields: Mapping[str, Schema] = self._components[name]["properties"]
        words = {field: self._provider_words(field, schema) for field, schema in fields.items()}
        return ObjectKind(
            name,
            frozenset(fields),
            {field: found for field, found in words.items() if found},
            frozenset(field for field, schema in fields.items() if self._is_free(schema)),
        )

    def _provider_words(self, field: str, schema: Schema) -> frozenset[str]:
        """Return the words of a field that no request sends."""
        words = self._words(schema) or self._texts.get(field, frozenset())
        is_sent = bool(words & self._sent.get(field, frozenset()))
        return frozenset() if is_sent or field in _IDENTIFYING else words

    def _sent_words(self, bodies: Iterable[str]) -> dict[str, frozenset[str]]:
        """Return the enumerations of all fields that requests send."""
        found: dict[str, frozenset[str]] = {}
        for name in bodies:
            for field, schema in self._components[name]["properties"].items():
                found[field] = found.get(field, frozenset()) | self._words(schema)
        return found

    def _words(self, schema: Schema) -> frozenset[str]:
        """Return the words of a text that must be one of several; no word if it need not."""
        options = list(self._options(schema))
        words = [word for option in options for word in option.get("enum", ())]
        is_open = any("enum" not in option and option.get("type") != "null" for option in options)
        return frozenset() if is_open or not all(isinstance(word, str) for word in words) else frozenset(words)

    def _is_free(self, schema: Schema) -> bool:
        """Return whether a value may contain anything, or keys that the account chooses."""
        for option in self._options(schema):
            if not _TYPED & option.keys():
                return True
            if option.get("type") == "object" and "properties" not in option:
                return True
            if option.get("type") == "array" and self._is_free(option.get("items", {})):
                return True
        return False

    def _options(self, schema: Schema) -> Iterator[Schema]:
        """Yield the schemas of which a value must match one, without references."""
        if "$ref" in schema:
            schema = self._components[schema["$ref"].removeprefix(_REFERENCE)]
        if "anyOf" in schema:
            for option in schema["anyOf"]:
                yield from self._options(option)
        else:
            yield schema

    def _reachable(self, parts: list[Any]) -> list[str]:
        """Return the names of the objects to which some parts of the document refer, at any depth."""
        found: dict[str, None] = {}
        waiting = list(parts)
        while waiting:
            part = waiting.pop()
            if isinstance(part, dict):
                name = str(part.get("$ref", "")).removeprefix(_REFERENCE)
                if name and name not in found:
                    found[name] = None
                    waiting.append(self._components[name])
                waiting += part.values()
            elif isinstance(part, list):
                waiting += part
        return [name for name in found if "properties" in self._components[name]]
