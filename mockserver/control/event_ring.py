"""The last events of a server as messages of an event stream, and the readers that follow them.

    publish(kind, world, data) ─► number, text ─┬─► ring: the last messages, for readers that come back
                                                └─► buffer of each reader that wants it ─► take() ─► its connection

A message's id is `EPOCH-NUMBER`. Numbers grow by one; the epoch is another one for each run of a server. A reader gets
every message that it wants once and in order, or a `gap` that says how many are missing. A reader that does not take
its messages gets a last message, `cut`. Nothing here waits or knows a world: time and connections are elsewhere.
"""

import re
from collections import deque
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

if TYPE_CHECKING:
    from collections.abc import Callable

GAP, CUT = "gap", "cut"  #: kinds of messages that every reader gets
_ID = re.compile(r"([0-9a-z]{1,32})-([0-9]{1,18})", re.ASCII)
_TAKEN_AT_ONCE = 64 * 1024  #: bytes


class StreamBounds(NamedTuple):
    """How much a stream stores, and how long it waits."""

    ring_messages: int = 10_000
    ring_bytes: int = 16 * 1024 * 1024
    reader_messages: int = 5_000  #: not taken by one reader, besides what it asked for when it came back
    reader_bytes: int = 8 * 1024 * 1024
    keep_alive_seconds: float = 15.0  #: real time without a message after which a comment is sent
    grace_seconds: float = 2.0  #: real time that a reader has to take the last messages


class Message(NamedTuple):
    """One event, and its text in the stream. Readers choose by `kind` and `world`."""

    number: int
    kind: str
    world: str
    text: bytes


class Wanted(NamedTuple):
    """Which messages a reader gets. None: those of all worlds, or of all kinds."""

    world: str | None = None
    kinds: frozenset[str] | None = None

    def wants(self, message: Message) -> bool:
        """Return whether a message is wanted."""
        return self.world in (None, message.world) and (self.kinds is None or message.kind in self.kinds)


class Reader:
    """One reader. `on_news` is called when there is something to take, `on_end` when it must end."""

    def __init__(self, ring: "Ring", wanted: Wanted, backlog: list[Message], position: int) -> None:
        bounds = ring.bounds
        self.wanted = wanted
        self.is_over = False  #: nothing will be added
        self.on_news: Callable[[], None] = lambda: None
        self.on_end: Callable[[], None] = lambda: None
        self._ring, self._position = ring, position
        self._pending = deque(backlog)
        self._bytes = sum(len(message.text) for message in backlog)
        self._most = bounds.reader_messages + len(backlog)
        self._most_bytes = bounds.reader_bytes + self._bytes

    @property
    def position(self) -> int:
        """The number after which a reader that comes back must go on."""
        return self._position if self._pending or self.is_over else self._ring.count

    def hello(self) -> bytes:
        """Return the first lines of a stream. If nothing is pending, they say from where a reader can resume."""
        lines = b": mockserver\nretry: 1000\n"
        return lines + (b"\n" if self._pending else self._id_line() + b"\n")

    def keep_alive(self) -> bytes:
        """Return a comment with the position, which clients remember although they see no event."""
        return b": keep-alive\n" + self._id_line() + b"\n"

    def take(self) -> bytes:
        """Return the next messages, empty if there are none. They count as received."""
        parts, size = [], 0
        while self._pending and size < _TAKEN_AT_ONCE:
            message = self._pending.popleft()
            self._position = message.number
            parts.append(message.text)
            size += len(message.text)
        self._bytes -= size
        return b"".join(parts)

    def offer(self, message: Message) -> None:
        """Add a message if it is wanted. If there are too many, end the reader with a `cut`."""
        if self.is_over or not self.wanted.wants(message):
            return
        if not self._pending:
            self._position = message.number - 1
        if len(self._pending) >= self._most or self._bytes + len(message.text) > self._most_bytes:
            self._cut()
        else:
            self._pending.append(message)
            self._bytes += len(message.text)
        self.on_news()

    def end(self) -> None:
        """End the reader after what is pending. Has no effect the second time."""
        if not self.is_over:
            self._position = self.position
            self.is_over = True
            self._ring.leave(self)
            self.on_news()
            self.on_end()

    def _cut(self) -> None:
        count = len(self._pending) + 1
        reason = f"The reader was too slow: {count:,} events waited for it. Connect again to go on from the last id."
        text = self._ring.text(self._position, CUT, _about_the_stream(reason=reason, waiting=count))
        told = [message for message in [*self._pending][:1] if message.kind == GAP]  # the position is behind the gap
        self._pending = deque([*told, Message(self._position, CUT, "", text)])
        self._bytes = sum(len(message.text) for message in self._pending)
        self.end()

    def _id_line(self) -> bytes:
        return b"id: %b\n" % self._ring.id_of(self.position)


class Ring:
    """The last messages, and the readers. `epoch` distinguishes the runs of a server."""

    def __init__(self, epoch: str, bounds: StreamBounds) -> None:
        self.epoch, self.bounds = epoch, bounds
        self.count = 0  #: messages so far; also the number of the last one
        self.readers: set[Reader] = set()
        self._messages: deque[Message] = deque()
        self._bytes = 0

    def __len__(self) -> int:
        return len(self._messages)

    def publish(self, kind: str, world: str, data: dict[str, Any], *, name: str | None = None) -> None:
        """Add a message, and offer it to all readers that want its kind. `name` is the name of its event, if that is
        not its kind."""
        self.count += 1
        message = Message(self.count, kind, world, self.text(self.count, name or kind, data))
        self._messages.append(message)
        self._bytes += len(message.text)
        while len(self._messages) > self.bounds.ring_messages or self._bytes > self.bounds.ring_bytes:
            self._bytes -= len(self._messages.popleft().text)
        for reader in tuple(self.readers):
            reader.offer(message)

    def subscribe(self, wanted: Wanted, after: str | None = None) -> Reader:
        """Return a new reader. It begins after the message with the id `after`, or with the next message."""
        backlog: list[Message] = []
        position = self.count
        if after is not None:
            position, missing = self._resume(after)
            if missing != 0:
                backlog.append(self._gap(position, missing))
            backlog += [row for row in self._messages if row.number > position and wanted.wants(row)]
        reader = Reader(self, wanted, backlog, position)
        self.readers.add(reader)
        return reader

    def leave(self, reader: Reader) -> None:
        """Remove a reader. Has no effect the second time."""
        self.readers.discard(reader)

    def id_of(self, number: int) -> bytes:
        """Return the id of a message."""
        return b"%b-%d" % (self.epoch.encode(), number)

    def text(self, number: int, kind: str, data: dict[str, Any]) -> bytes:
        """Return a message as text of the stream. JSON has no line breaks, so it is one line."""
        return b"id: %b\nevent: %b\ndata: %b\n\n" % (self.id_of(number), kind.encode(), msgspec.json.encode(data))

    def _resume(self, after: str) -> tuple[int, int | None]:
        """Return the number after which a reader goes on, and how many messages it misses (None: unknown)."""
        before = self._messages[0].number - 1 if self._messages else self.count
        found = _ID.fullmatch(after)
        if found is None or found[1] != self.epoch or int(found[2]) > self.count:
            return before, None
        number = int(found[2])
        return max(number, before), max(0, before - number)

    def _gap(self, position: int, missing: int | None) -> Message:
        if missing is None:
            reason = "The given id is not of this run of the server, so it is unknown how many events are missing."
        else:
            reason = f"The server no longer has {missing:,} events after the given id, of all worlds and kinds."
        return Message(
            position, GAP, "", self.text(position, GAP, _about_the_stream(reason=reason, missing=missing, kinds=None))
        )


def _about_the_stream(**facts: Any) -> dict[str, Any]:
    return {"world": None, "at": None, **facts}
