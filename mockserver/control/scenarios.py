"""The scenarios of a world: list, add, forget, draw; and which one the next calls play.

A body of YAML or JSON is read as a scenario file is, so its errors have line, column and path. What a scenario does
to a call is not decided here.
"""

import msgspec
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from mockserver.control import ADMIN
from mockserver.control.http import aside, body_as, guarded, raw_body, reply, world_of
from mockserver.errors import SettingsError, UnknownName
from mockserver.providers import PROVIDERS
from mockserver.scenarios.diagram import diagram
from mockserver.scenarios.library import ScenarioLibrary
from mockserver.scenarios.reading import load_text
from mockserver.scenarios.scenario import Scenario


class Default(msgspec.Struct):
    """The scenario of calls for which nothing else says one."""

    name: str


class Next(msgspec.Struct):
    """The scenarios of the next calls, in order."""

    names: list[str]


async def list_all(request: Request) -> Response:
    """`GET /__admin/scenarios`."""
    world = world_of(request)
    rows = [_row(scenario) for scenario in world.library]
    queue = list(world.next_scenarios)
    return reply({"scenarios": rows, "default": world.options.default_scenario, "next": queue})


async def add(request: Request) -> Response:
    """`POST /__admin/scenarios`: YAML or JSON, one or many; all are added, or none."""
    text = await raw_body(request)
    limits = world_of(request).library.limits
    added = await aside(len(text), load_text, text, "request body", limits)
    await _extend(request, added, len(text))
    return reply({"scenarios": [_row(scenario) for scenario in added]}, 201)


async def _extend(request: Request, added: list[Scenario], size: int) -> None:
    """Add scenarios to the book of the world; once more if others have changed it meanwhile."""
    while True:
        library = world_of(request).library
        before = library.scenario_set
        merged = await aside(size, library.extended, added)
        if world_of(request).library is library and library.scenario_set is before:
            library.adopt(merged)
            return


async def read(request: Request) -> Response:
    """`GET /__admin/scenarios/{name}`."""
    scenario = world_of(request).library.get(request.path_params["name"])
    return reply({**_row(scenario), "scenario": scenario.value})


async def forget(request: Request) -> Response:
    """`DELETE /__admin/scenarios/{name}`."""
    world, name = world_of(request), request.path_params["name"]
    world.library.remove(name)
    return reply({"forgotten": name})


async def draw(request: Request) -> Response:
    """`GET /__admin/scenarios/{name}/diagram`: a Mermaid state diagram."""
    library = world_of(request).library
    return PlainTextResponse(drawn(library, request.path_params["name"]))


def drawn(library: ScenarioLibrary, name: str) -> str:
    """The diagram of a scenario; its status words are those of the provider it is for."""
    scenario = library.get(name)
    provider = PROVIDERS.get(scenario.provider or "")
    return diagram(scenario, library, provider.vocabulary if provider else {})


async def set_default(request: Request) -> Response:
    """`PUT /__admin/scenarios/default`: `{"name"}`."""
    world = world_of(request)
    name = (await body_as(request, Default)).name
    _known(world.library, [name])
    world.options = msgspec.structs.replace(world.options, default_scenario=name)
    return reply({"default": name})


async def set_next(request: Request) -> Response:
    """`POST /__admin/scenarios/next`: `{"names": […]}`, put behind those that wait already."""
    world = world_of(request)
    names = (await body_as(request, Next)).names
    if not names:
        raise SettingsError('names is empty; say which scenarios the next calls play, e.g. {"names": ["busy"]}.')
    _known(world.library, names)
    world.next_scenarios.extend(names)
    return reply({"next": list(world.next_scenarios)})


def _known(library: ScenarioLibrary, names: list[str]) -> None:
    for name in names:
        if name not in library:
            raise UnknownName("scenario", name, library.names())


def _row(scenario: Scenario) -> dict[str, str | None]:
    row = {"name": scenario.name, "summary": scenario.summary}
    return {**row, "provider": scenario.provider, "source": scenario.source}


ROUTES = [
    Route(f"{ADMIN}/scenarios", guarded(list_all)),
    Route(f"{ADMIN}/scenarios", guarded(add), methods=["POST"]),
    Route(f"{ADMIN}/scenarios/default", guarded(set_default), methods=["PUT"]),
    Route(f"{ADMIN}/scenarios/next", guarded(set_next), methods=["POST"]),
    Route(f"{ADMIN}/scenarios/{{name}}", guarded(read)),
    Route(f"{ADMIN}/scenarios/{{name}}", guarded(forget), methods=["DELETE"]),
    Route(f"{ADMIN}/scenarios/{{name}}/diagram", guarded(draw)),
]
