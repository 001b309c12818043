"""Reading scenario files: all problems are reported together, with position, expectation and suggestion."""

from pathlib import Path
from typing import Any

import pytest

from mockserver.errors import ScenarioError
from mockserver.scenarios.reading import load_file, load_folder, load_text, load_value


def messages_about(text: str) -> list[str]:
    with pytest.raises(ScenarioError) as caught:
        load_text(text, "x.yaml")
    return [str(problem) for problem in caught.value.problems]


def scenario(**keys: Any) -> dict[str, Any]:
    return {"version": 1, "name": "x", **keys}


def faults(**keys: Any) -> str:
    with pytest.raises(ScenarioError) as caught:
        load_value(scenario(**keys), "given")
    return str(caught.value)


def test_a_file_may_hold_many_scenarios_and_empty_documents() -> None:
    text = "version: 1\nname: a\nattempts: [{fails: busy}]\n---\n---\n{version: 1, name: b, attempts: [{}]}\n---\n"
    first, second = load_text(text, "x.yaml")
    assert (first.name, second.name) == ("a", "b")
    assert first.source == "x.yaml"
    assert first.summary == ""
    assert first.value == {"version": 1, "name": "a", "attempts": [{"fails": "busy"}]}


def test_json_is_accepted_too() -> None:
    (read,) = load_text('{"version": 1, "name": "j", "attempts": [{"ringing": 2.5, "fails": "busy"}]}', "body")
    assert read.name == "j"


def test_all_problems_are_reported_in_file_order() -> None:
    text = """\
version: 1
name: bad name
sumary: x
attempts:
  - {ringin: 4s, fails: buzy, lasts: }
  - {ringing: soon, answered_by: Human, talk: [{agent: 3}, {agent: a, user: b}, {user: "${meta.x}"}], repeat: 0}
  - 7
"""
    assert messages_about(text) == [
        "x.yaml:2:7: name: expected a name: 1 to 64 of A-Z a-z 0-9 . _ -, not 'bad name'",
        "x.yaml:3:1: sumary: unknown key 'sumary'. Did you mean 'summary'?",
        "x.yaml:5:6: attempts[0].ringin: unknown key 'ringin'. Did you mean 'ringing'?",
        "x.yaml:5:25: attempts[0].fails: expected one of busy, no_answer, number_non_attributed, "
        "temporarily_unavailable, too_many_calls, no_international_permission, precondition_failed, "
        "non_classified_error, not 'buzy'. Did you mean 'busy'?",
        "x.yaml:5:38: attempts[0].lasts: expected a duration such as 500ms, 2s, 1m30s, 2h or 3d, or a range such as "
        "3s..8s, not nothing (null)",
        "x.yaml:6:15: attempts[1].ringing: 'soon' is not a duration such as 500ms, 2s, 1m30s, 2h or 3d",
        "x.yaml:6:34: attempts[1].answered_by: expected one of human, voicemail, IVR, unknown, ios-screening-filter, "
        "not 'Human'. Did you mean 'human'?",
        "x.yaml:6:56: attempts[1].talk[0].agent: expected text, not the number 3. Put it in quotes.",
        "x.yaml:6:60: attempts[1].talk[1]: a turn has exactly one of agent, user, human, tool, transfer, "
        "not agent and user",
        "x.yaml:6:88: attempts[1].talk[2].user: there is no variable 'meta'; expected one of to, from, direction, "
        "metadata, variables, faker, variant. Did you mean 'metadata'?",
        "x.yaml:6:111: attempts[1].repeat: expected a whole number from 1 to 1000, not the number 0",
        "x.yaml:7:5: attempts[2]: expected a mapping, not the number 7. Write keys, as in '{fails: busy}'.",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "x.yaml:1:1: holds no scenario"),
        ("# only a comment", "holds no scenario"),
        ("3", "expected a scenario (a mapping"),
        ("- a", "expected a scenario (a mapping"),
        ("name: x", "the version is missing"),
        ("version: 2\nname: x", "x.yaml:1:10: version: expected version: 1, the only one"),
        ("version: true\nname: x", "not true"),
        ("version: 1.0\nname: x", "not the number 1.0"),
        ("version: 1\nattempts: [{fails: busy}]", "'name' is missing; expected a name: 1 to 64"),
        ("version: 1\nname: x", "the scenario has no outcome"),
        ("version: 1\nname: [x", "not YAML"),
        (
            "version: 1\nname: x\nattempts: [{}]\n---\nversion: 1\nname: x\nattempts: [{}]",
            "x.yaml:6:7: name: 'x' is already the name in line 2",
        ),
    ],
)
def test_a_text_that_is_not_a_scenario_is_refused(text: str, said: str) -> None:
    assert any(said in one for one in messages_about(text))


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"attempts": []}, "attempts: the list is empty"),
        ({"attempts": {}}, "attempts: expected a list, not a mapping"),
        ({"attempts": [{}], "states": [{"a": None}], "provider": "p"}, "states: cannot be combined with 'attempts'"),
        ({"attempts": [{"fails": "busy", "talk": [{"agent": "x"}]}]}, "attempts[0].talk: 'talk' cannot be used"),
        ({"attempts": [{"hangs": True, "lasts": 3}]}, "'lasts' cannot be used beside 'hangs: true'"),
        ({"attempts": [{"choose": [{"fails": "busy"}], "ringing": 1}]}, "'ringing' cannot be used beside 'choose'"),
        ({"attempts": [{"choose": [{"weight": 0}]}]}, "attempts[0].choose: all weights are 0"),
        ({"choose": [{"weight": 0, "play": "a"}]}, "choose: all weights are 0"),
        ({"choose": [{"weight": -1, "play": "a"}]}, "expected a number of at least 0, not the number -1"),
        ({"choose": [{"weight": True, "play": "a"}]}, "expected a number of at least 0, not true"),
        ({"choose": [{"weight": 1}]}, "choose[0]: an item needs 'play: NAME' or an outcome of its own"),
        ({"choose": [{"play": "a", "attempts": [{}]}]}, "'attempts' cannot be combined with 'play'"),
        ({"choose": [{"states": [{"a": None}]}]}, "'states' are words of one provider"),
        ({"states": [{"a": None}]}, "'states' are words of one provider"),
        ({"provider": "p", "states": [{"a": None}, {"b": 1}]}, "states[0].a: only the last state may stay"),
        ({"provider": "p", "states": [{"a": 1, "b": 2}]}, "expected one status word and how long it is shown"),
        ({"provider": "p", "states": [{"a": "x"}]}, "'x' is not a duration"),
        ({"provider": "p", "states": [None]}, "expected one status word"),
        ({"provider": "p", "states": [{"a": "20000d"}, {"b": "20000d"}]}, "states last at most 36,500 days"),
        ({"provider": "p", "states": [{"a": 1}], "queued": 1}, "queued: cannot be combined with 'states'"),
        ({"provider": "p", "states": [{"a": 0}] * 10_001}, "at most 10,000 states"),
        ({"attempts": [{}], "repeat": True}, "belongs to 'sequence'"),
        ({"attempts": [{"repeat": 1000}] * 11}, "at most 10,000 dials"),
        ({"attempts": [{"talk": [{"agent": "x", "repeat": 1000}] * 11}]}, "at most 10,000 turns"),
        ({"attempts": [{"queued": "20000d", "lasts": "20000d"}]}, "an attempt lasts at most 36,500 days"),
        ({"attempts": [{"talk": [{"agent": "x", "after": "2000d", "repeat": 99}]}]}, "at most 36,500 days"),
        ({"attempts": [{"queued": "3s..1s"}]}, "ends before it begins"),
        ({"attempts": [{"queued": True}]}, "expected a duration"),
        ({"attempts": [{"queued": [1]}]}, "not a list"),
        ({"attempts": [{"queued": -1}]}, "out of range"),
        ({"attempts": [{"reason": "busy"}]}, "expected one of hang_up,"),
        ({"attempts": [{"hangs": "yes"}]}, "expected true or false, not 'yes'"),
        ({"attempts": [{"talk": [{}]}]}, "a turn has exactly one of agent, user, human, tool, transfer, and has none"),
        ({"attempts": [{"talk": [{"agent": "x", "output": 1}]}]}, "'output' belongs to a tool"),
        ({"attempts": [{"talk": [{"tool": "x", "arguments": []}]}]}, "expected a mapping, not a list"),
        ({"attempts": [{"transferred_to": "+1", "reason": "silence"}]}, "ends with reason transfer, not silence"),
        ({"attempts": [{"transferred_to": "+1", "ended_by": "user"}]}, "ended by the agent, not by user"),
        ({"attempts": [{"summary": None}]}, "expected text, not nothing (null)"),
        ({"attempts": [{}], "for": {"direction": "in"}}, "expected inbound or outbound"),
        ({"attempts": [{}], "for": {"to": {}}}, "expected text or a list, not a mapping"),
        ({"attempts": [{}], "for": {"to": [3]}}, "for.to[0]: expected text"),
        ({"attempts": [{}], "for": {"metadata": {}, "variables": {}}}, "name the same labels"),
        ({"attempts": [{}], "for": None}, "for: expected a mapping, not nothing"),
        ({"attempts": [{}], "name": "x\n"}, "expected a name"),
        ({"attempts": [{}], "fields": {"a": float("nan")}}, "fields.a: nan is a number that JSON cannot carry"),
        ({"attempts": [{}], "fields": {"a": 2**64}}, "does not fit into 64 bits"),
        ({"attempts": [{}], "fields": {"a": {1, 2}}}, "set is no type"),
        ({"attempts": [{}], "fields": {1: 2}}, "a key must be text, not 1"),
        ({"attempts": [{}], "fields": {"a": "\ud800"}}, "surrogate"),
        ({"attempts": [{}], "falts": 1}, "unknown key 'falts'. Did you mean 'faults'?"),
        ({"attempts": [{}], "webhooks": {}}, "webhooks: expected a list, not a mapping"),
        ({"attempts": [{}], "webhooks": [{"fault": "late"}]}, "late needs 'by'"),
    ],
)
def test_each_mistake_has_a_clear_message(keys: dict[str, Any], said: str) -> None:
    assert said in faults(**keys)


def test_self_referencing_values_are_refused() -> None:
    endless: dict[str, Any] = {}
    endless["a"] = endless
    assert "deeper than 64 levels" in faults(attempts=[{}], fields=endless)


def test_input_values_are_copied_and_tuples_become_lists() -> None:
    attempt: dict[str, Any] = {"outputs": {"a": 1}}
    read = load_value(scenario(attempts=(attempt,)), "given")
    attempt["outputs"]["a"] = 2
    assert read.value["attempts"] == [{"outputs": {"a": 1}}]


def test_a_scenario_can_be_read_again_from_its_json_value() -> None:
    (read,) = load_text("version: 1\nname: x\nattempts: [{ringing: 1s..2s, fails: busy}]", "x.yaml")
    assert load_value(read.value, "again").value == read.value


def test_a_file_that_cannot_be_read_is_a_scenario_error(tmp_path: Path) -> None:
    for path in (tmp_path / "missing.yaml", tmp_path):
        with pytest.raises(ScenarioError, match="cannot be read"):
            load_file(path)
    with pytest.raises(ScenarioError, match="cannot be read"):
        load_file(Path("a\0b"))


def test_a_folder_is_read_recursively_and_in_order(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for place, name in (("b/2.yml", "two"), ("a.yaml", "one"), ("c.yaml", "three")):
        (tmp_path / place).write_text(f"version: 1\nname: {name}\nattempts: [{{fails: busy}}]\n")
    (tmp_path / "notes.txt").write_text("not: [a scenario")
    assert [read.name for read in load_folder(tmp_path)] == ["one", "two", "three"]
    assert [read.name for read in load_folder(tmp_path / "a.yaml")] == ["one"]


def test_the_problems_of_all_files_of_a_folder_are_reported_together(tmp_path: Path) -> None:
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text("version: 1\n")
    with pytest.raises(ScenarioError) as caught:
        load_folder(tmp_path)
    sources = {Path(problem.source).name for problem in caught.value.problems}
    assert sources == {"a.yaml", "b.yaml"}
    with pytest.raises(ScenarioError, match="no such file or folder"):
        load_folder(tmp_path / "missing")
