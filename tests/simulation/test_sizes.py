"""Sizes are read as people write them, and stored bodies are cut."""

import pytest

from mockserver.simulation.sizes import CLIPPED_BYTES, clipped, parse_size


@pytest.mark.parametrize(
    ("text", "size"), [("20B", 20), ("64KiB", 65_536), ("5 MiB", 5_242_880), ("1gib", 2**30), ("10MB", 10**7), ("7", 7)]
)
def test_sizes_are_read_with_units(text: str, size: int) -> None:
    assert parse_size(text) == size


@pytest.mark.parametrize("text", ["", "MiB", "-1", "1.5MiB", "1TiB", "1e9"])
def test_an_invalid_size_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a size such as"):
        parse_size(text)


def test_only_the_beginning_of_a_large_body_is_stored() -> None:
    assert clipped(b"x" * CLIPPED_BYTES) == b"x" * CLIPPED_BYTES
    assert clipped(b"x" * 100_000) == b"x" * CLIPPED_BYTES + "… (100,000 bytes)".encode()
