"""Which calls the `for:` of a scenario matches.

Every key must match; a list means any of its items. Texts are globs and case-sensitive. Labels are compared as text, so
`{round: 3}` matches the number 3 and the text "3".
"""

from fnmatch import fnmatchcase
from typing import Any

from mockserver.scenarios.scenario import Scenario
from mockserver.scenarios.schema import Match
from mockserver.scenarios.situation import Situation
from mockserver.scenarios.variables import show


def fits(scenario: Scenario, situation: Situation) -> bool:
    """Return whether `for:` matches a call. Without a `for:` there is no match."""
    match = scenario.body.for_
    if match is None or scenario.provider not in (None, situation.provider):
        return False
    call = {
        "provider": situation.provider,
        "to": situation.to_number,
        "from": situation.from_number,
        "direction": situation.direction,
        "agent": situation.agent,
        "labels": situation.labels,
    }
    return all(_fits(pattern, call[key]) for key, pattern in patterns(match).items())


def patterns(match: Match) -> dict[str, Any]:
    """Return the patterns of a `for:`, by the field that they are compared with."""
    asked = {
        "provider": match.provider,
        "to": match.to,
        "from": match.from_,
        "direction": match.direction,
        "agent": match.agent,
        "labels": match.metadata if match.metadata is not None else match.variables,
    }
    return {key: pattern for key, pattern in asked.items() if pattern is not None}


def _fits(pattern: Any, value: Any) -> bool:
    if isinstance(pattern, list):
        return any(_fits(one, value) for one in pattern)
    if isinstance(value, list):
        return any(_fits(pattern, one) for one in value)
    if isinstance(pattern, dict):
        return isinstance(value, dict) and all(key in value and _fits(one, value[key]) for key, one in pattern.items())
    return fnmatchcase(show(value), show(pattern))


def covers(wide: Any, narrow: Any) -> bool:
    """Return whether everything that the pattern `narrow` matches is also matched by `wide`."""
    if isinstance(narrow, list):
        return all(covers(wide, one) for one in narrow)
    if isinstance(wide, list):
        return any(covers(one, narrow) for one in wide)
    if isinstance(wide, dict) or isinstance(narrow, dict):
        return (
            isinstance(wide, dict)
            and isinstance(narrow, dict)
            and all(key in narrow and covers(one, narrow[key]) for key, one in wide.items())
        )
    wide, narrow = show(wide), show(narrow)
    if wide == narrow:
        return True
    return not any(sign in narrow for sign in "[]") and "[" not in wide and fnmatchcase(narrow, wide)


def shadows(first: Scenario, second: Scenario) -> bool:
    """Return whether `first`, which comes earlier, matches every call that `second` matches."""
    if first.body.for_ is None or second.body.for_ is None:
        return False
    wide, narrow = patterns(first.body.for_), patterns(second.body.for_)
    if first.provider is not None:
        wide.setdefault("provider", first.provider)
    if second.provider is not None:
        narrow["provider"] = second.provider
    return all(key in narrow and covers(pattern, narrow[key]) for key, pattern in wide.items())
