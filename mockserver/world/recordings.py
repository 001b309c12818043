"""The recordings that responses link to: as long as the talk, and small.

    /recordings/PROVIDER/SECONDS/CALL.wav     PCM, 8 bits, 100 Hz: a soft tone, 360 kB per hour
    /recordings/PROVIDER/SECONDS/CALL.mp3     8 kbit/s, the lowest rate of the format: silence, 3.6 MB per hour

Nothing is stored. A recording is a head, a pattern that repeats, and an end, so any part of it is computed without the
rest. The length of the pattern is odd, so clients that put parts together in a wrong order get a different file.
"""

import math
import re
import struct
from functools import cache
from typing import Literal, NamedTuple

Kind = Literal["wav", "mp3"]
RATE = 100  #: frames of a WAV file per second; some players refuse a lower rate
FRAME_SECONDS = 0.024  #: of an MP3 file
LONGEST: dict[str, int] = {"wav": 86_400, "mp3": 3600}  #: seconds

_PATH = re.compile(r"/recordings/[^/]*/([0-9]{1,10}(?:\.[0-9]{1,6})?)/[^/]*\.(wav|mp3)")
_RANGE = re.compile(r"bytes=(?:(\d{1,18})-(\d{0,18})|-(\d{1,18}))")
_FRAME = b"\xff\xf3\x14\xc4"  #: head of an MPEG-2 layer III frame: 8 kbit/s, 24 kHz, mono; 24 bytes
_SILENCE = bytes(9)  #: its side information: no data for any band


class Recording(NamedTuple):
    """An audio file that is computed when it is read."""

    media: str
    head: bytes
    pattern: bytes
    length: int  #: bytes of the repeated pattern
    end: bytes = b""

    @property
    def size(self) -> int:
        """The bytes of the whole file."""
        return len(self.head) + self.length + len(self.end)

    def part(self, span: range) -> bytes:
        """Return these bytes of the file."""
        first = len(self.head)
        last = first + self.length
        middle = range(max(span.start, first) - first, min(span.stop, last) - first)
        end = self.end[max(0, span.start - last) : max(0, span.stop - last)]
        return b"".join((self.head[span.start : span.stop], _repeated(self.pattern, middle), end))


def _repeated(pattern: bytes, span: range) -> bytes:
    skip = span.start % len(pattern)
    return (pattern * ((skip + len(span)) // len(pattern) + 1))[skip : skip + len(span)]


def recording_path(provider: str, call_id: str, seconds: float, kind: Kind = "wav") -> str:
    """Return the path of a recording of that many seconds, below a world's origin.

    A talk that is too long for an MP3 file gets a WAV file, so that the file is as long as the talk.
    """
    length = f"{seconds:.6f}".rstrip("0").rstrip(".")
    return f"/recordings/{provider}/{length}/{call_id}.{kind if seconds <= LONGEST[kind] else 'wav'}"


def recording_at(path: str) -> Recording | None:
    """Return the recording at a path; None if it is not the path of a recording. WAV files end after 24 hours."""
    found = _PATH.fullmatch(path)
    if found is None:
        return None
    seconds, kind = float(found[1]), found[2]
    if kind == "wav":
        return wav(min(seconds, LONGEST["wav"]))
    return mp3(seconds) if seconds <= LONGEST["mp3"] else None


def wav(seconds: float) -> Recording:
    """Return a WAV file of that length, to 10 ms."""
    frames = round(seconds * RATE)
    odd = frames % 2  # RIFF pads chunks to an even length
    layout = (b"fmt ", 16, 1, 1, RATE, RATE, 1, 8, b"data", frames)
    head = struct.pack("<4sI4s4sIHHIIHH4sI", b"RIFF", 36 + frames + odd, b"WAVE", *layout)
    return Recording("audio/wav", head, _tone(), frames, bytes(odd))


def mp3(seconds: float) -> Recording:
    """Return an MP3 file of that length, to 24 ms. It has at least one frame, since players refuse an empty file."""
    frames = max(1, round(seconds / FRAME_SECONDS))
    return Recording("audio/mpeg", b"", _frames(), frames * len(_frame(0)))


@cache
def _tone() -> bytes:
    """Return 997 frames: 123 waves, so the tone continues smoothly when they are repeated."""
    return bytes(128 + round(20 * math.sin(2 * math.pi * 123 * frame / 997)) for frame in range(997))


@cache
def _frames() -> bytes:
    return b"".join(map(_frame, range(251)))


def _frame(number: int) -> bytes:
    """Return a frame of silence. The number is in the part that decoders ignore."""
    return b"".join((_FRAME, _SILENCE, b"%011d" % number))


def requested_part(header: str, length: int) -> range | None:
    """Return the bytes that a `Range` header asks for, out of `length`; an empty range if there are none.

    None means the whole file: the header has another unit, several ranges, or is invalid (RFC 9110, section 14.2).
    """
    found = _RANGE.fullmatch(header.replace(" ", ""))
    if found is None:
        return None
    first, last, tail = found.groups()
    if tail is not None:
        return range(max(0, length - int(tail)), length)
    end = min(length, int(last) + 1) if last else length
    if last and int(last) < int(first):
        return None
    return range(min(int(first), length), end)
