"""The exchange: worlds, keys, unknown routes, sizes, and the headers of every response."""

import logging
from typing import Any

import msgspec
import pytest

from mockserver.errors import UnknownName
from mockserver.providers import PROVIDERS
from mockserver.providers.base import Operation, Request
from mockserver.testing.api_client import ApiClient, key_headers
from mockserver.world.settings import Examples
from mockserver.world.world import World

LISTS = {"revring": "/v1/calls", "ringyo": "/v1/calls", "revox": "/api/call"}


@pytest.fixture(params=sorted(PROVIDERS))
def api(request: pytest.FixtureRequest) -> ApiClient:
    return ApiClient(request.param)


def with_key(api: ApiClient, value: str) -> dict[str, str]:
    return {name: text if value else "" for name, text in key_headers(api.provider, value).items()}


@pytest.mark.parametrize(
    ("key", "status"),
    [("key", 200), ("any words", 200), ("", 401), ("my-invalid-key", 401), ("forbidden-key", 403)],
)
def test_any_key_is_valid_except_the_documented_invalid_ones(api: ApiClient, key: str, status: int) -> None:
    assert api.get(LISTS[api.provider], **with_key(api, key)).status == status


def test_with_configured_keys_only_those_are_valid(api: ApiClient) -> None:
    strict = ApiClient(api.provider, api_keys=("right",))
    assert strict.get(LISTS[api.provider], **with_key(api, "wrong")).status == 401
    assert strict.get(LISTS[api.provider], **with_key(api, "right")).status == 200
    assert strict.get(LISTS[api.provider], **with_key(api, "right~mine")).status == 200
    assert "mine" in strict.exchange.worlds


def test_every_response_names_its_world(api: ApiClient) -> None:
    assert api.get(LISTS[api.provider]).headers["x-mockserver-world"] == "default"
    other = api.get(LISTS[api.provider], x_mockserver_world="other")
    assert other.headers["x-mockserver-world"] == "other"


def test_an_unknown_route_gets_the_providers_404_and_the_nearest_operations(api: ApiClient) -> None:
    reply = api.get(LISTS[api.provider] + "/too/far/away")
    assert reply.status == 404
    assert LISTS[api.provider] in reply.headers["x-mockserver-unmatched"]
    record = list(api.world.journal)[-1]
    assert (record.operation, record.status) == (None, 404)


def test_a_wrong_method_is_refused_with_the_allowed_ones(api: ApiClient) -> None:
    reply = api.delete(LISTS[api.provider])
    assert reply.status == 405
    assert "GET" in reply.headers["allow"]


def test_a_body_of_more_than_ten_megabytes_is_refused(api: ApiClient) -> None:
    reply = api.post(LISTS[api.provider], b" " * (10 * 1024 * 1024 + 1))
    assert reply.status == 413
    assert api.world.calls == {}


def test_a_wrong_content_type_is_refused(api: ApiClient) -> None:
    reply = api.post(LISTS[api.provider], b"a=b", content_type="text/plain")
    assert reply.status == 415
    assert b"application/json" in reply.body


def test_an_internal_error_is_a_500_in_the_providers_shape_and_is_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(_world: World, _request: Request) -> Any:
        raise ZeroDivisionError

    api = ApiClient("revox")
    operation = Operation("GET", "/broken", "broken", broken)
    with caplog.at_level(logging.CRITICAL, logger="mockserver"):
        answered = api.exchange._perform(  # noqa: SLF001 - no real operation is broken
            api.world, PROVIDERS["revox"], operation, Request("GET", "/broken", "", {}, b"", key="key")
        )
    assert answered.status == 500
    assert b"internal_error" in answered.body


def test_an_unknown_scenario_is_refused_clearly(api: ApiClient) -> None:
    bodies = {
        "revring": {"agentId": "a", "toNumber": "+14155550142", "fromNumber": "+14155550100"},
        "ringyo": {"agent_id": "a", "phone_number": "+14155550142"},
        "revox": {"phone_number": "+14155550142"},
    }
    reply = api.post(LISTS[api.provider], bodies[api.provider], x_mockserver_scenario="bussy")
    assert reply.status == 400
    assert b"Did you mean 'busy'" in reply.body
    assert api.world.calls == {}


def test_a_provider_is_found_by_name_or_the_nearest_is_suggested() -> None:
    name = next(iter(PROVIDERS))
    assert PROVIDERS.named(name) is PROVIDERS[name]
    with pytest.raises(UnknownName, match=f"Did you mean '{name}'"):
        PROVIDERS.named(name[:-1])


def test_a_recording_exists_only_for_a_call() -> None:
    api = ApiClient("revox")
    for path in ("/recordings/x", "/recordings/revox/a/b.wav", "/recordings/revox/5/b.mp3"):
        assert api.exchange.answer("GET", path, [], b"").status == 404


def test_worlds_do_not_see_each_other(api: ApiClient) -> None:
    bodies = {
        "revring": {"agentId": "a", "toNumber": "+14155550142", "fromNumber": "+14155550100"},
        "ringyo": {"agent_id": "a", "phone_number": "+14155550142"},
        "revox": {"phone_number": "+14155550142"},
    }
    first = api.post(LISTS[api.provider], bodies[api.provider])
    second = api.post(LISTS[api.provider], bodies[api.provider], x_mockserver_world="other")
    assert len(api.exchange.worlds.open("default").calls) == len(api.exchange.worlds.open("other").calls) == 1
    assert first.body == second.body.replace(b"/w/other", b"")


@pytest.mark.off_schema
def test_a_lenient_world_synthesizes_calls_instead_of_documented_examples(api: ApiClient) -> None:
    path = {"revring": "/v1/calls/3c90c3cc-0d44-4b50-8888-8dd25736052a", "ringyo": "/v1/calls/call_xyz789"}
    target = path.get(api.provider, "/api/call/id")
    documented = ApiClient(api.provider, examples=Examples.DOCUMENTED)
    before = documented.get(target)
    assert before.status == 200
    lenient = ApiClient(api.provider, examples=Examples.DOCUMENTED, profile="lenient")
    assert lenient.get(target).body != before.body
    options = documented.world.options
    documented.exchange.worlds.apply(documented.world, msgspec.structs.replace(options, profile="lenient"))
    assert documented.get(target).body == lenient.get(target).body
