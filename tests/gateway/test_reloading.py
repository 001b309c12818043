"""Reloaded scenarios and fixtures in the worlds of a server."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mockserver.gateway.fixtures import read_fixtures
from mockserver.gateway.reloading import use_fixtures, use_scenarios
from mockserver.gateway.worlds import Worlds
from mockserver.providers import PROVIDERS
from mockserver.scenarios.files import ScenarioSet
from mockserver.scenarios.reading import load_text
from tests.api_client import AppClient


@pytest.fixture
def client() -> Iterator[AppClient]:
    with AppClient() as client:
        yield client


def worlds_of(client: AppClient) -> Worlds:
    worlds: Worlds = client.app.exchange.worlds
    return worlds


def shipped(client: AppClient) -> ScenarioSet:
    return ScenarioSet(worlds_of(client).library.scenario_set.rows)


def document(name: str, rest: str) -> str:
    return f"version: 1\nname: {name}\n{rest}\n"


def with_files(base: ScenarioSet, *documents: str) -> ScenarioSet:
    return base.extended(load_text("\n---\n".join(documents), "files.yaml"))


def play(client: AppClient, scenario: str) -> str:
    """Place a call, settle, and return why it ended."""
    call = client.place_revox_call(x_mockserver_scenario=scenario)
    client.post("/__admin/clock/advance", {"by": "30s"})
    return str(client.get(f"/__admin/calls/{call}").json["attempts"][0]["reason"])


def test_new_calls_of_old_and_new_worlds_play_the_new_version(client: AppClient) -> None:
    base = shipped(client)
    use_scenarios(worlds_of(client), with_files(base, document("mine", "attempts: [{fails: busy}]")))
    assert play(client, "mine") == "busy"
    assert use_scenarios(worlds_of(client), with_files(base, document("mine", "attempts: [{fails: no_answer}]"))) == []
    assert play(client, "mine") == "no_answer"
    assert worlds_of(client).open("other").library.get("mine").body.attempts[0].fails == "no_answer"  # type: ignore[index]
    assert use_scenarios(worlds_of(client), base) == []
    assert "mine" not in worlds_of(client).open("default").library


def test_running_calls_keep_their_plan(client: AppClient) -> None:
    base = shipped(client)
    use_scenarios(
        worlds_of(client), with_files(base, document("mine", "attempts: [{fails: busy}, {fails: no_answer}]"))
    )
    call = client.place_revox_call(x_mockserver_scenario="mine")
    use_scenarios(worlds_of(client), base)
    client.post("/__admin/clock/advance", {"by": "3h"})
    attempts: list[dict[str, Any]] = client.get(f"/__admin/calls/{call}").json["attempts"]
    assert [attempt["reason"] for attempt in attempts] == ["busy", "no_answer"]


def test_scenarios_of_the_control_api_stay_and_so_do_its_deletions(client: AppClient) -> None:
    base = shipped(client)
    first = with_files(base, document("mine", "attempts: [{fails: busy}]"), document("gone", "attempts: [{}]"))
    use_scenarios(worlds_of(client), first)
    client.post("/__admin/scenarios", document("added", "attempts: [{fails: busy}]"))
    client.post("/__admin/scenarios", document("mine", "attempts: [{fails: precondition_failed}]"))
    client.delete("/__admin/scenarios/gone")
    again = with_files(
        base, document("mine", "attempts: [{}]"), document("gone", "attempts: [{}]"), document("n", "attempts: [{}]")
    )
    assert use_scenarios(worlds_of(client), with_files(first, document("n", "attempts: [{}]"))) == []
    names = {row["name"] for row in client.get("/__admin/scenarios").json["scenarios"]}
    assert ({"added", "mine", "n"} <= names, "gone" in names) == (True, False)
    assert play(client, "added") == "busy"
    use_scenarios(worlds_of(client), again)
    assert play(client, "mine") == "precondition_failed"


def test_the_default_and_the_queue_stay_while_their_names_exist(client: AppClient) -> None:
    base = shipped(client)
    mine = with_files(base, document("mine", "attempts: [{}]"), document("two", "attempts: [{}]"))
    use_scenarios(worlds_of(client), mine)
    client.put("/__admin/scenarios/default", {"name": "mine"})
    client.post("/__admin/scenarios/next", {"names": ["two", "busy", "two", "mine"]})
    assert use_scenarios(worlds_of(client), with_files(mine, document("two", "attempts: [{fails: busy}]"))) == []
    shown = client.get("/__admin/scenarios").json
    assert (shown["default"], shown["next"]) == ("mine", ["two", "busy", "two", "mine"])
    messages = use_scenarios(worlds_of(client), base)
    assert [message.text for message in messages] == [
        "World 'default': its default scenario 'mine' is gone; the default is now 'answered'.",
        "World 'default': left its queue, because they are gone: two, mine.",
    ]
    assert all(message.is_warning for message in messages)
    shown = client.get("/__admin/scenarios").json
    assert (shown["default"], shown["next"]) == ("answered", ["busy"])


def test_a_world_whose_own_scenario_would_refer_to_itself_keeps_its_scenarios(client: AppClient) -> None:
    base = shipped(client)
    use_scenarios(worlds_of(client), with_files(base, document("mine", "attempts: [{fails: busy}]")))
    client.post("/__admin/scenarios", document("added", "extends: mine"))
    (message,) = use_scenarios(worlds_of(client), with_files(base, document("mine", "sequence: [added]")))
    assert message.text.startswith(
        "World 'default' keeps its old scenarios, because it has added one that does not fit"
    )
    assert play(client, "mine") == "busy"


def test_an_added_scenario_that_can_no_longer_be_played_is_told(client: AppClient) -> None:
    base = shipped(client)
    use_scenarios(worlds_of(client), with_files(base, document("mine", "attempts: [{fails: busy}]")))
    client.post("/__admin/scenarios", document("added", "extends: mine"))
    (message,) = use_scenarios(worlds_of(client), base)
    assert (
        "has added a scenario that cannot be played: request body:3:10: extends: there is no scenario 'mine'"
        in message.text
    )
    assert client.get("/__admin/scenarios/added").status == 200


def test_new_worlds_begin_with_new_fixtures_and_old_ones_keep_theirs(client: AppClient, tmp_path: Path) -> None:
    file = tmp_path / "agents.yaml"
    file.write_text("version: 1\nprovider: ringyo\ndocuments: {agents: {agent_mine: {id: agent_mine, name: Mine}}}\n")
    client.get("/ringyo/v1/agents")
    use_fixtures(worlds_of(client), read_fixtures([file], PROVIDERS))
    assert "agent_mine" not in worlds_of(client).open("default").collection("ringyo.agents")
    assert "agent_mine" in worlds_of(client).open("other").collection("ringyo.agents")
