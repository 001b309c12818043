"""The index of the control API: every route, with what it does."""

import pytest

from mockserver import __version__
from mockserver.control.routes import ROUTES
from tests.api_client import AppClient

JSON = {"accept": "application/json"}


@pytest.mark.parametrize("path", ["/__admin", "/__admin/", "/w/mine/__admin", "/w/mine/__admin/"])
def test_the_index_lists_every_route_with_its_purpose(path: str) -> None:
    with AppClient() as client:
        reply = client.get(path, **JSON)
    assert reply.status == 200
    assert (reply.json["name"], reply.json["version"]) == ("mockserver", __version__)
    assert reply.json["control_api"] == "http://mock.test:4010/__admin"
    listed = [(row["method"], row["path"]) for row in reply.json["routes"]]
    methods = [(method, route.path) for route in ROUTES for method in sorted((route.methods or set()) - {"HEAD"})]
    assert listed == methods
    assert ("POST", "/__admin/clock/advance") in listed


def test_each_purpose_is_one_sentence() -> None:
    with AppClient() as client:
        rows = client.get("/__admin", **JSON).json["routes"]
    assert [row["path"] for row in rows if not 5 < len(row["does"]) < 200] == []
    does = {(row["method"], row["path"]): row["does"] for row in rows}
    assert does["GET", "/__admin/calls"] == "the calls of this world, oldest first"
    assert does["GET", "/__admin/findings"] == "what clients did that is not documented"


def test_the_index_needs_no_token() -> None:
    with AppClient(open_admin=False) as client:
        assert client.get("/__admin", **JSON).status == 200
        assert client.get("/__admin/worlds").status == 401
