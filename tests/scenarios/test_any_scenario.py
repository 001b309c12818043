"""Any input loads or is a ScenarioError with a position; any loaded scenario gives a plan with ordered times."""

from datetime import timedelta
from typing import Any

import yaml
from hypothesis import given
from hypothesis import strategies as st

from mockserver.calls.events import DIAL_ERRORS, Answered, AnsweredBy, Ended, EndedBy, Phase
from mockserver.calls.timeline import Plan
from mockserver.errors import Problem, ScenarioError
from mockserver.providers import PROVIDERS
from mockserver.scenarios.drawing.mermaid import diagram
from mockserver.scenarios.library import ScenarioLibrary
from mockserver.scenarios.lint import check
from mockserver.scenarios.planner import plan_call
from mockserver.scenarios.reading import load_text, load_value, read_text
from mockserver.scenarios.scenario import Scenario
from mockserver.scenarios.schema import TALK_REASONS, Attempt, Body, Branch, Change, Later, Match, ScenarioBody, Turn
from mockserver.scenarios.schema_faults import FaultRule, WebhookRule
from mockserver.scenarios.situation import Meaning, Situation
from mockserver.simulation.randomness import Randomness

WORDS = {"waits": Meaning(Phase.WAITING), "dead": Meaning(Phase.ENDED)}
SITUATION = Situation("acme", "outbound", "+15550001111", "+15550002222", {"a": {"b": 1}}, 7)
VOCABULARIES, OPERATIONS = PROVIDERS.vocabularies(), PROVIDERS.operation_names()
PROBLEM = Problem("any.yaml", 1, 1, "", "is one at least")
STRUCTS = (ScenarioBody, Body, Branch, Attempt, Turn, Match, FaultRule, WebhookRule, Later, Change)
KEYS = sorted({key for kind in STRUCTS for key in kind.__struct_encode_fields__})

texts = st.text(max_size=8) | st.sampled_from(["busy", "human", "3s", "1s..9s", "x", "${to}", "${variant.a}", "+1*"])
scalars = st.none() | st.booleans() | st.integers() | st.floats() | texts
keys = st.sampled_from(KEYS) | st.text(max_size=3)
trees: st.SearchStrategy[Any] = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=4), max_leaves=12
)
documents = trees.map(lambda tree: {"version": 1, "name": "x", **tree} if isinstance(tree, dict) else tree)

spans = st.sampled_from(["0", "5ms", "1s", "2s..9s", "0s..1ms", "1m30s"]) | st.floats(0, 100)
said = st.sampled_from(["", "${variant.a}", "Hello ${metadata.a.b:-you}", "one two three four five six seven eight"])
turns = st.fixed_dictionaries({"agent": said} | {}, optional={"after": spans, "repeat": st.integers(1, 4)}) | (
    st.fixed_dictionaries(
        {"tool": said},
        optional={
            "output": scalars.filter(lambda v: v == v and abs(v) < 2**60 if isinstance(v, float | int) else True),
            "after": spans,
        },
    )
)
waits = {"queued": spans, "ringing": spans, "repeat": st.integers(1, 3)}
failing = st.fixed_dictionaries({"fails": st.sampled_from([reason.value for reason in DIAL_ERRORS])}, optional=waits)
answer = {
    "answered_by": st.sampled_from([by.value for by in AnsweredBy]),
    "talk": st.lists(turns, min_size=1, max_size=5),
}
ending = {
    "lasts": spans,
    "ended_by": st.sampled_from([by.value for by in EndedBy]),
    "reason": st.sampled_from([reason.value for reason in TALK_REASONS]),
}
answered = st.fixed_dictionaries({}, optional={**waits, **answer, **ending})
transferred = st.fixed_dictionaries({"transferred_to": said}, optional={**waits, **answer, "lasts": spans})
hanging = st.fixed_dictionaries({"hangs": st.just(value=True)}, optional={**waits, **answer})
single = failing | answered | transferred | hanging
attempts = single | st.fixed_dictionaries({"choose": st.lists(single, min_size=1, max_size=3)})
bodies = st.fixed_dictionaries({"attempts": st.lists(attempts, min_size=1, max_size=4)}, optional={"queued": spans})
states = st.fixed_dictionaries(
    {"states": st.lists(st.dictionaries(st.sampled_from(sorted(WORDS)), spans, min_size=1, max_size=1), min_size=1)}
)
outcomes = bodies | states | st.fixed_dictionaries({"choose": st.lists(bodies | states, min_size=1, max_size=3)})
values = st.text(max_size=8) | st.integers(-(2**63), 2**63) | st.floats(allow_nan=False, allow_infinity=False)
rows = st.lists(st.fixed_dictionaries({"a": values | st.booleans()}), min_size=1, max_size=3)
head = {"version": 1, "name": "x", "provider": "acme"}
scenarios = st.builds(lambda outcome, variants: {**head, **outcome, "variants": variants}, outcomes, rows)


def is_placed(error: ScenarioError) -> None:
    assert error.problems
    assert all(problem.message and problem.line >= 1 and problem.column >= 1 for problem in error.problems)


def is_in_order(plan: Plan) -> None:
    for attempt in plan.attempts:
        offsets = [offset for offset, _ in attempt.steps]
        assert offsets == sorted(offsets)
        assert offsets[0] >= timedelta(0)
        kinds = [type(event) for _, event in attempt.steps]
        assert Ended not in kinds[:-1]
        assert kinds.count(Answered) <= 1


def play(scenario: Scenario) -> None:
    try:
        library = ScenarioLibrary([scenario])
        is_in_order(plan_call(library, scenario.name, SITUATION, Randomness("s"), WORDS))
        diagram(scenario, library, WORDS)
    except ScenarioError as error:
        is_placed(error)
    check([scenario], {"acme": WORDS})


@given(documents)
def test_any_tree_loads_or_is_a_scenario_error_with_a_position(tree: Any) -> None:
    try:
        scenario = load_value(tree, "any")
    except ScenarioError as error:
        is_placed(error)
    else:
        play(scenario)


@given(documents)
def test_any_yaml_tree_loads_or_is_a_scenario_error_with_a_position(tree: Any) -> None:
    text = yaml.safe_dump(tree, allow_unicode=True)
    try:
        read = load_text(text, "any.yaml")
    except ScenarioError as error:
        is_placed(error)
    else:
        for scenario in read:
            play(scenario)


@given(st.lists(documents, min_size=1, max_size=3))
def test_any_yaml_can_be_checked_even_if_it_is_wrong(trees: list[Any]) -> None:
    reading = read_text(yaml.safe_dump_all(trees, allow_unicode=True), "any.yaml")
    findings = check(reading.scenarios, VOCABULARIES, reading.scenarios, OPERATIONS)
    is_placed(ScenarioError([*reading.problems, *(finding.problem for finding in findings), PROBLEM]))


@given(scenarios)
def test_any_valid_scenario_gives_a_plan_with_ordered_times(tree: Any) -> None:
    scenario = load_value(tree, "any")
    library = ScenarioLibrary([scenario])
    plan = plan_call(library, "x", SITUATION, Randomness("s"), WORDS)
    is_in_order(plan)
    assert plan == plan_call(library, "x", SITUATION, Randomness("s"), WORDS)
    assert diagram(scenario, library, WORDS)
    assert all(finding.severity == "warning" for finding in check([scenario], {"acme": WORDS}))
