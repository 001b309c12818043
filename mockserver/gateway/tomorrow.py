"""Turns the JSON of today into the JSON that a provider might send next week.

    value, scope, number of the answer ─► Future.grown ─► the value with unknown fields, and here and there a new word

| addition | decided by |
|---|---|
| unknown fields: names and places | seed, kind of the object |
| their values | seed, nearest id |
| a new word in an enumeration | seed, nearest id, name of the field, number of the answer |

Pure: the same arguments give the same value. Documented values keep their types, and all but the drawn words their
values. Content that the account decides, such as metadata, stays as it is.
"""

from collections.abc import Callable, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Any, Final

from mockserver.gateway.object_kinds import ObjectKind, ObjectKinds
from mockserver.simulation.randomness import Randomness

EVERY: Final = 5  #: a field has a new word in one of so many answers, and never in two answers in a row
MOST_FIELDS: Final = 3  #: unknown fields of one object
UNKNOWN: Mapping[str, Callable[[int], Any]] = MappingProxyType(
    {
        "trace_id": lambda number: f"{number:08x}",
        "region": lambda number: ("us-east-1", "eu-west-3", "ap-southeast-2")[number % 3],
        "experimental": lambda number: number % 2 == 0,
        "superseded_by": lambda _: None,
        "routing_info": lambda number: {"pool": "abc"[number % 3], "weight": number % 100, "fallback": None},
        "feature_flags": lambda number: ["beta_billing", "new_router"][: number % 3],
        "schema_revision": lambda number: number % 50 + 1,
        "risk_score": lambda number: number % 1000 / 1000,
        "audit_trail": lambda number: [{"step": "received", "ms": number % 40}],
        "compliance": lambda _: {},
    }
)  #: name → value for a number below 2**32
_IDS = ("id", "call_id", "callId", "call_order_id", "conversationId")
_STRIDE = 3  #: between the fields of one object in `UNKNOWN`; so the types of their values differ
_RANGE = 2**32


class Future:
    """The future of one provider in one world. `words` are its invented words; `number` counts the answers about one
    thing, and is None for answers without new words."""

    def __init__(
        self, kinds: ObjectKinds, words: Mapping[str, tuple[str, ...]], randomness: Randomness, number: int | None
    ) -> None:
        self._kinds, self._invented = kinds, words
        self._randomness, self._number = randomness, number

    @cached_property
    def names(self) -> dict[str, str]:
        """The names of unknown fields in the spelling of the provider, without those that it documents."""
        names = {_camel(name) if self._kinds.camel_case else name: name for name in UNKNOWN}
        return {written: name for written, name in names.items() if written not in self._kinds.fields}

    def grown(self, value: Any, scope: str, *, draws: bool = True) -> Any:
        """Return the value of tomorrow. `scope` names a value without an id; `draws` allows new words in it."""
        if isinstance(value, dict):
            return self._object(value, scope, draws=draws)
        if isinstance(value, list):
            return self._list(value, scope, draws=draws)
        return value

    def _list(self, values: list[Any], scope: str, *, draws: bool) -> list[Any]:
        """Return a list. Of objects without ids, such as the turns of a transcript, only one may have a new word."""
        chosen = self._choice(f"{scope}:chosen", len(values)) if values else 0
        return [
            self.grown(value, f"{scope}.{index}", draws=draws and (index == chosen or _id_of(value) is not None))
            for index, value in enumerate(values)
        ]

    def _object(self, value: dict[str, Any], scope: str, *, draws: bool) -> dict[str, Any]:
        kind = self._kinds.of(frozenset(value.keys() - self.names.keys()))
        scope = _id_of(value) or scope
        items = []
        for name, inner in value.items():
            if isinstance(inner, str):
                inner = self._word(kind, name, inner, scope) if draws else inner
            elif name not in kind.free and name not in self.names:
                inner = self.grown(inner, f"{scope}.{name}", draws=draws)
            items.append((name, inner))
        self._add_unknown(items, kind, scope)
        return dict(items)

    def _word(self, kind: ObjectKind, name: str, word: str, scope: str) -> str:
        """Return the word of a field: the documented one, or an invented one if it is its turn."""
        known = kind.words.get(name, frozenset())
        if self._number is None or word not in known:
            return word
        purpose = f"tomorrow:{scope}:{name}"
        if self._randomness.walk(purpose, self._number, EVERY):
            return word
        words = self._invented.get(f"{kind.name}.{name}") or self._invented.get(name)
        if words is None:
            return "FUTURE_VALUE" if word.isupper() else "future_value"
        return words[self._choice(f"{scope}:{name}:word", len(words))]

    def _add_unknown(self, items: list[tuple[str, Any]], kind: ObjectKind, scope: str) -> None:
        """Insert the unknown fields of an object: each at the beginning, in the middle or at the end."""
        names, size = list(self.names), len(items)
        first = self._choice(f"{kind.name}:first", len(names))
        taken = {name for name, _ in items}
        for index in range(1 + self._choice(f"{kind.name}:count", MOST_FIELDS)):
            name = names[(first + index * _STRIDE) % len(names)]
            if name not in taken:
                made = UNKNOWN[self.names[name]](self._choice(f"{scope}:{name}", _RANGE))
                items.insert((0, size // 2, len(items))[self._choice(f"{kind.name}:{name}:at", 3)], (name, made))

    def _choice(self, purpose: str, count: int) -> int:
        return self._randomness.walk(f"tomorrow:{purpose}", 0, count)


def _id_of(value: Any) -> str | None:
    """Return the id of an object, if it has one."""
    found = (value.get(name) for name in _IDS) if isinstance(value, dict) else ()
    return next((given for given in found if isinstance(given, str)), None)


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(map(str.capitalize, rest))
