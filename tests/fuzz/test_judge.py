"""The judge of a hostile load finds each kind of error, and accepts correct responses.

Responses are written by hand here; the load itself runs in `./scripts/fuzz --load SECONDS`.
"""

import json
from random import Random
from typing import Any

import pytest

from tests.fuzz.callers import CALLERS
from tests.fuzz.judge import Judge
from tests.fuzz.link import Got
from tests.fuzz.movers import MOVERS, STORMS
from tests.fuzz.worlds import Act, Ask, World, compose

ACTS = (*CALLERS, *MOVERS, *STORMS)
READ = next(act for act in CALLERS if (act.who, act.title) == ("revring", "calls.retrieve"))
CREATE = next(act for act in CALLERS if (act.who, act.title) == ("revring", "calls.create"))
LIST = next(act for act in CALLERS if (act.who, act.title) == ("revring", "calls.list"))


def asked(world: str = "amber", act: Act = LIST) -> Ask:
    return compose(act, World(world, 4010), Random(1))


def got(value: Any, status: int = 200, world: str = "amber") -> Got:
    return Got(status, {"x-mockserver-world": world}, value if isinstance(value, bytes) else json.dumps(value).encode())


def call(status: str, call_id: str = "c12345678") -> dict[str, Any]:
    return {"data": {"id": call_id, "status": status}}


@pytest.mark.parametrize(
    ("response", "problem"),
    [
        (got({}, 500), "status is documented: 500, expected 200"),
        (got(b"<html>"), "body is JSON: None b'<html>'"),
        (got({}, world="birch"), "world header: 'birch', expected 'amber'"),
        (got({"error": {"code": "x"}}, 404), "error shape: no message"),
        (got({"variables": {"mark": "mark.coral."}}), "no foreign data: data of coral"),
        (got({"toNumber": "+13125550100"}), "no foreign data: data of birch"),
    ],
)
def test_a_fault_of_one_response_is_found(response: Got, problem: str) -> None:
    assert problem in Judge().check(asked(), 0, 1, response)


def test_a_good_response_has_no_problem_and_counts_its_checks() -> None:
    judge = Judge()
    assert judge.check(asked(), 0, 1, got({"data": [{"id": "c12345678", "variables": {"mark": "mark.amber."}}]})) == []
    assert judge.made["no foreign data"] == judge.made["ids belong to the world"] == 1


def test_an_id_that_was_created_in_another_world_is_foreign() -> None:
    judge = Judge()
    judge.check(asked(act=CREATE), 0, 1, got(call("QUEUED"), 201))
    problems = judge.check(asked("birch"), 2, 3, got(call("QUEUED"), world="birch"))
    assert problems == ["ids belong to the world: c12345678 was created in amber"]


@pytest.mark.parametrize(("before", "now"), [("ONGOING", "INITIATED"), ("COMPLETED", "FAILED"), ("FAILED", "ONGOING")])
def test_a_status_that_regresses_is_found(before: str, now: str) -> None:
    judge = Judge()
    judge.check(asked(), 0, 1, got(call(before)))
    assert judge.check(asked(), 2, 3, got(call(now))) == [f"status does not regress: c12345678 was {before}, is {now}"]


def test_a_response_may_be_older_than_what_arrived_after_its_request_was_sent() -> None:
    judge = Judge()
    judge.check(asked(), 0, 2, got(call("ONGOING")))
    assert judge.check(asked(), 1, 3, got(call("INITIATED"))) == []


def test_a_status_may_regress_after_a_reset() -> None:
    judge = Judge()
    judge.check(asked("ember"), 0, 1, got(call("COMPLETED"), world="ember"))
    assert judge.check(asked("ember"), 2, 3, got(call("QUEUED"), world="ember")) == []


@pytest.mark.parametrize("act", ACTS, ids=lambda act: f"{act.who} {act.title}")
def test_each_action_makes_the_same_request_from_the_same_seed(act: Act) -> None:
    first, second = (compose(act, World("amber", 4010), Random(7)) for _ in range(2))
    assert first.sent.raw == second.sent.raw
    assert first.sent.raw.startswith(f"{act.method} /".encode())


def test_an_action_uses_an_id_that_its_world_has_seen() -> None:
    world = World("amber", 4010)
    assert 404 in compose(READ, world, Random(1)).fine
    world.remember("revring.call", "c12345678")
    ask = compose(READ, world, Random(1))
    assert ask.sent.target.endswith("/revring/v1/calls/c12345678")
    assert 404 not in ask.fine
