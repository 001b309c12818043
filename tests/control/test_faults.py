"""Planned faults and findings in the control API: add, list with accounting, remove; keep, snapshot and restore."""

from collections.abc import Iterator
from typing import Any

import pytest

from mockserver.client import Control, PlannedFault
from mockserver.errors import ControlError
from mockserver.server.server import Server
from tests.api_client import AppClient

POLL = "/ringyo/v1/calls"


@pytest.fixture
def client() -> Iterator[AppClient]:
    with AppClient() as client:
        yield client


def planned(client: AppClient) -> list[Any]:
    return list(client.get("/__admin/faults").json["faults"])


def test_a_rule_is_added_shown_and_removed(client: AppClient) -> None:
    rule = {"fault": "error", "status": 503, "operation": "calls.list", "first": 2, "retry_after": "2s"}
    added = client.post("/__admin/faults", rule)
    assert added.status == 201
    (shown,) = added.json["faults"]
    assert {**rule, **shown} == shown
    assert (shown["id"], shown["matched"], shown["fired"], shown["left"], shown["requests"]) == ("fault-1", 0, 0, 2, [])
    assert [client.get(POLL).status for _ in range(3)] == [503, 503, 200]
    (shown,) = planned(client)
    assert (shown["matched"], shown["fired"], shown["left"], shown["requests"]) == (3, 2, 0, [1, 2])
    assert client.delete("/__admin/faults/fault-1").json["fired"] == 2
    assert planned(client) == []


def test_a_list_and_a_plan_are_added_at_once(client: AppClient) -> None:
    assert len(client.post("/__admin/faults", [{"fault": "timeout"}, {"fault": "empty"}]).json["faults"]) == 2
    client.delete("/__admin/faults")
    (rule,) = client.post("/__admin/faults", {"plan": "flaky", "faults": [{"fault": "error"}]}).json["faults"]
    assert rule["plan"] == "flaky"
    assert client.get(POLL).status == 200
    assert client.get(POLL, x_mockserver_fault_plan="flaky").status == 500


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "not valid JSON"),
        ("5", "The body is no list of faults; expected a rule"),
        ([], "the list is empty"),
        ({"fault": "eror"}, "Did you mean 'error'?"),
        ([{"fault": "error"}, {"fault": "delay"}], "delay needs 'for'"),
        ({"plan": "a b", "faults": [{"fault": "error"}]}, "plan is 'a b'; expected 1 to 64"),
        ({"plan": 5, "faults": [{"fault": "error"}]}, "plan is 5"),
        ({"faults": [{"fault": "error"}], "world": "x"}, "no key 'world' beside 'faults'"),
        ({"faults": "error"}, "The body is no list of faults"),
        (
            [{"fault": "error"}, {"fault": "error", "operation": "calls.gett"}],
            "faults[1].operation: 'calls.gett' is no operation",
        ),
        ({"fault": "error", "provider": "ringo"}, "faults[0].provider: 'ringo' is no provider"),
    ],
)
def test_a_wrong_body_adds_nothing(client: AppClient, body: Any, said: str) -> None:
    refused = client.post("/__admin/faults", body)
    assert refused.status == 400
    assert said in refused.error["message"]
    assert planned(client) == []


def test_an_unknown_id_is_told_with_the_nearest(client: AppClient) -> None:
    client.post("/__admin/faults", {"fault": "error"})
    refused = client.delete("/__admin/faults/fault-2")
    assert (refused.status, "fault-1" in refused.error["message"]) == (404, True)


def test_the_faults_of_scenarios_are_listed_for_each_call(client: AppClient) -> None:
    scenario = {
        "version": 1,
        "name": "faulty",
        "attempts": [{"fails": "busy"}],
        "faults": [{"fault": "error", "nth": 9}],
    }
    client.post("/__admin/scenarios", scenario)
    call = client.place_revox_call(x_mockserver_scenario="faulty")
    client.get(f"/revox/api/call/{call}")
    (rule,) = planned(client)
    assert (rule["call"], rule["scenario"], rule["matched"]) == (call, "faulty", 1)
    assert client.delete(f"/__admin/faults/{rule['id']}").status == 200
    assert planned(client) == []


def test_a_reset_forgets_faults_unless_they_are_kept(client: AppClient) -> None:
    client.post("/__admin/faults", [{"fault": "error"}, {"fault": "empty", "first": 3}])
    client.get(POLL)
    client.post("/__admin/reset", {"keep": ["faults"]})
    assert [(rule["fault"], rule["matched"]) for rule in planned(client)] == [("error", 0), ("empty", 0)]
    client.post("/__admin/reset")
    assert planned(client) == []


def test_a_snapshot_has_the_faults_with_their_accounting(client: AppClient) -> None:
    client.post("/__admin/faults", {"fault": "error", "nth": 2, "between": ["0s", "1h"]})
    client.get(POLL)
    state = client.get("/__admin/snapshot").json
    client.post("/__admin/reset")
    client.put("/__admin/snapshot", state)
    assert client.get(POLL).status == 500
    (rule,) = planned(client)
    assert (rule["id"], rule["matched"], rule["fired"]) == ("fault-1", 2, 1)
    assert client.post("/__admin/faults", {"fault": "empty"}).json["faults"][0]["id"] == "fault-2"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"call": "nobody"}, "there is no call 'nobody'"),
        ({"tally": {"matched": 1, "fired": 2}}, "fires at most as often as it matches"),
        ({"fault": {"kind": "delay"}}, "delay needs 'for'"),
        ({"fault": {"kind": "error", "status": 99}}, "from 400 to 599"),
    ],
)
def test_a_forged_fault_is_refused(client: AppClient, change: dict[str, Any], said: str) -> None:
    client.post("/__admin/faults", {"fault": "error"})
    state = client.get("/__admin/snapshot").json
    state["api_faults"][0] |= change
    refused = client.put("/__admin/snapshot", state)
    assert refused.status == 400
    assert said in refused.error["message"]


def test_two_faults_with_one_id_are_refused(client: AppClient) -> None:
    client.post("/__admin/faults", {"fault": "error"})
    state = client.get("/__admin/snapshot").json
    state["api_faults"] *= 2
    assert "an id is duplicate" in client.put("/__admin/snapshot", state).error["message"]


# -- the client ------------------------------------------------------------------------------------


def test_the_client_adds_lists_and_removes(control: Control, server: Server) -> None:
    first, second = control.faults.add("timeout", {"fault": "error", "status": 503}, operation="calls.*", first=1)
    assert [(rule.fault, rule.operation, rule.left) for rule in control.faults] == [
        ("timeout", "calls.*", 1),
        ("error", "calls.*", 1),
    ]
    assert (len(control.faults), control.faults.fired, repr(first) in repr(control.faults)) == (2, [], True)
    assert control.faults.add("delay", for_="1s", plan="slow")[0].plan == "slow"
    assert control.faults.remove(second).id == second.id
    assert isinstance(control.faults.remove(first.id), PlannedFault)
    control.faults.clear()
    assert list(control.faults) == []
    with pytest.raises(ControlError, match="Did you mean 'timeout'"):
        control.faults.add("timeuot")


def test_a_planned_fault_is_told_in_one_line(control: Control) -> None:
    one, two = control.faults.add({"fault": "error", "provider": "revox", "method": "GET"}, "empty")
    assert (str(one), str(two)) == (f"{one.id}: error on revox GET", f"{two.id}: empty")


# -- findings --------------------------------------------------------------------------------------


def test_findings_are_listed_and_filtered(client: AppClient) -> None:
    client.post("/ringyo/v1/calls", {"phone_number": "+14155550142", "agent_id": "agent_abc123", "metdata": {}})
    client.post("/revox/api/call", {"phone_number": "+14152007986", "asistant": {}})
    found = client.get("/__admin/findings").json["findings"]
    assert [(row["kind"], row["provider"], row["request"]) for row in found] == [
        ("unknown_field", "ringyo", 1),
        ("real_number", "revox", 2),
        ("unknown_field", "revox", 2),
    ]
    assert "Did you mean 'metadata'?" in found[0]["message"]
    assert len(client.get("/__admin/findings?kind=real_number&kind=live_key").json["findings"]) == 1
    assert len(client.get("/__admin/findings?provider=ringyo").json["findings"]) == 1
    refused = client.get("/__admin/findings?kind=real_numbr")
    assert (refused.status, "Did you mean 'real_number'?" in refused.error["message"]) == (400, True)
