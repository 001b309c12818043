"""How a call would unfold, without placing one: it is placed and played to its end in a throwaway world.

    world ─► a copy: library, options, seed, documents, counters, time ─► the provider's endpoint places a call
                                                                              └─► every event ─► the finished call

The copy is reachable for nobody, and the world stays as it is. The call plays what the next call of the provider would
play in the world, as if no other call held a line. Nothing is sent, so blocking webhooks do not change it.
"""

from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from mockserver.calls.call import Call
from mockserver.errors import Conflict
from mockserver.gateway.throwaway import empty_copy
from mockserver.providers.base import JSON, Provider, Refusal, Request
from mockserver.providers.samples import id_in, operation_of, sample_request
from mockserver.scenarios.library import ScenarioLibrary
from mockserver.world.world import World

DIALS = 4  #: of providers that dial again
_KEY = "preview"


class PreviewedCall(NamedTuple):
    """The call to preview. Without `scenario`, the world decides what it plays, as for any call to that number."""

    to: str
    scenario: str | None = None
    seed: str | None = None  #: None: the seed of the world
    library: ScenarioLibrary | None = None  #: None: the scenarios of the world


def preview(world: World, provider: Provider, wanted: PreviewedCall) -> Call:
    """Return the call after everything that will happen to it by itself. `world` does not change.

    Raises:
        Conflict: the provider refuses the call; the message is the provider's.
        MockserverError: the call cannot play its scenario.
    """
    trial = _copy(world, wanted)
    call_id = _place(trial, provider, wanted)
    while (due := trial.next_due) is not None and not trial.standstill:
        trial.run(due)
    return trial.call(call_id)


def _copy(world: World, wanted: PreviewedCall) -> World:
    """Return a new world on which the next call depends in the same way: with everything except calls, faults and
    webhooks. Profile `strict` becomes `standard`, because the sample order refers to an agent that may not exist."""
    options = world.options if wanted.seed is None else replace(world.options, seed=wanted.seed)
    if options.profile == "strict":
        options = replace(options, profile="standard")
    return empty_copy(world, options, wanted.library)


def _place(trial: World, provider: Provider, wanted: PreviewedCall) -> str:
    """Place the call as a client would, and return its id."""
    sample = sample_request(provider, wanted.to, _KEY, DIALS)
    headers = {**sample.headers, "content-type": JSON}
    if wanted.scenario is not None:
        headers["x-mockserver-scenario"] = wanted.scenario
    request = Request(sample.method, sample.path, "", headers, msgspec.json.encode(sample.body), key=_KEY)
    try:
        placed = operation_of(provider, provider.calls.create).endpoint(trial, request)
    except Refusal as refusal:
        raise Conflict(refusal.message) from None
    return id_in(provider, msgspec.json.decode(placed.body))
