"""Documents are values in an ordered collection."""

from typing import Any

from mockserver.world.documents import Documents


def loaded(rows: dict[str, Any], hidden: tuple[str, ...] = ()) -> Documents[Any]:
    documents: Documents[Any] = Documents()
    documents.load(rows, hidden)
    return documents


def test_documents_keep_their_order_and_are_replaced_in_place() -> None:
    rows = loaded({"a": {"id": "a"}})
    rows.insert("b", {"id": "b"})
    rows.insert("a", {"id": "a", "new": True})
    assert list(rows) == [{"id": "a", "new": True}, {"id": "b"}]
    assert len(rows) == 2


def test_a_patch_makes_a_new_document() -> None:
    rows: Documents[Any] = Documents()
    before = rows.insert("a", {"id": "a", "name": "old"})
    assert rows.patch("a", {"name": "new"}) == {"id": "a", "name": "new"}
    assert before["name"] == "old"
    assert rows.patch("b", {}) is None


def test_delete_returns_whether_the_document_existed() -> None:
    rows = loaded({"a": {}})
    assert rows.delete("a")
    assert not rows.delete("a")
    assert rows.get("a") is None


def test_copies_do_not_share_their_order() -> None:
    rows = loaded({"a": {"id": "a"}})
    copy = loaded(rows.rows())
    copy.delete("a")
    assert "a" in rows


def test_first_returns_the_first_matching_document() -> None:
    rows = loaded({"a": {"n": 1}, "b": {"n": 2}})
    assert rows.first(lambda row: row["n"] > 1) == {"n": 2}
    assert rows.first(lambda row: row["n"] > 2) is None


def test_hidden_documents_are_found_by_id_and_neither_listed_nor_counted() -> None:
    rows = loaded({"a": {"n": 1}, "b": {"n": 2}}, ("a", "gone"))
    assert (list(rows), len(rows), rows.listed(), set(rows.hidden)) == ([{"n": 2}], 1, {"b": {"n": 2}}, {"a"})
    assert (rows.get("a"), "a" in rows, list(rows.rows())) == ({"n": 1}, True, ["a", "b"])
    assert rows.first(lambda row: row["n"] == 1) == {"n": 1}
    rows.insert("a", {"n": 3})
    assert list(rows) == [{"n": 2}]


def test_the_id_of_a_deleted_hidden_document_can_be_used_again() -> None:
    rows = loaded({"a": {}}, ("a",))
    rows.delete("a")
    rows.insert("a", {"n": 1})
    assert (list(rows), len(rows)) == ([{"n": 1}], 1)
