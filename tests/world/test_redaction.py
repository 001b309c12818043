"""Secrets are found by the names of fields, headers and parameters; everything else is unchanged."""

import json
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockserver.world.redaction import redact_header, redact_text

SECRETS = st.text(string.ascii_letters + string.digits, min_size=9, max_size=40)
NAMES = st.sampled_from(["secret", "webhook_secret", "password", "apiKey", "api_key", "access_token", "clientSecret"])


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        ('{"secret": "whsec_12345678", "a": 1}', '{"secret": "wh…78", "a": 1}'),
        ('{"secrets":["abcdefghijk", "b"],"x":"y"}', '{"secrets":["ab…jk", "…"],"x":"y"}'),
        ('{"webhook_secret": "it is cut off he', '{"webhook_secret": "it…he'),
        ('{"token": "abcdefghijk", "max_tokens": "12"}', '{"token": "ab…jk", "max_tokens": "12"}'),
        ('{"api-key":"a\\"b,c\\":abcdef"}', '{"api-key":"…"}'),
        ('{"secret": "", "password": null}', '{"secret": "", "password": null}'),
        ("From=%2B1&AuthToken=abcdefghijk&Body=Hi", "From=%2B1&AuthToken=ab…jk&Body=Hi"),
        ("api_key=abcdefghijk&page=2", "api_key=ab…jk&page=2"),
        ('{"url": "https://me:pass@h/x?api_key=abcdefghijk&y=1"}', '{"url": "https://me:…@h/x?api_key=ab…jk&y=1"}'),
        ("https:\\/\\/me:pass@h", "https:\\/\\/me:…@h"),
        ("write to me@example.com: it is no secret", "write to me@example.com: it is no secret"),
    ],
)
def test_secret_fields_parameters_and_passwords_are_redacted(text: str, redacted: str) -> None:
    assert redact_text(text) == redacted
    assert redact_text(redacted) == redacted


@given(NAMES, SECRETS, st.dictionaries(st.text(), st.text() | st.integers(), max_size=3), st.booleans())
def test_a_redacted_json_body_is_valid_json_without_secrets(
    name: str, secret: str, more: dict[str, object], inside: bool
) -> None:
    given: dict[str, object] = {**more, name: secret}
    body = json.dumps({"deep": [given]} if inside else given)
    redacted = redact_text(body)
    shown = json.loads(redacted)
    assert (shown["deep"][0] if inside else shown)[name] == f"{secret[:2]}…{secret[-2:]}"


@given(st.dictionaries(st.sampled_from(["name", "to", "keywords", "prompt", "max_tokens"]), st.text("abc: \\\"'")))
def test_a_body_without_secrets_is_unchanged(body: dict[str, str]) -> None:
    assert redact_text(json.dumps(body)) == json.dumps(body)


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("Authorization", "Bearer abcdefghijk", "Bearer ab…jk"),
        ("x-api-key", "short", "…"),
        ("X-Credential", "abcdefghijk", "ab…jk"),
        ("Cookie", "session=abcdefgh", "se…gh"),
        ("Idempotency-Key", "order-0000001", "order-0000001"),
        ("Referer", "http://me:pass@h/", "http://me:…@h/"),
        ("Accept", "*/*", "*/*"),
    ],
)
def test_secret_headers_are_recognized_by_name(name: str, value: str, shown: str) -> None:
    assert redact_header(name, value) == shown
