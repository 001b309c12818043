"""The format of scenario files, as types.

`schema_reader` reads plain values into these structs, `rules` says which keys can be combined, and `json_schema`
describes both for editors. A key that is not given is None here; null in a file is an error. `planner`
decides what each key does.
"""

from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from mockserver.calls.events import DIAL_ERRORS, AnsweredBy, EndedBy, EndReason
from mockserver.scenarios.schema_faults import FaultRule, Globs, Strict, WebhookRule
from mockserver.scenarios.span import Span, State

MOST_REPEATS = 1000
NAME_PATTERN = r"[A-Za-z0-9._-]{1,64}"
TALK_REASONS = tuple(reason for reason in EndReason if reason not in DIAL_ERRORS)

Name = Annotated[
    str,
    Meta(pattern=f"^{NAME_PATTERN}$", extra={"expected": "a name: 1 to 64 of A-Z a-z 0-9 . _ -"}),
]
Times = Annotated[int, Meta(ge=1, le=MOST_REPEATS)]
Weight = Annotated[float, Meta(ge=0, description="How likely, compared with the other weights of the list.")]
Row = Annotated[
    dict[str, Any],
    Meta(
        description="Values by name; all rows have the same names.",
        extra_json_schema={
            "minProperties": 1,
            "propertyNames": {"pattern": "^[A-Za-z0-9_-]{1,64}$"},
            "additionalProperties": {"type": ["string", "number", "boolean"]},
        },
    ),
]


def _only(reasons: tuple[EndReason, ...], description: str) -> Meta:
    words = [reason.value for reason in reasons]
    return Meta(description=description, extra={"only": words}, extra_json_schema={"enum": words})


DialError = Annotated[EndReason | None, _only(DIAL_ERRORS, "Nobody answers: the carrier's error.")]
TalkReason = Annotated[
    EndReason | None, _only(TALK_REASONS, "Why the conversation ends; by default inferred from who ends it.")
]


class Turn(Strict, frozen=True, kw_only=True):
    """One turn of a conversation: the agent speaks, the user speaks, or the agent uses a tool."""

    agent: Annotated[str | None, Meta(description="What the agent says.")] = None
    user: Annotated[str | None, Meta(description="What the person or machine at the other end says.")] = None
    human: Annotated[
        str | None, Meta(description="What the person says to whom the agent has transferred the call.")
    ] = None
    transfer: Annotated[str | None, Meta(description="The agent transfers the call to this number; it goes on.")] = None
    warm: Annotated[bool | None, Meta(description="Whether the agent introduces the caller before (false).")] = None
    tool: Annotated[str | None, Meta(description="Name of the tool that the agent uses.")] = None
    arguments: Annotated[dict[str, Any] | None, Meta(description="What the tool is given.")] = None
    output: Annotated[Any, Meta(description="What the tool answers; what is not text becomes JSON.")] = None
    error: Annotated[bool | None, Meta(description="Whether the tool's answer is an error.")] = None
    after: Annotated[Span | None, Meta(description="Pause before the turn (0.5s; before the first none).")] = None
    repeat: Annotated[Times | None, Meta(description="How often the turn is played.")] = None


Talk = list[Turn] | dict[str, list[Turn]]


class Later(Strict, frozen=True, kw_only=True):
    """A result that comes some time after the end of the talk."""

    after: Annotated[Span, Meta(description="How long after the end of the talk it comes.")]


class Change(Strict, frozen=True, kw_only=True):
    """What the agent finds out during the talk."""

    answered_by: Annotated[AnsweredBy, Meta(description="Who or what it turns out to be.")]
    after: Annotated[Span, Meta(description="How long after the answer.")]


class Attempt(Strict, frozen=True, kw_only=True):
    """One dial: it fails, is answered, or never ends."""

    queued: Annotated[Span | None, Meta(description="From the dial until it rings (1s).")] = None
    ringing: Annotated[Span | None, Meta(description="From ringing until it is answered or fails (4s).")] = None
    fails: DialError = None
    answered_by: Annotated[AnsweredBy | None, Meta(description="Who or what picks up (human).")] = None
    becomes: Annotated[Change | None, Meta(description="Found out late: who or what had picked up in fact.")] = None
    talk: Annotated[
        Talk | None, Meta(description="What is said, in order; or by language (en, fr, …), one list for each.")
    ] = None
    language: Annotated[
        str | None, Meta(description="The language of the talk, if it is given by language (the agent's).")
    ] = None
    lasts: Annotated[
        Span | None, Meta(description="From the answer to the end (the talk and 1s; without a talk 30s).")
    ] = None
    ended_by: Annotated[EndedBy | None, Meta(description="Which side ends the talk.")] = None
    reason: TalkReason = None
    transferred_to: Annotated[str | None, Meta(description="The agent hands the talk over to this number.")] = None
    hangs: Annotated[
        bool | None, Meta(description="Never ends: talks for ever, or rings for ever when nobody answers.")
    ] = None
    outputs: Annotated[dict[str, Any] | None, Meta(description="Structured results of the talk.")] = None
    summary: Annotated[str | None, Meta(description="The provider's summary of the talk.")] = None
    recording: Annotated[
        bool | Later | None, Meta(description="When the recording comes: as at the provider (true), later, or never.")
    ] = None
    transcript: Annotated[
        bool | Later | None, Meta(description="When the transcript comes: as at the provider (true), later, or never.")
    ] = None
    analysis: Annotated[
        bool | Later | None,
        Meta(description="When summary, outputs and outcome come: as at the provider (true), later, or never."),
    ] = None
    fields: Annotated[
        dict[str, Any] | None,
        Meta(description="Raw overrides of the provider's answer while this is the last attempt."),
    ] = None
    retry_after: Annotated[
        Span | None,
        Meta(description="From the end of this dial to the next one, in place of the provider's delay and windows."),
    ] = None
    repeat: Annotated[Times | None, Meta(description="How many dials play this.")] = None
    choose: Annotated[
        "list[AttemptBranch] | None", Meta(description="Weighted attempts; each dial draws one of them.")
    ] = None


class AttemptBranch(Attempt, frozen=True, kw_only=True):
    """An attempt that is drawn by weight."""

    weight: Weight = 1


class Body(Strict, frozen=True, kw_only=True):
    """An outcome: `attempts`, `states`, `choose`, `sequence`, or the one of the scenario that it extends."""

    extends: Annotated[
        Name | None, Meta(description="Use another scenario's outcome; the keys given here replace its keys.")
    ] = None
    queued: Annotated[
        Span | None, Meta(description="From the dial until it rings, for attempts that do not say (1s).")
    ] = None
    attempts: Annotated[list[Attempt] | None, Meta(description="One item for each dial; the last one repeats.")] = None
    states: Annotated[
        list[State] | None,
        Meta(description="The provider's own status words in any order, also an impossible one."),
    ] = None
    choose: Annotated["list[Branch] | None", Meta(description="Weighted outcomes; one is picked per call.")] = None
    sequence: Annotated[
        list[Name] | None,
        Meta(description="The n-th call to one number plays the n-th scenario; the last stays."),
    ] = None
    repeat: Annotated[bool | None, Meta(description="Let a sequence start over after its last scenario.")] = None
    talk: Annotated[
        Talk | None, Meta(description="What is said from the first state of a conversation on; only with states.")
    ] = None
    visible_after: Annotated[
        Span | None, Meta(description="For so long, the call's id is unknown to requests that read it (0s).")
    ] = None
    fields: Annotated[dict[str, Any] | None, Meta(description="Raw overrides of the provider's answer.")] = None
    webhooks: Annotated[
        list[WebhookRule] | None, Meta(description="What goes wrong with the webhooks of the call.")
    ] = None
    faults: Annotated[
        list[FaultRule] | None, Meta(description="What goes wrong with the answers to requests about the call.")
    ] = None


class Branch(Body, frozen=True, kw_only=True):
    """An outcome that is drawn by weight: another scenario by name, or one written in place."""

    weight: Weight = 1
    play: Annotated[Name | None, Meta(description="The scenario to play.")] = None


class Match(Strict, frozen=True, kw_only=True):
    """Which calls play a scenario without asking for it. All keys must match; a list means any of its items."""

    provider: Annotated[Globs | None, Meta(description="Name of the provider; globs allowed.")] = None
    to: Annotated[Globs | None, Meta(description="The number called; globs allowed.")] = None
    from_: Annotated[Globs | None, Meta(description="The calling number; globs allowed.")] = msgspec.field(
        default=None, name="from"
    )
    direction: Annotated[Literal["outbound", "inbound"] | None, Meta(description="Which way the call goes.")] = None
    agent: Annotated[Globs | None, Meta(description="Id of the agent or assistant; globs allowed.")] = None
    metadata: Annotated[
        dict[str, Any] | None,
        Meta(description="Labels of the creating request; globs and nested mappings allowed."),
    ] = None
    variables: Annotated[dict[str, Any] | None, Meta(description="The same as metadata.")] = None


class ScenarioBody(Body, frozen=True, kw_only=True):
    """A scenario file, or one document of it."""

    version: Annotated[Literal[1], Meta(description="Version of this format.")]
    name: Annotated[Name, Meta(description="The name of the scenario.")]
    summary: Annotated[str | None, Meta(description="What happens, in one line.")] = None
    for_: Annotated[Match | None, Meta(description="Calls that play this scenario without being asked to.")] = (
        msgspec.field(default=None, name="for")
    )
    provider: Annotated[str | None, Meta(description="The only provider whose calls may play this scenario.")] = None
    variants: Annotated[
        list[Row] | None,
        Meta(description="Each call draws one of these rows; ${variant.NAME} in a text is its value of that name."),
    ] = None


OUTCOMES = ("attempts", "states", "choose", "sequence")  #: a body has one of these keys
