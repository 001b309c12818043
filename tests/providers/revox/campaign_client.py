"""Helpers for tests of Revox campaigns: create, launch and read one."""

from typing import Any

from mockserver.testing.api_client import ApiClient

ASSISTANT = "0b6a4c1e-5a0b-4d3a-9a1e-0f4b8f1d2c33"
ALWAYS = {
    "calling_windows": [
        {"calling_window_start_time": "00:00", "calling_window_end_time": "24:00", "retry_delay_seconds": 3600}
    ],
    "max_retry_attempts": 3,
    "allowed_days": ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"],
    "call_twice_in_a_row": False,
    "timezone": "UTC",
}
FILTERS: dict[str, Any] = {"assignee_ids": [], "directions": [], "outcomes": [], "results": [], "statuses": []}
ALL = {"mode": "ai_first", "selection": {"filters": FILTERS, "rows": {"mode": "all_except", "call_ids": []}}}


def api(**settings: Any) -> ApiClient:
    """Return a client whose world shows every status of SDK 0.5.0 to requests that name no version."""
    client = ApiClient("revox", **settings)
    client.set_options(order_statuses="newest")
    return client


def number(index: int) -> str:
    return f"+1415555{index:04d}"


def contacts(count: int) -> list[dict[str, Any]]:
    return [
        {"to_phone_number": number(index), "prompt_variables": {"first_name": f"P{index}"}} for index in range(count)
    ]


def create(client: ApiClient, count: int = 3, scenario: str = "answered", version: str = "", **body: Any) -> Any:
    sent = {
        "name": "Spring",
        "assistant_id": ASSISTANT,
        "contacts": contacts(count),
        "call_retry_config": ALWAYS,
        **body,
    }
    reply = client.post("/api/campaigns", sent, x_mockserver_scenario=scenario, x_stainless_package_version=version)
    assert reply.status == 200, reply.json
    return reply.json["campaign"]


def launched(client: ApiClient, count: int = 3, scenario: str = "answered", **body: Any) -> str:
    campaign = create(client, count, scenario, **body)
    reply = client.post(f"/api/campaigns/{campaign['id']}/launch-calls", ALL)
    assert reply.json == {"launched": count, "skipped": SKIPPED, "session": None}
    return str(campaign["id"])


SKIPPED = {"active": 0, "attempts_exhausted": 0, "cancelled": 0}


def read(client: ApiClient, campaign_id: str, **headers: str) -> Any:
    reply = client.get(f"/api/campaigns/{campaign_id}", **headers)
    assert reply.status == 200, reply.json
    return reply.json["campaign"]


def rows(client: ApiClient, campaign_id: str, query: str = "", **headers: str) -> Any:
    return client.get(f"/api/campaigns/{campaign_id}/rows{query}", **headers).json["rows"]


def statuses(client: ApiClient, campaign_id: str) -> list[str]:
    return [row["call"]["status"] for row in rows(client, campaign_id)]


def command(client: ApiClient, campaign_id: str, word: str) -> None:
    assert client.post(f"/api/campaigns/{campaign_id}/{word}").json == {"success": True}
