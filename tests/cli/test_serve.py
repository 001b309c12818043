"""`mockserver serve` as a process: its output, its addresses, its exit codes."""

import http.client
import json
import os
import re
import signal
import socket
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import httpx2
import pytest
from click.testing import Result

from mockserver.cli.group import mockserver
from mockserver.client import Control, ControlError

Serve = Callable[..., AbstractContextManager[Any]]
Cli = Callable[..., Result]


def test_it_prints_all_urls_and_ends_with_ready(serve: Serve, tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text("version: 1\nname: mine\nattempts: [{fails: busy}]\n")
    with serve("--scenarios", tmp_path, "--clock", "manual", "--now", "2026-01-05T15:00:00Z") as running:
        printed = "\n".join(running.lines)
        for path in ("/revring/v1", "/ringyo/v1", "/revox/api", "/__admin"):
            assert f"{running.url}{path}\n" in printed
        assert f"  Dashboard  {running.url}/__admin/ (for your browser)\n" in printed
        assert "manual: stopped until advanced; it is 2026-01-05T15:00:00Z" in printed
        assert re.search(rf"Scenarios  (\d+) \((\d+) shipped, 1 from {re.escape(str(tmp_path))}\)\n", printed)
        assert running.lines[-1].startswith("Ready: http://127.0.0.1:")
        with Control(running.url) as control:
            assert control.health()["status"] == "ok"
            control.play("mine")


def test_it_prints_how_many_scenarios_are_shipped(serve: Serve) -> None:
    with serve() as running:
        assert re.search(r"Scenarios  \d+ shipped\n", "\n".join(running.lines))


def test_sigterm_finishes_open_requests_and_exits_with_0(serve: Serve) -> None:
    with serve("--clock", "auto") as running:
        with socket.create_connection(("127.0.0.1", int(running.url.rsplit(":", 1)[1]))) as slow:
            body = json.dumps({"agent_id": "a", "phone_number": "+12125550142"}).encode()
            slow.sendall(
                b"POST /ringyo/v1/calls HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer k\r\n"
                b"Content-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: %d\r\n\r\n" % len(body)
            )
            assert slow.recv(100).startswith(b"HTTP/1.1 100")
            running.process.send_signal(signal.SIGTERM)
            slow.sendall(body)
            answer = http.client.HTTPResponse(slow)
            answer.begin()
            assert answer.status < 300
            assert json.loads(answer.read())["id"]
        errors = ended(running)
        assert "POST   /ringyo/v1/calls " in errors


def test_ctrl_c_exits_with_130(serve: Serve) -> None:
    with serve() as running:
        running.process.send_signal(signal.SIGINT)
        _, errors = running.process.communicate(timeout=30)
        assert (running.process.returncode, errors) == (130, "\nStopped by Ctrl-C.\n")


def test_a_port_in_use_exits_with_4_and_suggests_a_free_one(serve: Serve, cli: Cli) -> None:
    with serve() as running:
        port = running.url.rsplit(":", 1)[1]
        result = cli("serve", "--port", port)
        assert result.exit_code == 4
        assert f"Cannot listen on 127.0.0.1:{port}" in result.stderr
        assert "--port 0" in result.stderr


def test_a_single_provider_is_served_at_the_root(serve: Serve, http: httpx2.Client) -> None:
    with serve("--only", "ringyo") as running:
        printed = "\n".join(running.lines)
        assert f"Ringyo     {running.url}/v1\n" in printed
        assert "Revox" not in printed
        answer = http.get(f"{running.url}/v1/calls/call_xyz789", headers={"authorization": "Bearer k"})
        assert answer.status_code == 200


def test_a_unix_socket_is_served_used_and_removed(serve: Serve, cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "mock.sock"
    with serve("--uds", path) as running:
        assert cli("healthcheck", env={"MOCKSERVER_UDS": str(path)}).exit_code == 0
        assert cli("serve", "--uds", path).exit_code == 4
        assert "Control" in "\n".join(running.lines)
        assert "Dashboard" not in "\n".join(running.lines)  # a browser cannot use the socket
        running.process.terminate()
        running.process.communicate(timeout=30)
    assert not path.exists()


def test_the_health_check_of_a_server_on_all_addresses_uses_loopback(serve: Serve, cli: Cli) -> None:
    with serve(MOCKSERVER_HOST="0.0.0.0", MOCKSERVER_OPEN_ADMIN="1", MOCKSERVER_API_KEY="one two") as running:
        assert "listens on all addresses" in running.lines[-1]
        variables = {"MOCKSERVER_HOST": "0.0.0.0", "MOCKSERVER_PORT": running.url.rsplit(":", 1)[1]}
        assert cli("healthcheck", env=variables).output.startswith("ok: mockserver")


@pytest.mark.parametrize("command", ["serve", "healthcheck"])
def test_the_variable_of_a_service_with_the_same_name_is_no_port(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    """Kubernetes sets it. Another value that is no port is refused."""
    monkeypatch.setenv("MOCKSERVER_PORT", "tcp://10.0.0.7:4010")
    with mockserver.commands[command].make_context(command, []) as context:
        assert context.params["port"] == 4010
    assert "'udp://10.0.0.7' is not a valid integer" in cli(command, env={"MOCKSERVER_PORT": "udp://10.0.0.7"}).output


def test_a_token_protects_the_control_api(serve: Serve, cli: Cli) -> None:
    with serve("--host", "0.0.0.0", "--admin-token", "secret") as running:
        assert "needs the admin token" in "\n".join(running.lines)
        with Control(running.url) as control, pytest.raises(ControlError, match="--admin-token"):
            control.settings()
        assert cli("calls", "--url", running.url, "--admin-token", "secret").output == "No calls yet.\n"


def test_only_the_given_keys_are_accepted(serve: Serve, http: httpx2.Client) -> None:
    with serve("--api-key", "good") as running:
        url = f"{running.url}/ringyo/v1/calls/call_xyz789"
        statuses = [http.get(url, headers={"authorization": f"Bearer {key}"}).status_code for key in ("good", "bad")]
        assert statuses == [200, 401]


def test_pages_of_the_given_origins_may_call_the_providers(serve: Serve, http: httpx2.Client, tmp_path: Path) -> None:
    (tmp_path / "mock.yaml").write_text("cors: [http://a.test, http://b.test:80]\n")
    for arguments, variables in (
        (["--cors", "http://a.test", "--cors", "http://b.test"], {}),
        ([], {"MOCKSERVER_CORS": "http://a.test http://b.test"}),
        (["--config", str(tmp_path / "mock.yaml")], {}),
    ):
        with serve(*arguments, **variables) as running:
            assert "  CORS       open to pages of http://a.test, http://b.test" in running.lines
            for origin, expected in (("http://b.test", "http://b.test"), ("http://c.test", None)):
                reply = http.get(f"{running.url}/revox/call", headers={"origin": origin})
                assert (reply.status_code, reply.headers.get("access-control-allow-origin")) == (401, expected)


def test_folders_for_scenarios_and_fixtures_may_be_empty(serve: Serve, tmp_path: Path) -> None:
    with serve(MOCKSERVER_SCENARIOS=str(tmp_path), MOCKSERVER_FIXTURES=str(tmp_path)) as running:
        assert f"0 from {tmp_path}" in "\n".join(running.lines)


@pytest.mark.parametrize(
    ("flags", "variables", "one", "total"),
    [
        ([], {}, 200, 2),
        (["--no-examples"], {}, 404, 0),
        (["--no-examples", "--examples", "none"], {}, 404, 0),
        (["--examples", "by-id"], {}, 200, 0),
        ([], {"MOCKSERVER_EXAMPLES": "by-id"}, 200, 0),
        ([], {"MOCKSERVER_NO_EXAMPLES": "1"}, 404, 0),
    ],
)
def test_options_choose_which_documented_resources_exist(
    serve: Serve, http: httpx2.Client, flags: list[str], variables: dict[str, str], one: int, total: int
) -> None:
    with serve(*flags, **variables) as running:
        url, headers = f"{running.url}/ringyo/v1/calls", {"authorization": "Bearer k"}
        assert http.get(f"{url}/call_xyz789", headers=headers).status_code == one
        assert http.get(url, headers=headers).json()["total"] == total


@pytest.mark.parametrize(
    ("flags", "words"),
    [
        (["--examples", "byid"], "'byid' is not one of documented, by-id, none. Did you mean 'by-id'?"),
        (["--no-examples", "--examples", "by-id"], "--no-examples contradicts --examples by-id"),
    ],
)
def test_a_bad_choice_of_examples_is_a_usage_error(cli: Cli, flags: list[str], words: str) -> None:
    result = cli("serve", "--port", "0", *flags)
    assert (result.exit_code, words in result.stderr) == (2, True), result.stderr


def test_requests_and_warnings_are_logged_as_text(serve: Serve, http: httpx2.Client) -> None:
    with serve("--now", "2026-01-03T12:00:00Z", "--clock", "manual") as running:
        url, headers = f"{running.url}/revox/api/call", {"authorization": "Bearer k"}
        waiting = http.post(url, json={"phone_number": "+12125550142"}, headers=headers)
        http.post(url, json={}, headers=headers)
        no_http(running)
        errors = ended(running)
    assert waiting.headers["x-mockserver-note"].startswith("waits until 2026-01-05T15:00:00Z = Mon 10:00 ")
    warning, placed, refused = sorted(errors.splitlines())
    assert "WARNING Invalid HTTP request received." in warning
    assert placed.startswith("Sat 12:00:00 POST   /revox/api/call ")
    assert placed.endswith("waits until Mon 10:00 America/New_York (calling window)")
    assert "call.create" in placed
    assert " 400 " in refused
    assert "phone_number" in refused


def test_requests_and_warnings_are_logged_as_json(serve: Serve, http: httpx2.Client) -> None:
    with serve("--log-format", "json", "--verbose", "--clock", "manual") as running:
        http.post(f"{running.url}/revox/api/call", json={}, headers={"authorization": "Bearer k"})
        no_http(running)
        lines = [json.loads(line) for line in ended(running).splitlines()]
    (warning,) = [line for line in lines if line["level"] == "warning"]
    assert "Invalid HTTP request" in warning["message"]
    (request,) = [line for line in lines if line.get("entry") == "request"]
    assert (request["status"], request["operation"], request["wire"]["body"]) == (400, "call.create", "{}")
    assert "phone_number" in request["message"]


def test_a_quiet_server_logs_warnings_only(serve: Serve, http: httpx2.Client) -> None:
    with serve("--quiet") as running:
        http.get(f"{running.url}/revox/api/call", headers={"authorization": "Bearer k"})
        no_http(running)
        (line,) = ended(running).splitlines()
    assert "Invalid HTTP request" in line


def test_a_server_cannot_be_quiet_and_verbose(cli: Cli) -> None:
    result = cli("serve", "--quiet", "--verbose")
    assert (result.exit_code, "--quiet contradicts --verbose" in result.stderr) == (2, True)


def no_http(running: Any) -> None:
    """Send something that is not HTTP, about which the server warns."""
    with socket.create_connection(("127.0.0.1", int(running.url.rsplit(":", 1)[1]))) as bad:
        bad.sendall(b"this is not HTTP\r\n\r\n")
        assert b" 400 " in bad.recv(1000)


def ended(running: Any) -> str:
    """End the server. Return its log."""
    running.process.terminate()
    _, errors = running.process.communicate(timeout=30)
    assert running.process.returncode == 0
    return str(errors)


def test_an_exposed_server_needs_a_token_or_open_admin(cli: Cli) -> None:
    result = cli("serve", "--host", "0.0.0.0")
    assert result.exit_code == 2
    assert "--admin-token" in result.stderr
    assert "--open-admin" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--clock", "manul"], "Did you mean 'manual'?"),
        (["--only", "ringo"], "Did you mean 'ringyo'"),
        (["--profile", "strikt"], "Did you mean 'strict'?"),
        (["--prot", "1"], "--port"),
        (["--now", "yesterday"], "ISO 8601"),
        (["--rate", "inf"], "--rate"),
        (["--rate", "nan"], "nan is not a rate"),
        (["--rate", "1e308"], "not in the range 0<=x<=1000000"),
        (["--now", "9999-12-31T23:59:50Z"], "virtual time runs from 0001-01-03T00:00:00Z to 9999-12-30T00:00:00Z"),
        (["--rate", "-1"], "--rate"),
        (["--port", "70000"], "--port"),
        (["--cors", "http://localhost:5173/"], "it ends with a slash; write http://localhost:5173."),
        (["--cors", "localhost:5173"], "'--cors' (env var: 'MOCKSERVER_CORS'): 'localhost:5173' is not an origin"),
    ],
)
def test_a_bad_option_exits_with_2_and_suggests_the_nearest(cli: Cli, arguments: list[str], words: str) -> None:
    result = cli("serve", *arguments)
    assert result.exit_code == 2
    assert words in result.stderr


def test_a_bad_scenario_file_exits_with_3_and_its_position(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "typo.yaml"
    file.write_text("version: 1\nname: typo\natempts: []\n")
    result = cli("serve", "--scenarios", file)
    assert result.exit_code == 3
    assert result.stderr.startswith(f"{file}:3:1: ")
    assert "Did you mean 'attempts'?" in result.stderr


def test_a_missing_fixture_file_exits_with_3(cli: Cli, tmp_path: Path) -> None:
    result = cli("serve", "--fixtures", tmp_path / "none.yaml")
    assert result.exit_code == 3
    assert os.fspath(tmp_path / "none.yaml") in result.stderr
