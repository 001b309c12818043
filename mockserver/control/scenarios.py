"""The scenarios of a world: list, add, delete and draw them, and choose those that the next calls play.

A YAML or JSON body is read like a scenario file, so its errors have line, column and path. This module does not decide
what a scenario does to a call.
"""

from asyncio import to_thread
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from mockserver.control import ADMIN
from mockserver.control.admin_route import TEXT, AdminRoute, Body, Reply
from mockserver.control.http import body_as, in_thread_if_large, json_response, raw_body, world_of
from mockserver.errors import SettingsError, UnknownName, nearest_hint
from mockserver.providers import PROVIDERS
from mockserver.providers.base import JSON
from mockserver.scenarios.drawing.graph import graph_of
from mockserver.scenarios.drawing.mermaid import diagram
from mockserver.scenarios.drawing.style import Theme
from mockserver.scenarios.file_check import check_text
from mockserver.scenarios.library import ScenarioLibrary
from mockserver.scenarios.lint import Finding
from mockserver.scenarios.scenario import Scenario
from mockserver.scenarios.situation import Vocabulary
from mockserver.scenarios.texts import REQUEST, load_request, origin_of, text_of

YAML = "text/yaml"
_BYTES_PER_ITEM = 256  #: drawing a state takes about as long as reading so many bytes of YAML


class DefaultScenario(msgspec.Struct):
    """The fallback scenario."""

    name: str


class NextScenarios(msgspec.Struct):
    """The scenarios of the next calls, in order."""

    names: list[str]


class FoundProblem(msgspec.Struct):
    """Something wrong in a text: an `error` or a `warning`, its position (from 1), its path in the scenario."""

    severity: str
    line: int
    column: int
    path: str
    message: str


class CheckedScenarios(msgspec.Struct):
    """The result of a check: the names of the scenarios in the text, and the problems, in order of lines."""

    valid: bool
    names: list[str]
    problems: list[FoundProblem]


async def list_scenarios(request: Request) -> Response:
    """`GET /__admin/scenarios`: all scenarios, the default, and the queue."""
    world = world_of(request)
    rows = [_row(scenario) for scenario in world.library]
    queue = list(world.next_scenarios)
    return json_response({"scenarios": rows, "default": world.options.default_scenario, "next": queue})


async def create_scenarios(request: Request) -> Response:
    """`POST /__admin/scenarios`: add one or several scenarios from YAML or JSON; all of them, or none."""
    text = await raw_body(request)
    limits = world_of(request).library.limits
    added = await in_thread_if_large(len(text), load_request, text, limits)
    await _extend(request, added, len(text))
    return json_response({"scenarios": [_row(scenario) for scenario in added]}, 201)


async def check_scenarios(request: Request) -> Response:
    """`POST /__admin/scenarios/check`: check scenarios in YAML or JSON as `mockserver check` does, and store nothing.

    They may refer to the scenarios of the world. `valid` says that there are no errors; there can be warnings.
    """
    text = await raw_body(request)
    library = world_of(request).library
    known, operations = library.scenario_set.values(), PROVIDERS.operation_names()
    given = (text, REQUEST, PROVIDERS.vocabularies(), known, operations, library.limits)
    checked = await in_thread_if_large(len(text), check_text, *given)
    problems = [_problem(finding) for finding in checked.findings]
    return json_response(CheckedScenarios(checked.is_valid, list(checked.names), problems))


def _problem(finding: Finding) -> FoundProblem:
    problem = finding.problem
    return FoundProblem(finding.severity, problem.line, problem.column, problem.path, problem.message)


async def _extend(request: Request, added: list[Scenario], size: int) -> None:
    """Add scenarios to the world's library; try again if another request changed it meanwhile."""
    while True:
        library = world_of(request).library
        before = library.scenario_set
        merged = await in_thread_if_large(size, library.extended, added)
        if world_of(request).library is library and library.scenario_set is before:
            library.adopt(merged)
            return


async def get_scenario(request: Request) -> Response:
    """`GET /__admin/scenarios/{name}`: one scenario."""
    scenario = world_of(request).library.get(request.path_params["name"])
    return json_response({**_row(scenario), "scenario": scenario.value})


async def get_source(request: Request) -> Response:
    """`GET /__admin/scenarios/{name}/source`: its YAML text, with comments; else YAML that is written from its value.

    The text of a scenario that was added by request is known as long as no snapshot has replaced the world.
    """
    library = world_of(request).library
    text = await to_thread(text_of, library.get(request.path_params["name"]), library.limits)
    return Response(text, media_type=YAML)


async def delete_scenario(request: Request) -> Response:
    """`DELETE /__admin/scenarios/{name}`: delete a scenario."""
    world, name = world_of(request), request.path_params["name"]
    world.library.remove(name)
    return json_response({"forgotten": name})


async def get_diagram(request: Request) -> Response:
    """`GET /__admin/scenarios/{name}/diagram`: a Mermaid state diagram; `?provider=` chooses the status words."""
    library, name = world_of(request).library, request.path_params["name"]
    words = words_of(library, name, request.query_params.get("provider"))
    return PlainTextResponse(diagram(library.get(name), library, words))


async def get_picture(request: Request) -> Response:
    """`GET /__admin/scenarios/{name}/diagram.svg`: the same as a picture (SVG). `?theme=` is `light` or `dark`.

    With `?call=ID` it marks the state in which the call is (class `here`) and those that it has gone through (`been`);
    nothing if the call plays another scenario, or if that cannot be told.
    """
    from mockserver.scenarios.drawing.position import Position, position_of
    from mockserver.scenarios.drawing.style import security_policy
    from mockserver.scenarios.drawing.svg import draw

    world, query = world_of(request), request.query_params
    library, name = world.library, request.path_params["name"]
    theme, call = _theme(query.get("theme")), world.call(query["call"]) if "call" in query else None
    graph = graph_of(library.get(name), library, words_of(library, name, query.get("provider")))
    position = position_of(call, graph, library) if call is not None else Position()
    picture = await in_thread_if_large(len(graph.items) * _BYTES_PER_ITEM, draw, graph, position, theme)
    headers = {"content-security-policy": security_policy(theme), "x-content-type-options": "nosniff"}
    return Response(picture, media_type="image/svg+xml", headers=headers)


def _theme(text: str | None) -> Theme | None:
    if text is not None and text not in list(Theme):
        near = nearest_hint(text, Theme)
        raise SettingsError(f"theme is {text[:80]!r}; expected one of {', '.join(Theme)}.{near}")
    return None if text is None else Theme(text)


def words_of(library: ScenarioLibrary, name: str, provider: str | None) -> Vocabulary:
    """Return the status words of a provider, or else those of the provider that the scenario names, if any.

    Raises:
        UnknownName: there is no such scenario or provider.
    """
    words = provider or library.get(name).provider
    if provider:
        PROVIDERS.named(provider)
    found = PROVIDERS.get(words or "")
    return found.vocabulary if found else {}


async def set_default(request: Request) -> Response:
    """`PUT /__admin/scenarios/default`: set the fallback scenario, `{"name"}`."""
    world = world_of(request)
    name = (await body_as(request, DefaultScenario)).name
    _check_names(world.library, [name])
    world.options = msgspec.structs.replace(world.options, default_scenario=name)
    return json_response({"default": name})


async def set_next(request: Request) -> Response:
    """`POST /__admin/scenarios/next`: queue scenarios for the next calls, `{"names": […]}`."""
    world = world_of(request)
    names = (await body_as(request, NextScenarios)).names
    if not names:
        raise SettingsError('names is empty; name the scenarios of the next calls, e.g. {"names": ["busy"]}.')
    _check_names(world.library, names)
    world.next_scenarios.extend(names)
    return json_response({"next": list(world.next_scenarios)})


def _check_names(library: ScenarioLibrary, names: list[str]) -> None:
    for name in names:
        if name not in library:
            raise UnknownName("scenario", name, library.names())


def _row(scenario: Scenario) -> dict[str, str | None]:
    row = {"name": scenario.name, "summary": scenario.summary}
    return {**row, "provider": scenario.provider, "source": scenario.source, "origin": origin_of(scenario)}


_PICTURE = Reply(
    str,
    media="image/svg+xml",
    headers={"Content-Security-Policy": "the picture has no scripts", "X-Content-Type-Options": "`nosniff`"},
)
ROUTES = [
    AdminRoute(f"{ADMIN}/scenarios", list_scenarios),
    AdminRoute(
        f"{ADMIN}/scenarios",
        create_scenarios,
        "POST",
        body=Body(dict[str, Any], (JSON, "application/yaml"), required=True),
        reply=Reply(status="201"),
    ),
    AdminRoute(
        f"{ADMIN}/scenarios/check",
        check_scenarios,
        "POST",
        body=Body(dict[str, Any], (JSON, "application/yaml"), required=True),
        reply=Reply(CheckedScenarios),
    ),
    AdminRoute(f"{ADMIN}/scenarios/default", set_default, "PUT", body=Body(DefaultScenario)),
    AdminRoute(f"{ADMIN}/scenarios/next", set_next, "POST", body=Body(NextScenarios)),
    AdminRoute(f"{ADMIN}/scenarios/{{name}}", get_scenario),
    AdminRoute(f"{ADMIN}/scenarios/{{name}}", delete_scenario, "DELETE"),
    AdminRoute(f"{ADMIN}/scenarios/{{name}}/source", get_source, reply=Reply(str, media=YAML)),
    AdminRoute(
        f"{ADMIN}/scenarios/{{name}}/diagram", get_diagram, query={"provider": str}, reply=Reply(str, media=TEXT)
    ),
    AdminRoute(
        f"{ADMIN}/scenarios/{{name}}/diagram.svg",
        get_picture,
        query={"provider": str, "call": str, "theme": Theme},
        reply=_PICTURE,
    ),
]
