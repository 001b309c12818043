"""Metrics: what Prometheus reads, that totals never decrease, and what is answered without the library."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from mockserver import __version__
from mockserver.world.settings import Examples, Limits
from tests.api_client import AppClient

ROOT = Path(__file__).parents[2]
WITHOUT = """
import sys
sys.modules["prometheus_client"] = None
from mockserver.testing.api_client import AppClient
with AppClient() as client:
    response = client.get("/__admin/metrics")
    print(response.status, response.json["error"]["code"], response.json["error"]["message"])
"""


@pytest.fixture
def client() -> Iterator[AppClient]:
    with AppClient() as client:
        client.app.dispatcher.receivers["default"] = lambda _webhook: None
        yield client


def scrape(client: AppClient) -> dict[str, float]:
    """Return the value of each series; its labels are in alphabetical order."""
    response = client.get("/__admin/metrics")
    assert response.status == 200
    assert response.headers["content-type"].startswith("text/plain")
    lines = [line for line in response.body.decode().splitlines() if not line.startswith("#")]
    return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines)}


def requests(client: AppClient, operation: str, status: str = "2xx") -> float:
    name = f'mockserver_requests_total{{operation="{operation}",provider="revox",status="{status}"}}'
    return scrape(client).get(name, 0.0)


def test_each_metric_has_a_help_text_and_a_conventional_name(client: AppClient) -> None:
    client.place_revox_call()
    lines = client.get("/__admin/metrics").body.decode().splitlines()
    named = {line.split()[2]: line.split()[3] for line in lines if line.startswith("# TYPE")}
    helped = {line.split()[2] for line in lines if line.startswith("# HELP") and len(line.split()) > 3}
    assert set(named) == helped
    assert all(name.startswith("mockserver_") for name in named)
    assert {name for name, kind in named.items() if kind == "counter"} == {
        name for name in named if name.endswith("_total")
    }


def test_what_the_server_holds(client: AppClient) -> None:
    client.place_revox_call()
    client.place_revox_call(x_mockserver_world="other")
    client.advance("5m")
    values = scrape(client)
    assert values["mockserver_worlds"] == 2
    assert values['mockserver_calls{phase="ended",provider="revox"}'] == 1
    assert values['mockserver_calls{phase="placed",provider="revox"}'] == 1
    assert values["mockserver_journal_bytes"] > 1000
    assert values["mockserver_uptime_seconds"] > 0
    assert values["mockserver_event_stream_subscribers"] == 0
    assert [name for name in values if name.startswith("mockserver_build_info") and __version__ in name]


def test_samples_of_the_documentation_are_not_counted() -> None:
    with AppClient(examples=Examples.DOCUMENTED) as client:
        assert client.get("/ringyo/v1/calls").status == 200
        assert not [name for name in scrape(client) if name.startswith("mockserver_calls{")]


def test_requests_before_the_first_scrape_count_too(client: AppClient) -> None:
    client.get("/revox/api/call")
    client.get("/revox/api/nothing")
    assert requests(client, "call.list") == 1
    assert requests(client, "unmatched", "4xx") == 1
    client.get("/revox/api/call")
    assert requests(client, "call.list") == 2


def test_totals_do_not_decrease_when_journals_and_worlds_go(client: AppClient) -> None:
    client.get("/revox/api/call")
    assert requests(client, "call.list") == 1
    client.delete("/__admin/requests")
    client.get("/revox/api/call")
    client.post("/__admin/reset")
    client.get("/revox/api/call")
    client.delete("/__admin/worlds/default")
    assert requests(client, "call.list") == 3
    client.get("/revox/api/call")
    assert requests(client, "call.list") == 4


def test_requests_that_the_journal_drops_stay_counted() -> None:
    with AppClient(limits=Limits(journal_bytes=5_000)) as client:
        scrape(client)
        for _ in range(50):
            client.get("/revox/api/call")
        values = scrape(client)
        assert values['mockserver_requests_total{operation="call.list",provider="revox",status="2xx"}'] == 50
        assert values['mockserver_journal_dropped_total{what="records"}'] > 30
        assert values["mockserver_journal_bytes"] <= 5_000


def test_deliveries_and_planned_faults(client: AppClient) -> None:
    client.post("/ringyo/v1/webhooks", {"url": "https://localhost/hook", "events": ["call.completed"]})
    client.post("/__admin/faults", {"fault": "error", "operation": "call.list", "nth": 2})
    client.post("/ringyo/v1/calls", {"to": "+15005550100", "agent_id": "agent_x"})
    client.settle()
    for _ in range(3):
        client.get("/revox/api/call")
    values = scrape(client)
    assert values['mockserver_deliveries{outcome="delivered",provider="ringyo"}'] == 1
    assert values['mockserver_faults_fired_total{fault="error",provider="revox"}'] == 1
    assert values['mockserver_planned_faults{fault="error"}'] == 1
    assert values['mockserver_planned_faults_matched{fault="error"}'] == 3
    assert values['mockserver_planned_faults_fired{fault="error"}'] == 1
    client.delete("/__admin/faults")
    values = scrape(client)
    assert values['mockserver_faults_fired_total{fault="error",provider="revox"}'] == 1
    assert 'mockserver_planned_faults{fault="error"}' not in values


def test_many_calls_are_counted_in_slices(client: AppClient) -> None:
    for _ in range(501):
        client.place_revox_call()
    values = scrape(client)
    assert sum(value for name, value in values.items() if name.startswith("mockserver_calls{")) == 501


def test_open_metrics_are_sent_to_clients_that_prefer_them(client: AppClient) -> None:
    response = client.get("/__admin/metrics", accept="application/openmetrics-text; version=1.0.0")
    assert response.headers["content-type"].startswith("application/openmetrics-text")
    assert response.body.endswith(b"# EOF\n")


def test_without_the_library_the_error_says_how_to_install_it() -> None:
    command = [sys.executable, "-W", "error", "-c", WITHOUT]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("501 not_installed ")
    assert "`pip install voice-mockserver[metrics]`" in done.stdout
