"""The exchange: worlds, errors, recordings. The suite of providers tests keys, unknown routes, sizes and types."""

import logging
from typing import Any

import msgspec
import pytest

from mockserver.errors import UnknownName
from mockserver.providers import PROVIDERS
from mockserver.providers.base import Operation, Request
from mockserver.providers.samples import path_of
from mockserver.testing.api_client import ApiClient
from mockserver.world.settings import Examples
from mockserver.world.world import World


@pytest.fixture(params=sorted(PROVIDERS))
def api(request: pytest.FixtureRequest) -> ApiClient:
    return ApiClient(request.param)


def test_every_response_names_its_world(api: ApiClient) -> None:
    provider = PROVIDERS[api.provider]
    path = path_of(provider, provider.calls.list)
    assert api.get(path).headers["x-mockserver-world"] == "default"
    other = api.get(path, x_mockserver_world="other")
    assert other.headers["x-mockserver-world"] == "other"


def test_an_internal_error_is_a_500_in_the_providers_shape_and_is_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(_world: World, _request: Request) -> Any:
        raise ZeroDivisionError

    api = ApiClient("revox")
    operation = Operation("GET", "/broken", "broken", broken)
    with caplog.at_level(logging.CRITICAL, logger="mockserver"):
        real = api.exchange._places.find("GET", "http", "/revox/api/auth-status", ())  # noqa: SLF001 - see below
        answered = api.exchange._respond(  # noqa: SLF001 - no real operation is broken
            api.world, real._replace(operation=operation), Request("GET", "/broken", "", {}, b"", key="key")
        )
    assert answered.status == 500
    assert b"internal_error" in answered.body


def test_a_provider_is_found_by_name_or_the_nearest_is_suggested() -> None:
    name = next(iter(PROVIDERS))
    assert PROVIDERS.named(name) is PROVIDERS[name]
    with pytest.raises(UnknownName, match=f"Did you mean '{name}'"):
        PROVIDERS.named(name[:-1])


def test_a_recording_exists_only_for_a_call() -> None:
    api = ApiClient("revox")
    for path in ("/recordings/x", "/recordings/revox/a/b.wav", "/recordings/revox/5/b.ogg"):
        assert api.exchange.answer("GET", path, [], b"").status == 404


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
