"""Previews of a scenario: how a call that plays it would unfold at each provider. Nothing in the world changes.

    POST /__admin/scenarios/NAME/preview ─┬─► gateway.preview for each provider ─► rows over time, or why it cannot
    POST /__admin/scenarios/preview ──────┘   (of a text that is not stored)

Times are seconds since the order, so previews of providers can be laid side by side.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from mockserver.calls.call import Call
from mockserver.calls.numbers import is_e164
from mockserver.calls.views import AttemptView
from mockserver.control import ADMIN
from mockserver.control.admin_route import AdminRoute, Body, Reply
from mockserver.control.http import (
    body_as,
    exchange_of,
    in_slices,
    in_thread_if_large,
    json_response,
    world_of,
)
from mockserver.control.serializers import serialize_timeline, status_of
from mockserver.errors import MockserverError, SettingsError, UnknownName
from mockserver.gateway.preview import PreviewedCall, preview
from mockserver.providers import PROVIDERS
from mockserver.providers.samples import NUMBER
from mockserver.scenarios.library import ScenarioLibrary
from mockserver.scenarios.reading import load_text
from mockserver.scenarios.scenario import Scenario
from mockserver.scenarios.texts import REQUEST
from mockserver.simulation.durations import parse_instant, show_instant
from mockserver.world.world import World

_MOST_NAMES = 8
_COMMON = ("at", "status", "planned", "event", "description")  #: keys of every row of a timeline


class PreviewOrder(msgspec.Struct):
    """What to preview: at which provider (null: at each), a call to which number, with which seed (null: the seed of
    the world)."""

    provider: str | None = None
    to: str = NUMBER
    seed: str | None = None


class PreviewText(PreviewOrder, kw_only=True):
    """The same for a scenario in a YAML text: the one of that name, or (null) the first."""

    text: str
    name: str | None = None


class PreviewRow(msgspec.Struct):
    """An event: how many seconds after the order it happens, the provider's status after it, its fields, and a few
    words about it."""

    after: float
    status: str
    event: str
    facts: dict[str, Any]
    description: str


class PreviewDial(msgspec.Struct):
    """A dial; times are seconds after the order."""

    number: int
    dialled_after: float | None
    answered_after: float | None
    ended_after: float | None
    answered_by: str | None
    reason: str | None
    ended_by: str | None
    transferred_to: str | None


class CallPreview(msgspec.Struct, kw_only=True):
    """How a call unfolds at a provider by itself. If its last phase is not `ended`, it never ends.

    If the provider cannot play the scenario, `error` says why, and there is no call.
    """

    provider: str
    error: str | None = None
    phase: str | None = None
    status: str | None = None
    reason: str | None = None
    ended_by: str | None = None
    visible_after: float | None = None
    attempts: list[PreviewDial] = []
    timeline: list[PreviewRow] = []


class ScenarioPreview(msgspec.Struct):
    """The previews of a scenario, for a call at the virtual time `now` with this number and seed."""

    scenario: str
    summary: str
    to: str
    seed: str
    now: str
    previews: list[CallPreview]


async def preview_scenario(request: Request) -> Response:
    """`POST /__admin/scenarios/{name}/preview`: how a call would unfold at each provider, without placing one.

    `{"provider"?, "to"?, "seed"?}` choose one provider, another number and another seed. The preview is what the next
    call of the provider would play, as if no other call held a line.
    """
    world = world_of(request)
    scenario = world.library.get(request.path_params["name"])
    return await _respond(request, world, scenario, await body_as(request, PreviewOrder))


async def preview_text(request: Request) -> Response:
    """`POST /__admin/scenarios/preview`: the same for a scenario that is not stored, `{"text", "name"?, …}`.

    `text` is YAML, as for `POST /__admin/scenarios`, and has the same errors. Without `name`, its first scenario is
    previewed. It may refer to the scenarios of the world.
    """
    world = world_of(request)
    body = await body_as(request, PreviewText)
    given, library = await in_thread_if_large(len(body.text), _read, body.text, world.library)
    names = [scenario.name for scenario in given]
    if body.name is not None and body.name not in names:
        raise UnknownName("scenario", body.name, names, f"The text has {', '.join(names[:_MOST_NAMES])}.")
    return await _respond(request, world, library.get(body.name or names[0]), body, library)


def _read(text: str, library: ScenarioLibrary) -> tuple[list[Scenario], ScenarioLibrary]:
    """Return the scenarios of a text, and a library with which they can be played."""
    given = load_text(text, REQUEST, library.limits)
    return given, ScenarioLibrary(scenario_set=library.extended(given), limits=library.limits)


async def _respond(
    request: Request, world: World, scenario: Scenario, order: PreviewOrder, library: ScenarioLibrary | None = None
) -> Response:
    """Respond with the previews of a scenario; `library` has it if the world does not."""
    if not is_e164(order.to):
        raise SettingsError(f"to is {order.to!r}; expected an E.164 number such as +14155550142.")
    exchange = exchange_of(request)
    providers = _providers(order.provider, exchange.settings.only)
    wanted = PreviewedCall(order.to, scenario.name, order.seed, library)
    rows = (_preview(world, provider, wanted) for provider in providers)
    now, seed = show_instant(world.now), world.options.seed if order.seed is None else order.seed
    previews = [row async for row in in_slices(rows)]
    return json_response(ScenarioPreview(scenario.name, scenario.summary, order.to, seed, now, previews))


def _providers(wanted: str | None, only: str | None) -> list[str]:
    """Return the names of the providers to preview: the wanted one, or all that are served."""
    if wanted is not None:
        return [PROVIDERS.named(wanted).name]
    return [name for name in PROVIDERS if only in (None, name)]


def _preview(world: World, provider: str, wanted: PreviewedCall) -> CallPreview:
    try:
        call = preview(world, PROVIDERS[provider], wanted)
    except MockserverError as error:
        return CallPreview(provider=provider, error=str(error))
    view = call.view()
    ended = view.attempts[-1].ended if view.attempts else None
    return CallPreview(
        provider=provider,
        phase=view.phase,
        status=status_of(call),
        reason=view.reason,
        ended_by=ended.by if ended is not None else None,
        visible_after=call.plan.visible_after.total_seconds(),
        attempts=[_dial(call, attempt) for attempt in view.attempts],
        timeline=list(_rows(call)),
    )


def _rows(call: Call) -> Iterator[PreviewRow]:
    """Yield the rows of the call's timeline, with seconds instead of instants."""
    begin = parse_instant(show_instant(call.created_at))
    for row in serialize_timeline(call):
        facts = {name: value for name, value in row.items() if name not in _COMMON}
        after = parse_instant(row["at"]) - begin
        yield PreviewRow(after.total_seconds(), row["status"], row["event"], facts, row["description"])


def _dial(call: Call, attempt: AttemptView) -> PreviewDial:
    def after(instant: datetime | None) -> float | None:
        return None if instant is None else (instant - call.created_at).total_seconds()

    return PreviewDial(
        number=attempt.number,
        dialled_after=after(attempt.dialled_at),
        answered_after=after(attempt.answered_at),
        ended_after=after(attempt.ended_at),
        answered_by=attempt.answered_by,
        reason=attempt.reason,
        ended_by=attempt.ended.by if attempt.ended is not None else None,
        transferred_to=attempt.transferred_to,
    )


ROUTES = [
    AdminRoute(
        f"{ADMIN}/scenarios/preview", preview_text, "POST", body=Body(PreviewText), reply=Reply(ScenarioPreview)
    ),
    AdminRoute(
        f"{ADMIN}/scenarios/{{name}}/preview",
        preview_scenario,
        "POST",
        body=Body(PreviewOrder),
        reply=Reply(ScenarioPreview),
    ),
]
