"""The journal is limited by its number of records, and all journals together by bytes."""

from datetime import UTC, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from mockserver.world.journal import RECORD_BYTES, Budget, Journal, Record

NOW = datetime(2026, 1, 5, 15, tzinfo=UTC)


def record(number: int, size: int = 0, **facts: Any) -> Record:
    given: dict[str, Any] = {
        "number": number,
        "at": NOW,
        "provider": "revox",
        "operation": "call.create",
        "method": "POST",
        "path": "/call",
        "query": "",
        "headers": (),
        "body": b"b" * size,
        "status": 200,
        "answer": b"a",
        "seconds": 0.001,
        "call": None,
        "note": None,
    }
    return Record(**(given | facts))


def size_of(row: Record) -> int:
    return RECORD_BYTES + len(row.path) + len(row.query) + len(row.body) + len(row.answer)


def add(journal: Journal, size: int = 0) -> None:
    journal.add(record(journal.count + 1, size))


def test_a_full_journal_drops_its_oldest_record() -> None:
    journal = Journal(capacity=2)
    for _ in range(3):
        add(journal)
    assert [row.number for row in journal] == [2, 3]
    assert (journal.count, journal.forgotten) == (3, 1)


def test_the_oldest_bodies_of_all_journals_are_dropped_first() -> None:
    budget = Budget(100_000)
    one, other = Journal(budget=budget), Journal(budget=budget)
    add(one, 40_000)
    add(other, 40_000)
    add(one, 15_000)
    assert not any(row.bare for row in (*one, *other))
    add(other, 5000)
    assert [(row.bare, len(row.body)) for row in one] == [(True, 0), (False, 15_000)]
    assert [row.bare for row in other] == [False, False]
    assert (one.bodies_dropped, one.forgotten, budget.bodies_dropped, budget.records_dropped) == (1, 0, 1, 0)


def test_records_are_dropped_if_dropping_bodies_is_not_enough() -> None:
    budget = Budget(10_000)
    one, other = Journal(budget=budget), Journal(budget=budget)
    for _ in range(30):
        add(one)
        add(other)
    assert budget.held <= 10_000
    assert one.forgotten > 0
    assert abs(one.forgotten - other.forgotten) <= 1
    assert [row.number for row in one] == list(range(one.forgotten + 1, 31))


def test_a_record_without_bodies_says_so() -> None:
    budget = Budget(3000)
    journal = Journal(budget=budget)
    add(journal, 2000)
    add(journal, 1000)
    first, second = [row.shown() for row in journal]
    assert (first["bodies_dropped"], first["body"], first["answer"]) == (True, "", "")
    assert (second["bodies_dropped"], second["body"]) == (False, "b" * 1000)


def test_cleared_and_deleted_journals_free_their_budget() -> None:
    budget = Budget()
    one, other = Journal(budget=budget), Journal(budget=budget)
    add(one, 1000)
    add(other, 1000)
    one.clear()
    held = budget.held
    assert held == size_of(next(iter(other)))
    other.leave()
    assert budget.held == 0
    assert len(other) == 1
    assert other not in budget.journals


@given(
    st.lists(
        st.tuples(
            st.integers(0, 2), st.sampled_from(["add", "add", "add", "add", "clear", "leave"]), st.integers(0, 900)
        )
    ),
    st.integers(1000, 6000),
)
def test_the_byte_count_is_always_correct_and_within_the_budget(steps: list[tuple[int, str, int]], limit: int) -> None:
    budget = Budget(limit)
    journals = [Journal(capacity=5, budget=budget) for _ in range(3)]
    for which, step, size in steps:
        if step == "add":
            add(journals[which], size)
        elif step == "clear":
            journals[which].clear()
        else:
            journals[which].leave()
            journals[which] = Journal(capacity=5, budget=budget)
        assert budget.held == sum(size_of(row) for journal in journals for row in journal)
        assert budget.held <= max(limit, 0)
        for journal in journals:
            assert [row.number for row in journal] == list(range(journal.forgotten + 1, journal.count + 1))
            assert [row.bare for row in journal] == sorted((row.bare for row in journal), reverse=True)


def test_secrets_are_redacted_when_a_record_is_shown() -> None:
    shown = record(
        1,
        headers=(("x-credential", "0123456789"), ("idempotency-key", "order-000001")),
        query="api_key=0123456789&page=2",
        body=b'{"secret": "whsec_0123456789", "url": "https://me:hunter22@example.test/"}',
    ).shown()
    assert shown["headers"] == {"x-credential": "01…89", "idempotency-key": "order-000001"}
    assert shown["query"] == "api_key=01…89&page=2"
    assert shown["body"] == '{"secret": "wh…89", "url": "https://me:…@example.test/"}'
