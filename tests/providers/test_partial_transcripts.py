"""What a client sees of a conversation while it goes on, at each provider (docs/scenarios.md)."""

from typing import Any

import pytest

from mockserver.testing.api_client import ApiClient

TALK: list[dict[str, Any]] = [
    {"agent": "Hello."},
    {"user": "Hi.", "after": "10s"},
    {"tool": "look_up", "after": "10s", "output": "found"},
    {"agent": "Goodbye.", "after": "10s"},
]
BODIES: dict[str, tuple[str, dict[str, Any], str]] = {
    "revox": ("/api/call", {"phone_number": "+14155550142", "force_now": True}, "call"),
    "ringyo": ("/v1/calls", {"agent_id": "agent_1", "phone_number": "+14155550142"}, ""),
    "revring": ("/v1/calls", {"agentId": "a", "fromNumber": "+14155550100", "toNumber": "+14155550142"}, "data"),
}


def transcripts(provider: str, *steps: str, **options: Any) -> list[int | None]:
    """Return how many turns of one call a client sees after each step; None: no transcript."""
    client = ApiClient(provider)
    client.set_options(**options)
    client.add_scenario("talk", attempts=[{"talk": TALK, "ringing": "4s"}])
    path, body, wrapper = BODIES[provider]
    made = client.post(path, body, x_mockserver_scenario="talk").json
    call_id = (made[wrapper] if wrapper else made)["id"]
    seen: list[int | None] = []
    for step in steps:
        client.advance(step)
        shown = client.get(f"{path}/{call_id}?include=transcript").json
        shown = shown[wrapper] if wrapper else shown
        turns = (shown.get("last_call_attempt") or shown).get("transcript")
        seen.append(None if turns is None else len(turns))
    return seen


RINGS, FIRST, SECOND, TOOL, ENDS = "3s", "5s", "10s", "10s", "30s"


@pytest.mark.parametrize(
    ("provider", "options", "seen"),
    [
        ("revox", {}, [None, 1, 2, 3, 4]),
        ("revox", {"transcript_seconds": 60}, [None, 1, 2, 3, None]),
        ("ringyo", {}, [None, None, None, None, 3]),
        ("ringyo", {"live_transcript": True}, [None, 1, 2, 2, 3]),
        ("revring", {}, [None, None, None, None, 4]),
    ],
)
def test_what_is_shown_during_a_conversation(provider: str, options: dict[str, Any], seen: list[int | None]) -> None:
    assert transcripts(provider, RINGS, FIRST, SECOND, TOOL, ENDS, **options) == seen
