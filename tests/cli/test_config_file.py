"""`serve --config FILE`: options from YAML; what overrides what; mistakes with their positions."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import click
import httpx2
import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st

from mockserver.cli.config_file import read_config
from mockserver.cli.serve import serve as serve_command
from mockserver.client import Control
from mockserver.errors import Problem, ScenarioError
from mockserver.scenarios.yaml12 import load

Cli = Callable[..., Result]
Serve = Callable[..., AbstractContextManager[Any]]


def config(folder: Path, text: str) -> Path:
    """Write a file of options."""
    path = folder / "mock.yaml"
    path.write_text(text)
    return path


def values(folder: Path, text: str) -> dict[str, Any]:
    """Return what a file of options says."""
    return read_config(config(folder, text), click.Context(serve_command))


def test_a_file_sets_the_options(serve: Serve, http: httpx2.Client, tmp_path: Path) -> None:
    (tmp_path / "calls").mkdir()
    (tmp_path / "calls" / "mine.yaml").write_text("version: 1\nname: mine\nattempts: [{fails: busy}]\n")
    text = """
        clock: manual
        now: 2026-01-05T15:00:00Z
        seed: 7
        rate: 2
        scenarios: calls        # relative to this file
        api-key: [good, 12]
        no-examples: true
        max-journal-bytes: 1MiB
    """
    with serve("--config", str(config(tmp_path, text))) as running, Control(running.url) as control:
        state = control.clock.state
        assert (state.mode, state.rate, f"{state.now:%H:%M}") == ("manual", 2, "15:00")
        assert control.settings()["seed"] == "7"
        control.play("mine")
        url = f"{running.url}/ringyo/v1/calls"
        for key, status in (("good", 200), ("12", 200), ("bad", 401)):
            assert http.get(url, headers={"authorization": f"Bearer {key}"}).status_code == status


def test_a_flag_overrides_the_environment_which_overrides_the_file(serve: Serve, tmp_path: Path) -> None:
    path = str(config(tmp_path, "clock: manual\nrate: 3\nseed: file\nprofile: strict\n"))
    variables = {"MOCKSERVER_CONFIG": path, "MOCKSERVER_SEED": "environment", "MOCKSERVER_CLOCK": "auto"}
    with serve("--clock", "step", **variables) as running, Control(running.url) as control:
        settings = control.settings()
        assert (control.clock.state.mode, control.clock.state.rate) == ("step", 3)
        assert (settings["seed"], settings["profile"]) == ("environment", "strict")
        assert settings["real_numbers"] == "warn"  # the default


def test_all_mistakes_are_reported_together_with_their_positions(cli: Cli, tmp_path: Path) -> None:
    path = config(
        tmp_path,
        "port: 70000\nprot: 1\nrate: .nan\nclock: manul\napi-key: [a, null, {x: 1}]\nno-examples: maybe\n"
        "seed: [7]\nnow: yesterday\nmax-sink-bytes: -5\nconfig: other.yaml\nuds:\ntomorrow: 1\nhost: true\n",
    )
    result = cli("serve", "--config", path)
    assert result.exit_code == 3
    expected = [
        "1:7: port: 70000 is not in the range 0<=x<=65535.",
        "2:1: prot: there is no option 'prot'. Did you mean 'port'?",
        "3:7: rate: nan is not a rate; expected a number, e.g. 60 for one minute per second.",
        "4:8: clock: 'manul' is not one of real, manual, step, auto. Did you mean 'manual'?",
        "5:14: api-key[1]: has no value; add one, or remove the key",
        "5:20: api-key[2]: expected text, not a mapping",
        "6:14: no-examples: expected true or false, not 'maybe'",
        "7:7: seed: expected one value, not a list",
        "8:6: now: 'yesterday' is not an ISO 8601 instant such as 2026-01-05T15:00:00Z.",
        "9:17: max-sink-bytes: '-5' is not a size such as 20B, 64KiB, 5MiB, 1GiB or a number of bytes.",
        "10:1: config: there is no option 'config'. mockserver serve --help lists all options.",
        "11:5: uds: has no value; add one, or remove the key",
        "12:11: tomorrow: expected true or false, not the number 1",
        "13:7: host: expected text, not true",
    ]
    assert result.stderr.splitlines() == [f"{path}:{line}" for line in expected]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[port, 1]", ":1:1: expected options, such as 'port: 4010', not a list"),
        ("port: 1\n---\nport: 2\n", "a second document"),
        ("port: 1\nport: 2\n", ":2:1: port: duplicate key 'port'; first in line 1"),
        ("port: [1\n", "not YAML"),
    ],
)
def test_a_file_that_is_not_a_mapping_of_options_is_refused(cli: Cli, tmp_path: Path, text: str, words: str) -> None:
    result = cli("serve", "--config", config(tmp_path, text))
    assert (result.exit_code, words in result.stderr) == (3, True), result.stderr


def test_a_missing_file_is_reported(cli: Cli, tmp_path: Path) -> None:
    result = cli("serve", env={"MOCKSERVER_CONFIG": str(tmp_path / "none.yaml")})
    assert result.exit_code == 3
    assert result.stderr == f"{tmp_path / 'none.yaml'}:1:1: cannot be read: No such file or directory\n"


def test_an_empty_file_has_no_options(tmp_path: Path) -> None:
    assert values(tmp_path, "# nothing yet\n") == {}


def test_contradictions_are_found_as_between_flags(cli: Cli, tmp_path: Path) -> None:
    path = config(tmp_path, "host: 0.0.0.0\n")
    exposed = cli("serve", "--config", path)
    assert (exposed.exit_code, "--open-admin" in exposed.stderr) == (2, True)


def test_paths_are_relative_to_the_file(tmp_path: Path) -> None:
    read = values(tmp_path, "scenarios: [a, /b]\nuds: run/mock.sock\nseed: a\n")
    assert read == {"scenarios": [str(tmp_path / "a"), "/b"], "uds": str(tmp_path / "run/mock.sock"), "seed": "a"}


@given(
    st.dictionaries(
        st.sampled_from(["port", "seed", "api-key", "tomorrow", "rate", "x"]),
        st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(), st.lists),
        max_size=4,
    )
)
def test_any_file_gives_options_or_problems_with_positions(
    tmp_path_factory: pytest.TempPathFactory, content: dict[str, Any]
) -> None:
    import yaml

    text = yaml.safe_dump(content, allow_unicode=True)
    if not _is_yaml12(text):
        return
    read, problems = outcome(tmp_path_factory.mktemp("config"), text)
    assert all(problem.line >= 1 and problem.path for problem in problems)
    assert set(read) <= {"port", "seed", "api_key", "tomorrow", "rate"}
    assert problems or len(read) == len(content)


def _is_yaml12(text: str) -> bool:
    """Return whether the text means something in YAML 1.2 too."""
    try:
        load(text, "given")
    except ScenarioError:
        return False
    return True


def outcome(folder: Path, text: str) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """Return what a file of options says, or the problems in it."""
    try:
        return values(folder, text), ()
    except ScenarioError as error:
        return {}, error.problems


def test_the_file_in_the_documentation_is_read(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "command-line.md").read_text()
    (block,) = re.findall(r"^```yaml\n(.*?)^```", page, re.DOTALL | re.MULTILINE)
    read = values(tmp_path, block)
    assert read["scenarios"] == [str(tmp_path / "scenarios"), str(tmp_path / "more-scenarios")]
    assert (read["clock"], read["no_examples"], read["port"]) == ("manual", True, "4010")
