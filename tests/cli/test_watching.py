"""`serve --watch`: signals to look, the files that are read then, and what is logged."""

import asyncio
import logging
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from mockserver.cli.watching import Watcher, file_events
from mockserver.client import Control
from mockserver.gateway.worlds import Worlds
from mockserver.server.app import build
from mockserver.world.settings import Settings
from tests.serving import environment

Serve = Callable[..., AbstractContextManager[Any]]
Cli = Callable[..., Result]
Edit = Callable[[], object]
BUSY = "version: 1\nname: mine\nattempts: [{fails: busy}]\n"
LONGER = "version: 1\nname: mine\nattempts: [{fails: no_answer}]\n"
AGENTS = "version: 1\nprovider: ringyo\ndocuments: {agents: {agent_mine: {id: agent_mine, name: Mine}}}\n"


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.INFO, logger="mockserver")
    return caplog


async def signals(*edits: Edit) -> AsyncIterator[None]:
    """Make an edit before each signal."""
    for edit in edits:
        edit()
        yield


def watched(
    *edits: Edit, scenarios: tuple[Path, ...] = (), fixtures: tuple[Path, ...] = (), quiet: bool = False
) -> Worlds:
    """Return the worlds of a server whose files were edited, with a look after each edit."""
    worlds = build(Settings(scenarios=scenarios, fixtures=fixtures)).exchange.worlds

    async def follow() -> None:
        await Watcher(worlds, scenarios, fixtures, quiet=quiet).follow(signals(*edits))

    asyncio.run(follow())
    return worlds


def nothing() -> None:
    pass


def test_a_folder_is_reloaded_with_its_subfolders(tmp_path: Path, log: pytest.LogCaptureFixture) -> None:
    (tmp_path / "mine.yaml").write_text(BUSY)
    (tmp_path / "sub").mkdir()
    worlds = watched(
        lambda: (tmp_path / "sub" / "more.yml").write_text("version: 1\nname: more\nextends: mine\n"),
        lambda: (tmp_path / "mine.yaml").write_text(LONGER),
        lambda: (tmp_path / "notes.txt").write_text("nothing"),
        scenarios=(tmp_path,),
    )
    assert worlds.open("x").library.get("mine").value["attempts"] == [{"fails": "no_answer"}]
    assert "more" in worlds.library
    ending = "This applies to new calls; running calls keep their plan."
    assert log.messages == [
        f"Scenarios reloaded: 1 new (more). {ending}",
        f"Scenarios reloaded: 1 changed (mine). {ending}",
    ]


def test_a_look_without_changes_changes_nothing(tmp_path: Path, log: pytest.LogCaptureFixture) -> None:
    (tmp_path / "mine.yaml").write_text(BUSY)
    kept: list[object] = []
    worlds = build(Settings(scenarios=(tmp_path,))).exchange.worlds

    async def follow() -> None:
        watcher = Watcher(worlds, (tmp_path,), ())
        await watcher.follow(signals(lambda: kept.append(worlds.library.scenario_set), nothing))

    asyncio.run(follow())
    assert kept == [worlds.library.scenario_set]
    assert kept[0] is worlds.library.scenario_set
    assert log.messages == []


def test_a_broken_file_is_reported_with_its_position_and_its_last_good_version_stays(
    tmp_path: Path, log: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(BUSY)
    worlds = watched(
        lambda: file.write_text("version: 1\nname: mine\nattempts: [{fials: busy}]\n"),
        nothing,
        lambda: file.write_text(LONGER),
        scenarios=(file,),
        quiet=True,
    )
    assert worlds.library.get("mine").value["attempts"] == [{"fails": "no_answer"}]
    assert log.messages == [
        f"{file}:3:13: attempts[0].fials: unknown key 'fials'. Did you mean 'fails'?",
        f"{file} is broken, so its last good version stays in use. Mend it and save it again.",
    ]
    assert {record.levelname for record in log.records} == {"WARNING"}


def test_a_path_that_is_gone_keeps_what_was_read_from_it(tmp_path: Path, log: pytest.LogCaptureFixture) -> None:
    file, folder = tmp_path / "mine.yaml", tmp_path / "folder"
    file.write_text(BUSY)
    folder.mkdir()
    (folder / "two.yaml").write_text(BUSY.replace("mine", "two"))
    worlds = watched(
        file.unlink,
        nothing,
        lambda: folder.rename(tmp_path / "away"),
        lambda: file.write_text(LONGER),
        scenarios=(file, folder),
    )
    assert worlds.library.get("mine").value["attempts"] == [{"fails": "no_answer"}]
    assert "two" in worlds.library
    assert [message for message in log.messages if "gone" in message] == [
        f"{path} is gone. What was read from it stays until it is back." for path in (file, folder)
    ]


def test_a_shipped_scenario_comes_back_when_the_file_that_replaced_it_is_deleted(tmp_path: Path) -> None:
    file = tmp_path / "busy.yaml"
    file.write_text(LONGER.replace("mine", "busy"))
    seen: list[str] = []
    worlds = build(Settings(scenarios=(tmp_path,))).exchange.worlds

    async def follow() -> None:
        watcher = Watcher(worlds, (tmp_path,), ())
        seen.append(worlds.library.get("busy").source)
        await watcher.follow(signals(file.unlink))

    asyncio.run(follow())
    assert seen == [str(file)]
    assert worlds.library.get("busy").source.endswith("failed/busy.yaml")


def test_fixtures_are_reloaded_for_new_worlds(tmp_path: Path, log: pytest.LogCaptureFixture) -> None:
    file = tmp_path / "agents.yaml"
    file.write_text(AGENTS)
    broken = AGENTS.replace("agents:", "agent:")
    worlds = watched(
        lambda: file.write_text(AGENTS.replace("Mine", "Other agent")),
        lambda: file.write_text(broken),
        lambda: os.utime(file, (1, 1)),
        lambda: file.write_text(AGENTS.replace("Mine", "Last one")),
        fixtures=(tmp_path,),
    )
    assert worlds.open("x").collection("ringyo.agents").get("agent_mine") == {"id": "agent_mine", "name": "Last one"}
    assert log.messages == [
        "Fixtures reloaded. New worlds begin with them.",
        f"{file}:3:13: documents.agent: 'agent' is no kind of documents of ringyo. Did you mean 'agents'?",
        "The fixtures are broken, so new worlds begin with the last good ones. Mend them and save again.",
        "Fixtures reloaded. New worlds begin with them.",
        "The fixtures are mended.",
    ]


def test_an_error_of_the_source_is_logged_and_ends_the_watch_only(
    tmp_path: Path, log: pytest.LogCaptureFixture
) -> None:
    def fails() -> None:
        raise OSError("no more watches")

    watched(fails, scenarios=(tmp_path,))
    assert log.messages == [
        "Files are no longer watched: no more watches. Start the server again, or try --watch-poll 1s."
    ]


@pytest.mark.parametrize("option", [("--watch",), ("--watch-poll", "100ms")])
def test_a_running_server_notices_a_saved_file(serve: Serve, tmp_path: Path, option: tuple[str, ...]) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(BUSY)
    with serve("--scenarios", file, *option) as running:
        assert any(line.startswith(f"  Watch      reloads {file} on changes") for line in running.lines)
        temporary = tmp_path / "mine.yaml.new"
        temporary.write_text(LONGER)
        temporary.replace(file)  # as editors do
        line = next(line for line in running.process.stderr if "Scenarios reloaded" in line)
        assert "INFO Scenarios reloaded: 1 changed (mine)." in line
        with Control(running.url) as control:
            shown = control.send("GET", "/scenarios/mine")
        assert shown["scenario"]["attempts"] == [{"fails": "no_answer"}]


def test_there_is_one_source_for_folders_and_one_for_single_files(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(BUSY)
    assert len(file_events([tmp_path, tmp_path / "a.yaml"], None)) == 2
    assert len(file_events([tmp_path / "a.yaml"], 1.0)) == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--watch"], "--watch has nothing to watch; add --scenarios DIR or --fixtures FILE."),
        (["--watch-poll", "0", "--scenarios", "."], "--watch-poll must be 0.1s or longer, not 0s."),
    ],
)
def test_wrong_usage_is_reported(cli: Cli, arguments: list[str], words: str) -> None:
    result = cli("serve", *arguments)
    assert (result.exit_code, words in result.stderr) == (2, True)


def test_without_the_library_the_error_says_how_to_install_it(tmp_path: Path) -> None:
    (tmp_path / "watchfiles.py").write_text("raise ImportError\n")
    settings = environment(PYTHONPATH=f"{tmp_path}{os.pathsep}{environment()['PYTHONPATH']}")
    command = [sys.executable, "-m", "mockserver", "serve", "--port", "0", "--watch", "--scenarios", str(tmp_path)]
    done = subprocess.run(command, env=settings, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "`pip install voice-mockserver[watch]`" in done.stderr
