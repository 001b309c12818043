"""With the setting `tomorrow`, answers and webhooks contain more than is documented, and lose nothing documented.

These answers do not fit the OpenAPI document on purpose, so the clients of these tests do not validate responses.
"""

from itertools import pairwise
from typing import Any

import pytest
from msgspec.structs import replace

from mockserver.testing.api_client import ApiClient, WebhookClient
from mockserver.testing.provider_suite.base import SuiteBase
from mockserver.testing.provider_suite.webhooks import URL

READS = 10


def set_tomorrow(client: ApiClient, *, on: bool) -> None:
    """Switch the setting of the client's world."""
    client.exchange.worlds.apply(client.world, replace(client.world.options, tomorrow=on))


def size(value: Any) -> int:
    """Return the number of fields in a JSON value, at any depth."""
    if isinstance(value, dict):
        return len(value) + sum(map(size, value.values()))
    return sum(map(size, value)) if isinstance(value, list) else 0


def changed_words(before: Any, after: Any) -> list[str]:
    """Return the new words in a JSON value; fail if a documented field is lost or has another type."""
    assert type(before) is type(after)
    if isinstance(before, dict):
        assert [name for name in after if name in before] == list(before), "a documented field is lost or has moved"
        return [word for name in before for word in changed_words(before[name], after[name])]
    if isinstance(before, list):
        assert len(before) == len(after)
        return [word for pair in zip(before, after, strict=True) for word in changed_words(*pair)]
    if isinstance(before, str) and before != after:
        return [after]
    assert before == after
    return []


class TomorrowTests(SuiteBase):
    """The setting `tomorrow`."""

    def test_tomorrow_adds_fields_and_keeps_the_documented_ones(self) -> None:
        client = ApiClient(self.provider.name)
        call_id = self.place(client, "answered")
        client.settle()
        today = self.read(client, call_id)
        set_tomorrow(client, on=True)
        answers = [self.read(client, call_id) for _ in range(READS)]
        assert all(size(answer.json) > size(today.json) for answer in answers)
        drawn = [bool(changed_words(today.json, answer.json)) for answer in answers]
        assert any(drawn) or not self.provider.tomorrow.words
        set_tomorrow(client, on=False)
        assert self.read(client, call_id).body == today.body

    def test_tomorrow_shows_the_documented_end_at_the_next_read(self) -> None:
        client = ApiClient(self.provider.name)
        call_id = self.place(client, "busy")
        client.settle()
        ends = self.call_in(self.read(client, call_id))
        set_tomorrow(client, on=True)
        calls = [self.call_in(self.read(client, call_id)) for _ in range(READS)]
        for name, value in ends.items():
            if isinstance(value, str):
                shown = [call[name] == value for call in calls]
                assert all(one or other for one, other in pairwise(shown))

    def test_tomorrow_is_the_same_for_the_same_seed(self) -> None:
        def bodies(seed: str) -> list[bytes]:
            client = ApiClient(self.provider.name, tomorrow=True, seed=seed)
            made = [self.create(client, play) for play in ("answered", "busy")]
            client.settle()
            ids = [call.id for call in client.world.calls_of(self.provider.name)]
            return [answer.body for answer in [*made, *(self.read(client, call_id) for call_id in ids * 2)]]

        assert bodies("a") == bodies("a")
        assert bodies("a") != bodies("b")

    def test_tomorrow_the_ids_of_new_calls_work_everywhere(self) -> None:
        today, client = ApiClient(self.provider.name), ApiClient(self.provider.name, tomorrow=True)
        usual, call_id = self.place(today, "answered"), self.place(client, "answered")
        assert len(call_id) >= len(usual)
        assert self.read(client, call_id).status == 200
        assert client.world.call(call_id)

    def test_tomorrow_webhooks_have_more_fields_and_one_more_event(self) -> None:
        if self.provider.webhook_policy is None:
            pytest.skip(f"{self.provider.name} sends no webhooks")
        with WebhookClient() as today, WebhookClient(tomorrow=True) as client:
            for each in (today, client):
                self.place(each, "answered", **self.subscribe(each, URL))
                each.settle()
            event = self.provider.tomorrow.event
            events = [delivery.message.event for delivery in client.world.outbox.deliveries]
            assert events.count(event or "") == (event is not None)
            bodies = [webhook.json() for webhook in client.received]
            known = [
                body
                for body, sent in zip(bodies, client.world.outbox.deliveries, strict=True)
                if sent.message.event != event
            ]
            assert len(known) == len(today.received)
            assert all(size(grown) > size(body) for grown, body in zip(known, today.bodies, strict=True))
