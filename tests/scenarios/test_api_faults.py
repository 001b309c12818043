"""Faults of API answers as they are written: in scenarios, as JSON, in a header; every mistake has a clear message."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockserver.calls.api_faults import OF_THE_ANSWER, ApiFaultKind, Between, Wait, When
from mockserver.errors import ScenarioError
from mockserver.scenarios.api_faults import (
    OperationNames,
    fault_in_header,
    read_api_faults,
    serialize_api_fault,
    too_early,
    wrong_scopes,
)

OPERATIONS = {
    "ringyo": OperationNames(("calls.create", "calls.get"), "calls.create"),
    "revox": OperationNames(("call.create", "call.retrieve"), "call.create"),
}


def problems(*rules: Any) -> str:
    with pytest.raises(ScenarioError) as caught:
        read_api_faults(list(rules), "faults")
    return str(caught.value)


def test_a_rule_with_all_keys_is_read() -> None:
    (fault,) = read_api_faults(
        [
            {
                "fault": "error",
                "provider": "ringyo",
                "operation": ["calls.get", "calls.list"],
                "method": "get",
                "path": "/v1/*",
                "when": "after",
                "first": 2,
                "times": 1,
                "between": ["10s", "2m"],
                "status": 503,
                "retry_after": "2s",
                "body": {"a": 1},
                "optional": True,
            }
        ],
        "faults",
    )
    assert (fault.kind, fault.provider, fault.method) == (ApiFaultKind.ERROR, ("ringyo",), ("GET",))
    assert (fault.operation, fault.path) == (("calls.get", "calls.list"), ("/v1/*",))
    assert (fault.when, fault.first, fault.times, fault.status) == (When.AFTER, 2, 1, 503)
    assert isinstance(fault.between, Between)
    assert (fault.between.begin.seconds, fault.between.end.seconds) == (10, 120)
    assert (fault.retry_after, fault.body, fault.is_optional) == (Wait(2, 2), {"a": 1}, True)


def test_rules_with_a_chance_are_optional_unless_they_say_otherwise() -> None:
    rules = read_api_faults(
        [{"fault": "error"}, {"fault": "error", "chance": 0.1}, {"fault": "error", "chance": 0.1, "optional": False}],
        "x",
    )
    assert [rule.is_optional for rule in rules] == [False, True, False]


@pytest.mark.parametrize(
    ("written", "wait"),
    [
        ("1500ms", Wait(1.5, 1.5)),
        (2, Wait(2, 2)),
        ("1s..3s", Wait(1, 3)),
        ("lognormal(200ms, 2)", Wait(0.2, 0.2, 2)),
        (" lognormal( 1s ,0.5 ) ", Wait(1, 1, 0.5)),
    ],
)
def test_real_time_is_fixed_or_drawn(written: Any, wait: Wait) -> None:
    assert read_api_faults([{"fault": "delay", "for": written}], "x")[0].wait == wait


@pytest.mark.parametrize(("written", "count"), [(0, 0), (20, 20), ("20B", 20), ("1KiB", 1024), ("2MiB", 2 * 1024**2)])
def test_sizes_are_bytes(written: Any, count: int) -> None:
    assert read_api_faults([{"fault": "cut", "at": written}], "x")[0].at == count


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ({}, "'fault' is missing; expected one of error, rate_limit"),
        ({"fault": "eror"}, "Did you mean 'error'?"),
        ({"fault": "error", "frist": 2}, "unknown key 'frist'. Did you mean 'first'?"),
        ({"fault": "error", "status": 200}, "expected a whole number from 400 to 599, not the number 200"),
        ({"fault": "timeout", "status": 500}, "status: belongs to error, not to timeout"),
        ({"fault": "timeout", "body": "x"}, "body: belongs to error, not to timeout"),
        ({"fault": "timeout", "retry_after": "1s"}, "retry_after: belongs to error, rate_limit, not to timeout"),
        ({"fault": "error", "for": "1s"}, "for: belongs to delay, dribble, not to error"),
        ({"fault": "error", "for_first": "1s"}, "for_first: belongs to not_found, not to error"),
        ({"fault": "timeout", "at": 3}, "at: belongs to cut, reset, not to timeout"),
        ({"fault": "delay"}, "delay needs 'for': how long, such as 1500ms or 1s..3s"),
        ({"fault": "dribble"}, "dribble needs 'for'"),
        ({"fault": "error", "first": 1, "nth": 2}, "nth: cannot be combined with 'first'"),
        ({"fault": "error", "nth": 0}, "expected a whole number from 1 to"),
        ({"fault": "error", "chance": 1.5}, "expected a number from 0 to 1, not the number 1.5"),
        ({"fault": "cut", "when": "before"}, "when: cut cannot come before the effect, as it changes the answer"),
        ({"fault": "reset", "at": 0, "when": "before"}, "when: reset cannot come before the effect, with 'at'"),
        ({"fault": "error", "between": "10s"}, "between: expected a list of two durations, such as [10s, 2m]"),
        ({"fault": "error", "between": ["1s..2s", "3s"]}, "ranges are not drawn here"),
        ({"fault": "error", "between": ["3s", "3s"]}, "the period 3s..3s ends before it begins"),
        ({"fault": "delay", "for": "2h"}, "too long: at most an hour"),
        ({"fault": "delay", "for": "lognormal(1s, 0)"}, "the sigma of lognormal(…) is '0'"),
        ({"fault": "delay", "for": "lognormal(1s, x)"}, "the sigma of lognormal(…) is 'x'"),
        ({"fault": "delay", "for": "soon"}, "is not a duration"),
        ({"fault": "delay", "for": None}, "or lognormal(200ms, 0.5)"),
        ({"fault": "cut", "at": "half"}, "expected a number of bytes, such as 20, 20B, 1KiB or 2MiB"),
        ({"fault": "cut", "at": -1}, "expected a number of bytes"),
        ({"fault": "cut", "at": True}, "expected a number of bytes"),
    ],
)
def test_each_mistake_in_a_rule_has_a_clear_message(rule: dict[str, Any], said: str) -> None:
    assert said in problems(rule)


def test_all_mistakes_of_a_list_are_told_with_their_places() -> None:
    said = problems({"fault": "eror"}, {"fault": "error"}, {"fault": "delay"})
    assert "faults.0.fault" in said.replace("[", ".").replace("]", "")
    assert "faults.2.fault" in said.replace("[", ".").replace("]", "")


# -- headers ---------------------------------------------------------------------------------------


def test_a_header_has_the_kind_and_keys() -> None:
    fault = fault_in_header("error; status=503 ;retry_after=2s;when=after")
    assert (fault.kind, fault.status, fault.retry_after, fault.when) == (
        ApiFaultKind.ERROR,
        503,
        Wait(2, 2),
        When.AFTER,
    )
    assert fault_in_header("cut;at=1KiB").at == 1024
    assert fault_in_header('error;body={"a": 1}').body == '{"a": 1}'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "fault: expected one of error"),
        ("nonsense", "fault: expected one of error"),
        ("error;status", "'status' is not one of its keys"),
        ("error;colour=red", "'colour=red' is not one of its keys; expected status=…, body=…"),
        ("error;first=2", "'first=2' is not one of its keys"),
        ("error;status=abc", "status: expected a whole number from 400 to 599, not 'abc'"),
        ("delay", "fault: delay needs 'for'"),
    ],
)
def test_a_wrong_header_is_explained(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=r".") as caught:
        fault_in_header(text)
    assert said in str(caught.value)


# -- there and back --------------------------------------------------------------------------------

spans = st.sampled_from(["1s", "1500ms", "1s..3s", "lognormal(0.2s, 0.5)"])
of_kind: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "error": st.fixed_dictionaries(
        {}, optional={"status": st.integers(400, 599), "retry_after": spans, "body": st.text()}
    ),
    "rate_limit": st.fixed_dictionaries({}, optional={"retry_after": spans}),
    "delay": st.fixed_dictionaries({"for": spans}),
    "dribble": st.fixed_dictionaries({"for": spans}),
    "not_found": st.fixed_dictionaries({}, optional={"for_first": st.sampled_from(["2s", "1m"])}),
    "cut": st.fixed_dictionaries({}, optional={"at": st.integers(0, 10_000)}),
}
common = st.fixed_dictionaries(
    {},
    optional={
        "provider": st.sampled_from(["ringyo", "rev*"]),
        "operation": st.lists(st.sampled_from(["calls.*", "call.create"]), min_size=1, max_size=2),
        "method": st.sampled_from(["GET", "P*"]),
        "path": st.just("/v1/*"),
        "chance": st.floats(0, 1),
        "between": st.just(["10s", "2m"]),
        "times": st.integers(1, 5),
        "optional": st.booleans(),
    },
)
counted = st.one_of(
    st.just({}), *[st.fixed_dictionaries({key: st.integers(1, 9)}) for key in ("first", "nth", "every")]
)


@st.composite
def rules(draw: st.DrawFn) -> dict[str, Any]:
    """Return any valid rule."""
    kind = draw(st.sampled_from(list(ApiFaultKind)))
    own = draw(of_kind.get(kind.value, st.just({})))
    answers = kind in OF_THE_ANSWER or "at" in own
    when = draw(st.sampled_from([{}, {"when": "after"}] if answers else [{}, {"when": "before"}, {"when": "after"}]))
    return {"fault": kind.value, **own, **when, **draw(common), **draw(counted)}


@given(rule=rules())
def test_any_rule_that_is_shown_can_be_written(rule: dict[str, Any]) -> None:
    (fault,) = read_api_faults([rule], "x")
    (again,) = read_api_faults([serialize_api_fault(fault)], "x")
    assert again == fault


# -- scopes ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "wrong"),
    [
        ({}, []),
        ({"operation": "calls.get"}, []),
        ({"operation": "call*"}, []),
        ({"provider": "re*", "operation": "call.create"}, []),
        ({"provider": "ringo"}, [("provider", "Did you mean 'ringyo'?")]),
        (
            {"operation": "calls.gett"},
            [("operation", "'calls.gett' is no operation of ringyo or revox. Did you mean 'calls.get'?")],
        ),
        ({"provider": "revox", "operation": "calls.get"}, [("operation", "is no operation of revox.")]),
        ({"operation": "xyz"}, [("operation", "docs/providers.md lists all")]),
    ],
)
def test_patterns_that_match_nothing_are_told(rule: dict[str, Any], wrong: list[tuple[str, str]]) -> None:
    (fault,) = read_api_faults([{"fault": "timeout", **rule}], "x")
    found = list(wrong_scopes(fault, OPERATIONS))
    assert [key for key, _ in found] == [key for key, _ in wrong]
    assert all(text in message for (_, message), (_, text) in zip(found, wrong, strict=True))


@pytest.mark.parametrize(
    ("rule", "never"),
    [
        ({"operation": "calls.create"}, True),
        ({"operation": "call*.create"}, True),
        ({"operation": "call*.create", "when": "after"}, False),
        ({"operation": "call.*"}, False),
        ({"operation": "calls.create", "fault": "cut"}, False),
        ({"provider": "revox", "operation": "call.create"}, True),
        ({}, False),
    ],
)
def test_a_rule_of_a_scenario_that_comes_too_early_is_found(rule: dict[str, Any], never: bool) -> None:
    (fault,) = read_api_faults([{"fault": "timeout", **rule}], "x")
    assert too_early(fault, OPERATIONS) is never
