"""What the values of the client make of a response, without a server."""

from typing import Any

import msgspec

from mockserver.client import Call, CallEvent
from mockserver.client.previews import PreviewRow

AT = "2026-01-05T15:00:00Z"
ENTRY: dict[str, Any] = {"at": AT, "event": "answered", "status": "calling", "planned": False, "by": "human"}
EVENT: dict[str, Any] = {"event_id": "1", "at": AT, "number": 1, "call": "x", "event": "answered", "facts": {}}
ROW: dict[str, Any] = {"after": 0.0, "status": "x", "event": "answered", "facts": {}}
WORDS = ("id", "provider", "direction", "from", "to", "phase", "status", "scenario")


def call_with(entry: dict[str, Any]) -> Call:
    return msgspec.convert({**dict.fromkeys(WORDS, "x"), "created_at": AT, "timeline": [entry]}, Call)


def test_events_are_told_in_the_words_of_the_server() -> None:
    told = {"description": "a human answers"}
    (entry,) = call_with({**ENTRY, **told}).timeline
    assert (entry.text, entry.facts) == ("a human answers", {"by": "human"})
    assert msgspec.convert({**EVENT, **told}, CallEvent).text == "a human answers"
    assert msgspec.convert({**ROW, **told}, PreviewRow).text == "a human answers"


def test_the_events_of_an_older_server_are_told_by_their_names() -> None:
    (entry,) = call_with(ENTRY).timeline
    texts = [entry.text, msgspec.convert(EVENT, CallEvent).text, msgspec.convert(ROW, PreviewRow).text]
    assert texts == ["answered"] * 3
