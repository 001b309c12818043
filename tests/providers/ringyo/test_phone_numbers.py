"""Phone numbers: read one by one and in pages; their statistics follow from the calls; which agent answers."""

from datetime import timedelta

import pytest

from mockserver.providers.base import Inbound
from mockserver.providers.ringyo import RINGYO
from mockserver.providers.ringyo.agents import AGENTS
from mockserver.providers.ringyo.phone_numbers import NUMBERS
from tests.providers.ringyo.client import RingyoClient


def ring_in(api: RingyoClient, number: str = "+18005551234") -> str:
    """Place a call to a number of the account, and return its id."""
    return api.world.place(RINGYO.inbound(api.world, Inbound(from_number="+14155550142", to_number=number))).id


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("", ["pn_abc123", "pn_def456"]),
        ("status=active", ["pn_abc123"]),
        ("status=pending", ["pn_def456"]),
        ("status=inactive", []),
        ("status=asleep", []),
        ("country=US", ["pn_abc123", "pn_def456"]),
        ("country=us", ["pn_abc123", "pn_def456"]),
        ("country=GB", []),
        ("country=", ["pn_abc123", "pn_def456"]),
        ("limit=1", ["pn_abc123"]),
        ("order=desc", ["pn_abc123", "pn_def456"]),
    ],
)
def test_numbers_are_listed_by_status_and_country_oldest_first(api: RingyoClient, query: str, ids: list[str]) -> None:
    NUMBERS.of(api.world).patch("pn_def456", {"status": "pending"})
    assert [row["id"] for row in api.get(f"/phone-numbers?{query}").json["data"]] == ids


def test_the_next_page_begins_after_the_cursor(api: RingyoClient) -> None:
    first = api.get("/phone-numbers?limit=1").json
    assert (first["has_more"], first["total"]) == (True, 2)
    second = api.get(f"/phone-numbers?limit=1&cursor={first['next_cursor']}").json
    assert [row["id"] for row in second["data"]] == ["pn_def456"]
    assert (second["has_more"], second["next_cursor"]) == (False, None)


@pytest.mark.parametrize("country", ["USA", "ZZ", "1", "United States", "UK"])
def test_an_unknown_country_is_refused(api: RingyoClient, country: str) -> None:
    reply = api.get(f"/phone-numbers?country={country.replace(' ', '%20')}")
    assert (reply.status, reply.error_code, reply.json["error"]["details"]) == (
        400,
        "invalid_country",
        {"field": "country"},
    )


def test_a_missing_number_is_not_found(api: RingyoClient) -> None:
    reply = api.get("/phone-numbers/pn_nobody")
    assert (reply.status, reply.error_code) == (404, "phone_number_not_found")


def test_numbers_can_only_be_read(api: RingyoClient) -> None:
    assert api.post("/phone-numbers", {}).error_code == "method_not_allowed"
    assert api.delete("/phone-numbers/pn_abc123").error_code == "method_not_allowed"


def test_in_profile_lenient_numbers_are_created_and_any_country_is_accepted() -> None:
    api = RingyoClient(profile="lenient")
    shown = api.get("/phone-numbers/phone_number_id").json
    assert (shown["id"], shown["phone_number"]) == ("phone_number_id", "+18005551234")
    assert api.get("/phone-numbers?country=country").json["data"] == []


def test_the_number_that_a_call_came_from_is_listed(api: RingyoClient) -> None:
    api.place_call(from_number="+33612345678")
    (row,) = api.get("/phone-numbers?country=FR").json["data"]
    assert (row["phone_number"], row["friendly_name"]) == ("+33612345678", "+33612345678")
    assert api.get(f"/phone-numbers/{row['id']}").json == {**row, "updated_at": row["created_at"]}


# -- statistics ------------------------------------------------------------------------------------


def test_calls_from_and_to_a_number_count(api: RingyoClient) -> None:
    path = "/phone-numbers/pn_def456?include=stats,recent_calls"
    out, into = api.place_call(from_number="+14155559876"), ring_in(api, "+14155559876")
    api.place_call()
    api.settle()
    shown = api.get(path).json
    assert shown["stats"] == {"total_calls": 2, "total_minutes": 2, "calls_this_month": 2, "minutes_this_month": 2}
    assert [row["id"] for row in shown["recent_calls"]] == [into, out]
    assert list(shown)[7:11] == ["default_agent_id", "stats", "recent_calls", "created_at"]
    api.world.advance(api.world.now + timedelta(days=27))
    later = api.get(path).json["stats"]
    assert later == {"total_calls": 2, "total_minutes": 2, "calls_this_month": 0, "minutes_this_month": 0}


def test_counting_continues_from_the_documented_statistics(api: RingyoClient) -> None:
    api.place_call()
    api.settle()
    stats = api.get("/phone-numbers/pn_abc123?include=stats").json["stats"]
    assert stats == {
        "total_calls": 5421,
        "total_minutes": 18501,
        "calls_this_month": 343,
        "minutes_this_month": 1157,
    }


# -- answering agents ------------------------------------------------------------------------------


def test_a_call_to_an_owned_number_reaches_its_default_agent(api: RingyoClient) -> None:
    NUMBERS.of(api.world).patch("pn_abc123", {"default_agent_id": "agent_def456"})
    call_id = ring_in(api)
    api.settle()
    shown = api.get_call(call_id)
    assert (shown["agent_id"], shown["status"], shown["phone_number"]) == ("agent_def456", "completed", "+18005551234")
    assert api.get("/agents/agent_def456?include=stats").json["stats"]["total_calls"] == 1


def test_without_a_default_agent_the_first_active_one_answers(api: RingyoClient) -> None:
    assert api.get_call(ring_in(api, "+14155559876"))["agent_id"] == "agent_abc123"
    AGENTS.of(api.world).patch("agent_abc123", {"status": "inactive"})
    assert api.get_call(ring_in(api, "+14155559876"))["agent_id"] == "agent_def456"


def test_missing_fields_of_a_fixtures_number_have_defaults(api: RingyoClient) -> None:
    api.world.collection("ringyo.phone_numbers").load({"pn_mine": {"phone_number": "+442071838750"}})
    shown = api.get("/phone-numbers/pn_mine").json
    assert (shown["id"], shown["country"], shown["status"]) == ("pn_mine", "GB", "active")
    assert shown["capabilities"] == {"voice": True, "sms": False}
