"""The message in the body of an error response, in any of the forms that providers use.

The journal and the log show it beside the status.
"""

from typing import Any

import msgspec

_KEYS = ("message", "error", "detail")
_LONGEST = 600  #: characters


def error_message(status: int, body: bytes) -> str | None:
    """Return the provider's message if the response is an error and has one, in one line of at most 600 characters.

    It stands under `message`, `error` or `detail`, or inside of one of these; a body that is not JSON is the message.
    """
    if status < 400:
        return None
    try:
        text = _message_in(msgspec.json.decode(body))
    except msgspec.DecodeError:
        text = body.decode("utf-8", "replace")
    line = " ".join((text or "").split())
    return (line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…") or None


def _message_in(answer: Any) -> str | None:
    if not isinstance(answer, dict):
        return answer if isinstance(answer, str) else None
    return next((text for key in _KEYS if (text := _message_in(answer.get(key)))), None)
