"""The keys and words that people try, and those of scenario files that they probably mean.

    pause   → after          machine   → voicemail
    answer  → answered_by    caller    → user

None of them is accepted: errors suggest the right one. `remedies` makes sentences of them.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

_LONGEST = 64  #: characters of a word that is compared with those that are known
KEYS: Mapping[str, tuple[str, ...]] = {
    "answer": ("answered_by",),
    "answered": ("answered_by",),
    "answers": ("answered_by",),
    "args": ("arguments",),
    "assistant": ("agent",),
    "attempt": ("attempts",),
    "base": ("extends",),
    "bot": ("agent",),
    "branches": ("choose",),
    "callee": ("user", "to"),
    "caller": ("user", "from"),
    "callers": ("for",),
    "calls": ("attempts",),
    "code": ("status",),
    "content": ("agent",),
    "conversation": ("talk",),
    "count": ("repeat", "times"),
    "customer": ("user",),
    "delay": ("after", "by", "for", "queued"),
    "description": ("summary",),
    "dial": ("attempts",),
    "dial_error": ("fails",),
    "dials": ("attempts",),
    "dialog": ("talk",),
    "dialogue": ("talk",),
    "duration": ("lasts", "by", "for"),
    "end_reason": ("reason",),
    "ended_reason": ("reason",),
    "error": ("fails", "faults"),
    "event": ("events",),
    "every_nth": ("every",),
    "extend": ("extends",),
    "fail": ("fails",),
    "failed": ("fails",),
    "fails_with": ("fails",),
    "failure": ("fails",),
    "hangup_by": ("ended_by",),
    "hung_up_by": ("ended_by",),
    "id": ("name",),
    "inherits": ("extends",),
    "input": ("arguments",),
    "kind": ("fault",),
    "latency": ("for", "by"),
    "length": ("lasts", "for"),
    "loop": ("repeat",),
    "machine": ("answered_by",),
    "match": ("for",),
    "matches": ("for",),
    "message": ("agent",),
    "messages": ("talk",),
    "number": ("to",),
    "odds": ("weight", "chance"),
    "outcomes": ("choose",),
    "parameters": ("arguments",),
    "parent": ("extends",),
    "pause": ("after", "queued"),
    "percent": ("chance", "weight"),
    "phone_number": ("to", "transferred_to"),
    "picked_up_by": ("answered_by",),
    "plays": ("play",),
    "probability": ("chance", "weight"),
    "queue": ("queued",),
    "response": ("output", "body"),
    "result": ("output", "outputs"),
    "results": ("outputs",),
    "returns": ("output",),
    "ring": ("ringing",),
    "rings": ("ringing",),
    "rows": ("variants",),
    "says": ("agent",),
    "scenario": ("play", "extends", "name"),
    "scenarios": ("sequence",),
    "state": ("states",),
    "status": ("states", "fails"),
    "status_code": ("status",),
    "statuses": ("states",),
    "steps": ("talk", "attempts"),
    "takes": ("lasts",),
    "text": ("agent",),
    "then": ("attempts",),
    "times": ("repeat",),
    "title": ("name",),
    "transfer_to": ("transferred_to", "transfer"),
    "transferred": ("transferred_to",),
    "tries": ("attempts",),
    "turns": ("talk",),
    "type": ("fault",),
    "values": ("variants",),
    "wait": ("after", "for", "queued"),
    "waits": ("after", "for", "queued"),
    "webhook": ("webhooks",),
}  #: a key that people try → the keys that may be meant, the first one that exists counts
WORDS: Mapping[str, tuple[str, ...]] = {
    "abandoned": ("hang_up",),
    "ai": ("agent",),
    "amd": ("voicemail",),
    "answering_machine": ("voicemail",),
    "assistant": ("agent",),
    "bot": ("agent",),
    "callee": ("user",),
    "caller": ("user",),
    "client": ("user",),
    "corrupt": ("garbage",),
    "customer": ("user",),
    "declined": ("rejected",),
    "delay": ("late",),
    "delayed": ("late", "delay"),
    "disconnected": ("connection_lost",),
    "drop": ("lose", "reset"),
    "dropped": ("lose", "connection_lost", "reset"),
    "failed": ("non_classified_error", "error"),
    "hangup": ("hang_up",),
    "human": ("user",),
    "incoming": ("inbound",),
    "in": ("inbound",),
    "invalid_number": ("number_non_attributed",),
    "ios_screening": ("ios-screening-filter",),
    "latency": ("delay", "late"),
    "lost": ("lose", "connection_lost"),
    "machine": ("voicemail",),
    "menu": ("IVR",),
    "no_response": ("no_answer", "silence", "timeout"),
    "noanswer": ("no_answer",),
    "no": ("no_answer",),
    "nobody": ("no_answer",),
    "none": ("no_answer",),
    "out": ("outbound",),
    "outgoing": ("outbound",),
    "person": ("human", "user"),
    "ratelimit": ("rate_limit",),
    "recipient": ("user",),
    "refused": ("rejected",),
    "robot": ("agent", "IVR"),
    "shuffle": ("reorder",),
    "slow": ("delay", "dribble"),
    "throttle": ("rate_limit",),
    "timed_out": ("timeout", "no_answer", "max_duration"),
    "timeout": ("no_answer", "max_duration"),
    "twice": ("duplicate",),
    "unanswered": ("no_answer",),
    "unreachable": ("temporarily_unavailable",),
    "voice_mail": ("voicemail",),
    "wrong_number": ("number_non_attributed",),
}  #: a word that people try → the words that may be meant, the first one that is allowed counts


def snake(word: str) -> str:
    """Return a word in lower case with underscores: `answeredBy` and `Answered-By` are `answered_by`."""
    return re.sub(r"[\s-]+", "_", re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", word.strip())).lower()


def is_alike(word: str, known: Iterable[str]) -> bool:
    """Return whether a word is spelled like one that is known, apart from dashes and capitals, or nearly."""
    return meant(word, known, {}) is not None


def meant(word: str, known: Iterable[str], synonyms: Mapping[str, tuple[str, ...]]) -> str | None:
    """Return the known word that is spelled alike or means the same, or None."""
    spelled = {snake(name): name for name in known}
    plain = snake(word)
    same = next((name for name in synonyms.get(plain, ()) if name in spelled.values()), None)
    if plain in spelled or same is not None:
        return spelled.get(plain, same)
    near = _nearest(plain, tuple(spelled)) if len(plain) <= _LONGEST else None
    return spelled[near] if near else None


@lru_cache(1024)
def _nearest(plain: str, words: tuple[str, ...]) -> str | None:
    """Return the nearest word. The same mistake is often made many times in a file."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(plain, words, n=1, cutoff=0.6)), None)


def meant_key(key: str, known: Iterable[str]) -> str | None:
    """Return the known key that an unknown one probably means, or None."""
    return meant(key.lstrip("- "), known, KEYS)
