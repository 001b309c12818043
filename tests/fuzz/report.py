"""What a hostile load prints: a table of requests and checks, then the first failures in full.

Long bodies are shortened in the middle, so that a failure stays readable. Nothing is judged here.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from tests.fuzz.link import Got
from tests.fuzz.worlds import Ask

SHOWN = 5  #: failures in full
_LONGEST = 4000  #: bytes of a body


class Failure(NamedTuple):
    """What is wrong with a response, with its request; no response if the connection failed."""

    problems: Sequence[str]
    ask: Ask
    got: Got | None


def table(
    statuses: Counter[tuple[str, int]], made: Counter[str], titles: Collection[str], failures: Sequence[Failure]
) -> str:
    """Return the whole report."""
    lines = [f"{statuses.total():,} requests of {len(titles)} kinds, {made.total():,} checks, {len(failures)} failures"]
    for who in sorted({who for who, _ in statuses}):
        counts = sorted((status, count) for (name, status), count in statuses.items() if name == who)
        total = sum(count for _, count in counts)
        lines.append(f"  {who:<24} {total:>9,}   {', '.join(f'{status}: {count:,}' for status, count in counts)}")
    lines += [f"  {name:<24} {count:>9,}" for name, count in made.items()]
    for failure in failures[:SHOWN]:
        lines += ["", *_shown(failure)]
    lines += [_heading(failure) for failure in failures[SHOWN:]]
    return "\n".join(lines)


def _shown(failure: Failure) -> Iterator[str]:
    sent = failure.ask.sent
    yield _heading(failure)
    yield f"> {sent.method} {sent.target}"
    yield from (f"> {name}: {value}" for name, value in sent.headers)
    yield f"> {_short(sent.body)}"
    if failure.got is not None:
        yield f"< {failure.got.status}"
        yield from (f"< {name}: {value}" for name, value in failure.got.headers.items())
        yield f"< {_short(failure.got.body)}"


def _heading(failure: Failure) -> str:
    act, world, _, _ = failure.ask
    return f"FAILED {act.who} {act.title}, world {world.name}: {'; '.join(failure.problems)}"


def _short(body: bytes) -> str:
    text = body.decode("utf-8", "backslashreplace")
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST // 2]} … {text[-_LONGEST // 2 :]}"
