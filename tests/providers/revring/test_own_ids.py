"""A client's own agent id: the 404 names every way to use it, and each of these ways works."""

import pytest

from tests.providers.revring.client import FROM, TO, RevRingClient

BODY = {"name": "tool", "webhookUrl": "https://example.com/tool"}


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/agents/mine", None),
        ("PATCH", "/agents/mine", {"name": "Ann"}),
        ("DELETE", "/agents/mine", None),
        ("POST", "/agents/mine/duplicate", None),
        ("GET", "/agents/mine/custom-tools", None),
        ("POST", "/agents/mine/custom-tools", BODY),
        ("PATCH", "/agents/mine/custom-tools/t", BODY),
        ("POST", "/agents/mine/knowledge-bases", {"knowledgeBaseId": "kb"}),
    ],
)
def test_the_error_about_an_unknown_agent_names_the_ways_to_have_one(
    api: RevRingClient, method: str, path: str, body: object
) -> None:
    reply = api.request(method, path, body)
    assert (reply.status, reply.error["code"]) == (404, "NOT_FOUND")
    for hint in ("POST /v1/agents", "--fixtures", "place a call with it", "'lenient'"):
        assert hint in reply.error["message"]


def test_a_call_adopts_the_agent(api: RevRingClient) -> None:
    api.place_call(agentId="mine")
    assert api.patch("/agents/mine", {"name": "Ann"}).status == 200


def test_profile_lenient_creates_the_agent() -> None:
    assert RevRingClient(profile="lenient").patch("/agents/mine", {"name": "Ann"}).data["id"] == "mine"


def test_a_fixture_has_the_agent(api: RevRingClient) -> None:
    api.world.collection("revring.agents").load({"mine": {"name": "Ann"}})
    assert api.get("/agents/mine").data["name"] == "Ann"


def test_a_call_that_may_not_adopt_names_the_ways_too() -> None:
    api = RevRingClient(profile="strict")
    reply = api.post("/calls", {"agentId": "mine", "toNumber": TO, "fromNumber": FROM})
    assert reply.status == 404
    assert "--fixtures" in reply.error["message"]
