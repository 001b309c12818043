"""Plans of scenarios: which event happens how long after the dial."""

from datetime import timedelta
from typing import Any

import pytest

from mockserver.calls.events import (
    Answered,
    AnsweredBy,
    Ended,
    EndedBy,
    EndReason,
    Phase,
    Result,
    Ringing,
    Said,
    Shown,
    ToolUsed,
    Transferred,
)
from mockserver.calls.timeline import AttemptPlan, Plan
from mockserver.errors import ScenarioError
from mockserver.scenarios.library import ScenarioLibrary
from mockserver.scenarios.planner import plan_call
from mockserver.scenarios.reading import load_value
from mockserver.scenarios.situation import Meaning, Situation
from mockserver.simulation.randomness import Randomness

WORDS = {"waits": Meaning(Phase.WAITING), "rings": Meaning(Phase.RINGING), "dead": Meaning(Phase.ENDED, EndReason.BUSY)}


def situation(serial: int = 1, nth: int = 0, **labels: Any) -> Situation:
    return Situation("acme", "outbound", "+15550001111", "+15550002222", labels, serial, nth)


def plan(call: Situation | None = None, *others: dict[str, Any], seed: str = "seed", **keys: Any) -> Plan:
    scenarios = [load_value({"version": 1, **given}, "test") for given in ({"name": "x", **keys}, *others)]
    return plan_call(ScenarioLibrary(scenarios), scenarios[0].name, call or situation(), Randomness(seed), WORDS)


def steps(**attempt: Any) -> list[tuple[float, Any]]:
    (only,) = plan(attempts=[attempt]).attempts
    return seconds(only)


def seconds(attempt: AttemptPlan) -> list[tuple[float, Any]]:
    return [(offset.total_seconds(), event) for offset, event in attempt.steps]


def end(**attempt: Any) -> Ended:
    event = steps(**attempt)[-1][1]
    assert isinstance(event, Ended)
    return event


def test_a_failed_dial_rings_and_has_no_ended_by() -> None:
    assert steps(ringing="4s", fails="busy") == [(1, Ringing()), (5, Ended(EndReason.BUSY))]


def test_an_answered_dial_has_a_conversation_and_ends() -> None:
    found = steps(queued="2s", ringing="3s", talk=[{"agent": "one two three four five"}, {"user": "six"}], lasts="9s")
    assert found == [
        (2, Ringing()),
        (5, Answered(AnsweredBy.HUMAN)),
        (5, Said("agent", "one two three four five")),
        (7.5, Said("user", "six")),
        (14, Ended(EndReason.HANG_UP, EndedBy.USER)),
    ]


def test_a_call_without_a_conversation_lasts_30s_and_with_one_a_second_longer_than_it() -> None:
    assert steps()[-1][0] == 35
    assert steps(talk=[{"user": "hi"}])[-1][0] == pytest.approx(5 + 0.5 + 1)


def test_queued_of_the_scenario_is_the_default_of_its_attempts() -> None:
    made = plan(queued="7s", attempts=[{"fails": "busy"}, {"queued": "1s", "fails": "busy"}])
    assert [seconds(attempt)[0][0] for attempt in made.attempts] == [7, 1]


def test_a_tool_turn_carries_its_arguments_and_text_output() -> None:
    tools = [
        {"tool": "a", "arguments": {"x": [1]}, "output": {"ok": True}, "error": True},
        {"tool": "b", "output": "as it is", "after": 2},
        {"tool": "c"},
    ]
    found = [(at, event) for at, event in steps(talk=tools) if isinstance(event, ToolUsed)]
    assert found == [
        (5, ToolUsed("a", {"x": [1]}, '{"ok":true}', is_error=True)),
        (7.3, ToolUsed("b", {}, "as it is")),
        (8.1, ToolUsed("c", {}, "")),
    ]


def test_a_turn_can_be_repeated() -> None:
    found = steps(talk=[{"agent": "Hello?", "after": "2s", "repeat": 3}])
    assert [at for at, event in found if isinstance(event, Said)] == [7, 9.5, 12]


def test_a_conversation_that_is_too_long_is_compressed() -> None:
    found = steps(talk=[{"agent": "hm"}, {"agent": "hm", "after": 8}, {"agent": "hm", "after": 0.5}], lasts="1s")
    times = [at for at, event in found if isinstance(event, Said)]
    assert times == pytest.approx([5, 5.85, 5.95])
    assert found[-1][0] == 6


def test_a_hanging_attempt_rings_or_talks_for_ever() -> None:
    assert steps(hangs=True) == [(1, Ringing())]
    assert [type(event) for _, event in steps(hangs=True, answered_by="human")] == [Ringing, Answered]
    assert [type(event) for _, event in steps(hangs=True, talk=[{"user": "hi"}])] == [Ringing, Answered, Said]


def test_a_transfer_happens_just_before_the_end() -> None:
    found = steps(transferred_to="+15550003333", lasts="9s")
    assert found[-2:] == [(14, Transferred("+15550003333")), (14, Ended(EndReason.TRANSFER, EndedBy.AGENT))]


@pytest.mark.parametrize(
    ("keys", "reason", "by"),
    [
        ({}, "hang_up", "user"),
        ({"answered_by": "voicemail"}, "voicemail", "agent"),
        ({"answered_by": "voicemail", "ended_by": "agent"}, "voicemail", "agent"),
        ({"answered_by": "voicemail", "ended_by": "user"}, "hang_up", "user"),
        ({"answered_by": "IVR"}, "ivr_no_navigate", "agent"),
        ({"answered_by": "ios-screening-filter"}, "hang_up", "user"),
        ({"answered_by": "unknown"}, "hang_up", "user"),
        ({"ended_by": "agent"}, "tool_end_call", "agent"),
        ({"ended_by": "system"}, "connection_lost", "system"),
        ({"reason": "silence"}, "silence", "system"),
        ({"reason": "max_duration"}, "max_duration", "system"),
        ({"reason": "tool_end_call"}, "tool_end_call", "agent"),
        ({"reason": "rejected"}, "rejected", "user"),
        ({"reason": "silence", "ended_by": "agent"}, "silence", "agent"),
    ],
)
def test_missing_end_details_are_inferred(keys: dict[str, Any], reason: str, by: str) -> None:
    ended = end(**keys)
    assert (ended.reason, ended.by) == (reason, by)


def test_the_end_event_has_the_results_of_the_conversation() -> None:
    ended = end(outputs={"a": 1}, summary="Done.", recording=False, transcript=True, analysis={"after": "1m"})
    assert (ended.outputs, ended.summary) == ({"a": 1}, "Done.")
    assert ended.after == {Result.RECORDING: None, Result.ANALYSIS: timedelta(minutes=1)}
    assert end().after is None


def test_attempts_and_scenarios_have_raw_fields() -> None:
    made = plan(attempts=[{"fails": "busy", "fields": {"a": 1}}], fields={"b": "${to}"})
    assert made.attempts[0].fields == {"a": 1}
    assert made.fields == {"b": "+15550002222"}


def test_an_attempt_can_be_repeated() -> None:
    made = plan(attempts=[{"fails": "busy", "repeat": 3}, {}])
    assert [type(attempt.steps[1][1]) for attempt in made.attempts] == [Ended, Ended, Ended, Answered]


def test_ranges_depend_on_the_seed_and_the_call_number() -> None:
    def ringing(seed: str, serial: int) -> float:
        made = plan(situation(serial), seed=seed, queued="0s..1s", attempts=[{"ringing": "3s..8s", "fails": "busy"}])
        found = seconds(made.attempts[0])
        assert 0 <= found[0][0] <= 1
        assert 3 <= found[1][0] - found[0][0] <= 8
        return found[1][0]

    assert ringing("a", 1) == ringing("a", 1)
    assert len({ringing(seed, serial) for seed in "ab" for serial in range(5)}) > 5


def test_choose_picks_by_weight_for_each_call() -> None:
    outcomes = [{"weight": 3, "attempts": [{"fails": "busy"}]}, {"play": "y"}, {"weight": 0, "attempts": [{}]}]
    other = {"name": "y", "attempts": [{"fails": "no_answer"}]}
    drawn = [plan(situation(serial), other, choose=outcomes) for serial in range(200)]
    reasons = [made.attempts[0].steps[-1][1] for made in drawn]
    busy = sum(isinstance(event, Ended) and event.reason is EndReason.BUSY for event in reasons)
    assert 120 < busy < 180
    assert all(isinstance(event, Ended) and event.reason is not EndReason.HANG_UP for event in reasons)
    assert {made.scenario for made in drawn} == {"x"}


def test_choose_inside_an_attempt_picks_for_each_dial() -> None:
    made = plan(attempts=[{"choose": [{"fails": "busy"}, {"fails": "no_answer"}], "repeat": 50}])
    reasons = {event.reason for attempt in made.attempts for _, event in attempt.steps if isinstance(event, Ended)}
    assert len(made.attempts) == 50
    assert reasons == {EndReason.BUSY, EndReason.NO_ANSWER}


def test_a_branch_inherits_queued_and_fields_of_its_list() -> None:
    made = plan(choose=[{"attempts": [{"fails": "busy"}], "fields": {"b": 2}}], queued="9s", fields={"a": 1, "b": 1})
    assert seconds(made.attempts[0])[0] == (9, Ringing())
    assert made.fields == {"a": 1, "b": 2}


def test_fields_override_those_of_the_played_scenario() -> None:
    other = {"name": "y", "attempts": [{"fails": "busy"}], "fields": {"a": 1, "c": 3}}
    assert plan(None, other, choose=[{"play": "y"}], fields={"a": 2}).fields == {"a": 2, "c": 3}


@pytest.mark.parametrize("outcome", [{"choose": [{"play": "y"}]}, {"sequence": ["y"]}])
@pytest.mark.parametrize(
    ("given", "inner", "hidden"), [({}, "2s", 2), ({"visible_after": 5}, "2s", 5), ({"visible_after": 0}, "2s", 0)]
)
def test_visible_after_overrides_that_of_the_played_scenario(
    outcome: dict[str, Any], given: dict[str, Any], inner: str, hidden: int
) -> None:
    other = {"name": "y", "attempts": [{"fails": "busy"}], "visible_after": inner}
    assert plan(None, other, **outcome, **given).visible_after == timedelta(seconds=hidden)


def test_a_branch_inherits_visible_after_of_its_list() -> None:
    inline: dict[str, Any] = {"attempts": [{"fails": "busy"}]}
    assert plan(choose=[inline], visible_after="5s").visible_after == timedelta(seconds=5)
    assert plan(choose=[{**inline, "visible_after": "1s"}], visible_after="5s").visible_after == timedelta(seconds=1)
    assert plan(choose=[{**inline, "visible_after": 0}], visible_after="5s").visible_after == timedelta(0)


def test_a_scenario_with_visible_after_shares_no_plan_with_others() -> None:
    given: list[dict[str, Any]] = [
        {"name": "busy", "attempts": [{"fails": "busy"}], "visible_after": "2s"},
        {"name": "shown", "sequence": ["busy"], "visible_after": 0},
        {"name": "later", "sequence": ["busy"], "visible_after": "5s"},
        {"name": "plain", "sequence": ["busy"]},
    ]
    library = ScenarioLibrary([load_value({"version": 1, **one}, "test") for one in given])

    def hidden(name: str) -> float:
        return plan_call(library, name, situation(), Randomness("seed"), WORDS).visible_after.total_seconds()

    names = [one["name"] for one in given]
    assert [hidden(name) for name in names * 2] == [2, 0, 5, 2] * 2


def test_a_sequence_counts_the_calls_to_one_number() -> None:
    others = [{"name": "busy", "attempts": [{"fails": "busy"}]}, {"name": "none", "attempts": [{"fails": "no_answer"}]}]

    def reasons(**more: Any) -> list[str]:
        made = [plan(situation(nth=nth), *others, sequence=["busy", "none"], **more) for nth in range(4)]
        events = [event for one in made for _, event in one.attempts[0].steps]
        return [event.reason for event in events if isinstance(event, Ended)]

    assert reasons() == ["busy", "no_answer", "no_answer", "no_answer"]
    assert reasons(repeat=True) == ["busy", "no_answer", "busy", "no_answer"]


def test_extends_inherits_the_attempts_and_replaces_given_keys() -> None:
    base: dict[str, Any] = {"name": "y", "queued": "2s", "attempts": [{"fails": "busy"}], "fields": {"a": 1}}
    assert plan(None, base, extends="y").attempts == plan(queued="2s", attempts=[{"fails": "busy"}]).attempts
    assert seconds(plan(None, base, extends="y", queued="5s").attempts[0])[0] == (5, Ringing())
    other = plan(None, base, extends="y", attempts=[{"fails": "no_answer"}], fields={"b": 2})
    assert seconds(other.attempts[0]) == [(2, Ringing()), (6, Ended(EndReason.NO_ANSWER))]
    assert other.fields == {"b": 2}


def test_extends_works_over_several_levels_and_branches() -> None:
    chain: list[dict[str, Any]] = [
        {"name": "y", "extends": "z"},
        {"name": "z", "extends": "w", "queued": 3},
        {"name": "w", "attempts": [{}]},
    ]
    outcomes: list[dict[str, Any]] = [{"extends": "y"}, {"choose": [{"extends": "y"}]}]
    for outcome in outcomes:
        assert seconds(plan(None, *chain, **outcome).attempts[0])[0] == (3, Ringing())


def test_states_are_shown_literally() -> None:
    made = plan(provider="acme", states=[{"waits": "2s"}, {"rings": "5s"}, {"waits": 0}, {"dead": None}])
    assert made.literal
    assert seconds(made.attempts[0]) == [
        (0, Shown("waits", Phase.WAITING)),
        (2, Shown("rings", Phase.RINGING)),
        (7, Shown("waits", Phase.WAITING)),
        (7, Shown("dead", Phase.ENDED, EndReason.BUSY)),
    ]


def test_an_unknown_state_is_an_error_that_suggests_the_nearest() -> None:
    with pytest.raises(ScenarioError, match=r"states\[0\].*'wait' is not a status of acme.*Did you mean 'waits'"):
        plan(provider="acme", states=[{"wait": None}])
    with pytest.raises(ScenarioError, match=r"choose\[0\]\.states\[1\]"):
        plan(provider="acme", choose=[{"states": [{"waits": 1}, {"Rings": None}]}])


def test_a_scenario_of_another_provider_is_refused_even_if_inherited() -> None:
    base = {"name": "y", "provider": "other", "attempts": [{}]}
    with pytest.raises(ScenarioError, match="is for calls of other, and this is a call of acme"):
        plan(None, base, extends="y")


def test_variables_are_filled_everywhere() -> None:
    attempt = {
        "talk": [
            {"agent": "Hi ${metadata.name:-there}, ${faker.first_name} to ${to}"},
            {"tool": "t", "arguments": {"n": "${variables.deep.n}"}, "output": "${direction}"},
        ],
        "outputs": {"n": "${metadata.deep.n}", "none": "${metadata.none}"},
        "summary": "From ${from}.",
        "transferred_to": "${metadata.desk:-+1999}",
    }
    found = steps_for(situation(name="Ann", deep={"n": 3}), attempt)
    said = next(event for event in found if isinstance(event, Said))
    assert said.text.startswith("Hi Ann, ")
    assert said.text.endswith(" to +15550002222")
    assert ToolUsed("t", {"n": 3}, "outbound") in found
    assert Transferred("+1999") in found
    ended = found[-1]
    assert isinstance(ended, Ended)
    assert (ended.outputs, ended.summary) == ({"n": 3, "none": ""}, "From +15550001111.")


def steps_for(call: Situation, attempt: dict[str, Any]) -> list[Any]:
    return [event for _, event in plan(call, attempts=[attempt]).attempts[0].steps]


@pytest.mark.parametrize("method", ["nme", "enum"])
def test_an_unknown_faker_provider_is_an_error_with_its_position(method: str) -> None:
    with pytest.raises(ScenarioError, match=rf"attempts\[0\]\.summary: .*'{method}'"):
        plan(attempts=[{"summary": f"${{faker.{method}}}"}])


def test_an_unknown_faker_provider_is_an_error_even_if_inherited() -> None:
    with pytest.raises(ScenarioError, match="test:1:1: Faker has no provider 'nme'"):
        plan(None, {"name": "y", "attempts": [{"summary": "${faker.nme}"}]}, extends="y")


def test_offsets_are_timedeltas() -> None:
    assert all(isinstance(offset, timedelta) for offset, _ in plan(attempts=[{}]).attempts[0].steps)
