"""`mockserver.__all__` is sorted and complete, and no other module has an `__all__`."""

import ast
from pathlib import Path

import pytest

import mockserver

ROOT = Path(__file__).parents[2]
OTHERS = sorted(
    path.relative_to(ROOT).as_posix()
    for path in (ROOT / "mockserver").rglob("*.py")
    if path != ROOT / "mockserver" / "__init__.py"
)


def test_the_exports_are_sorted_and_equal_to_the_public_names() -> None:
    tree = ast.parse((ROOT / "mockserver" / "__init__.py").read_text())
    imported = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module != "typing"]
    declared = {alias.asname for node in imported for alias in node.names if alias.asname}
    assert mockserver.__all__ == ["__version__", *sorted(declared)]


@pytest.mark.parametrize("module", OTHERS)
def test_no_other_module_lists_exports(module: str) -> None:
    names = [node.id for node in ast.walk(ast.parse((ROOT / module).read_text())) if isinstance(node, ast.Name)]
    assert "__all__" not in names
