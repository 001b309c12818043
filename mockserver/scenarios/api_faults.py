"""From the `faults:` of a scenario, a JSON body or a header to rules for faults of API answers, and back.

    faults: [{fault: error, status: 503}]      in a scenario file, or as JSON
    X-Mockserver-Fault: error;status=503       in a header, for this one request

All forms are checked equally strictly, and their errors have the same form as those of scenario files.
"""

from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from typing import Any, NamedTuple

from msgspec.inspect import type_info

from mockserver.calls.api_faults import ApiFault, Between, When
from mockserver.errors import ScenarioError
from mockserver.scenarios.rules import RULES
from mockserver.scenarios.schema_faults import FaultRule, Globs
from mockserver.scenarios.schema_reader import SchemaReader, nearest
from mockserver.scenarios.yaml12 import Document
from mockserver.simulation.durations import show_duration

_IN_HEADERS = ("status", "body", "retry_after", "for", "for_first", "at", "when")
_NUMBERS = ("status", "at")
_SEE = " docs/providers.md lists all."


class OperationNames(NamedTuple):
    """The names of a provider's operations, and of the one that creates a call."""

    every: tuple[str, ...]
    create: str


Operations = Mapping[str, OperationNames]  #: by provider
_COUNTED = ("first", "nth", "every", "chance", "times", "status", "body", "at")


def api_faults(rules: Sequence[FaultRule] | None) -> tuple[ApiFault, ...]:
    """Return the rules for the faults of a scenario."""
    return tuple([_fault(rule) for rule in rules or ()])


def read_api_faults(value: object, source: str) -> tuple[ApiFault, ...]:
    """Return the rules in plain values, such as a JSON body: a list with at least one.

    Raises:
        ScenarioError: with every problem found.
    """
    reader = SchemaReader(RULES)
    read = reader.read(value, type_info(list[FaultRule]), ("faults",))
    if reader.faults:
        document = Document({"faults": value}, source)
        raise ScenarioError([document.problem(wrong.path, wrong.message) for wrong in reader.faults])
    return api_faults(read)


def fault_in_header(text: str) -> ApiFault:
    """Return the fault that a header asks for: its kind and its keys, separated by semicolons.

    Raises:
        ValueError: it is not a fault; the message says what is wrong.
    """
    kind, *parts = [part.strip() for part in text.split(";")]
    written: dict[str, Any] = {"fault": kind}
    for part in parts:
        key, equals, value = (piece.strip() for piece in part.partition("="))
        if not equals or key not in _IN_HEADERS:
            raise ValueError(f"{part!r} is not one of its keys; expected {'=…, '.join(_IN_HEADERS)}=…")
        written[key] = int(value) if key in _NUMBERS and value.isdecimal() else value
    reader = SchemaReader(RULES)
    rule = reader.read(written, type_info(FaultRule))
    if reader.faults:
        raise ValueError("; ".join(_told(wrong.path, wrong.message) for wrong in reader.faults))
    return _fault(rule)


def wrong_scopes(fault: ApiFault, operations: Operations) -> Iterator[tuple[str, str]]:
    """Yield (key, message) for each pattern of a rule that no provider and no operation has."""
    for pattern in fault.provider:
        if not any(fnmatchcase(name, pattern) for name in operations):
            hint = nearest(pattern, operations)
            yield "provider", f"{pattern!r} is no provider; expected {', '.join(operations)}.{hint}"
    chosen = [name for name in operations if fault.chooses(name)] or list(operations)
    known = sorted({name for provider in chosen for name in operations[provider].every})
    for pattern in fault.operation:
        if not any(fnmatchcase(name, pattern) for name in known):
            whose = " or ".join(chosen)
            yield "operation", f"{pattern!r} is no operation of {whose}.{nearest(pattern, known) or _SEE}"


def too_early(fault: ApiFault, operations: Operations) -> bool:
    """Return whether a scenario's rule is only about the creation of its calls, and comes before the effect: then it
    never fires, since no scenario is known yet."""
    chosen = [names for provider, names in operations.items() if fault.chooses(provider)]
    met = {name for names in chosen for name in names.every if any(fnmatchcase(name, word) for word in fault.operation)}
    return bool(met) and not fault.needs_answer and met <= {names.create for names in chosen}


def _told(path: tuple[str | int, ...], message: str) -> str:
    where = ".".join(map(str, path))
    return f"{where}: {message}" if where else message


def serialize_api_fault(fault: ApiFault) -> dict[str, Any]:
    """Return a rule as plain values, as it could be written, without default values."""
    shown: dict[str, Any] = {"fault": fault.kind.value}
    for key in ("provider", "operation", "method", "path"):
        if patterns := getattr(fault, key):
            shown[key] = patterns[0] if len(patterns) == 1 else list(patterns)
    if fault.when is When.AFTER:
        shown["when"] = fault.when.value
    shown |= {key: value for key in _COUNTED if (value := getattr(fault, key)) is not None}
    if fault.between is not None:
        shown["between"] = [show_duration(fault.between.begin), show_duration(fault.between.end)]
    if fault.retry_after is not None:
        shown["retry_after"] = str(fault.retry_after)
    if fault.wait is not None:
        shown["for"] = str(fault.wait)
    if fault.hidden_for is not None:
        shown["for_first"] = show_duration(fault.hidden_for)
    usual = fault.chance is not None
    return shown if fault.is_optional is usual else {**shown, "optional": fault.is_optional}


def _fault(rule: FaultRule) -> ApiFault:
    return ApiFault(
        kind=rule.fault,
        provider=_patterns(rule.provider),
        operation=_patterns(rule.operation),
        method=tuple([pattern.upper() for pattern in _patterns(rule.method)]),
        path=_patterns(rule.path),
        when=rule.when or When.BEFORE,
        first=rule.first,
        nth=rule.nth,
        every=rule.every,
        chance=rule.chance,
        between=Between(rule.between.begin, rule.between.end) if rule.between is not None else None,
        times=rule.times,
        status=rule.status,
        body=rule.body,
        retry_after=rule.retry_after.wait if rule.retry_after is not None else None,
        wait=rule.for_.wait if rule.for_ is not None else None,
        hidden_for=rule.for_first.low if rule.for_first is not None else None,
        at=rule.at.count if rule.at is not None else None,
        is_optional=rule.chance is not None if rule.optional is None else rule.optional,
    )


def _patterns(given: Globs | None) -> tuple[str, ...]:
    return () if given is None else (given,) if isinstance(given, str) else tuple(given)
