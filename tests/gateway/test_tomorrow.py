"""Tests of the setting `tomorrow`: unknown fields, new words and longer ids, drawn by seed, and nothing when it is off.

The suite of providers checks a call and its webhooks for each provider (`mockserver.testing.provider_suite.tomorrow`).
"""

import json
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockserver.gateway.object_kinds import ObjectKind, ObjectKinds
from mockserver.gateway.tomorrow import EVERY, UNKNOWN, Future
from mockserver.providers import PROVIDERS
from mockserver.providers.base import Provider
from mockserver.providers.openapi import describe
from mockserver.simulation.randomness import Randomness
from mockserver.testing.api_client import ApiClient
from mockserver.testing.provider_suite.tomorrow import changed_words, set_tomorrow, size
from mockserver.webhooks.messages import Delivery
from tests.api_client import AppClient, WebhookClient

NAMES = list(PROVIDERS)
NUMBER = "+12125550142"


@cache
def kinds(name: str) -> ObjectKinds:
    provider = PROVIDERS[name]
    return ObjectKinds(describe(provider, ""), provider.tomorrow.texts)


def future(name: str, seed: str = "0", number: int | None = 1) -> Future:
    return Future(kinds(name), PROVIDERS[name].tomorrow.words, Randomness(seed), number)


@pytest.fixture(params=NAMES)
def provider(request: pytest.FixtureRequest) -> Provider:
    return PROVIDERS.named(request.param)


# -- the pure part ---------------------------------------------------------------------------------


def of_kind(kind: ObjectKind, inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Return objects with some fields of a kind, and with words in its enumerations."""
    words = {name: st.sampled_from(sorted(row)) for name, row in kind.words.items()}
    rest = st.dictionaries(st.sampled_from(sorted(kind.fields - words.keys()) or ["id"]), inner, max_size=4)
    return st.builds(lambda some, more: {**more, **some}, st.fixed_dictionaries({}, optional=words), rest)


@st.composite
def values(draw: st.DrawFn) -> tuple[str, Any]:
    """Draw a provider, and JSON with its fields and its words."""
    name = draw(st.sampled_from(NAMES))
    known = kinds(name)
    rows = [kind for kind in known.kinds if kind.fields]
    texts = st.text(max_size=5) | st.sampled_from([NUMBER, "call_1", "completed", "COMPLETED"])
    leaves = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | texts

    def objects(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
        shapes = st.sampled_from(rows).flatmap(lambda kind: of_kind(kind, inner))
        return shapes | st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3)

    return name, draw(st.recursive(leaves, objects, max_leaves=25))


@given(values(), st.text(max_size=3), st.integers(1, 20))
def test_documented_fields_keep_types_and_values_except_drawn_words(drawn: Any, seed: str, number: int) -> None:
    name, value = drawn
    grown = future(name, seed, number).grown(value, "scope")
    provider = PROVIDERS[name]
    invented = {word for row in provider.tomorrow.words.values() for word in row} | {"future_value", "FUTURE_VALUE"}
    assert set(changed_words(value, grown)) <= invented


@given(values(), st.text(max_size=3), st.integers(1, 20))
def test_the_same_key_gives_the_same_value_and_a_second_time_changes_nothing(
    drawn: Any, seed: str, number: int
) -> None:
    name, value = drawn
    before = json.dumps(value)
    grown = future(name, seed, number).grown(value, "scope")
    assert json.dumps(value) == before, "the given value was changed in place"
    assert json.dumps(future(name, seed, number).grown(value, "scope")) == json.dumps(grown)
    assert json.dumps(future(name, seed, number).grown(grown, "scope")) == json.dumps(grown)


@given(values(), st.text(max_size=3))
@settings(max_examples=50)
def test_without_a_number_no_word_is_new(drawn: Any, seed: str) -> None:
    name, value = drawn
    assert changed_words(value, future(name, seed, None).grown(value, "scope")) == []


@given(st.sampled_from(NAMES), st.text(max_size=3), st.uuids(), st.integers(1, 100))
def test_a_word_is_new_in_one_of_five_answers(name: str, seed: str, own: Any, first: int) -> None:
    known = next(kind for kind in kinds(name).kinds if {"id", "status"} <= kind.fields and kind.words.get("status"))
    value = dict.fromkeys(sorted(known.fields)) | {"id": str(own), "status": min(known.words["status"])}
    shown = [future(name, seed, first + index).grown(value, "")["status"] for index in range(EVERY)]
    assert sum(word != value["status"] for word in shown) == 1


def test_every_object_gets_fields_and_all_types_of_values_occur() -> None:
    grown = [
        future("revox", str(seed)).grown(dict.fromkeys(sorted(kind.fields)), "")
        for kind in kinds("revox").kinds
        for seed in range(5)
    ]
    added = [{name: row[name] for name in row if name in UNKNOWN} for row in grown]
    assert all(1 <= len(row) <= 3 for row in added)
    assert {type(value) for row in added for value in row.values()} == {str, bool, int, float, type(None), dict, list}
    places = {list(row).index(name) * 2 // len(row) for row in grown for name in row if name in UNKNOWN}
    assert places == {0, 1}


def test_of_a_list_of_turns_one_at_most_has_a_new_word() -> None:
    turns = [{"role": "agent", "content": "agent", "timestamp": 1.0} for _ in range(40)]
    changed = [changed_words(turns, future("ringyo", number=number).grown(turns, "call_1")) for number in range(20)]
    assert {len(words) for words in changed} == {0, 1}


def test_content_of_the_account_stays_as_it_is() -> None:
    order = {"id": "1", "metadata": {"status": "completed", "nested": "x"}, "status": "completed"}
    grown = future("revox").grown({**dict.fromkeys(sorted(kinds("revox").fields & {"is_cancelled"})), **order}, "")
    assert grown["metadata"] == order["metadata"]


# -- the tables ------------------------------------------------------------------------------------


def test_invented_words_belong_to_enumerations_and_are_not_documented(provider: Provider) -> None:
    known = kinds(provider.name)
    for key, words in provider.tomorrow.words.items():
        *of, field = key.split(".")
        concerned = [kind for kind in known.kinds if field in kind.words and (not of or kind.name == of[0])]
        assert concerned, f"{key} is no enumeration that only the provider writes"
        for kind in known.kinds:
            assert not set(words) & kind.words.get(field, frozenset()), (key, kind.name)


def test_unknown_fields_and_events_are_not_documented(provider: Provider) -> None:
    assert len(future(provider.name).names) >= len(UNKNOWN) - 1
    assert not future(provider.name).names.keys() & kinds(provider.name).fields
    assert provider.tomorrow.event
    assert provider.tomorrow.event not in json.dumps(describe(provider, ""))


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("ringyo", {"Agent_CallShape_": {"status", "model"}}),
        ("revring", {"Agent": {"status", "mode", "transferMode"}, "Tool": {"httpMethod"}, "Source": {"sourceType"}}),
        ("revox", {"Assistant": {"first_sentence_mode", "stt_model"}, "Voice": {"provider"}, "Node": {"type"}}),
    ],
)
def test_words_that_clients_send_are_never_new(name: str, fields: dict[str, set[str]]) -> None:
    for kind in kinds(name).kinds:
        assert not fields.get(kind.name, set()) & kind.words.keys()
    assert fields.keys() <= {kind.name for kind in kinds(name).kinds}


# -- the server ------------------------------------------------------------------------------------


def order(client: ApiClient, **headers: str) -> Any:
    return client.post("/ringyo/v1/calls", {"agent_id": "agent_1", "phone_number": NUMBER}, **headers)


def test_a_setting_switches_it_on_and_off() -> None:
    with AppClient() as client:
        assert client.get("/__admin/settings").json["tomorrow"] is False
        call_id = order(client).json["id"]
        path = f"/ringyo/v1/calls/{call_id}"
        today = client.get(path).body
        assert client.patch("/__admin/settings", {"tomorrow": True}).json["tomorrow"] is True
        assert len(client.get(path).body) > len(today)
        client.patch("/__admin/settings", {"tomorrow": False})
        assert client.get(path).body == today
        assert client.patch("/__admin/settings", {"tomorrow": "yes"}).status == 400


def test_worlds_start_with_the_setting_of_the_server() -> None:
    with AppClient(tomorrow=True) as client:
        assert client.get("/__admin/settings", x_mockserver_world="other").json["tomorrow"] is True


def test_refusals_get_unknown_fields_only() -> None:
    client, today = ApiClient("ringyo", tomorrow=True), ApiClient("ringyo")
    for path in ("/v1/calls/call_none", "/v1/nowhere"):
        usual, refused = today.get(path), client.get(path)
        assert refused.status == usual.status
        assert size(refused.json) > size(usual.json)
        assert refused.error_code == usual.error_code
        assert refused.json["error"]["message"] == usual.json["error"]["message"]


@pytest.mark.parametrize(
    ("path", "body", "pointer", "method"),
    [
        ("/ringyo/v1/calls", {"agent_id": "agent_1", "phone_number": NUMBER}, ("id",), "GET"),
        ("/ringyo/v1/agents", {"name": "A", "system_prompt": "P", "voice_id": "v"}, ("id",), "PATCH"),
        ("/ringyo/v1/webhooks", {"url": "http://localhost:9/", "events": ["*"]}, ("id",), "PATCH"),
        (
            "/revring/v1/calls",
            {"agentId": "a", "toNumber": NUMBER, "fromNumber": "+12125550100"},
            ("data", "id"),
            "GET",
        ),
        ("/revring/v1/agents", {"name": "A", "promptTemplate": "P", "voiceId": "v"}, ("data", "id"), "PATCH"),
        ("/revox/api/call", {"phone_number": NUMBER}, ("call", "id"), "GET"),
        ("/revox/api/assistants", {"name": "A", "prompt": "Hi."}, ("assistant", "id"), "PATCH"),
    ],
)
def test_new_ids_are_longer_and_work(path: str, body: Any, pointer: tuple[str, ...], method: str) -> None:
    def made_by(client: AppClient) -> str:
        value = client.post(path, body).json
        for key in pointer:
            value = value[key]
        return str(value)

    with AppClient() as today, AppClient(tomorrow=True) as client:
        usual, longer = made_by(today), made_by(client)
        assert len(longer) > len(usual)
        assert longer.startswith(usual)
        assert set(longer) <= set("abcdefghijklmnopqrstuvwxyz0123456789_-")
        sent = {"name": "B"} if method == "PATCH" and "webhooks" not in path else None
        assert client.request(method, f"{path}/{longer}", sent).status == 200
        assert client.request(method, f"{path}/{usual}", sent).status == 404
        listed = client.get(path).body.decode()
        assert f'"{longer}"' in listed or path == "/revox/api/call"  # which lists attempts


def test_older_ids_stay_as_they_are() -> None:
    client = ApiClient("revox")
    call_id = client.post("/api/call", {"phone_number": NUMBER}).json["call"]["id"]
    client.settle()
    today = client.get(f"/api/call/{call_id}").json["call"]
    set_tomorrow(client, on=True)
    call = client.get(f"/api/call/{call_id}").json["call"]
    assert call["id"] == call_id
    assert call["call_attempts"][0]["id"] == today["call_attempts"][0]["id"]
    assert call["assistant"]["id"] == today["assistant"]["id"]


def test_a_snapshot_continues_with_the_same_bytes() -> None:
    with AppClient(tomorrow=True) as client, AppClient() as other:
        call_id = order(client).json["id"]
        client.settle()
        for _ in range(3):
            client.get(f"/ringyo/v1/calls/{call_id}")
        assert other.put("/__admin/snapshot", client.get("/__admin/snapshot").json).status == 200
        for _ in range(EVERY):
            path = f"/ringyo/v1/calls/{call_id}?include=transcript"
            assert client.get(path).body == other.get(path).body


def test_refusals_do_not_count() -> None:
    clients = [ApiClient("ringyo", tomorrow=True) for _ in range(2)]
    bodies: list[list[bytes]] = [[], []]
    for number, (client, seen) in enumerate(zip(clients, bodies, strict=True)):
        call_id = client.post("/v1/calls", {"agent_id": "agent_1", "phone_number": NUMBER}).json["id"]
        for _ in range(EVERY):
            if number:
                assert client.get(f"/v1/calls/{call_id}", authorization="Bearer invalid").status == 401
            seen.append(client.get(f"/v1/calls/{call_id}").body)
    assert bodies[0] == bodies[1]


def test_reading_leaves_a_world_untouched() -> None:
    client = ApiClient("ringyo", tomorrow=True)
    assert client.get("/v1/calls").status == 200
    assert client.exchange.worlds.untouched(client.world)


# -- with faults -----------------------------------------------------------------------------------


def test_a_fault_damages_the_answer_of_tomorrow() -> None:
    client = ApiClient("ringyo", tomorrow=True)
    call_id = client.post("/v1/calls", {"agent_id": "agent_1", "phone_number": NUMBER}).json["id"]
    broken = client.get(f"/v1/calls/{call_id}", x_mockserver_fault="malformed_json")
    assert broken.json is None
    whole = ApiClient("ringyo").post("/v1/calls", {"agent_id": "agent_1", "phone_number": NUMBER})
    assert any(name.encode() in broken.body or name.encode() not in whole.body for name in UNKNOWN)


def test_the_answer_of_a_fault_is_not_changed() -> None:
    client, today = ApiClient("ringyo", tomorrow=True), ApiClient("ringyo")
    replies = [each.get("/v1/calls", x_mockserver_fault="error;status=503") for each in (client, today)]
    assert [reply.status for reply in replies] == [503, 503]
    assert [size(reply.json["error"]) for reply in replies] == [size(replies[1].json["error"])] * 2


# -- webhooks --------------------------------------------------------------------------------------

HOOK = "http://localhost:9/hook"


def sent(client: AppClient) -> list[Delivery]:
    return list(client.world.outbox.deliveries)


def test_ringyo_sends_the_invented_event_to_those_who_want_all_events() -> None:
    with WebhookClient(tomorrow=True) as client:
        for events in (["*"], ["call.completed"]):
            client.post("/ringyo/v1/webhooks", {"url": f"{HOOK}/{len(events[0])}", "events": events})
        call_id = order(client).json["id"]
        client.settle()
        invented = [row for row in sent(client) if row.message.event == "call.insights.ready"]
        assert [(row.message.url, row.message.call) for row in invented] == [(f"{HOOK}/1", call_id)]
        (webhook,) = [webhook for webhook in client.received if webhook.json()["event"] == "call.insights.ready"]
        assert webhook.header("x-ringyo-signature")
        assert webhook.json()["data"]["id"] == call_id
        assert {"event", "timestamp", "webhook_id", "data"} < webhook.json().keys()
        assert "call.completed" in [json.loads(row.message.body)["event"] for row in sent(client)]


def test_a_call_with_its_own_webhook_gets_the_invented_event_too() -> None:
    with WebhookClient(tomorrow=True) as client:
        client.post("/ringyo/v1/calls", {"agent_id": "agent_1", "phone_number": NUMBER, "webhook_url": HOOK})
        client.settle()
        assert [row.message.event for row in sent(client)].count("call.insights.ready") == 1


def test_a_retry_sends_the_same_bytes() -> None:
    with WebhookClient(tomorrow=True) as client:
        client.post("/ringyo/v1/webhooks", {"url": HOOK, "events": ["call.completed"]})
        client.answer = lambda _webhook: 503
        order(client)
        client.settle()
        assert len(client.received) > 1
        assert len({webhook.body for webhook in client.received}) == 1


def test_arguments_of_a_tool_are_sent_as_they_are() -> None:
    def bodies(**options: Any) -> list[Any]:
        with WebhookClient(**options) as client:
            agent = client.post("/revring/v1/agents", {"name": "A", "promptTemplate": "P"}).data["id"]
            tool = {"name": "book_meeting", "webhookUrl": f"{HOOK}/tool", "sendRawRequestBody": True}
            assert client.post(f"/revring/v1/agents/{agent}/custom-tools", tool).status == 201
            body = {"agentId": agent, "toNumber": NUMBER, "fromNumber": "+12125550100"}
            client.post("/revring/v1/calls", body)
            client.settle()
            return [json.loads(row.message.body) for row in sent(client) if row.message.event.startswith("tool.")]

    usual = bodies()
    assert usual
    assert bodies(tomorrow=True) == usual
