"""The commands that work without a server, and those that use a running one."""

import json
import logging
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from mockserver import __version__
from mockserver.cli import remote
from mockserver.cli.demo import place_call
from mockserver.cli.exits import CommandGroup
from mockserver.cli.group import mockserver
from mockserver.cli.log import JsonLines
from mockserver.client import Control
from mockserver.control import worlds
from tests.serving import environment
from tests.terminal import plain, show

Cli = Callable[..., Result]
ROOT = Path(__file__).parents[2]
GOOD = "version: 1\nname: good\nattempts: [{fails: busy}]\n"
NEVER = "version: 1\nname: never\nattempts: [{fails: busy}, {answered_by: human}, {fails: busy}]\n"
STATES = "version: 1\nname: words\nprovider: ringyo\nstates: [{queued: 1s}, {rining: 1s}, {failed: }]\n"


def test_version_prints_the_version(cli: Cli) -> None:
    assert cli("--version").output == f"mockserver {__version__}\n"


def test_the_help_lists_the_commands_in_order(cli: Cli) -> None:
    listed = [line.split()[0] for line in cli("--help").output.split("Commands:")[1].strip().splitlines()]
    assert listed[:3] == ["serve", "init", "check"]
    assert listed[-1] == "demo"


def test_the_overview_lists_every_command_in_order(cli: Cli) -> None:
    listed = [line.split()[0] for line in cli("--help").output.split("Commands:")[1].strip().splitlines()]
    assert listed == list(mockserver.commands)


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["-h"], ["--version", "--help"], ["schema"]])
def test_the_output_is_the_same_with_and_without_click(cli: Cli, arguments: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "mockserver", *arguments], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == cli(*arguments).output


def documented_lines() -> list[str]:
    """Return the lines that docs/command-line.md shows after a prompt."""
    page = (ROOT / "docs" / "command-line.md").read_text()
    return [line[2:].split("#")[0].strip() for line in page.splitlines() if line.startswith("$ ")]


@pytest.mark.parametrize("line", documented_lines())
def test_each_documented_line_names_commands_and_options_that_exist(cli: Cli, line: str) -> None:
    name, command, *arguments = line.split()
    result = cli(command, "--help", *arguments)
    assert (name, result.exit_code) == ("mockserver", 0), result.stderr


def test_an_unknown_command_suggests_the_nearest(cli: Cli) -> None:
    result = cli("serv")
    assert result.exit_code == 2
    assert "serve" in result.stderr


def test_the_module_is_the_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "mockserver", "--version"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == f"mockserver {__version__}\n"


def test_good_scenarios_pass_the_check(cli: Cli) -> None:
    result = cli("check", ROOT / "scenarios")
    assert result.exit_code == 0
    assert re.fullmatch(r"\d\d files are fine\n", result.output)


def test_a_warning_is_printed_and_an_error_fails_the_check(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "never.yaml").write_text(NEVER)
    warned = cli("check", tmp_path)
    assert (warned.exit_code, warned.output.count("warning: ")) == (0, 1)
    (tmp_path / "words.yaml").write_text(STATES)
    failed = cli("check", tmp_path)
    assert failed.exit_code == 1
    assert f"{tmp_path / 'words.yaml'}:4:" in failed.output
    assert failed.output.splitlines()[-1] == "1 error and 1 warning in 2 of 2 files"


def test_an_invalid_scenario_file_exits_with_3(cli: Cli, tmp_path: Path) -> None:
    assert cli("check", tmp_path / "none").exit_code == 3
    (tmp_path / "typo.yaml").write_text("version: 1\nname: typo\nsumary: x\n")
    result = cli("check", tmp_path)
    assert result.exit_code == 3
    assert "Did you mean 'summary'?" in result.stdout
    assert result.stdout.splitlines()[-1] == "2 errors in 1 file"


def test_scenarios_are_listed_and_printed(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "good.yaml").write_text(GOOD)
    listed = cli("scenarios", "--scenarios", tmp_path).output
    assert "busy-twice-then-human        The line is busy twice;" in listed
    assert "good" in listed
    shown = cli("scenarios", "good", env={"MOCKSERVER_SCENARIOS": str(tmp_path)}).output
    assert shown.startswith(f"# {tmp_path / 'good.yaml'}\nversion: 1\nname: good\n")
    assert "+1500555" in cli("scenarios", "magic-1120").output


def test_an_unknown_scenario_suggests_the_nearest(cli: Cli) -> None:
    result = cli("scenarios", "bussy")
    assert result.exit_code == 2
    assert result.stderr == "Error: There is no scenario 'bussy'. Did you mean 'busy'?\n"


def test_a_scenario_is_drawn(cli: Cli) -> None:
    assert "stateDiagram-v2" in cli("diagram", "busy").output
    assert "in_progress" in cli("diagram", "answered", "--provider", "ringyo").output


def test_a_diagram_goes_to_stdout_and_where_to_look_at_it_to_stderr(cli: Cli) -> None:
    result = cli("diagram", "busy")
    assert result.stdout.endswith("[*] : no retry\n")
    assert "https://mermaid.live" in result.stderr
    assert "mockserver diagram busy --svg --output busy.svg" in result.stderr


def test_a_picture_is_written_to_stdout_or_into_a_file(cli: Cli, tmp_path: Path) -> None:
    result = cli("diagram", "answered", "--svg", "--provider", "ringyo")
    assert result.stdout.startswith("<svg ")
    assert (">in_progress (human)</text>" in result.stdout, result.stderr) == (True, "")
    file = tmp_path / "answered.svg"
    written = cli("diagram", "answered", "--svg", "--provider", "ringyo", "--output", file)
    assert (written.stdout, written.stderr) == ("", f"Open {file} in a browser.\n")
    assert file.read_text(encoding="utf-8") == result.stdout
    refused = cli("diagram", "answered", "--output", tmp_path / "none" / "x.md")
    assert (refused.exit_code, "cannot be written: No such file" in refused.stderr) == (2, True)


def test_the_schema_is_that_of_the_shipped_file(cli: Cli) -> None:
    assert json.loads(cli("schema").output) == json.loads((ROOT / "scenarios" / "scenario.schema.json").read_text())


def test_env_prints_export_lines(cli: Cli) -> None:
    lines = cli("env", "revox", "--port", "4011").output.splitlines()
    assert lines == ["export REVOX_BASE_URL=http://127.0.0.1:4011/revox/api", "export REVOX_API_KEY=any-key"]
    with_world = cli(
        "env", "revox", "--world", "mine", "--api-key", "k", "--url", "http://mock:4010/"
    ).output.splitlines()
    assert with_world == ["export REVOX_BASE_URL=http://mock:4010/w/mine/revox/api", "export REVOX_API_KEY='k~mine'"]
    assert "Did you mean 'revox'" in cli("env", "revx").stderr


def test_a_world_of_a_running_server_is_reset(cli: Cli, control: Control) -> None:
    where = ("--url", control.connection.address.url, "--world", control.world)
    place_call(control, "ringyo", "+12125550142", scenario="answered")
    refused = cli("advance", "1999-01-01", *where)
    assert (refused.exit_code, "the reset takes 'now'" in refused.stderr) == (1, True)
    begun = cli("reset", "--now", "1999-01-01", *where)
    assert begun.output == f"World {control.world} is new. It is 1999-01-01T00:00:00Z.\n"
    assert cli("calls", *where).output == "No calls yet.\n"
    control.clock.set(mode="step")
    control.requests.clear()
    place_call(control, "ringyo", "+12125550142", scenario="answered")
    assert "It is 1999-01-01T00:00:00Z" in cli("reset", "--keep", "clock", "--keep", "journal", *where).output
    assert (control.clock.state.mode, len(control.requests)) == ("step", 1)
    assert "It is 2026-01-05T15:00:00Z" in cli("reset", *where).output
    assert control.clock.state.mode == "manual"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--now", "yesterday"], "'yesterday' is not an ISO 8601 instant such as 2026-01-05T15:00:00Z"),
        (["--keep", "scenario"], "Did you mean 'scenarios'?"),
    ],
)
def test_a_bad_reset_is_a_usage_error(cli: Cli, arguments: list[str], words: str) -> None:
    result = cli("reset", *arguments)
    assert (result.exit_code, words in result.stderr) == (2, True)


def test_a_reset_offers_what_the_control_api_can_keep() -> None:
    assert remote.KEEPABLE == worlds.KEEPABLE


def test_a_refused_request_exits_with_1(cli: Cli, control: Control) -> None:
    where = ("--url", control.connection.address.url, "--world", control.world)
    place_call(control, "ringyo", "+12125550142", scenario="stuck-ringing")
    result = cli("advance", "settled", *where)
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: ")


def test_the_health_of_a_server_is_printed(cli: Cli, control: Control) -> None:
    assert cli("healthcheck", "--url", control.connection.address.url).exit_code == 0
    nobody = cli("healthcheck", "--port", "9")
    assert nobody.exit_code == 1
    assert "No response from http://127.0.0.1:9" in nobody.stderr
    assert "[::1]" in cli("healthcheck", "--host", "::", "--port", "9").stderr


def test_on_a_terminal_findings_are_wrapped_at_words_and_coloured(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text("version: 1\nname: x\nattempts: [{fails: buzy}, {ringing: 5 sec}]\n")
    shown, code, _ = show(["-m", "mockserver", "check", str(tmp_path)], 80)
    assert code == 3
    assert "\x1b[31m\x1b[1merror:\x1b[0m" in shown
    assert all(len(line) <= 80 for line in plain(shown).split("\n") if str(tmp_path) not in line)
    assert plain(shown).count("\n    ") > 2
    assert plain(shown).replace("\n    ", " ") == cli("check", tmp_path).output
    assert "\x1b" not in show(["-m", "mockserver", "check", str(tmp_path)], 80, NO_COLOR="1").text


def test_ctrl_c_exits_with_130() -> None:
    @click.command()
    def slow() -> None:
        raise KeyboardInterrupt

    group = CommandGroup(commands={"slow": slow})
    result = CliRunner().invoke(group, ["slow"])
    assert (result.exit_code, result.output) == (130, "\nStopped by Ctrl-C.\n")


def test_ctrl_c_while_the_commands_are_imported_ends_the_same(tmp_path: Path) -> None:
    (tmp_path / "click.py").write_text("raise KeyboardInterrupt\n")  # imported in place of click
    settings = environment(PYTHONPATH=f"{tmp_path}{os.pathsep}{ROOT}")
    command = [sys.executable, "-m", "mockserver", "calls"]
    done = subprocess.run(command, cwd=tmp_path, env=settings, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "\nStopped by Ctrl-C.\n")


def test_an_error_that_is_not_ours_keeps_its_traceback() -> None:
    @click.command()
    def broken() -> None:
        raise OSError("disk")

    result = CliRunner().invoke(CommandGroup(commands={"broken": broken}), ["broken"])
    assert isinstance(result.exception, OSError)


def test_a_failure_is_logged_as_one_line_of_json() -> None:
    try:
        raise OSError("disk")
    except OSError:
        record = logging.LogRecord("mockserver", logging.ERROR, "x.py", 1, "%s failed", ("GET /",), sys.exc_info())
    facts = json.loads(JsonLines().format(record))
    assert (facts["level"], facts["logger"], facts["message"]) == ("error", "mockserver", "GET / failed")
    assert "OSError: disk" in facts["traceback"]
