"""Changed files: which scenarios are then played, and what is told."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockserver.errors import ScenarioError
from mockserver.scenarios.files import ScenarioSet
from mockserver.scenarios.limits import DEFAULT_LIMITS, ScenarioLimits
from mockserver.scenarios.reading import load_text
from mockserver.scenarios.reloading import Loaded, Message, Read, read_version, reload

A, B, C = (Path(f"{letter}.yaml") for letter in "abc")
ENDING = "This applies to new calls; running calls keep their plan."


def version(file: Path, *texts: str) -> Read:
    """Return the version of a file with these documents; `name: key: value`."""
    try:
        return tuple(load_text("\n---\n".join(f"version: 1\n{text}" for text in texts), str(file)))
    except ScenarioError as error:
        return error


def busy(file: Path, name: str, ringing: str = "4s") -> Read:
    return version(file, f"name: {name}\nattempts: [{{fails: busy, ringing: {ringing}}}]")


def loaded(**files: Read) -> Loaded:
    reads = {Path(f"{name}.yaml"): read for name, read in files.items()}
    return reload(Loaded(), list(reads), reads)[0]


def names(loaded: Loaded) -> list[str]:
    return list(loaded.scenarios)


def texts(messages: list[Message]) -> list[str]:
    return [message.text for message in messages]


def test_a_changed_a_new_and_a_removed_scenario_are_told_in_one_line() -> None:
    old = loaded(a=version(A, "name: one\nattempts: [{}]", "name: two\nattempts: [{}]"))
    new, messages = reload(old, [A, B], {A: busy(A, "one"), B: busy(B, "three")})
    assert names(new) == ["one", "three"]
    assert messages == [Message(f"Scenarios reloaded: 1 changed (one), 1 new (three), 1 removed (two). {ENDING}")]


def test_files_that_have_not_changed_keep_their_scenarios() -> None:
    old = loaded(a=busy(A, "one"), b=busy(B, "two"))
    new, _ = reload(old, [A, B], {B: busy(B, "two", "9s")})
    assert new.scenarios["one"] is old.scenarios["one"]
    assert new.scenarios["two"] is not old.scenarios["two"]


def test_a_comment_that_changes_is_not_worth_a_line() -> None:
    old = loaded(a=busy(A, "one"))
    assert reload(old, [A], {A: version(A, "# new\nname: one\nattempts: [{fails: busy, ringing: 4s}]")})[1] == []


def test_a_broken_file_keeps_its_last_good_version_until_it_is_mended() -> None:
    old = loaded(a=busy(A, "one"), b=busy(B, "two"))
    broken, messages = reload(old, [A, B], {A: version(A, "name: one\nsumary: x"), B: busy(B, "three")})
    assert names(broken) == ["one", "three"]
    assert texts(messages)[1:3] == [
        "a.yaml:3:1: sumary: unknown key 'sumary'. Did you mean 'summary'?",
        "a.yaml is broken, so its last good version stays in use. Mend it and save it again.",
    ]
    assert [message.is_warning for message in messages] == [True, True, True, False]
    again, silence = reload(broken, [A, B], {})
    assert (names(again), silence) == (["one", "three"], [])
    mended, told = reload(again, [A, B], {A: busy(A, "one")})
    assert (names(mended), texts(told)) == (["one", "three"], ["a.yaml is mended."])


def test_a_file_that_was_broken_from_the_start_is_used_once_it_is_mended() -> None:
    broken, messages = reload(loaded(), [A], {A: version(A, "name: [one]")})
    assert names(broken) == []
    assert texts(messages)[-1] == "a.yaml is broken, so it is not used. Mend it and save it again."
    mended, told = reload(broken, [A], {A: busy(A, "one")})
    assert names(mended) == ["one"]
    assert texts(told) == ["a.yaml is mended.", f"Scenarios reloaded: 1 new (one). {ENDING}"]


def test_a_broken_file_that_is_deleted_is_not_called_mended() -> None:
    broken, _ = reload(loaded(a=busy(A, "one")), [A], {A: version(A, "x: 1")})
    gone, told = reload(broken, [], {})
    assert names(gone) == []
    assert texts(told) == [f"Scenarios reloaded: 1 removed (one). {ENDING}"]


def test_a_reference_to_nothing_breaks_its_file_only() -> None:
    old = loaded(a=busy(A, "one"), b=busy(B, "two"))
    new, messages = reload(old, [A, B], {A: version(A, "name: one\nextends: nothing"), B: busy(B, "two", "9s")})
    assert texts(messages)[0].startswith("a.yaml:3:10: extends: there is no scenario 'nothing'.")
    assert new.scenarios["one"] is old.scenarios["one"]
    assert texts(messages)[-1] == f"Scenarios reloaded: 1 changed (two). {ENDING}"


def test_a_reference_to_a_later_file_is_used_when_that_file_has_come() -> None:
    waiting, _ = reload(loaded(a=busy(A, "one")), [A], {A: version(A, "name: one\nextends: two")})
    assert waiting.broken
    new, messages = reload(waiting, [A, B], {B: busy(B, "two")})
    assert new.scenarios["one"].body.extends == "two"
    assert texts(messages)[0] == "a.yaml is mended."


def test_scenarios_that_refer_to_themselves_are_never_used() -> None:
    old = loaded(a=busy(A, "one"), b=version(B, "name: two\nextends: one"))
    new, messages = reload(old, [A, B], {A: version(A, "name: one\nextends: two")})
    assert new.scenarios["one"] is old.scenarios["one"]
    assert "refers to itself: one → two → one" in texts(messages)[0]


def test_what_others_need_is_not_taken_away() -> None:
    old = loaded(a=busy(A, "one"), b=version(B, "name: two\nextends: one"))
    held, messages = reload(old, [B, C], {C: busy(C, "three")})
    assert names(held) == ["one", "two"]
    assert texts(messages) == [
        "b.yaml:3:10: extends: there is no scenario 'one'.",
        "Nothing is reloaded until that is mended, because scenarios need what has changed or is gone.",
    ]
    assert reload(held, [B, C], {})[1] == []
    free, told = reload(held, [B, C], {B: busy(B, "two")})
    assert names(free) == ["two", "three"]
    assert texts(told)[0] == "b.yaml is mended."


def test_a_chain_that_is_too_long_is_refused() -> None:
    old = Loaded(limits=ScenarioLimits(chain=2))
    reads = {A: busy(A, "one"), B: version(B, "name: two\nextends: one"), C: version(C, "name: three\nextends: two")}
    new, messages = reload(old, list(reads), reads)
    assert "three" not in names(new)
    assert messages[0].is_warning


def test_the_order_of_files_is_that_of_the_scenarios_and_later_ones_replace_earlier_ones() -> None:
    base = ScenarioSet(
        {scenario.name: scenario for scenario in load_text("version: 1\nname: two\nattempts: [{}]", "s")}
    )
    first, _ = reload(Loaded(base), [A, B], {B: busy(B, "one", "1s"), A: busy(A, "one", "2s")})
    assert names(first) == ["two", "one"]
    assert first.scenarios["one"].source == "b.yaml"
    earlier, _ = reload(first, [A], {})
    assert earlier.scenarios["one"].source == "a.yaml"
    replaced, _ = reload(earlier, [A], {A: busy(A, "two")})
    assert (names(replaced), replaced.scenarios["two"].source) == (["two"], "a.yaml")
    assert reload(replaced, [], {})[0].scenarios["two"].source == "s"


def test_many_names_are_shortened() -> None:
    documents = [f"name: s{number}\nattempts: [{{}}]" for number in range(10)]
    _, messages = reload(Loaded(), [A], {A: version(A, *documents)})
    assert "10 new (s0, s1, s2, s3, s4, s5, s6, s7 …)." in messages[0].text


@pytest.mark.parametrize("text", ["version: 1\nname: one\nattempts: [{}]\n", "version: 2\n"])
def test_a_file_is_read_with_its_mistakes(tmp_path: Path, text: str) -> None:
    file = tmp_path / "x.yaml"
    file.write_text(text)
    read = read_version(file, DEFAULT_LIMITS)
    assert isinstance(read, ScenarioError) == ("2" in text)
    assert isinstance(read_version(tmp_path / "none.yaml", DEFAULT_LIMITS), ScenarioError)


one_version = st.sampled_from(
    [
        "name: a\nattempts: [{}]",
        "name: b\nextends: a",
        "name: a\nextends: c",
        "name: c\nattempts: [{}]",
        "name: [",
        "x: 1",
    ]
)
steps = st.lists(st.dictionaries(st.sampled_from([A, B, C]), one_version | st.none(), max_size=3), max_size=5)


@given(steps)
def test_after_any_changes_every_name_exists_and_a_reload_without_changes_says_nothing(
    changes: list[dict[Path, str | None]],
) -> None:
    now, files = Loaded(), set[Path]()
    for change in changes:
        files = (files | change.keys()) - {file for file, text in change.items() if text is None}
        reads = {file: version(file, text) for file, text in change.items() if text is not None}
        now, _ = reload(now, sorted(files), reads)
        extended = {scenario.body.extends for scenario in now.scenarios.values()} - {None}
        assert extended <= set(now.scenarios)
        assert reload(now, sorted(files), {}) == (now, [])
