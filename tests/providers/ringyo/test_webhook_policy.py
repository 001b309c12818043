"""The webhooks of Ringyo: events and names, receivers, the envelope, signatures, retries, failing and inactive
webhooks.
"""

import hashlib
import hmac
from collections.abc import Iterator
from typing import Any

import pytest

from mockserver.simulation.clock import wall_now
from mockserver.world.settings import Examples
from tests.api_client import WebhookClient

URL = "https://app.test/webhooks/ringyo"
SECRET = "whsec_0123456789abcdef"


@pytest.fixture
def api() -> Iterator[WebhookClient]:
    with WebhookClient() as client:
        yield client


def listen(api: WebhookClient, *events: str, **fields: Any) -> str:
    body = {"url": URL, "events": list(events) or ["*"], "secret": SECRET, **fields}
    reply = api.post("/ringyo/v1/webhooks", body)
    assert reply.status == 201, reply.json
    return str(reply.json["id"])


def place(api: WebhookClient, scenario: str = "answered", **fields: Any) -> str:
    body = {"agent_id": "agent_1", "phone_number": "+14155550142", "record": True, **fields}
    reply = api.post("/ringyo/v1/calls", body, x_mockserver_scenario=scenario)
    assert reply.status == 201, reply.json
    return str(reply.json.get("id") or reply.json["data"]["call_id"])


def webhook(api: WebhookClient, webhook_id: str) -> Any:
    rows = api.get("/ringyo/v1/webhooks").json["data"]
    return next(row for row in rows if row["id"] == webhook_id)


def events(api: WebhookClient) -> list[str]:
    return [body["event"] for body in api.bodies]


CALL_EVENTS = ["call.started", "call.ringing", "call.answered", "call.completed"]


def test_a_call_sends_events_from_start_to_end_in_the_documented_envelope(api: WebhookClient) -> None:
    webhook_id = listen(api)
    call_id = place(api)
    api.settle()
    assert events(api) == [*CALL_EVENTS, "call.recording.ready", "call.transcript.ready"]
    for body in api.bodies:
        assert list(body) == ["event", "timestamp", "webhook_id", "data"]
        assert (body["webhook_id"], body["data"]["id"]) == (webhook_id, call_id)
    instants = [body["timestamp"] for body in api.bodies]
    assert instants == sorted(instants)
    statuses = [body["data"]["status"] for body in api.bodies]
    assert statuses == ["queued", "ringing", "in_progress", "completed", "completed", "completed"]


def test_each_result_is_shown_from_the_instant_of_its_event(api: WebhookClient) -> None:
    """webhooks/create: `call.recording.ready`, `call.transcript.ready`; the delays are choice 61 and a scenario's."""
    listen(api)
    delayed = {"recording": {"after": "30s"}, "transcript": {"after": "1s"}, "analysis": False}
    api.add_scenario("delayed", attempts=[{"talk": [{"agent": "Hello."}], "lasts": "10s", **delayed}])
    call_id = place(api, scenario="delayed")
    for _ in range(50):
        api.advance("1s")
        shown = api.get(f"/ringyo/v1/calls/{call_id}?include=transcript,recording,analysis").json
        ready = [event for event in events(api) if event.endswith(".ready")]
        assert ("transcript" in shown) == ("call.transcript.ready" in ready)
        assert ("recording_url" in shown) == ("call.recording.ready" in ready)
        assert "analysis" not in shown
    bodies = {body["event"]: body for body in api.bodies}
    assert bodies["call.transcript.ready"]["timestamp"] == "2026-01-05T15:00:16Z"
    assert bodies["call.recording.ready"]["timestamp"] == "2026-01-05T15:00:45Z"


def test_data_is_the_call_at_the_time_of_the_event(api: WebhookClient) -> None:
    listen(api)
    call_id = place(api)
    api.settle()
    data = {body["event"]: body["data"] for body in api.bodies}
    assert data["call.completed"] == api.get(f"/ringyo/v1/calls/{call_id}").json
    assert "recording_url" in data["call.recording.ready"]
    assert data["call.transcript.ready"]["transcript"]
    assert not {"transcript", "recording_url", "analysis"} & data["call.completed"].keys()


@pytest.mark.parametrize(("scenario", "status"), [("busy", "busy"), ("no-answer", "no_answer")])
def test_every_failure_is_sent_as_failed_with_its_status(api: WebhookClient, scenario: str, status: str) -> None:
    listen(api, "call.failed", "call.completed")
    place(api, scenario)
    api.settle()
    assert [(body["event"], body["data"]["status"]) for body in api.bodies] == [("call.failed", status)]


def test_a_webhook_gets_its_events_also_under_the_guides_names(api: WebhookClient) -> None:
    listen(api, "call.answered")
    listen(api, "call.initiated", "call.transferred", "call.completed", url="https://app.test/guide")
    place(api, "transferred")
    api.settle()
    assert events(api) == ["call.initiated", "call.answered", "call.transferred", "call.completed"]


def test_in_the_guides_dialect_webhooks_have_its_names_and_results(api: WebhookClient) -> None:
    api.set_options("ringyo", dialect="guide")
    api.post("/ringyo/v1/webhooks", {"url": URL, "events": ["*"]})
    call_id = place(api, "transferred")
    api.settle()
    assert events(api) == ["call.initiated", "call.answered", "call.transferred", "call.completed"]
    last = api.bodies[-1]["data"]
    assert (last["call_id"], last["status"]) == (call_id, "transferred")
    assert last["transcript"].startswith("Agent: ")


def test_a_call_with_its_own_url_sends_events_only_there_and_unsigned(api: WebhookClient) -> None:
    listen(api)
    place(api, webhook_url="https://app.test/mine")
    api.settle()
    assert {webhook.url for webhook in api.received} == {"https://app.test/mine"}
    assert {body["webhook_id"] for body in api.bodies} == {None}
    assert {webhook.header("x-ringyo-signature") for webhook in api.received} == {None}


def test_changes_of_agents_send_events(api: WebhookClient) -> None:
    listen(api, "agent.created", "agent.updated", "agent.deleted")
    agent = {"name": "Ann", "system_prompt": "Help.", "voice_id": "sarah-professional"}
    agent_made = api.post("/ringyo/v1/agents", agent).json
    api.patch(f"/ringyo/v1/agents/{agent_made['id']}", {"name": "Bea"})
    api.delete(f"/ringyo/v1/agents/{agent_made['id']}")
    api.get("/__admin/webhooks")
    assert events(api) == ["agent.created", "agent.updated", "agent.deleted"]
    assert [body["data"].get("name") for body in api.bodies] == ["Ann", "Bea", None]
    assert api.bodies[2]["data"] == {"id": agent_made["id"], "deleted": True}


def test_low_credits_send_one_event_for_the_call_that_used_them_up(api: WebhookClient) -> None:
    api.set_options("ringyo", credits=10, credits_low=9, dialect="guide")
    api.post("/ringyo/v1/webhooks", {"url": URL, "events": ["credits.low"]})
    for _ in range(2):
        place(api)
        api.settle()
    assert [body["data"] for body in api.bodies] == [{"balance": 9.0, "threshold": 9.0}]


def test_an_event_of_any_name_can_be_sent_by_hand(api: WebhookClient) -> None:
    listen(api, "appointment.created")
    data = {"id": "apt_1", "start": "2026-01-06T10:00:00Z"}
    body = {"provider": "ringyo", "event": "appointment.created", "data": data}
    reply = api.post("/__admin/webhooks", body)
    assert (reply.status, [row["outcome"] for row in reply.json["webhooks"]]) == (201, ["delivered"])
    assert api.bodies[0]["data"] == data
    assert api.post("/__admin/webhooks", {**body, "provider": "revox"}).status == 400
    assert api.post("/__admin/webhooks", {**body, "provider": "nobody"}).status == 404


def test_the_documented_webhooks_get_no_events_until_their_url_changes() -> None:
    with WebhookClient(examples=Examples.DOCUMENTED) as api:
        place(api)
        api.settle()
        assert api.received == []
        api.patch("/ringyo/v1/webhooks/wh_def456", {"url": URL})
        place(api, "busy")
        api.settle()
        assert events(api) == ["call.started", "call.ringing", "call.failed"]


# -- signatures ------------------------------------------------------------------------------------


def hmac_of(secret: str, message: bytes) -> str:
    return hmac.new(secret.encode(), message, hashlib.sha256).hexdigest()


def signature(api: WebhookClient, **options: Any) -> tuple[str | None, bytes]:
    api.set_options("ringyo", **options)
    listen(api, "call.started")
    place(api)
    api.get("/__admin/webhooks")
    webhook = api.received[-1]
    return webhook.header("X-Ringyo-Signature"), webhook.body


def test_the_body_is_signed_with_the_secret(api: WebhookClient) -> None:
    value, body = signature(api)
    assert value == hmac_of(SECRET, body)


def test_a_timestamp_can_be_signed_too_with_real_time_or_the_worlds(api: WebhookClient) -> None:
    value, body = signature(api, signature="timestamped")
    stamp, _, signed = (value or "").partition(",")
    at = stamp.removeprefix("t=")
    assert signed == f"v1={hmac_of(SECRET, f'{at}.'.encode() + body)}"
    assert abs(int(at) - wall_now().timestamp()) < 300
    with WebhookClient() as other:
        value, _ = signature(other, signature="timestamped", signature_time="world")
        assert (value or "").startswith("t=1767625200,")


def test_during_a_rotation_there_are_two_signatures(api: WebhookClient) -> None:
    value, body = signature(api, previous_secret="whsec_old")
    assert value == f"{hmac_of(SECRET, body)},{hmac_of('whsec_old', body)}"
    with WebhookClient() as other:
        value, _ = signature(other, previous_secret="whsec_old", signature="timestamped")
        assert (value or "").count("v1=") == 2


def test_signatures_can_be_wrong_on_purpose(api: WebhookClient) -> None:
    value, body = signature(api, signature_flaw="wrong")
    assert value not in (None, hmac_of(SECRET, body))
    with WebhookClient() as other:
        assert signature(other, signature_flaw="missing")[0] is None
    with WebhookClient() as other:
        value, _ = signature(other, signature_flaw="old", signature="timestamped", signature_time="world")
        assert (value or "").startswith("t=1767621600,")


# -- failures --------------------------------------------------------------------------------------


def test_a_failed_delivery_is_retried_five_times_on_the_documented_schedule(api: WebhookClient) -> None:
    api.answer = lambda _webhook: 500
    listen(api, "call.started")
    place(api)
    (row,) = api.post("/__admin/clock/advance", {"until": "settled"}).json["deliveries"]
    assert [one["at"][11:19] for one in row["attempts"]] == [
        "15:00:00",
        "15:00:01",
        "15:00:06",
        "15:00:36",
        "15:02:36",
        "15:12:36",
    ]
    assert row["outcome"] == "failed"
    assert len({webhook.body for webhook in api.received}) == 1


def test_five_consecutive_failures_make_a_webhook_failing_and_one_success_resets_it(api: WebhookClient) -> None:
    said = [500, 500, 500, 500, 500, 200]
    api.answer = lambda _webhook: said.pop(0)
    webhook_id = listen(api, "call.started")
    place(api)
    api.advance("2m")
    assert webhook(api, webhook_id)["status"] == "active"
    api.advance("1m")
    assert (webhook(api, webhook_id)["status"], webhook(api, webhook_id)["failure_count"]) == ("failing", 5)
    assert webhook(api, webhook_id)["last_triggered_at"] == "2026-01-05T15:02:36Z"
    api.settle()
    assert webhook(api, webhook_id)["status"] == "active"


def test_after_too_many_failures_it_is_turned_off_without_retries(api: WebhookClient) -> None:
    api.set_options("ringyo", disable_after=3)
    api.answer = lambda _webhook: 500
    webhook_id = listen(api)
    place(api)
    api.settle()
    assert webhook(api, webhook_id)["status"] == "inactive"
    assert len(api.received) == 3
    assert {row["outcome"] for row in api.get("/__admin/webhooks").json["webhooks"]} == {"failed"}


def test_inactive_and_deleted_webhooks_get_no_events(api: WebhookClient) -> None:
    first, second = listen(api), listen(api)
    api.patch(f"/ringyo/v1/webhooks/{first}", {"status": "inactive"})
    api.delete(f"/ringyo/v1/webhooks/{second}")
    place(api)
    api.settle()
    assert api.received == []


def test_literal_states_send_events_too(api: WebhookClient) -> None:
    listen(api)
    states = [{"queued": "1s"}, {"ringing": "2s"}, {"in_progress": "3s"}, {"failed": None}]
    place(api, api.add_scenario("literal", provider="ringyo", states=states))
    api.settle()
    assert events(api) == ["call.started", "call.ringing", "call.answered", "call.failed"]
