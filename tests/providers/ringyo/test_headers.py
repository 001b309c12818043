"""The headers of every response: the rate limit, and requests that are processed once."""

import json

import pytest

from mockserver.providers.ringyo.idempotency import ANSWERS
from mockserver.providers.ringyo.rates import WINDOWS, Window
from mockserver.testing.api_client import Response
from tests.providers.ringyo.client import CALL, RingyoClient

RATE = ("x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset")
WINDOW_END = "1767625260"  # 2026-01-05T15:01:00Z


def rate(reply: Response) -> tuple[str, ...]:
    return tuple(reply.headers[name] for name in RATE)


def test_every_response_shows_the_rate_limit_even_refusals(api: RingyoClient) -> None:
    replies = [
        api.post("/calls", CALL),
        api.get("/calls"),
        api.get("/calls/call_nobody"),
        api.get("/nowhere"),
        api.put("/calls"),
        api.get("/calls", authorization="none"),
        api.get("/calls", authorization="Bearer invalid"),
        api.post("/calls", {}),
        api.post("/calls", b"{"),
    ]
    assert [rate(reply) for reply in replies] == [
        ("300", str(300 - number), WINDOW_END) for number in range(1, len(replies) + 1)
    ]


def test_the_count_restarts_with_each_virtual_minute(api: RingyoClient) -> None:
    api.get("/calls")
    api.advance(59.9)
    assert rate(api.get("/calls")) == ("300", "298", WINDOW_END)
    api.advance(0.1)
    assert rate(api.get("/calls")) == ("300", "299", str(int(WINDOW_END) + 60))
    api.advance(3600)
    assert rate(api.get("/calls")) == ("300", "299", str(int(WINDOW_END) + 3660))


def test_the_count_belongs_to_a_world_and_never_falls_below_zero(api: RingyoClient) -> None:
    api.set_options(rate_limit=2)
    counts = [rate(api.get("/calls"))[:2] for _ in range(4)]
    assert counts == [("2", "1"), ("2", "0"), ("2", "0"), ("2", "0")]
    assert rate(api.get("/calls", x_mockserver_world="other")) == ("300", "299", WINDOW_END)


def test_the_count_is_a_document_so_snapshots_contain_it(api: RingyoClient) -> None:
    api.get("/calls")
    assert WINDOWS.of(api.world).get("window") == Window(count=1, reset=int(WINDOW_END))


# -- Idempotency-Key -------------------------------------------------------------------------------


def test_the_same_key_places_a_call_once_and_returns_the_same_bytes(api: RingyoClient) -> None:
    first = api.post("/calls", CALL, idempotency_key="k1")
    api.advance(120)
    again = api.post("/calls", CALL, idempotency_key="k1")
    assert (again.status, again.body) == (first.status, first.body)
    assert again.headers["x-mockserver-scenario"] == "answered"
    assert "Idempotency-Key" in again.headers["x-mockserver-note"]
    assert "x-mockserver-note" not in first.headers
    assert len(api.list_call_ids()) == 3


def test_other_keys_paths_accounts_and_requests_without_a_key_are_other_requests(api: RingyoClient) -> None:
    ids = {api.post("/calls", CALL, idempotency_key=key).json["id"] for key in ("k1", "k2", "k 1", "")}
    ids |= {api.post("/calls", CALL).json["id"]}
    api.key = "another_key"
    ids |= {api.post("/calls", CALL, idempotency_key="k1").json["id"]}
    assert len(ids) == 6


def test_spaces_key_order_and_a_trailing_slash_do_not_matter(api: RingyoClient) -> None:
    first = api.post("/calls", CALL, idempotency_key="k1")
    turned = json.dumps(dict(reversed(CALL.items())), indent=3).encode()
    again = api.post("/calls/", turned, idempotency_key="k1")
    assert (again.status, again.body) == (201, first.body)


def test_the_same_key_with_another_body_is_a_conflict_that_changes_nothing(api: RingyoClient) -> None:
    first = api.post("/calls", CALL, idempotency_key="k1")
    other = api.post("/calls", {**CALL, "record": False}, idempotency_key="k1")
    assert (other.status, other.error_code) == (409, "idempotency_conflict")
    assert api.post("/calls", CALL, idempotency_key="k1").body == first.body


@pytest.mark.parametrize("body", [b"{", b"{}", b'{"phone_number": "x", "agent_id": "a"}'])
def test_a_refusal_is_repeated_with_its_request_id(api: RingyoClient, body: bytes) -> None:
    first = api.post("/calls", body, idempotency_key="k1")
    again = api.post("/calls", body, idempotency_key="k1")
    assert first.status == 400
    assert (again.status, again.body) == (first.status, first.body)


def test_a_429_is_not_stored_so_a_retry_can_succeed(api: RingyoClient) -> None:
    api.set_options(concurrency=1)
    api.place_call("answered")
    assert api.post("/calls", CALL, idempotency_key="k1").status == 429
    api.settle()
    assert api.post("/calls", CALL, idempotency_key="k1").status == 201


def test_a_key_is_forgotten_after_24_virtual_hours(api: RingyoClient) -> None:
    first = api.post("/calls", CALL, idempotency_key="k1")
    api.advance(86_399)
    assert api.post("/calls", CALL, idempotency_key="k1").json["id"] == first.json["id"]
    api.advance(1)
    assert api.post("/calls", CALL, idempotency_key="k1").json["id"] != first.json["id"]


def test_expired_responses_are_deleted(api: RingyoClient) -> None:
    stored = ANSWERS.of(api.world)
    for day in range(5):
        for number in range(10):
            api.post("/calls", CALL, idempotency_key=f"{day}:{number}")
        assert len(stored) == 10
        api.advance(86_400)


def test_stored_responses_contain_no_client_key(api: RingyoClient) -> None:
    api.post("/calls", CALL, idempotency_key="very-secret")
    text = str(ANSWERS.of(api.world).rows())
    assert "very-secret" not in text
    assert api.key not in text


def test_reads_ignore_the_idempotency_key(api: RingyoClient) -> None:
    api.get("/calls", idempotency_key="k1")
    assert len(ANSWERS.of(api.world)) == 0
