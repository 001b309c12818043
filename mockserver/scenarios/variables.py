"""Variables in the texts of a scenario: `${to}`, `${metadata.name:-there}`, `${faker.company}`, `${variant.city}`.

A text is parsed once, and filled in for each call. A text that is a single variable keeps the type of its value; in
other texts every value becomes text. `reading` reports invalid texts when a file is loaded. Unknown Faker methods are
reported only when Faker is needed, because importing it is slow.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from mockserver.scenarios.situation import Situation, draw_row
from mockserver.simulation.randomness import Randomness

if TYPE_CHECKING:
    from mockserver.scenarios.yaml12 import Path

ROOTS = ("to", "from", "direction", "metadata", "variables", "faker", "variant")
_LABELS = ("metadata", "variables")
_ONE_NAME = ("faker", "variant")  #: exactly one name follows these
_PART = r"(?:[^.{}:]|:(?!-))+"
_NAMED = rf"to|from|direction|(?:faker|variant)\.{_PART}|(?:metadata|variables)(?:\.{_PART})+"
PATTERN = rf"^(?:\$\$\{{|\$\{{\s*(?:{_NAMED})\s*(?::-[^{{}}]*)?\}}|\$(?!\{{|\$\{{)|[^$])*$"
"""Of a text whose variables are valid, for JSON Schema."""
_TOKEN = re.compile(r"\$\$\{|\$\{([^{}]*)(\}?)")


_BRACES = re.compile(r"\{\{\s*([A-Za-z_][\w.]*)\s*\}\}")


class Variable(NamedTuple):
    """`${root.path:-default}`."""

    root: str
    path: tuple[str, ...]
    default: str


Parts = tuple[str | Variable, ...]


@lru_cache(maxsize=4096)
def parse(text: str) -> Parts:
    """Split a text into plain pieces and variables.

    Raises:
        ValueError: a variable is not closed, or is not one that a call has; the message offers the nearest.
    """
    parts: list[str | Variable] = []
    end = 0
    for token in _TOKEN.finditer(text):
        parts.append(text[end : token.start()])
        parts.append(_variable(token))
        end = token.end()
    parts.append(text[end:])
    return tuple(part for part in parts if part != "")


def mistakes(text: str) -> Iterator[str]:
    """Yield what is wrong with each invalid variable of a text; `parse` raises the first one."""
    for token in _TOKEN.finditer(text):
        try:
            _variable(token)
        except ValueError as error:
            yield str(error)


def _variable(token: re.Match[str]) -> Variable | str:
    written, closed = token.groups()
    if written is None:
        return "${"
    if not closed:
        raise ValueError(f"{token.group()!r} has no closing brace; for a plain ${{ write $${{")
    name, _, default = written.partition(":-")
    root, *path = name.strip().split(".")
    if root not in ROOTS:
        from mockserver.scenarios.schema_reader import nearest

        raise ValueError(f"there is no variable {root!r}; expected one of {', '.join(ROOTS)}.{nearest(root, ROOTS)}")
    if not all(path) or (root in _LABELS and not path) or (root in _ONE_NAME and len(path) != 1):
        raise ValueError(f"${{{name}}} lacks a name after the dot, as in ${{{root}.name}}")
    if path and root not in (*_LABELS, *_ONE_NAME):
        raise ValueError(f"${{{root}}} is text: nothing can follow it after a dot")
    return Variable(root, tuple(path), default)


def strings(value: Any, path: "Path" = ()) -> Iterator[tuple["Path", str]]:
    """Yield every text in a tree, with its path."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from strings(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from strings(item, (*path, index))


def faker_methods_used(text: str) -> list[str]:
    """Return the Faker methods that a text uses."""
    return _used(text, "faker")


def variants_used(text: str) -> list[str]:
    """Return the names of variants that a text uses."""
    return _used(text, "variant")


def variables_in_braces(text: str) -> list[str]:
    """Return the names that a text has in double braces, as in templates of other tools: `{{name}}`."""
    return _BRACES.findall(text)


def _used(text: str, root: str) -> list[str]:
    """Return the names behind a root. Variables that are invalid are left out."""
    names = []
    for token in _TOKEN.finditer(text) if "${" in text else ():
        with suppress(ValueError):
            part = _variable(token)
            if isinstance(part, Variable) and part.root == root:
                names.append(part.path[0])
    return names


class Filler:
    """Fills in the texts of one call. `used` says whether a text depended on the call, and `row` on which of the
    `variants`."""

    def __init__(self, situation: Situation, randomness: Randomness) -> None:
        self.used = False
        self.row: int | None = None
        self.variants: Sequence[Mapping[str, Any]] = ()
        self._situation, self._draws = situation, randomness

    def text(self, text: str) -> str:
        """Return the text with all variables replaced.

        Raises:
            LookupError: Faker has no such method, or it needs arguments; there is no such variant.
        """
        if "${" not in text:
            return text
        return "".join(part if isinstance(part, str) else show(self._value(part)) for part in parse(text))

    def value(self, value: Any) -> Any:
        """Return a tree with all variables in all its texts replaced. A text that is a single variable keeps the type
        of its value.

        Raises:
            LookupError: see `text`.
        """
        if isinstance(value, str):
            return self._filled(value)
        if isinstance(value, dict):
            return {key: self.value(item) for key, item in value.items()}
        return [self.value(item) for item in value] if isinstance(value, list) else value

    def _filled(self, text: str) -> Any:
        if "${" not in text:
            return text
        parts = parse(text)
        if len(parts) == 1 and isinstance(parts[0], Variable):
            return self._value(parts[0])
        return self.text(text)

    def _value(self, variable: Variable) -> Any:
        value = self._variant(variable.path[0]) if variable.root == "variant" else self._look_up(variable)
        return variable.default if value is None or value == "" else value

    def _look_up(self, variable: Variable) -> Any:
        self.used = True
        situation = self._situation
        if variable.root == "faker":
            return self._made_up(variable.path[0])
        if variable.root not in _LABELS:
            return {
                "to": situation.to_number,
                "from": situation.from_number,
                "direction": situation.direction,
            }[variable.root]
        value: Any = situation.labels
        for key in variable.path:
            value = value.get(key) if isinstance(value, dict) else None
        return value

    def _variant(self, name: str) -> Any:
        if not self.variants:
            raise LookupError(f"there are no 'variants' that could have {name!r}")
        if self.row is None:
            self.row = draw_row(self._situation, self._draws, len(self.variants))
        row = self.variants[self.row]
        if name not in row:
            raise LookupError(f"no row of 'variants' has {name!r}")
        return row[name]

    def _made_up(self, method: str) -> str:
        purpose = f"{self._situation.provider}:plan:{self._situation.serial}:faker:{method}"
        try:
            return self._draws.text(purpose, method)
        except LookupError:
            raise
        except Exception as error:  # any exception of a Faker method that needs arguments
            raise LookupError(f"Faker's {method!r} cannot be used without arguments: {error}") from error


def show(value: Any) -> str:
    """Return a label's value as text: unchanged, or as JSON."""
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()
