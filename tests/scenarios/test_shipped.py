"""The shipped scenarios, their JSON Schema, and the examples of the docs."""

import json
import re
from pathlib import Path

import msgspec
import pytest

from mockserver.calls.events import Answered, Ended
from mockserver.errors import ScenarioError
from mockserver.providers import BUILT_IN, PROVIDERS
from mockserver.scenarios.file_check import check_files
from mockserver.scenarios.json_schema import json_schema
from mockserver.scenarios.lengths import talk_length
from mockserver.scenarios.library import ScenarioLibrary
from mockserver.scenarios.lint import check
from mockserver.scenarios.planner import plan_call
from mockserver.scenarios.reading import load_text
from mockserver.scenarios.schema import Turn
from mockserver.scenarios.shipped import shipped_folder, shipped_library
from mockserver.scenarios.situation import Situation
from mockserver.simulation.randomness import Randomness

ROOT = Path(__file__).parents[2]
DOCS = (ROOT / "docs" / "scenarios.md").read_text()
WORDS = {provider.name: provider.vocabulary for provider in BUILT_IN}
REQUIRED = [
    "answered",
    "answered-long",
    "voicemail",
    "voicemail-with-message",
    "busy",
    "no-answer",
    "number-non-attributed",
    "temporarily-unavailable",
    "too-many-calls",
    "no-international-permission",
    "precondition-failed",
    "non-classified-error",
    "ivr",
    "ios-screening",
    "user-hangs-up-at-once",
    "agent-ends-by-tool",
    "silence-timeout",
    "max-duration",
    "transferred",
    "busy-twice-then-human",
    "never-reached",
    "retries-across-the-weekend",
    "stuck-ringing",
    "hangs-for-ever",
    "regressing-status-ringyo",
    "regressing-status-revring",
    "regressing-status-revox",
    "fast",
    "slow",
    "monday-traffic",
    "late-recording",
    "voicemail-found-late",
    "warm-transfer",
    "dropped-mid-talk",
    "cancelled-by-provider",
]


def test_all_documented_scenarios_are_shipped() -> None:
    assert set(REQUIRED) <= set(shipped_library().names())


def test_every_shipped_scenario_has_a_one_line_summary_and_no_for() -> None:
    for scenario in shipped_library():
        assert scenario.summary.endswith(".")
        assert "\n" not in scenario.summary
        assert scenario.body.for_ is None


def test_shipped_scenarios_are_without_findings() -> None:
    assert [str(finding) for finding in check(shipped_library(), WORDS)] == []


def test_every_shipped_file_names_the_json_schema_for_editors() -> None:
    files = sorted(shipped_folder().rglob("*.yaml"))
    assert len(files) >= len(REQUIRED)
    for file in files:
        first = file.read_text().splitlines()[0]
        found = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
        assert found, file
        assert (file.parent / found.group(1)).resolve() == (shipped_folder() / "scenario.schema.json").resolve()
        assert file.parent.parent == shipped_folder()


def test_the_shipped_schema_matches_the_types() -> None:
    assert json.loads((shipped_folder() / "scenario.schema.json").read_text()) == json_schema(
        PROVIDERS.vocabularies(), PROVIDERS.operation_names()
    )


def test_the_schema_describes_each_key_and_refuses_others_and_null() -> None:
    schema = json_schema()
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    for name in ("ScenarioBody", "Attempt", "AttemptBranch", "Branch", "Match", "Turn"):
        part = schema["$defs"][name]
        assert part["additionalProperties"] is False
        assert all("description" in key for key in part["properties"].values()), name
    assert schema["$defs"]["ScenarioBody"]["required"] == ["version", "name"]
    assert schema["$defs"]["Attempt"]["properties"]["fails"]["enum"][0] == "busy"
    assert json.dumps(schema).count('"null"') == json.dumps(schema).count("for good") == 2


@pytest.mark.parametrize("provider", WORDS)
@pytest.mark.parametrize("name", shipped_library().names())
def test_every_shipped_scenario_gives_a_plan_for_every_supported_provider(name: str, provider: str) -> None:
    library = ScenarioLibrary(shipped_library())  # with plans of its own, for these words are made up
    situation = Situation(provider, "outbound", "+15550001111", "+15550002222", {}, 1)
    if library.get(name).provider not in (None, provider):
        with pytest.raises(ScenarioError, match="is for calls of"):
            plan_call(library, name, situation, Randomness("s"), WORDS[provider])
        return
    plan = plan_call(library, name, situation, Randomness("s"), WORDS[provider])
    assert plan.scenario == name
    assert plan.literal == name.startswith("regressing")


def test_the_default_scenario_matches_the_docs() -> None:
    situation = Situation("ringyo", "outbound", "+15550001111", "+15550002222", {}, 1)
    (attempt,) = plan_call(shipped_library(), "answered", situation, Randomness("s"), {}).attempts
    answered = next(at for at, event in attempt.steps if isinstance(event, Answered))
    ended_at, ended = attempt.steps[-1]
    assert isinstance(ended, Ended)
    assert (answered.total_seconds(), (ended_at - answered).total_seconds()) == (5, 45)
    assert (ended.reason, ended.by, ended.after) == ("hang_up", "user", None)
    assert plan_call(shipped_library(), "answered", situation, Randomness("t"), {}).attempts[0] is attempt


def test_worlds_do_not_share_their_libraries() -> None:
    shipped_library().remove("answered")
    assert "answered" in shipped_library()


@pytest.mark.parametrize("block", re.findall(r"```yaml\n(.*?)```", DOCS, re.DOTALL))
def test_every_example_of_the_docs_loads_and_gives_a_plan(block: str) -> None:
    scenarios = load_text(block, "docs/scenarios.md")
    library = ScenarioLibrary([*shipped_library(), *scenarios])
    assert not [finding for finding in check(scenarios, WORDS, shipped_library()) if finding.severity == "error"]
    for scenario in scenarios:
        provider = scenario.provider or "revox"
        situation = Situation(provider, "outbound", "+15550001111", "+15550002222", {}, 1)
        assert plan_call(library, scenario.name, situation, Randomness("s"), WORDS[provider]).attempts


def test_the_docs_list_each_shipped_scenario_with_its_summary() -> None:
    listed = dict(re.findall(r"^\| `([a-z-]+)` \| (.*) \|$", DOCS.partition("## Shipped scenarios")[2], re.MULTILINE))
    assert listed == {scenario.name: scenario.summary for scenario in shipped_library()}


def test_errors_look_as_the_docs_show(tmp_path: Path) -> None:
    calls = "version: 1\nname: calls\nsummary: Note: no answer\nattempts: [{}]\n"
    more = "version: 1\nname: more\nattempts:\n  - {ringin: 4s, fails: buzy}\n  - {ringing: 5 sec}\n"
    good = [f"version: 1\nname: good{number}\nattempts: [{{}}]\n" for number in range(3)]
    for name, text in zip(("calls", "more", "x", "y", "z"), (calls, more, *good), strict=True):
        (tmp_path / f"{name}.yaml").write_text(text)
    report = check_files([tmp_path], WORDS, shipped_library())
    (shown,) = re.findall(r"```text\n(.*?)\n```", DOCS, re.DOTALL)
    lines = [str(finding).removeprefix(f"{tmp_path}/") for finding in report.findings]
    assert [*lines, report.summary] == shown.split("\n")


LANGUAGES = ["en", "fr", "es", "de"]
BY_LANGUAGE = [
    pytest.param(attempt.talk, id=f"{scenario.name}-{number}")
    for scenario in shipped_library()
    for number, attempt in enumerate(scenario.body.attempts or ())
    if isinstance(attempt.talk, dict)
]


def outline(turn: Turn) -> dict[str, str]:
    """Return all of a turn but its words."""
    given = {key: str(value) for key, value in msgspec.structs.asdict(turn).items() if value is not None}
    return {key: "" if key in ("agent", "user", "human") else value for key, value in given.items()}


def words(turn: Turn) -> str | None:
    return turn.agent or turn.user or turn.human


@pytest.mark.parametrize("talk", BY_LANGUAGE)
def test_a_talk_by_language_has_the_same_turns_in_every_language(talk: dict[str, list[Turn]]) -> None:
    assert list(talk) == LANGUAGES  # the first one is for agents of any other language
    english = [outline(turn) for turn in talk["en"]]
    for language in LANGUAGES[1:]:
        assert [outline(turn) for turn in talk[language]] == english, language


@pytest.mark.parametrize("talk", BY_LANGUAGE)
def test_every_language_of_a_talk_has_its_own_words_and_takes_a_similar_time(talk: dict[str, list[Turn]]) -> None:
    for same in zip(*talk.values(), strict=True):
        said = [words(turn) for turn in same if words(turn) is not None]
        assert len(set(said)) == len(said), said
    english = talk_length(talk["en"])
    for language, turns in talk.items():
        assert 0.8 * english <= talk_length(turns) <= 1.1 * english, language


def test_the_docs_name_the_talks_by_language() -> None:
    (sentence,) = re.findall(
        r"The talks of (.*?) are also in French", DOCS.partition("## Shipped scenarios")[2], re.DOTALL
    )
    named = re.findall(r"`([a-z-]+)`", sentence)
    assert named == sorted({str(parameter.id).rpartition("-")[0] for parameter in BY_LANGUAGE})
