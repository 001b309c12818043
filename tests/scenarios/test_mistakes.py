"""The corpus of mistakes: `mockserver check` explains each, alone and with others, and the JSON Schema catches most.

The corpus, mistakes/corpus.yaml, also says why the schema cannot catch the others.
"""

import re
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import jsonschema_rs
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from mockserver.providers import PROVIDERS
from mockserver.scenarios.file_check import FileCheck, check_files
from mockserver.scenarios.json_schema import json_schema
from mockserver.scenarios.lint import Finding
from mockserver.scenarios.shipped import shipped_folder, shipped_library
from mockserver.scenarios.yaml12 import load_all

ROOT = Path(__file__).parents[2]
CORPUS: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "mistakes" / "corpus.yaml").read_text("utf-8"))
VOCABULARIES, OPERATIONS = PROVIDERS.vocabularies(), PROVIDERS.operation_names()
SCHEMA = jsonschema_rs.validator_for(json_schema(VOCABULARIES, OPERATIONS))
FOLLOWS = ("is never reached",)  #: what is true of attempts only because they follow each other


class Mistake(NamedTuple):
    """One entry of the corpus."""

    name: str
    says: list[str]
    at: list[str]
    exception: str | None = None
    text: str | None = None
    keys: str | None = None
    attempt: str | None = None

    def named(self, name: str) -> "Mistake":
        """Return the mistake in a scenario of that name, if it is a whole file."""
        if self.text is None:
            return self
        says = [said.replace("NAME", name) for said in self.says]
        return self._replace(says=says, text=self.text.replace("NAME", name))

    def document(self, name: str) -> str:
        """Return a scenario of that name with the mistake."""
        if self.text is not None:
            return self.text.rstrip("\n") + "\n"
        body = attempts(self) if self.attempt is not None else f"{self.keys}\n"
        return f"version: 1\nname: {name}\n{body}"


class Placed(NamedTuple):
    """A mistake in the lines of a file."""

    mistake: Mistake
    first: int
    last: int


MISTAKES = [Mistake(**entry).named(f"name{number}") for number, entry in enumerate(CORPUS["mistakes"])]
some_mistakes = st.lists(st.integers(0, len(MISTAKES) - 1), min_size=2, max_size=3, unique=True).map(
    lambda numbers: [MISTAKES[number] for number in numbers]
)


def attempts(*mistakes: Mistake) -> str:
    items = ["  - " + (mistake.attempt or "").rstrip("\n").replace("\n", "\n    ") for mistake in mistakes]
    return "\n".join(["attempts:", *items]) + "\n"


def checked(*texts: str) -> FileCheck:
    """Check files with these texts."""
    with TemporaryDirectory() as folder:
        files = [Path(folder) / f"{number}.yaml" for number in range(len(texts))]
        for file, text in zip(files, texts, strict=True):
            file.write_text(text, "utf-8")
        return check_files(files, VOCABULARIES, shipped_library(), OPERATIONS)


def explains(found: list[Finding], says: list[str]) -> bool:
    messages = [f"{finding.severity}: {finding.problem.message}" for finding in found]
    return len(messages) == len(says) and all(said in message for said, message in zip(says, messages, strict=True))


def is_caught_by_the_schema(text: str) -> bool:
    documents, _ = load_all(text, "x.yaml")
    return any(document.value is not None and not SCHEMA.is_valid(document.value) for document in documents)


def test_the_corpus_is_large_and_its_names_are_unique() -> None:
    assert len(MISTAKES) >= 200
    assert len({mistake.name for mistake in MISTAKES}) == len(MISTAKES)
    assert {mistake.exception for mistake in MISTAKES} - {None} == set(CORPUS["reasons"])


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name)
def test_the_check_explains_each_mistake_once(mistake: Mistake) -> None:
    found = checked(mistake.document("one")).findings
    assert explains(list(found), mistake.says), "\n".join(map(str, found))
    assert [finding.problem.path for finding in found] == mistake.at


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name)
def test_the_schema_catches_each_mistake_except_those_with_a_reason(mistake: Mistake) -> None:
    assert is_caught_by_the_schema(mistake.document("one")) == (mistake.exception is None)


def composed(mistakes: list[Mistake], *, together: bool) -> tuple[str, list[Placed]]:
    """Return one file with all mistakes, each in a scenario of its own, or, if it is about an attempt and they are
    `together`, in one scenario. The lines of a mistake in an attempt are those of its item."""
    shared = [mistake for mistake in mistakes if mistake.attempt is not None] if together else []
    text, placed = "", []
    for number, mistake in enumerate(mistake for mistake in mistakes if mistake not in shared):
        placed.append(Placed(mistake, text.count("\n") + 1, text.count("\n") + mistake.document("x").count("\n")))
        text += mistake.document(f"n{number}") + "---\n"
    text += "version: 1\nname: shared\n" if shared else ""
    line = text.count("\n") + 2
    for mistake in shared:
        length = (mistake.attempt or "").rstrip("\n").count("\n") + 1
        placed.append(Placed(mistake, line, line + length - 1))
        line += length
    return text + (attempts(*shared) if shared else ""), placed


@given(some_mistakes, st.booleans())
def test_no_mistake_hides_another_in_the_same_file(mistakes: list[Mistake], together: bool) -> None:
    text, placed = composed(mistakes, together=together)
    findings = [finding for finding in checked(text).findings if not finding.problem.message.startswith(FOLLOWS)]
    lines = [finding.problem.line for finding in findings]
    assert lines == sorted(lines)
    for mistake, first, last in placed:
        found = [finding for finding in findings if first <= finding.problem.line <= last]
        says = [said for said in mistake.says if FOLLOWS[0] not in said]
        assert explains(found, says), f"{mistake.name}:\n{text}\n" + "\n".join(map(str, findings))


@given(some_mistakes)
def test_no_mistake_hides_another_in_other_files(mistakes: list[Mistake]) -> None:
    report = checked(*[mistake.document(f"n{number}") for number, mistake in enumerate(mistakes)])
    sources = [Path(finding.problem.source).stem for finding in report.findings]
    assert sources == sorted(sources)
    assert report.files == len(mistakes)
    for number, mistake in enumerate(mistakes):
        found = [finding for finding in report.findings if Path(finding.problem.source).stem == str(number)]
        assert explains(found, mistake.says), "\n".join(map(str, report.findings))


# -- the reverse: what is valid ---------------------------------------------------------------------


def valid_texts() -> list[str]:
    """Return every shipped scenario, and every scenario of the docs."""
    page = (ROOT / "docs" / "scenarios.md").read_text("utf-8")
    return [
        *(file.read_text("utf-8") for file in sorted(shipped_folder().rglob("*.yaml"))),
        *(block for block in re.findall(r"^```yaml\n(.*?)^```", page, re.DOTALL | re.MULTILINE)),
    ]


def test_the_schema_accepts_every_shipped_scenario_and_every_example_of_the_docs() -> None:
    texts = valid_texts()
    assert len(texts) > 50
    for text in texts:
        documents, problems = load_all(text, "x.yaml")
        assert not problems
        for document in documents:
            assert [str(error) for error in SCHEMA.iter_errors(document.value)] == []


@pytest.mark.parametrize(
    "keys",
    [
        "for: {to: +14155550142}\nattempts: [{}]",
        "for: {to: [+14155550142, +1415*], from: +33612345678}\nattempts: [{}]",
        "attempts: [{transferred_to: +14155550199}]",
        "attempts: [{talk: [{agent: Hello}, {transfer: +14155550199, warm: true}]}]",
    ],
)
def test_phone_numbers_without_quotes_are_valid_for_tools_of_both_versions_of_yaml(keys: str) -> None:
    text = f"version: 1\nname: x\n{keys}\n"
    as_1_1 = yaml.safe_load(text)
    assert re.search(r"\b\d{11}\b", repr(as_1_1)), "YAML 1.1 makes integers of them"
    assert SCHEMA.is_valid(as_1_1)
    assert not is_caught_by_the_schema(text)
    assert checked(text).findings == []


@pytest.mark.parametrize(
    ("duration", "is_valid"),
    [
        *((text, True) for text in ("2s", "1m30s", " 2.5 ", "3s..8s", "0..1h", ".5", "1e2", "2s\n", 7, 0.5)),
        *((text, False) for text in ("", "s", "3s..", "..8s", "1_000", "inf", "-1s", "٣s", -1, 4e9, True, None)),
    ],
)
def test_check_and_schema_agree_about_durations(duration: object, is_valid: bool) -> None:
    scenario = {"version": 1, "name": "x", "attempts": [{"ringing": duration}]}
    assert SCHEMA.is_valid(scenario) == is_valid
    assert (checked(yaml.safe_dump(scenario)).findings == []) == is_valid


# -- the schema is never stricter than the check ----------------------------------------------------

VALID = [document.value for text in valid_texts() for document in load_all(text, "x.yaml")[0]]
KEYS = sorted({key for part in json_schema()["$defs"].values() for key in part.get("properties", ())})
WORDS = ["busy", "human", "answered", "ringyo", "user", "2s", "1s..3s", "queued", "error", "delay", "redirect", "late"]
TEXTS = ["${to}", "${metadata.a:-b}", "$${x}", "${faker.name}", "+1*", "calls.*", "1KiB", "lognormal(1s, 2)", "a b", ""]
values: st.SearchStrategy[Any] = st.recursive(
    st.sampled_from([*WORDS, *TEXTS, 0, 1, 2.5, -1, 503, 302, 14155550142, True, False, None]),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from([*KEYS, "en", "queued"]), inner, max_size=3)
    ),
    max_leaves=6,
)


def changed(value: Any, steps: list[int], key: str, put: Any) -> Any:
    """Return a copy in which one part, to which the steps lead, is replaced by `put`, or gets it as a key."""
    if isinstance(value, dict) and value and steps:
        name = sorted(value)[steps[0] % len(value)]
        return {**value, name: changed(value[name], steps[1:], key, put)}
    if isinstance(value, list) and value and steps:
        index = steps[0] % len(value)
        return [*value[:index], changed(value[index], steps[1:], key, put), *value[index + 1 :]]
    return {**value, key: put} if isinstance(value, dict) else put


paths = st.lists(st.integers(0, 20), max_size=6)


@given(st.integers(0, len(VALID) - 1), paths, st.sampled_from(KEYS), values, st.booleans())
def test_the_schema_accepts_what_the_check_accepts(
    number: int, steps: list[int], key: str, put: Any, twice: bool
) -> None:
    value = changed(VALID[number], steps, key, put)
    value = changed(value, steps[::-1], key, put) if twice else value
    report = checked(yaml.safe_dump(value, allow_unicode=True))
    if not report.errors:
        assert [str(error) for error in SCHEMA.iter_errors(value)] == []
