"""How the world and provider of a request are found: by prefix, host, key and header."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockserver.gateway.mounts import Mounts, Target
from mockserver.providers import PROVIDERS

BEARER = {"authorization": "Bearer key"}
X_KEY = {"x-api-key": "key"}


def locate(target: str, only: str | None = None, **headers: str) -> Target:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Mounts(PROVIDERS.values(), only).locate(target, named)


def found(target: Target) -> tuple[str | None, str]:
    return (target.provider.name if target.provider else None, target.path)


@pytest.mark.parametrize(
    ("target", "place"),
    [
        ("/revring/v1/calls", ("revring", "/v1/calls")),
        ("/revring/webrtc/initiate-call", ("revring", "/webrtc/initiate-call")),
        ("/ringyo/v1/calls/x?include=a", ("ringyo", "/v1/calls/x")),
        ("/revox/api/call", ("revox", "/call")),
        ("/revox/call", ("revox", "/call")),
        ("/nobody/call", (None, "/nobody/call")),
        ("/", (None, "/")),
    ],
)
def test_a_provider_is_found_by_its_prefix(target: str, place: tuple[str | None, str]) -> None:
    assert found(locate(target)) == place


@pytest.mark.parametrize(
    ("host", "target", "place"),
    [
        ("api.revring.ai", "/v1/calls", ("revring", "/v1/calls")),
        ("API.RINGYO.AI:443", "/v1/calls", ("ringyo", "/v1/calls")),
        ("www.getrevox.com", "/api/call", ("revox", "/call")),
        ("www.getrevox.com", "/call", ("revox", "/call")),
    ],
)
def test_a_provider_is_found_by_its_real_host(host: str, target: str, place: tuple[str, str]) -> None:
    assert found(locate(target, host=host)) == place


@pytest.mark.parametrize(
    ("target", "headers", "place"),
    [
        ("/v1/calls", X_KEY, ("revring", "/v1/calls")),
        ("/v1/calls", BEARER, ("ringyo", "/v1/calls")),
        ("/api/call", BEARER, ("revox", "/call")),
        ("/api/call", {"authorization": "Bearer "}, ("revox", "/call")),
        ("/v1/calls", {}, (None, "/v1/calls")),
    ],
)
def test_with_only_the_host_changed_the_key_header_decides_the_provider(
    target: str, headers: dict[str, str], place: tuple[str | None, str]
) -> None:
    assert found(locate(target, host="localhost:4010", **headers)) == place


def test_a_single_provider_is_served_at_the_root() -> None:
    assert found(locate("/v1/calls", only="ringyo")) == ("ringyo", "/v1/calls")
    assert found(locate("/api/call", only="revox")) == ("revox", "/call")
    assert found(locate("/ringyo/v1/calls", only="ringyo")) == ("ringyo", "/v1/calls")


@pytest.mark.parametrize(
    ("target", "headers", "world"),
    [
        ("/revox/api/call", BEARER, "default"),
        ("/revox/api/call", {"authorization": "Bearer key~mine"}, "mine"),
        ("/w/yours/revox/api/call", {"authorization": "Bearer key~mine"}, "yours"),
        ("/w/yours/revox/api/call", {"authorization": "Bearer k~mine", "x-mockserver-world": "hers"}, "hers"),
        ("/revring/v1/calls", {"x-api-key": "a~b~c"}, "b~c"),
    ],
)
def test_the_world_is_named_by_header_then_prefix_then_key(target: str, headers: dict[str, str], world: str) -> None:
    assert locate(target, **headers).world == world


def test_a_path_keeps_everything_after_the_world_prefix() -> None:
    assert found(locate("/w/mine/revox/api/call/a%2Fb")) == ("revox", "/call/a%2Fb")
    assert locate("/w/mine").path == "/"


def test_recordings_belong_to_no_provider() -> None:
    assert locate("/w/mine/recordings/revox/5/x.wav").sound
    assert locate("/recordings/revox/5/x.wav", host="api.ringyo.ai").sound


@pytest.mark.parametrize(
    ("target", "place"),
    [
        ("/revox//api/call", ("revox", "/call")),
        ("/revox/api//call", ("revox", "/call")),
        ("//revox/api/call", ("revox", "/call")),
        ("/revring//v1/calls", ("revring", "/v1/calls")),
        ("///webrtc/initiate-call", ("revring", "/webrtc/initiate-call")),
        ("/w/mine//revox//api/call", ("revox", "/call")),
        ("//w/mine/ringyo/v1/calls", ("ringyo", "/v1/calls")),
    ],
)
def test_a_base_url_may_end_with_a_slash(target: str, place: tuple[str, str]) -> None:
    assert found(locate(target)) == place
    assert found(locate("//api/call", host="www.getrevox.com")) == ("revox", "/call")


@pytest.mark.parametrize("path", ["/webrtc/initiate-call", "/webhooks/twilio/inbound"])
def test_a_path_of_only_one_provider_needs_no_prefix(path: str) -> None:
    assert found(locate(path)) == ("revring", path)
    assert found(locate(path, only="ringyo")) == ("ringyo", path)


@given(st.text(st.sampled_from("AZaz059-._~"), min_size=1, max_size=8))
def test_needless_percent_encoding_makes_no_difference(word: str) -> None:
    encoded = "".join(f"%{ord(character):02x}" for character in word)
    assert locate(f"/revox/call/{encoded}").path == f"/call/{word}"


@pytest.mark.parametrize("kept", ["a%2Fb", "%2f", "%20", "%2541", "%", "%zz", "%ff%FE", "%00", "%3F%23"])
def test_other_percent_encoding_stays(kept: str) -> None:
    assert locate(f"/revox/call/{kept}").path == f"/call/{kept}"
