"""The faults of API answers that are planned in a world: add, list with their accounting, remove.

A rule is written as in a scenario. The faults of scenarios are listed too, for each call that plays them.
"""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from mockserver.control import ADMIN
from mockserver.control.admin_route import AdminRoute, Body, Reply
from mockserver.control.http import in_thread_if_large, json_response, list_response, raw_body, world_of
from mockserver.errors import SettingsError
from mockserver.gateway.mounts import WORLD_NAME
from mockserver.providers import PROVIDERS
from mockserver.providers.bodies import BadBody, read_json
from mockserver.scenarios.api_faults import read_api_faults, serialize_api_fault, wrong_scopes
from mockserver.simulation.durations import show_instant
from mockserver.world.api_faults import PlannedFault

SHAPE = 'a rule {"fault": "error", …}, a list of rules, or {"plan": ID, "faults": […]}'


async def list_faults(request: Request) -> Response:
    """`GET /__admin/faults`: every rule with `matched`, `fired`, `left` (null: any number) and the requests on which it
    fired."""
    return await list_response("faults", (serialize_planned_fault(rule) for rule in world_of(request).faults))


async def add_faults(request: Request) -> Response:
    """`POST /__admin/faults`: a rule, a list of rules, or `{"plan": ID, "faults": […]}`; return them with their ids."""
    world, body = world_of(request), await raw_body(request)
    given = await in_thread_if_large(len(body), _decoded, body)
    plan = None
    if isinstance(given, dict) and "faults" in given:
        plan, unknown = given.get("plan"), sorted(set(given) - {"plan", "faults"})
        if unknown:
            raise SettingsError(f"There is no key {unknown[0]!r} beside 'faults'; expected {SHAPE}.")
        if plan is not None and not (isinstance(plan, str) and WORLD_NAME.match(plan)):
            raise SettingsError(f"plan is {plan!r}; expected 1 to 64 of A-Z a-z 0-9 . _ -")
        given = given["faults"]
    elif isinstance(given, dict):
        given = [given]
    if not isinstance(given, list):
        raise SettingsError(f"The body is no list of faults; expected {SHAPE}.")
    faults = read_api_faults(given, "faults")
    operations = PROVIDERS.operation_names()
    for number, fault in enumerate(faults):
        for key, message in wrong_scopes(fault, operations):
            raise SettingsError(f"faults[{number}].{key}: {message}")
    added = world.faults.add(faults, world.now, plan)
    return json_response({"faults": [serialize_planned_fault(rule) for rule in added]}, 201)


async def clear_faults(request: Request) -> Response:
    """`DELETE /__admin/faults`: remove all rules, also those of the scenarios of running calls."""
    faults = world_of(request).faults
    count = sum(1 for _ in faults)
    faults.clear()
    return json_response({"removed": count})


async def delete_fault(request: Request) -> Response:
    """`DELETE /__admin/faults/{id}`: remove one rule; return it with its accounting."""
    return json_response(serialize_planned_fault(world_of(request).faults.remove(request.path_params["id"])))


def serialize_planned_fault(rule: PlannedFault) -> dict[str, Any]:
    """Return a rule with its accounting as JSON-ready values."""
    return {
        "id": rule.id,
        **serialize_api_fault(rule.fault),
        "optional": rule.fault.is_optional,
        "plan": rule.plan,
        "call": rule.call,
        "scenario": rule.scenario,
        "since": show_instant(rule.since),
        "matched": rule.tally.matched,
        "fired": rule.tally.fired,
        "left": rule.left,
        "requests": list(rule.requests),
    }


def _decoded(body: bytes) -> Any:
    try:
        return read_json(body)
    except BadBody as bad:
        raise SettingsError(bad.message) from None


ROUTES = [
    AdminRoute(f"{ADMIN}/faults", list_faults),
    AdminRoute(
        f"{ADMIN}/faults",
        add_faults,
        "POST",
        body=Body(dict[str, Any] | list[dict[str, Any]], required=True),
        reply=Reply(status="201"),
    ),
    AdminRoute(f"{ADMIN}/faults", clear_faults, "DELETE"),
    AdminRoute(f"{ADMIN}/faults/{{id}}", delete_fault, "DELETE"),
]
