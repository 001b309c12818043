"""The settings of a server for tests, as people write them: a dictionary with the names of the command's options.

The defaults are those of tests: the clock steps from status to status, time begins on a Monday, and the documented
samples are readable by id only.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import Any, TypedDict, TypeVar

import msgspec

from mockserver.errors import SettingsError, did_you_mean
from mockserver.simulation.clock import Mode
from mockserver.simulation.durations import parse_instant, within
from mockserver.world.settings import Examples, Limits, Settings

MONDAY = datetime(2026, 1, 5, 15, tzinfo=UTC)
Word = TypeVar("Word", bound=StrEnum)


class ServerOptions(TypedDict, total=False):
    """The options of a server for tests; each is like the option of `mockserver serve` with that name."""

    clock: str  #: `step` (default), `manual`, `real` or `auto`
    rate: float  #: virtual seconds per real second, for `real`
    now: datetime | str  #: when worlds begin; default 2026-01-05T15:00:00Z
    seed: str
    profile: str  #: `standard` (default), `strict` or `lenient`
    tomorrow: bool
    only: str  #: serve this provider only, at the root
    allow_hosts: Sequence[str]
    api_keys: Sequence[str]
    scenarios: str | Path | Sequence[str | Path]
    fixtures: str | Path | Sequence[str | Path]
    examples: str  #: `by-id` (default), `documented` or `none`
    admin_token: str
    admin_hosts: Sequence[str]
    cors: Sequence[str]
    limits: Limits | Mapping[str, Any]


KEYS = tuple(ServerOptions.__annotations__)


def decode_settings(given: Mapping[str, Any] | Settings, overrides: Mapping[str, Any], root: Path) -> Settings:
    """Return the settings of the server; relative paths start at `root`.

    Raises:
        SettingsError: a key is unknown, or a value is invalid.
    """
    if isinstance(given, Settings):
        if overrides:
            raise SettingsError(f"Put {', '.join(overrides)} into the Settings, or pass options only.")
        return given
    unknown = sorted({*given, *overrides} - set(KEYS))
    if unknown:
        near = did_you_mean(get_close_matches(unknown[0], KEYS, n=1))
        raise SettingsError(f"There is no setting {unknown[0]!r}; known settings are {', '.join(KEYS)}.{near}")
    values: dict[str, Any] = {"clock": "step", "now": MONDAY, "examples": Examples.BY_ID, **given, **overrides}
    values["mode"] = _choice("clock", values.pop("clock"), Mode)
    values["examples"] = _choice("examples", values["examples"], Examples)
    values["now"] = _instant(values["now"])
    for name in ("api_keys", "allow_hosts", "admin_hosts", "cors"):
        given_texts = values.get(name, ())
        values[name] = (given_texts,) if isinstance(given_texts, str) else tuple(given_texts)
    for name in ("scenarios", "fixtures"):
        values[name] = _paths(values.get(name, ()), root)
    values["limits"] = _limits(values.get("limits", {}))
    return Settings(**values)


def first_key(settings: Settings) -> str:
    """Return an API key that a server with these settings accepts."""
    return settings.api_keys[0] if settings.api_keys else "test-key"


def _limits(given: Any) -> Limits:
    if isinstance(given, Limits):
        return given
    try:
        return msgspec.convert(given, Limits)
    except msgspec.ValidationError as error:
        raise SettingsError(f"limits: {error}.") from None


def _choice(name: str, word: str, kind: type[Word]) -> Word:
    try:
        return kind(word)
    except ValueError:
        near = did_you_mean(get_close_matches(str(word), [known.value for known in kind], n=1))
        raise SettingsError(f"{name} is {word!r}; expected one of {', '.join(kind)}.{near}") from None


def _instant(value: datetime | str | None) -> datetime | None:
    try:
        return None if value is None else within(parse_instant(value))
    except ValueError as error:
        raise SettingsError(f"now: {error}.") from None


def _paths(value: Any, root: Path) -> tuple[Path, ...]:
    paths = [value] if isinstance(value, str | Path) else list(value)
    return tuple(root / path for path in paths)
