"""What to write instead: the words, keys and notations that people try, and those that scenario files have.

    pause: 1s        Did you mean 'after'?
    ringing: 5 sec   Did you mean '5s'?
    chance: 30%      Write 0.3.

`synonyms` has the words that people try. A hint is a sentence with a space before it,
or an empty text.
"""

import re
from collections.abc import Iterable, Mapping

from mockserver.errors import did_you_mean
from mockserver.scenarios.synonyms import WORDS, meant, meant_key, snake
from mockserver.simulation.duration_words import meant_duration

_ELSEWHERE: Mapping[str, str] = {
    "busy": "fails: busy",
    "human": "answered_by: human",
    "ivr": "answered_by: IVR",
    "no_answer": "fails: no_answer",
    "rejected": "reason: rejected",
    "unavailable": "reason: unavailable",
    "voicemail": "answered_by: voicemail",
}  #: a word that another key of an attempt has
_OF_ATTEMPTS = ("agent", "busy", "hang_up", "human")  #: the first word of each key of an attempt
_SPEECH = ("role", "speaker", "says", "say", "text", "content", "message")
_LISTS: Mapping[str, str] = {
    "attempts": "- {fails: busy}",
    "choose": "- {weight: 1, play: answered}",
    "faults": "- {fault: error, status: 503}",
    "sequence": "- answered",
    "states": "- ringing: 5s",
    "talk": "- agent: Hello",
    "variants": "- {person: Sarah}",
    "webhooks": "- {fault: duplicate}",
}  #: an item of each list
_MAPPINGS: Mapping[str, str] = {
    "analysis": "{after: 2s}",
    "arguments": '{slot: "10:00"}',
    "becomes": "{answered_by: voicemail, after: 4s}",
    "for": '{to: "+1415555*"}',
    "metadata": "{case: demo}",
    "outputs": '{meeting: "10:00"}',
    "recording": "{after: 2s}",
    "transcript": "{after: 2s}",
    "variables": "{case: demo}",
}
_PHONES = ("to", "from", "transferred_to", "transfer")
_TRUE, _FALSE = ("yes", "on", "true", "y", "1"), ("no", "off", "false", "n", "0", "never")
_RANGE = re.compile(r"(.*?\d\s*[a-z]*)\s*(?:\.{2,}|-|–|to)\s*(\d.*)")
_PERCENT = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*%")
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


def given(value: object) -> str:
    """Return how a sentence names a value."""
    if value is None:
        return "nothing (null)"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return f"the number {value}"
    if isinstance(value, str):
        return repr(value if len(value) <= 40 else value[:37] + "…")
    return "a list" if isinstance(value, list) else "a mapping"


def write(text: object) -> str:
    """Return the sentence that says what to write."""
    return f" Write {text}."


def key_hint(key: str, known: Iterable[str]) -> str:
    """Return the hint for an unknown key."""
    names = list(known)
    if key.startswith("-"):
        return write(f"a space after the dash: '- {key.lstrip('-')}'")
    if "agent" in names and "user" in names and snake(key) in _SPEECH:
        return write("who speaks as the key, as in '- agent: Hello'")
    found = meant_key(key, names)
    return did_you_mean([found]) if found else f" Known here: {', '.join(names)}."


def word_hint(word: object, allowed: Iterable[str]) -> str:
    """Return the hint for a word that is not one of those that are allowed."""
    words = list(allowed)
    if not isinstance(word, str):
        return ""
    others = [_ELSEWHERE[name] for name in (snake(word), *WORDS.get(snake(word), ())) if name in _ELSEWHERE]
    is_allowed = any(name in words for name in WORDS.get(snake(word), ())) or snake(word) in map(snake, words)
    if others and words[0] in _OF_ATTEMPTS and not is_allowed:
        return write(others[0])
    found = meant(word, words, WORDS)
    return did_you_mean([found]) if found else ""


def bool_hint(value: object, path: tuple[str | int, ...]) -> str:
    """Return the hint for a value that is neither true nor false."""
    word = str(value).lower()
    if word[:1].isdecimal() and "after" in _MAPPINGS.get(_key(path), ""):
        return write(f"{{after: {value}}}")
    return write("true") if word in _TRUE else write("false") if word in _FALSE else ""


def number_hint(value: object, most: float | None) -> str:
    """Return the hint for a value that is not a number, or is more than `most`."""
    if isinstance(value, str) and (percent := _PERCENT.fullmatch(value.strip())):
        amount = float(percent[1])
        return write(f"{amount / 100:g}" if most == 1 and amount <= 100 else f"{amount:g}")
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        return write(f"{value} without quotes")
    if isinstance(value, float) and value.is_integer() and most != 1:
        return write(int(value))
    is_percentage = isinstance(value, int | float) and most == 1 and 1 < value <= 100
    return write(f"{value / 100:g} for {value:g} %") if isinstance(value, int | float) and is_percentage else ""


def text_hint(value: object, path: tuple[str | int, ...]) -> str:
    """Return the hint for a value that is not text."""
    if value is None:
        return write("a text; one that begins with # must be in quotes")
    if isinstance(value, int) and not isinstance(value, bool) and _key(path) in _PHONES:
        return write(f'"+{value}" with + and in quotes')
    return " Put it in quotes." if isinstance(value, bool | int | float) else ""


def _key(path: tuple[str | int, ...]) -> str:
    return next((part for part in reversed(path) if isinstance(part, str)), "")


def list_hint(value: object, path: tuple[str | int, ...]) -> str:
    """Return the hint for a value that is not a list."""
    if isinstance(value, dict) and any(key.startswith("-") for key in value):
        return write("a space after each dash")
    if isinstance(value, dict) and value:
        return write(f"'- ' before {next(iter(value))!r}, to make it an item of a list")
    example = _LISTS.get(_key(path))
    many = isinstance(value, int) and not isinstance(value, bool) and _key(path) == "attempts"
    again = f"; 'repeat: {value}' in an item plays it for {value} dials" if many else ""
    return write(f"a list with items such as '{example}'{again}") if example else ""


def is_turn(value: object) -> bool:
    """Return whether a mapping is one turn of a talk, rather than talks by language."""
    return isinstance(value, dict) and bool({"agent", "user", "tool"}.intersection(value))


def mapping_hint(value: object, path: tuple[str | int, ...]) -> str:
    """Return the hint for a value that is not a mapping."""
    is_item = bool(path) and isinstance(path[-1], int)
    example = _LISTS.get(_key(path), "").removeprefix("- ") if is_item else _MAPPINGS.get(_key(path))
    return write(f"keys, as in '{example}'") if example else ""


def duration_hint(text: object) -> str:
    """Return the hint for a value that is neither a duration nor a range."""
    if isinstance(text, list) and len(text) == 2:
        return did_you_mean([f"{text[0]}..{text[1]}"])
    if not isinstance(text, str):
        return ""
    plain = text.strip().lower()
    if plain.startswith("lognormal(") and ")" not in plain:
        return " Put it in quotes: inside of {…} or […] a comma ends a value."
    found = meant_duration(plain)
    if found is None and (parts := _RANGE.fullmatch(plain)):
        low, high = parts.groups()
        if low.isdecimal() and (unit := re.search("[a-z]+$", high)):
            low += unit[0]
        ends = (meant_duration(low), meant_duration(high))
        found = f"{ends[0]}..{ends[1]}" if all(ends) else None
    return did_you_mean([found]) if found and found != text else ""
