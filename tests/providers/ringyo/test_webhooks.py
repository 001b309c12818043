"""Webhooks: created with a secret that is shown once, listed, turned off and on, deleted."""

from typing import Any, get_args

import pytest
from msgspec import to_builtins
from msgspec.structs import replace

from mockserver.providers.ringyo.webhooks import WEBHOOKS, EventName, GuideEvent, ReferenceEvent, SharedEvent
from tests.providers.ringyo.client import RingyoClient

NEW: dict[str, Any] = {"url": "https://example.com/hooks", "events": ["call.completed"]}


def make(api: RingyoClient, **fields: Any) -> Any:
    """Create a webhook, and return the response."""
    reply = api.post("/webhooks", {**NEW, **fields})
    assert reply.status == 201, reply.json
    return reply.json


def test_a_new_webhook_is_active_and_gets_its_own_secret(api: RingyoClient) -> None:
    created = make(api)
    assert created == {
        "id": created["id"],
        **NEW,
        "secret": created["secret"],
        "description": None,
        "status": "active",
        "metadata": {},
        "created_at": "2026-01-05T15:00:00Z",
    }
    assert created["id"].startswith("wh_")
    assert (created["secret"][:6], len(created["secret"])) == ("whsec_", 38)
    assert make(api)["secret"] != created["secret"]


def test_a_stored_webhook_has_all_that_a_delivery_needs(api: RingyoClient) -> None:
    created = make(api, secret="mine", metadata={"a": 1}, description="d")
    assert created["secret"] == "mine"
    stored = WEBHOOKS.find(api.world, created["id"])
    assert to_builtins(stored) == {**created, "last_triggered_at": None, "failure_count": 0, "example": False}


def test_the_secret_is_shown_once(api: RingyoClient) -> None:
    created = make(api)
    (row,) = [row for row in api.get("/webhooks").json["data"] if row["id"] == created["id"]]
    changed = api.patch(f"/webhooks/{created['id']}", {"description": "d"})
    for shown in (row, changed.json):
        assert list(shown) == ["id", "url", "events", "description", "status", "last_triggered_at", "created_at"]
    assert created["secret"].encode() not in api.get("/webhooks").body + changed.body


@pytest.mark.parametrize("event", get_args(EventName))
def test_a_webhook_can_subscribe_to_every_documented_event(api: RingyoClient, event: str) -> None:
    assert make(api, events=[event])["events"] == [event]


@pytest.mark.parametrize(
    ("which", "taken", "refused"),
    [("reference", ReferenceEvent, GuideEvent), ("guide", GuideEvent, ReferenceEvent)],
)
def test_events_can_be_limited_to_one_dialect(api: RingyoClient, which: str, taken: Any, refused: Any) -> None:
    api.set_options(events=which)
    make(api, events=[*get_args(taken), *get_args(SharedEvent)])
    for event in get_args(refused):
        reply = api.post("/webhooks", {**NEW, "events": ["call.completed", event]})
        assert (reply.status, reply.error_code, event in reply.json["error"]["message"]) == (
            400,
            "invalid_events",
            True,
        )


@pytest.mark.parametrize(
    ("fields", "code", "field"),
    [
        ({"url": "example.com/hooks"}, "invalid_url", "url"),
        ({"url": "http://example.com/hooks"}, "invalid_url", "url"),
        ({"url": "ftp://example.com"}, "invalid_url", "url"),
        ({"url": "https://"}, "invalid_url", "url"),
        ({"url": "https://example.com:port/"}, "invalid_url", "url"),
        ({"url": ""}, "invalid_url", "url"),
        ({"url": 7}, "invalid_url", "url"),
        ({"url": "https://hooks.invalid/ringyo"}, "url_unreachable", "url"),
        ({"events": []}, "invalid_events", "events"),
        ({"events": ["call.finished"]}, "invalid_events", "events"),
        ({"events": "call.completed"}, "invalid_events", "events"),
        ({"events": [1]}, "invalid_events", "events"),
        ({"secret": ""}, "invalid_request", "secret"),
        ({"description": 1}, "invalid_request", "description"),
        ({"metadata": "text"}, "invalid_request", "metadata"),
    ],
)
def test_an_invalid_field_of_a_webhook_is_refused_by_name(
    api: RingyoClient, fields: dict[str, Any], code: str, field: str
) -> None:
    reply = api.post("/webhooks", {**NEW, **fields})
    assert (reply.status, reply.error_code, reply.json["error"]["details"]) == (400, code, {"field": field})
    assert api.get("/webhooks").json["total"] == 2


@pytest.mark.parametrize("missing", ["url", "events"])
def test_a_webhook_needs_a_url_and_events(api: RingyoClient, missing: str) -> None:
    reply = api.post("/webhooks", {name: value for name, value in NEW.items() if name != missing})
    assert (reply.status, reply.error_code) == (400, f"invalid_{missing}")


@pytest.mark.parametrize(
    ("url", "loopback", "allowed"),
    [
        ("http://localhost:8000/hook", True, True),
        ("http://app.localhost/", True, True),
        ("http://127.0.0.1:1/", True, True),
        ("http://127.8.8.8", True, True),
        ("http://0x7f.1/", True, True),
        ("http://[::1]:80/", True, True),
        ("http://[::ffff:127.0.0.1]:80/", True, True),
        ("http://client:8000/hook", False, True),
        ("http://host.docker.internal/", False, True),
        ("http://10.0.0.1/", False, True),
        ("http://hooks.test/", False, True),
        ("http://localhost.example.com/", False, False),
        ("http://8.8.8.8/", False, False),
        ("http://㉘52039166/", False, False),
        ("http://evil。com/", False, False),
        ("http://a..b/", False, False),
    ],
)
def test_plain_http_is_accepted_for_hosts_that_webhooks_may_be_sent_to_unless_set_otherwise(
    api: RingyoClient, url: str, loopback: bool, allowed: bool
) -> None:
    taken = {"default": api.post("/webhooks", {**NEW, "url": url}).status == 201}
    for where in ("never", "loopback", "allowed", "always"):
        api.set_options(webhook_http=where)
        taken[where] = api.post("/webhooks", {**NEW, "url": url}).status == 201
    assert taken == {"default": allowed, "never": False, "loopback": loopback, "allowed": allowed, "always": True}


def test_plain_http_is_accepted_for_hosts_that_the_server_allows() -> None:
    api = RingyoClient(allow_hosts=("*.example.com", "8.8.8.8"))
    for url, status in (
        ("http://hooks.example.com/x", 201),
        ("http://HOOKS.example.com./x", 201),
        ("http://134744072/x", 201),
        ("http://example.org/x", 400),
    ):
        assert api.post("/webhooks", {**NEW, "url": url}).status == status
    api.exchange.worlds.renew("default")
    assert api.post("/webhooks", {**NEW, "url": "http://hooks.example.com/x"}).status == 201


@pytest.mark.parametrize(("http", "said"), [("never", ""), ("loopback", ""), ("allowed", "--allow-host 'example.com'")])
def test_a_refusal_of_plain_http_names_the_remedy(api: RingyoClient, http: str, said: str) -> None:
    api.set_options(webhook_http=http)
    message = api.post("/webhooks", {**NEW, "url": "http://example.com/hooks"}).json["error"]["message"]
    assert "webhook_http" in message
    assert repr(http) in message
    assert said in message


def test_a_webhook_may_have_an_unreachable_host(api: RingyoClient) -> None:
    for url in ("http://client:8000/hook", "https://169.254.169.254/", "https://example.com/"):
        assert api.post("/webhooks", {**NEW, "url": url}).status == 201


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("", ["wh_abc123", "wh_def456"]),
        ("status=active", ["wh_abc123"]),
        ("status=inactive", []),
        ("status=failing", ["wh_def456"]),
        ("limit=1", ["wh_abc123"]),
        ("offset=1", ["wh_def456"]),
    ],
)
def test_webhooks_are_listed_by_status_oldest_first(api: RingyoClient, query: str, ids: list[str]) -> None:
    WEBHOOKS.of(api.world).patch("wh_def456", {"status": "failing", "failure_count": 7})
    assert [row["id"] for row in api.get(f"/webhooks?{query}").json["data"]] == ids


def test_failures_are_shown_while_a_webhook_fails_or_always(api: RingyoClient) -> None:
    WEBHOOKS.of(api.world).patch("wh_def456", {"status": "failing", "failure_count": 7})
    first, second = api.get("/webhooks").json["data"]
    assert ("failure_count" in first, second["failure_count"]) == (False, 7)
    assert list(second)[-2:] == ["failure_count", "created_at"]
    api.set_options(failure_count="always")
    assert [row["failure_count"] for row in api.get("/webhooks").json["data"]] == [0, 7]


def test_setting_the_status_resets_the_failure_count(api: RingyoClient) -> None:
    webhooks = WEBHOOKS.of(api.world)
    webhooks.patch("wh_def456", {"status": "failing", "failure_count": 7})
    api.patch("/webhooks/wh_def456", {"description": None})
    assert webhooks.rows()["wh_def456"].failure_count == 7
    changed = api.patch("/webhooks/wh_def456", {"status": "active"}).json
    assert (changed["status"], changed["description"]) == ("active", None)
    assert webhooks.rows()["wh_def456"].failure_count == 0


def test_everything_but_the_secret_can_be_changed(api: RingyoClient) -> None:
    changes = {"url": "https://b.example/x", "events": ["*"], "description": "d", "metadata": {"a": 1}, "secret": "new"}
    before = WEBHOOKS.of(api.world).rows()["wh_abc123"]
    changed = api.patch("/webhooks/wh_abc123", changes)
    assert changed.status == 200
    expected = replace(before, **{**changes, "secret": before.secret, "example": False})
    assert WEBHOOKS.find(api.world, "wh_abc123") == expected


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"status": "failing"}, "invalid_status"),
        ({"url": "nowhere"}, "invalid_url"),
        ({"events": ["call.finished"]}, "invalid_events"),
    ],
)
def test_an_invalid_change_of_a_webhook_is_refused(api: RingyoClient, changes: dict[str, Any], code: str) -> None:
    reply = api.patch("/webhooks/wh_abc123", changes)
    assert (reply.status, reply.error_code) == (400, code)


def test_a_missing_webhook_is_not_found(api: RingyoClient) -> None:
    assert api.patch("/webhooks/wh_nobody", {}).error_code == "webhook_not_found"
    assert api.delete("/webhooks/wh_nobody").error_code == "webhook_not_found"


def test_one_webhook_cannot_be_read_as_no_page_documents_it(api: RingyoClient) -> None:
    reply = api.get("/webhooks/wh_abc123")
    assert (reply.status, reply.error_code) == (405, "method_not_allowed")
    assert reply.headers["allow"] == "PATCH, DELETE, OPTIONS"


def test_in_profile_lenient_webhooks_are_created_and_never_deleted() -> None:
    api = RingyoClient(profile="lenient")
    assert make(api, url="url")["url"] == "url"
    assert api.patch("/webhooks/webhook_id", {"status": "inactive"}).json["status"] == "inactive"
    assert api.delete("/webhooks/webhook_id").json == {"id": "webhook_id", "deleted": True}
    assert api.delete("/webhooks/webhook_id").status == 200
    assert api.get("/webhooks?status=broken").status == 200


def test_missing_fields_of_a_fixtures_webhook_have_defaults(api: RingyoClient) -> None:
    api.world.collection("ringyo.webhooks").load({"wh_mine": {"url": "https://a.example"}})
    assert api.get("/webhooks").json["total"] == 3
    stored = WEBHOOKS.of(api.world).rows()["wh_mine"]
    assert (stored.events, stored.secret[:6], stored.failure_count) == (["*"], "whsec_", 0)


def test_the_same_idempotency_key_creates_a_webhook_once(api: RingyoClient) -> None:
    first = api.post("/webhooks", NEW, idempotency_key="k1")
    again = api.post("/webhooks", NEW, idempotency_key="k1")
    assert (again.status, again.body) == (201, first.body)
    assert api.get("/webhooks").json["total"] == 3
