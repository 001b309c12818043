"""Fixtures: when their files are read, and that worlds share their contents."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from mockserver.errors import ScenarioError
from mockserver.gateway.fixtures import Fixtures, documented, read_fixtures
from mockserver.providers import PROVIDERS
from mockserver.world.call_index import ByCreation
from tests.worlds import new_world

CALL = "from_number: '+1', to_number: '+2', created_at: '2025-01-01'"
AGENT = "version: 1\nprovider: ringyo\ndocuments: {agents: {agent_1: {name: Ada}}}\n"


def test_the_documented_examples_are_read_with_the_first_world(tmp_path: Path) -> None:
    later = Fixtures([tmp_path / "none.yaml"], PROVIDERS)
    with pytest.raises(ScenarioError, match=r"none\.yaml:1:1: cannot be read"):
        later.lay_out(new_world())
    assert documented(PROVIDERS) is documented(PROVIDERS)


def test_a_file_given_by_the_user_is_read_at_once(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match=r"none\.yaml:1:1: cannot be read"):
        read_fixtures([tmp_path / "none.yaml"], PROVIDERS)


def test_every_world_starts_with_the_same_fixtures(tmp_path: Path) -> None:
    (tmp_path / "agents.yaml").write_text(AGENT)
    fixtures = read_fixtures([tmp_path], PROVIDERS)
    (tmp_path / "agents.yaml").unlink()
    worlds = [new_world(), new_world()]
    for world in worlds:
        fixtures.lay_out(world)
    first, second = (world.collection("ringyo.agents").rows()["agent_1"] for world in worlds)
    assert first is second
    fixtures.withdraw(worlds[0])
    assert not worlds[0].collection("ringyo.agents").rows()
    assert worlds[1].collection("ringyo.agents").rows()


def test_the_error_for_an_unknown_provider_names_the_known_ones(tmp_path: Path) -> None:
    (tmp_path / "agents.yaml").write_text(AGENT.replace("ringyo", "ringo"))
    with pytest.raises(ScenarioError, match="is 'ringo'; expected one of revring, ringyo, revox"):
        read_fixtures([tmp_path], PROVIDERS)


def test_fixtures_added_to_a_listed_world_are_listed(tmp_path: Path) -> None:
    (tmp_path / "calls.yaml").write_text(
        "version: 1\nprovider: ringyo\n"
        "calls: {call_1: {from_number: '+1', to_number: '+2', created_at: '2025-01-01'}}\n"
    )
    fixtures, world = read_fixtures([tmp_path], PROVIDERS), new_world()
    assert not world.call_index.of("ringyo", ByCreation).ordered(descending=False)
    fixtures.lay_out(world)
    assert [call.id for call in world.call_index.of("ringyo", ByCreation).ordered(descending=False)] == ["call_1"]


def test_the_broken_examples_of_one_provider_are_left_out(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "examples.yaml").write_text("version: 1\nprovider: acme\nsurprise: 1\n")
    first = next(iter(PROVIDERS.values()))
    broken = replace(first, name="acme", folder=tmp_path)
    found = documented({first.name: first, "acme": broken}).read()
    assert found.calls == documented({first.name: first}).read().calls
    assert "The examples of a provider are left out" in caplog.text
    assert str(tmp_path / "examples.yaml") in caplog.text


@pytest.mark.parametrize(
    ("provider", "rest", "message"),
    [
        (
            "ringyo",
            "documents: {agentz: {a: {}}}",
            "4:13: documents.agentz: 'agentz' is no kind of documents of ringyo",
        ),
        ("ringyo", "documents: {agents: {a: {temperature: hot}}}", "4:39: .*temperature: expected float, got str"),
        ("ringyo", "documents: {agents: {a: {nme: x}}}", "4:31: documents.agents.a.nme: Unknown field 'nme'."),
        (
            "ringyo",
            "documents: {phone_numbers: {p: {phone_number: '+1', capabilities: {fax: true}}}}",
            "capabilities.fax: Unknown field 'capabilities.fax'.",
        ),
        ("ringyo", "documents: {phone_numbers: {p: {}}}", "phone_number is required"),
        ("revox", f"calls: {{c: {{{CALL}}}}}", "calls.c.details.assistant: assistant is required"),
        ("revring", f"calls: {{c: {{{CALL}, details: {{source: 3}}}}}}", "details.source: source: expected str"),
    ],
)
def test_fixtures_are_checked_against_the_types_of_their_provider(
    tmp_path: Path, provider: str, rest: str, message: str
) -> None:
    (tmp_path / "mine.yaml").write_text(f"# mine\nversion: 1\nprovider: {provider}\n{rest}\n")
    with pytest.raises(ScenarioError, match=message):
        read_fixtures([tmp_path], PROVIDERS)
