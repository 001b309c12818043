"""The names in `variants`, and the variables that use them: `${variant.city}`.

A scenario has one list of rows: its own, or that of the scenario that it extends. Without either, an item of `choose`
that extends a scenario gets the rows of that one. A scenario that is played draws from its own rows.

    variants: [{city: Paris}]  …  "Hello from ${variant.ctiy}."      → no row has 'ctiy'

This module finds variables that no row can fill, values that no text uses, and rows that differ in their names. It does
not draw: `draw_row` does.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from mockserver.scenarios.remedies import given
from mockserver.scenarios.scenario import Scenario
from mockserver.scenarios.schema import OUTCOMES, ScenarioBody
from mockserver.scenarios.schema_reader import nearest
from mockserver.scenarios.variables import strings, variants_used
from mockserver.scenarios.yaml12 import Path

FILLED = ("attempts", "choose", "fields", "talk")  #: the keys under which texts may hold variables
_NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")
_Names = frozenset[str]  #: of the rows that fill a text; empty without rows
_Found = Iterator[tuple[Path, str]]


def filled_texts(value: dict[str, Any]) -> Iterator[tuple[Path, str]]:
    """Yield every text of a scenario in which variables are filled in, with its path. What stands under an unknown key
    is taken for such a text."""
    known = ScenarioBody.__struct_encode_fields__
    return strings({key: part for key, part in value.items() if key in FILLED or key not in known})


def unequal_rows(rows: list[dict[str, Any]] | None) -> _Found:
    """Yield what is wrong with rows: they have the same names, and their values are neither lists nor mappings."""
    for index, row in enumerate(rows or ()):
        for name, value in row.items():
            where = ("variants", index, name)
            if not _NAME.fullmatch(name):
                yield where, f"expected a name: 1 to 64 of A-Z a-z 0-9 _ -, not {given(name)}"
            elif not isinstance(value, str | int | float):
                yield where, f"expected text, a number, true or false, not {given(value)}"
        yield from _same_names(index, row, (rows or [row])[0])


def _same_names(index: int, row: dict[str, Any], first: dict[str, Any]) -> _Found:
    if not row:
        yield ("variants", index), "the mapping is empty; expected at least one name with a value"
    for name in [name for name in row if first and name not in first]:
        hint = nearest(name, first) or f" Known here: {', '.join(first)}."
        yield ("variants", index, name), f"all items have the same names, and the first one has no {name!r}.{hint}"
    for name in first:
        if row and name not in row:
            yield ("variants", index), f"{name!r} is missing; all items have the same names as the first one"


def undefined(value: dict[str, Any], known: Mapping[str, Scenario]) -> _Found:
    """Yield the variables of variants that no row can fill, in a scenario as plain values that are otherwise valid.

    `known` are the scenarios that it can extend. What depends on others is not checked.
    """
    yield from _undefined(value, (), _names(value.get("variants")), known)


def _undefined(body: dict[str, Any], path: Path, above: _Names | None, known: Mapping[str, Scenario]) -> _Found:
    """Check a body and the items of its `choose`. `above` are the names of rows that are set before it extends another
    scenario; None: they cannot be known."""
    base = body.get("extends")
    names = _inherited(base, known) if base is not None and above == frozenset() else above
    own = {key: body[key] for key in FILLED if key in body and key != "choose"}
    if names is not None:
        for where, text in strings(own, path):
            yield from ((where, _message(name, names)) for name in variants_used(text) if name not in names)
        if above:
            yield from (((*path, "extends"), message) for message in _from_bases(body, names, known))
    for index, branch in _items(body.get("choose")):
        yield from _undefined(branch, (*path, "choose", index), names, known)


def _from_bases(body: dict[str, Any], names: _Names, known: Mapping[str, Scenario]) -> Iterator[str]:
    """Yield messages about the texts that a body takes from the scenarios that it extends."""
    taken = set(body)
    missing: set[str] = set()
    for base in _bases(body.get("extends"), known):
        taken |= set(OUTCOMES) if taken.intersection(OUTCOMES) else set()
        texts = strings({key: base.value[key] for key in FILLED if key in base.value and key not in taken})
        for name in [name for _, text in texts for name in variants_used(text)]:
            if name not in names and name not in missing:
                missing.add(name)
                yield f"in the texts of {base.name!r}, {_message(name, names)}"
        taken |= set(base.value)


def _bases(name: Any, known: Mapping[str, Scenario]) -> Iterator[Scenario]:
    """Yield the scenarios that extend each other, from `name` on, as far as they are known."""
    seen: set[str] = set()
    while isinstance(name, str) and name not in seen and (base := known.get(name)) is not None:
        seen.add(name)
        yield base
        name = base.body.extends


def _inherited(name: Any, known: Mapping[str, Scenario]) -> _Names | None:
    """Return the names in the rows of a scenario or of one that it extends; None if one of them is not known."""
    last: Scenario | None = None
    if not isinstance(name, str):
        return None
    for last in _bases(name, known):
        if last.body.variants is not None:
            return _names(last.body.variants)
    return frozenset() if last is not None and last.body.extends is None else None


def unused(scenario: Scenario, known: Mapping[str, Scenario]) -> _Found:
    """Yield the values in the rows of a scenario that change nothing. `known` are the scenarios that it can extend, and
    that can extend it."""
    rows = scenario.body.variants or []
    left = set(rows[0] if rows else ()).difference(*map(_uses, (scenario, *_bases(scenario.body.extends, known))))
    if left:
        extending = (one for one in known.values() if any(base is scenario for base in _bases(one.body.extends, known)))
        left.difference_update(*map(_uses, extending))
    for name in rows[0] if rows else ():
        if name in left:
            yield ("variants", 0, name), f"has no effect: no text uses ${{variant.{name}}}"
    for index, row in enumerate(rows):
        for name, value in row.items():
            if isinstance(value, str) and "${" in value:
                yield ("variants", index, name), "is not filled in: the values of variants are used as they are"


def _uses(scenario: Scenario) -> set[str]:
    return {name for _, text in filled_texts(scenario.value) for name in variants_used(text)}


def _names(rows: Any) -> _Names | None:
    """Return the names in rows; none without rows; None if they are not valid."""
    if rows is None:
        return frozenset()
    items = list(_items(rows))
    return frozenset(name for _, row in items for name in row) if items else None


def _items(value: Any) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the mappings of a list, with their indexes."""
    for index, item in enumerate(value if isinstance(value, list) else ()):
        if isinstance(item, dict):
            yield index, item


def _message(name: str, names: _Names) -> str:
    variable = f"${{variant.{name}}}"
    if not names:
        return f"{variable} needs 'variants', a list of mappings with {name!r}; the scenario has none"
    known = sorted(names)
    return f"no row of 'variants' has {name!r}; expected one of {', '.join(known)}.{nearest(name, known)}"
