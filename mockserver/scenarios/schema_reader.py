"""Reads plain values into the structs of `schema`, and reports every error rather than the first one only.

It follows the types as msgspec describes them, so the format is written once. Each error has a path and says what was
given, what was expected and what to write. `rules` says which keys can be combined. An invalid value is replaced by a
stand-in of its type, so that one error does not hide others.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from msgspec import inspect

from mockserver.errors import did_you_mean
from mockserver.scenarios.expectations import expected, stand_in
from mockserver.scenarios.remedies import (
    bool_hint,
    given,
    is_turn,
    key_hint,
    list_hint,
    mapping_hint,
    number_hint,
    text_hint,
    word_hint,
)
from mockserver.scenarios.span import InvalidPart
from mockserver.scenarios.synonyms import is_alike, meant_key
from mockserver.scenarios.yaml12 import Path


class Fault(NamedTuple):
    """One thing wrong, without the file: `at_key` points at the key rather than at its value."""

    path: Path
    message: str
    at_key: bool = False


class Rule(NamedTuple):
    """Finds invalid combinations of keys of one struct. It is left out if a key that it `needs` is invalid."""

    check: Callable[[Any], Iterator[tuple[Path, str]]]
    needs: tuple[str, ...] = ()


def nearest(word: object, known: Iterable[str]) -> str:
    """Return a sentence that offers the nearest of the `known` words, or nothing."""
    from difflib import get_close_matches

    near = get_close_matches(str(word), list(known), n=1, cutoff=0.6)
    if not near:
        near = [name for name in known if name.lower() == str(word).lower()][:1]
    return did_you_mean(near)


class SchemaReader:
    """Reads one value. `faults` is complete after `read`. The result is always valid: what is not is replaced."""

    def __init__(self, rules: Mapping[type, Sequence[Rule]], neutral: Mapping[type, Any] | None = None) -> None:
        """Create a reader. `rules` are applied to each struct. A struct of a type in `neutral` is replaced as a whole
        by that value if something in it is invalid."""
        self.faults: list[Fault] = []
        self.wrong: set[Path] = set()  #: unknown keys and values of the wrong type, about which nothing more is said
        self._rules, self._neutral = rules, neutral or {}
        self._open = 0  #: faults outside of structs that were replaced
        self._readers: dict[type, Callable[[Any, Any, Path], Any]] = {
            inspect.StructType: self._struct,
            inspect.UnionType: self._union,
            inspect.ListType: self._list,
            inspect.DictType: self._dict,
            inspect.EnumType: self._choice,
            inspect.LiteralType: self._literal,
            inspect.CustomType: self._custom,
            inspect.StrType: self._text,
            inspect.BoolType: self._bool,
            inspect.IntType: self._number,
            inspect.FloatType: self._number,
            inspect.AnyType: lambda value, _kind, _path: value,
        }

    def read(self, value: Any, kind: Any, path: Path = (), only: list[str] | None = None) -> Any:
        """Return `value` as `kind` (a type of msgspec.inspect). What is invalid is replaced by a stand-in."""
        if isinstance(kind, inspect.Metadata):
            return self._annotated(value, kind, path, only)
        if isinstance(kind, inspect.EnumType) and only:
            return self._enum(value, kind, path, only)
        return self._readers[type(kind)](value, kind, path)

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
        before = self._open
        if not isinstance(value, dict):
            self._wrong(value, path, expected(kind), mapping_hint(value, path))
            made, written = stand_in(kind), dict[str, str]()
        else:
            written = self._keys(value, {field.encode_name: field for field in kind.fields}, path)
            made = self._made(value, kind, path, written)
        if self._open > before and kind.cls in self._neutral:
            self._open = before
            return self._neutral[kind.cls]
        return made

    def _made(self, value: dict[str, Any], kind: inspect.StructType, path: Path, written: dict[str, str]) -> Any:
        """Return the struct of a mapping; `written` are the keys of its fields as the file has them."""
        read: dict[str, Any] = {}
        for field in kind.fields:
            key = written.get(field.encode_name)
            if key is not None:
                read[field.name] = self.read(value[key], field.type, (*path, key))
                if key != field.encode_name:
                    self.wrong.add((*path, key))
            elif field.required:
                self._add(Fault(path, f"{field.encode_name!r} is missing; expected {expected(field.type)}"))
                read[field.name] = stand_in(field.type)
        made = kind.cls(**read)
        self._apply_rules(made, path, written)
        return made

    def _apply_rules(self, made: Any, path: Path, written: dict[str, str]) -> None:
        for rule in self._rules.get(type(made), ()):
            if any((*path, written.get(key, key)) in self.wrong for key in rule.needs):
                continue
            for inner, message in rule.check(made):
                place = (*path, *(written.get(str(part), part) for part in inner[:1]), *inner[1:])
                if place not in self.wrong:
                    self._add(Fault(place, message, at_key=bool(inner) and isinstance(inner[-1], str)))

    def _keys(self, value: dict[str, Any], fields: dict[str, inspect.Field], path: Path) -> dict[str, str]:
        """Report unknown keys. Return the fields that are given, each with its key in the file. An unknown key counts
        as the field that is probably meant."""
        written = {key: key for key in value if key in fields}
        for key in value:
            if key not in fields:
                self._add(Fault((*path, key), f"unknown key {key!r}.{key_hint(key, fields)}", at_key=True))
                found = meant_key(key, fields)
                counts = found is not None and written.setdefault(found, key) == key
                if not counts or not is_alike(key, [found or ""]):
                    self.wrong.add((*path, key))  # its value is perhaps one of another key
        return written

    def _union(self, value: Any, kind: inspect.UnionType, path: Path) -> Any:
        members = [member for member in kind.types if not isinstance(member, inspect.NoneType)]
        if len(members) == 1:
            return self.read(value, members[0], path)
        form = list if _key(path) == "talk" and is_turn(value) else _form_of(value)
        fitting = next((member for member in members if _form(member) is form), None)
        if fitting is not None:
            return self.read(value, fitting, path)
        is_list = any(isinstance(member, inspect.ListType) for member in members)
        hint = list_hint(value, path) if is_list else mapping_hint(value, path)
        self._wrong(value, path, expected(kind), hint)
        return stand_in(kind)

    def _dict(self, value: Any, kind: inspect.DictType, path: Path) -> Any:
        if not isinstance(value, dict):
            self._wrong(value, path, expected(kind), mapping_hint(value, path))
            return {}
        return {key: self.read(item, kind.value_type, (*path, key)) for key, item in value.items()}

    def _list(self, value: Any, kind: inspect.ListType, path: Path) -> Any:
        if not isinstance(value, list):
            self._wrong(value, path, expected(kind), list_hint(value, path))
            return self._only_item(value, kind, path)
        if not value:
            self._report(path, "the list is empty; expected at least one item, or leave the key out")
        return [self.read(item, kind.item_type, (*path, index)) for index, item in enumerate(value)]

    def _only_item(self, value: Any, kind: inspect.ListType, path: Path) -> list[Any]:
        """Read a mapping in place of a list of mappings, in which the dash is missing."""
        item: Any = kind.item_type
        item = item.type if isinstance(item, inspect.Metadata) else item
        is_item = isinstance(value, dict) and not any(key.startswith("-") for key in value)
        return [self._struct(value, item, path)] if is_item and isinstance(item, inspect.StructType) else []

    def _choice(self, value: Any, kind: inspect.EnumType, path: Path) -> Any:
        return self._enum(value, kind, path, [member.value for member in kind.cls])

    def _enum(self, value: Any, kind: inspect.EnumType, path: Path, words: list[str]) -> Any:
        if value not in words:
            self._wrong(value, path, f"one of {', '.join(words)}", word_hint(value, words))
            return kind.cls(words[0])
        return kind.cls(value)

    def _literal(self, value: Any, kind: inspect.LiteralType, path: Path) -> Any:
        if any(type(value) is type(word) and value == word for word in kind.values):
            return value
        numbers = all(isinstance(word, int) for word in kind.values)
        hint = number_hint(value, None) if numbers else word_hint(value, map(str, kind.values))
        self._wrong(value, path, expected(kind), hint)
        return kind.values[0]

    def _custom(self, value: Any, kind: inspect.CustomType, path: Path) -> Any:
        custom: Any = kind.cls
        try:
            return custom.read(value)
        except InvalidPart as error:
            self._report((*path, *error.path), str(error))
            return error.instead
        except ValueError as error:
            self._report(path, str(error))
        return stand_in(kind)

    def _text(self, value: Any, kind: Any, path: Path) -> Any:
        if isinstance(value, str):
            return value
        self._wrong(value, path, expected(kind), text_hint(value, path))
        return ""

    def _bool(self, value: Any, kind: Any, path: Path) -> Any:
        if isinstance(value, bool):
            return value
        self._wrong(value, path, expected(kind), bool_hint(value, path))
        return False

    def _number(self, value: Any, kind: Any, path: Path) -> Any:
        types = int if isinstance(kind, inspect.IntType) else int | float
        low, high = kind.ge, kind.le
        is_number = isinstance(value, types) and not isinstance(value, bool)
        if is_number and (low is None or value >= low) and (high is None or value <= high):
            return value
        self._wrong(value, path, expected(kind), number_hint(value, high))
        return stand_in(kind)

    def _wrong(self, value: Any, path: Path, what: str, hint: str = "") -> None:
        end = "." if hint else ""
        self._report(path, f"expected {what}, not {given(value)}{end}{hint}")

    def _report(self, path: Path, message: str) -> None:
        """Add a fault of a value, unless there is one already."""
        if path not in self.wrong:
            self.wrong.add(path)
            self._add(Fault(path, message))

    def _add(self, fault: Fault) -> None:
        self.faults.append(fault)
        self._open += 1


def _form(kind: Any) -> type:
    """Return list, dict or object: the form of the values of a type."""
    if isinstance(kind, inspect.ListType):
        return list
    return dict if isinstance(kind, inspect.StructType | inspect.DictType) else object


def _key(path: Path) -> str | int:
    return path[-1] if path else ""


def _form_of(value: object) -> type:
    return next((form for form in (list, dict) if isinstance(value, form)), object)
