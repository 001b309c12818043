"""The text of a scenario: from its file, from its request, or written from its value; and where it comes from."""

from pathlib import Path

import pytest

from mockserver.scenarios.library import ScenarioLibrary
from mockserver.scenarios.limits import ScenarioLimits
from mockserver.scenarios.reading import load_file, load_value
from mockserver.scenarios.scenario import Scenario
from mockserver.scenarios.shipped import shipped_folder, shipped_library
from mockserver.scenarios.texts import REQUEST, SNAPSHOT, Origin, load_request, origin_of, text_of

ONE = "# $schema=x\nversion: 1\nname: one  # why\nattempts: [{fails: busy}]\n"
TWO = "version: 1\nname: two\n\nattempts:\n  - fails: busy\n"
VALUE = {"version": 1, "name": "given", "summary": "Two\nlines.", "attempts": [{"fails": "busy"}]}


def scenarios_in(file: Path, text: str) -> dict[str, Scenario]:
    file.write_bytes(text.encode())
    return {scenario.name: scenario for scenario in load_file(file)}


@pytest.mark.parametrize("mark", ["---\n", "---\r\n", "--- # next\n"])
def test_a_document_of_a_file_is_returned_as_it_is_there(tmp_path: Path, mark: str) -> None:
    found = scenarios_in(tmp_path / "two.yaml", f"\ufeff{ONE}{mark}{TWO}")
    assert text_of(found["one"]) == ONE
    assert text_of(found["two"]) == ("# next\n" if "#" in mark else "") + TWO


def test_comments_may_change_in_the_file(tmp_path: Path) -> None:
    file = tmp_path / "one.yaml"
    found = scenarios_in(file, ONE)
    file.write_text(ONE.replace("why", "that is why"))
    assert text_of(found["one"]) == ONE.replace("why", "that is why")


@pytest.mark.parametrize(
    "now",
    [
        ONE.replace("busy", "no_answer"),
        f"{ONE}---\n{TWO}".replace("name: one", "name: other"),
        f"{TWO}---\n{ONE}",
        "a: [",
        "",
        "\x00",
        b"\xff",
    ],
)
def test_a_file_that_has_changed_is_not_used(tmp_path: Path, now: str | bytes) -> None:
    file = tmp_path / "one.yaml"
    found = scenarios_in(file, ONE)
    file.write_bytes(now if isinstance(now, bytes) else now.encode())
    assert text_of(found["one"]) == "version: 1\nname: one\nattempts:\n- fails: busy\n"


def test_a_file_that_is_gone_or_too_large_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "one.yaml"
    found = scenarios_in(file, ONE)
    written = "version: 1\nname: one\nattempts:\n- fails: busy\n"
    assert text_of(found["one"], ScenarioLimits(bytes=len(ONE) - 1)) == written
    assert text_of(found["one"], ScenarioLimits(bytes=len(ONE))) == ONE
    file.unlink()
    assert text_of(found["one"]) == written


def test_a_request_keeps_its_text() -> None:
    one, two = load_request(f"{ONE}---\n---\n{TWO}".encode())
    assert (text_of(one), text_of(two)) == (ONE, TWO)


def test_json_is_written_as_yaml() -> None:
    (scenario,) = load_request(b'{"version": 1, "name": "j", "attempts": [{"fails": "busy"}]}')
    assert text_of(scenario) == "version: 1\nname: j\nattempts:\n- fails: busy\n"


def test_values_are_written_in_the_order_of_their_keys() -> None:
    text = text_of(load_value(VALUE, "a dict"))
    assert text == "version: 1\nname: given\nsummary: |-\n  Two\n  lines.\nattempts:\n- fails: busy\n"


@pytest.mark.parametrize("name", [*shipped_library().names(), "magic-1120"])
def test_the_texts_of_all_shipped_scenarios_say_what_they_are(name: str) -> None:
    scenario = shipped_library().get(name)
    text = text_of(scenario)
    (again,) = load_request(text.encode())
    assert again.value == scenario.value
    if name != "magic-1120":
        (file,) = shipped_folder().glob(f"*/{name}.yaml")
        assert text == file.read_text("utf-8")


def test_no_file_is_read_for_what_was_sent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path(REQUEST).write_text(f"{ONE}# not this\n")
    (scenario,) = load_request(ONE.encode())
    assert text_of(load_value(scenario.value, REQUEST)) == "version: 1\nname: one\nattempts:\n- fails: busy\n"


@pytest.mark.parametrize(
    ("source", "origin"),
    [(REQUEST, Origin.REQUEST), (SNAPSHOT, Origin.REQUEST), ("scenarios/mine.yaml", Origin.FILE)],
)
def test_the_source_tells_the_origin(source: str, origin: Origin) -> None:
    assert origin_of(load_value(VALUE, source)) is origin


def test_shipped_scenarios_and_magic_numbers_have_the_same_origin() -> None:
    library = ScenarioLibrary()
    assert origin_of(library.get("magic-0000")) is Origin.SHIPPED
    assert {origin_of(scenario) for scenario in shipped_library()} == {Origin.SHIPPED}
