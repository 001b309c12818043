"""docs/providers.md tells of every operation, and of none that is not served."""

import re

from mockserver.providers import PROVIDERS
from tests.tables.providers import PAGE, page, read_statuses, rows


def without_statuses(text: str) -> str:
    """The page without the column that only a test run can tell."""
    return re.sub(r"^(\|[^|]*\|[^|]*\|[^|]*\|)[^|]*(\|[^|]*\|)$", r"\1\2", text, flags=re.MULTILINE)


def test_the_page_is_what_the_tables_and_the_readmes_say() -> None:
    assert without_statuses(PAGE.read_text("utf-8")) == without_statuses(page({})), "run ./scripts/providers"


def test_every_operation_is_documented_somewhere_and_tested_well_and_badly() -> None:
    told = read_statuses()
    for name, provider in PROVIDERS.items():
        for row in rows(provider, {}):
            assert row.source, row.endpoint
            assert any(200 <= status < 300 for status in told[name][row.name]), row.endpoint


def test_choices_are_found_by_the_endpoints_that_they_name() -> None:
    found = {row.name: row.choices for row in rows(PROVIDERS["ringyo"], {})}
    assert "57" in found["webhooks.update"].split(", ")
