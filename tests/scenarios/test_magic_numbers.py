"""Magic numbers: each digit is one dial."""

import pytest

from mockserver.calls.events import DIAL_ERRORS, Answered, AnsweredBy, Ended
from mockserver.calls.timeline import AttemptPlan
from mockserver.scenarios.library import ScenarioLibrary
from mockserver.scenarios.magic_numbers import MEANINGS, explain, magic_name, magic_scenario
from mockserver.scenarios.planner import plan_call
from mockserver.scenarios.situation import Situation
from mockserver.simulation.randomness import Randomness


@pytest.mark.parametrize(
    ("number", "name"),
    [
        ("+15005551120", "magic-1120"),
        ("+15005550000", "magic-0000"),
        ("+1500555112", None),
        ("+150055511200", None),
        ("15005551120", None),
        ("+15005551120\n", None),
        ("+1500555112٣", None),
        ("+14155550100", None),
    ],
)
def test_only_four_digits_after_the_prefix_are_magic(number: str, name: str | None) -> None:
    assert magic_name(number) == name


def outcome(attempt: AttemptPlan) -> str:
    for _, event in attempt.steps:
        if isinstance(event, Answered):
            return event.by
        if isinstance(event, Ended):
            return event.reason
    return "hangs"


def test_each_digit_is_one_dial_and_the_last_repeats() -> None:
    situation = Situation("acme", "outbound", "+1", "+15005551230", {}, 1)
    plan = plan_call(ScenarioLibrary(), "magic-1230", situation, Randomness("s"), {})
    assert [outcome(plan.attempt(number)) for number in range(6)] == [
        "busy", "no_answer", AnsweredBy.VOICEMAIL, *[AnsweredBy.HUMAN] * 3
    ]  # fmt: skip


def test_the_digits_have_their_documented_meaning() -> None:
    assert list(MEANINGS) == list("0123456789")
    errors = [meaning for digit, meaning in MEANINGS.items() if digit not in "03"]
    assert errors == list(DIAL_ERRORS)
    assert explain("+15005551120") == [
        ("1", "busy"),
        ("1", "busy"),
        ("2", "no_answer"),
        ("0", "a person answers"),
    ]
    assert explain("+14155550100") == []


def test_all_ten_digits_give_scenarios() -> None:
    for digit in MEANINGS:
        made = magic_scenario(f"magic-{digit}000")
        assert made is not None
        assert MEANINGS[digit] in made.summary
    assert magic_scenario("magic") is None
