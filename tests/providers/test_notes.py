"""The notes in response headers that several providers can use."""

from datetime import UTC, datetime

import pytest

from mockserver.calls.events import Held
from mockserver.calls.windows import RetryPolicy
from mockserver.providers.notes import waiting_note

MONDAY = datetime(2026, 1, 5, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("why", "zone", "note"),
    [
        ("window", "Europe/Paris", "waits until 2026-01-05T15:00:00Z = Mon 16:00 Europe/Paris (calling window)"),
        ("scheduled", None, "waits until 2026-01-05T15:00:00Z (scheduled start)"),
        ("retry", None, "waits until 2026-01-05T15:00:00Z (retry)"),
    ],
)
def test_a_note_says_until_when_and_why_a_call_waits(why: str, zone: str | None, note: str) -> None:
    assert waiting_note(Held(MONDAY, why), RetryPolicy(3, (), zone=zone)) == note
    assert zone is not None or waiting_note(Held(MONDAY, why), None) == note
