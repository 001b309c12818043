"""The samples of the providers' documentation: found by id, and in lists only as the setting `examples` defines."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx2
import msgspec
import pytest
from msgspec import structs
from msgspec.structs import replace

from mockserver.control.inspection import inspect
from mockserver.gateway.fixtures import read_fixtures
from mockserver.providers import PROVIDERS
from mockserver.testing.api_client import ApiClient, AppClient, Response, WebhookClient
from mockserver.testing.server_settings import decode_settings
from mockserver.world.call_index import CallIndex
from mockserver.world.settings import Examples
from mockserver.world.snapshots import Snapshot, open_library, restore, take

FILTERS: dict[str, Any] = {
    name: []
    for name in (
        "assignee_ids", "assistant_ids", "campaign_ids", "directions", "from_phone_numbers", "outcomes", "results",
        "statuses",
    )
} | {"page": 1, "page_size": 100}  # fmt: skip
SEARCHES = {
    "revox": [
        ("/call/search", FILTERS),
        ("/call/search", {**FILTERS, "call_ids": ["id"]}),
        ("/call/search", {**FILTERS, "results": ["none", "IVR"], "query": "number"}),
        ("/call/export", {"filters": FILTERS}),
    ],
}
SAMPLES = {
    "revring": [f"/v1/{kind}/3c90c3cc-0d44-4b50-8888-8dd25736052a" for kind in ("calls", "agents")],
    "ringyo": ["/v1/calls/call_xyz789", "/v1/agents/agent_abc123", "/v1/phone-numbers/pn_abc123"],
    "revox": ["/api/call/id"],
}
LISTED = {"ringyo": ("calls", "agents", "phone-numbers", "webhooks")}


@pytest.fixture(params=sorted(PROVIDERS))
def api(request: pytest.FixtureRequest) -> ApiClient:
    return ApiClient(request.param)


def client_with(client: ApiClient, examples: Examples) -> Any:
    """Return a client of the same provider with that setting of `examples`."""
    return ApiClient(client.provider, examples=examples)


def lists(client: ApiClient) -> list[tuple[str, Any]]:
    """Return the responses of all operations over several objects: lists, counts, searches, exports."""
    provider = PROVIDERS[client.provider]
    paths = [row.template for row in provider.operations if row.method == "GET" and "{" not in row.template]
    assert len(paths) >= 4
    prefix = provider.prefix
    answers = [(path, client.get(f"{prefix}{path}")) for path in paths]
    answers += [(path, client.post(f"{prefix}{path}", body)) for path, body in SEARCHES.get(client.provider, [])]
    return [(path, json_of(reply)) for path, reply in answers]


def json_of(reply: Response) -> Any:
    assert reply.status == 200
    return reply.json


@pytest.mark.off_schema  # the samples themselves
@pytest.mark.parametrize("examples", [Examples.DOCUMENTED, Examples.BY_ID])
def test_samples_with_placeholders_are_found_by_id_and_in_no_list(api: ApiClient, examples: Examples) -> None:
    client = client_with(api, examples)
    for path in SAMPLES[api.provider]:
        assert client.get(path).status == 200
    if examples is Examples.BY_ID or PROVIDERS[api.provider].placeholders:
        assert lists(client) == lists(client_with(api, Examples.NONE))
    else:
        assert all(client.get(f"/v1/{kind}").json["total"] == 2 for kind in LISTED[api.provider])


def test_without_examples_no_sample_is_found(api: ApiClient) -> None:
    client = client_with(api, Examples.NONE)
    assert {client.get(path).status for path in SAMPLES[api.provider]} == {404}


def test_hidden_objects_are_in_no_list(api: ApiClient) -> None:
    """Hide documents of every kind, as if each were a sample."""
    client, bare = client_with(api, Examples.NONE), client_with(api, Examples.NONE)
    fill(client)
    world = client.world
    assert lists(client) != lists(bare)
    for documents in world.documents.values():
        documents.hidden = frozenset(documents.rows())
    world.calls = {key: replace(call, hidden=True) for key, call in world.calls.items()}
    world.call_index = CallIndex(world.calls)
    assert lists(client) == lists(bare)


def fill(client: ApiClient) -> None:
    made: dict[str, list[tuple[str, Any]]] = {
        "revring": [
            ("/v1/agents", {"name": "Ann", "promptTemplate": "Help.", "voiceId": "v"}),
            ("/v1/knowledge-bases", {"name": "Base"}),
            ("/v1/calls", {"agentId": "a", "toNumber": "+14155550142", "fromNumber": "+14155550100"}),
            ("/v1/messages", {"agentId": "a", "to": "+14155550142", "body": "Hi"}),
        ],
        "ringyo": [
            ("/v1/agents", {"name": "Ann", "system_prompt": "Help.", "voice_id": "sarah-professional"}),
            ("/v1/webhooks", {"url": "http://localhost:1/x", "events": ["*"]}),
            ("/v1/calls", {"agent_id": "a", "phone_number": "+14155550142"}),
        ],
        "revox": [
            ("/api/assistants", {"name": "Ann", "prompt": "Help."}),
            ("/api/campaigns", {"name": "Spring", "assistant_id": "a", "contacts": []}),
            ("/api/call", {"phone_number": "+14155550142", "skip_calling_window": True}),
        ],
    }
    for path, body in made[client.provider]:
        reply = client.post(path, body)
        assert reply.status < 300, (path, reply.json)


def test_a_changed_sample_is_in_no_list_and_new_objects_are() -> None:
    client = ApiClient("ringyo", examples=Examples.BY_ID)
    changed = client.patch("/v1/agents/agent_abc123", {"name": "Mine"})
    assert (changed.status, client.get("/v1/agents/agent_abc123").json["name"]) == (200, "Mine")
    assert client.get("/v1/agents").json["total"] == 0
    fill(client)
    assert client.get("/v1/agents").json["data"][-1]["name"] == "Ann"
    assert client.get("/v1/webhooks").json["total"] == 1


def test_a_hidden_webhook_with_a_new_url_gets_deliveries() -> None:
    client = ApiClient("ringyo", examples=Examples.BY_ID)
    client.patch("/v1/webhooks/wh_def456", {"url": "http://localhost:9/x", "status": "active"})
    client.post("/v1/calls", {"agent_id": "a", "phone_number": "+14155550142"})
    client.advance("1h")
    assert {delivery.message.endpoint for delivery in client.world.outbox.deliveries} == {"wh_def456"}


def test_commands_do_not_add_a_hidden_sample_to_a_list() -> None:
    client = ApiClient("revox", examples=Examples.DOCUMENTED)
    assert client.post("/api/call/search", FILTERS).json == {"calls": [], "total_count": 0}
    assert client.get("/api/call").json == {"calls": []}
    for word in ("pause", "resume", "cancel"):
        assert client.post(f"/api/call/id/{word}").status == 200
        client.advance("1h")
    assert client.post("/api/call/search", FILTERS).json["total_count"] == 0
    assert client.get("/api/call").json == {"calls": []}
    assert client.get("/api/calls/phone-history").json == {"phone_history": {}}


def test_fixtures_with_the_id_of_a_hidden_sample_are_listed(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(
        "version: 1\nprovider: ringyo\ndocuments: {agents: {agent_abc123: {name: Mine}}}\n"
        "calls: {call_xyz789: {from_number: '+18005551234', to_number: '+14155551234', created_at: '2025-01-01',\n"
        "  details: {metadata: {}, context: null, record: true, webhook_url: null, max_duration: 60}}}\n"
    )
    client = ApiClient("ringyo", examples=Examples.BY_ID)
    client.exchange.worlds.fixtures = read_fixtures([tmp_path], PROVIDERS)
    assert [agent["name"] for agent in client.get("/v1/agents").json["data"]] == ["Mine"]
    assert client.get("/v1/calls").json["total"] == 1
    set_examples(client, Examples.NONE)
    set_examples(client, Examples.BY_ID)
    assert [agent["name"] for agent in client.get("/v1/agents").json["data"]] == ["Mine"]
    assert client.get("/v1/calls").json["total"] == 1


def set_examples(client: ApiClient, examples: Examples) -> None:
    client.exchange.worlds.apply(client.world, replace(client.world.options, examples=examples))


def test_a_new_setting_applies_immediately_and_keeps_changes_of_clients() -> None:
    client = ApiClient("ringyo", examples=Examples.DOCUMENTED)
    assert client.get("/v1/calls").json["total"] == 2  # builds the index of calls
    client.patch("/v1/agents/agent_abc123", {"name": "Mine"})
    client.delete("/v1/webhooks/wh_abc123")
    seen = []
    for examples in (Examples.BY_ID, Examples.DOCUMENTED, Examples.NONE, Examples.BY_ID, Examples.DOCUMENTED):
        set_examples(client, examples)
        seen.append([client.get(f"/v1/{kind}").json["total"] for kind in LISTED["ringyo"]])
    assert seen == [[0, 0, 0, 0], [2, 2, 2, 1], [0, 1, 0, 0], [0, 0, 0, 0], [2, 2, 2, 2]]
    assert client.get("/v1/agents/agent_abc123").json["name"] == "Mine"


@pytest.mark.off_schema  # the samples themselves
@pytest.mark.parametrize("examples", list(Examples))
def test_a_snapshot_keeps_hidden_objects_hidden(api: ApiClient, examples: Examples) -> None:
    client, other = client_with(api, examples), client_with(api, Examples.DOCUMENTED)
    taken = msgspec.json.encode(take(client.world, client.exchange.worlds.library))
    state = inspect(msgspec.json.decode(taken, type=Snapshot))
    world = other.exchange.worlds.renew(
        "default", client.world.options, open_library(state, other.exchange.worlds.library)
    )
    restore(world, state)
    assert lists(other) == lists(client)
    assert [other.get(path).body for path in SAMPLES[api.provider]] == [
        client.get(path).body for path in SAMPLES[api.provider]
    ]


# -- every way to choose the setting ----------------------------------------------------------------

WORDS = {None: Examples.BY_ID, "documented": Examples.DOCUMENTED, "by-id": Examples.BY_ID, "none": Examples.NONE}


@pytest.mark.off_schema  # the samples themselves
@pytest.mark.parametrize(("word", "examples"), WORDS.items())
def test_the_settings_of_pytest_choose_the_samples(api: ApiClient, word: str | None, examples: Examples) -> None:
    given = decode_settings({"examples": word} if word else {}, {}, Path())
    client = ApiClient(api.provider, **structs.asdict(given))
    assert shown(client) == shown(ApiClient(api.provider, examples=examples))


@pytest.mark.off_schema
@pytest.mark.parametrize("examples", list(Examples))
@pytest.mark.parametrize("before", list(Examples))
def test_the_settings_of_the_control_api_choose_the_samples(before: Examples, examples: Examples) -> None:
    with AppClient(examples=before) as app:
        assert app.patch("/__admin/settings", {"examples": examples}).status == 200
        for provider in PROVIDERS:
            client = ApiClient(provider, exchange=app.exchange)
            assert shown(client) == shown(ApiClient(provider, examples=examples))


@pytest.mark.parametrize(
    ("flags", "variables", "examples"),
    [
        ([], {}, Examples.DOCUMENTED),
        (["--examples", "documented"], {"MOCKSERVER_EXAMPLES": "none"}, Examples.DOCUMENTED),
        (["--examples", "by-id"], {}, Examples.BY_ID),
        ([], {"MOCKSERVER_EXAMPLES": "by-id"}, Examples.BY_ID),
        ([], {"MOCKSERVER_EXAMPLES": "none"}, Examples.NONE),
    ],
)
def test_serve_and_its_environment_choose_the_samples(
    serve: Callable[..., Any], http: httpx2.Client, flags: list[str], variables: dict[str, str], examples: Examples
) -> None:
    headers = {"authorization": "Bearer key", "x-api-key": "key"}
    with serve(*flags, **variables) as running:
        for provider in PROVIDERS:
            found = [http.get(f"{running.url}/{provider}{path}", headers=headers) for path in SAMPLES[provider]]
            assert {reply.status_code for reply in found} == {404 if examples is Examples.NONE else 200}
        visible = [http.get(f"{running.url}{path}", headers=headers).json() for path in CALLS]
    assert [count(listed) for listed in visible] == [0, 2 if examples is Examples.DOCUMENTED else 0, 0]


CALLS = ("/revring/v1/calls", "/ringyo/v1/calls", "/revox/api/call")


def count(listed: Any) -> int:
    return len(listed.get("data", listed.get("calls")))


def shown(client: ApiClient) -> tuple[list[int], list[tuple[str, Any]]]:
    """Return the statuses of the samples, and all lists."""
    return [client.get(path).status for path in SAMPLES[client.provider]], lists(client)


# -- what samples never do --------------------------------------------------------------------------


@pytest.mark.parametrize("provider", [name for name, one in PROVIDERS.items() if one.placeholders])
@pytest.mark.parametrize("examples", [Examples.DOCUMENTED, Examples.BY_ID])
def test_samples_with_placeholders_do_not_count_beside_own_resources(provider: str, examples: Examples) -> None:
    client, bare = ApiClient(provider, examples=examples), ApiClient(provider, examples=Examples.NONE)
    for one in (client, bare):
        fill(one)
        one.settle()
    assert lists(client) == lists(bare)
    assert campaigns(client) == campaigns(bare)


def campaigns(client: ApiClient) -> list[Any]:
    """Return rows, statistics and exports of all campaigns."""
    if client.provider != "revox":
        return []
    made = client.get("/api/campaigns").json["campaigns"]
    assert made
    views = ("", "/rows", "/statistics", "/export")
    return [client.get(f"/api/campaigns/{row['id']}{view}").body for row in made for view in views]


@pytest.mark.parametrize("examples", list(Examples))
def test_the_control_api_lists_sample_calls_only_on_request(examples: Examples) -> None:
    with AppClient(examples=examples) as client:
        for query in ("", "?examples=false"):
            assert client.get(f"/__admin/calls{query}").json == {"calls": []}
        found = {call["provider"] for call in client.get("/__admin/calls?examples=true").json["calls"]}
        assert found == (set() if examples is Examples.NONE else set(PROVIDERS))
        assert client.get("/__admin/worlds").json["worlds"][0]["calls"] == 0


@pytest.mark.off_schema  # the samples themselves
@pytest.mark.parametrize("examples", list(Examples))
def test_nothing_happens_to_samples_by_themselves(examples: Examples) -> None:
    with WebhookClient(examples=examples) as client:
        for provider in PROVIDERS:
            ApiClient(provider, exchange=client.exchange).get(SAMPLES[provider][0])
        client.advance("30d")
        assert (client.world.event_count, client.received, list(client.world.outbox.deliveries)) == (0, [], [])


USES = {
    "revring": ("/v1/calls", {"agentId": SAMPLES["revring"][1].rpartition("/")[2], "fromNumber": "+14155550100"}),
    "ringyo": ("/v1/calls", {"agent_id": "agent_abc123"}),
    "revox": ("/api/call", {"assistant_id": "id"}),
}


@pytest.mark.parametrize("examples", list(Examples))
def test_the_webhooks_of_samples_are_silent(api: ApiClient, examples: Examples) -> None:
    path, body = USES[api.provider]
    number = {"revring": "toNumber"}.get(api.provider, "phone_number")
    with WebhookClient(examples=examples) as client:
        placed = client.post(f"/{api.provider}{path}", {**body, number: "+15005550000"})
        assert placed.status < 300, placed.json
        client.settle()
        (call,) = client.get("/__admin/calls").json["calls"]
        assert call["phase"] == "ended"
        assert (client.received, list(client.world.outbox.deliveries)) == ([], [])
