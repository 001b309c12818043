"""The tree of errors: codes, details, and messages that say what was given and what to do."""

import json
from enum import StrEnum

import pytest

from mockserver.errors import (
    BadArgument,
    CannotBind,
    Conflict,
    ControlError,
    LinesBusy,
    MockserverError,
    NeverSettles,
    NotReachable,
    Problem,
    RealNumber,
    ScenarioError,
    SettingsError,
    TooLarge,
    TooManyWorlds,
    UnknownName,
    did_you_mean,
    nearest_hint,
)

ONE_OF_EACH: list[MockserverError] = [
    MockserverError("something"),
    ScenarioError([Problem("a.yaml", 1, 1, "$", "is empty")]),
    UnknownName("scenario", "bsuy", ["busy"]),
    Conflict("the call has ended"),
    LinesBusy("account", 3),
    NeverSettles(["1"]),
    TooLarge(10),
    TooManyWorlds("mine", 10),
    SettingsError("--port 99999"),
    CannotBind("port 80"),
    ControlError(409, "odd", "no", {"a": 1}),
    BadArgument("calls.find() takes no argument 'x'."),
    NotReachable("nobody"),
    RealNumber("+14152007986"),
]


def test_each_error_has_a_code_of_its_own() -> None:
    codes = {error.code for error in ONE_OF_EACH}
    assert len(codes) == len(ONE_OF_EACH)
    assert set(MockserverError.__subclasses__()) == {type(error) for error in ONE_OF_EACH[1:]}


@pytest.mark.parametrize("error", ONE_OF_EACH, ids=lambda error: type(error).__name__)
def test_the_details_of_each_error_can_be_written_as_json(error: MockserverError) -> None:
    assert json.loads(json.dumps(error.details)) == error.details


def test_a_problem_names_file_line_column_and_path() -> None:
    problem = Problem("busy.yaml", 7, 3, "$.attempts[1].fails", "'bsuy' is not a dial error")
    assert str(problem) == "busy.yaml:7:3: $.attempts[1].fails: 'bsuy' is not a dial error"


def test_a_problem_without_a_path_names_only_its_position() -> None:
    assert str(Problem("busy.yaml", 7, 3, "", "is not YAML")) == "busy.yaml:7:3: is not YAML"


def test_a_scenario_error_shows_every_problem_on_a_line_of_its_own() -> None:
    error = ScenarioError(Problem("a.yaml", line, 1, "$", "is wrong") for line in (1, 2, 3))
    assert str(error).splitlines() == [f"a.yaml:{line}:1: $: is wrong" for line in (1, 2, 3)]
    assert [problem["line"] for problem in error.details["problems"]] == [1, 2, 3]


def test_an_unknown_name_suggests_the_nearest_names() -> None:
    error = UnknownName("scenario", "bsuy", ["busy", "answered", "voicemail"])
    assert str(error) == "There is no scenario 'bsuy'. Did you mean 'busy'?"
    assert error.details == {"kind": "scenario", "name": "bsuy", "nearest": ["busy"]}


def test_an_unknown_name_without_near_names_suggests_nothing() -> None:
    assert str(UnknownName("call", "zzz", ["busy"])) == "There is no call 'zzz'."


def test_several_near_names_are_joined_with_or() -> None:
    assert did_you_mean(["busy", "bus"]) == " Did you mean 'busy' or 'bus'?"
    assert did_you_mean([]) == ""


def test_busy_lines_say_which_and_how_many() -> None:
    assert str(LinesBusy("campaign 7", 3)) == "All 3 lines of 'campaign 7' are busy."


def test_never_settles_names_the_calls() -> None:
    error = NeverSettles(iter(["a", "b"]))
    assert str(error).startswith("2 calls never end by themselves: a, b. Cancel them,")
    assert str(NeverSettles(["a"])).startswith("1 call never ends by itself: a. Cancel it,")
    assert error.details == {"calls": ["a", "b"]}


class Word(StrEnum):
    """Words of an enumeration."""

    NEAR = "delivered"
    FAR = "lost"


def test_the_nearest_word_is_offered_as_text_if_one_is_near() -> None:
    assert nearest_hint("deliverd", Word) == " Did you mean 'delivered'?"
    assert nearest_hint("zzz", Word) == ""
