"""The message in the body of an error response, in any of the forms that the providers use."""

import msgspec


def error_message(body: bytes) -> str | None:
    """Return the message of `{"error": {"message": …}}`, `{"message": …}` or `{"error": …}`; None if there is none."""
    try:
        value = msgspec.json.decode(body)
    except msgspec.DecodeError:
        return None
    if not isinstance(value, dict):
        return None
    error = value.get("error")
    inner = error.get("message") if isinstance(error, dict) else None
    return next((text for text in (inner, value.get("message"), error) if isinstance(text, str) and text), None)
