"""Compressed bodies are unpacked, up to a limit."""

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockserver.gateway.encodings import UnknownEncoding, unpack


@given(st.binary(), st.sampled_from(["gzip", "x-gzip", "GZIP", " gzip "]))
def test_gzip_is_unpacked(body: bytes, name: str) -> None:
    assert unpack(gzip.compress(body), name, len(body)) == body
    assert unpack(gzip.compress(body), name) == body


@given(st.binary())
def test_deflate_is_unpacked(body: bytes) -> None:
    raw = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    for packed in (zlib.compress(body), zlib.compress(body, 1), raw.compress(body) + raw.flush()):
        assert unpack(packed, "deflate", len(body)) == body


@pytest.mark.parametrize("name", ["", "identity"])
def test_a_body_without_encoding_is_unchanged(name: str) -> None:
    assert unpack(b"x", name, 1) == b"x"


def test_the_parts_of_a_gzip_body_are_joined() -> None:
    assert unpack(gzip.compress(b"one ") + gzip.compress(b"two"), "gzip", 100) == b"one two"


def test_unpacking_stops_just_beyond_the_limit() -> None:
    assert len(unpack(gzip.compress(bytes(10_000_000)), "gzip", 1000)) == 1001


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"{}", "not valid gzip"),
        (gzip.compress(b"x" * 100)[:-4], "cut off"),
        (gzip.compress(b"") * 100, "more than 64 gzip parts"),
    ],
    ids=["not gzip", "cut off", "many parts"],
)
def test_a_damaged_body_is_refused(body: bytes, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        unpack(body, "gzip", 1000)


@pytest.mark.parametrize(
    ("body", "message"),
    [(b"{}", "not valid deflate"), (b"\x78", "cut off"), (zlib.compress(b"x" * 100)[:-4], "cut off")],
)
def test_a_damaged_deflate_body_is_refused(body: bytes, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        unpack(body, "deflate", 1000)


def test_the_error_for_an_unknown_encoding_names_the_supported_ones() -> None:
    with pytest.raises(UnknownEncoding, match="'br'; expected gzip or deflate"):
        unpack(b"x", "br", 1)
