"""Which calls a control request asks for, by its query parameters.

    ?phase=ended&q=berlin&id=A,B ─► CallFilters ─► candidates, matches(call)

`q` finds a text in any case in id, numbers, provider, status, scenario, reason, agent and labels. What needs a fold of
the timeline is computed once for calls that are closed. Pages are cut by `call_summaries`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from starlette.datastructures import QueryParams

from mockserver.calls.call import Call
from mockserver.calls.events import Phase
from mockserver.control.serializers import status_in, status_of
from mockserver.errors import SettingsError
from mockserver.world.world import World

MOST_IDS = 500
FACTS = ("provider", "to", "scenario", "phase", "status")  #: the cheap ones first
_FACTS: Mapping[str, Callable[[World, Call], str]] = {
    "provider": lambda _, call: call.provider,
    "to": lambda _, call: call.to_number,
    "scenario": lambda _, call: call.plan.scenario,
    "phase": lambda _, call: _phase_of(call),
    "status": lambda world, call: world.call_index.fact(status_of, call),
}


class CallFilters:
    """The filters in the query of one control request. `q` and `id` are used only if they are `searching`.

    Raises:
        SettingsError: there is no such phase, or there are more than 500 ids.
    """

    def __init__(self, query: QueryParams, *, searching: bool = False) -> None:
        if "phase" in query:
            read_phase(query["phase"])
        self._wanted = [(fact, query[name]) for name, fact in _FACTS.items() if name in query]
        self._examples = query.get("examples") == "true"
        self._ids = _ids(query) if searching else None
        self._text = query.get("q", "").casefold() if searching else ""

    def candidates(self, world: World) -> Iterable[Call]:
        """Return the calls that can match: those with the given ids, or all."""
        if self._ids is None:
            return list(world.calls.values())
        return [world.calls[call_id] for call_id in self._ids if call_id in world.calls]

    def matches(self, world: World, call: Call) -> bool:
        """Return whether the call is asked for. The text search, which is slow, comes last."""
        return (
            (self._examples or not call.example)
            and all(fact(world, call) == wanted for fact, wanted in self._wanted)
            and (not self._text or _contains(world, call, self._text))
        )


def read_phase(word: str) -> Phase:
    """Return a phase by its name.

    Raises:
        SettingsError: there is no such phase.
    """
    try:
        return Phase(word)
    except ValueError:
        raise SettingsError(f"phase is {word[:80]!r}; expected one of {', '.join(Phase)}.") from None


def _ids(query: QueryParams) -> list[str] | None:
    """Return the ids in the query, each once, or None if there is no such parameter."""
    if "id" not in query:
        return None
    given = ",".join(query.getlist("id")).split(",")
    ids = list(dict.fromkeys(call_id.strip() for call_id in given if call_id.strip()))
    if len(ids) > MOST_IDS:
        raise SettingsError(f"There are {len(ids):,} ids; at most {MOST_IDS} can be asked for at once.")
    return ids


def _phase_of(call: Call) -> Phase:
    return Phase.ENDED if call.closed else call.view().phase


def _contains(world: World, call: Call, text: str) -> bool:
    """Return whether a text, case-folded, is in what is searched of a call."""
    if text in world.call_index.fact(_words, call):
        return True
    return bool(call.labels) and any(text in word.casefold() for word in _leaves(call.labels))


def _words(call: Call) -> str:
    """Return what is searched of a call except its labels, case-folded."""
    view, numbers = call.view(), (call.from_number, call.to_number)
    words = (call.id, *numbers, call.provider, call.plan.scenario, call.agent, view.reason, status_in(call, view))
    return "\n".join(word for word in words if word is not None).casefold()


def _leaves(value: Any) -> Iterator[str]:
    """Yield the keys and the plain values in a JSON value, as text."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield str(key)
            yield from _leaves(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _leaves(inner)
    elif isinstance(value, bool):
        yield str(value).lower()
    elif value is not None:
        yield str(value)
