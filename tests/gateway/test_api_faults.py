"""What planned faults do to answers: before and after the effect, by world, plan, header and scenario."""

import json
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mockserver.calls.api_faults import ApiFaultKind
from mockserver.gateway.api_faults import BrokenAnswer
from mockserver.providers import PROVIDERS
from mockserver.providers.base import Answer
from mockserver.providers.samples import key_headers, path_of
from mockserver.scenarios.api_faults import read_api_faults
from mockserver.scenarios.reading import load_value
from mockserver.testing.api_client import ApiClient
from mockserver.world.api_faults import PlannedFault

NUMBER = "+15005550100"


class Case:
    """A provider, with faults to plan and requests that return the answer itself."""

    def __init__(self, provider: str, **options: Any) -> None:
        self.api = ApiClient(provider, **options)
        self.provider = PROVIDERS[provider]
        self.create, self.get = self.provider.calls.create, self.provider.calls.get

    @property
    def world(self) -> Any:
        return self.api.world

    def plan(self, *rules: Any, plan: str | None = None) -> list[PlannedFault]:
        given = [{"fault": rule} if isinstance(rule, str) else rule for rule in rules]
        return list(self.world.faults.add(read_api_faults(given, "test"), self.world.now, plan))

    def ask(self, operation: str, call: str = "", **headers: str) -> Answer:
        row = next(row for row in self.provider.operations if row.name == operation)
        body = b""
        if row.method == "POST":
            body = msgspec.json.encode(self.provider.sample_order(NUMBER, 1))
        path = path_of(self.provider, operation, call) if call else path_of(self.provider, operation)
        every = {**key_headers(self.provider, "key"), "content-type": "application/json", **headers}
        raw = [(name.replace("_", "-").lower().encode(), text.encode()) for name, text in every.items()]
        target = f"/{self.provider.name}{path}"
        return self.api.exchange.answer(row.method, target, raw, body)

    def place(self, **headers: str) -> str:
        """Place a call, and return its id."""
        self.ask(self.create, **headers)
        return str(list(self.world.calls)[-1])

    def placed(self) -> int:
        return sum(not call.example for call in self.world.calls.values())

    def scenario(self, **keys: Any) -> str:
        name = "faulty"
        base = {"attempts": [{"ringing": "4s", "answered_by": "human", "lasts": "30s"}]}
        self.world.library.add([load_value({"version": 1, "name": name, **base, **keys}, "test")])
        return name


@pytest.fixture(params=sorted(PROVIDERS))
def case(request: pytest.FixtureRequest) -> Case:
    return Case(request.param, examples="none")


def header(answer: Answer, name: str) -> str | None:
    return {key.lower(): text for key, text in answer.headers}.get(name)


# -- before and after ------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["error", "rate_limit", "timeout", "reset", "empty", "garbage", "not_found"])
def test_a_fault_before_the_effect_leaves_nothing_behind(case: Case, kind: str) -> None:
    before = dict(case.world.serials)
    case.plan(kind)
    case.ask(case.create)
    changed = {name for name, count in case.world.serials.items() if before.get(name) != count}
    assert case.placed() == 0
    assert all(name.endswith(".request") for name in changed)


@pytest.mark.parametrize(
    "kind", ["error", "rate_limit", "timeout", "reset", "empty", "garbage", "cut", "malformed_json"]
)
def test_a_fault_after_the_effect_leaves_the_call(case: Case, kind: str) -> None:
    when = {} if kind in ("cut", "malformed_json") else {"when": "after"}
    case.plan({"fault": kind, "operation": case.create, **when})
    answered = case.ask(case.create)
    assert case.placed() == 1
    assert case.world.journal.whole[-1][2].call == next(reversed(case.world.calls))
    assert kind in (header(answered, "x-mockserver-fault") or "")


def test_a_delay_before_the_effect_has_it_when_it_is_over(case: Case) -> None:
    case.plan({"fault": "delay", "for": "2s"})
    answered = case.ask(case.create)
    assert isinstance(answered, BrokenAnswer)
    assert (answered.seconds, case.placed(), len(case.world.journal)) == (2.0, 0, 0)
    assert answered.resume is not None
    done = answered.resume()
    assert (done.status // 100, case.placed()) == (2, 1)
    (record,) = case.world.journal
    assert (record.delay, record.fault) == (2.0, "fault-1 delay")


def test_a_delay_after_the_effect_holds_up_the_answer(case: Case) -> None:
    case.plan({"fault": "delay", "for": "2s", "when": "after"})
    answered = case.ask(case.create)
    assert isinstance(answered, BrokenAnswer)
    assert (answered.seconds, answered.resume, case.placed()) == (2.0, None, 1)


def test_virtual_time_does_not_move_by_a_fault(case: Case) -> None:
    now = case.world.now
    case.plan({"fault": "delay", "for": "1h", "when": "after"}, {"fault": "timeout", "nth": 2})
    case.ask(case.create)
    case.ask(case.create)
    assert case.world.now == now


# -- what they look like ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (400, "bad_body"),
        (401, "no_key"),
        (404, "no_call"),
        (405, "no_method"),
        (413, "too_large"),
        (415, "bad_media"),
        (429, "rate_limited"),
        (500, "crashed"),
        (502, "bad_gateway"),
        (503, "service_unavailable"),
        (504, "gateway_timeout"),
        (599, "crashed"),
    ],
)
def test_an_error_has_the_providers_shape_and_a_code_of_its_own(case: Case, status: int, code: str) -> None:
    case.plan({"fault": "error", "status": status})
    answered = case.ask(case.create)
    codes = case.provider.codes
    own = getattr(codes, code, code.upper() if codes.crashed.isupper() else code)
    assert answered.status == status
    assert f'"{own}"' in answered.body.decode()
    assert b"planned fault" in answered.body
    assert header(answered, "x-mockserver-fault") == "fault-1 error"
    if case.provider.refusal is not Any:
        msgspec.json.decode(answered.body, type=case.provider.refusal)


@pytest.mark.parametrize(
    ("body", "media", "sent"),
    [
        ({"a": 1}, "application/json", b'{"a":1}'),
        ('{"a": 1}', "application/json", b'{"a": 1}'),
        ("upstream error", "text/plain; charset=utf-8", b"upstream error"),
    ],
)
def test_an_error_can_have_any_body(case: Case, body: Any, media: str, sent: bytes) -> None:
    case.plan({"fault": "error", "status": 502, "body": body})
    answered = case.ask(case.create)
    assert (answered.status, answered.media, answered.body) == (502, media, sent)


def test_each_provider_says_when_to_try_again_as_its_clients_read_it() -> None:
    told = {}
    for name in ("revring", "ringyo", "revox"):
        case = Case(name, examples="none")
        case.plan({"fault": "rate_limit", "retry_after": "1500ms"})
        answered = case.ask(case.create)
        assert answered.status == 429
        named = {key.lower(): text for key, text in answered.headers}
        told[name] = {key: named[key] for key in ("retry-after", "retry-after-ms", "x-should-retry") if key in named}
    assert told["revox"] == {"retry-after": "2", "retry-after-ms": "1500", "x-should-retry": "true"}
    assert told["revring"] == told["ringyo"] == {"retry-after": "2"}


def test_the_rate_headers_of_ringyo_agree_with_the_fault() -> None:
    case = Case("ringyo", examples="none")
    case.plan({"fault": "rate_limit", "retry_after": "7s", "first": 1})
    limited, fine = case.ask(case.create), case.ask(case.create)
    reset = int(case.world.now.timestamp()) + 7
    assert (header(limited, "x-ratelimit-remaining"), header(limited, "x-ratelimit-reset")) == ("0", str(reset))
    assert header(fine, "x-ratelimit-remaining") != "0"


def test_malformed_json_is_no_json_although_the_type_says_so(case: Case) -> None:
    case.plan("malformed_json")
    answered = case.ask(case.create)
    assert answered.media == "application/json"
    with pytest.raises(ValueError, match=r"Expecting|Unterminated|Extra|delimiter|property"):
        json.loads(answered.body)


def test_a_wrong_content_type_leaves_the_body(case: Case) -> None:
    call = case.place()
    right = case.ask(case.get, call)
    case.plan("wrong_content_type")
    wrong = case.ask(case.get, call)
    assert (right.media, wrong.media) == ("application/json", "text/html; charset=utf-8")
    assert wrong.body == right.body


def test_a_cut_sends_half_of_the_body_or_so_many_bytes_but_never_all(case: Case) -> None:
    whole = len(case.ask(case.create).body)
    for at, sent in (
        (None, range(whole // 2 - 20, whole // 2 + 20)),
        (7, [7]),
        ("1MiB", range(whole - 40, whole + 40)),
    ):
        case.world.faults.clear()
        case.plan({"fault": "cut", **({} if at is None else {"at": at})})
        answered = case.ask(case.create)
        assert isinstance(answered, BrokenAnswer)
        assert answered.at is not None
        assert answered.at in sent
        assert answered.at < len(answered.body)


def test_a_stale_answer_is_the_previous_one_once_more(case: Case) -> None:
    call = case.place()
    first = case.ask(case.get, call)
    case.plan({"fault": "stale", "times": 1})
    case.api.settle()
    stale, fresh = case.ask(case.get, call), case.ask(case.get, call)
    assert stale.body == first.body != fresh.body


def test_a_stale_answer_needs_a_previous_one(case: Case) -> None:
    call = case.place()
    (rule,) = case.plan("stale")
    assert case.ask(case.get, call).status == 200
    assert (rule.tally.matched, rule.tally.fired) == (1, 0)


def test_a_previous_answer_whose_body_was_dropped_cannot_be_shown_again(case: Case) -> None:
    call = case.place()
    case.ask(case.get, call)
    while case.world.journal.whole:
        case.world.journal.strip_oldest()
    (rule,) = case.plan("stale")
    assert case.ask(case.get, call).body
    assert rule.tally.fired == 0


def test_an_id_can_be_unknown_for_the_first_seconds_of_its_life(case: Case) -> None:
    call = case.place()
    (rule,) = case.plan({"fault": "not_found", "operation": case.get, "for_first": "2s"})
    assert case.ask(case.get, call).status == 404
    case.api.advance(1.9)
    assert case.ask(case.get, call).status == 404
    case.api.advance(0.1)
    assert case.ask(case.get, call).status == 200
    assert (rule.tally.matched, rule.tally.fired) == (3, 2)


def test_other_ids_have_a_first_time_too() -> None:
    api = ApiClient("ringyo", base="/v1", examples="none")
    api.world.faults.add(
        read_api_faults([{"fault": "not_found", "path": "/v1/agents/*", "for_first": "2s"}], "x"), api.world.now
    )
    agent = api.post("/agents", {"name": "A", "system_prompt": "P", "voice_id": "v"}).json["id"]
    assert [api.get(f"/agents/{agent}").status, api.get("/agents/agent_unknown").status] == [404, 404]
    api.advance(2)
    assert api.get(f"/agents/{agent}").status == 200


# -- which requests --------------------------------------------------------------------------------


def test_all_rules_that_match_count_and_the_first_that_fires_acts(case: Case) -> None:
    rules = case.plan({"fault": "error", "nth": 2}, {"fault": "error", "status": 503}, {"fault": "timeout", "first": 2})
    statuses = [case.ask(case.create).status for _ in range(3)]
    assert statuses == [503, 500, 503]
    assert [(rule.tally.matched, rule.tally.fired) for rule in rules] == [(3, 1), (3, 2), (3, 0)]
    assert [rule.requests for rule in rules] == [(2,), (1, 3), ()]
    assert [record.fault for record in case.world.journal] == ["fault-2 error", "fault-1 error", "fault-2 error"]


def test_a_period_of_virtual_time_begins_when_the_rule_is_added(case: Case) -> None:
    case.api.advance(100)
    (rule,) = case.plan({"fault": "error", "between": ["10s", "2m"]})
    statuses = []
    for wait in (9, 1, 100, 9.9, 0.1):
        case.api.advance(wait)
        statuses.append(case.ask(case.create).status >= 400)
    assert statuses == [False, True, True, True, False]
    assert rule.tally.matched == 3


def test_the_same_seed_fails_the_same_requests(case: Case) -> None:
    def failed(seed: str) -> list[bool]:
        other = Case(case.provider.name, examples="none", seed=seed)
        other.plan({"fault": "error", "chance": 0.5})
        return [other.ask(other.create).status >= 400 for _ in range(20)]

    assert failed("1") == failed("1") != failed("2")
    assert 3 < sum(failed("1")) < 17


def test_a_header_is_for_its_request_alone(case: Case) -> None:
    assert case.ask(case.create, x_mockserver_fault="error;status=503").status == 503
    assert case.ask(case.create).status < 300


def test_a_wrong_header_is_told_and_nothing_happens(case: Case) -> None:
    answered = case.ask(case.create, x_mockserver_fault="error;status=abc")
    assert (answered.status, case.placed()) == (400, 0)
    assert b"bad_fault" in answered.body
    assert b"expected a whole number from 400 to 599" in answered.body


def test_a_plan_applies_to_requests_that_name_it(case: Case) -> None:
    case.plan("error", plan="flaky")
    assert case.ask(case.create).status < 300
    assert case.ask(case.create, x_mockserver_fault_plan="other").status < 300
    assert case.ask(case.create, x_mockserver_fault_plan="flaky").status == 500


def test_a_fault_comes_before_the_check_of_the_key(case: Case) -> None:
    case.plan({"fault": "error", "status": 503})
    name = next(iter(key_headers(case.provider, "key")))
    assert case.ask(case.create, **{name: ""}).status == 503


def test_requests_that_no_route_knows_fail_too(case: Case) -> None:
    case.plan({"fault": "error", "status": 503})
    assert case.api.exchange.answer("GET", f"/{case.provider.name}/nothing", [], b"").status == 503


# -- faults of scenarios ---------------------------------------------------------------------------


def test_the_faults_of_a_scenario_count_for_each_of_its_calls(case: Case) -> None:
    name = case.scenario(faults=[{"fault": "error", "operation": case.get, "nth": 2}])
    faulty, other, fine = case.place(x_mockserver_scenario=name), case.place(x_mockserver_scenario=name), case.place()
    seen = {call: [case.ask(case.get, call).status for _ in range(3)] for call in (faulty, other, fine)}
    assert seen == {faulty: [200, 500, 200], other: [200, 500, 200], fine: [200, 200, 200]}
    assert {rule.call: rule.tally.matched for rule in case.world.faults} == {faulty: 3, other: 3}


def test_the_request_that_creates_a_call_can_only_fail_after_the_effect(case: Case) -> None:
    name = case.scenario(faults=[{"fault": "error"}, {"fault": "error", "status": 504, "when": "after", "first": 1}])
    answered = case.ask(case.create, x_mockserver_scenario=name)
    assert (answered.status, case.placed()) == (504, 1)
    before, after = case.world.faults
    assert (before.tally.matched, after.tally.matched, after.tally.fired) == (0, 1, 1)


def test_a_scenario_has_its_faults_beside_those_of_the_world(case: Case) -> None:
    case.plan({"fault": "timeout", "path": "/nothing"})
    name = case.scenario(faults=[{"fault": "error", "status": 504, "when": "after", "first": 1}])
    assert case.ask(case.create, x_mockserver_scenario=name).status == 504


def test_a_period_of_a_scenario_begins_with_the_call(case: Case) -> None:
    name = case.scenario(faults=[{"fault": "error", "operation": case.get, "between": ["3s", "5s"]}])
    case.api.advance(60)
    call = case.place(x_mockserver_scenario=name)
    statuses = []
    for wait in (2, 1, 1, 1):
        case.api.advance(wait)
        statuses.append(case.ask(case.get, call).status)
    assert statuses == [200, 500, 500, 200]


def test_faults_are_inherited_and_replaced_like_those_of_webhooks(case: Case) -> None:
    case.scenario(faults=[{"fault": "timeout", "operation": case.get}])
    add = case.world.library.add
    add([load_value({"version": 1, "name": "heir", "extends": "faulty"}, "test")])
    add([load_value({"version": 1, "name": "own", "extends": "faulty", "faults": [{"fault": "empty"}]}, "test")])
    add([load_value({"version": 1, "name": "player", "choose": [{"play": "faulty"}]}, "test")])
    add(
        [
            load_value(
                {"version": 1, "name": "branch", "choose": [{"play": "faulty", "faults": [{"fault": "cut"}]}]}, "t"
            )
        ]
    )
    kinds = {}
    for name in ("heir", "own", "player", "branch"):
        call = case.world.calls[case.place(x_mockserver_scenario=name)]
        kinds[name] = [fault.kind.value for fault in call.plan.faults]
    assert kinds == {"heir": ["timeout"], "own": ["empty"], "player": ["timeout"], "branch": ["cut"]}


# -- the repeated order ----------------------------------------------------------------------------


def test_the_same_idempotency_key_finds_the_call_whose_answer_was_lost() -> None:
    case = Case("ringyo", examples="none")
    case.plan({"fault": "timeout", "when": "after", "first": 1})
    case.ask(case.create, idempotency_key="k1")
    again = case.ask(case.create, idempotency_key="k1")
    assert (again.status, case.placed()) == (201, 1)


# -- properties ------------------------------------------------------------------------------------

kinds = st.sampled_from([kind.value for kind in ApiFaultKind])
written = st.fixed_dictionaries(
    {"fault": kinds},
    optional={
        "first": st.integers(1, 3),
        "chance": st.sampled_from([0, 0.5, 1]),
        "operation": st.sampled_from(["call*", "*.create", "*"]),
        "times": st.integers(1, 2),
    },
).map(lambda rule: {**rule, **({"for": "1s"} if rule["fault"] in ("delay", "dribble") else {})})


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rules=st.lists(written, max_size=4), asked=st.lists(st.sampled_from(["create", "get", "list"]), max_size=8))
@pytest.mark.parametrize("provider", sorted(PROVIDERS))
def test_any_rules_keep_the_accounts_right(provider: str, rules: list[dict[str, Any]], asked: list[str]) -> None:
    """Every request is answered and in the journal once; rules account for exactly the requests that they changed; and
    a world in which all rules are removed answers as one that never had any."""
    case = Case(provider, examples="none")
    plain = Case(provider, examples="none")
    planned = case.plan(*rules) if rules else []
    for name in asked:
        for one in (case, plain):
            call = next((call.id for call in reversed(one.world.calls.values()) if not call.example), "none")
            answered = one.ask(getattr(one.provider.calls, name), call if name == "get" else "")
            if isinstance(answered, BrokenAnswer) and answered.resume is not None:
                answered.resume()
        case.api.advance(1)
        plain.api.advance(1)
    records = list(case.world.journal)
    assert [record.number for record in records] == list(range(1, len(asked) + 1))
    fired = {number for rule in planned for number in rule.requests}
    assert fired == {record.number for record in records if record.fault}
    assert sum(rule.tally.fired for rule in planned) == len(fired)
    assert all(0 <= rule.tally.fired <= rule.tally.matched <= len(asked) for rule in planned)
    assert all(record.fault is None for record in plain.world.journal)


def test_without_rules_nothing_changes(case: Case) -> None:
    other = Case(case.provider.name, examples="none")
    other.plan("error")
    other.world.faults.clear()
    calls = [(one.place(), one) for one in (case, other)]
    assert calls[0][0] == calls[1][0]
    answers = [one.ask(one.get, call) for call, one in calls]
    assert answers[0] == answers[1]


def test_many_requests_are_remembered_by_their_last_numbers(case: Case) -> None:
    (rule,) = case.plan("empty")
    for _ in range(1005):
        case.ask(case.create)
    assert (rule.tally.fired, len(rule.requests), rule.requests[-1]) == (1005, 1000, 1005)


def test_a_delay_has_fired_as_soon_as_it_begins() -> None:
    case = Case("ringyo")
    (rule,) = case.plan({"fault": "delay", "for": "1s", "times": 1, "operation": "calls.list"})
    first, second = case.ask("calls.list"), case.ask("calls.list")
    assert isinstance(first, BrokenAnswer)
    assert not isinstance(second, BrokenAnswer)
    assert (rule.tally.matched, rule.tally.fired, rule.requests) == (2, 1, ())
    assert first.resume is not None
    first.resume()
    assert (rule.tally.fired, rule.requests) == (1, (2,))


def test_a_rule_of_the_new_call_does_not_fire_beside_another_that_acts() -> None:
    case = Case("ringyo")
    name = case.scenario(faults=[{"fault": "reset", "when": "after"}])
    (rule,) = case.plan({"fault": "cut", "when": "after", "operation": "calls.create"})
    result = case.ask(case.create, X_Mockserver_Scenario=name)
    assert isinstance(result, BrokenAnswer)
    assert result.kind is ApiFaultKind.CUT
    own = [other for other in case.world.faults if other is not rule]
    assert [(other.tally.matched, other.tally.fired) for other in own] == [(1, 0)]
