"""Magic numbers: `+1500555ABCD`, where each digit decides the outcome of one dial.

They need no file: the digits become a scenario of four attempts, which is played like any other. The last digit
repeats, because the last attempt of every scenario repeats.
"""

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from mockserver.calls.events import DIAL_ERRORS

if TYPE_CHECKING:
    from mockserver.scenarios.scenario import Scenario

MAGIC = "magic number"  #: how the source of such a scenario begins
_NUMBER = re.compile(r"\+1500555(\d{4})\Z", re.ASCII)
_NAME = re.compile(r"magic-(\d{4})\Z", re.ASCII)

_PERSON: dict[str, Any] = {
    "answered_by": "human",
    "talk": [
        {"agent": "Hello, this is a test call. Can you hear me?"},
        {"user": "Yes, loud and clear."},
        {"agent": "Then everything works. Thank you and goodbye!"},
        {"user": "Goodbye."},
    ],
    "lasts": "20s",
    "ended_by": "user",
    "summary": "A person answered the test call.",
}
_VOICEMAIL: dict[str, Any] = {
    "answered_by": "voicemail",
    "talk": [{"user": "You have reached my voicemail. Please leave a message after the tone."}],
    "lasts": "12s",
}
MEANINGS: dict[str, str] = {
    "0": "a person answers",
    "1": DIAL_ERRORS[0],
    "2": DIAL_ERRORS[1],
    "3": "voicemail",
    **{str(digit): reason for digit, reason in enumerate(DIAL_ERRORS[2:], start=4)},
}


def magic_name(number: str) -> str | None:
    """Return the name of the scenario that a magic number plays, such as `magic-1120`; None for any other number."""
    found = _NUMBER.match(number)
    return f"magic-{found.group(1)}" if found else None


def explain(number: str) -> list[tuple[str, str]]:
    """Return what each digit of a magic number means, in the order of the dials; nothing for any other number."""
    name = magic_name(number)
    return [(digit, str(MEANINGS[digit])) for digit in name[-4:]] if name else []


@cache
def magic_scenario(name: str) -> "Scenario | None":
    """Return the scenario of a magic number's name, or None for any other name."""
    found = _NAME.match(name)
    if found is None:
        return None
    from mockserver.scenarios.reading import load_value

    digits = found.group(1)
    value = {
        "version": 1,
        "name": name,
        "summary": "Dial by dial: " + ", ".join(str(MEANINGS[digit]) for digit in digits) + ".",
        "attempts": [_attempt(digit) for digit in digits],
    }
    return load_value(value, f"{MAGIC} +1500555{digits}")


def _attempt(digit: str) -> dict[str, Any]:
    if digit == "0":
        return _PERSON
    return _VOICEMAIL if digit == "3" else {"fails": str(MEANINGS[digit])}
