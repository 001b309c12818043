"""Recordings: valid files, as long as the talk, of which any part can be computed."""

import io
import math
import struct
import tracemalloc
import wave

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mockserver.world.recordings import Recording, recording_at, recording_path

DAY = 86_400.0
HOUR = 3600.0
SECONDS = st.floats(0, HOUR, allow_nan=False).map(lambda seconds: round(seconds, 6))
RATES = {1: 8_000, 2: 16_000}  #: bit rates of MPEG-2 layer III by their code, the two lowest


def recording(seconds: float, kind: str) -> Recording:
    found = recording_at(f"/recordings/revox/{seconds:.6f}/x.{kind}")
    assert found is not None
    return found


def whole(sound: Recording) -> bytes:
    return sound.part(range(sound.size))


def mp3_seconds(data: bytes) -> float:
    """Return the length of an MPEG-2 layer III file (24 kHz, mono), frame by frame."""
    at, seconds = 0, 0.0
    while at < len(data):
        head = data[at : at + 4]
        assert head[:2] == b"\xff\xf3", "MPEG-2, layer III, no checksum"
        assert (head[2] >> 2 & 3, head[2] >> 1 & 1, head[3] >> 6) == (1, 0, 3), "24 kHz, no padding, mono"
        assert data[at + 4 : at + 13] == bytes(9), "side information of silence"
        at += 72 * RATES[head[2] >> 4] // 24_000
        seconds += 576 / 24_000
    assert at == len(data), "the last frame is complete"
    return seconds


@given(SECONDS)
@example(0.0)
@example(0.005)
@example(0.01)
@example(10.01)
@example(HOUR)
def test_a_wav_file_is_as_long_as_the_talk(seconds: float) -> None:
    data = whole(recording(seconds, "wav"))
    with wave.open(io.BytesIO(data)) as sound:
        assert sound.getparams()[:3] == (1, 1, 100)
        assert abs(sound.getnframes() / 100 - seconds) <= 0.005 + 1e-9
        frames = sound.readframes(sound.getnframes())
    assert len(frames) == sound.getnframes()
    assert len(data) % 2 == 0
    assert struct.unpack("<IIHH", data[24:36]) == (100, 100, 1, 8), "rate, bytes per second, bytes and bits per frame"
    assert int.from_bytes(data[4:8], "little") == len(data) - 8
    assert len(data) == 44 + len(frames) + len(frames) % 2


@given(st.floats(0, 60).map(lambda seconds: round(seconds, 6)))
@example(0.0)
@example(0.036)
def test_an_mp3_file_is_as_long_as_the_talk(seconds: float) -> None:
    found = mp3_seconds(whole(recording(seconds, "mp3")))
    assert abs(found - max(seconds, 0.024)) <= 0.012 + 1e-6


@given(
    SECONDS, st.sampled_from(["wav", "mp3"]), st.sampled_from(["begin", "end", "anywhere"]), st.booleans(), st.data()
)
def test_any_part_equals_a_slice_of_the_whole(
    seconds: float, kind: str, where: str, short: bool, data: st.DataObject
) -> None:
    sound = recording(seconds, kind)
    every = whole(sound)
    assert len(every) == sound.size
    low = max(0, sound.size - 5) if where == "end" else 0
    high = min(sound.size, 60) if where == "begin" else sound.size
    first = data.draw(st.integers(low, high))
    stop = first + data.draw(st.integers(0, 50 if short else sound.size - first))
    assert sound.part(range(first, min(stop, sound.size))) == every[first : min(stop, sound.size)]


@pytest.mark.parametrize("kind", ["wav", "mp3"])
def test_parts_in_a_wrong_order_differ_from_the_whole(kind: str) -> None:
    sound = recording(HOUR, kind)
    for size in range(1024, 65_537, 1024):
        parts = [sound.part(range(at, at + size)) for at in range(100, 100 + 3 * size, size)]
        assert len(set(parts)) == 3


def test_the_tone_is_soft_and_has_no_seams() -> None:
    data = [level - 128 for level in whole(recording(60, "wav"))[44:]]
    assert (min(data), max(data)) == (-20, 20)
    factor = 2 * math.cos(2 * math.pi * 123 / 997)  # a sine: each two neighbours have the same ratio to the middle
    assert all(
        abs(one + other - factor * level) < 2.5 for one, level, other in zip(data, data[1:], data[2:], strict=False)
    )


def test_a_part_of_a_recording_of_24_hours_costs_only_that_part() -> None:
    sound = recording(DAY, "wav")
    assert sound.size == 44 + 8_640_000
    sound.part(range(10))
    tracemalloc.start()
    try:
        assert len(sound.part(range(8_000_000, 8_001_000))) == 1000
        assert len(sound.part(range(sound.size - 10, sound.size))) == 10
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 20_000


@pytest.mark.parametrize(("kind", "a_minute", "an_hour"), [("wav", 6_044, 360_044), ("mp3", 60_000, 3_600_000)])
def test_files_are_small(kind: str, a_minute: int, an_hour: int) -> None:
    assert (recording(60, kind).size, recording(HOUR, kind).size) == (a_minute, an_hour)


def test_a_wav_file_ends_after_24_hours() -> None:
    assert recording(DAY + 1, "wav") == recording(9_999_999_999, "wav") == recording(DAY, "wav")


@pytest.mark.parametrize(
    ("seconds", "kind", "path"),
    [
        (45.0, "wav", "/recordings/p/45/c.wav"),
        (0.0, "wav", "/recordings/p/0/c.wav"),
        (100.25, "mp3", "/recordings/p/100.25/c.mp3"),
        (1e-6, "mp3", "/recordings/p/0.000001/c.mp3"),
        (3600, "mp3", "/recordings/p/3600/c.mp3"),
        (3600.5, "mp3", "/recordings/p/3600.5/c.wav"),
        (90_000, "wav", "/recordings/p/90000/c.wav"),
    ],
)
def test_the_path_tells_the_length_and_the_format(seconds: float, kind: str, path: str) -> None:
    assert recording_path("p", "c", seconds, "mp3" if kind == "mp3" else "wav") == path
    assert recording_path("p", "c", seconds).endswith(".wav")
    found = recording_at(path)
    assert found is not None
    assert found.media == {"wav": "audio/wav", "mp3": "audio/mpeg"}[path[-3:]]


@pytest.mark.parametrize(
    "path",
    [
        "/recordings/x",
        "/recordings/p/a/b.wav",
        "/recordings/p/5/b.ogg",
        "/recordings/p/5/b.wav/",
        "/recordings/p/5/b/c.wav",
        "/recordings/p/5/bxwav",
        "/recordings/p/-5/b.wav",
        "/recordings/p/5./b.wav",
        "/recordings/p/5.1234567/b.wav",
        "/recordings/p/٥/b.wav",
        "/recordings/p/12345678901/b.wav",
        "/recordings/p/3600.000001/b.mp3",
        "x/recordings/p/5/b.wav",
    ],
)
def test_other_paths_lead_to_no_recording(path: str) -> None:
    assert recording_at(path) is None
