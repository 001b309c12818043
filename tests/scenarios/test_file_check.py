"""Checking files: everything that is wrong is found in one run, in order, and counted."""

from pathlib import Path

import pytest

from mockserver.errors import Problem
from mockserver.providers import PROVIDERS
from mockserver.scenarios.file_check import FileCheck, check_files
from mockserver.scenarios.lint import Finding
from mockserver.scenarios.shipped import shipped_library

EVERYTHING = """\
version: 1
name: everything
sumary: Wrong in many ways.
provider: ringyo
for: {to: 14155550142, directon: inbound}
extends: bussy
attemps:
  - {ringin: 4s, fails: buzy, repeat: "3"}
  - answeredBy: machine
    ringing: 5 sec
    talk:
      - agent: "Hello ${meta.name} and ${form}, I am ${faker.frist_name}, {{name}}"
      - user: Hi
        pause: 1s
    fails: busy
choose:
  - {weight: 70%, play: answred}
  - states: [{queued: 2 sec}, {COMPLETED: }]
  - {weight: 0, attempts: [{summary: "${variant.x}", lasts: soon}]}
webhooks: [{fault: drop, chance: 0.5, chance: 2}]
faults:
  - {fault: error, operation: calls.gte, first: 1, nth: 2}
fields: {a: "${too}"}
"""
FOUND = """\
3 sumary: error: unknown key 'sumary'
5 for.to: error: expected text, not the number 14155550142
5 for.directon: error: unknown key 'directon'
6 extends: error: there is no scenario 'bussy'. Did you mean 'busy'?
7 attemps: error: unknown key 'attemps'
8 attemps[0].ringin: error: unknown key 'ringin'
8 attemps[0].fails: error: expected one of busy
8 attemps[0].repeat: error: expected a whole number
9 attemps[1].answeredBy: error: unknown key 'answeredBy'
9 attemps[1].answeredBy: error: expected one of human
10 attemps[1].ringing: error: '5 sec' is not a duration
11 attemps[1].talk: error: 'talk' cannot be used beside 'fails'
12 attemps[1].talk[0].agent: error: there is no variable 'meta'
12 attemps[1].talk[0].agent: error: there is no variable 'form'
12 attemps[1].talk[0].agent: error: Faker has no provider 'frist_name'
12 attemps[1].talk[0].agent: warning: '{{name}}' stays as it is
14 attemps[1].talk[1].pause: error: unknown key 'pause'. Did you mean 'after'?
16 choose: error: cannot be combined with 'attempts'
17 choose[0].weight: error: expected a number
17 choose[0].play: error: there is no scenario 'answred'. Did you mean 'answered'?
18 choose[1].states[0].queued: error: '2 sec' is not a duration
18 choose[1].states[1]: error: 'COMPLETED' is not a status of ringyo
19 choose[2].weight: warning: is never drawn
19 choose[2].attempts[0].lasts: error: 'soon' is not a duration
20 webhooks[0].fault: error: expected one of duplicate
20 webhooks[0].chance: error: duplicate key 'chance'
22 faults[0].operation: error: 'calls.gte' is no operation
22 faults[0].nth: error: cannot be combined with 'first'
23 fields.a: error: there is no variable 'too'
"""
GOOD = "version: 1\nname: good\nattempts: [{fails: busy}]\n"


def checked(*paths: Path) -> FileCheck:
    return check_files(paths, PROVIDERS.vocabularies(), shipped_library(), PROVIDERS.operation_names())


def test_all_mistakes_of_one_scenario_are_found_in_order_and_none_hides_another(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text(EVERYTHING)
    found = [
        f"{finding.problem.line} {finding.problem.path}: {finding.severity}: {finding.problem.message}"
        for finding in checked(tmp_path).findings
    ]
    expected = FOUND.splitlines()
    assert len(found) == len(expected), "\n".join(found)
    assert [one for one, said in zip(found, expected, strict=True) if not one.startswith(said)] == []


def test_a_document_that_is_not_yaml_has_one_error_and_those_around_it_are_checked(tmp_path: Path) -> None:
    broken = "version: 1\nname: tabbed\nattempts:\n\t- {fails: buzy}\n"
    last = "version: 1\nname: last\nsequence: [good, tabbed, lost]\n"
    (tmp_path / "x.yaml").write_text(f"{GOOD.replace('busy', 'buzy')}---\n{broken}---\n{last}")
    lines = [(finding.problem.line, finding.problem.message) for finding in checked(tmp_path).findings]
    assert [line for line, _ in lines] == [3, 8, 12]
    assert lines[1][1] == "not YAML: a tab cannot be used here; write spaces"
    assert lines[2][1].startswith("there is no scenario 'lost'"), "the name of the broken scenario is known"


def test_files_are_checked_in_the_order_given_and_each_once(tmp_path: Path) -> None:
    for name, text in (("a", "\tno"), ("b", GOOD), ("c", GOOD.replace("busy", "buzy").replace("good", "other"))):
        (tmp_path / f"{name}.yaml").write_text(text)
    (tmp_path / "sub").mkdir()
    report = checked(tmp_path / "c.yaml", tmp_path / "none", tmp_path, tmp_path / "sub" / ".." / "b.yaml")
    assert [Path(finding.problem.source).stem for finding in report.findings] == ["c", "none", "a"]
    assert report.findings[1].problem.message == "there is no such file or folder"
    assert (report.files, report.errors, report.is_readable) == (4, 3, False)
    assert report.summary == "3 errors in 3 of 4 files"


def test_a_folder_without_files_is_a_warning(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("no scenario")
    report = checked(tmp_path)
    assert [finding.severity for finding in report.findings] == ["warning"]
    assert report.summary == "1 warning; no file was checked"
    assert report.is_readable


def test_a_name_that_another_file_has_is_a_warning_and_in_the_same_file_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(GOOD)
    (tmp_path / "b.yaml").write_text(f"{GOOD}---\n{GOOD}")
    first, second = checked(tmp_path).findings
    assert (first.severity, first.problem.line) == ("warning", 2)
    assert first.problem.message.startswith("replaces the 'good' of")
    assert (second.severity, second.problem.line) == ("error", 6)
    assert second.problem.message == "'good' is already the name in line 2"


def test_a_file_that_is_too_large_or_unreadable_does_not_hide_the_others(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(GOOD + "# " + "x" * 5 * 2**20)
    (tmp_path / "b.yaml").write_bytes(b"name: \xff")
    (tmp_path / "c.yaml").write_text(GOOD.replace("busy", "buzy"))
    messages = [finding.problem.message for finding in checked(tmp_path).findings]
    assert len(messages) == 3
    assert "at most 5,242,880 are read" in messages[0]
    assert messages[1] == "byte 0xff is not UTF-8"


def test_warnings_do_not_follow_from_what_is_wrong(tmp_path: Path) -> None:
    attempts = "[{answered_by: humn}, {fail: busy}, {fails: busy}, {lasts: sooon, talk: [{agent: Hi}]}, {fails: busy}]"
    (tmp_path / "a.yaml").write_text(f"version: 1\nname: a\nfor: {{direction: up}}\nattempts: {attempts}\n")
    (tmp_path / "b.yaml").write_text(f"version: 1\nname: b\nfor: {{to: '+1*'}}\n{GOOD.split('good')[1].lstrip()}")
    assert [finding.severity for finding in checked(tmp_path).findings] == ["error"] * 4


@pytest.mark.parametrize(
    ("found", "files", "summary"),
    [
        ({}, 1, "1 file is fine"),
        ({}, 5, "5 files are fine"),
        ({"a": ["error"]}, 1, "1 error in 1 file"),
        ({"a": ["warning"]}, 2, "1 warning in 1 of 2 files"),
        ({"a": ["error"] * 3, "b": ["warning"]}, 5, "3 errors and 1 warning in 2 of 5 files"),
        ({"a": ["error", "warning", "warning"]}, 1, "1 error and 2 warnings in 1 file"),
        ({"a": ["warning"] * 2, "b": ["warning"]}, 2, "3 warnings in 2 of 2 files"),
    ],
)
def test_the_summary_counts(found: dict[str, list[str]], files: int, summary: str) -> None:
    findings = [
        Finding(severity, Problem(source, line, 1, "", "is wrong"))
        for source, severities in found.items()
        for line, severity in enumerate(severities, 1)
    ]
    assert FileCheck(findings, files, is_readable=True).summary == summary
