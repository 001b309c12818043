"""Access: key prefixes, scopes, plans, the rate limit, credits."""

from collections.abc import Callable
from pathlib import Path

import pytest

from mockserver.gateway.fixtures import read_fixtures
from mockserver.providers import PROVIDERS
from mockserver.providers.ringyo import RINGYO
from mockserver.providers.ringyo.credits import balance
from mockserver.providers.ringyo.keys import GROUPS, REQUIRED_SCOPES, SCOPES
from mockserver.testing.api_client import Response
from tests.providers.ringyo.client import CALL, RingyoClient

AGENT = {"name": "Ann", "system_prompt": "You are Ann.", "voice_id": "sarah-professional"}
HOOK = {"url": "https://example.com/hooks", "events": ["*"]}
REQUESTS: dict[str, Callable[[RingyoClient], Response]] = {
    "calls.create": lambda api: api.post("/calls", CALL),
    "calls.list": lambda api: api.get("/calls"),
    "calls.get": lambda api: api.get("/calls/call_xyz789"),
    "agents.create": lambda api: api.post("/agents", AGENT),
    "agents.list": lambda api: api.get("/agents"),
    "agents.get": lambda api: api.get("/agents/agent_abc123"),
    "agents.update": lambda api: api.patch("/agents/agent_abc123", {}),
    "agents.delete": lambda api: api.delete("/agents/agent_def456"),
    "phone_numbers.list": lambda api: api.get("/phone-numbers"),
    "phone_numbers.get": lambda api: api.get("/phone-numbers/pn_abc123"),
    "webhooks.create": lambda api: api.post("/webhooks", HOOK),
    "webhooks.list": lambda api: api.get("/webhooks"),
    "webhooks.update": lambda api: api.patch("/webhooks/wh_abc123", {}),
    "webhooks.delete": lambda api: api.delete("/webhooks/wh_abc123"),
}


def with_key(**document: object) -> RingyoClient:
    """Return a client whose key is the one of a fixture."""
    api = RingyoClient()
    api.world.collection("ringyo.keys").load({api.key: document})
    return api


def allowed(api: RingyoClient) -> set[str]:
    """Return the operations that the key allows; all others must be refused."""
    replies = {name: send(api) for name, send in REQUESTS.items()}
    assert all(
        (reply.status, reply.error_code) == (403, "unauthorized") for reply in replies.values() if reply.status >= 300
    )
    return {name for name, reply in replies.items() if reply.status < 300}


# -- scopes ----------------------------------------------------------------------------------------


def test_every_operation_needs_one_of_the_eleven_scopes() -> None:
    assert list(REQUIRED_SCOPES) == [operation.name for operation in RINGYO.operations] == list(REQUESTS)
    assert set(REQUIRED_SCOPES.values()) <= set(SCOPES)
    assert len(set(SCOPES)) == 11


@pytest.mark.parametrize("scope", SCOPES)
def test_a_scope_allows_what_needs_it_and_nothing_else(scope: str) -> None:
    assert allowed(with_key(scopes=[scope])) == {name for name, needed in REQUIRED_SCOPES.items() if needed == scope}


@pytest.mark.parametrize("group", GROUPS)
def test_a_permission_group_means_its_scopes(group: str) -> None:
    assert allowed(with_key(scopes=[group])) == {
        name for name, needed in REQUIRED_SCOPES.items() if needed in GROUPS[group]
    }


def test_a_key_with_no_scopes_allows_nothing_and_a_key_without_limits_everything() -> None:
    assert allowed(with_key(scopes=[])) == set()
    assert allowed(with_key()) == allowed(RingyoClient()) == set(REQUESTS)


def test_a_refusal_names_the_missing_scope_and_its_status_can_be_set() -> None:
    api = with_key(scopes=["calls:read"])
    reply = api.post("/calls", CALL)
    assert reply.json["error"]["details"] == {"scope": "calls:write"}
    assert "calls:read" in reply.json["error"]["message"]
    api.set_options(forbidden_code="forbidden")
    assert (api.post("/calls", CALL).status, api.post("/calls", CALL).error_code) == (403, "forbidden")


def test_a_scope_is_checked_before_the_body() -> None:
    assert with_key(scopes=[]).post("/calls", b"{").status == 403


def test_an_unknown_scope_is_reported_with_the_nearest_one() -> None:
    reply = with_key(scopes=["call:read"]).get("/calls")
    assert reply.status == 400
    assert "Did you mean 'calls:read'" in reply.json["error"]["message"]


def test_the_readmes_fixture_file_works(tmp_path: Path) -> None:
    text = (RINGYO.folder / "README.md").read_text("utf-8")
    (tmp_path / "keys.yaml").write_text(text.partition("```yaml\n")[2].partition("```")[0], "utf-8")
    api = RingyoClient()
    read_fixtures([tmp_path], PROVIDERS).lay_out(api.world)
    api.key = "rg_live_reports"
    assert (api.get("/calls").status, api.post("/calls", CALL).status) == (200, 403)
    api.key = "rg_live_dialler"
    assert (api.post("/calls", CALL).status, api.get("/agents").status) == (201, 403)
    api.key = "rg_live_old"
    assert api.get("/calls").status == 401
    assert balance(api.world) == 25


# -- keys and plans --------------------------------------------------------------------------------


def test_a_revoked_key_is_invalid() -> None:
    reply = with_key(status="revoked").get("/calls")
    assert (reply.status, reply.error_code) == (401, "unauthorized")


@pytest.mark.parametrize(
    "key", ["vb_live_YOUR_API_KEY", "rg_live_aBcDeFgHiJkLmNoPqRsT", "rg_test_aBcDeFgHiJkLmNoPqRsT"]
)
def test_documented_key_prefixes_are_accepted(api: RingyoClient, key: str) -> None:
    api.set_options(key_prefixes=True)
    api.key = key
    assert api.get("/calls").status == 200


@pytest.mark.parametrize("key", ["mine", "rg_prod_abc", "RG_LIVE_abc", "sk_vb_live_abc"])
def test_other_keys_are_accepted_unless_prefixes_are_required(api: RingyoClient, key: str) -> None:
    api.key = key
    assert api.get("/calls").status == 200
    api.set_options(key_prefixes=True)
    assert (api.get("/calls").status, api.get("/calls").error_code) == (401, "unauthorized")


@pytest.mark.parametrize(("plan", "status"), [("trial", 403), ("starter", 403), ("pro", 200), ("agency", 200)])
def test_only_pro_and_agency_have_api_access(api: RingyoClient, plan: str, status: int) -> None:
    api.set_options(plan=plan)
    assert api.get("/calls").status == status


def test_the_content_type_can_be_required_in_every_request(api: RingyoClient) -> None:
    assert api.get("/calls").status == 200
    api.set_options(content_type="always")
    assert (api.get("/calls", content_type="").status, api.get("/calls", content_type="").error_code) == (
        415,
        "unsupported_media_type",
    )
    assert api.get("/calls", content_type="application/json").status == 200


# -- the request limit -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("table", "plan", "limit"),
    [
        ("introduction", "pro", "300"),
        ("introduction", "agency", "1000"),
        ("api-keys", "pro", "60"),
        ("api-keys", "agency", "300"),
        ("introduction", "trial", "0"),
    ],
)
def test_the_limit_is_that_of_the_plan(api: RingyoClient, table: str, plan: str, limit: str) -> None:
    api.set_options(rate_table=table, plan=plan)
    assert api.get("/calls").headers["x-ratelimit-limit"] == limit


def test_beyond_the_limit_every_endpoint_is_429_until_the_minute_ends(api: RingyoClient) -> None:
    api.set_options(rate_limit=3, enforce_rate=True)
    api.advance(18)
    assert [api.get("/calls").status for _ in range(3)] == [200] * 3
    for send in REQUESTS.values():
        reply = send(api)
        assert (reply.status, reply.error_code, reply.headers["retry-after"]) == (429, "rate_limit_exceeded", "42")
        assert reply.headers["x-ratelimit-remaining"] == "0"
        assert reply.json["error"]["details"] == {"limit": 3, "retry_after": 42}
    api.advance(42)
    reply = api.get("/calls")
    assert (reply.status, reply.headers["x-ratelimit-remaining"], "Retry-After" in reply.headers) == (200, "2", False)


def test_an_invalid_key_is_refused_before_the_limit_is_checked(api: RingyoClient) -> None:
    api.set_options(rate_limit=1, enforce_rate=True)
    api.get("/calls")
    assert api.get("/calls", authorization="Bearer invalid").status == 401


# -- credits ---------------------------------------------------------------------------------------


def test_each_started_minute_of_a_conversation_costs_a_credit(api: RingyoClient) -> None:
    api.set_options(credits=3)
    lasting = api.add_scenario("minutes", attempts=[{"queued": "0s", "ringing": "0s", "lasts": "61s"}])
    api.place_call(lasting)
    api.advance(1)
    assert api.place_call("busy")
    api.advance(60)
    reply = api.post("/calls", {**CALL, "phone_number": "+14155550142"})
    assert reply.status == 201  # two started minutes leave one credit
    api.advance(6)
    broke = api.post("/calls", CALL)
    assert (broke.status, broke.error_code) == (402, "insufficient_credits")
    assert broke.json["error"]["details"] == {"balance": 0.0, "needed": 1.0}


def test_the_price_of_a_minute_can_be_set_and_a_call_needs_the_first_one(api: RingyoClient) -> None:
    api.set_options(credits=10, credits_per_minute=4)
    for _ in range(2):
        api.place_call("answered")
        api.settle()
    assert api.post("/calls", CALL).json["error"]["details"] == {"balance": 2.0, "needed": 4.0}
    api.set_options(credits_per_minute=1)
    assert api.post("/calls", CALL).status == 201


def test_unanswered_calls_and_calls_of_a_test_key_cost_nothing(api: RingyoClient) -> None:
    api.set_options(credits=1)
    for _ in range(3):
        api.place_call("busy")
    api.settle()
    api.key = "rg_test_key"
    for _ in range(3):
        api.place_call("answered")
    api.settle()
    api.set_options(credits=0)
    assert api.post("/calls", CALL).status == 201
    api.key = "rg_live_key"
    assert api.post("/calls", CALL).error_code == "insufficient_credits"
    api.set_options(credits=1)
    assert api.post("/calls", CALL).status == 201


def test_a_fixture_can_set_the_balance_and_the_option_overrides_it(api: RingyoClient) -> None:
    api.world.collection("ringyo.account").load({"account": {"credits": 0.5}})
    assert api.post("/calls", CALL).json["error"]["details"] == {"balance": 0.5, "needed": 1.0}
    api.set_options(credits=1)
    assert api.post("/calls", CALL).status == 201
