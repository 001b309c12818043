"""Compressed request bodies: `Content-Encoding: gzip` or `deflate`.

Many clients send `deflate` without the header of zlib (RFC 9110, section 8.4.1.2), so both forms are read.
A body is decompressed up to a limit, so that a small one cannot become a huge one.
"""

import zlib

_MOST_PARTS = 64
KNOWN = ("gzip", "deflate")
_WINDOWS = {"gzip": 16 + zlib.MAX_WBITS, "x-gzip": 16 + zlib.MAX_WBITS, "deflate": zlib.MAX_WBITS}


class UnknownEncoding(ValueError):
    """The encoding is not supported. The message names it and the supported ones."""


def unpack(body: bytes, encoding: str, most: int | None = None) -> bytes:
    """Return a body without its encoding, or its first `most` + 1 bytes if it has more than `most`.

    Raises:
        UnknownEncoding: the encoding is not supported.
        ValueError: the body is damaged or truncated; the message says so.
    """
    name = encoding.strip().lower()
    if name in ("", "identity") or not body:
        return body
    if name not in _WINDOWS:
        raise UnknownEncoding(f"Content-Encoding is {encoding[:80]!r}; expected {' or '.join(KNOWN)}.")
    window = -zlib.MAX_WBITS if name == "deflate" and not _has_zlib_header(body) else _WINDOWS[name]
    unpacked = b""
    for _ in range(_MOST_PARTS):  # a gzip file may have several members
        part = zlib.decompressobj(window)
        try:
            unpacked += part.decompress(body, 0 if most is None else most + 1 - len(unpacked))
        except zlib.error as error:
            raise ValueError(f"The body is not valid {name}: {error}.") from None
        if most is not None and len(unpacked) > most:
            return unpacked
        if not part.eof:
            raise ValueError(f"The body is not valid {name}: it is cut off.")
        body = part.unused_data
        if not body:
            return unpacked
    raise ValueError(f"The body has more than {_MOST_PARTS} {name} parts.")


def _has_zlib_header(body: bytes) -> bool:
    """Return whether a body begins like zlib's format, which no raw stream of a compressor does (RFC 1950, 2.2)."""
    return body[0] & 0x0F == zlib.DEFLATED
