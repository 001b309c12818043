"""Sign webhooks with HMAC-SHA256 in hex: the body alone, or a timestamp and the body.

    plain         hex(HMAC(secret, body))
    timestamped   t=1767625200,v1=hex(HMAC(secret, "1767625200." + body))

Several secrets give several signatures, as during the rotation of a secret. Signatures that a receiver must reject can
be made too: wrong, missing, or old ones. The provider chooses the header.
"""

import hashlib
import hmac
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal

Style = Literal["plain", "timestamped"]
Flaw = Literal["none", "wrong", "missing", "old"]
AGE = timedelta(hours=1)  #: the age of an old signature


def signature(style: Style, secrets: Sequence[str], body: bytes, at: datetime, flaw: Flaw = "none") -> str | None:
    """Return the value of the signature header; None if none is to be sent."""
    if flaw == "missing" or not secrets:
        return None
    keys = [f"not-{secret}" for secret in secrets] if flaw == "wrong" else secrets
    if style == "plain":
        return ",".join(_hex(key, body) for key in keys)
    stamp = int((at - AGE if flaw == "old" else at).timestamp())
    signed = [f"v1={_hex(key, f'{stamp}.'.encode() + body)}" for key in keys]
    return ",".join([f"t={stamp}", *signed])


def _hex(secret: str, message: bytes) -> str:
    return hmac.new(secret.encode(), message, hashlib.sha256).hexdigest()
