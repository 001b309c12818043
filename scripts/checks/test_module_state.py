"""No module holds mutable state, so worlds cannot influence each other.

Tables are allowed: a literal list, dictionary or set under an UPPER_CASE name that no code changes.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "mockserver").rglob("*.py"))
DISPLAYS = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)
FILLED_LATER = {"bytearray", "defaultdict", "deque", "OrderedDict", "Counter", "count"}
MAKERS = {"list", "dict", "set"} | FILLED_LATER
CHANGERS = {"append", "extend", "insert", "remove", "pop", "popitem", "clear", "update", "setdefault", "add", "discard"}
TABLE = re.compile(r"_?[A-Z][A-Z0-9_]*|__all__")


def maker(call: ast.Call) -> str:
    """Return the last name of a call: `deque` of `collections.deque()`."""
    made = call.func
    return made.id if isinstance(made, ast.Name) else made.attr if isinstance(made, ast.Attribute) else ""


def is_changeable(value: ast.expr | None) -> bool:
    """Return whether an expression creates a mutable object."""
    return maker(value) in MAKERS if isinstance(value, ast.Call) else isinstance(value, DISPLAYS)


def is_empty(value: ast.expr | None) -> bool:
    """Return whether the created object is empty, so that code must fill it later."""
    match value:
        case ast.List(elts=content) | ast.Set(elts=content) | ast.Dict(values=content):
            return not content
        case ast.Call(args=args, keywords=keywords):
            return maker(value) in FILLED_LATER or not (args or keywords)
    return False


def assignments(tree: ast.Module) -> Iterator[tuple[str, ast.expr | None]]:
    """Yield every name that a module assigns at its top level (also in `if` and `try`), with its value."""
    inner = [node for block in tree.body if isinstance(block, ast.If | ast.Try | ast.With) for node in ast.walk(block)]
    for node in [*tree.body, *inner]:
        if isinstance(node, ast.Assign):
            yield from ((target.id, node.value) for target in node.targets if isinstance(target, ast.Name))
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id, node.value


def changed(tree: ast.Module) -> set[str]:
    """Return the names that code changes in place: by a method, by item, or by `global`."""
    names: set[str] = set()
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=method)) if method in CHANGERS:
                names.add(name)
            case ast.Subscript(value=ast.Name(id=name), ctx=ast.Store() | ast.Del()):
                names.add(name)
            case ast.AugAssign(target=ast.Name(id=name)):
                names.add(name)
            case ast.Global(names=several):
                names.update(several)
    return names


def stateful_names(source: str) -> list[str]:
    """Return every module-level name of a source text that holds, or may hold, mutable state."""
    tree = ast.parse(source)
    in_place = changed(tree)
    found = [f"global {name}" for node in ast.walk(tree) if isinstance(node, ast.Global) for name in node.names]
    for name, value in assignments(tree):
        if not is_changeable(value):
            continue
        if not TABLE.fullmatch(name) or is_empty(value) or name in in_place:
            found.append(name)
    return found


@pytest.mark.parametrize("module", MODULES)
def test_a_module_holds_no_mutable_state(module: str) -> None:
    assert not stateful_names((ROOT / module).read_text())


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("TABLE = {'a': 1}", []),
        ("_TABLE = [1, 2]\ndef f(): return _TABLE[0]", []),
        ("__all__ = ['a']", []),
        ("names = ('a', 'b')", []),
        ("def f():\n    rows = []\n    rows.append(1)", []),
        ("cache = {}", ["cache"]),
        ("CACHE: dict[str, int] = {}", ["CACHE"]),
        ("CACHE = collections.defaultdict(list)", ["CACHE"]),
        ("try:\n    SEEN = set()\nexcept OSError:\n    pass", ["SEEN"]),
        ("table = {'a': 1}", ["table"]),
        ("TABLE = {'a': 1}\ndef f(): TABLE['b'] = 2", ["TABLE"]),
        ("TABLE = {'a': 1}\ndef f(): del TABLE['a']", ["TABLE"]),
        ("TABLE = [1]\ndef f(): TABLE.append(2)", ["TABLE"]),
        ("N = 0\ndef f():\n    global N\n    N = 1", ["global N"]),
    ],
)
def test_the_check_distinguishes_tables_from_state(source: str, expected: list[str]) -> None:
    assert stateful_names(source) == expected
