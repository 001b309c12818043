"""Variants: each call draws a row of values, and all texts of the call have the values of that row."""

import random
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockserver.calls.events import Answered, Ended, Said, ToolUsed
from mockserver.calls.timeline import AttemptPlan, Plan, spoken
from mockserver.errors import ScenarioError
from mockserver.providers import BUILT_IN
from mockserver.scenarios.library import ScenarioLibrary
from mockserver.scenarios.lint import check
from mockserver.scenarios.planner import plan_call
from mockserver.scenarios.reading import load_value
from mockserver.scenarios.scenario import Scenario
from mockserver.scenarios.shipped import shipped_library
from mockserver.scenarios.situation import Situation
from mockserver.simulation.randomness import Randomness

WORDS = {provider.name: provider.vocabulary for provider in BUILT_IN}
CITIES = ["Paris", "Rome", "Oslo"]
ROWS = [{"city": city, "beds": beds} for beds, city in enumerate(CITIES)]
HELLO: list[dict[str, Any]] = [{"summary": "Hello from ${variant.city}."}]


def scenario(name: str = "x", **keys: Any) -> Scenario:
    return load_value({"version": 1, "name": name, **keys}, "test")


def call(serial: int = 1, provider: str = "acme", language: str = "") -> Situation:
    return Situation(provider, "outbound", "+15550001111", "+15550002222", {}, serial, language=language)


def played(library: ScenarioLibrary, name: str, serial: int = 1, seed: str = "seed") -> Plan:
    return plan_call(library, name, call(serial), Randomness(seed), {})


def end(plan: Plan) -> Ended:
    event = plan.attempts[-1].steps[-1][1]
    assert isinstance(event, Ended)
    return event


def summary(plan: Plan) -> str:
    return (end(plan).summary or "").removeprefix("Hello from ").removesuffix(".")


def summaries(library: ScenarioLibrary, name: str, calls: int = 6, seed: str = "seed") -> list[str]:
    return [summary(played(library, name, serial, seed)) for serial in range(calls)]


def faults(**keys: Any) -> list[str]:
    with pytest.raises(ScenarioError) as caught:
        scenario(**keys)
    return [f"{problem.path}: {problem.message}" for problem in caught.value.problems]


def findings(*scenarios: Scenario) -> list[str]:
    return [str(finding).removeprefix("test:1:1: ") for finding in check(scenarios, {})]


# -- drawing ---------------------------------------------------------------------------------------


def test_all_texts_of_a_call_have_the_values_of_one_row_and_keep_their_types() -> None:
    attempt = {
        "talk": [
            {"agent": "From ${variant.city}, ${variant.beds} beds."},
            {"tool": "t", "arguments": {"beds": "${variant.beds}"}, "output": {"city": "${variant.city}"}},
            {"transfer": "${variant.beds}"},
        ],
        "outputs": {"city": "${variant.city}", "beds": "${variant.beds}"},
        "summary": "${variant.beds}",
    }
    library = ScenarioLibrary([scenario(variants=ROWS, attempts=[attempt], fields={"beds": "${variant.beds}"})])
    drawn = set()
    for serial in range(3):
        made = played(library, "x", serial)
        events = [event for _, event in made.attempts[0].steps]
        city, beds = end(made).outputs["city"], end(made).outputs["beds"]  # type: ignore[index]
        assert {"city": city, "beds": beds} in ROWS
        assert Said("agent", f"From {city}, {beds} beds.") in events
        assert ToolUsed("t", {"beds": beds}, f'{{"city":"{city}"}}') in events
        assert (end(made).summary, made.fields) == (str(beds), {"beds": beds})
        drawn.add(city)
    assert drawn == set(CITIES)


@given(seed=st.text(), rows=st.integers(2, 9), first=st.integers(0, 1000))
def test_neighbours_draw_different_rows_until_all_are_drawn(seed: str, rows: int, first: int) -> None:
    library = ScenarioLibrary([scenario(variants=[{"city": str(n)} for n in range(rows)], attempts=HELLO)])
    drawn = [summary(played(library, "x", serial, seed)) for serial in range(first, first + rows)]
    assert len(set(drawn)) == rows
    assert drawn[0] == summary(played(library, "x", first + rows, seed))


def test_the_seed_decides_the_first_row() -> None:
    library = ScenarioLibrary([scenario(variants=ROWS, attempts=HELLO)])
    assert summaries(library, "x") == summaries(ScenarioLibrary([scenario(variants=ROWS, attempts=HELLO)]), "x")
    assert {summaries(library, "x", 1, str(seed))[0] for seed in range(20)} == set(CITIES)


def test_the_row_does_not_depend_on_what_else_is_drawn() -> None:
    more = {"ringing": "1s..9s", "summary": "Hello from ${variant.city}."}
    library = ScenarioLibrary(
        [scenario("few", variants=ROWS, attempts=HELLO), scenario("many", variants=ROWS, attempts=[more])]
    )
    assert summaries(library, "few") == summaries(library, "many")


def test_a_single_row_is_drawn_by_every_call() -> None:
    library = ScenarioLibrary([scenario(variants=ROWS[:1], attempts=HELLO)])
    assert set(summaries(library, "x")) == {"Paris"}


# -- sharing ---------------------------------------------------------------------------------------


class Counting(Randomness):
    """Random values that count the generators."""

    made = 0

    def random(self, purpose: str) -> random.Random:
        Counting.made += 1
        return super().random(purpose)


def test_calls_of_one_row_share_their_plan_and_no_generator_is_made() -> None:
    library = ScenarioLibrary(
        [
            scenario("x", variants=ROWS, attempts=HELLO),
            scenario("child", extends="x"),
            scenario("only", choose=[{"play": "x"}]),
        ]
    )
    for name, generators in (("x", 0), ("child", 0), ("only", 12)):
        Counting.made = 0
        plans = [plan_call(library, name, call(serial), Counting("seed"), {}) for serial in range(12)]
        assert Counting.made == generators
        assert all(plans[serial] is plans[serial + 3] for serial in range(9))
        assert len({id(plan) for plan in plans}) == 3
        assert {plan.scenario for plan in plans} == {name}


def test_a_shared_plan_is_found_without_planning() -> None:
    library = ScenarioLibrary([scenario(variants=ROWS, attempts=HELLO)])
    assert library.shared_plan("x", call(1), Randomness("seed")) is None
    made = played(library, "x", 1)
    assert library.shared_plan("x", call(4), Randomness("seed")) is made
    assert library.shared_plan("x", call(2), Randomness("seed")) is None
    assert library.copy().shared_plan("x", call(1), Randomness("seed")) is made
    library.add([scenario("y", attempts=[{}])])
    assert library.shared_plan("x", call(1), Randomness("seed")) is None


def test_two_seeds_share_the_plans_of_their_rows() -> None:
    library = ScenarioLibrary([scenario(variants=ROWS, attempts=HELLO)])
    plans = [played(library.copy(), "x", serial, seed) for seed in "abcdef" for serial in range(3)]
    assert len({id(plan) for plan in plans}) == len({summary(plan) for plan in plans}) == 3


def test_a_plan_without_a_variable_is_the_same_for_all_rows() -> None:
    talk = {"en": [{"agent": "Hello."}], "fr": [{"agent": "Bonjour de ${variant.city}."}]}
    library = ScenarioLibrary([scenario(variants=ROWS, attempts=[{"talk": talk}])])
    for language, different in (("en", 1), ("fr", 3)):
        plans = [plan_call(library, "x", call(n, language=language), Randomness("s"), {}) for n in range(6)]
        assert len({id(plan) for plan in plans}) == different


def test_a_plan_that_depends_on_more_than_its_row_is_not_shared() -> None:
    for attempt in ({"ringing": "1s..9s"}, {"transferred_to": "${to}"}, {"choose": [HELLO[0], HELLO[0]]}):
        merged = attempt if "choose" in attempt else {**HELLO[0], **attempt}
        library = ScenarioLibrary([scenario(variants=ROWS, attempts=[merged])])
        assert played(library, "x", 0) is not played(library, "x", 3)
        assert summary(played(library, "x", 0)) == summary(played(library, "x", 3))


# -- extends, choose, play -------------------------------------------------------------------------


def test_a_scenario_that_extends_draws_from_the_rows_of_the_other_or_from_its_own() -> None:
    own = [{"city": "Bonn"}, {"city": "Graz"}]
    library = ScenarioLibrary(
        [
            scenario("base", variants=ROWS, attempts=HELLO),
            scenario("middle", extends="base", queued="9s"),
            scenario("top", extends="middle"),
            scenario("own", extends="middle", variants=own),
            scenario("above", extends="own"),
            scenario("words", extends="base", attempts=[{"summary": "${variant.beds}"}]),
        ]
    )
    assert summaries(library, "top") == summaries(library, "base")
    assert set(summaries(library, "own")) == {"Bonn", "Graz"}
    assert summaries(library, "above") == summaries(library, "own")
    assert set(summaries(library, "words")) == {"0", "1", "2"}
    assert not findings(*library)


def test_a_played_scenario_draws_from_its_own_rows() -> None:
    library = ScenarioLibrary(
        [
            scenario("inner", variants=[{"city": city} for city in CITIES], attempts=HELLO),
            scenario("outer", variants=[{"a": 1}], choose=[{"play": "inner"}], fields={"a": "${variant.a}"}),
            scenario("chain", sequence=["outer"]),
            scenario("branch", choose=[{"extends": "inner", "queued": "9s"}]),
            scenario("rows", variants=[{"city": "Bonn"}], choose=[{"extends": "inner"}, {"attempts": HELLO}]),
        ]
    )
    for name in ("outer", "chain"):
        assert summaries(library, name) == summaries(library, "inner")
        assert played(library, name).fields == {"a": 1}
    assert summaries(library, "branch") == summaries(library, "inner")
    assert set(summaries(library, "rows")) == {"Bonn"}
    assert not findings(*library)


def test_the_talk_of_states_has_variants_too() -> None:
    made = scenario(
        provider="revox",
        variants=[{"word": "Hi"}],
        states=[{"calling/ongoing": "9s"}, {"completed": None}],
        talk=[{"agent": "${variant.word}"}],
    )
    plan = plan_call(ScenarioLibrary([made]), "x", call(provider="revox"), Randomness("s"), WORDS["revox"])
    assert Said("agent", "Hi") in [event for _, event in plan.attempts[0].steps]
    assert faults(provider="revox", states=[{"completed": None}], talk=[{"agent": "${variant.word}"}]) == [
        "talk[0].agent: ${variant.word} needs 'variants', a list of mappings with 'word'; the scenario has none"
    ]


# -- mistakes --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([], ["variants: the list is empty; expected at least one item, or leave the key out"]),
        (
            {"city": "Paris"},
            ["variants: expected a list, not a mapping. Write '- ' before 'city', to make it an item of a list."],
        ),
        (["Paris"], ["variants[0]: expected a mapping, not 'Paris'. Write keys, as in '{person: Sarah}'."]),
        (None, ["variants: expected a list, not nothing (null). Write a list with items such as '- {person: Sarah}'."]),
        ([{}], ["variants[0]: the mapping is empty; expected at least one name with a value"]),
        ([{"city": None}], ["variants[0].city: expected text, a number, true or false, not nothing (null)"]),
        ([{"city": ["a"]}], ["variants[0].city: expected text, a number, true or false, not a list"]),
        ([{"city": "a", "b.c": 1}], ["variants[0].b.c: expected a name: 1 to 64 of A-Z a-z 0-9 _ -, not 'b.c'"]),
        (
            [{"city": "a"}, {"ctiy": "b"}],
            [
                "variants[1].ctiy: all items have the same names, and the first one has no 'ctiy'. "
                "Did you mean 'city'?",
                "variants[1]: 'city' is missing; all items have the same names as the first one",
            ],
        ),
        (
            [{"city": "a"}, {"city": "b", "zip": 1}],
            ["variants[1].zip: all items have the same names, and the first one has no 'zip'. Known here: city."],
        ),
    ],
)
def test_rows_with_mistakes_are_errors(rows: Any, said: list[str]) -> None:
    assert sorted(faults(variants=rows, attempts=[{}])) == sorted(said)


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        (
            {"variants": ROWS, "attempts": [{"summary": "${variant.ctiy}"}]},
            "attempts[0].summary: no row of 'variants' has 'ctiy'; expected one of beds, city. Did you mean 'city'?",
        ),
        (
            {"variants": ROWS, "choose": [{"attempts": [{"outputs": {"a": ["${variant.zip:-none}"]}}]}]},
            "choose[0].attempts[0].outputs.a[0]: no row of 'variants' has 'zip'; expected one of beds, city.",
        ),
        (
            {"variants": ROWS, "extends": "y", "fields": {"a": "${variant.zip}"}},
            "fields.a: no row of 'variants' has 'zip'; expected one of beds, city.",
        ),
        (
            {"attempts": HELLO},
            "attempts[0].summary: ${variant.city} needs 'variants', a list of mappings with 'city'; "
            "the scenario has none",
        ),
        (
            {"choose": [{"play": "y", "fields": {"a": "${variant.city}"}}]},
            "choose[0].fields.a: ${variant.city} needs 'variants', a list of mappings with 'city'; "
            "the scenario has none",
        ),
        ({"variants": ROWS, "attempts": [{"summary": "${variant}"}]}, "lacks a name after the dot"),
        ({"variants": ROWS, "attempts": [{"summary": "${variant.a.b}"}]}, "lacks a name after the dot"),
        ({"variants": ROWS, "attempts": [{"summary": "${varient.a}"}]}, "Did you mean 'variant'?"),
        ({"attempts": [{}], "choose": [{"play": "y", "variants": ROWS}]}, "unknown key 'variants'"),
    ],
)
def test_variables_that_no_row_can_fill_are_errors(keys: dict[str, Any], said: str) -> None:
    (fault,) = [fault for fault in faults(**keys) if said in fault]
    assert fault


def test_rows_that_cannot_be_known_give_no_further_errors() -> None:
    (fault,) = faults(extends=["y"], attempts=HELLO)
    assert fault == "extends: expected text, not a list"
    assert scenario(extends="y", attempts=HELLO, fields={"a": "${variant.a}"})
    assert scenario(choose=[{"extends": "y", "attempts": HELLO}])
    (fault,) = faults(variants=7, attempts=HELLO)
    assert fault.startswith("variants: expected a list, not the number 7")


def test_check_reports_the_names_that_the_rows_of_an_extending_scenario_lack() -> None:
    base = scenario("base", variants=ROWS, attempts=HELLO)
    assert findings(base, scenario("b", extends="base", variants=[{"town": "Bonn"}])) == [
        "variants[0].beds: warning: has no effect: no text uses ${variant.beds}",
        "extends: error: in the texts of 'base', no row of 'variants' has 'city'; expected one of town.",
        "variants[0].town: warning: has no effect: no text uses ${variant.town}",
    ]
    wrong = scenario("b", extends="base", fields={"a": "${variant.bed}"})
    assert findings(base, wrong)[1:] == [
        "fields.a: error: no row of 'variants' has 'bed'; expected one of beds, city. Did you mean 'beds'?"
    ]
    bare = scenario("bare", attempts=[{}])
    assert findings(bare, scenario("b", extends="bare", fields={"a": "${variant.city}"})) == [
        "fields.a: error: ${variant.city} needs 'variants', a list of mappings with 'city'; the scenario has none"
    ]
    branch = scenario("b", variants=[{"a": 1}], choose=[{"extends": "base", "fields": {"a": "${variant.a}"}}])
    assert findings(base, branch)[1:] == [
        "choose[0].extends: error: in the texts of 'base', no row of 'variants' has 'city'; expected one of a."
    ]


def test_check_warns_about_values_that_change_nothing() -> None:
    assert findings(scenario(variants=[{"city": "$${to} ${to}", "zip": "1"}], attempts=HELLO)) == [
        "variants[0].zip: warning: has no effect: no text uses ${variant.zip}",
        "variants[0].city: warning: is not filled in: the values of variants are used as they are",
    ]
    base = scenario("base", variants=ROWS, attempts=HELLO)
    assert not findings(base, scenario("b", extends="base", fields={"beds": "${variant.beds}"}))


def test_a_call_whose_row_lacks_a_name_is_an_error_with_its_position() -> None:
    library = ScenarioLibrary(
        [
            scenario("base", variants=ROWS, attempts=HELLO),
            scenario("b", extends="base", variants=[{"a": 1}]),
            scenario("c", extends="base", fields={"a": "${variant.zip}"}),
        ]
    )
    with pytest.raises(ScenarioError, match=r"no row of 'variants' has 'city'"):
        played(library, "b")
    with pytest.raises(ScenarioError, match=r"fields\.a: no row of 'variants' has 'zip'"):
        played(library, "c")
    library.add([scenario("base", attempts=[{}])])
    with pytest.raises(ScenarioError, match=r"there are no 'variants' that could have 'zip'"):
        played(library, "c")


# -- shipped scenarios -----------------------------------------------------------------------------

LANGUAGES = ["en", "fr", "es", "de"]
VARIED = [one.name for one in shipped_library() if one.body.variants]
OUTCOMES = {"interested", "not_interested", "requested_callback_later", "completed"}


def every_plan(name: str, language: str) -> list[Plan]:
    """Return the plans of all rows of a shipped scenario."""
    library = shipped_library()
    rows = len(library.get(name).body.variants or [0])
    return [plan_call(library, name, call(n, "revox", language), Randomness("s"), {}) for n in range(rows)]


def texts(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for item in value.values() for text in texts(item)]
    if isinstance(value, list):
        return [text for item in value for text in texts(item)]
    return [value] if isinstance(value, str) else []


def all_texts(attempt: AttemptPlan) -> list[str]:
    found: list[str] = []
    for _, event in attempt.steps:
        if isinstance(event, Said):
            found.append(event.text)
        elif isinstance(event, ToolUsed):
            found += [*texts(event.arguments), event.output]
        elif isinstance(event, Ended):
            found += [*texts(event.outputs), event.summary or ""]
    return found


def test_most_shipped_talks_have_variants() -> None:
    library = shipped_library()
    assert len(library.get("answered").body.variants or ()) >= 6
    assert {"answered-long", "agent-ends-by-tool", "transferred", "warm-transfer", "voicemail", "ivr"} <= set(VARIED)
    assert all(len(library.get(name).body.variants or ()) >= 5 for name in VARIED)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", VARIED)
def test_every_row_fills_every_text_and_no_two_calls_are_the_same(name: str, language: str) -> None:
    plans = every_plan(name, language)
    seen = [tuple(text for attempt in plan.attempts for text in all_texts(attempt)) for plan in plans]
    assert len(set(seen)) == len(seen)
    assert not [text for found in seen for text in found if "$" in text or "  " in text or "{}" in text]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", VARIED)
def test_every_row_of_a_talk_fits_into_its_call(name: str, language: str) -> None:
    for plan in every_plan(name, language):
        (*_, attempt) = plan.attempts
        said = [(at, event) for at, event in attempt.steps if isinstance(event, Said)]
        assert any(isinstance(event, Answered) for _, event in attempt.steps)
        for (before, event), (after, _) in pairwise(said):
            assert (after - before).total_seconds() > spoken(event.text).total_seconds() + 0.1, event
        if isinstance(attempt.steps[-1][1], Ended) and attempt.steps[-1][1].reason != "connection_lost":
            assert attempt.steps[-1][0] >= said[-1][0] + spoken(said[-1][1].text)


@pytest.mark.parametrize("name", VARIED)
def test_the_languages_of_a_row_take_a_similar_time(name: str) -> None:
    for versions in zip(*(every_plan(name, language) for language in LANGUAGES), strict=True):
        english, *others = (sum(len(text.split()) for text in all_texts(plan.attempts[-1])) for plan in versions)
        assert all(0.8 * english <= other <= 1.15 * english for other in others)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_meeting_is_booked_at_one_time_by_one_number_in_every_row(language: str) -> None:
    for plan in every_plan("answered", language):
        outputs, words = end(plan).outputs or {}, all_texts(plan.attempts[0])
        assert outputs["interested"] is True
        assert outputs["outcome"] in OUTCOMES
        (tool,) = (event for _, event in plan.attempts[0].steps if isinstance(event, ToolUsed))
        assert tool.arguments == {"slot": outputs["meeting_time"], "topic": outputs["topic"]}
        assert outputs["meeting_time"] in (end(plan).summary or "")
        hour = str(int(outputs["meeting_time"][:2]))
        assert sum(hour in text.replace(",", "").split() for text in words) == 3
        confirmation = tool.output.partition('confirmation":"')[2].rstrip('"}')
        assert any(confirmation in text for text in words if text is not tool.output)


def test_most_meetings_are_with_somebody_who_is_interested() -> None:
    outcomes = [(end(plan).outputs or {})["outcome"] for plan in every_plan("answered", "en")]
    assert outcomes.count("interested") > len(outcomes) / 2
    assert set(outcomes) == {"interested", "completed"}


@pytest.mark.parametrize("name", shipped_library().names())
def test_shipped_outcomes_are_known_words(name: str) -> None:
    for attempt in shipped_library().get(name).body.attempts or ():
        outcome = (attempt.outputs or {}).get("outcome", "completed")
        rows = shipped_library().get(name).body.variants or []
        assert {row["outcome"] for row in rows} <= OUTCOMES if outcome == "${variant.outcome}" else outcome in OUTCOMES
