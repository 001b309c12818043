"""Rules about time and chance: seeds, the step clock, advancing by nothing, and ends that are final.

They follow from the world's model as long as a provider reads `world.now` and `world.randomness`, and nothing else.
"""

from itertools import groupby

import pytest

from mockserver.calls.events import Phase
from mockserver.providers import PROVIDERS
from mockserver.providers.samples import path_of
from mockserver.simulation.clock import Mode
from mockserver.testing.api_client import ApiClient
from mockserver.testing.provider_suite.base import SuiteBase, texts


class TimeTests(SuiteBase):
    """Time and chance."""

    def _responses(self, seed: str, *, beside: bool = False) -> list[bytes]:
        """Return the responses about five calls, with calls of all other providers beside them if wanted."""
        client = self.client(seed=seed)
        bodies = []
        for _ in range(5):
            if beside:
                self._place_elsewhere(client)
            bodies.append(self.create(client, "monday-traffic").body)
        client.settle()
        mine = [call.id for call in client.world.calls_of(self.provider.name)]
        return bodies + [self.read(client, call_id).body for call_id in mine]

    def _place_elsewhere(self, client: ApiClient) -> None:
        for name, other in PROVIDERS.items():
            if name != self.provider.name:
                elsewhere = ApiClient(name, exchange=client.exchange)
                order = dict(other.sample_order("+12125550143", 1))
                assert elsewhere.post(path_of(other, other.calls.create), order).status < 300

    def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(self) -> None:
        assert self._responses("a") == self._responses("a")
        assert self._responses("a") != self._responses("b")

    def test_calls_of_other_providers_change_nothing(self) -> None:
        assert self._responses("a", beside=True) == self._responses("a")

    @pytest.mark.parametrize("play", ["answered", "busy", "no-answer", "voicemail"])
    def test_the_step_clock_shows_each_status(self, play: str) -> None:
        manual, step = self.client(), self.client(mode=Mode.STEP)
        call_id = self.place(manual, play)
        passed = [self.word(manual, call_id)]
        while manual.world.next_due is not None:
            manual.world.next()
            passed.append(self.word(manual, call_id))
        polled_id = self.place(step, play)
        polled = [self.word(step, polled_id)]
        for _ in range(3 * len(passed)):
            call = self.call_in(self.read(step, polled_id))
            polled.append(self.word(step, polled_id))
            assert polled[-1] in texts(call)
        assert [word for word, _ in groupby(polled)] == [word for word, _ in groupby(passed)]

    def test_advancing_by_nothing_changes_nothing(self) -> None:
        client = self.client()
        call_id = self.place(client, "answered")
        while client.world.next_due is not None:
            before = self.read(client, call_id).body
            client.advance(0)
            assert self.read(client, call_id).body == before
            client.world.next()

    def test_time_can_be_advanced_in_any_steps(self) -> None:
        whole, parts = self.client(), self.client()
        ids = [self.place(client, "answered") for client in (whole, parts)]
        whole.advance(3600)
        for _ in range(100):
            parts.advance(36)
        assert self.read(whole, ids[0]).body == self.read(parts, ids[1]).body

    @pytest.mark.parametrize("moments", range(5))
    def test_a_call_that_never_ends_is_cancelled_and_stays_so(self, moments: int) -> None:
        client = self.client()
        call_id = self.place(client, "hangs-for-ever")
        for _ in range(moments):
            client.world.next()
        assert self.cancel(client, call_id).status < 300
        self._is_final(client, call_id)

    @pytest.mark.parametrize("play", ["answered", "busy"])
    def test_an_end_is_final_for_cancel(self, play: str) -> None:
        client = self.client()
        call_id = self.place(client, play)
        client.settle()
        word = self.word(client, call_id)
        assert self.cancel(client, call_id).status in (*range(200, 300), 400, 409, 422)
        self._is_final(client, call_id)
        assert self.word(client, call_id) == word

    def _is_final(self, client: ApiClient, call_id: str) -> None:
        """Assert that a call has ended, and that time does not change it."""
        client.advance(60)  # what follows an end, such as processing, is over then
        word, body = self.word(client, call_id), self.read(client, call_id).body
        assert self.provider.vocabulary[word].phase is Phase.ENDED
        client.advance("2d")
        assert self.read(client, call_id).body == body
