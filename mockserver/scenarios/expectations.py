"""What a type expects, in words, and a valid value of it.

    expected(Times)   "a whole number from 1 to 1000"
    stand_in(Times)   1

Types are those of msgspec.inspect. Nothing is read here; `schema_reader` does that.
"""

from typing import Any

from msgspec import inspect

_SIMPLE: dict[type, str] = {
    inspect.StrType: "text",
    inspect.IntType: "a whole number",
    inspect.FloatType: "a number",
    inspect.BoolType: "true or false",
    inspect.DictType: "a mapping",
    inspect.ListType: "a list",
    inspect.StructType: "a mapping",
}


def expected(kind: Any) -> str:
    """Return how a sentence names a type."""
    if isinstance(kind, inspect.Metadata):
        return str((kind.extra or {}).get("expected", expected(kind.type)))
    if isinstance(kind, inspect.UnionType):
        return " or ".join(expected(member) for member in kind.types if not isinstance(member, inspect.NoneType))
    if isinstance(kind, inspect.EnumType):
        return f"one of {', '.join(member.value for member in kind.cls)}"
    if isinstance(kind, inspect.LiteralType):
        return " or ".join(str(value) for value in kind.values)
    if isinstance(kind, inspect.CustomType):
        custom: Any = kind.cls
        return str(custom.EXPECTED)
    return _SIMPLE[type(kind)] + _bounds(kind)


def _bounds(kind: Any) -> str:
    low, high = getattr(kind, "ge", None), getattr(kind, "le", None)
    if low is None:
        return ""
    return f" of at least {low}" if high is None else f" from {low} to {high}"


def stand_in(kind: Any) -> Any:
    """Return a valid value of a type, to be used in place of an invalid or missing one."""
    if isinstance(kind, inspect.Metadata):
        return stand_in(kind.type)
    if isinstance(kind, inspect.UnionType):
        return stand_in(next(member for member in kind.types if not isinstance(member, inspect.NoneType)))
    if isinstance(kind, inspect.StructType):
        return kind.cls(**{field.name: stand_in(field.type) for field in kind.fields if field.required})
    if isinstance(kind, inspect.IntType | inspect.FloatType):
        return max(1, kind.ge or 0)
    return _simple(kind)


def _simple(kind: Any) -> Any:
    if isinstance(kind, inspect.EnumType):
        return next(iter(kind.cls))
    if isinstance(kind, inspect.LiteralType):
        return kind.values[0]
    if isinstance(kind, inspect.CustomType):
        custom: Any = kind.cls
        return custom.read(custom.SCHEMA["examples"][0])
    empty: dict[type, Any] = {inspect.StrType: "", inspect.BoolType: False, inspect.ListType: [], inspect.DictType: {}}
    return empty[type(kind)]
