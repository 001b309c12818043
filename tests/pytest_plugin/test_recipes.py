"""Every recipe of docs/faults.md runs and passes, as its reader would run it: as a test with the plugin."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "faults.md"
RECIPES = re.findall(r"^### (.+?)\n\n```python\n(.*?)^```", PAGE.read_text(), re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("code", [code for _, code in RECIPES], ids=[title for title, _ in RECIPES])
def test_a_recipe_passes(suite: Callable[..., pytest.RunResult], code: str) -> None:
    suite(f"import httpx2\nimport pytest\n\n{code}").assert_outcomes(passed=1)


def test_the_recipes_are_found() -> None:
    assert len(RECIPES) == 8
