"""Search and phone history at Revox: filters, full text, sorting, pages."""

from typing import Any

import pytest

from mockserver.testing.api_client import ApiClient
from mockserver.world.settings import Examples

EMPTY: dict[str, Any] = {
    "assignee_ids": [],
    "assistant_ids": [],
    "campaign_ids": [],
    "directions": [],
    "from_phone_numbers": [],
    "outcomes": [],
    "results": [],
    "statuses": [],
}
ANY = {**EMPTY, "page": 1, "page_size": 50}


def api(**settings: Any) -> ApiClient:
    return ApiClient("revox", **settings)


def create(client: ApiClient, number: str, scenario: str = "answered", **body: Any) -> str:
    sent = {"phone_number": number, "skip_calling_window": True, **body}
    return str(client.post("/api/call", sent, x_mockserver_scenario=scenario).json["call"]["id"])


def search(client: ApiClient, **filters: Any) -> Any:
    reply = client.post("/api/call/search", {**ANY, **filters})
    assert reply.status == 200, reply.json
    return reply.json


def ids(client: ApiClient, **filters: Any) -> list[str]:
    return [call["id"] for call in search(client, **filters)["calls"]]


def three(client: ApiClient) -> list[str]:
    """Create three orders: one with a talk, one that waits for its retry, one that is running."""
    talked = create(client, "+14155550141", metadata={"email": "ada@example.com"})
    client.settle()
    busy = create(client, "+14155550142", "busy", assistant_id="seller")
    client.advance("1m")
    calling = create(client, "+14155550143", from_phone_number="+14155550199")
    client.advance("10s")
    return [talked, busy, calling]


@pytest.mark.parametrize(
    "filters",
    [{}, {"results": ["IVR"]}, {"results": ["none"]}, {"outcomes": ["none"]}, {"call_ids": ["id"]}, {"query": "id"}],
)
@pytest.mark.off_schema
@pytest.mark.parametrize("examples", [Examples.DOCUMENTED, Examples.BY_ID])
def test_the_order_of_the_documentation_is_never_found(filters: dict[str, Any], examples: Examples) -> None:
    client = api(examples=examples)
    assert client.get("/api/call/id").status == 200
    assert search(client, **filters) == {"calls": [], "total_count": 0}
    client.post("/api/call/id/cancel")
    assert search(client, **filters) == {"calls": [], "total_count": 0}
    assert client.get("/api/calls/phone-history").json == {"phone_history": {}}


def test_empty_filters_find_everything_newest_first() -> None:
    client = api()
    assert search(client) == {"calls": [], "total_count": 0}
    assert ids(client) == []
    placed = three(client)
    assert ids(client) == placed[::-1]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"statuses": ["completed"]}, [0]),
        ({"statuses": ["scheduled", "calling"]}, [1, 2]),
        ({"results": ["human"]}, [0, 2]),
        ({"results": ["none"]}, [1]),
        ({"outcomes": ["none"]}, [1, 2]),
        ({"directions": ["inbound"]}, []),
        ({"directions": ["outbound"], "statuses": ["calling"]}, [2]),
        ({"assistant_ids": ["seller"]}, [1]),
        ({"from_phone_numbers": ["+14155550199"]}, [2]),
        ({"to_phone_number": "+14155550142"}, [1]),
        ({"campaign_ids": ["nobody"]}, []),
        ({"assignee_ids": ["nobody"]}, []),
        ({"query": "ADA@example"}, [0]),
        ({"query": "5550143"}, [2]),
        ({"query": "words that nobody says"}, []),
    ],
)
def test_each_filter_returns_the_matching_orders(filters: dict[str, Any], expected: list[int]) -> None:
    client = api()
    placed = three(client)
    assert sorted(ids(client, **filters)) == sorted(placed[index] for index in expected)


def test_the_query_searches_ids_and_transcripts() -> None:
    client = api()
    client.add_scenario(
        "plumber", attempts=[{"talk": [{"agent": "Hello."}, {"user": "I want a Plumber."}], "lasts": "20s"}]
    )
    call_id = create(client, "+14155550141", "plumber")
    create(client, "+14155550142")
    client.settle()
    assert ids(client, query="plumber") == [call_id]
    assert ids(client, query=call_id[:13]) == [call_id]
    assert ids(client, call_ids=[call_id]) == [call_id]


def test_search_finds_the_outcome_of_a_scenario() -> None:
    client = api()
    somebody = {"id": "u1", "email": "jo@example.com", "first_name": "Jo", "last_name": None}
    fields = {"outcome": "interested", "outcome_summary": "Wants one.", "assignee": somebody}
    client.add_scenario("keen", extends="answered", fields=fields)
    call_id = create(client, "+14155550141", "keen")
    client.settle()
    assert ids(client, outcomes=["interested"]) == [call_id]
    assert ids(client, assignee_ids=["u1"]) == [call_id]
    assert ids(client, outcomes=["completed", "none"]) == []


def test_pages_count_from_one_and_zero_is_the_first() -> None:
    client = api()
    placed = [create(client, f"+1415555014{digit}") for digit in range(5)]
    assert ids(client, page=1, page_size=2) == ids(client, page=0, page_size=2) == [placed[4], placed[3]]
    assert ids(client, page=3, page_size=2) == [placed[0]]
    assert search(client, page=4, page_size=2) == {"calls": [], "total_count": 5}


def test_known_columns_sort_and_others_keep_the_default_order() -> None:
    client = api()
    first, second, third = (create(client, f"+1415555014{digit}") for digit in (2, 3, 1))
    assert ids(client, sort_by="to_phone_number", sort_direction="asc") == [third, first, second]
    assert ids(client, sort_by="to_phone_number") == [second, first, third]
    assert ids(client, sort_direction="asc") == [first, second, third]
    reply = client.post("/api/call/search", {**ANY, "sort_by": "mood"})
    assert [call["id"] for call in reply.json["calls"]] == [third, second, first]
    assert "sort_by is not one of created_at" in reply.headers["x-mockserver-note"]


def test_orders_without_a_value_are_sorted_last_in_both_directions() -> None:
    client = api()
    talked, busy, calling = three(client)
    for direction in ("asc", "desc"):
        assert ids(client, sort_by="duration", sort_direction=direction)[0] == talked
        assert set(ids(client, sort_by="duration", sort_direction=direction)[1:]) == {busy, calling}


@pytest.mark.parametrize("missing", [*EMPTY, "page", "page_size"])
def test_every_array_and_the_page_are_required(missing: str) -> None:
    reply = api().post("/api/call/search", {key: value for key, value in ANY.items() if key != missing})
    assert (reply.status, reply.json["message"]) == (400, f"{missing} is required.")


@pytest.mark.parametrize("wrong", [{"page_size": 0}, {"page": -1}, {"page": 1.5}, {"statuses": ["done"]}])
def test_a_wrong_filter_is_refused(wrong: dict[str, Any]) -> None:
    reply = api().post("/api/call/search", {**ANY, **wrong})
    assert (reply.status, reply.json["error"]) == (400, "invalid_request")


def test_each_search_shows_the_current_state_of_the_calls() -> None:
    client = api()
    call_id = create(client, "+14155550141")
    seen = []
    for _ in range(3):
        seen.append(search(client)["calls"][0]["status"])
        client.advance("2m")
    assert seen[0] == "initializing"
    assert seen[-1] == "completed"
    assert search(client)["calls"][0] == client.get(f"/api/call/{call_id}").json["call"]


def test_phone_history_has_the_calls_of_each_number() -> None:
    client = api()
    assert client.get("/api/calls/phone-history").json == {"phone_history": {}}
    create(client, "+14155550141", "not-interested")
    create(client, "+14155550142", "busy")
    create(client, "+14155550143", scheduled_at="2026-01-09T15:00:00Z")
    client.advance("5m")
    create(client, "+14155550141", "no-answer")
    client.advance("5m")
    history = client.get("/api/calls/phone-history").json["phone_history"]
    assert set(history) == {"+14155550141", "+14155550142"}
    assert history["+14155550141"] == {
        "campaigns": [],
        "count": 2,
        "do_not_contact": False,
        "hot": False,
        "last_called_at": "2026-01-05T15:05:01.000Z",
        "last_outcome": "not_interested",
        "reached_human": True,
    }
    assert history["+14155550142"]["reached_human"] is False


def test_an_inbound_call_is_in_the_history_of_the_callers_number() -> None:
    from mockserver.providers.base import Inbound
    from mockserver.providers.revox import REVOX

    client = api()
    caller = Inbound(from_number="+14155550147", to_number="+14155550100")
    client.world.place(REVOX.inbound(client.world, caller))
    client.settle()
    assert set(client.get("/api/calls/phone-history").json["phone_history"]) == {"+14155550147"}
