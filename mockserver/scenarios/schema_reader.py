"""Reads plain values into the structs of `schema`, and reports every error rather than the first one only.

It follows the types as msgspec describes them, so the format is written once. Each error has a path and says what was
given, what was expected and the nearest word. `rules` says which keys can be combined.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from msgspec import inspect

from mockserver.errors import did_you_mean
from mockserver.scenarios.yaml12 import Path


class Fault(NamedTuple):
    """One thing wrong, without the file: `at_key` points at the key rather than at its value."""

    path: Path
    message: str
    at_key: bool = False


Rule = Callable[[Any], Iterator[tuple[Path, str]]]  #: yields the invalid combinations of keys of one struct


def given(value: object) -> str:
    """Return how a sentence names a value."""
    if value is None:
        return "nothing (null)"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return f"the number {value}"
    if isinstance(value, str):
        return repr(value if len(value) <= 40 else value[:37] + "…")
    return "a list" if isinstance(value, list) else "a mapping"


def nearest(word: object, known: Iterable[str]) -> str:
    """Return a sentence that offers the nearest of the `known` words, or nothing."""
    from difflib import get_close_matches

    near = get_close_matches(str(word), list(known), n=1, cutoff=0.6)
    if not near:
        near = [name for name in known if name.lower() == str(word).lower()][:1]
    return did_you_mean(near)


class SchemaReader:
    """Reads one value. `faults` is complete after `read`; the result is only valid if there are none."""

    def __init__(self, rules: dict[type, Rule]) -> None:
        self.faults: list[Fault] = []
        self._rules = rules
        self._readers: dict[type, Callable[[Any, Any, Path], Any]] = {
            inspect.StructType: self._struct,
            inspect.UnionType: self._union,
            inspect.ListType: self._list,
            inspect.DictType: self._dict,
            inspect.EnumType: self._choice,
            inspect.LiteralType: self._literal,
            inspect.CustomType: self._custom,
        }

    def read(self, value: Any, kind: Any, path: Path = (), only: list[str] | None = None) -> Any:
        """Return `value` as `kind` (a type of msgspec.inspect), or anything if there are errors."""
        if isinstance(kind, inspect.Metadata):
            return self._annotated(value, kind, path, only)
        if isinstance(kind, inspect.EnumType) and only:
            return self._enum(value, kind, path, only)
        reader = self._readers.get(type(kind), self._simple)
        return reader(value, kind, path)

    def _annotated(self, value: Any, kind: inspect.Metadata, path: Path, only: list[str] | None) -> Any:
        inner, extra = kind.type, kind.extra or {}
        if isinstance(inner, inspect.StrType) and isinstance(value, str) and "expected" in extra:
            if not re.fullmatch(inner.pattern or "", value) or value.endswith("\n"):
                self._wrong(value, path, extra["expected"])
            return value
        only = extra.get("only", only)
        if only and isinstance(inner, inspect.UnionType):
            inner = next(member for member in inner.types if isinstance(member, inspect.EnumType))
        return self.read(value, inner, path, only)

    def _struct(self, value: Any, kind: inspect.StructType, path: Path) -> Any:
        if not isinstance(value, dict):
            return self._wrong(value, path, _expected(kind))
        before = len(self.faults)
        fields = {field.encode_name: field for field in kind.fields}
        self._check_keys(value, fields, path)
        read = {
            fields[key].name: self.read(item, fields[key].type, (*path, key))
            for key, item in value.items()
            if key in fields
        }
        if len(self.faults) > before:
            return None
        made = kind.cls(**read)
        rule = self._rules.get(kind.cls)
        for inner, message in rule(made) if rule else ():
            self.faults.append(Fault((*path, *inner), message, at_key=bool(inner) and isinstance(inner[-1], str)))
        return made

    def _check_keys(self, value: dict[str, Any], fields: dict[str, inspect.Field], path: Path) -> None:
        for key in value:
            if key not in fields:
                hint = nearest(key, fields) or f" Known here: {', '.join(fields)}."
                self.faults.append(Fault((*path, key), f"unknown key {key!r}.{hint}", at_key=True))
        for name, field in fields.items():
            if field.required and name not in value:
                self.faults.append(Fault(path, f"{name!r} is missing; expected {_expected(field.type)}"))

    def _union(self, value: Any, kind: inspect.UnionType, path: Path) -> Any:
        members = [member for member in kind.types if not isinstance(member, inspect.NoneType)]
        if len(members) == 1:
            return self.read(value, members[0], path)
        fitting = next((member for member in members if _form(member) is _form_of(value)), None)
        return self._wrong(value, path, _expected(kind)) if fitting is None else self.read(value, fitting, path)

    def _dict(self, value: Any, kind: inspect.DictType, path: Path) -> Any:
        if not isinstance(value, dict) or isinstance(kind.value_type, inspect.AnyType):
            return self._simple(value, kind, path)
        return {key: self.read(item, kind.value_type, (*path, key)) for key, item in value.items()}

    def _list(self, value: Any, kind: inspect.ListType, path: Path) -> Any:
        if not isinstance(value, list):
            return self._wrong(value, path, _expected(kind))
        if not value:
            self.faults.append(Fault(path, "the list is empty; expected at least one item, or leave the key out"))
        return [self.read(item, kind.item_type, (*path, index)) for index, item in enumerate(value)]

    def _choice(self, value: Any, kind: inspect.EnumType, path: Path) -> Any:
        return self._enum(value, kind, path, [member.value for member in kind.cls])

    def _enum(self, value: Any, kind: inspect.EnumType, path: Path, words: list[str]) -> Any:
        if value in words:
            return kind.cls(value)
        return self._wrong(value, path, f"one of {', '.join(words)}", nearest(value, words))

    def _literal(self, value: Any, kind: inspect.LiteralType, path: Path) -> Any:
        if any(type(value) is type(word) and value == word for word in kind.values):
            return value
        return self._wrong(value, path, _expected(kind), nearest(value, map(str, kind.values)))

    def _custom(self, value: Any, kind: inspect.CustomType, path: Path) -> Any:
        custom: Any = kind.cls
        if value is None:
            return self._wrong(value, path, custom.EXPECTED)
        try:
            return custom.read(value)
        except ValueError as error:
            given_too = f" not {given(value)}" if str(error).startswith("expected") else ""
            self.faults.append(Fault(path, f"{error}{given_too and ','}{given_too}"))

    def _simple(self, value: Any, kind: Any, path: Path) -> Any:
        if isinstance(kind, inspect.AnyType):
            return value
        expected_type, _ = _SIMPLE[type(kind)]
        if not isinstance(value, expected_type) or (isinstance(value, bool) and expected_type is not bool):
            hint = " Put it in quotes." if expected_type is str and isinstance(value, bool | int | float) else ""
            return self._wrong(value, path, _expected(kind), hint)
        low, high = getattr(kind, "ge", None), getattr(kind, "le", None)
        if (low is not None and value < low) or (high is not None and value > high):
            return self._wrong(value, path, _expected(kind))
        return value

    def _wrong(self, value: Any, path: Path, expected: str, hint: str = "") -> None:
        end = "." if hint else ""
        self.faults.append(Fault(path, f"expected {expected}, not {given(value)}{end}{hint}"))


def _form(kind: Any) -> type:
    """Return list, dict or object: the form of the values of a type."""
    if isinstance(kind, inspect.ListType):
        return list
    return dict if isinstance(kind, inspect.StructType | inspect.DictType) else object


def _form_of(value: object) -> type:
    return next((form for form in (list, dict) if isinstance(value, form)), object)


_SIMPLE: dict[type, tuple[Any, str]] = {
    inspect.StrType: (str, "text"),
    inspect.IntType: (int, "a whole number"),
    inspect.FloatType: (int | float, "a number"),
    inspect.BoolType: (bool, "true or false"),
    inspect.DictType: (dict, "a mapping"),
}


def _expected(kind: Any) -> str:
    """Return how a sentence names a type."""
    if isinstance(kind, inspect.Metadata):
        return str((kind.extra or {}).get("expected", _expected(kind.type)))
    if isinstance(kind, inspect.UnionType):
        return " or ".join(_expected(member) for member in kind.types if not isinstance(member, inspect.NoneType))
    if isinstance(kind, inspect.EnumType):
        return f"one of {', '.join(member.value for member in kind.cls)}"
    if isinstance(kind, inspect.LiteralType):
        return " or ".join(str(value) for value in kind.values)
    name = _SIMPLE.get(type(kind), (None, "a list" if isinstance(kind, inspect.ListType) else "a mapping"))[1]
    return name + _bounds(kind)


def _bounds(kind: Any) -> str:
    low, high = getattr(kind, "ge", None), getattr(kind, "le", None)
    if low is None:
        return ""
    return f" of at least {low}" if high is None else f" from {low} to {high}"
