"""The notes in response headers that several providers can use."""

import pytest

from mockserver.testing.api_client import ApiClient

ANY_TIME = {"skip_calling_window": True}
SUNDAY, TUESDAY = "2026-01-11T12:00:00Z", "2026-01-06T12:00:00Z"
NEW_YORK, MAGIC = "+12125550142", "+15005551120"


@pytest.mark.parametrize(
    ("number", "more", "note"),
    [
        (NEW_YORK, {}, None),
        (
            NEW_YORK,
            {"scheduled_at": SUNDAY},
            "waits until 2026-01-12T15:00:00Z = Mon 10:00 America/New_York (calling window)",
        ),
        (
            NEW_YORK,
            {**ANY_TIME, "scheduled_at": TUESDAY},
            "waits until 2026-01-06T12:00:00Z = Tue 07:00 America/New_York (scheduled start)",
        ),
        (MAGIC, {"scheduled_at": SUNDAY}, "waits until 2026-01-11T12:00:00Z (scheduled start)"),
        (MAGIC, {}, None),
    ],
)
@pytest.mark.parametrize("setup", [0, 1])
def test_a_note_says_until_when_and_why_a_new_call_waits(
    number: str, more: dict[str, object], note: str | None, setup: int
) -> None:
    client = ApiClient("revox")
    client.set_options(setup_seconds=setup)
    reply = client.post("/call", {"phone_number": number, **more})
    assert (reply.status, reply.headers.get("x-mockserver-note")) == (200, note)
