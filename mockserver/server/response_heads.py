"""The headers of responses, in the form of ASGI and as lines of HTTP/1.1.

    Answer ─► media type, length, headers ─► head ─► head_lines

Most responses have the same headers as one before them, so all of it is cached.
"""

import re
from functools import lru_cache

from mockserver.providers.base import Answer

_KEPT = 1024  #: headers, and heads of responses
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")

Headers = tuple[tuple[str, str], ...]


def head_of(result: Answer) -> list[tuple[bytes, bytes]]:
    """Return the headers of a response in ASGI form."""
    return [*head(result.media, length_of(result), tuple(result.headers))]


def length_of(result: Answer) -> int | None:
    """Return the length of a body, or None if the status allows none (RFC 9110, section 8.6)."""
    return None if result.status == 204 else len(result.body)


@lru_cache(_KEPT)
def head(media: str, length: int | None, headers: Headers) -> tuple[tuple[bytes, bytes], ...]:
    """The same, cached by everything that they consist of: most are sent again. `length` is None without a body."""
    about_body = () if length is None else (("content-type", media), ("content-length", str(length)))
    return tuple([field(name, value) for name, value in (*about_body, *headers)])


@lru_cache(_KEPT)
def head_lines(media: str, length: int | None, headers: Headers) -> bytes:
    """The same as lines of HTTP/1.1."""
    return b"".join([b"%b: %b\r\n" % row for row in head(media, length, headers)])


@lru_cache(_KEPT)
def field(name: str, value: str) -> tuple[bytes, bytes]:
    """Return a header in ASGI form. Characters that a header cannot contain become `?`."""
    return name.lower().encode("latin-1"), _CONTROL.sub("?", value).encode("latin-1", "replace")
