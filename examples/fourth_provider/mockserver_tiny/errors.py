"""The error bodies of Tiny: `{"problem": {"code", "text"}}`."""

from typing import TypedDict

from mockserver.providers.base import Answer, Codes, Refusal, answer
from mockserver.world.world import World

CODES = Codes(
    no_key="key",
    forbidden="key",
    no_route="path",
    no_method="method",
    bad_json="json",
    bad_body="field",
    bad_media="media",
    too_large="size",
    no_call="call",
    crashed="crash",
)


class Problem(TypedDict):
    """What is wrong."""

    code: str
    text: str


class Refused(TypedDict):
    """The body of an error."""

    problem: Problem


def refuse(refusal: Refusal, _world: World) -> Answer:
    """Return a refusal as Tiny's response."""
    refused = answer(Refused(problem=Problem(code=refusal.code, text=refusal.message)), refusal.status)
    refused.headers = list(refusal.headers)
    return refused
