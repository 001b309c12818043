"""Revox users: the owner of the key, and the one field that old clients can change."""

import pytest
import revox

from mockserver.server.app import build
from mockserver.server.server import Server
from mockserver.simulation.clock import Mode
from mockserver.testing.api_client import ApiClient
from mockserver.world.settings import Settings
from tests.worlds import MONDAY


def test_the_user_belongs_to_the_organization_of_the_other_objects() -> None:
    client = ApiClient("revox")
    user = client.get("/api/users/me").json["user"]
    made = client.post("/api/assistants", {"name": "n", "prompt": "p"}).json["assistant"]
    assert (made["organization_id"], made["created_by"]["id"]) == (user["organization_id"], user["id"])
    assert client.get("/api/phone-numbers").json["phone_numbers"][0]["created_by"]["id"] == user["id"]


def test_the_onboarding_flag_can_be_set_and_cleared() -> None:
    client = ApiClient("revox")
    before = client.get("/api/users/me").json["user"]
    client.advance("1h")
    assert client.patch("/api/users/me", {}).json == {"user": before}
    after = client.patch("/api/users/me", {"has_completed_onboarding": False}).json["user"]
    changed = {"has_completed_onboarding": False, "updated_at": "2026-01-05T16:00:00.000Z"}
    assert after == {**before, **changed} == client.get("/api/users/me").json["user"]


@pytest.mark.parametrize(("profile", "status"), [("standard", 200), ("lenient", 200), ("strict", 400)])
def test_nothing_else_can_be_changed(profile: str, status: int) -> None:
    client = ApiClient("revox", profile=profile)
    before = client.get("/api/users/me").json
    assert client.patch("/api/users/me", {"email": "x@example.com"}).status == status
    assert client.get("/api/users/me").json == before


def test_a_wrong_type_is_refused() -> None:
    refused = ApiClient("revox").patch("/api/users/me", {"has_completed_onboarding": "yes"})
    assert (refused.status, refused.json["details"]) == (400, {"path": "has_completed_onboarding"})


def test_the_strict_client_accepts_the_responses() -> None:
    with (
        Server(build(Settings(mode=Mode.MANUAL, now=MONDAY))) as server,
        revox.Revox(base_url=f"{server.url}/revox/api", api_key="k", _strict_response_validation=True) as sdk,
    ):
        assert sdk.users.retrieve().user.has_completed_onboarding is True
