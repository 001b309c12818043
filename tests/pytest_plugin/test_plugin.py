"""The pytest plugin, in test suites that pytester runs."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mockserver.server.app import build
from mockserver.server.server import Server
from mockserver.world.settings import Settings
from tests.serving import serving

Suite = Callable[..., pytest.RunResult]

PLACE = """
import json
from urllib.request import Request, urlopen
import pytest

def place(mockserver, path="/call", number="+12125550142"):
    body = json.dumps({"phone_number": number, "assistant": {"prompt": "Hello"}}).encode()
    headers = {"Authorization": f"Bearer {mockserver.revox.api_key}", "Content-Type": "application/json"}
    with urlopen(Request(mockserver.revox.base_url + path, body, headers)) as answer:
        return json.load(answer)["call"]["id"]
"""


@pytest.fixture
def suite(suite: Suite) -> Suite:
    """Run a test file that can use `place`."""
    return lambda text, *arguments, **more: suite(PLACE + text, *arguments, **more)


@pytest.fixture
def elsewhere() -> Iterator[Server]:
    """A running server outside of the session."""
    with Server(build(Settings())) as server:
        yield server


def test_each_test_has_its_own_world(suite: Suite) -> None:
    result = suite("""
@pytest.mark.parametrize("nth", range(3))
def test_alone(mockserver, nth):
    assert len(mockserver.calls) == 0
    place(mockserver)
    assert len(mockserver.calls) == 1

def test_the_handle(mockserver, mockserver_server):
    assert mockserver.url == mockserver_server.url
    assert mockserver.revring.base_url == f"{mockserver.url}/w/{mockserver.world}/revring/v1"
    assert mockserver.ringyo.base_url.endswith("/ringyo/v1")
    assert mockserver.at("revox") == mockserver.revox
    assert mockserver.api_key == f"test-key~{mockserver.world}"
    assert str(mockserver.clock.now) == "2026-01-05 15:00:00+00:00"
    assert mockserver.clock.state.mode == "step"
    with pytest.raises(Exception, match="Did you mean 'revox'"):
        mockserver.at("revx")

def test_every_provider_is_an_attribute(mockserver):
    from mockserver.providers import PROVIDERS
    for name in PROVIDERS:
        assert getattr(mockserver, name) == mockserver.at(name)
    with pytest.raises(AttributeError, match="no attribute 'revx'. There is no provider 'revx'. Did you mean 'revox'"):
        mockserver.revx
    assert not hasattr(mockserver, "_revx")
""")
    result.assert_outcomes(passed=5)


def test_calls_play_the_scenarios_of_the_test(suite: Suite) -> None:
    result = suite("""
def test_queue(mockserver):
    mockserver.play("busy", "no-answer")
    calls = [place(mockserver) for _ in range(3)]
    assert [mockserver.calls[call].scenario for call in calls] == ["busy", "no-answer", "answered"]
    mockserver.requests.assert_called("call.create", times=3)

def test_own(mockserver):
    name = mockserver.scenario({"name": "mine", "attempts": [{"fails": "busy"}]})
    other = mockserver.scenario("version: 1\\nname: other\\nattempts: [{fails: no_answer}]", play=False)
    assert mockserver.calls[place(mockserver)].scenario == name
    mockserver.play(other)
    assert mockserver.calls[place(mockserver)].scenario == other
    mockserver.clock.settle()
    mockserver.clock.advance("2h")
""")
    result.assert_outcomes(passed=2)


def test_markers_are_combined_and_the_nearest_wins(suite: Suite) -> None:
    result = suite(
        """
@pytest.mark.mockserver(scenario="busy", clock="manual", seed="1")
class TestMarked:
    def test_class(self, mockserver):
        assert mockserver.calls[place(mockserver)].scenario == "busy"
        assert mockserver.clock.state.mode == "manual"

    @pytest.mark.mockserver(scenario="no-answer", profile="strict", now="2026-02-02T10:00:00Z", rate=2)
    def test_nearest(self, mockserver):
        assert mockserver.calls[place(mockserver)].scenario == "no-answer"
        settings = mockserver.control.settings()
        assert (settings["seed"], settings["profile"]) == ("1", "strict")
        assert (mockserver.clock.now.month, mockserver.clock.state.rate) == (2, 2)
""",
        "--strict-markers",
    )
    result.assert_outcomes(passed=2)


def test_a_test_can_begin_at_any_instant(suite: Suite) -> None:
    result = suite("""
from datetime import UTC, datetime

@pytest.mark.mockserver(now="1999-12-31T23:59:59Z")
def test_text(mockserver):
    assert mockserver.clock.now == datetime(1999, 12, 31, 23, 59, 59, tzinfo=UTC)
    place(mockserver)

@pytest.mark.mockserver(now=datetime(1999, 1, 1))
def test_value(mockserver):
    assert mockserver.clock.now == datetime(1999, 1, 1, tzinfo=UTC)
    assert mockserver.clock.set(now="1998-01-01").now.year == 1998
    place(mockserver)
    with pytest.raises(Exception, match="time never goes back once something has happened"):
        mockserver.clock.set(now="1997-01-01")
    mockserver.control.reset(now="1997-01-01")
    assert (mockserver.clock.now.year, len(mockserver.calls)) == (1997, 0)

@pytest.mark.mockserver(now="soon")
def test_bad(mockserver): pass
""")
    result.assert_outcomes(passed=2, errors=1)
    result.stdout.fnmatch_lines(["@pytest.mark.mockserver: now: 'soon' is not an ISO 8601 instant*"])


@pytest.mark.parametrize(
    ("marker", "message"),
    [
        ("scenari='busy'", "no keyword 'scenari'*Did you mean 'scenario'?"),
        ("scenario='bussy'", "There is no scenario 'bussy'. Did you mean 'busy'?"),
        ("clock='manul'", "mode is 'manul'; expected one of*"),
        ("'busy'", "accepts only keywords, not*"),
    ],
)
def test_a_bad_marker_is_an_error(suite: Suite, marker: str, message: str) -> None:
    result = suite(f"@pytest.mark.mockserver({marker})\ndef test_it(mockserver): pass\n")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines([f"@pytest.mark.mockserver*{message}"])


UNMATCHED = """
from urllib.error import HTTPError

def wrong(mockserver):
    with pytest.raises(HTTPError) as caught:
        place(mockserver, "/cal")
    caught.value.close()
"""


def test_a_request_without_a_route_fails_the_test(suite: Suite) -> None:
    result = suite(UNMATCHED + "def test_it(mockserver): wrong(mockserver)\n")
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(["  POST /cal -> 404 *Nearest: POST /revox/api/call*", "*allow_unmatched=True*"])


def test_unknown_requests_can_be_allowed(suite: Suite) -> None:
    result = suite(
        UNMATCHED
        + """
@pytest.mark.mockserver(allow_unmatched=True)
def test_marker(mockserver): wrong(mockserver)

def test_handle(mockserver):
    mockserver.allow_unmatched = True
    wrong(mockserver)
"""
    )
    result.assert_outcomes(passed=2)


def test_the_report_of_a_failed_test_shows_its_world(suite: Suite) -> None:
    result = suite(
        UNMATCHED
        + """
@pytest.mark.mockserver(clock="manual")
def test_it(mockserver):
    mockserver.play("busy-twice-then-human")
    place(mockserver)
    mockserver.clock.advance("2h5m")
    wrong(mockserver)
    assert not mockserver.calls

def test_other(mockserver): assert False

@pytest.fixture
def broken(mockserver): raise OSError("no")

def test_setup(broken): pass
"""
    )
    result.assert_outcomes(failed=2, errors=1)
    result.stdout.fnmatch_lines([
        "*- mockserver -*",
        "World *-1-test_it at http://127.0.0.1:*; virtual time Mon 2026-01-05 17:05:00.",
        "revox call * to +12125550142 plays 'busy-twice-then-human' and is *:",
        "  Mon 15:00:00  > POST /call -> 200 (call.create)",
        "  Mon 15:00:00  initializing     placed",
        "  Mon 15:00:0?  scheduled        ended: busy",
        "  Mon 17:00:0?  * dial 2",
        "Requests that match no route of the simulator: 1",
    ])  # fmt: skip
    result.stdout.fnmatch_lines(["It received no requests."])


def test_a_long_timeline_is_shortened_and_counts_planned_events(suite: Suite) -> None:
    result = suite("""
@pytest.mark.mockserver(clock="manual")
def test_it(mockserver):
    mockserver.scenario({"name": "long", "attempts": [{"talk": [{"agent": "Hm.", "repeat": 90}], "lasts": "20m"}]})
    call = place(mockserver)
    mockserver.clock.advance("10m")
    with urlopen(Request(mockserver.revox.base_url + "/auth-status", headers={"Authorization": "Bearer k"})) as answer:
        assert json.load(answer)["authenticated"] is None
""")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        ["  … * earlier lines", "  last of *: *, status 'completed' (in *)", "Requests that concern no call:"]
    )


def test_the_report_of_a_failed_test_shows_late_results(suite: Suite) -> None:
    result = suite("""
@pytest.mark.mockserver(clock="manual")
def test_it(mockserver):
    late = {"lasts": "9s", "recording": {"after": "5s"}, "transcript": {"after": "1h"}, "analysis": False}
    mockserver.scenario({"name": "late", "attempts": [{"queued": 1, "ringing": 1, **late}]})
    place(mockserver)
    mockserver.clock.advance("30s")
    assert False
""")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines([
        "  Mon 15:00:??  *ended: hang_up by user",
        "  Mon 15:00:??  *the recording of dial 1 is ready",
        "  … the transcript of dial 1 comes at Mon 16:00:??",
        "  … the analysis of dial 1 never comes",
        "  next: Mon 16:00:??  the transcript of dial 1 is ready, status 'completed' (in *)",
    ])  # fmt: skip


def test_the_environment_of_the_client_is_set_for_one_test(suite: Suite) -> None:
    result = suite("""
import os

def test_set(mockserver):
    assert mockserver.env("revox") == {name: os.environ[name] for name in ("REVOX_BASE_URL", "REVOX_API_KEY")}
    assert set(mockserver.env()) > {"REVRING_API_KEY", "RINGYO_BASE_URL"}

def test_gone():
    assert "REVOX_BASE_URL" not in os.environ
""")
    result.assert_outcomes(passed=2)


def test_clients_in_the_same_process_can_use_the_application(suite: Suite) -> None:
    result = suite("""
import asyncio, httpx2

def test_asgi(mockserver):
    async def ask():
        transport = httpx2.ASGITransport(mockserver.asgi)
        async with httpx2.AsyncClient(transport=transport, base_url="http://mock/ringyo/v1") as client:
            body = {"agent_id": "agent_abc123", "phone_number": "+12125550142"}
            return await client.post("/calls", json=body, headers={"authorization": "Bearer k"})
    assert mockserver.calls[asyncio.run(ask()).json()["id"]].provider == "ringyo"
""")
    result.assert_outcomes(passed=1)


READY = """
@pytest.mark.parametrize("provider, path", [("revring", "/calls"), ("ringyo", "/calls"), ("revox", "/call")])
def test_ready(mockserver, provider, path):
    answer = mockserver.client(provider).get(path)
    assert (answer.status_code, answer.headers["x-mockserver-world"]) == (200, mockserver.world)
    with pytest.raises(Exception, match="Did you mean 'revox'"):
        mockserver.client("revx")
"""


def test_clients_need_no_socket(suite: Suite) -> None:
    result = suite(
        READY
        + """
import httpx, threading

def test_an_order_is_placed(mockserver):
    threads = threading.active_count()
    api = mockserver.client("revox")
    assert api.post("/call", json={"phone_number": "+14155550142"}).status_code == 200
    real = "https://www.getrevox.com/api"
    headers = {"Authorization": "Bearer any-key"}
    with httpx.Client(base_url=real, headers=headers, transport=mockserver.transport) as client:
        assert client.post("/call", json={"phone_number": "+14155550142"}).status_code == 200
    assert len(mockserver.calls) == 2
    assert (mockserver.where, threading.active_count()) == ("in this process", threads)
    CLIENTS.append(api)

CLIENTS = []

def test_it_was_closed(mockserver):
    assert [api.is_closed for api in CLIENTS] == [True]
    assert mockserver.url == mockserver.where.removeprefix("at ")
""",
        conftest="""
import pytest

@pytest.fixture(scope="session")
def mockserver_settings(): return {"api_keys": ["mine", "any-key"]}
""",
    )
    result.assert_outcomes(passed=5)


def test_ready_clients_also_work_with_a_server_elsewhere(suite: Suite, elsewhere: Server) -> None:
    result = suite(
        READY
        + """
def test_it(mockserver):
    with pytest.raises(Exception, match="the server runs in another process, so there is no transport"):
        mockserver.transport
""",
        f"--mockserver-url={elsewhere.url}",
    )
    result.assert_outcomes(passed=4)


def test_requests_without_a_route_are_reported_without_a_socket_too(suite: Suite) -> None:
    result = suite("""
def test_it(mockserver):
    mockserver.client("revox").post("/cal")

def test_failed(mockserver):
    mockserver.client("revox").post("/cal")
    assert not mockserver.requests
""")
    result.assert_outcomes(passed=1, failed=1, errors=1)
    result.stdout.fnmatch_lines(["  POST /cal -> 404 *Nearest: POST /revox/api/call*"])
    result.stdout.fnmatch_lines(["World *-2-test_failed in this process; virtual time Mon 2026-01-05 15:00:00."])


def test_webhooks_go_to_the_receiver_of_the_test(suite: Suite) -> None:
    result = suite("""
import httpx2

def place(mockserver):
    body = {"phone_number": "+15005550100", "assistant": {"prompt": "Hi", "webhook_url": "https://far.example.com/x"}}
    headers = {"authorization": f"Bearer {mockserver.api_key}"}
    return httpx2.post(f"{mockserver.revox.base_url}/call", json=body, headers=headers).json()["call"]["id"]

def test_to_a_function(mockserver):
    received = []
    mockserver.webhooks.to(received.append)
    call = place(mockserver)
    result = mockserver.clock.settle()
    assert [webhook.json()["call_order_id"] for webhook in received] == [call]
    assert result.deliveries == mockserver.webhooks.deliveries == mockserver.webhooks.find("call.completed", call=call)
    assert mockserver.webhooks.replay(result.deliveries[0]).copy_of == 1
    assert len(received) == len(mockserver.webhooks) == 2

def test_to_a_function_that_is_a_client_of_the_simulator(mockserver):
    seen = []
    def receiver(webhook):
        call = webhook.json()["call_order_id"]
        headers = {"authorization": f"Bearer {mockserver.api_key}"}
        seen.append(httpx2.get(f"{mockserver.revox.base_url}/call/{call}", headers=headers).json()["call"]["status"])
    mockserver.webhooks.to(receiver)
    place(mockserver)
    mockserver.clock.settle()
    assert seen == ["completed"]

def test_to_an_application(mockserver):
    seen = []
    async def app(scope, receive, send):
        seen.append(scope["path"])
        await send({"type": "http.response.start", "status": 500, "headers": []})
        await send({"type": "http.response.body", "body": b""})
    mockserver.webhooks.to(app)
    place(mockserver)
    mockserver.clock.settle()
    assert seen == ["/x"]
    assert [row.outcome for row in mockserver.webhooks] == ["failed"]

def test_to_a_url_and_with_faults(mockserver):
    mockserver.webhooks.to(mockserver.webhooks.sink_url("mine"))
    mockserver.webhooks.plan("duplicate", {"fault": "late", "by": "1m"})
    place(mockserver)
    mockserver.clock.settle()
    assert len(mockserver.webhooks.sink("mine")) == 2
    assert mockserver.webhooks.deliveries[0].attempts[0].status == 200
    assert repr(mockserver.webhooks).startswith("[Delivery(")

def test_a_receiver_outside_is_refused(mockserver):
    place(mockserver)
    mockserver.clock.settle()
    assert [row.outcome for row in mockserver.webhooks] == ["refused"]
""")
    result.assert_outcomes(passed=5)


def test_settings_can_be_overridden(suite: Suite, pytester: pytest.Pytester) -> None:
    (pytester.path / "calls").mkdir()
    (pytester.path / "calls" / "mine.yaml").write_text("version: 1\nname: mine\nattempts: [{fails: busy}]\n")
    result = suite(
        """
def test_it(mockserver):
    mockserver.play("mine")
    place(mockserver)
    assert mockserver.clock.state.mode == "manual"
    assert mockserver.clock.now.year == 2030
    assert mockserver.control.settings()["seed"] == "9"
    assert mockserver.api_key.startswith("mine~")
""",
        "--mockserver-seed=9",
        conftest="""
import pytest

@pytest.fixture(scope="session")
def mockserver_settings():
    return {"clock": "manual", "now": "2030-01-07T10:00:00Z", "seed": "8", "scenarios": "calls", "api_keys": ["mine"]}
""",
    )
    result.assert_outcomes(passed=1)


@pytest.mark.parametrize(("word", "total", "status"), [(None, 0, 200), ("documented", 2, 200), ("none", 0, 404)])
def test_samples_are_readable_by_id_only_by_default(suite: Suite, word: str | None, total: int, status: int) -> None:
    chosen = {"examples": word} if word else {}
    result = suite(
        f"""
def test_it(mockserver):
    client = mockserver.client("ringyo")
    assert client.get("/calls").json()["total"] == {total}
    assert client.get("/calls/call_xyz789").status_code == {status}
""",
        conftest=f"import pytest\n@pytest.fixture(scope='session')\ndef mockserver_settings(): return {chosen}\n",
    )
    result.assert_outcomes(passed=1)


def test_settings_can_be_a_settings_object(suite: Suite) -> None:
    conftest = """
import pytest
from mockserver.world.settings import Settings
from tests.serving import serving

@pytest.fixture(scope="session")
def mockserver_settings():
    return Settings(seed="5")
"""
    result = suite("def test_it(mockserver): assert mockserver.clock.state.mode == 'real'\n", conftest=conftest)
    result.assert_outcomes(passed=1)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ("{'sed': '1'}", "There is no setting 'sed'*Did you mean 'seed'?"),
        ("{'clock': 'stepp'}", "clock is 'stepp'*Did you mean 'step'?"),
        ("{'examples': 'byid'}", "examples is 'byid'; expected one of documented, by-id, none. Did you mean 'by-id'?"),
        ("{'now': 'soon'}", "now: 'soon' is not an ISO 8601 instant*"),
        ("{'now': 5}", "now: 5 is not an ISO 8601 instant*"),
        ("{'scenarios': ['nowhere']}", "*nowhere:1:1: there is no such file or folder"),
    ],
)
def test_bad_settings_are_an_error(suite: Suite, settings: str, message: str) -> None:
    conftest = f"import pytest\n@pytest.fixture(scope='session')\ndef mockserver_settings(): return {settings}\n"
    result = suite("def test_it(mockserver): pass\n", conftest=conftest)
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines([f"mockserver_settings: {message}"])


def test_a_server_that_runs_elsewhere_can_be_used(suite: Suite, elsewhere: Server) -> None:
    result = suite(
        """
def test_it(mockserver):
    place(mockserver)
    assert mockserver.clock.state.mode == "step"
    assert mockserver.control.settings()["seed"] == "4"
    with pytest.raises(Exception, match="--mockserver-url"):
        mockserver.asgi
""",
        f"--mockserver-url={elsewhere.url}",
        "--mockserver-seed=4",
    )
    result.assert_outcomes(passed=1)


def test_a_server_elsewhere_is_a_proxy_if_its_data_folder_is_known(
    suite: Suite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "data"
    monkeypatch.setenv("MOCKSERVER_DATA", str(data))
    with serving("--tls", "--data", str(data)) as elsewhere:
        result = suite(
            """
import revox

def test_it(mockserver):
    mockserver.env("revox", tls=True)
    with revox.Revox() as client:
        client.auth_status.retrieve()
    (request,) = mockserver.requests
    assert request.path == "/auth-status"
""",
            f"--mockserver-url={elsewhere.url}",
        )
    result.assert_outcomes(passed=1)


def test_webhooks_of_a_server_elsewhere_need_a_url(suite: Suite, elsewhere: Server) -> None:
    result = suite(
        """
import pytest
from mockserver.errors import MockserverError

def test_it(mockserver):
    mockserver.webhooks.to(mockserver.webhooks.sink_url("mine"))
    with pytest.raises(MockserverError, match="pass webhooks.to"):
        mockserver.webhooks.to(print)
""",
        f"--mockserver-url={elsewhere.url}",
    )
    result.assert_outcomes(passed=1)


@pytest.mark.parametrize(
    ("settings", "year"),
    [
        ("{}", 2026),
        ("{'now': '2099-01-01T00:00:00Z'}", 2099),
        ("{'now': datetime(1999, 1, 1)}", 1999),
        ("Settings(now=datetime(1998, 1, 1, tzinfo=UTC))", 1998),
    ],
)
def test_a_test_on_a_server_elsewhere_begins_when_the_settings_say(
    suite: Suite, elsewhere: Server, pytester: pytest.Pytester, settings: str, year: int
) -> None:
    pytester.makeini(f"[pytest]\nmockserver_url = {elsewhere.url}\n")
    conftest = f"""
import pytest
from datetime import UTC, datetime
from mockserver.world.settings import Settings
from tests.serving import serving

@pytest.fixture(scope="session")
def mockserver_settings(): return {settings}
"""
    result = suite(f"def test_it(mockserver): assert mockserver.clock.now.year == {year}\n", conftest=conftest)
    result.assert_outcomes(passed=1)


def test_a_world_that_cannot_be_shown_does_not_hide_the_failure(suite: Suite, elsewhere: Server) -> None:
    result = suite(
        """
def test_it(mockserver, monkeypatch):
    connection = mockserver.control.connection
    connection.address = connection.address._replace(token=None, url="http://127.0.0.1:9")
    assert 1 == 2
""",
        f"--mockserver-url={elsewhere.url}",
    )
    result.stdout.fnmatch_lines(["*assert 1 == 2", "World * cannot be shown: No response from http://127.0.0.1:9*"])


def test_each_worker_of_xdist_has_its_own_server(suite: Suite) -> None:
    result = suite(
        """
@pytest.mark.parametrize("nth", range(6))
def test_it(mockserver, nth, worker_id):
    place(mockserver)
    assert len(mockserver.calls) == 1
    assert mockserver.world.startswith(worker_id)
""",
        "-n2",
    )
    result.assert_outcomes(passed=6)


def test_the_plugin_starts_nothing_if_it_is_not_used(suite: Suite) -> None:
    result = suite("""
import threading

def test_it(): assert "mockserver" not in {thread.name.split("-")[0] for thread in threading.enumerate()} - ALREADY

ALREADY = {thread.name for thread in threading.enumerate()}
""")
    result.assert_outcomes(passed=1)


# -- faults and findings ---------------------------------------------------------------------------

FAULTY = """
def status(mockserver):
    return mockserver.client("revox").get("call").status_code
"""


def test_planned_faults_fire_and_are_accounted_for(suite: Suite) -> None:
    result = suite(
        FAULTY
        + """
@pytest.mark.mockserver(faults=[{"fault": "error", "status": 503, "first": 1}])
def test_marker(mockserver):
    assert (status(mockserver), status(mockserver)) == (503, 200)
    assert [rule.fired for rule in mockserver.faults] == [1]

def test_handle(mockserver):
    import httpx2
    mockserver.faults.add("timeout", nth=2, operation="call.list")
    assert status(mockserver) == 200
    with pytest.raises(httpx2.ReadTimeout):
        status(mockserver)
    (fault,) = mockserver.faults.fired
    assert fault.requests == [2]
    assert [request.fault for request in mockserver.requests] == [None, f"{fault.id} timeout"]
"""
    )
    result.assert_outcomes(passed=2)


def test_a_planned_fault_that_never_fired_fails_its_test(suite: Suite) -> None:
    result = suite(
        FAULTY
        + """
def test_unused(mockserver):
    mockserver.faults.add("timeout", operation="call.create")

def test_nearly(mockserver):
    mockserver.faults.add("timeout", operation="call.*", nth=3)
    status(mockserver)

def test_optional(mockserver):
    mockserver.faults.add("timeout", operation="call.create", optional=True)
    mockserver.faults.add("timeout", operation="call.create", chance=0.5)

def test_allowed(mockserver):
    mockserver.faults.add("timeout", operation="call.create")
    mockserver.allow_unfired = True

@pytest.mark.mockserver(allow_unfired=True)
def test_allowed_by_marker(mockserver):
    mockserver.faults.add("timeout", operation="call.create")
"""
    )
    result.assert_outcomes(passed=5, errors=2)
    result.stdout.fnmatch_lines(
        [
            "Planned faults that never fired: 1",
            "  fault-1: timeout on call.create: no request matched",
            "*allow_unfired=True*",
            "  fault-1: timeout on call.[*]: 1 request matched, but none that it fires on",
        ]
    )


def test_the_faults_of_a_scenario_count_once_a_call_plays_it(suite: Suite) -> None:
    result = suite(
        """
FAULTS = {"attempts": [{"fails": "busy"}], "faults": [{"fault": "error", "operation": "call.retrieve"}]}

def test_not_played(mockserver):
    mockserver.scenario(FAULTS)

def test_played(mockserver):
    mockserver.scenario(FAULTS)
    place(mockserver)
"""
    )
    result.assert_outcomes(passed=2, errors=1)
    result.stdout.fnmatch_lines(["  *:1: error on call.retrieve of call * (given): no request matched"])


def test_the_report_of_a_failed_test_shows_faults_and_findings(suite: Suite) -> None:
    result = suite(
        """
def test_failed(mockserver):
    mockserver.faults.add("error", operation="call.list", first=1)
    mockserver.faults.add("timeout", operation="call.create")
    mockserver.client("revox").get("call")
    mockserver.client("revox").get("call?page=1")
    assert False
"""
    )
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            "*GET /call -> 500 (call.list) [[]fault-1 error]",
            "Planned faults that never fired: 1",
        ]
    )


def test_chosen_findings_fail_tests(suite: Suite) -> None:
    text = """
def order(mockserver):
    mockserver.client("ringyo").post("calls", json={"phone_number": "+14155550142", "agent_id": "a", "metdata": {}})

@pytest.mark.mockserver(fail_on_findings=["unknown_field"])
def test_chosen(mockserver):
    order(mockserver)

@pytest.mark.mockserver(fail_on_findings=["live_key"])
def test_other(mockserver):
    order(mockserver)

@pytest.mark.mockserver(fail_on_findings=False)
def test_none(mockserver):
    order(mockserver)
    assert [finding.kind for finding in mockserver.findings] == ["unknown_field"]

def test_usual(mockserver):
    order(mockserver)
"""
    suite(text).assert_outcomes(passed=4, errors=1)
    result = suite(text, "--mockserver-fail-on-findings", "all")
    result.assert_outcomes(passed=4, errors=2)
    result.stdout.fnmatch_lines(
        [
            "Findings, which the documentation does not cover: 1",
            "  unknown_field: The field 'metdata' is not documented. *'metadata'? (request 1, calls.create)",
        ]
    )
