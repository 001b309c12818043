"""Writes docs/providers.md: every operation of every provider, its documentation, its tests and its choices.

    route tables ─┐
    SOURCES       ├─► rows ─► docs/providers.md ─► tests/package/test_providers_page.py compares the two
    READMEs       │
    test run ─────┘   the statuses of each operation's responses, from the audit event of every response

The statuses come from a run of the provider tests, which takes a minute. Everything else is compared in every test run.
"""

import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from mockserver.gateway.exchange import AUDITED
from mockserver.providers import BUILT_IN
from mockserver.providers.base import Operation, Provider

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "providers.md"
HEAD = """# Providers, endpoint by endpoint

Look up an endpoint here: where it is documented, which response statuses the project's tests have seen, and which
numbered choices of the provider's README name it. `./scripts/providers` writes this page from the tables of operations
and a test run.
"""
TESTS = ("tests/providers", "tests/sdk", "tests/gateway/test_exchange.py")


class Row(NamedTuple):
    """One row of a table; `statuses` is empty when no test run has recorded any."""

    endpoint: str
    name: str
    source: str
    statuses: str
    choices: str

    def __str__(self) -> str:
        return f"| `{self.endpoint}` | `{self.name}` | {self.source} | {self.statuses} | {self.choices} |"


def rows(provider: Provider, statuses: dict[str, set[int]]) -> list[Row]:
    """Return the table of a provider."""
    choices = _choices(provider)
    return [
        Row(
            f"{operation.method} {operation.template}",
            operation.name,
            provider.sources[operation.name],
            ", ".join(map(str, sorted(statuses.get(operation.name, ())))),
            ", ".join(number for number, text in choices if _names(text, operation)),
        )
        for operation in provider.operations
    ]


def _choices(provider: Provider) -> list[tuple[str, str]]:
    """Return the numbered choices of a README: paragraphs `12. …`, or rows `| 12 | … |`."""
    _, _, text = (provider.folder / "README.md").read_text("utf-8").partition("\n## Choices")
    return [
        (found[1] or found[2], found[0])
        for found in re.finditer(r"^(?:(\d+)\. |\| (\d+) \|)(?:.*)(?:\n(?!\d+\. |\||#|$).*)*", text, re.M)
    ]


def _names(text: str, operation: Operation) -> bool:
    """Return whether a choice names an operation, such as `GET /v1/calls` or `GET /calls`."""
    paths = {operation.template, operation.template.removeprefix("/v1")}
    return any(f"`{operation.method} {path}`" in text for path in paths)


def page(statuses: dict[str, dict[str, set[int]]]) -> str:
    """Return the whole page."""
    parts = [HEAD]
    for provider in BUILT_IN:
        table = rows(provider, statuses.get(provider.name, {}))
        readme = f"[README](../mockserver/providers/{provider.name}/README.md)"
        parts.append(f"\n## {provider.title}\n\n{readme}, with {len(_choices(provider))} choices.\n")
        parts.append("| endpoint | operation | documented | statuses seen in tests | choices |\n|---|---|---|---|---|")
        parts += map(str, table)
    return "\n".join(parts) + "\n"


class StatusRecorder:
    """Records the statuses of all responses of a test run, by provider and operation."""

    def __init__(self) -> None:
        self.statuses: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == AUDITED and arguments[0] is not None and arguments[1] is not None:
            self.statuses[arguments[0].name][arguments[1].name].add(arguments[2].status)


def read_statuses() -> dict[str, dict[str, set[int]]]:
    """Return the statuses on the current page."""
    statuses: dict[str, dict[str, set[int]]] = {}
    for provider, part in zip(BUILT_IN, PAGE.read_text("utf-8").split("\n## ")[1:], strict=True):
        found = re.findall(r"^\| `[^`]*` \| `([^`]*)` \|[^|]*\| ([^|]*) \|", part, re.M)
        statuses[provider.name] = {
            operation: {int(status) for status in seen.split(", ") if status} for operation, seen in found
        }
    return statuses


def main(arguments: list[str]) -> int:
    """Run the tests and write the page. With `--keep`, run no tests and keep the statuses."""
    if "--keep" in arguments:
        PAGE.write_text(page(read_statuses()), "utf-8")
        return 0
    recorder = StatusRecorder()
    sys.addaudithook(recorder)
    late = "ignore::pytest.PytestAssertRewriteWarning"  # the package is already imported here
    code = pytest.main(["-q", "-p", "no:cacheprovider", "-W", late, *TESTS])
    if code == 0:
        PAGE.write_text(page(recorder.statuses), "utf-8")
    return int(code)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
