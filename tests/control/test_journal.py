"""Reading the journal: filters, the search, one request, the status of its call, its findings; also by the client."""

from collections.abc import Iterator
from typing import Any

import pytest

from mockserver.client import Control
from mockserver.control.journal_filters import PARAMETERS
from mockserver.errors import ControlError
from mockserver.world.settings import Limits
from tests.api_client import AppClient

ORDER = {"phone_number": "+14155550142", "agent_id": "agent_abc123"}


@pytest.fixture
def client() -> Iterator[AppClient]:
    with AppClient() as client:
        yield client


def numbers(client: AppClient, query: str) -> list[int]:
    reply = client.get(f"/__admin/requests?{query}")
    assert reply.status == 200, reply.json
    return [row["id"] for row in reply.json["requests"]]


def only(client: AppClient, number: int) -> Any:
    reply = client.get(f"/__admin/requests/{number}")
    assert reply.status == 200, reply.json
    return reply.json


# -- filters ---------------------------------------------------------------------------------------


@pytest.fixture
def filled(client: AppClient) -> AppClient:
    """A journal: 1 an order, 2 a read, 3 a list with a fault, 4 an order at another provider, 5 no route, 6 no key."""
    call = client.post("/ringyo/v1/calls", {**ORDER, "metadata": {"city": "Zürich", "say": 'a "b"'}}).json["id"]
    client.get(f"/ringyo/v1/calls/{call}")
    client.post("/__admin/faults", {"fault": "error", "first": 1})
    client.get("/ringyo/v1/calls?limit=7")
    client.place_revox_call()
    client.get("/ringyo/calls")
    client.get("/ringyo/v1/agents", authorization="")
    return client


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("operation=calls.create", [1]),
        ("operation=call*.create", [1, 4]),
        ("operation=calls.*", [1, 2, 3]),
        ("operation=calls.[cg]*", [1, 2]),
        ("operation=*", [1, 2, 3, 4, 6]),
        ("operation=CALLS.*", []),
        ("path=/v1/calls", [1, 3]),
        ("path=/v1/calls/*", [2]),
        ("path=*call*", [1, 2, 3, 4, 5]),
        ("fault=any", [3]),
        ("fault=none", [1, 2, 4, 5, 6]),
        ("fault=fault-1", [3]),
        ("fault=fault", []),
        ("fault=error", []),
        ("connection=1", []),
        ("provider=ringyo&method=GET&status=200", [2]),
        ("world=default&status=201", [1]),
        ("world=other", []),
        ("q=", [1, 2, 3, 4, 5, 6]),
        ("q=z%C3%BCrich", [1, 2]),  # sent as \u00fc, answered as ü
        ("q=Z%C3%9CRICH", [1, 2]),
        ("q=a+%22b%22", [1, 2]),
        ("q=LIMIT=7", [3]),
        ("q=lacks", [5]),
        ("q=fault-1", [3]),
        ("q=bearer%20key", [6]),
        ("q=revox", []),
        ("q=150055501&operation=call.*", [4]),
        ("q=nothing-has-this", []),
    ],
)
def test_requests_are_filtered(filled: AppClient, query: str, found: list[int]) -> None:
    assert numbers(filled, query) == found


def test_the_search_looks_at_the_id_of_the_call(filled: AppClient) -> None:
    call = only(filled, 2)["call"]
    assert numbers(filled, f"q={call.upper()}") == [1, 2]
    assert numbers(filled, f"call={call}&method=POST") == [1]


def test_the_search_does_not_find_secrets(client: AppClient) -> None:
    client.post("/ringyo/v1/calls?api_key=hidden-value-1", {**ORDER, "metadata": {"secret": "hidden-value-2"}})
    assert numbers(client, "q=hidden") == []
    assert numbers(client, "q=secret") == [1]


def test_a_path_with_brackets_is_matched_exactly_too(client: AppClient) -> None:
    client.get("/ringyo/v1/calls[a]")
    assert numbers(client, "path=/v1/calls[a]") == [1]


def test_requests_are_filtered_by_connection(control: Control, http: Any, server: Any) -> None:
    for _ in range(2):
        http.get(f"{server.url}/ringyo/v1/calls", headers={"x-mockserver-world": str(control.world)})
    (first, second) = control.requests.find()
    assert first.connection is not None
    same = [first] if first.connection != second.connection else [first, second]
    assert control.requests.find(connection=first.connection) == same
    assert control.requests.find(connection=first.connection + 10_000) == []


@pytest.mark.parametrize("route", ["requests", "requests.har", "requests/unmatched"])
def test_unknown_parameters_are_refused_with_the_nearest(client: AppClient, route: str) -> None:
    refused = client.get(f"/__admin/{route}?stauts=404")
    assert (refused.status, refused.error_code) == (400, "bad_setting")
    assert "There is no parameter 'stauts'" in refused.error["message"]
    assert refused.error["message"].endswith("Did you mean 'status'?")


def test_every_documented_parameter_is_known(client: AppClient) -> None:
    values = {"since": "2026-01-05T15:00:00Z", "limit": "1", "cursor": "0", "connection": "1", "order": "newest"}
    for name in PARAMETERS:
        assert client.get(f"/__admin/requests?{name}={values.get(name, 'x')}").status == 200
    for name in ("since", "limit", "cursor"):
        assert client.get(f"/__admin/requests/unmatched?{name}={values[name]}").status == 200
    assert client.get("/__admin/requests/unmatched?operation=x").status == 400


@pytest.mark.parametrize(
    ("query", "word"), [("connection=x", "connection is 'x'"), ("connection=0", "at least 1"), ("since=noon", "since:")]
)
def test_a_bad_value_is_refused(client: AppClient, query: str, word: str) -> None:
    refused = client.get(f"/__admin/requests?{query}")
    assert (refused.status, word in refused.error["message"]) == (400, True)


def test_a_page_that_is_exactly_full_is_the_last(client: AppClient) -> None:
    for _ in range(4):
        client.get("/ringyo/v1/calls")
        client.get("/ringyo/v1/nothing")
    page = client.get("/__admin/requests?status=404&limit=4").json
    assert ([row["id"] for row in page["requests"]], page["next"]) == ([2, 4, 6, 8], None)
    assert client.get("/__admin/requests?status=404&limit=3").json["next"] == 6


# -- one request -----------------------------------------------------------------------------------


def test_one_request_has_everything(client: AppClient) -> None:
    client.post("/ringyo/v1/calls", {**ORDER, "metdata": {}})
    (listed,) = client.get("/__admin/requests").json["requests"]
    shown = only(client, 1)
    assert {name: shown[name] for name in listed} == listed
    assert set(shown) - set(listed) == {"curl", "curl_note"}
    assert shown["curl"].startswith("curl -X POST http://mock.test:4010/ringyo/v1/calls -H ")
    assert shown["curl_note"] == "Secrets are redacted: put in your own."
    assert [finding["kind"] for finding in shown["findings"]] == ["unknown_field"]


def test_the_command_knows_the_world_and_the_only_provider() -> None:
    with AppClient(only="ringyo") as client:
        client.get("/w/mine/v1/calls")
        curl = client.get("/w/mine/__admin/requests/1").json["curl"]
        assert curl.startswith("curl http://mock.test:4010/w/mine/v1/calls -H ")


@pytest.mark.parametrize(
    ("number", "why"),
    [
        ("3", "The journal has counted 2 so far; deleting it begins again at 1."),
        ("0", "The journal has counted 2 so far"),
        ("abc", "Requests have numbers, such as 1"),
        ("1.0", "Requests have numbers"),
        ("9" * 30, "Requests have numbers"),
    ],
)
def test_an_unknown_number_gets_404(client: AppClient, number: str, why: str) -> None:
    for _ in range(2):
        client.get("/ringyo/v1/calls")
    refused = client.get(f"/__admin/requests/{number}")
    assert (refused.status, refused.error_code) == (404, "not_found")
    assert refused.error["message"].startswith(f"There is no request {number!r}. {why}")


def test_a_forgotten_number_gets_404_and_the_reason() -> None:
    with AppClient(limits=Limits(journal_bytes=3000)) as client:
        for _ in range(10):
            client.get("/ringyo/v1/calls")
        oldest = client.get("/__admin/requests").json["requests"][0]["id"]
        assert oldest > 1
        refused = client.get("/__admin/requests/1")
        assert refused.status == 404
        assert f"The journal has forgotten it: its oldest request is {oldest}." in refused.error["message"]
        assert only(client, oldest)["id"] == oldest


def test_one_request_takes_no_filters(client: AppClient) -> None:
    client.get("/ringyo/v1/calls")
    assert client.get("/__admin/requests/1?status=200").status == 400
    assert client.get("/__admin/requests/1?world=default").status == 200
    assert client.post("/__admin/requests/1").status == 405


# -- the status of the call ------------------------------------------------------------------------


def statuses(client: AppClient) -> list[tuple[str | None, str | None]]:
    rows = client.get("/__admin/requests").json["requests"]
    return [(row["call_status"]["before"], row["call_status"]["after"]) for row in rows]


def test_requests_show_what_they_changed(client: AppClient) -> None:
    call = client.place_revox_call()
    client.get(f"/revox/api/call/{call}")
    client.post(f"/revox/api/call/{call}/cancel")
    client.get(f"/revox/api/call/{call}")
    client.get("/revox/api/call")
    first, read, cancel, again, listed = statuses(client)
    assert first == (None, "initializing")
    assert read == ("initializing", "initializing")
    assert cancel == ("initializing", "cancelled")
    assert again == ("cancelled", "cancelled")
    assert listed == (None, None)


def test_the_status_is_that_of_the_moment(client: AppClient) -> None:
    call = client.post("/ringyo/v1/calls", ORDER).json["id"]
    client.settle()
    client.get(f"/ringyo/v1/calls/{call}")
    assert statuses(client) == [(None, "queued"), ("completed", "completed")]


def test_a_read_on_a_step_clock_moves_the_status(client: AppClient) -> None:
    client.patch("/__admin/clock", {"mode": "step"})
    call = client.post("/ringyo/v1/calls", ORDER).json["id"]
    seen = [client.get(f"/ringyo/v1/calls/{call}").json["status"] for _ in range(3)]
    shown = statuses(client)
    assert [after for _, after in shown] == ["queued", *seen]
    assert [before for before, _ in shown[1:]] == ["queued", *seen[:2]]


def test_a_repeated_order_finds_the_call_that_exists(client: AppClient) -> None:
    for _ in range(2):
        client.post("/ringyo/v1/calls", ORDER, idempotency_key="one")
    assert statuses(client) == [(None, "queued"), ("queued", "queued")]


def test_a_call_that_is_gone_has_no_status(client: AppClient) -> None:
    client.post("/ringyo/v1/calls", ORDER)
    client.post("/__admin/reset", {"keep": ["journal"]})
    assert statuses(client) == [(None, None)]


def test_another_call_with_the_same_id_is_not_mistaken_for_it(client: AppClient) -> None:
    """After a reset, ids come again."""
    call = client.post("/ringyo/v1/calls", ORDER).json["id"]
    client.settle()
    client.get(f"/ringyo/v1/calls/{call}")
    client.post("/__admin/reset", {"keep": ["journal"]})
    assert client.post("/ringyo/v1/calls", ORDER).json["id"] == call
    assert statuses(client)[1] == (None, None)


# -- findings, and the client ----------------------------------------------------------------------


def test_each_request_has_its_own_findings(client: AppClient) -> None:
    client.post("/ringyo/v1/calls", {**ORDER, "metdata": {}})
    client.post("/ringyo/v1/calls", ORDER)
    client.post("/ringyo/v1/calls", {**ORDER, "phone_number": "+14152007986", "x": 1})
    rows = client.get("/__admin/requests").json["requests"]
    kinds = [sorted(finding["kind"] for finding in row["findings"]) for row in rows]
    assert kinds == [["unknown_field"], [], ["real_number", "unknown_field"]]
    assert set(rows[0]["findings"][0]) == {"kind", "message"}


def test_the_client_searches_and_reads_one(control: Control, http: Any, server: Any) -> None:
    world = {"x-mockserver-world": str(control.world), "authorization": "Bearer key"}
    http.post(f"{server.url}/ringyo/v1/calls", json={**ORDER, "metdata": {}}, headers=world)
    http.get(f"{server.url}/ringyo/calls", headers=world)
    (found,) = control.requests.find(q="METDATA")
    assert found.id == 1
    assert (found.call_status.before, found.call_status.after) == (None, "queued")
    assert [finding.kind for finding in found.findings] == ["unknown_field"]
    assert found.curl is None
    assert [request.id for request in control.requests.find("calls.*", fault="none")] == [1]
    one = control.requests.get(1)
    assert (one.call_status, one.findings, one.answer) == (found.call_status, found.findings, found.answer)
    assert one.curl is not None
    assert one.curl.startswith(f"curl -X POST {server.url}/ringyo/v1/calls ")
    assert one.curl_note == "Secrets are redacted: put in your own."
    (lost,) = control.requests.unmatched()
    assert str(lost.note).startswith("The path lacks '/v1'.")
    with pytest.raises(ControlError, match="There is no request '9'"):
        control.requests.get(9)
