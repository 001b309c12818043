"""Every shipped scenario plays, and its call can be read at every moment.

Each response is validated against the OpenAPI document, so a field that is missing or too much fails the test.
"""

import pytest

from mockserver.calls.events import Phase
from mockserver.providers.samples import path_of
from mockserver.testing.api_client import HOST
from mockserver.testing.provider_suite.base import NUMBER, SuiteBase, texts

MOST_MOMENTS = 200


class PlayingTests(SuiteBase):
    """Calls from their order to their end."""

    def test_every_shipped_scenario_plays_and_can_be_read_at_every_moment(self, scenario: str) -> None:
        client = self.client()
        made = self.create(client, scenario)
        assert made.status in (200, 201), made.body
        assert made.headers["x-mockserver-scenario"] == scenario
        (call_id,) = client.world.calls
        fields = sorted(self.call_in(self.read(client, call_id)))
        for _ in range(MOST_MOMENTS):
            if client.world.next_due is None:
                break
            client.world.next()
            call = self.call_in(self.read(client, call_id))
            assert self.word(client, call_id) in texts(call), "the response does not contain the status"
            assert sorted(call) == fields or not self.stable_fields
        else:
            pytest.fail(f"{scenario} never settles")
        ended = self.provider.vocabulary[self.word(client, call_id)].phase is Phase.ENDED
        assert ended or client.world.call(call_id).hangs

    def test_calls_are_listed(self) -> None:
        client = self.client()
        path = path_of(self.provider, self.provider.calls.list)
        assert NUMBER not in texts(client.get(path).json)
        for play in ("answered", "busy"):
            self.place(client, play)
            client.settle()
        reply = client.get(path)
        assert reply.status == 200
        assert list(texts(reply.json)).count(NUMBER) == 2

    def test_times_are_consistent(self) -> None:
        client = self.client()
        call_id = self.place(client, "answered")
        client.settle()
        attempt = client.world.call(call_id).view().attempts[-1]
        assert attempt.answered_at is not None
        assert attempt.ended_at is not None
        assert all(attempt.answered_at <= at <= attempt.ended_at for at, _ in attempt.turns)

    def test_recordings_can_be_played(self) -> None:
        if not self.shows_recordings:
            pytest.skip(f"calls of {self.provider.name} show no recording")
        client = self.client()
        call_id = self.place(client, "answered")
        client.settle()
        shown = texts(self.read(client, call_id).json)
        found = [text for text in shown if text.startswith(f"http://{HOST}/recordings/")]
        assert found, "no recording in the call; set `everything` or `shows_recordings`"
        for url in found:
            sound = client.exchange.answer("GET", url.removeprefix(f"http://{HOST}"), [], b"")
            assert sound.body.startswith((b"RIFF", b"\xff\xf3"))  # WAV, MP3
