"""`GET /v1/calls`: filters, order, pages."""

from typing import Any
from urllib.parse import quote

import pytest

from mockserver.providers.revring.selection import SORTS
from tests.providers.revring.client import RevRingClient


@pytest.fixture
def ids(api: RevRingClient) -> list[str]:
    """Return the ids of five calls, placed ten seconds apart: done after 50 s, busy, talking, talking, ringing; then an
    inbound one."""
    placed = []
    for number, play in enumerate(["user-hangs-up-at-once", "busy", "answered-long", "answered-long", "answered"]):
        placed.append(api.place_call(play, agentId=f"agent-{number % 2}", toNumber=f"+1415555010{number}")["id"])
        api.advance(10)
    placed.append(api.place_inbound_call(agent="agent-1")["id"])
    return placed


def found(api: RevRingClient, query: str, ids: list[str]) -> list[int]:
    """Return the positions in `ids` of the calls that a query finds."""
    reply = api.get(f"/calls?{query}")
    assert reply.status == 200, reply
    return [ids.index(row["id"]) for row in reply.data]


def test_the_newest_calls_are_first_and_a_page_has_fifty(api: RevRingClient, ids: list[str]) -> None:
    reply = api.get("/calls")
    assert [row["id"] for row in reply.data] == ids[::-1]
    assert reply.json["pagination"] == {"page": 1, "pageSize": 50, "total": 6}
    assert reply.data[0] == api.get_call(ids[-1])


def test_pages_are_counted_from_one(api: RevRingClient, ids: list[str]) -> None:
    assert found(api, "pageSize=4", ids) == [5, 4, 3, 2]
    reply = api.get("/calls?pageSize=4&page=2")
    assert [ids.index(row["id"]) for row in reply.data] == [1, 0]
    assert reply.json["pagination"] == {"page": 2, "pageSize": 4, "total": 6}
    assert api.get("/calls?pageSize=4&page=3").data == []


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("sortDir=asc", [0, 1, 2, 3, 4, 5]),
        ("sortBy=createdAt&sortDir=desc", [5, 4, 3, 2, 1, 0]),
        ("sortBy=initiatedAt&sortDir=asc", [0, 1, 2, 3, 4, 5]),
        ("sortBy=startedAt", [4, 3, 2, 0, 1, 5]),
        ("sortBy=startedAt&sortDir=asc", [0, 2, 3, 4, 1, 5]),
        ("sortBy=endedAt&sortDir=asc", [0, 1, 2, 3, 4, 5]),
        ("sortBy=durationSeconds", [0, 1, 2, 3, 4, 5]),
        ("sortBy=updatedAt&sortDir=asc&status=COMPLETED,FAILED", [0, 1]),
        ("agentId=agent-1", [5, 3, 1]),
        ("agentId=nobody", []),
        ("status=ONGOING", [4, 3, 2]),
        ("status=COMPLETED,FAILED", [1, 0]),
        ("direction=INBOUND", [5]),
        ("direction=OUTBOUND&agentId=agent-0", [4, 2, 0]),
        ("toNumber=%2B14155550101", [1]),
        ("fromNumber=%2B13368108293", [4, 3, 2, 1, 0]),
        ("createdFrom=2026-01-05T15:00:40Z", [5, 4]),
        ("createdTo=2026-01-05T15:00:10.000Z", [1, 0]),
        ("createdFrom=2026-01-05T15:00:10Z&createdTo=2026-01-05T15:00:20Z", [2, 1]),
        (f"createdFrom={quote('2026-01-05T16:00:40+01:00')}", [5, 4]),
        ("createdFrom=2026-01-06", []),
        ("sortBy=createdAt&sortDir=desc&agentId=agent-1&createdFrom=2026-01-05&pageSize=50&unknown=x", [5, 3, 1]),
    ],
)
def test_a_query_finds_the_matching_calls(api: RevRingClient, ids: list[str], query: str, expected: list[int]) -> None:
    assert found(api, query, ids) == expected


def test_every_sort_key_works_in_both_directions(api: RevRingClient, ids: list[str]) -> None:
    for name in SORTS:
        for direction in ("asc", "desc"):
            assert sorted(found(api, f"sortBy={name}&sortDir={direction}", ids)) == [0, 1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("page", "0", 'page: expected int >= 1 (given: "0").'),
        ("page", "x", 'page: expected int, got str (given: "x").'),
        ("page", "9" * 500, f'page: expected int <= 1000000000 (given: "{"9" * 79}).'),
        ("pageSize", "101", 'pageSize: expected int <= 100 (given: "101").'),
        ("pageSize", "-1", 'pageSize: expected int >= 1 (given: "-1").'),
        ("pageSize", "²", 'pageSize: expected int, got str (given: "²").'),
        ("sortDir", "up", 'sortDir: expected one of asc, desc (given: "up").'),
        ("direction", "inbound", 'direction: expected one of INBOUND, OUTBOUND (given: "inbound").'),
    ],
)
def test_an_invalid_parameter_is_named(api: RevRingClient, name: str, value: str, message: str) -> None:
    reply = api.get(f"/calls?{name}={quote(value)}")
    assert (reply.status, reply.error["code"], reply.error["message"]) == (400, "VALIDATION_ERROR", message)
    assert reply.error["details"] == [{"path": [name], "message": message}]


@pytest.mark.parametrize(
    ("query", "part"),
    [
        ("sortBy=agentName", "expected one of createdAt, initiatedAt, updatedAt, startedAt, endedAt, durationSeconds"),
        ("status=BUSY", "expected one of QUEUED, INITIATED, ONGOING, TRANSFERRED, COMPLETED, FAILED, CANCELED"),
        ("status=COMPLETED,DONE", "status[1]: expected one of"),
        ("createdFrom=yesterday", "is not an ISO 8601 instant"),
        ("createdTo=2026-13-01", "is not an ISO 8601 instant"),
        ("toNumber=+14155550101", "with the plus sign sent as %2B"),
        ("fromNumber=4155550101", "expected an E.164 number"),
    ],
)
def test_the_message_says_what_was_expected(api: RevRingClient, query: str, part: str) -> None:
    reply = api.get(f"/calls?{query}")
    assert reply.status == 400
    assert part in reply.error["message"]


def test_all_errors_are_reported_together(api: RevRingClient) -> None:
    details = api.get("/calls?page=0&status=x&sortDir=x").error["details"]
    assert [issue["path"] for issue in details] == [["page"], ["sortDir"], ["status"]]


def test_an_empty_parameter_counts_as_not_given(api: RevRingClient, ids: list[str]) -> None:
    assert found(api, "agentId=&status=&pageSize=&createdFrom=", ids) == [5, 4, 3, 2, 1, 0]


def test_in_profile_lenient_an_invalid_value_counts_as_not_given() -> None:
    api = RevRingClient(profile="lenient")
    api.place_call()
    reply = api.get("/calls?page=0&pageSize=x&status=x&createdFrom=x")
    pagination: dict[str, Any] = reply.json["pagination"]
    assert (reply.status, pagination) == (200, {"page": 1, "pageSize": 50, "total": 1})
