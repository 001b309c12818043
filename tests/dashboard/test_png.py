"""Pictures of the docs are made smaller: the file is a PNG with a palette, and shows the same."""

import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.dashboard.png import COLOURS, SIGNATURE, smaller

Pixels = list[list[tuple[int, int, int]]]


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def paeth(left: int, up: int, corner: int) -> int:
    distances = [(abs(up - corner), left), (abs(left - corner), up), (abs(left + up - 2 * corner), corner)]
    return min(distances, key=lambda each: each[0])[1]


def filtered(kind: int, line: bytes, above: bytes) -> bytes:
    """Store each byte as its difference from a guess, as the format describes it."""
    stored = bytearray([kind])
    for x, value in enumerate(line):
        left, corner = (line[x - 3], above[x - 3]) if x >= 3 else (0, 0)
        guesses = (0, left, above[x], (left + above[x]) // 2, paeth(left, above[x], corner))
        stored.append((value - guesses[kind]) % 256)
    return bytes(stored)


def written(pixels: Pixels, filters: list[int], depth: int = 8) -> bytes:
    """Return a PNG of RGB pixels, each line with its filter."""
    width, height = len(pixels[0]), len(pixels)
    above, data = bytes(3 * width), b""
    for row, kind in zip(pixels, filters, strict=True):
        line = bytes(value for pixel in row for value in pixel)
        data += filtered(kind, line, above)
        above = line
    header = struct.pack(">IIBBBBB", width, height, depth, 2, 0, 0, 0)
    return SIGNATURE + b"".join([chunk(b"IHDR", header), chunk(b"IDAT", zlib.compress(data)), chunk(b"IEND", b"")])


def shown(png: bytes) -> Pixels:
    """Return the pixels of a PNG with a palette and without filters; check the sums of its chunks."""
    assert png.startswith(SIGNATURE)
    parts, at = dict[bytes, bytes](), len(SIGNATURE)
    while at < len(png):
        length, kind = struct.unpack(">I4s", png[at : at + 8])
        parts[kind] = png[at + 8 : at + 8 + length]
        assert png[at : at + length + 12] == chunk(kind, parts[kind])
        at += length + 12
    width, height, depth, kind_of_colour = struct.unpack(">IIBB", parts[b"IHDR"][:10])
    assert (depth, kind_of_colour) == (8, 3)
    palette = [(red, green, blue) for red, green, blue in struct.iter_unpack("BBB", parts[b"PLTE"])]
    assert len(palette) <= COLOURS
    data = zlib.decompress(parts[b"IDAT"])
    lines = [data[y * (width + 1) : (y + 1) * (width + 1)] for y in range(height)]
    assert {line[0] for line in lines} == {0}
    return [[palette[index] for index in line[1:]] for line in lines]


@st.composite
def pictures(draw: st.DrawFn) -> tuple[Pixels, list[int]]:
    """Draw a small picture, and the filter of each of its lines."""
    byte = st.integers(0, 255)
    width = draw(st.integers(1, 6))
    rows = draw(st.lists(st.lists(st.tuples(byte, byte, byte), min_size=width, max_size=width), min_size=1, max_size=6))
    return rows, draw(st.lists(st.integers(0, 4), min_size=len(rows), max_size=len(rows)))


@given(pictures())
def test_a_picture_of_few_colours_stays_the_same(picture: tuple[Pixels, list[int]]) -> None:
    pixels, filters = picture
    assert shown(smaller(written(pixels, filters))) == pixels


def test_of_many_colours_frequent_ones_stay_and_rare_ones_become_similar() -> None:
    greys = [[(200 + y % 8, 200 + x % 8, 200 + (x // 8 + y // 8) % 8) for x in range(40)] for y in range(40)]
    assert len({colour for row in greys for colour in row}) > COLOURS
    greys[39][39] = (255, 0, 0)  # the last of the colours by frequency and place
    greys[1], greys[2] = [(10, 20, 30)] * 40, [(11, 20, 30)] * 40
    result = shown(smaller(written(greys, [0] * 40)))
    assert result[39][39] == (255, 0, 0)
    assert result[1:3] == greys[1:3]
    pairs = [pair for row, other in zip(greys, result, strict=True) for pair in zip(row, other, strict=True)]
    assert max(abs(a - b) for pixel, other in pairs for a, b in zip(pixel, other, strict=True)) <= 8


def test_another_format_is_refused() -> None:
    with pytest.raises(ValueError, match="a PNG of 16 bits and colour type 2: expected 8 bits"):
        smaller(written([[(1, 2, 3)]], [0], depth=16))
