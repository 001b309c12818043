"""`GET /v1/calls`: filters, order, pages and cursors."""

import json
from base64 import b64encode

import pytest

from mockserver.world.settings import Examples
from tests.providers.ringyo.client import RingyoClient

DOCUMENTED_CURSOR = "eyJjcmVhdGVkX2F0IjoiMjAyNC0wMS0xNVQwOToxNTowMFoifQ=="


def walk(api: RingyoClient, query: str) -> list[str]:
    """Return the ids of all pages, following the cursors."""
    found: list[str] = []
    cursor = ""
    while True:
        page = api.get(f"/calls?{query}&cursor={cursor}").json
        assert list(page) == ["data", "has_more", "next_cursor", "total"]
        assert page["has_more"] == (page["next_cursor"] is not None)
        found += [row["id"] for row in page["data"]]
        if not page["has_more"]:
            assert len(found) == page["total"]
            return found
        cursor = page["next_cursor"]


def burst(api: RingyoClient, count: int) -> list[str]:
    """Place calls, five at each instant, and return their ids, oldest first."""
    ids = []
    for number in range(count):
        ids.append(api.place_call("busy"))
        if number % 5 == 4:
            api.advance(0.7)
    return ids


@pytest.mark.parametrize("limit", [1, 2, 7, 100])
def test_paging_returns_every_call_once_in_order(limit: int) -> None:
    api = RingyoClient(examples=Examples.NONE)
    ids = burst(api, 33)
    assert walk(api, f"limit={limit}&order=asc") == ids
    assert walk(api, f"limit={limit}") == ids[::-1]
    assert walk(api, f"limit={limit}&order=sideways") == ids[::-1]


def test_calls_placed_during_paging_do_not_move_the_pages() -> None:
    api = RingyoClient(examples=Examples.NONE)
    ids = burst(api, 6)
    first = api.get("/calls?limit=3").json
    api.place_call()
    second = api.get(f"/calls?limit=3&cursor={first['next_cursor']}").json
    assert [row["id"] for row in second["data"]] == ids[2::-1]
    assert (second["total"], second["has_more"]) == (7, False)


@pytest.mark.parametrize(
    ("limit", "rows"), [("", 20), ("0", 1), ("-5", 1), ("1", 1), ("100", 100), ("101", 100), ("9" * 300, 100)]
)
def test_limit_is_20_and_clamped_to_1_to_100(api: RingyoClient, limit: str, rows: int) -> None:
    burst(api, 105)
    assert len(api.list_call_ids(f"limit={limit}")) == rows
    assert len(api.list_call_ids()) == 20


def test_the_documented_cursor_without_an_id_works(api: RingyoClient) -> None:
    assert api.list_call_ids(f"cursor={DOCUMENTED_CURSOR}") == []
    assert api.list_call_ids(f"cursor={DOCUMENTED_CURSOR}&order=asc") == ["call_xyz789"]


def test_a_cursor_is_base64_of_the_last_rows_time_and_id(api: RingyoClient) -> None:
    cursor = api.get("/calls?limit=1").json["next_cursor"]
    expected = {"created_at": "2024-01-15T10:30:00Z", "id": "call_xyz789"}
    assert cursor == b64encode(json.dumps(expected, separators=(",", ":")).encode()).decode()


def test_a_cursor_of_a_missing_call_uses_its_time(api: RingyoClient) -> None:
    cursor = b64encode(b'{"created_at":"2024-01-15T10:00:00Z","id":"call_gone"}').decode()
    assert api.list_call_ids(f"cursor={cursor}") == ["call_abc456"]
    assert api.list_call_ids(f"cursor={cursor}&order=asc") == ["call_xyz789"]


def test_an_unescaped_plus_is_understood_in_cursors(api: RingyoClient) -> None:
    cursor = b64encode(b'{"created_at":"2024-01-15T10:00:00Z","id":"~~~>>>"}').decode()
    assert "+" in cursor
    assert api.list_call_ids(f"cursor={cursor}") == ["call_abc456"]


@pytest.mark.parametrize(
    "cursor",
    [
        "nonsense",
        "%00",
        "é",
        b64encode(b"[1]").decode(),
        b64encode(b"{}").decode(),
        b64encode(b"\xff\xfe").decode(),
        b64encode(b'{"created_at":5}').decode(),
        b64encode(b'{"created_at":"soon"}').decode(),
        b64encode(b'{"created_at":"2024-01-15T10:30:00Z","id":7}').decode(),
        DOCUMENTED_CURSOR[:-1],
    ],
)
def test_an_invalid_cursor_is_refused(api: RingyoClient, cursor: str) -> None:
    reply = api.get(f"/calls?cursor={cursor}")
    assert (reply.status, reply.error_code) == (400, "invalid_cursor")


def test_the_guides_offset_works_without_a_cursor(api: RingyoClient) -> None:
    assert api.list_call_ids("limit=20&offset=1") == ["call_abc456"]
    assert api.list_call_ids("offset=-1") == ["call_xyz789", "call_abc456"]
    assert api.list_call_ids("offset=40") == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("status=completed", ["call_xyz789", "call_abc456"]),
        ("status=busy", []),
        ("status=sleeping", []),
        ("status=", ["call_xyz789", "call_abc456"]),
        ("agent_id=agent_abc123", ["call_xyz789", "call_abc456"]),
        ("agent_id=agent", []),
        ("phone_number=%2B14155559876", ["call_abc456"]),
        ("phone_number=+14155559876", ["call_abc456"]),
        ("phone_number=+18005551234", []),
        ("from_date=2024-01-15", ["call_xyz789", "call_abc456"]),
        ("from_date=2024-01-16", []),
        ("to_date=2024-01-15", []),
        ("to_date=2024-01-16", ["call_xyz789", "call_abc456"]),
        ("from_date=2024-01-15T09:15:00Z", ["call_xyz789"]),
        ("from_date=2024-01-15T09:14:59Z&to_date=2024-01-15T10:30:00Z", ["call_abc456"]),
        ("from_date=2024-01-15T10:15:00%2B01:00", ["call_xyz789"]),
        ("from_date=2024-01-15T10:15:00+01:00", ["call_xyz789"]),
        ("from_date=2024-01-15%2009:20:00", ["call_xyz789"]),
        ("from_date=2024-01-15&status=completed&phone_number=%2B14155551234&agent_id=agent_abc123", ["call_xyz789"]),
    ],
)
def test_all_filters_must_match_and_bounds_are_exclusive(api: RingyoClient, query: str, found: list[str]) -> None:
    assert api.list_call_ids(query) == found


def test_bounds_compare_the_times_as_they_are_shown(api: RingyoClient) -> None:
    api.advance(0.7)
    call_id = api.place_call()
    assert api.list_call_ids("from_date=2026-01-05T15:00:00Z") == []
    assert api.list_call_ids("from_date=2026-01-05T14:59:59Z&to_date=2026-01-05T15:00:01Z") == [call_id]


@pytest.mark.parametrize("name", ["from_date", "to_date"])
@pytest.mark.parametrize("value", ["yesterday", "15/01/2024", "2024-13-01", "1705312800", "2024-01-15T25:00:00Z"])
def test_an_invalid_date_is_refused(api: RingyoClient, name: str, value: str) -> None:
    reply = api.get(f"/calls?{name}={value}")
    assert (reply.status, reply.error_code) == (400, "invalid_date_format")
    assert reply.json["error"]["details"] == {"field": name}


@pytest.mark.parametrize("name", ["limit", "offset"])
@pytest.mark.parametrize("value", ["ten", "1.5", "٣", "1 000", "0x10", "true"])
def test_a_limit_that_is_not_a_number_is_refused(api: RingyoClient, name: str, value: str) -> None:
    reply = api.get(f"/calls?{name}={value}")
    assert (reply.status, reply.error_code) == (400, "invalid_request")
    assert reply.json["error"]["details"] == {"field": name}


def test_each_status_can_be_filtered() -> None:
    api = RingyoClient(examples=Examples.NONE)
    busy, failed, missed = api.place_call("busy"), api.place_call("too-many-calls"), api.place_call("no-answer")
    api.advance(60)
    talking, ringing, queued = "in_progress", "ringing", "queued"
    late = {}
    for status, wait in ((talking, 4), (ringing, 2), (queued, 0)):
        late[status] = api.place_call("answered")
        api.advance(wait)
    for status, call_id in {"busy": busy, "failed": failed, "no_answer": missed, **late}.items():
        assert api.list_call_ids(f"status={status}") == [call_id]
    assert len(walk(api, "limit=2")) == 6


def test_rows_have_no_extras_even_with_include(api: RingyoClient) -> None:
    rows = api.get("/calls?include=transcript,recording,analysis").json["data"]
    assert all(not {"transcript", "recording_url", "analysis", "record"} & set(row) for row in rows)
