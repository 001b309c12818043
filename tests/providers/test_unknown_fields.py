"""Unknown fields of bodies: profile `standard` ignores them, and the note of the response names the nearest ones."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct, convert

from mockserver.providers.unknown_fields import (
    MOST_NAMED,
    documented_name,
    has_unknown_fields,
    note_about,
    unknown_fields,
)
from mockserver.testing.api_client import ApiClient, Response

TO = "+14155550142"
NOTE = "x-mockserver-note"


class Leaf(Struct):
    """An object in other objects."""

    size: int = 0


class Branch(Struct, tag="branch", tag_field="kind"):
    """An object with all kinds of fields that contain objects."""

    leaf: Leaf | None = None
    leaves: list[Leaf] = []
    by_name: dict[str, Leaf] = {}
    free: Any = None


def note(reply: Response) -> str | None:
    return reply.headers.get(NOTE)


def test_fields_of_an_inline_assistant_at_the_top_are_named_with_their_place() -> None:
    client = ApiClient("revox", base="/api")
    body = {"phone_number": TO, "prompt": "Hi.", "webhook_url": "http://localhost/hook", "voice": {"id": "v"}}
    reply = client.post("/call", body)
    assert (reply.status, note(reply)) == (
        200,
        "unknown fields ignored: 'prompt' (did you mean 'assistant.prompt'?), "
        "'webhook_url' (did you mean 'assistant.webhook_url'?), 'voice' (did you mean 'assistant.voice'?)",
    )


def test_unknown_fields_of_an_inline_assistant_are_named_with_each_order() -> None:
    client = ApiClient("revox", base="/api")
    order = {"phone_number": TO, "assistant": {"prompt": "Hi.", "end_of_cal": 1}}
    expected = "unknown field ignored: 'assistant.end_of_cal' (did you mean 'end_of_call_sentence'?)"
    assert [note(client.post("/call", order)) for _ in range(2)] == [expected, expected]
    assert note(client.post("/call", {**order, "zzz": 1})) == f"{expected}; unknown field ignored: 'zzz'"
    assert note(client.post("/call", {**order, "assistant": {"prompt": "Hi."}})) is None


@pytest.mark.parametrize(
    ("provider", "path", "body", "expected"),
    [
        (
            "revring",
            "/v1/calls",
            {"agentId": "a", "toNumber": TO, "fromNumber": TO, "caller_id_name": "A"},
            "unknown field ignored: 'caller_id_name' (did you mean 'callerIdName'?)",
        ),
        ("ringyo", "/v1/calls", {"phone_number": TO, "agent_id": "a", "zzz": 1}, "unknown field ignored: 'zzz'"),
        ("ringyo", "/v1/calls", {"phone_number": TO, "agent_id": "a", "metadata": {"zzz": 1}}, None),
    ],
)
def test_each_provider_names_unknown_fields(
    provider: str, path: str, body: dict[str, Any], expected: str | None
) -> None:
    reply = ApiClient(provider).post(path, body)
    assert (reply.status, note(reply)) == (201, expected)


def test_a_refused_body_gets_the_note_too() -> None:
    reply = ApiClient("revring").post("/v1/calls", {"agent_id": "a", "toNumber": TO, "fromNumber": TO})
    assert (reply.status, note(reply)) == (400, "unknown field ignored: 'agent_id' (did you mean 'agentId'?)")


def test_notes_are_joined() -> None:
    client = ApiClient("revox", base="/api")
    reply = client.post("/call", {"phone_number": "+12125550142", "zzz": 1, "scheduled_at": "2026-01-11T12:00:00Z"})
    assert str(note(reply)).startswith("unknown field ignored: 'zzz'; waits until 2026-01-12T15:00:00Z")


def test_the_profile_strict_refuses_instead() -> None:
    client = ApiClient("revox", base="/api", profile="strict")
    reply = client.post("/call", {"phone_number": TO, "prompt": "Hi.", "assistant": {"prompt": "Hi.", "promt": 1}})
    assert (reply.status, note(reply)) == (400, "the profile 'strict' refuses unknown fields")
    assert reply.json["message"] == (
        "Unknown field 'prompt'. Did you mean 'assistant.prompt'? "
        "Unknown field 'assistant.promt'. Did you mean 'prompt'?"
    )


def test_many_and_long_names_are_shortened() -> None:
    text = str(note_about(Branch(), {"x" * 100: 1} | {f"zz{number}": 1 for number in range(9)}))
    assert text.startswith(f"unknown fields ignored: '{'x' * 60}…'".encode("ascii", "backslashreplace").decode())
    assert text.endswith("'zz3', …")
    assert text.count("'zz") == MOST_NAMED - 1


def test_a_name_cannot_add_a_header() -> None:
    text = str(note_about(Leaf(), {"a\r\nx: ü": 1}))
    assert text.isascii()
    assert text.isprintable()


def test_the_nearest_name_is_looked_for_in_the_whole_body() -> None:
    value = {"size": 1, "leav": [], "leaf": {"free": 1, "siz": 2}}
    near = {found.path: documented_name(found, Branch) for found in unknown_fields(Branch(Leaf()), value)}
    assert near == {"size": "leaf.size", "leav": "leaves", "leaf.free": "free", "leaf.siz": "size"}


_LEAVES = st.dictionaries(st.sampled_from(["size", "zzz"]), st.integers(0, 9))
_BRANCHES = st.fixed_dictionaries(
    {"kind": st.just("branch")},
    optional={
        "leaf": st.none() | _LEAVES,
        "leaves": st.lists(_LEAVES, max_size=3),
        "by_name": st.dictionaries(st.sampled_from(["a", "b"]), _LEAVES),
        "free": _LEAVES,
        "zzz": _LEAVES,
    },
)


@given(_BRANCHES)
def test_the_fast_answer_is_that_of_the_search(value: dict[str, Any]) -> None:
    typed = convert(value, Branch)
    assert has_unknown_fields(typed, value) == any(True for _ in unknown_fields(typed, value))
