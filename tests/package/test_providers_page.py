"""docs/providers.md lists every operation that is served, and no other."""

import re

from mockserver.providers import BUILT_IN, PROVIDERS
from tests.tables.providers import PAGE, page, read_statuses, rows


def without_statuses(text: str) -> str:
    """Return the page without the column that comes from a test run."""
    return re.sub(r"^(\|[^|]*\|[^|]*\|[^|]*\|)[^|]*(\|[^|]*\|)$", r"\1\2", text, flags=re.MULTILINE)


def test_the_page_matches_the_tables_and_the_readmes() -> None:
    assert without_statuses(PAGE.read_text("utf-8")) == without_statuses(page({})), "run ./scripts/providers"


def test_every_operation_has_a_source_and_a_test_that_succeeds() -> None:
    statuses = read_statuses()
    for provider in BUILT_IN:
        for row in rows(provider, {}):
            assert row.source, row.endpoint
            assert any(200 <= status < 300 for status in statuses[provider.name][row.name]), row.endpoint


def test_choices_are_found_by_their_endpoints() -> None:
    found = {row.name: row.choices for row in rows(PROVIDERS["ringyo"], {})}
    assert "57" in found["webhooks.update"].split(", ")
