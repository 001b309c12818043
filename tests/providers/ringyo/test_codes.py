"""Each of the 21 documented error codes can occur; one test per code, named after it."""

from typing import Any

from mockserver.testing.api_client import Response
from tests.providers.ringyo.client import CALL, RingyoClient
from tests.receiver import HttpReceiver

AGENT: dict[str, Any] = {"name": "Ann", "system_prompt": "You are Ann.", "voice_id": "sarah-professional"}
HOOK: dict[str, Any] = {"url": "https://example.com/hooks", "events": ["*"]}
CODES = [
    "invalid_phone_number",
    "agent_not_found",
    "insufficient_credits",
    "rate_limit_exceeded",
    "invalid_from_number",
    "call_not_found",
    "unauthorized",
    "invalid_cursor",
    "invalid_date_format",
    "invalid_voice_id",
    "agent_limit_reached",
    "invalid_system_prompt",
    "invalid_language",
    "agent_in_use",
    "invalid_country",
    "invalid_status",
    "invalid_url",
    "invalid_events",
    "webhook_limit_reached",
    "url_unreachable",
    "webhook_not_found",
]


def outcome(reply: Response) -> tuple[int, str]:
    return reply.status, reply.error_code


def test_every_documented_code_has_its_test() -> None:
    assert len(CODES) == 21
    assert [name for name in globals() if name.removeprefix("test_") in CODES] == [f"test_{code}" for code in CODES]


def test_invalid_phone_number(api: RingyoClient) -> None:
    assert outcome(api.post("/calls", {**CALL, "phone_number": "415-555-1234"})) == (400, "invalid_phone_number")


def test_agent_not_found(api: RingyoClient) -> None:
    expected = (404, "agent_not_found")
    assert outcome(api.get("/agents/agent_nobody")) == expected
    assert outcome(api.patch("/agents/agent_nobody", {})) == expected
    assert outcome(api.delete("/agents/agent_nobody")) == expected
    api.delete("/agents/agent_abc123")
    assert outcome(api.post("/calls", CALL)) == expected


def test_insufficient_credits(api: RingyoClient) -> None:
    api.set_options(credits=1)
    api.place_call("answered")
    api.settle()
    assert outcome(api.post("/calls", CALL)) == (402, "insufficient_credits")


def test_rate_limit_exceeded(api: RingyoClient) -> None:
    api.set_options(concurrency=1)
    api.place_call("answered")
    assert outcome(api.post("/calls", CALL)) == (429, "rate_limit_exceeded")
    api.set_options(concurrency=None, rate_limit=1, enforce_rate=True)
    assert outcome(api.get("/agents")) == (429, "rate_limit_exceeded")


def test_invalid_from_number() -> None:
    api = RingyoClient(profile="strict")
    assert outcome(api.post("/calls", {**CALL, "from_number": "+33612345678"})) == (400, "invalid_from_number")


def test_call_not_found(api: RingyoClient) -> None:
    assert outcome(api.get("/calls/call_nobody")) == (404, "call_not_found")


def test_unauthorized(api: RingyoClient) -> None:
    assert outcome(api.get("/calls", authorization="")) == (401, "unauthorized")
    assert outcome(api.get("/calls", authorization="Bearer invalid")) == (401, "unauthorized")
    api.world.collection("ringyo.keys").load({api.key: {"scopes": ["calls:read"]}})
    assert outcome(api.delete("/webhooks/wh_abc123")) == (403, "unauthorized")


def test_invalid_cursor(api: RingyoClient) -> None:
    for path in ("/calls", "/agents", "/phone-numbers", "/webhooks"):
        assert outcome(api.get(f"{path}?cursor=nonsense")) == (400, "invalid_cursor")


def test_invalid_date_format(api: RingyoClient) -> None:
    assert outcome(api.get("/calls?from_date=15/01/2024")) == (400, "invalid_date_format")


def test_invalid_voice_id(api: RingyoClient) -> None:
    api.set_options(voices=("sarah-professional",))
    assert outcome(api.post("/agents", {**AGENT, "voice_id": "nobody"})) == (400, "invalid_voice_id")
    assert outcome(api.patch("/agents/agent_abc123", {"voice_id": "nobody"})) == (400, "invalid_voice_id")


def test_agent_limit_reached(api: RingyoClient) -> None:
    api.set_options(agent_limit=3)
    assert api.post("/agents", AGENT).status == 201
    assert outcome(api.post("/agents", AGENT)) == (403, "agent_limit_reached")
    api.delete("/agents/agent_abc123")
    assert api.post("/agents", AGENT).status == 201


def test_invalid_system_prompt(api: RingyoClient) -> None:
    long = "x" * 32_001
    assert outcome(api.post("/agents", {**AGENT, "system_prompt": long})) == (400, "invalid_system_prompt")
    assert outcome(api.patch("/agents/agent_abc123", {"system_prompt": " "})) == (400, "invalid_system_prompt")
    assert api.post("/agents", {**AGENT, "system_prompt": long[1:]}).status == 201


def test_invalid_language(api: RingyoClient) -> None:
    assert outcome(api.post("/agents", {**AGENT, "language": "english"})) == (400, "invalid_language")
    assert outcome(api.patch("/agents/agent_abc123", {"language": "en"})) == (400, "invalid_language")


def test_agent_in_use(api: RingyoClient) -> None:
    api.place_call("answered")
    assert outcome(api.delete("/agents/agent_abc123")) == (409, "agent_in_use")
    api.settle()
    assert api.delete("/agents/agent_abc123").status == 200


def test_invalid_country(api: RingyoClient) -> None:
    assert outcome(api.get("/phone-numbers?country=USA")) == (400, "invalid_country")


def test_invalid_status(api: RingyoClient) -> None:
    reply = api.get("/webhooks?status=broken")
    assert outcome(reply) == (400, "invalid_status")
    assert all(word in reply.json["error"]["message"] for word in ("active", "inactive", "failing"))


def test_invalid_url(api: RingyoClient) -> None:
    assert outcome(api.post("/webhooks", {**HOOK, "url": "http://example.com"})) == (400, "invalid_url")
    assert outcome(api.post("/calls", {**CALL, "webhook_url": "example.com"})) == (400, "invalid_url")


def test_invalid_events(api: RingyoClient) -> None:
    assert outcome(api.post("/webhooks", {**HOOK, "events": ["call.finished"]})) == (400, "invalid_events")


def test_webhook_limit_reached(api: RingyoClient) -> None:
    api.set_options(webhook_limit=2)
    assert outcome(api.post("/webhooks", HOOK)) == (403, "webhook_limit_reached")
    api.delete("/webhooks/wh_abc123")
    assert api.post("/webhooks", HOOK).status == 201


def test_url_unreachable(api: RingyoClient) -> None:
    reply = api.post("/webhooks", {**HOOK, "url": "https://hooks.invalid/ringyo"})
    assert outcome(reply) == (400, "url_unreachable")


def test_url_unreachable_by_a_probe(api: RingyoClient) -> None:
    api.set_options(webhook_probe=True)
    with HttpReceiver() as there:
        taken = api.post("/webhooks", {**HOOK, "url": there.url})
        assert taken.status == 201, taken.json
    refused = api.post("/webhooks", {**HOOK, "url": there.url})
    assert outcome(refused) == (400, "url_unreachable")
    far = api.post("/webhooks", {**HOOK, "url": "https://hooks.example.com/x"})
    assert far.status == 201


def test_allowed_hosts_are_probed_too() -> None:
    with HttpReceiver() as there:
        url = there.url.replace("127.0.0.1", "0.0.0.0").replace("http:", "https:")
    for allowed, status in (((), 201), (("0.0.0.0",), 400)):
        api = RingyoClient(allow_hosts=allowed)
        api.set_options(webhook_probe=True)
        assert api.post("/webhooks", {**HOOK, "url": url}).status == status


def test_webhook_not_found(api: RingyoClient) -> None:
    assert outcome(api.delete("/webhooks/wh_nobody")) == (404, "webhook_not_found")
