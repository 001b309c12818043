"""A preview is what the next call would play, and leaves the world as it is."""

from collections.abc import Iterator
from typing import Any

import pytest

from mockserver.gateway.preview import DIALS
from mockserver.providers import PROVIDERS
from mockserver.providers.samples import NUMBER, id_in, sample_request
from mockserver.scenarios.shipped import shipped_library
from mockserver.simulation.durations import parse_instant
from tests.api_client import AppClient, WebhookClient

Row = tuple[float, str, dict[str, Any]]
PLAYABLE = [
    pytest.param(name, scenario.name, id=f"{name}-{scenario.name}")
    for scenario in shipped_library()
    for name in PROVIDERS
    if scenario.provider in (None, name)
]
RANDOM = "version: 1\nname: dice\nattempts: [{ringing: 1s..60s, lasts: 5s..90s}]\n"


@pytest.fixture(scope="module")
def client() -> Iterator[AppClient]:
    with AppClient() as client:
        yield client


def placed(client: AppClient, world: str, provider: str, scenario: str) -> str:
    """Place a call like the one that is previewed, and return its id."""
    order = sample_request(PROVIDERS[provider], NUMBER, "key", DIALS)
    headers: dict[str, Any] = {"x_mockserver_world": world, "x_mockserver_scenario": scenario}
    reply = client.request(order.method, f"/{provider}{order.path}", dict(order.body), **headers)
    return id_in(PROVIDERS[provider], reply.json)


def played(client: AppClient, world: str, call_id: str) -> list[Row]:
    """Let everything happen that is planned, and return the timeline with seconds after the order."""
    while client.post("/__admin/clock/advance", {"until": "next"}, x_mockserver_world=world).json["event_count"]:
        pass
    call = client.get(f"/__admin/calls/{call_id}", x_mockserver_world=world).json
    begin = parse_instant(call["created_at"])
    common = ("at", "status", "planned", "until", "description")
    return [
        (
            (parse_instant(row["at"]) - begin).total_seconds(),
            row["status"],
            {key: row[key] for key in row if key not in common},
        )
        for row in call["timeline"]
        if row["event"] != "webhook"
    ]


def previewed(client: AppClient, world: str, provider: str, scenario: str, **more: str) -> list[Row]:
    """Return the rows of a preview."""
    body = {"provider": provider, **more}
    reply = client.post(f"/__admin/scenarios/{scenario}/preview", body, x_mockserver_world=world)
    assert reply.status == 200, reply.json
    (row,) = reply.json["previews"]
    assert (row["provider"], row["error"]) == (provider, None)
    facts = [{key: value for key, value in entry["facts"].items() if key != "until"} for entry in row["timeline"]]
    return [
        (entry["after"], entry["status"], {"event": entry["event"], **more})
        for entry, more in zip(row["timeline"], facts, strict=True)
    ]


def snapshot(client: AppClient, world: str) -> bytes:
    return client.get("/__admin/snapshot?journal=true", x_mockserver_world=world).body


@pytest.mark.parametrize(("provider", "scenario"), PLAYABLE)
def test_the_next_call_plays_the_preview_which_changes_nothing(client: AppClient, provider: str, scenario: str) -> None:
    worlds = [f"{provider}-{scenario}-{end}" for end in "ab"]
    for world in worlds:  # the counters are not at their start, and time has passed
        played(client, world, placed(client, world, provider, "busy"))
    before = snapshot(client, worlds[0])
    preview = previewed(client, worlds[0], provider, scenario)
    assert snapshot(client, worlds[0]) == before
    assert previewed(client, worlds[0], provider, scenario) == preview
    assert len(preview) > 1
    for world in worlds:
        assert played(client, world, placed(client, world, provider, scenario)) == preview


@pytest.mark.parametrize("seed", ["0", "7", "ü"])
@pytest.mark.parametrize("provider", PROVIDERS)
def test_a_preview_with_a_seed_is_what_a_world_with_that_seed_plays(
    client: AppClient, provider: str, seed: str
) -> None:
    here, there = (f"{provider}-seed-{len(seed.encode())}{seed.isdigit() and seed}-{end}" for end in "ab")
    for world in (here, there):
        client.post("/__admin/scenarios", RANDOM, x_mockserver_world=world)
    client.patch("/__admin/settings", {"seed": seed}, x_mockserver_world=there)
    preview = previewed(client, here, provider, "dice", seed=seed)
    assert played(client, there, placed(client, there, provider, "dice")) == preview


def test_documents_of_the_world_shape_the_preview(client: AppClient) -> None:
    agent, here = "/ringyo/v1/agents/agent_abc123", {"x_mockserver_world": "french"}
    placed(client, "french", "ringyo", "busy")  # makes the agent
    english = str(previewed(client, "french", "ringyo", "answered"))
    assert client.patch(agent, {"language": "fr-FR"}, **here).status == 200
    french = previewed(client, "french", "ringyo", "answered")
    assert "Bonjour" in str(french)
    assert "Bonjour" not in english
    assert played(client, "french", placed(client, "french", "ringyo", "answered")) == french


def test_a_request_to_a_tool_is_not_sent_and_does_not_hold_up_the_call() -> None:
    talk = [{"agent": "Let me see."}, {"tool": "slots", "output": "written"}]
    with WebhookClient() as client:
        placed(client, "default", "revring", "busy")  # makes the agent
        tool = {"name": "slots", "webhookUrl": "http://app/slots"}
        assert client.post("/revring/v1/agents/sample-agent/custom-tools", tool).status == 201
        client.add_scenario("tool", attempts=[{"talk": talk, "lasts": "20s"}])
        rows = previewed(client, "default", "revring", "tool")
        assert [facts.get("output") for _, _, facts in rows if facts["event"] == "tool_used"] == ["written"]
        preview = client.post("/__admin/scenarios/tool/preview", {"provider": "revring"}).json["previews"][0]
        assert preview["phase"] == "ended"
        assert client.received == []
        played(client, "default", placed(client, "default", "revring", "tool"))
        assert [webhook.url for webhook in client.received] == ["http://app/slots"]


def test_other_seeds_and_other_calls_pick_other_values(client: AppClient) -> None:
    client.post("/__admin/scenarios", RANDOM, x_mockserver_world="dice")
    seeds = [previewed(client, "dice", "ringyo", "dice", seed=str(seed)) for seed in range(5)]
    assert len({str(rows) for rows in seeds}) == 5
    first = previewed(client, "dice", "ringyo", "dice")
    placed(client, "dice", "ringyo", "busy")
    assert previewed(client, "dice", "ringyo", "dice") != first
