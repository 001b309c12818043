"""The message of an error response, whatever its form."""

import pytest

from mockserver.gateway.error_messages import error_message


@pytest.mark.parametrize(
    ("status", "answer", "message"),
    [
        (200, '{"message": "fine"}', None),
        (0, "", None),
        (400, '{"error": {"code": "X", "message": "Bad  number"}}', "Bad number"),
        (400, '{"error": "Bad number"}', "Bad number"),
        (400, '{"error": "bad_number", "message": "Bad number"}', "Bad number"),
        (400, '{"detail": {"message": "Bad number"}}', "Bad number"),
        (400, '{"code": 5}', None),
        (400, '"Bad number"', "Bad number"),
        (400, "[]", None),
        (502, "<p>Bad\n gateway", "<p>Bad gateway"),
        (500, "", None),
        (500, "x" * 700, "x" * 600 + "…"),
    ],
)
def test_the_message_of_an_error_is_found_in_any_shape(status: int, answer: str, message: str | None) -> None:
    assert error_message(status, answer.encode()) == message
