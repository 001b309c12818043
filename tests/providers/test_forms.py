"""Forms: fields and files are read unchanged, and invalid forms are refused."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockserver.providers.base import Request
from mockserver.providers.bodies import BadBody
from mockserver.providers.forms import MULTIPART, URLENCODED, Form, Upload, read_form


def form(body: bytes, media: str = f"{MULTIPART}; boundary=XX") -> Form:
    return read_form(Request("POST", "/", "", {"content-type": media}, body))


def part(head: str, content: bytes) -> bytes:
    return b"--XX\r\nContent-Disposition: form-data; " + head.encode() + b"\r\n\r\n" + content + b"\r\n"


@given(content=st.binary(max_size=300).filter(lambda content: b"--XX" not in content))
def test_the_bytes_of_a_file_are_unchanged(content: bytes) -> None:
    found = form(part('name="f"; filename="a.bin"', content) + b"--XX--\r\n")
    assert found == Form({}, {"f": Upload("a.bin", "text/plain", content)})


def test_texts_and_files_are_separate_and_the_last_of_a_name_counts() -> None:
    body = part("name=a", b"1") + part('name="a"', "Grüße".encode()) + part('name="f"; filename="Ü.txt"', b"x")
    assert form(body + b"--XX--") == Form({"a": "Grüße"}, {"f": Upload("Ü.txt", "text/plain", b"x")})


def test_a_urlencoded_form_is_read() -> None:
    assert form(b"From=%2B1415&Body=Hi+there&Empty=", URLENCODED).texts == {
        "From": "+1415",
        "Body": "Hi there",
        "Empty": "",
    }


@pytest.mark.parametrize("body", [b"", b"hello", part("name=a", b"1"), b"--XX--\r\n"])
def test_a_multipart_form_needs_parts_between_boundaries(body: bytes) -> None:
    with pytest.raises(BadBody, match="not a multipart form"):
        form(body)


def test_a_boundary_must_be_named() -> None:
    with pytest.raises(BadBody, match="the boundary that Content-Type names"):
        form(part("name=a", b"1") + b"--XX--", MULTIPART)


def test_a_part_without_a_name_is_refused() -> None:
    with pytest.raises(BadBody, match="has no name"):
        form(part("filename=a", b"1") + b"--XX--")


@pytest.mark.parametrize(("body", "media"), [(part("name=a", b"\xff") + b"--XX--", None), (b"a=%FF", URLENCODED)])
def test_texts_must_be_utf_8(body: bytes, media: str | None) -> None:
    with pytest.raises(BadBody, match="not valid UTF-8"):
        form(body, media or f"{MULTIPART}; boundary=XX")


@given(body=st.binary(max_size=120))
def test_no_body_crashes_the_parser(body: bytes) -> None:
    for sent in (body, b"--XX\r\n" + body + b"\r\n--XX--", part("name=a" + body.decode("latin-1"), body) + b"--XX--"):
        with suppress(BadBody):
            form(sent)
