"""Lazily loaded files: scenario files that are read when they are first needed."""

from pathlib import Path

import pytest

from mockserver.errors import ScenarioError
from mockserver.scenarios.files import scenario_files
from mockserver.scenarios.library import ScenarioLibrary
from mockserver.scenarios.planner import plan_call
from mockserver.scenarios.reading import load_value
from mockserver.scenarios.scenario import Scenario
from mockserver.scenarios.situation import Situation
from mockserver.simulation.randomness import Randomness

CALL = Situation("acme", "outbound", "+15550001111", "+15550002222", {}, 1)


def scenario(name: str, **keys: object) -> Scenario:
    return load_value({"version": 1, "name": name, "attempts": [{"fails": "busy"}], **keys}, "test")


def written(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(["version: 1", f"name: {path.stem}", *lines, ""]))
    return path


def test_a_library_of_files_can_be_built_searched_and_counted_without_reading_them(tmp_path: Path) -> None:
    missing = [tmp_path / "first.yaml", tmp_path / "second.yaml"]
    library = ScenarioLibrary(scenario_set=scenario_files(missing))
    assert library.names() == ["first", "second"]
    assert library.sources() == [str(path) for path in missing]
    assert len(library) == 2
    assert "second" in library
    assert library.choose(CALL, asked=None, queued=None, default="second") == "second"
    with pytest.raises(ScenarioError, match=r"second\.yaml:1:1: cannot be read"):
        library.get("second")


def test_a_file_is_read_once_for_all_libraries(tmp_path: Path) -> None:
    path = written(tmp_path / "busy.yaml", "attempts: [{fails: busy}]")
    library = ScenarioLibrary(scenario_set=scenario_files([path]))
    first = library.get("busy")
    path.unlink()
    assert library.copy().get("busy") is first
    assert [one.name for one in ScenarioLibrary(scenario_set=scenario_files([path]))] == ["busy"]


def test_a_file_plays_like_any_other_scenario(tmp_path: Path) -> None:
    library = ScenarioLibrary(
        [scenario("mine")], scenario_files([written(tmp_path / "busy.yaml", "attempts: [{fails: busy}]")])
    )
    assert (
        plan_call(library, "busy", CALL, Randomness("s"), {}).attempts
        == plan_call(library, "mine", CALL, Randomness("s"), {}).attempts
    )


def test_a_scenario_replaces_the_file_of_the_same_name(tmp_path: Path) -> None:
    library = ScenarioLibrary(scenario_set=scenario_files([tmp_path / "a.yaml", tmp_path / "b.yaml"]))
    library.add([scenario("c"), scenario("a", **{"for": {"to": "+1*"}})])
    assert library.names() == ["a", "b", "c"]
    assert library.sources() == ["test", str(tmp_path / "b.yaml"), "test"]
    assert library.choose(CALL, asked=None, queued=None, default="c") == "a"


def test_adding_a_scenario_reads_the_files_it_refers_to(tmp_path: Path) -> None:
    library = ScenarioLibrary(
        scenario_set=scenario_files([written(tmp_path / "a.yaml", "extends: b"), tmp_path / "c.yaml"])
    )
    with pytest.raises(ScenarioError, match="b → a → b"):
        library.add([load_value({"version": 1, "name": "b", "extends": "a"}, "test")])
    assert library.names() == ["a", "c"]


def test_a_lazily_loaded_file_may_not_have_the_key_for(tmp_path: Path) -> None:
    library = ScenarioLibrary(
        scenario_set=scenario_files([written(tmp_path / "a.yaml", "attempts: [{fails: busy}]", "for: {to: '*'}")])
    )
    with pytest.raises(AssertionError, match="read too late"):
        library.get("a")
