"""A client's own ids: the 404 names every way to use one, and each of these ways works."""

import pytest

from tests.providers.ringyo.client import RingyoClient


@pytest.mark.parametrize(
    ("method", "path", "body", "code", "adoption"),
    [
        ("GET", "/agents/agent_mine", None, "agent_not_found", "place a call with it"),
        ("PATCH", "/agents/agent_mine", {"name": "Ann"}, "agent_not_found", "place a call with it"),
        ("DELETE", "/agents/agent_mine", None, "agent_not_found", "place a call with it"),
        ("GET", "/phone-numbers/pn_mine", None, "phone_number_not_found", "place a call from the number"),
        ("PATCH", "/webhooks/wh_mine", {"description": "x"}, "webhook_not_found", None),
        ("DELETE", "/webhooks/wh_mine", None, "webhook_not_found", None),
    ],
)
def test_the_error_about_an_unknown_id_names_the_ways_to_have_it(
    api: RingyoClient, method: str, path: str, body: object, code: str, adoption: str | None
) -> None:
    reply = api.request(method, path, body)
    assert (reply.status, reply.error_code) == (404, code)
    for hint in ("--fixtures", "'lenient'", adoption or "GET /v1/webhooks lists them"):
        assert hint in reply.error["message"]
    assert ("place a call" in reply.error["message"]) == (adoption is not None)


def test_a_call_adopts_its_agent_and_its_number(api: RingyoClient) -> None:
    api.place_call(agent_id="agent_mine", from_number="+14155550111")
    assert api.patch("/agents/agent_mine", {"name": "Ann"}).status == 200
    numbers = api.get("/phone-numbers").json["data"]
    (mine,) = (row["id"] for row in numbers if row["phone_number"] == "+14155550111")
    assert api.get(f"/phone-numbers/{mine}").status == 200


@pytest.mark.parametrize("path", ["/agents/agent_mine", "/phone-numbers/pn_mine"])
def test_profile_lenient_creates_what_is_missing(path: str) -> None:
    assert RingyoClient(profile="lenient").get(path).json["id"] == path.rpartition("/")[2]
