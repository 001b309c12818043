"""The time zone in which the calling windows of an order count.

Source: docs.getrevox.com, GET /call/{id}, `call_retry_config.timezone`: "timezone is determined from the recipient's
phone number country code".
"""

from typing import Any

from mockserver.testing.api_client import ApiClient

SAN_FRANCISCO = "+14155550142"


def place(client: ApiClient, number: str, **body: Any) -> Any:
    return client.post("/api/call", {"phone_number": number, **body}).json["call"]


def later(client: ApiClient, call: Any) -> Any:
    client.advance("2s")
    return client.get(f"/api/call/{call['id']}").json["call"]


def test_the_country_code_of_the_number_decides() -> None:
    """The world begins on a Monday at 10:00 in New York, which is 07:00 in San Francisco."""
    client = ApiClient("revox")
    assert later(client, place(client, SAN_FRANCISCO))["status"] == "calling"


def test_the_area_of_the_number_can_decide_instead() -> None:
    client = ApiClient("revox")
    client.set_options(zones="area")
    assert later(client, place(client, SAN_FRANCISCO))["scheduled_at"] == "2026-01-05T18:00:00.000Z"


def test_the_zone_of_the_configuration_wins() -> None:
    client = ApiClient("revox")
    assistant = {"prompt": "p", "call_retry_config": {"timezone": "America/Los_Angeles"}}
    call = later(client, place(client, SAN_FRANCISCO, assistant=assistant))
    assert call["scheduled_at"] == "2026-01-05T18:00:00.000Z"


def test_magic_numbers_have_no_zone_and_no_window() -> None:
    client = ApiClient("revox")
    client.advance("12h")
    assert later(client, place(client, SAN_FRANCISCO))["status"] == "scheduled"
    assert later(client, place(client, "+15005550100"))["status"] == "calling"
