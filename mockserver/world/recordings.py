"""The recordings that responses link to: real WAV files, small on purpose.

The recording of an hour would be megabytes. A client under test needs a file that exists, plays, and differs between
short and long calls. So each is a second or less of a soft tone, and its length depends on the length of the call.
"""

import io
import math
import re

_RATE = 8000
_CLASSES = ((10, 0.25), (60, 0.5), (600, 0.75))
_LONGEST = 1.0
_RANGE = re.compile(r"bytes=(?:(\d{1,18})-(\d{0,18})|-(\d{1,18}))")


def recording_path(provider: str, call_id: str, seconds: float) -> str:
    """Return the path of a recording of that many seconds, below a world's origin."""
    return f"/recordings/{provider}/{int(seconds)}/{call_id}.wav"


def recorded_seconds(path: str) -> int | None:
    """Return the length of the call to whose recording a path leads; None if it is not the path of a recording."""
    parts = path.split("/")
    if len(parts) != 5 or not parts[3].isdecimal() or not parts[4].endswith(".wav"):
        return None
    return int(parts[3][:9])


def wav(seconds: float) -> bytes:
    """Return a WAV file (8 kHz, 8 bit, mono) for a call of `seconds`; 2 to 8 kB."""
    import wave

    length = next((short for limit, short in _CLASSES if seconds < limit), _LONGEST)
    frames = int(length * _RATE)
    tone = bytes(128 + int(20 * math.sin(2 * math.pi * 440 * frame / _RATE)) for frame in range(frames))
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setparams((1, 1, _RATE, frames, "NONE", "not compressed"))
        sound.writeframes(tone)
    return file.getvalue()


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
