"""Sizes in bytes: reading them as people write them (`20B`, `64KiB`, `5MiB`, `1GiB`, `10MB`), and cutting to one.

`clipped` cuts the bodies that are stored. Nothing here limits what is read of a request.
"""

import re

_UNITS = {"": 1, "b": 1, "kib": 2**10, "mib": 2**20, "gib": 2**30, "kb": 10**3, "mb": 10**6, "gb": 10**9}
_SIZE = re.compile(r"([0-9]{1,15})\s*([a-zA-Z]*)")
CLIPPED_BYTES = 65_536
PATTERN = r"[0-9]{1,15}\s*(?:[bB]|[kKmMgG][iI]?[bB])?"  #: of the text of a size, for JSON Schema
EXPECTED = "a size such as 20B, 64KiB, 5MiB, 1GiB or a number of bytes"


def parse_size(text: str) -> int:
    """Read a size in bytes.

    Raises:
        ValueError: the text is not a size.
    """
    found = _SIZE.fullmatch(text.strip())
    unit = _UNITS.get(found[2].lower()) if found else None
    if found is None or unit is None:
        raise ValueError(f"{text!r} is not {EXPECTED}")
    return int(found[1]) * unit


def clipped(body: bytes) -> bytes:
    """Return the first 64 KiB of a body, followed by its length if it was longer."""
    if len(body) <= CLIPPED_BYTES:
        return body
    return body[:CLIPPED_BYTES] + f"… ({len(body):,} bytes)".encode()
