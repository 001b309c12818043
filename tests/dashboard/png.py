"""Makes PNG files of screenshots smaller: 256 colours, as a page of text and flat areas needs no more.

    rows of RGB ─► frequent colours that differ ─► one byte a pixel ─► zlib

It reads only what Chromium writes: RGB or RGBA, 8 bits, not interlaced. Other colours become the nearest of these.
"""

import struct
import zlib
from collections import Counter
from functools import cache

SIGNATURE = b"\x89PNG\r\n\x1a\n"
CHANNELS = {2: 3, 6: 4}  #: by colour type: RGB, RGBA
COLOURS = 256
FREQUENT = 100  #: colours that are kept in any case: those of areas
Rows = list[list[bytes]]  #: of RGB


def smaller(png: bytes) -> bytes:
    """Return the same picture with at most 256 colours.

    Raises:
        ValueError: the file is not a PNG as Chromium writes it.
    """
    return _encode(_decode(png))


def _chunks(png: bytes) -> dict[bytes, bytes]:
    """Return the content of the chunks by their type; those of one type are joined."""
    found: dict[bytes, bytes] = {}
    at = len(SIGNATURE)
    while at < len(png):
        length, kind = struct.unpack(">I4s", png[at : at + 8])
        found[kind] = found.get(kind, b"") + png[at + 8 : at + 8 + length]
        at += length + 12
    return found


def _decode(png: bytes) -> Rows:
    chunks = _chunks(png)
    width, _, depth, kind, _, _, interlaced = struct.unpack(">IIBBBBB", chunks[b"IHDR"])
    if depth != 8 or kind not in CHANNELS or interlaced:
        raise ValueError(f"a PNG of {depth} bits and colour type {kind}: expected 8 bits, type 2 or 6, not interlaced")
    size = CHANNELS[kind]
    raw, step = zlib.decompress(chunks[b"IDAT"]), width * size + 1
    above, rows = bytes(step - 1), []
    for at in range(0, len(raw), step):
        above = _unfiltered(raw[at], raw[at + 1 : at + step], above, size)
        rows.append([above[x : x + 3] for x in range(0, len(above), size)])
    return rows


def _unfiltered(kind: int, line: bytes, above: bytes, size: int) -> bytes:
    """Undo the filter of a line: each byte was stored as its difference from a guess."""
    done = bytearray(size) + line
    before = bytes(size) + above
    for x in range(size, len(done)):
        left, up, corner = done[x - size], before[x], before[x - size]
        guess = (0, left, up, (left + up) // 2, _paeth(left, up, corner) if kind == 4 else 0)[kind]
        done[x] = (done[x] + guess) & 255
    return bytes(done[size:])


def _paeth(left: int, up: int, corner: int) -> int:
    guess = left + up - corner
    return min((left, up, corner), key=lambda each: abs(guess - each))


def _encode(rows: Rows) -> bytes:
    palette = _palette(Counter(colour for row in rows for colour in row))

    @cache
    def index(colour: bytes) -> int:
        return min(range(len(palette)), key=lambda n: _distance(palette[n], colour))

    data = b"".join(b"\0" + bytes(map(index, row)) for row in rows)
    header = struct.pack(">IIBBBBB", len(rows[0]), len(rows), 8, 3, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"PLTE", b"".join(palette)), (b"IDAT", zlib.compress(data, 9)), (b"IEND", b""))
    return SIGNATURE + b"".join(_chunk(*each) for each in chunks)


def _palette(counts: Counter[bytes]) -> list[bytes]:
    """Return the most frequent colours, and of the others such as differ from all: so a small red dot stays red."""
    ordered = [colour for colour, _ in counts.most_common()]
    distance = 0
    while True:
        found = ordered[:FREQUENT]
        for colour in ordered[FREQUENT:]:
            if all(_distance(colour, other) > distance for other in found):
                found.append(colour)
            if len(found) > COLOURS:
                break
        if len(found) <= COLOURS:
            return found
        distance = 2 * distance + 16


def _distance(one: bytes, other: bytes) -> int:
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True))


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
