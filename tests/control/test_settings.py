"""The settings of a world in the control API: read, changed, refused, and described by a JSON Schema."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import jsonschema_rs
import pytest

from mockserver.control.settings_schema import settings_schema
from mockserver.providers import PROVIDERS
from mockserver.world.orders import Options
from mockserver.world.settings import PROFILES, Examples
from tests.api_client import AppClient

SCHEMA = "/__admin/settings/schema"
SETTINGS = "/__admin/settings"


@pytest.fixture
def client() -> Iterator[AppClient]:
    with AppClient() as client:
        yield client


def test_changing_the_examples_of_a_world_takes_effect_at_once() -> None:
    with AppClient(examples=Examples.DOCUMENTED) as client:
        assert client.get("/__admin/settings").json["examples"] == "documented"
        seen = []
        for word in ("by-id", "none", "documented"):
            assert client.patch("/__admin/settings", {"examples": word}).json["examples"] == word
            one = client.get("/ringyo/v1/calls/call_xyz789").status
            seen.append((one, client.get("/ringyo/v1/calls").json["total"]))
        assert seen == [(200, 0), (404, 0), (200, 2)]


def test_settings_are_shown_and_changed_per_provider(client: AppClient) -> None:
    before = client.get("/__admin/settings").json
    assert (before["profile"], before["default_scenario"]) == ("standard", "answered")
    changed = client.patch("/__admin/settings", {"profile": "strict", "revox": {"setup_seconds": 5}})
    assert changed.json == {**before, "profile": "strict", "revox": {**before["revox"], "setup_seconds": 5.0}}
    assert client.get("/__admin/settings").json == changed.json


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"profil": "strict"}, "There is no setting 'profil'"),
        ({"profile": "loose"}, "expected one of standard, strict, lenient"),
        ({"examples": "all"}, 'expected one of documented, by-id, none (given: "all")'),
        ({"examples": True}, "examples"),
        ({"revox": {"concurency": 1}}, "Did you mean 'concurrency'"),
        ({"revox": 3}, "revox: expected an object of settings"),
        ({"revox": {"setup_seconds": -1}}, "setup_seconds"),
        ({"seed": 7}, "seed: expected str"),
    ],
)
def test_a_bad_setting_is_refused_and_nothing_is_changed(client: AppClient, body: object, words: str) -> None:
    before = client.get("/__admin/settings").json
    reply = client.patch("/__admin/settings", body)
    assert (reply.status, reply.json["error"]["code"]) == (400, "bad_setting")
    assert words in reply.json["error"]["message"]
    assert client.get("/__admin/settings").json == before


def test_an_unknown_default_scenario_is_refused(client: AppClient) -> None:
    reply = client.patch("/__admin/settings", {"default_scenario": "bussy"})
    assert reply.status == 404
    assert "Did you mean 'busy'" in reply.json["error"]["message"]


def test_a_lower_limit_queues_calls_and_a_higher_one_starts_them(client: AppClient) -> None:
    client.patch("/__admin/settings", {"revox": {"concurrency": 1}})
    ids = [client.place_revox_call() for _ in range(3)]
    client.post("/__admin/clock/advance", {"by": "2s"})
    phases = [client.get(f"/__admin/calls/{call}").json["phase"] for call in ids]
    assert phases == ["ringing", "waiting", "waiting"]
    client.patch("/__admin/settings", {"revox": {"concurrency": None}})
    phases = [client.get(f"/__admin/calls/{call}").json["phase"] for call in ids]
    assert phases == ["ringing", "dialling", "dialling"]


# -- one provider ----------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/__admin/settings", SCHEMA])
def test_a_server_of_one_provider_shows_only_its_settings(path: str) -> None:
    with AppClient(only="ringyo") as client:
        shown = client.get(path).json
    names = shown.get("properties", shown)
    assert [name for name in names if name in PROVIDERS] == ["ringyo"]


def test_a_server_of_one_provider_takes_only_its_settings() -> None:
    with AppClient(only="ringyo") as client:
        refused = client.patch(SETTINGS, {"ringyo": {"plan": "agency"}, "revox": {"concurrency": 1}})
        assert (refused.status, refused.error["code"]) == (400, "bad_setting")
        assert refused.error["message"].startswith("revox has no settings here, because this server serves only ringyo")
        assert client.get(SETTINGS).json["ringyo"]["plan"] == "pro"
        changed = client.patch(SETTINGS, {"ringyo": {"plan": "agency"}})
        assert (changed.json["ringyo"]["plan"], "revox" in changed.json) == ("agency", False)


# -- the schema ------------------------------------------------------------------------------------


def leaves(values: Mapping[str, Any]) -> dict[tuple[str, ...], Any]:
    """Return the settings, or what describes them, by their paths: `("seed",)`, `("revox", "busy")`."""
    flat: dict[tuple[str, ...], Any] = {(name,): value for name, value in values.items() if name not in PROVIDERS}
    for name in filter(values.__contains__, PROVIDERS):
        flat |= {(name, option): value for option, value in values[name].items()}
    return flat


def described(schema: Mapping[str, Any]) -> dict[tuple[str, ...], dict[str, Any]]:
    """Return the properties of a schema by the paths of the settings."""
    rows = schema["properties"]
    return leaves({name: row["properties"] if name in PROVIDERS else row for name, row in rows.items()})


def change(path: tuple[str, ...], value: object) -> dict[str, Any]:
    """Return the body that sets one setting."""
    return {path[0]: value} if len(path) == 1 else {path[0]: {path[1]: value}}


def alternatives(row: Mapping[str, Any]) -> list[Any]:
    """Return the schemas one of which a value must fit."""
    return list(row.get("anyOf", [row]))


OPTIONS = Options(providers={name: provider.options() for name, provider in PROVIDERS.items()})
ROWS = described(settings_schema(PROVIDERS, OPTIONS))
WORDS = {path: words for path, row in ROWS.items() for one in alternatives(row) if (words := one.get("enum"))}
PATHS = [pytest.param(path, id=".".join(path)) for path in ROWS]
WITH_WORDS = [pytest.param(path, id=".".join(path)) for path in WORDS]


def test_each_setting_is_described_in_the_order_of_the_settings(client: AppClient) -> None:
    settings = client.get(SETTINGS).json
    schema = client.get(SCHEMA).json
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert list(schema["properties"]) == list(settings)
    assert list(described(schema)) == list(leaves(settings))
    assert [path for path, row in described(schema).items() if not re.match(r".{10,}[.…]$", row["description"])] == []
    assert [path for path, row in described(schema).items() if "title" in row] == []
    assert [schema["properties"][name]["title"] for name in PROVIDERS] == [each.title for each in PROVIDERS.values()]


@pytest.mark.parametrize(
    "given", [{}, {"seed": "17", "profile": "strict", "tomorrow": True, "examples": Examples.NONE}]
)
def test_the_defaults_are_the_settings_of_a_new_world(given: dict[str, Any]) -> None:
    with AppClient(**given) as client:
        rows = described(client.get(SCHEMA).json)
        client.patch(SETTINGS, {"seed": "other", "revox": {"setup_seconds": 7}})
        fresh = client.get(SETTINGS, x_mockserver_world="new").json
    assert {path: row["default"] for path, row in rows.items()} == leaves(fresh)


def test_the_schema_is_one_of_the_settings_without_references(client: AppClient) -> None:
    reply = client.get(SCHEMA)
    assert b'"$ref"' not in reply.body
    validator = jsonschema_rs.Draft202012Validator(reply.json)
    assert validator.is_valid(client.get(SETTINGS).json)
    assert validator.is_valid({"revox": {"busy": "refuse"}})
    assert not validator.is_valid({"revox": {"bussy": "queue"}})
    assert not validator.is_valid({"revox": []})
    assert not validator.is_valid({"sed": "1"})


def test_words_are_in_the_order_of_their_declaration() -> None:
    assert WORDS["profile",] == list(PROFILES)
    assert WORDS["examples",] == [word.value for word in Examples]
    assert WORDS["ringyo", "plan"] == ["trial", "starter", "pro", "agency"]
    assert WORDS["revox", "api_version"] == ["0.0.3", "0.1.1", "0.2.0", "0.3.0", "0.4.0", "0.5.0"]
    assert WORDS["ringyo", "credits_status"] == [402, 403]


@pytest.mark.parametrize("path", WITH_WORDS)
def test_each_word_is_accepted_and_no_other(client: AppClient, path: tuple[str, ...]) -> None:
    for word in WORDS[path]:
        changed = client.patch(SETTINGS, change(path, word))
        assert (changed.status, leaves(changed.json)[path]) == (200, word)
    refused = client.patch(SETTINGS, change(path, "another" if isinstance(WORDS[path][0], str) else 599))
    assert refused.status == 400
    assert f"{path[-1]}: " in refused.error["message"]
    types = {type(word) for word in WORDS[path]}
    assert {one["type"] for one in alternatives(ROWS[path]) if "enum" in one} == {
        {str: "string", int: "integer"}[kind] for kind in types
    }


CANDIDATES: tuple[Any, ...] = (
    None, True, -1, 0, 0.5, 1, 61, 3600, 86_401, "x", "answered", [], [1.5], [-1], ["x"], {}, {"+12125550142": "a"},
    {"1": "a"}, {"+12125550142": 1},
)  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_the_schema_and_a_patch_accept_the_same_values(client: AppClient, path: tuple[str, ...]) -> None:
    validator = jsonschema_rs.Draft202012Validator(ROWS[path])
    accepted = [value for value in CANDIDATES if client.patch(SETTINGS, change(path, value)).status == 200]
    fitting = [value for value in CANDIDATES if validator.is_valid(value)]
    if ROWS[path].get("format") == "scenario":
        assert accepted == ["answered"]
        fitting.remove("x")  # there is no scenario of that name
    assert accepted == fitting


def test_only_the_default_scenario_is_the_name_of_a_scenario() -> None:
    assert [path for path, row in ROWS.items() if "format" in row] == [("default_scenario",)]
