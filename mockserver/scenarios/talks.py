"""The wording of a talk: one list of turns, or one for each language.

An attempt plays the wording of its own language, else of the agent's, else the first one. Nothing is translated here.
"""

from collections.abc import Mapping

from mockserver.scenarios.schema import Talk, Turn


def talks(talk: Talk | None) -> Mapping[str, list[Turn]]:
    """Return the wordings of a talk by language; the only one of a talk without languages is under an empty name."""
    if talk is None:
        return {}
    return talk if isinstance(talk, dict) else {"": talk}


def wording(talk: Talk | None, *languages: str | None) -> list[Turn]:
    """Return the turns of a talk in the first of these languages that it has, else in its first language."""
    known = talks(talk)
    return next(
        (known[code] for code in languages if code is not None and code in known), next(iter(known.values()), [])
    )
