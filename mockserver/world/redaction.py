"""Redacts secrets in headers, queries and bodies before anybody sees them. The name of a field decides what is a
secret.

    Authorization: Bearer abcdefghij   →  Bearer ab…ij          "secret": "whsec_12345678"  →  "secret": "wh…78"
    ?api_key=abcdefghij&page=2         →  api_key=ab…ij&page=2   http://me:pass@host/       →  http://me:…@host/

Bodies are treated as text and not parsed. So truncated and malformed bodies are redacted too, and everything else stays
as it was sent.
"""

import re
from functools import lru_cache

_HEADER = re.compile("auth|key|cookie|secret|token|passw|credential|signature", re.IGNORECASE)
_NOT_SECRET = frozenset({"idempotency-key", "sec-websocket-key"})
_KEYS = r"(?:api|access|private)[_-]?key|(?:auth|access|refresh)[_-]?token|\btoken\b"
_FIELD = rf"(?:secret|passw(?:or)?d|passphrase|bearer|credential|authorization|{_KEYS})s?"
_NAME = re.compile(rf"[\w.\[\]%-]*{_FIELD}[\w.\[\]%-]*", re.IGNORECASE)
_STRING = r'"(?:[^"\\]|\\.)*(?:"|$)'
_VALUE = re.compile(
    rf'(?P<name>"[^"\\]*{_FIELD}[^"\\]*"\s*:\s*)(?P<value>{_STRING}|\[\s*{_STRING}(?:\s*,\s*{_STRING})*)',
    re.IGNORECASE | re.DOTALL,
)
_TEXT = re.compile(r'"((?:[^"\\]|\\.)+)("|$)', re.DOTALL)
_QUERY = re.compile(rf"(?P<before>(?:^|[?&;\s\"]){_NAME.pattern}=)(?P<value>[^&;\s\"#]+)", re.IGNORECASE)
_LOGIN = re.compile(r"(?P<before>\b[a-z][a-z0-9+.-]*:\\?/\\?/[^\s/?#@:\"]*:)[^\s/?#@\"]+(?=@)", re.IGNORECASE)
_ESCAPE = "\\"  #: a text with an escape is hidden completely, because half an escape would break the JSON
_HINT = re.compile(rf"{_FIELD}|@", re.IGNORECASE)  #: a text without any of these has no secret


def redact_header(name: str, value: str) -> str:
    """Return the value of a header for display: of a secret, only the first two and last two characters."""
    if name.lower() in _NOT_SECRET or not _HEADER.search(name):
        return _LOGIN.sub(r"\g<before>…", value) if "@" in value else value
    scheme, _, secret = value.rpartition(" ")
    return f"{scheme} {shortened(secret)}".strip()


@lru_cache(64)
def redact_text(text: str) -> str:
    """Return a body or a query string without secrets: values of secret fields, and passwords in URLs."""
    if not _HINT.search(text):
        return text
    text = _VALUE.sub(lambda found: found["name"] + _TEXT.sub(_hide, found["value"]), text)
    text = _QUERY.sub(lambda found: found["before"] + shortened(found["value"]), text)
    return _LOGIN.sub(r"\g<before>…", text)


def _hide(found: re.Match[str]) -> str:
    return f'"{"…" if _ESCAPE in found[1] else shortened(found[1])}{found[2]}'


def shortened(secret: str) -> str:
    """Return the first two and the last two characters of a secret, or none if it is short. Applying it twice changes
    nothing."""
    if len(secret) == 5 and secret[2] == "…":
        return secret
    return f"{secret[:2]}…{secret[-2:]}" if len(secret) > 8 else "…"
