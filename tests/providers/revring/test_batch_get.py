"""`POST /v1/calls/batch-get`."""

from typing import Any

import pytest

from mockserver.simulation.clock import Mode
from tests.providers.revring.client import RevRingClient


def test_calls_have_the_requested_order_without_duplicates_and_unknown_ids(api: RevRingClient) -> None:
    first, second, _ = (api.place_call()["id"] for _ in range(3))
    reply = api.post("/calls/batch-get", {"ids": [second, "nobody", first, second]})
    assert reply.status == 200
    assert [row["id"] for row in reply.data] == [second, first]
    assert reply.data[0] == api.get_call(second)


def test_minimal_leaves_out_large_fields(api: RevRingClient) -> None:
    call = api.finished_call("answered", variables={"a": 1})
    (row,) = api.post("/calls/batch-get", {"ids": [call["id"]], "minimal": True}).data
    assert {key: call[key] for key in call if key not in row}.keys() == {
        "transcript",
        "summary",
        "metrics",
        "variables",
    }
    assert row == {key: call[key] for key in row}


def test_calls_of_other_providers_are_not_shown(api: RevRingClient) -> None:
    body = b'{"phone_number": "+14155551234"}'
    headers = [(b"authorization", b"Bearer k"), (b"content-type", b"application/json")]
    api.exchange.answer("POST", "/revox/api/call", headers, body)
    (other,) = api.world.calls
    assert api.post("/calls/batch-get", {"ids": [other]}).data == []
    assert api.get(f"/calls/{other}").status == 404
    assert api.get("/calls").data == []


def test_a_hundred_ids_are_accepted(api: RevRingClient) -> None:
    assert api.post("/calls/batch-get", {"ids": ["x"] * 100}).data == []


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({}, "ids is required."),
        ({"ids": []}, "ids holds 0 ids; expected 1 to 100."),
        ({"ids": ["x"] * 101}, "ids holds 101 ids; expected 1 to 100."),
        ({"ids": "x"}, 'ids: expected array, got str (given: "x").'),
        ({"ids": ["x", 3]}, "ids[1]: expected str, got int (given: 3)."),
        ({"ids": ["x"], "minimal": 1}, "minimal: expected bool, got int (given: 1)."),
        ([], "The body is a JSON array; expected an object."),
    ],
)
def test_an_invalid_field_is_named(api: RevRingClient, body: Any, message: str) -> None:
    reply = api.post("/calls/batch-get", body)
    assert (reply.status, reply.error["code"], reply.error["message"]) == (400, "VALIDATION_ERROR", message)


@pytest.mark.parametrize("body", [b"{", {"ids": "x"}, {"ids": [3]}])
def test_on_a_stepping_clock_invalid_bodies_are_refused_and_do_not_move_time(body: Any) -> None:
    api = RevRingClient(mode=Mode.STEP)
    api.place_call()
    before = api.world.now
    assert api.post("/calls/batch-get", body).status == 400
    assert api.world.now == before
