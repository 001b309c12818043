"""Resolved requests: what follows from the request line and headers alone, cached for equal requests."""

import pytest

from mockserver.gateway.resolver import ResolvedRequest, Resolver
from mockserver.providers import PROVIDERS

HEADERS = ((b"Host", b"mock.test:4010"), (b"X-Api-Key", b"key"))


def find(
    target: str, method: str = "GET", headers: tuple[tuple[bytes, bytes], ...] = HEADERS, scheme: str = "http"
) -> ResolvedRequest:
    return Resolver(PROVIDERS.values()).find(method, scheme, target, headers)


def test_a_request_resolves_to_provider_operation_and_parameters() -> None:
    resolved = find("/w/mine/revring/v1/calls/a%20b?x=1")
    assert resolved.target.provider is PROVIDERS["revring"]
    assert (resolved.target.world, resolved.target.query, resolved.target.key) == ("mine", "x=1", "key")
    assert resolved.operation is not None
    assert resolved.operation.name == "calls.retrieve"
    assert resolved.params == {"id": "a b"}
    assert resolved.origin == "http://mock.test:4010/w/mine"


def test_the_links_of_the_default_world_have_no_prefix_and_the_scheme_of_the_request() -> None:
    assert find("/revring/v1/calls", scheme="https").origin == "https://mock.test:4010"
    assert find("/revring/v1/calls", headers=()).origin == "http://localhost"


def test_a_wrong_method_has_no_operation_but_names_the_allowed_ones() -> None:
    resolved = find("/revring/v1/calls", "PUT")
    assert resolved.operation is None
    assert resolved.found is not None
    assert set(resolved.found.methods) == {"GET", "POST"}


@pytest.mark.parametrize("target", ["/revring/v1/nothing", "/nobody/v1/calls", "/recordings/revring/1/x.wav"])
def test_an_unknown_path_has_no_operation_and_no_allowed_methods(target: str) -> None:
    resolved = find(target)
    assert resolved.found is None
    assert resolved.operation is None


def test_an_invalid_world_name_is_recognized() -> None:
    assert find("/w/good/revring/v1/calls").named_well
    assert not find("/w/b%20d/revring/v1/calls").named_well


def test_header_names_are_in_lower_case_and_the_last_duplicate_counts() -> None:
    head = find("/revring/v1/calls", headers=((b"X-One", b"1"), (b"x-one", b"\xe9"))).head
    assert head.items == (("x-one", "1"), ("x-one", "é"))
    assert head.named == {"x-one": "é"}


def test_equal_requests_share_a_resolved_request_and_others_do_not() -> None:
    places = Resolver(PROVIDERS.values())
    first = places.find("GET", "http", "/revring/v1/calls", HEADERS)
    assert places.find("GET", "http", "/revring/v1/calls", HEADERS) is first
    others = [
        places.find("POST", "http", "/revring/v1/calls", HEADERS),
        places.find("GET", "https", "/revring/v1/calls", HEADERS),
        places.find("GET", "http", "/revring/v1/calls?page=2", HEADERS),
        places.find("GET", "http", "/revring/v1/calls", (*HEADERS, (b"x-mockserver-world", b"other"))),
    ]
    assert all(other is not first for other in others)
    assert others[-1].target.world == "other"


def test_a_very_long_target_is_resolved_but_not_cached() -> None:
    places = Resolver(PROVIDERS.values())
    target = f"/revring/v1/calls/{'x' * 600}"
    first = places.find("GET", "http", target, HEADERS)
    assert first.params == {"id": "x" * 600}
    assert places.find("GET", "http", target, HEADERS) is not first


def test_a_cached_resolved_request_is_immutable() -> None:
    resolved = find("/revring/v1/calls/a")
    with pytest.raises(TypeError):
        resolved.params["id"] = "b"  # type: ignore[index]
    with pytest.raises(TypeError):
        resolved.head.named["host"] = "b"  # type: ignore[index]
