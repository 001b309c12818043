"""Every way in which a call can end: status, cause, error and results agree with each other."""

from typing import Any

import pytest

from mockserver.calls import commands
from mockserver.calls.events import DIAL_ERRORS, EndReason
from mockserver.providers.revring.statuses import ENDS
from tests.api_client import WebhookClient
from tests.providers.revring.client import RevRingClient

TALK = [{"agent": "Hello?"}, {"user": "Hi."}]
NEVER_ANSWERED = (EndReason.REJECTED, EndReason.UNAVAILABLE)
UNANSWERED = (*DIAL_ERRORS, *NEVER_ANSWERED)
RESULTS = ("transcript", "summary", "recordingUrl")


def attempt(reason: EndReason) -> dict[str, Any]:
    """Return an attempt that ends for that reason; a call that is cancelled has no reason of its own."""
    if reason in DIAL_ERRORS:
        return {"fails": reason.value}
    if reason is EndReason.TRANSFER:
        return {"talk": TALK, "transferred_to": "+14155550199"}
    ends = {} if reason is EndReason.CANCELLED else {"reason": reason.value}
    return {"talk": TALK, "lasts": "20s", **ends}


def ended_call(api: RevRingClient, reason: EndReason) -> Any:
    call_id = api.place_call(api.add_scenario(f"ends-{reason}", attempts=[attempt(reason)]))["id"]
    if reason is EndReason.CANCELLED:
        api.advance(15)
        api.world.command(commands.cancel(api.world.calls[call_id], api.world.now))
    api.settle()
    return api.get_call(call_id)


@pytest.mark.parametrize("reason", list(EndReason))
def test_the_fields_of_a_call_follow_its_end(api: RevRingClient, reason: EndReason) -> None:
    """calls/get: `startedAt` and `durationSeconds` are "null if never answered", `errorMessage` is set "if call
    failed"."""
    call, answered = ended_call(api, reason), reason not in UNANSWERED
    assert call["status"] == ENDS[reason].status
    assert call["endedAt"] is not None
    assert (call["errorMessage"] is not None) == (call["status"] == "FAILED")
    assert call["hangupCause"] is None or call["status"] == "COMPLETED"
    assert answered or call["status"] == "FAILED"
    for key in ("startedAt", "durationSeconds", *(RESULTS if reason is not EndReason.CANCELLED else ())):
        assert (call[key] is not None) is answered, key


@pytest.mark.parametrize(
    ("reason", "message", "cause"),
    [
        ("rejected", "SIP 603 Decline", "BUSY"),
        ("unavailable", "SIP 480 Temporarily Unavailable", "USER_DID_NOT_RESPOND"),
    ],
)
def test_a_rejected_or_unavailable_call_is_initiated_until_it_fails(
    api: RevRingClient, reason: str, message: str, cause: str
) -> None:
    """calls/get has no status for such calls but FAILED; a real client reads the SIP reason in `errorMessage`."""
    call_id = api.place_call(api.add_scenario("refused", attempts=[{"talk": TALK, "lasts": 20, "reason": reason}]))[
        "id"
    ]
    seen = []
    while api.world.next_due is not None:
        api.world.next()
        seen.append(api.get_call(call_id)["status"])
    assert list(dict.fromkeys(seen)) == ["INITIATED", "FAILED"]
    call = api.get_call(call_id)
    assert (call["errorMessage"], call["hangupCause"], call["startedAt"]) == (message, None, None)
    api.set_options(failure_causes=True)
    assert api.get_call(call_id)["hangupCause"] == cause
    assert api.post(f"/calls/{call_id}/cancel").status == 409


@pytest.mark.parametrize("reason", [reason.value for reason in NEVER_ANSWERED])
def test_a_rejected_or_unavailable_call_sends_no_post_call_webhook_and_uses_no_tool(reason: str) -> None:
    """A real client reports: for calls that end before the agent is connected, RevRing sends no webhook."""
    with WebhookClient() as api:
        agent = {"name": "Ann", "promptTemplate": "P", "postCallWebhookUrl": "http://app/post-call"}
        agent_id = api.post("/revring/v1/agents", agent).json["data"]["id"]
        tool = {"name": "slots", "webhookUrl": "http://app/slots"}
        api.post(f"/revring/v1/agents/{agent_id}/custom-tools", tool)
        api.add_scenario("refused", attempts=[{"talk": [{"tool": "slots"}], "lasts": 20, "reason": reason}])
        body = {"agentId": agent_id, "fromNumber": "+14155550100", "toNumber": "+14155550142"}
        api.post("/revring/v1/calls", body, x_mockserver_scenario="refused")
        api.settle()
        assert api.received == []


@pytest.mark.parametrize("limit", [1, 20, 60])
def test_a_conversation_ends_at_exactly_the_agents_maximum_duration(api: RevRingClient, limit: int) -> None:
    """agents/create: `maxConversationDurationSeconds`; calls/get: MAX_DURATION is a cause of a call that ended."""
    made = api.post("/agents", {"name": "A", "promptTemplate": "P", "maxConversationDurationSeconds": limit})
    name = api.add_scenario("long", attempts=[{"queued": "2s", "ringing": "4s", "lasts": "4m"}])
    call_id = api.place_call(name, agentId=made.data["id"])["id"]
    api.advance(6 + limit - 0.001)
    assert api.get_call(call_id)["status"] == "ONGOING"
    api.advance(0.001)
    call = api.get_call(call_id)
    assert (call["status"], call["hangupCause"], call["durationSeconds"]) == ("COMPLETED", "MAX_DURATION", limit)
