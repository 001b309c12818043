"""What clients did that the documentation does not cover, as the control API lists it.

The findings of a world are derived when somebody asks for them; see `gateway.findings`. Nothing is stored here.
"""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from mockserver.control import ADMIN
from mockserver.control.admin_route import AdminRoute
from mockserver.control.http import list_response, world_of
from mockserver.errors import SettingsError, did_you_mean
from mockserver.gateway.client_finding import ClientFinding, FindingKind
from mockserver.gateway.findings import findings_of
from mockserver.simulation.durations import show_instant

_FILTERS = ("provider", "operation", "call")


async def list_findings(request: Request) -> Response:
    """`GET /__admin/findings`: what clients did that is not documented. `?kind` (several times), `?provider`,
    `?operation` and `?call` filter."""
    query, kinds = request.query_params, request.query_params.getlist("kind")
    for kind in kinds:
        if kind not in list(FindingKind):
            from difflib import get_close_matches

            near = did_you_mean(get_close_matches(kind, [known.value for known in FindingKind], n=1))
            raise SettingsError(f"kind is {kind[:80]!r}; expected one of {', '.join(FindingKind)}.{near}")
    found = findings_of(world_of(request), kinds)
    wanted = [row for row in found if all(query[name] == getattr(row, name) for name in _FILTERS if name in query)]
    return await list_response("findings", (serialize_finding(row) for row in wanted))


def serialize_finding(finding: ClientFinding) -> dict[str, Any]:
    """Return a finding as JSON-ready values."""
    return {
        "kind": finding.kind,
        "message": finding.message,
        "at": show_instant(finding.at),
        "provider": finding.provider,
        "request": finding.request,
        "operation": finding.operation,
        "call": finding.call,
    }


ROUTES = [
    AdminRoute(f"{ADMIN}/findings", list_findings, query={"kind": list[FindingKind], **dict.fromkeys(_FILTERS, str)}),
]
