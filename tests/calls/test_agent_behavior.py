"""How an agent's settings change a dial: pure values, no world."""

from datetime import datetime
from typing import Any

import msgspec
import pytest

from mockserver.calls.agent_behavior import AgentBehavior, shaped
from mockserver.calls.call import Call, dialled
from mockserver.calls.events import (
    Answered,
    AnsweredBy,
    AnyEvent,
    Detected,
    Dialled,
    Ended,
    EndedBy,
    EndReason,
    Result,
    Ringing,
    Said,
    ToolUsed,
    Transferred,
)
from mockserver.calls.timeline import AttemptPlan, Plan, Timeline, dial
from tests.worlds import MONDAY, seconds

HELLO = Said("agent", "Hello")  # each of these takes half a second to say
YES = Said("user", "Yes")
USER = Ended(EndReason.HANG_UP, EndedBy.USER)
TOOL = Ended(EndReason.TOOL_END_CALL, EndedBy.AGENT, summary="Done.")
MACHINE = Ended(EndReason.VOICEMAIL, EndedBy.AGENT)
TRANSFER_END = Ended(EndReason.TRANSFER, EndedBy.AGENT)


def attempt(*steps: tuple[float, AnyEvent], by: AnsweredBy = AnsweredBy.HUMAN) -> Timeline:
    """Return an attempt that is answered at once; offsets of steps count from the answer."""
    events = ((seconds(after), event) for after, event in ((0, Answered(by)), *steps))
    return dial(AttemptPlan(tuple(events)), 0, MONDAY, None)


def played(entries: Timeline, *, users: bool = False, **settings: Any) -> list[tuple[float, AnyEvent]]:
    """Return the events after the answer, changed by the agent's settings, as offsets. `users`: the scenario is a
    user's, else a shipped one."""
    made = shaped(entries, AgentBehavior(**settings), default=not users)
    return [((at - MONDAY).total_seconds(), event) for at, event in made[2:]]


@pytest.mark.parametrize(
    "steps",
    [
        ((0, HELLO), (5, YES), (30, USER)),
        ((0, HELLO), (30, TOOL)),
        ((30, MACHINE),),
        ((0, HELLO), (9, Transferred("+14155550199")), (9, TRANSFER_END)),
        ((0, HELLO), (9, Ended(EndReason.SILENCE, EndedBy.SYSTEM))),
        ((0, HELLO),),
    ],
)
def test_the_default_behavior_leaves_the_scenario_unchanged(steps: Any) -> None:
    assert shaped(attempt(*steps), AgentBehavior()) == attempt(*steps)


def test_an_unanswered_dial_is_unchanged() -> None:
    steps = ((seconds(1), Ringing()), (seconds(5), Ended(EndReason.BUSY)))
    entries = dial(AttemptPlan(steps), 0, MONDAY, None)
    assert shaped(entries, AgentBehavior(opening="Hi", silence=seconds(1), may_end=False)) == entries


# -- speech ----------------------------------------------------------------------------------------


def test_the_agent_says_its_first_message_if_the_scenario_has_no_turns() -> None:
    assert played(attempt((30, USER)), opening="Hi") == [(0, Said("agent", "Hi")), (30, USER)]
    assert played(attempt(), opening="Hi") == [(0, Said("agent", "Hi"))]
    assert played(attempt((0, ToolUsed("t", {}, "")), (9, USER)), opening="Hi")[0] == (0, Said("agent", "Hi"))


@pytest.mark.parametrize("first", [HELLO, YES])
def test_turns_of_a_users_scenario_replace_the_first_message(first: Said) -> None:
    assert played(attempt((0, first), (30, USER)), users=True, opening="Hi") == [(0, first), (30, USER)]


def test_the_first_message_replaces_the_wording_of_a_shipped_scenario() -> None:
    entries = attempt((0, HELLO), (2, YES), (4, HELLO), (30, USER))
    assert played(entries, opening="Hi") == [(0, Said("agent", "Hi")), (2, YES), (4, HELLO), (30, USER)]
    assert played(attempt((0, YES), (4, HELLO), (30, USER)), opening="Hi")[1] == (4, Said("agent", "Hi"))


def test_an_agent_that_waits_does_not_speak_first() -> None:
    entries = attempt((0, HELLO), (2, YES), (4, HELLO), (30, USER))
    assert played(entries, waits=True) == [(2, YES), (4, HELLO), (30, USER)]
    assert played(attempt((30, USER)), waits=True, opening="Hi") == [(30, USER)]


SECOND: dict[str, Any] = {"opening_delay": seconds(1)}


def test_the_first_words_come_after_their_delay_and_the_end_stays() -> None:
    found = Detected(AnsweredBy.UNKNOWN)
    entries = attempt((0, HELLO), (2, YES), (3, found), (4, HELLO), (30, USER))
    assert played(entries, **SECOND) == [(1, HELLO), (3, YES), (4, found), (5, HELLO), (30, USER)]
    assert played(attempt((0.4, HELLO), (30, USER)), **SECOND) == [(1, HELLO), (30, USER)]
    assert played(attempt((0, HELLO), (2, YES)), **SECOND) == [(1, HELLO), (3, YES)]
    assert played(attempt((30, USER)), opening="Hi", **SECOND) == [(1, Said("agent", "Hi")), (30, USER)]


def test_a_delay_of_the_first_words_moves_the_end_only_if_the_last_words_need_it() -> None:
    assert played(attempt((0, HELLO), (2, YES), (2.8, USER)), **SECOND)[-1] == (3.5, USER)
    assert played(attempt((0, HELLO), (2, YES), (2.2, USER)), **SECOND)[-1] == (
        3.2,
        USER,
    )  # cut short
    through = Transferred("+14155550199")
    moved = played(attempt((0, HELLO), (0.5, through), (0.5, TRANSFER_END)), **SECOND)
    assert moved == [(1, HELLO), (1.5, through), (1.5, TRANSFER_END)]


def test_only_an_agent_that_speaks_first_has_a_delay() -> None:
    for entries in (attempt((0, YES), (0.5, HELLO), (9, USER)), attempt((2, HELLO), (9, USER)), attempt((9, USER))):
        assert shaped(entries, AgentBehavior(**SECOND), default=True) == entries
    machine = attempt((0, HELLO), (9, MACHINE), by=AnsweredBy.VOICEMAIL)
    assert shaped(machine, AgentBehavior(**SECOND), default=True) == machine


def test_a_users_scenario_decides_when_its_first_words_and_its_end_come() -> None:
    entries = attempt((0, HELLO), (9, USER))
    assert shaped(entries, AgentBehavior(**SECOND)) == entries
    hi = Said("agent", "Hi")
    assert played(attempt((9, USER)), users=True, opening="Hi", **SECOND) == [(1, hi), (9, USER)]
    assert played(attempt((0.8, USER)), users=True, opening="Hi", **SECOND) == [(0, hi), (0.8, USER)]
    assert played(attempt(), users=True, opening="Hi", **SECOND) == [(1, hi)]


BYE = Said("agent", "That’s all, bye")
RESULT = Ended(EndReason.HANG_UP, EndedBy.USER, outputs={"a": 1}, summary="S", after={Result.RECORDING: None})


@pytest.mark.parametrize("phrase", ["bye", "BYE", "that's all", "That’s all, bye"])
def test_the_agent_hangs_up_when_it_has_said_a_farewell(phrase: str) -> None:
    entries = attempt((0, HELLO), (2, BYE), (5, YES), (30, RESULT))
    ended = msgspec.structs.replace(RESULT, reason=EndReason.TOOL_END_CALL, by=EndedBy.AGENT)
    assert played(entries, farewells=("x", phrase)) == [(0, HELLO), (2, BYE), (3.2, ended)]
    assert played(entries, users=True, farewells=(phrase,)) == played(entries)


def test_the_tool_that_ends_the_call_is_not_needed_after_a_farewell() -> None:
    entries = attempt((2, BYE), (4, ToolUsed("end_call", {}, "")), (5, TOOL))
    assert played(entries, farewells=("bye",)) == [(2, BYE), (3.2, TOOL)]


@pytest.mark.parametrize("last", [HELLO, ToolUsed("book", {}, "")])
def test_a_farewell_before_the_agent_has_finished_leaves_no_outputs_and_summary(last: AnyEvent) -> None:
    (_, ended) = played(attempt((2, BYE), (5, YES), (6, last), (30, RESULT)), farewells=("bye",))[-1]
    assert ended == Ended(EndReason.TOOL_END_CALL, EndedBy.AGENT, after={Result.RECORDING: None})


@pytest.mark.parametrize(
    ("farewells", "steps"),
    [
        (("by", "ye", "all bye"), ((2, BYE), (30, USER))),  # parts of words
        (("bye",), ((2, Said("user", "Bye")), (30, USER))),  # not the agent
        (("bye",), ((2, BYE), (3, USER))),  # cut before the agent has finished
        (("bye",), ((2, Transferred("+1")), (3, BYE), (30, USER))),  # the colleague listens
        (("bye",), ((2, BYE), (9, YES))),  # it never ends
    ],
)
def test_a_talk_without_a_farewell_of_the_agent_is_unchanged(farewells: tuple[str, ...], steps: Any) -> None:
    assert shaped(attempt(*steps), AgentBehavior(farewells=farewells), default=True) == attempt(*steps)


@pytest.mark.parametrize("by", [AnsweredBy.VOICEMAIL, AnsweredBy.IVR])
def test_a_farewell_to_a_machine_changes_nothing(by: AnsweredBy) -> None:
    entries = attempt((2, BYE), (9, MACHINE), by=by)
    assert shaped(entries, AgentBehavior(farewells=("bye",)), default=True) == entries


def test_the_agent_says_its_closing_sentence_before_it_hangs_up() -> None:
    bye = Said("agent", "Bye")
    assert played(attempt((0, HELLO), (30, TOOL)), closing="Bye") == [(0, HELLO), (30, bye), (30.5, TOOL)]
    assert played(attempt((0, HELLO), (30, USER)), closing="Bye") == [(0, HELLO), (30, USER)]
    assert played(attempt((0, HELLO), (30, TOOL)), users=True, closing="Bye") == [(0, HELLO), (30, TOOL)]


def test_an_agent_that_leaves_no_messages_hangs_up_on_a_voicemail() -> None:
    entries = attempt((0, YES), (2, HELLO), (8, MACHINE), by=AnsweredBy.VOICEMAIL)
    assert played(entries, leaves_messages=False) == [(0, YES), (8, MACHINE)]
    assert played(entries, message="Bye") == [(0, YES), (8, Said("agent", "Bye")), (8.5, MACHINE)]
    assert shaped(entries, AgentBehavior(leaves_messages=False)) == entries


def test_a_voicemail_that_is_found_out_late_counts_as_one() -> None:
    entries = attempt((0, HELLO), (4, Detected(AnsweredBy.VOICEMAIL)), (8, MACHINE))
    assert played(entries, message="Bye", opening="Hi") == [
        (0, Said("agent", "Hi")),
        (4, Detected(AnsweredBy.VOICEMAIL)),
        (8, Said("agent", "Bye")),
        (8.5, MACHINE),
    ]


def test_an_agent_that_does_not_navigate_presses_no_keys() -> None:
    keys, menu = ToolUsed("press_keys", {"keys": "1"}, ""), Said("user", "Press")
    entries = attempt((0, menu), (2, keys), (9, USER), by=AnsweredBy.IVR)
    assert played(entries, navigates=False) == [(0, menu), (9, USER)]
    assert played(entries, users=True, navigates=False) == [(0, menu), (2, keys), (9, USER)]


def test_tools_of_shipped_scenarios_have_the_providers_names() -> None:
    entries = attempt((0, ToolUsed("transfer_call", {}, "")), (9, USER))
    assert played(entries, names=(("transfer_call", "transfer"),))[0] == (0, ToolUsed("transfer", {}, ""))


def test_a_users_scenario_may_do_what_the_agent_cannot() -> None:
    entries = attempt((0, HELLO), (2, ToolUsed("a", {}, "")), (9, Transferred("+1")), (9, TRANSFER_END))
    settings: dict[str, Any] = {"may_transfer": False, "may_end": False, "lacks": ("a",), "routes": ("+2",)}
    assert shaped(entries, AgentBehavior(**settings)) == entries
    assert shaped(attempt((9, TOOL)), AgentBehavior(**settings)) == attempt((9, TOOL))


def test_a_transfer_within_the_talk_stays_where_it_is() -> None:
    human = Said("human", "Hello")
    entries = attempt((0, HELLO), (5, Transferred("+1", warm=True)), (6, human), (30, USER))
    assert shaped(entries, AgentBehavior(silence=seconds(60))) == entries


def test_the_agent_leaves_a_voicemail_message_if_the_scenario_has_none() -> None:
    entries = attempt((0, YES), (8, MACHINE), by=AnsweredBy.VOICEMAIL)
    message = "Please call us back soon."  # five words, two seconds
    left = [(0, YES), (8, Said("agent", message)), (10, MACHINE)]
    assert played(entries, message=message, opening="Hi") == left
    own = attempt((0, YES), (2, HELLO), (8, MACHINE), by=AnsweredBy.VOICEMAIL)
    assert shaped(own, AgentBehavior(message=message)) == own
    assert played(attempt((0, YES), (8, USER)), message=message) == [(0, YES), (8, USER)]


def test_an_agent_without_voicemail_detection_talks_and_hangs_up() -> None:
    entries = attempt((8, MACHINE), by=AnsweredBy.VOICEMAIL)
    said, (at, ended) = played(entries, detects=False, opening="Hi", message="Call back.")
    assert (said, at, ended) == ((0, Said("agent", "Hi")), 8, Ended(EndReason.TOOL_END_CALL, EndedBy.AGENT))


# -- missing abilities -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "ended",
    [TOOL, Ended(EndReason.HANG_UP, EndedBy.AGENT), Ended(EndReason.IVR_NO_NAVIGATE, EndedBy.AGENT)],
)
def test_the_user_hangs_up_if_the_agent_may_not(ended: Ended) -> None:
    (_, last) = played(attempt((9, ended)), may_end=False)[-1]
    assert isinstance(last, Ended)
    assert (last.reason, last.by, last.summary) == (EndReason.HANG_UP, EndedBy.USER, ended.summary)
    assert played(attempt((9, MACHINE)), may_end=False) == [(9, MACHINE)]
    assert played(attempt((9, TRANSFER_END)), may_end=False) == [(9, TRANSFER_END)]


def test_an_undetected_voicemail_hangs_up_if_the_agent_may_not() -> None:
    (_, last) = played(attempt((9, MACHINE)), may_end=False, detects=False)[-1]
    assert last == Ended(EndReason.HANG_UP, EndedBy.USER)


TRANSFER_ATTEMPT = attempt((0, HELLO), (9, Transferred("+14155550199")), (9, TRANSFER_END))


def test_the_user_hangs_up_if_the_agent_may_not_transfer() -> None:
    assert played(TRANSFER_ATTEMPT, may_transfer=False, handover="Wait.") == [(0, HELLO), (9, USER)]


def test_the_agent_transfers_only_to_allowed_numbers() -> None:
    def to(**settings: Any) -> list[str]:
        return [event.to for _, event in played(TRANSFER_ATTEMPT, **settings) if isinstance(event, Transferred)]

    assert to() == to(routes=("+14155550100", "+14155550199")) == ["+14155550199"]
    assert to(routes=("+14155550100", "+14155550101")) == ["+14155550100"]


def test_the_agent_announces_a_transfer() -> None:
    words = "Please hold on, I connect you."  # six words
    assert played(TRANSFER_ATTEMPT, handover=words) == [
        (0, HELLO),
        (9, Said("agent", words)),
        (11.4, Transferred("+14155550199")),
        (11.4, TRANSFER_END),
    ]


def test_tools_that_the_agent_lacks_are_not_used() -> None:
    entries = attempt((0, HELLO), (2, ToolUsed("a", {}, "")), (3, ToolUsed("b", {}, "")), (9, USER))
    assert played(entries, lacks=("a", "c")) == [(0, HELLO), (3, ToolUsed("b", {}, "")), (9, USER)]


def test_an_agent_with_own_tools_uses_only_these_and_the_built_in_ones() -> None:
    names = ("a", "b", "end_call", "transfer_call", "press_keys")
    entries = attempt(*((index, ToolUsed(name, {}, "")) for index, name in enumerate(names)), (9, USER))

    def used(**settings: Any) -> list[str]:
        return [event.name for _, event in played(entries, **settings) if isinstance(event, ToolUsed)]

    assert used(tools=("b", "c")) == ["b", "end_call", "transfer_call", "press_keys"]
    assert used(tools=()) == ["end_call", "transfer_call", "press_keys"]
    assert used(tools=("b",), lacks=("b", "end_call")) == ["transfer_call", "press_keys"]
    assert used(tools=("b",), users=True) == used() == list(names)


# -- silence ---------------------------------------------------------------------------------------

SILENCE = Ended(EndReason.SILENCE, EndedBy.SYSTEM)


def test_a_silence_that_is_too_long_ends_the_conversation() -> None:
    entries = attempt((0, HELLO), (10.5, YES), (30, USER))
    assert played(entries, silence=seconds(10)) == [(0, HELLO), (10.5, YES), (30, USER)]
    assert played(entries, silence=seconds(9)) == [(0, HELLO), (9.5, SILENCE)]


def test_silence_counts_from_the_last_word_or_the_answer() -> None:
    long = Said("agent", "word " * 50)  # twenty seconds
    assert played(attempt((0, long), (29, YES), (60, USER)), silence=seconds(10))[-1] == (60, USER)
    assert played(attempt((0, long), (31, YES), (60, USER)), silence=seconds(10))[-1] == (30, SILENCE)
    assert played(attempt((11, HELLO), (60, USER)), silence=seconds(10)) == [(10, SILENCE)]
    tool = ToolUsed("t", {}, "")
    assert played(attempt((5, tool), (15.2, HELLO), (60, USER)), silence=seconds(10))[-1] == (60, USER)


def test_silence_also_ends_a_hanging_conversation() -> None:
    assert played(attempt((0, HELLO), (60, YES)), silence=seconds(10)) == [(0, HELLO), (10.5, SILENCE)]
    assert played(attempt((0, HELLO)), silence=seconds(10)) == [(0, HELLO)]


@pytest.mark.parametrize("after", [3, 30])
def test_a_conversation_that_ends_by_silence_ends_at_the_silence_limit(after: float) -> None:
    assert played(attempt((0, HELLO), (after, SILENCE)), silence=seconds(10)) == [(0, HELLO), (10.5, SILENCE)]


def test_time_after_the_last_turn_is_not_silence() -> None:
    assert played(attempt((0, HELLO), (600, USER)), silence=seconds(10)) == [(0, HELLO), (600, USER)]


def test_a_talk_that_is_broken_off_keeps_its_results_unless_its_scenario_is_a_shipped_one() -> None:
    ended = Ended(EndReason.HANG_UP, EndedBy.USER, outputs={"a": 1}, summary="S", after={Result.RECORDING: None})
    entries = attempt((0, HELLO), (60, YES), (90, ended))
    (_, last) = played(entries, users=True, silence=seconds(10))[-1]
    assert last == Ended(EndReason.SILENCE, EndedBy.SYSTEM, {"a": 1}, "S", {Result.RECORDING: None})
    (_, last) = played(entries, silence=seconds(10))[-1]
    assert last == Ended(EndReason.SILENCE, EndedBy.SYSTEM, after={Result.RECORDING: None})


# -- what happens in the middle of a talk ----------------------------------------------------------

THROUGH = Transferred("+14155550199", warm=True)
COLLEAGUE = Said("human", "Billing, hello.")


def test_a_shipped_talk_that_goes_on_after_a_transfer_follows_the_settings() -> None:
    ended = Ended(EndReason.HANG_UP, EndedBy.USER, outputs={"a": 1}, summary="S")
    entries = attempt((0, HELLO), (5, THROUGH), (6, COLLEAGUE), (9, ended))
    assert played(entries) == [(0, HELLO), (5, THROUGH), (6, COLLEAGUE), (9, ended)]
    assert played(entries, may_transfer=False) == [(0, HELLO), (9, Ended(EndReason.HANG_UP, EndedBy.USER))]
    assert played(entries, routes=("+1",))[1] == (5, Transferred("+1", warm=True))
    assert played(entries, routes=("+1", THROUGH.to))[1] == (5, THROUGH)
    assert played(entries, users=True, may_transfer=False) == played(entries)


def test_what_the_agent_said_before_it_found_the_voicemail_stays() -> None:
    found = Detected(AnsweredBy.VOICEMAIL)
    entries = attempt((0, HELLO), (4, found), (5, Said("agent", "Bye.")), (9, MACHINE))
    assert played(entries, leaves_messages=False) == [(0, HELLO), (4, found), (9, MACHINE)]
    said = [event for _, event in played(entries, message="Call back.") if isinstance(event, Said)]
    assert said == [HELLO, Said("agent", "Call back.")]
    late = attempt((0, HELLO), (4, found), (9, MACHINE))
    assert Said("agent", "Call back.") in [event for _, event in played(late, users=True, message="Call back.")]


# -- in a call -------------------------------------------------------------------------------------


def test_behavior_is_applied_before_the_duration_limit() -> None:
    plan = Plan("test", (AttemptPlan(((seconds(0), Answered(AnsweredBy.HUMAN)), (seconds(60), TOOL))),))

    def timeline(**more: Any) -> list[tuple[float, AnyEvent]]:
        call = Call("call-1", 1, "test", "outbound", "+1", "+2", MONDAY, plan, **more)
        return [(offset(at), event) for at, event in dialled(call, MONDAY).timeline]

    shown = timeline(behavior=AgentBehavior(opening="Hi", may_end=False), limit=seconds(20))
    assert [event for _, event in shown[:3]] == [Dialled(0), Answered(AnsweredBy.HUMAN), Said("agent", "Hi")]
    assert shown[3] == (20, Ended(EndReason.MAX_DURATION, EndedBy.SYSTEM, summary="Done."))
    assert timeline(behavior=AgentBehavior()) == timeline()


def test_the_message_at_the_longest_duration_is_said_before_the_end() -> None:
    message = Said("agent", "Our time is over now")  # two seconds
    late, other = Ended(EndReason.MAX_DURATION, EndedBy.SYSTEM), Ended(EndReason.HANG_UP, EndedBy.SYSTEM)

    def ending(ended: Ended, limit: float | None, *, default: bool, text: str | None = message.text) -> list[Any]:
        steps = ((seconds(0), Answered(AnsweredBy.HUMAN)), (seconds(9), HELLO), (seconds(60), ended))
        plan = Plan("test", (AttemptPlan(steps),), default=default)
        longest = None if limit is None else seconds(limit)
        behavior = AgentBehavior(limit_message=text)
        made = Call("call-1", 1, "test", "outbound", "+1", "+2", MONDAY, plan, limit=longest, behavior=behavior)
        shown = [(offset(at), event) for at, event in dialled(made, MONDAY).timeline]
        return [step for step in shown[2:] if isinstance(step[1], Said | Ended)]

    for default in (True, False):
        assert ending(other, 20, default=default) == [(9, HELLO), (20, message), (22, late)]
        assert ending(other, None, default=default) == [(9, HELLO), (60, other)]
        assert ending(other, 20, default=default, text=None) == [(9, HELLO), (20, late)]
    assert ending(late, None, default=True) == [(9, HELLO), (60, message), (62, late)]
    assert ending(late, None, default=False) == [(9, HELLO), (60, late)]  # a scenario of a user, as written


def offset(at: datetime) -> float:
    return (at - MONDAY).total_seconds()


def test_agent_behavior_survives_a_snapshot() -> None:
    behavior = AgentBehavior(opening="Hi", silence=seconds(7.5), routes=("+14155550100",), lacks=("end_call",))
    call = Call("call-1", 1, "test", "outbound", "+1", "+2", MONDAY, Plan("test", ()), behavior=behavior)
    assert msgspec.json.decode(msgspec.json.encode(call), type=Call) == call
