"""The image as a server without any privilege: what it reads, what it logs, how it ends, and what it cannot do."""

from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

import mockserver
from mockserver.client import Control
from tests.image.engine import Container, Engine

ROOT = Path(__file__).parents[2]
SCENARIOS = ROOT / "examples" / "docker_client" / "scenarios"
FIXTURE = "version: 1\nprovider: ringyo\ndocuments: {agents: {agent_mounted: {name: Ada}}}\n"
ORDER = {"agent_id": "agent_1", "phone_number": "+12125550142"}


@pytest.fixture(scope="module")
def server(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Container]:
    """A server with scenarios and fixtures that are mounted for reading."""
    fixtures = tmp_path_factory.mktemp("fixtures")
    fixtures.chmod(0o755)
    (fixtures / "agents.yaml").write_text(FIXTURE)
    mounts = ("--volume", f"{SCENARIOS}:/scenarios:ro,z", "--volume", f"{fixtures}:/fixtures:ro,z")
    with engine.server(*mounts) as server:
        yield server


@pytest.fixture
def ringyo(server: Container) -> Iterator[httpx2.Client]:
    headers = {"authorization": "Bearer any-key"}
    with httpx2.Client(base_url=f"{server.url}/ringyo/v1", headers=headers, trust_env=False) as client:
        yield client


def test_it_has_no_privileges(server: Container) -> None:
    status = dict(line.split(":\t", 1) for line in server.exec("cat", "/proc/1/status").stdout.splitlines())
    assert set(status["Uid"].split()) == set(status["Gid"].split()) == {"10001"}
    assert {status[name].strip("0") for name in ("CapEff", "CapPrm", "CapBnd")} == {""}
    assert status["NoNewPrivs"] == "1"


def test_its_root_file_system_is_read_only(server: Container) -> None:
    assert "Read-only file system" in server.exec("touch", "/data/x", check=False).stdout


def test_mounted_scenarios_are_loaded(server: Container) -> None:
    assert "1 from /scenarios" in server.log
    with Control(server.url, "scenarios") as control:
        assert control.preview("table-for-two")


def test_mounted_fixtures_are_loaded(ringyo: httpx2.Client) -> None:
    assert ringyo.get("/agents/agent_mounted").json()["name"] == "Ada"


def test_a_call_goes_through_in_virtual_time(server: Container, ringyo: httpx2.Client) -> None:
    headers = {"x-mockserver-world": "call", "x-mockserver-scenario": "table-for-two"}
    call = ringyo.post("/calls", json=ORDER, headers=headers).raise_for_status().json()
    with Control(server.url, "call") as control:
        control.clock.settle()
    ended = ringyo.get(f"/calls/{call['id']}", headers=headers).json()
    assert (call["status"], ended["status"]) == ("queued", "completed")


def test_two_worlds_do_not_know_each_other(server: Container, ringyo: httpx2.Client) -> None:
    numbers = {"one": "+12125550101", "two": "+12125550102"}
    for world, number in numbers.items():
        ringyo.post("/calls", json=ORDER | {"phone_number": number}, headers={"x-mockserver-world": world})
    with Control(server.url) as control:
        assert {world: [call.to_number for call in control.within(world).calls] for world in numbers} == {
            world: [number] for world, number in numbers.items()
        }


def test_the_health_check_succeeds_only_if_the_server_answers(server: Container) -> None:
    assert server.inspect("{{json .Config.Healthcheck.Test}}") == '["CMD","mockserver","healthcheck"]'
    assert server.exec("mockserver", "healthcheck").stdout.startswith(f"ok: mockserver {mockserver.__version__}")
    assert server.exec("mockserver", "healthcheck", "--port", "4999", check=False).returncode == 1


def test_its_log_has_a_line_for_each_request(server: Container, ringyo: httpx2.Client) -> None:
    ringyo.get("/calls/call_unknown", headers={"x-mockserver-world": "log"})
    line = server.wait_for("call_unknown")
    assert "GET" in line
    assert "404" in line
    assert "calls.get" in line


def test_sigterm_ends_it_at_once_with_exit_code_0(engine: Engine) -> None:
    with engine.server() as server:
        assert server.stop(seconds=5) == 0


def test_a_bad_scenario_file_ends_it_with_exit_code_3_and_the_place(engine: Engine, folder: Path) -> None:
    (folder / "bad.yaml").write_text("version: 1\nname: bad\natempts: []\n")
    code, printed = engine.once("--volume", f"{folder}:/scenarios:ro,z")
    assert code == 3
    assert "/scenarios/bad.yaml:3:1" in printed
    assert "attempts" in printed
