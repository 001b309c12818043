"""A YAML loader with only the types of YAML 1.2, which keeps the position of every value.

Plain PyYAML reads YAML 1.1, which is wrong for phone calls: `+33612345678` becomes a number, `on:` becomes `True`,
`1:30` becomes 90. Here only `null`, `true`, `false` and numbers as JSON writes them (also `0x1F`, `0o17`, `.inf`,
`.nan`) are not text. Text that begins with `+` or with an unneeded zero stays text, so phone numbers do. libyaml, if it
is installed, turns text into parser events. The tree is built here, so that duplicate keys, self-references and alias
bombs are found. Every problem is a ScenarioError. What is not YAML ends its document; the next one is read all the
same. This module knows nothing of scenarios.
"""

import math
import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import msgspec

from mockserver.errors import Problem, ScenarioError
from mockserver.scenarios.yaml_syntax import NotYaml, decode, events, next_document

Path = tuple[str | int, ...]  #: keys and list positions, from the root of a document

DEEPEST = 64  #: how deep lists and mappings may be nested
_MOST_ALIASED = 100_000  #: how many values a text may repeat by aliases
_MOST_BROKEN = 20  #: after so many documents that cannot be read, the rest of a text is not read either
_WHOLE = r"(?:0|[1-9][0-9]*)"
_CORE = re.compile(
    rf"""(?P<null>null|Null|NULL|~|)
    |(?P<bool>true|True|TRUE|false|False|FALSE)
    |(?P<int>-?{_WHOLE}|0o[0-7]+|0x[0-9a-fA-F]+)
    |(?P<float>-?(?:\.[0-9]+|{_WHOLE}(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))""",
    re.VERBOSE,
)
_SCALAR_TAGS: dict[str, tuple[type, ...]] = {
    "tag:yaml.org,2002:int": (int,),
    "tag:yaml.org,2002:float": (float, int),
    "tag:yaml.org,2002:bool": (bool,),
    "tag:yaml.org,2002:null": (type(None),),
}
_TEXT_TAGS = ("!", "tag:yaml.org,2002:str")
_TREE_TAGS = (None, "!", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq")


class SourcePosition(NamedTuple):
    """Line and column, both counted from 1."""

    line: int
    column: int


class Document(msgspec.Struct, frozen=True):
    """One YAML document: plain Python values, and their positions."""

    value: Any
    source: str
    places: dict[Path, SourcePosition] = {}  #: of each value
    keys: dict[Path, SourcePosition] = {}  #: of the key of each value in a mapping

    def place(self, path: Path, *, key: bool = False) -> SourcePosition:
        """Return the position of the value at `path` (or of its key). A value without a position has that of its
        parent."""
        known = self.keys if key else self.places
        if path in known:
            return known[path]
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, SourcePosition(1, 1))

    def problem(self, path: Path, message: str, *, key: bool = False) -> Problem:
        """Return a problem with the value at `path` (or with its key)."""
        return Problem(self.source, *self.place(path, key=key), show_path(path), message)


def is_plain_text(text: str) -> bool:
    """Return whether a text without quotes is read as text."""
    return _CORE.fullmatch(text) is None


def show_path(path: Path) -> str:
    """Format a path for people: `attempts[0].ringing`."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return text.removeprefix(".")


def load(text: str | bytes, source: str, *, pure: bool = False, most: int | None = None) -> list[Document]:
    """Read all documents of a text, at most `most`. `source` is its name in errors. `pure` does not use libyaml.

    Raises:
        ScenarioError: the text is not UTF-8, is not YAML, has a duplicate key, has a key that is not text, contains
            itself, is nested deeper than 64 levels, repeats more than 100,000 values by aliases, or has too many
            documents.
    """
    documents, problems = load_all(text, source, pure=pure, most=most)
    if problems:
        raise ScenarioError(problems)
    return documents


def load_all(
    text: str | bytes, source: str, *, pure: bool = False, most: int | None = None
) -> tuple[list[Document], list[Problem]]:
    """Read the documents of a text that can be read, and return the problems of all. See `load`."""
    builder = _Builder(source, most)
    documents: list[Document] = []
    try:
        _read_all(decode(text), builder, documents, pure=pure)
    except NotYaml as error:
        builder.note_syntax(error, 0)
    except ScenarioError as error:
        builder.problems += error.problems
    return documents, builder.problems


def _read_all(text: str, builder: "_Builder", documents: list[Document], *, pure: bool) -> None:
    """Read document after document. Go on behind one that cannot be read."""
    begin = line = 0
    for _ in range(_MOST_BROKEN):
        try:
            documents.extend(builder.documents(events(text[begin:], pure=pure), line))
            return
        except NotYaml as error:
            builder.note_syntax(error, line)
            index = error.index
        except _Unreadable as error:
            builder.problems += error.problems
            index = error.index
        following = next_document(text, begin, index)
        if following is None:
            return
        begin, line = following[0], line + following[1]


class _Unreadable(ScenarioError):
    """The rest of a document cannot be read, from `index` on."""

    def __init__(self, problem: Problem, index: int) -> None:
        self.index = index
        super().__init__([problem])


def _decimal(text: str) -> float:
    special = text[-3:].lower()
    if special == "nan":
        return math.nan
    if special == "inf":
        return -math.inf if text.startswith("-") else math.inf
    return float(text)


class _Builder:
    """Turns parser events into values. Problems that do not stop the parser are collected in `problems`."""

    def __init__(self, source: str, most: int | None) -> None:
        self.source = source
        self.problems: list[Problem] = []
        self._most, self._documents, self._line = most, 0, 0
        self._events: Iterator[Any] = iter(())
        self._makers = {
            "ScalarEvent": self._scalar,
            "AliasEvent": self._alias,
            "MappingStartEvent": self._mapping,
            "SequenceStartEvent": self._sequence,
        }
        self._begin()

    def _begin(self) -> None:
        self._places: dict[Path, SourcePosition] = {}
        self._keys: dict[Path, SourcePosition] = {}
        self._anchors: dict[str, tuple[Any, int] | None] = {}  # None while the anchored value is being built
        self._count = self._aliased = 0

    def documents(self, events: Iterable[Any], line: int) -> Iterator[Document]:
        """Yield the documents of these events, whose text begins after so many lines.

        Raises:
            ScenarioError: the rest of a document cannot be read, or there are too many documents.
        """
        self._events, self._line = iter(events), line
        for event in self._events:
            if type(event).__name__ == "DocumentStartEvent":
                self._documents += 1
                if self._most is not None and self._documents > self._most:
                    message = f"more than {self._most:,} documents in one text (--max-scenario-documents)"
                    raise ScenarioError([Problem(self.source, *self._place(event), "", message)])
                self._begin()
                value = self._node(next(self._events), ())
                yield Document(value, self.source, self._places, self._keys)

    def note_syntax(self, error: NotYaml, before: int) -> None:
        """Add what is not YAML, in a text that begins after so many lines. It replaces what its line led to."""
        line = before + error.line
        self.problems = [problem for problem in self.problems if problem.line != line]
        self.problems.append(Problem(self.source, line, error.column, "", error.message))

    def _place(self, event: Any) -> SourcePosition:
        return SourcePosition(self._line + event.start_mark.line + 1, event.start_mark.column + 1)

    def _unreadable(self, event: Any, path: Path, message: str) -> _Unreadable:
        return _Unreadable(Problem(self.source, *self._place(event), show_path(path), message), event.start_mark.index)

    def _node(self, event: Any, path: Path) -> Any:
        if len(path) > DEEPEST:
            raise self._unreadable(event, path[:8], f"nested deeper than {DEEPEST} levels")
        self._places[path] = self._place(event)
        maker = self._makers[type(event).__name__]
        anchor = None if maker == self._alias else event.anchor
        if anchor is not None:
            self._anchors[anchor] = None
        before = self._count
        self._count += 1
        value = maker(event, path)
        if anchor is not None:
            self._anchors[anchor] = (value, self._count - before)
        return value

    def _mapping(self, event: Any, path: Path) -> dict[str, Any]:
        self._check_tree_tag(event, path)
        mapping: dict[str, Any] = {}
        for key_event in self._until("MappingEndEvent"):
            key = self._key(key_event, path)
            inner = (*path, key)
            if key in mapping:
                first = self._keys[inner]
                self._note(inner, key_event, f"duplicate key {key!r}; first in line {first.line}")
            else:
                self._keys[inner] = self._place(key_event)
            mapping[key] = self._node(next(self._events), inner)
        return mapping

    def _key(self, event: Any, path: Path) -> str:
        key = self._node(event, (*path, "?"))
        if key == "<<":
            self._note((*path, key), event, "merge keys (<<) are not part of YAML 1.2; write the keys out")
        if isinstance(key, str):
            return key
        if hasattr(event, "value"):
            self._note((*path, str(key)), event, f"a key must be text, not {event.value!r}; put it in quotes")
        else:
            message = "a key must be text, not a list or mapping; put text that begins with [ or { in quotes"
            variable = "; variables are written ${…}" if isinstance(key, dict) else ""
            self._note(path, event, message + variable)
        return str(key)

    def _sequence(self, event: Any, path: Path) -> list[Any]:
        self._check_tree_tag(event, path)
        return [self._node(item, (*path, index)) for index, item in enumerate(self._until("SequenceEndEvent"))]

    def _until(self, end: str) -> Iterator[Any]:
        while type(event := next(self._events)).__name__ != end:
            yield event

    def _alias(self, event: Any, path: Path) -> Any:
        found = self._anchors.get(event.anchor, ())
        if not found:
            message = "contains itself" if found is None else "has no anchor of that name before it"
            raise self._unreadable(event, path, f"the alias *{event.anchor} {message}")
        value, size = found
        self._count += size
        self._aliased += size
        if self._aliased > _MOST_ALIASED:
            raise self._unreadable(event, path, f"aliases repeat more than {_MOST_ALIASED:,} values")
        return value

    def _scalar(self, event: Any, path: Path) -> Any:
        if event.tag is None:
            return self._core(event, path) if event.implicit[0] else event.value
        if event.tag in _TEXT_TAGS:
            return event.value
        expected = _SCALAR_TAGS.get(event.tag)
        value = self._core(event, path)
        if expected is None or type(value) not in expected:
            self._note(path, event, f"the tag {event.tag} does not fit {event.value!r}")
        return value

    def _core(self, event: Any, path: Path) -> Any:
        found = _CORE.fullmatch(event.value)
        kind = found.lastgroup if found else None
        if kind == "int":
            return self._whole(event, path)
        if kind == "float":
            return _decimal(event.value)
        if kind == "bool":
            return event.value.lower() == "true"
        return None if kind == "null" else event.value

    def _whole(self, event: Any, path: Path) -> int:
        try:
            return int(event.value, 0)
        except ValueError:
            self._note(path, event, "this number has too many digits; put it in quotes if it is text")
            return 0

    def _check_tree_tag(self, event: Any, path: Path) -> None:
        if event.tag not in _TREE_TAGS:
            self._note(path, event, f"the tag {event.tag} is not known here")

    def _note(self, path: Path, event: Any, message: str) -> None:
        self.problems.append(Problem(self.source, *self._place(event), show_path(path), message))
