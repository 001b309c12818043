"""Hooks of schemathesis: cases that it counts as invalid, although the server treats them as documented."""

from typing import Any

import schemathesis


@schemathesis.hook
def filter_query(_context: Any, query: dict[str, Any] | None) -> bool:
    """Keep queries without empty values: an empty parameter counts as not given, whatever its type."""
    return not query or all(value not in ("", {}, []) for value in query.values())
