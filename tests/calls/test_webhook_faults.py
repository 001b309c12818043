"""Which faults a delivery gets."""

from datetime import timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockserver.calls.webhook_faults import WebhookFault, WebhookFaultKind, draw
from mockserver.errors import ScenarioError
from mockserver.scenarios.webhook_faults import read_faults, serialize_fault

LATE = WebhookFault(WebhookFaultKind.LATE, least=timedelta(seconds=5), most=timedelta(seconds=8))


def test_a_fault_of_probability_1_hits_every_delivery_and_of_0_none() -> None:
    assert [drawn.kind for drawn in draw([WebhookFault(WebhookFaultKind.LOSE)], "call.completed", Random(1))] == [
        WebhookFaultKind.LOSE
    ]
    assert draw([WebhookFault(WebhookFaultKind.LOSE, chance=0.0)], "call.completed", Random(1)) == ()


def test_a_fault_hits_only_the_events_that_it_names() -> None:
    rule = WebhookFault(WebhookFaultKind.LOSE, events=("call.*", "agent.deleted"))
    met = [event for event in ("call.completed", "agent.deleted", "agent.created") if draw([rule], event, Random(1))]
    assert met == ["call.completed", "agent.deleted"]


def test_the_first_matching_rule_of_a_kind_decides() -> None:
    later = WebhookFault(WebhookFaultKind.LATE, least=timedelta(hours=1), most=timedelta(hours=1))
    (drawn,) = draw([LATE, later], "call.completed", Random(1))
    assert timedelta(seconds=5) <= drawn.span <= timedelta(seconds=8)


@given(st.integers())
def test_a_fault_delay_is_within_its_range_and_depends_on_the_seed(seed: int) -> None:
    first, second = draw([LATE], "x", Random(seed)), draw([LATE], "x", Random(seed))
    assert first == second
    assert LATE.least <= first[0].span <= LATE.most


def test_faults_occur_with_the_given_probability() -> None:
    rule, chance = WebhookFault(WebhookFaultKind.DUPLICATE, chance=0.25), Random(7)
    met = sum(bool(draw([rule], "x", chance)) for _ in range(4000))
    assert 900 < met < 1100


WRITTEN = [
    {"fault": "duplicate"},
    {"fault": "late", "by": "5s..2m", "chance": 0.5, "events": "call.*"},
    {"fault": "reorder"},
    {"fault": "redirect", "status": 307, "events": ["a", "b"]},
]


def test_shown_rules_can_be_read_back() -> None:
    rules = read_faults(WRITTEN, "plan")
    shown = [serialize_fault(rule) for rule in rules]
    assert shown[1] == {"fault": "late", "chance": 0.5, "events": ["call.*"], "by": "5s..2m"}
    assert read_faults(shown, "plan") == rules
    assert rules[2].most == timedelta(seconds=10)
    assert read_faults([], "plan") == ()


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        ({"fault": "duplicte"}, "duplicate"),
        ({"fault": "late"}, "late needs 'by'"),
        ({"fault": "lose", "by": "3s"}, "belongs to late, reorder, slow, not to lose"),
        ({"fault": "lose", "status": 302}, "belongs to redirect, not to lose"),
        ({"fault": "lose", "chance": 2}, "from 0 to 1"),
        ({"fault": "lose", "sometimes": True}, "unknown key 'sometimes'"),
        ({"fault": "redirect", "status": 200}, "301 or 302 or 303 or 307 or 308"),
        ("duplicate", "mapping"),
    ],
)
def test_an_invalid_rule_is_refused_with_its_position(rule: object, sentence: str) -> None:
    with pytest.raises(ScenarioError, match="webhooks") as refused:
        read_faults([rule], "plan")
    assert sentence in str(refused.value)
