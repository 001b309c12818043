"""Access: key prefixes, scopes, plans, the rate limit, credits."""

from collections.abc import Callable
from pathlib import Path

import pytest

from mockserver.gateway.fixtures import read_fixtures
from mockserver.providers import PROVIDERS
from mockserver.providers.ringyo import RINGYO
from mockserver.providers.ringyo.credits import balance
from mockserver.providers.ringyo.keys import GROUPS, REQUIRED_SCOPES, SCOPES
from tests.providers.ringyo.client import CALL, Client, Reply

AGENT = {"name": "Ann", "system_prompt": "You are Ann.", "voice_id": "sarah-professional"}
HOOK = {"url": "https://example.com/hooks", "events": ["*"]}
REQUESTS: dict[str, Callable[[Client], Reply]] = {
    "calls.create": lambda api: api.post(CALL),
    "calls.list": lambda api: api.get("/calls"),
    "calls.get": lambda api: api.get("/calls/call_xyz789"),
    "agents.create": lambda api: api.write("POST", "/agents", AGENT),
    "agents.list": lambda api: api.get("/agents"),
    "agents.get": lambda api: api.get("/agents/agent_abc123"),
    "agents.update": lambda api: api.write("PATCH", "/agents/agent_abc123", {}),
    "agents.delete": lambda api: api.delete("/agents/agent_def456"),
    "phone_numbers.list": lambda api: api.get("/phone-numbers"),
    "phone_numbers.get": lambda api: api.get("/phone-numbers/pn_abc123"),
    "webhooks.create": lambda api: api.write("POST", "/webhooks", HOOK),
    "webhooks.list": lambda api: api.get("/webhooks"),
    "webhooks.update": lambda api: api.write("PATCH", "/webhooks/wh_abc123", {}),
    "webhooks.delete": lambda api: api.delete("/webhooks/wh_abc123"),
}


def with_key(**document: object) -> Client:
    """Return a client whose key is the one of a fixture."""
    api = Client()
    api.world.collection("ringyo.keys").insert(api.key, document)
    return api


def allowed(api: Client) -> set[str]:
    """Return the operations that the key allows; all others must be refused."""
    replies = {name: send(api) for name, send in REQUESTS.items()}
    assert all((reply.status, reply.code) == (403, "unauthorized") for reply in replies.values() if reply.status >= 300)
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
    assert allowed(with_key()) == allowed(Client()) == set(REQUESTS)


def test_a_refusal_names_the_missing_scope_and_its_status_can_be_set() -> None:
    api = with_key(scopes=["calls:read"])
    reply = api.post(CALL)
    assert reply.json["error"]["details"] == {"scope": "calls:write"}
    assert "calls:read" in reply.json["error"]["message"]
    api.set(forbidden_code="forbidden")
    assert (api.post(CALL).status, api.post(CALL).code) == (403, "forbidden")


def test_a_scope_is_checked_before_the_body() -> None:
    assert with_key(scopes=[]).send("POST", "/calls", b"{").status == 403


def test_an_unknown_scope_is_reported_with_the_nearest_one() -> None:
    reply = with_key(scopes=["call:read"]).get("/calls")
    assert reply.status == 400
    assert "Did you mean 'calls:read'" in reply.json["error"]["message"]


def test_the_readmes_fixture_file_works(tmp_path: Path) -> None:
    text = (RINGYO.folder / "README.md").read_text("utf-8")
    (tmp_path / "keys.yaml").write_text(text.partition("```yaml\n")[2].partition("```")[0], "utf-8")
    api = Client()
    read_fixtures([tmp_path], PROVIDERS).lay_out(api.world)
    api.key = "rg_live_reports"
    assert (api.get("/calls").status, api.post(CALL).status) == (200, 403)
    api.key = "rg_live_dialler"
    assert (api.post(CALL).status, api.get("/agents").status) == (201, 403)
    api.key = "rg_live_old"
    assert api.get("/calls").status == 401
    assert balance(api.world) == 25


# -- keys and plans --------------------------------------------------------------------------------


def test_a_revoked_key_is_invalid() -> None:
    reply = with_key(status="revoked").get("/calls")
    assert (reply.status, reply.code) == (401, "unauthorized")


@pytest.mark.parametrize(
    "key", ["vb_live_YOUR_API_KEY", "rg_live_aBcDeFgHiJkLmNoPqRsT", "rg_test_aBcDeFgHiJkLmNoPqRsT"]
)
def test_documented_key_prefixes_are_accepted(api: Client, key: str) -> None:
    api.set(key_prefixes=True)
    api.key = key
    assert api.get("/calls").status == 200


@pytest.mark.parametrize("key", ["mine", "rg_prod_abc", "RG_LIVE_abc", "sk_vb_live_abc"])
def test_other_keys_are_accepted_unless_prefixes_are_required(api: Client, key: str) -> None:
    api.key = key
    assert api.get("/calls").status == 200
    api.set(key_prefixes=True)
    assert (api.get("/calls").status, api.get("/calls").code) == (401, "unauthorized")


@pytest.mark.parametrize(("plan", "status"), [("trial", 403), ("starter", 403), ("pro", 200), ("agency", 200)])
def test_only_pro_and_agency_have_api_access(api: Client, plan: str, status: int) -> None:
    api.set(plan=plan)
    assert api.get("/calls").status == status


def test_the_content_type_can_be_required_in_every_request(api: Client) -> None:
    assert api.get("/calls").status == 200
    api.set(content_type="always")
    assert (api.get("/calls", content_type="").status, api.get("/calls", content_type="").code) == (
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
def test_the_limit_is_that_of_the_plan(api: Client, table: str, plan: str, limit: str) -> None:
    api.set(rate_table=table, plan=plan)
    assert api.get("/calls").headers["X-RateLimit-Limit"] == limit


def test_beyond_the_limit_every_endpoint_is_429_until_the_minute_ends(api: Client) -> None:
    api.set(rate_limit=3, enforce_rate=True)
    api.pass_time(18)
    assert [api.get("/calls").status for _ in range(3)] == [200] * 3
    for send in REQUESTS.values():
        reply = send(api)
        assert (reply.status, reply.code, reply.headers["Retry-After"]) == (429, "rate_limit_exceeded", "42")
        assert reply.headers["X-RateLimit-Remaining"] == "0"
        assert reply.json["error"]["details"] == {"limit": 3, "retry_after": 42}
    api.pass_time(42)
    reply = api.get("/calls")
    assert (reply.status, reply.headers["X-RateLimit-Remaining"], "Retry-After" in reply.headers) == (200, "2", False)


def test_an_invalid_key_is_refused_before_the_limit_is_checked(api: Client) -> None:
    api.set(rate_limit=1, enforce_rate=True)
    api.get("/calls")
    assert api.get("/calls", authorization="Bearer invalid").status == 401


# -- credits ---------------------------------------------------------------------------------------


def test_each_started_minute_of_a_conversation_costs_a_credit(api: Client) -> None:
    api.set(credits=3)
    lasting = api.scenario("minutes", attempts=[{"queued": "0s", "ringing": "0s", "lasts": "61s"}])
    api.call(lasting)
    api.pass_time(1)
    assert api.call("busy")
    api.pass_time(60)
    reply = api.post({**CALL, "phone_number": "+14155550142"})
    assert reply.status == 201  # two started minutes leave one credit
    api.pass_time(6)
    broke = api.post(CALL)
    assert (broke.status, broke.code) == (402, "insufficient_credits")
    assert broke.json["error"]["details"] == {"balance": 0.0, "needed": 1.0}


def test_the_price_of_a_minute_can_be_set_and_a_call_needs_the_first_one(api: Client) -> None:
    api.set(credits=10, credits_per_minute=4)
    for _ in range(2):
        api.call("answered")
        api.world.settle()
    assert api.post(CALL).json["error"]["details"] == {"balance": 2.0, "needed": 4.0}
    api.set(credits_per_minute=1)
    assert api.post(CALL).status == 201


def test_unanswered_calls_and_calls_of_a_test_key_cost_nothing(api: Client) -> None:
    api.set(credits=1)
    for _ in range(3):
        api.call("busy")
    api.world.settle()
    api.key = "rg_test_key"
    for _ in range(3):
        api.call("answered")
    api.world.settle()
    api.set(credits=0)
    assert api.post(CALL).status == 201
    api.key = "rg_live_key"
    assert api.post(CALL).code == "insufficient_credits"
    api.set(credits=1)
    assert api.post(CALL).status == 201


def test_a_fixture_can_set_the_balance_and_the_option_overrides_it(api: Client) -> None:
    api.world.collection("ringyo.account").insert("account", {"credits": 0.5})
    assert api.post(CALL).json["error"]["details"] == {"balance": 0.5, "needed": 1.0}
    api.set(credits=1)
    assert api.post(CALL).status == 201
