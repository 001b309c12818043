"""The parser events of a YAML text, and what to say about a text that is not YAML.

    summary: Note: x       → ': ' inside a value; write summary: "Note: x"
    →fails: busy           → a tab cannot be used here; write spaces

libyaml and PyYAML describe what they expected, not what the author did. `_HINTS` looks at the line again and says what
to write instead. Text that cannot be parsed ends a document, not the file: `next_document` finds where to go on. Values
are not built here: `yaml12` does that.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_KEY = r"[^\s:#\-\[\]{},\"'][^:#]*?"
_ENTRY = re.compile(rf"(?P<before>\s*(?:-\s+)*)(?P<key>{_KEY}):\s+(?P<value>\S.*?)\s*")
_GLUED = re.compile(r"\s*(?:-\s+)*([A-Za-z_]\w*):(?![\s/])(\S.*)")
_BEGINNING = re.compile(r"(?:\.\.\.|---)(?=\s|$)")
_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_NEXT = re.compile(r"^---(?=\s|$)", re.MULTILINE)


class NotYaml(Exception):
    """The text is not YAML. `line` and `column` count from 1; `index` is where the parser gave up."""

    def __init__(self, message: str, line: int = 1, column: int = 1, index: int = 0) -> None:
        self.message, self.line, self.column, self.index = message, line, column, index
        super().__init__(message)


class Mark(NamedTuple):
    """A position; lines and columns count from 0."""

    line: int
    column: int


class Broken(NamedTuple):
    """Where a parser gave up, and what it says."""

    lines: list[str]
    mark: Any
    began: Any  #: the mark where the broken part begins; None if the parser does not say
    says: str

    @property
    def line(self) -> str:
        """The line in which the parser gave up; empty at the end of the text."""
        return self._line(self.mark.line)

    @property
    def char(self) -> str:
        """The character at which the parser gave up; empty at the end of a line."""
        return self.line[self.mark.column : self.mark.column + 1]

    @property
    def first_line(self) -> str:
        """The line in which the broken part begins, or the line before."""
        return self._line(self.began.line if self.began else self.mark.line - 1)

    @property
    def at_end(self) -> bool:
        """Whether the parser gave up at the end of the document."""
        return bool(_BEGINNING.match(self.line)) or not "".join(self.lines[self.mark.line :]).strip()

    def _line(self, index: int) -> str:
        return self.lines[index] if 0 <= index < len(self.lines) else ""


def decode(text: str | bytes) -> str:
    """Return the characters of a text without its byte order mark.

    Raises:
        NotYaml: it is not UTF-8, or has a character that YAML does not allow.
    """
    decoded = (text if isinstance(text, str) else _utf8(text)).removeprefix("\ufeff")
    if bad := _UNPRINTABLE.search(decoded):
        code = f"U+{ord(bad.group()):04X}"
        message = f"the character {code} is not allowed in YAML; write it as an escape in double quotes"
        raise NotYaml(message, *_end_of(decoded[: bad.start()]))
    return decoded


def _utf8(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode()
        raise NotYaml(f"byte 0x{raw[error.start]:02x} is not UTF-8", *_end_of(before)) from None


def _end_of(text: str) -> tuple[int, int]:
    return text.count("\n") + 1, len(text) - text.rfind("\n")


def events(text: str, *, pure: bool) -> Iterator[Any]:
    """Yield the parser events of a text. `pure` does not use libyaml.

    Raises:
        NotYaml: with the position and a remedy.
    """
    import yaml

    loader: Any = yaml.SafeLoader if pure else getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        yield from yaml.parse(text, Loader=loader)
    except yaml.MarkedYAMLError as error:
        raise _described(error, text) from None
    except (yaml.YAMLError, ValueError) as error:
        raise NotYaml(f"not YAML: {error}") from None


def next_document(text: str, begin: int, index: int) -> tuple[int, int] | None:
    """Return where the next document begins, behind the one that begins at `begin`, at `index` characters after that or
    later: the offset in `text`, and how many lines after `begin`. None if there is none."""
    found = _NEXT.search(text, begin + max(index, 1))
    return (found.start(), len(_BREAK.findall(text, begin, found.start()))) if found else None


def _described(error: Any, text: str) -> NotYaml:
    mark = error.problem_mark or error.context_mark
    says = f"{error.problem}" + (f" ({error.context})" if error.context else "")
    broken = Broken(_BREAK.split(text), mark, error.context_mark, says)
    if "node content" in says:
        broken = broken._replace(began=_last_open(broken))
    for pattern, hint in _HINTS:
        if re.search(pattern, says) and (message := hint(broken)):
            place = broken.began if broken.began and (broken.at_end or hint in _AT_BEGINNING) else mark
            return NotYaml(f"not YAML: {message}", place.line + 1, place.column + 1, mark.index)
    return NotYaml(f"not YAML: {says}", mark.line + 1, mark.column + 1, mark.index)


def _last_open(broken: Broken) -> Mark | None:
    """Return where the last bracket before the mark is that is not closed. Brackets in quotes count too."""
    closed = 0
    for line in range(min(broken.mark.line, len(broken.lines) - 1), -1, -1):
        end = broken.mark.column if line == broken.mark.line else None
        for found in reversed([*re.finditer(r"[\[\]{}]", broken.lines[line][:end])]):
            closed += 1 if found.group() in "]}" else -1
            if closed < 0:
                return Mark(line, found.start())
    return None


def _tab(broken: Broken) -> str:
    indentation = broken.line[: len(broken.line) - len(broken.line.lstrip())]
    return "a tab cannot be used here; write spaces" if broken.char == "\t" or "\t" in indentation else ""


def _colon(broken: Broken) -> str:
    """A colon in a value, a missing space after an earlier colon, or a key in the wrong column."""
    entry = _ENTRY.fullmatch(broken.line)
    if entry and entry.start("value") <= broken.mark.column:
        return f"': ' inside a value; put the value in quotes: {entry['key']}: {_quoted(entry['value'])}"
    return _glued(broken) or _column(broken)


def _glued(broken: Broken) -> str:
    for line, where in ((broken.first_line, " of the line before" * (broken.began is None)), (broken.line, "")):
        if found := _GLUED.fullmatch(line):
            return f"a space is missing after the colon{where}; write {found[1]}: {found[2]}"
    return ""


def _no_colon(broken: Broken) -> str:
    return _glued(broken) or f"{broken.first_line.strip()!r} is not 'key: value'; add the colon, or put text in quotes"


def _column(broken: Broken) -> str:
    if broken.line.lstrip().startswith("- "):
        return "the indentation is wrong; the items of one list begin in the same column, deeper than their key"
    return "the indentation is wrong; the keys of one mapping begin in the same column"


def _after_value(broken: Broken) -> str:
    entry = _ENTRY.fullmatch(broken.line)
    if entry is None or entry["value"][0] not in "\"'[{" or broken.mark.column <= entry.start("value"):
        return _column(broken)
    variables = "; variables are written ${…}" if entry["value"].startswith("{{") else ""
    is_quoted = entry["value"][0] in "\"'" and entry["value"][0] == entry["value"][-1]
    text = _quoted(entry["value"][1:-1] if is_quoted else entry["value"])
    return f"text after a value; put the whole value in quotes: {entry['key']}: {text}{variables}"


def _quoted(text: str) -> str:
    """Return a text in the quotation marks that need the fewest changes."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def _sign(broken: Broken) -> str:
    return f"text that begins with {broken.char!r} must be in quotes" if broken.char else ""


def _reference(broken: Broken) -> str:
    sign = "*" if "alias" in broken.says else "&"
    return f'text that begins with {sign!r} must be in quotes, such as "{sign}…"'


def _open(broken: Broken) -> str:
    sign = broken.first_line[broken.began.column : broken.began.column + 1] if broken.began else ""
    if sign not in ("[", "{"):  # a mapping of one pair inside of a list
        sign = "[" if "]" in broken.says else "{"
    if broken.at_end:
        return f"{sign!r} is not closed"
    return f"a comma is missing here, or {sign!r} is not closed before; text with commas or brackets must be in quotes"


def _in_quotes(broken: Broken) -> str:
    if "escape" in broken.says:
        return "in double quotes a backslash begins an escape; write \\\\, or use single quotes"
    return "the quotation mark is not closed" if "end of stream" in broken.says or broken.at_end else ""


_AT_BEGINNING = (_no_colon, _reference, _in_quotes)
_HINTS: tuple[tuple[str, Callable[[Broken], str]], ...] = (
    (r"cannot start any token|tab character", _tab),
    (r"cannot start any token", _sign),
    (r"mapping values are not allowed", _colon),
    (r"could not find expected ':'", _no_colon),
    (r"alias|scanning an anchor", _reference),
    (r"scanning a (double-)?quoted scalar|quoted scalar\)", _in_quotes),
    (r"'[,\]]' or|',' or '|node content", _open),
    (r"expected key|block end", _after_value),
    (r"'-' indicator", _column),
    (r"block scalar", lambda _: "after '>' or '|' the text begins in the next line; else put the value in quotes"),
    (r"sequence entries are not allowed", lambda _: "a list begins in the line after its key; move '- ' there"),
    (r"mapping keys are not allowed", lambda _: "text that begins with '?' must be in quotes"),
)
