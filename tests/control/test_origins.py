"""Requests to the control API that a page of another site may have caused are refused; nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockserver.control.origins import check_origin, is_foreign, split
from tests.api_client import AppClient


def refused(*headers: tuple[str, str], scheme: str = "http", allowed: tuple[str, ...] = ()) -> str | None:
    raw = [(name.encode(), value.encode("latin-1")) for name, value in headers]
    found = check_origin(scheme, raw, allowed)
    return found.code if found else None


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "LOCALHOST:4010",
        "127.0.0.1:4010",
        "192.168.1.5",
        "8.8.8.8",
        "[::1]:4010",
        "[::ffff:127.0.0.1]",
        "mockserver:4010",
        "host.docker.internal",
        "me.local:80",
        "a.b.test",
        "mock.localhost.",
        "",
    ],
)
def test_local_names_and_all_addresses_are_not_foreign(host: str) -> None:
    assert not is_foreign(host, ())


@pytest.mark.parametrize(
    "host",
    ["evil.example", "EVIL.example:4010", "evil.example.", "127.0.0.1.nip.io", "localhost.evil.example", "test.com"],
)
def test_public_names_are_foreign_hosts_unless_they_are_allowed(host: str) -> None:
    assert is_foreign(host, ())
    name, _ = split(host)
    assert not is_foreign(host, (name,))


def test_a_host_may_be_allowed_with_one_port_only() -> None:
    allowed = ("mock.example.com:8443",)
    assert not is_foreign("mock.example.com:8443", allowed)
    assert is_foreign("mock.example.com:80", allowed)


OWN = ("host", "localhost:4010")


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ([OWN], None),
        ([], None),
        ([OWN, ("origin", "http://localhost:4010")], None),
        ([("host", "localhost"), ("origin", "http://localhost:80")], None),
        ([("host", "localhost:80"), ("origin", "http://LOCALHOST")], None),
        ([("host", "localhost"), ("origin", "https://localhost")], None),
        ([OWN, ("origin", "http://localhost:3000")], "foreign_origin"),
        ([OWN, ("origin", "http://evil.example")], "foreign_origin"),
        ([OWN, ("origin", "null")], "foreign_origin"),
        ([OWN, ("origin", "")], "foreign_origin"),
        ([OWN, ("origin", "http://localhost:4010"), ("origin", "http://evil.example")], "foreign_origin"),
        ([("origin", "http://evil.example")], "foreign_origin"),
        ([("host", "evil.example"), ("origin", "http://evil.example")], "foreign_host"),
        ([OWN, ("host", "evil.example")], "foreign_host"),
    ],
)
def test_an_origin_is_foreign_if_it_is_another_authority_than_the_host(
    headers: list[tuple[str, str]], code: str | None
) -> None:
    assert refused(*headers) == code


def test_hosts_that_are_allowed_may_be_origins_too() -> None:
    headers = (("host", "mock.example.com"), ("origin", "https://ui.example.com:3000"))
    assert refused(*headers, allowed=("mock.example.com", "ui.example.com")) is None
    assert refused(*headers, allowed=("mock.example.com", "ui.example.com:3000")) is None
    assert refused(*headers, allowed=("mock.example.com", "ui.example.com:3001")) == "foreign_origin"


@pytest.mark.parametrize(
    ("media", "code"),
    [
        ("application/json", None),
        ("application/json; charset=utf-8", None),
        ("application/problem+json", None),
        ("application/yaml", None),
        ("text/x-yaml", None),
        ("application/x-www-form-urlencoded", "unsupported_media_type"),
        ("text/plain", "unsupported_media_type"),
        ("text/plain;application/json", "unsupported_media_type"),
        ("", "unsupported_media_type"),
    ],
)
def test_a_body_from_a_page_must_be_json_or_yaml(media: str, code: str | None) -> None:
    page = (OWN, ("origin", "http://localhost:4010"), ("content-type", media))
    assert refused(*page, ("content-length", "2")) == code
    assert refused(*page, ("transfer-encoding", "chunked")) == code
    assert refused(*page) is None
    assert refused(*page, ("content-length", "0")) is None
    assert refused(OWN, ("content-type", media), ("content-length", "2")) is None


@given(st.text(st.characters(max_codepoint=255)), st.text(st.characters(max_codepoint=255)))
def test_any_header_values_give_a_result(host: str, origin: str) -> None:
    assert refused(("host", host), ("origin", origin)) in (None, "foreign_host", "foreign_origin")


FOREIGN = {"host": "evil.example"}


def test_the_control_api_refuses_foreign_hosts_and_origins_and_names_the_option() -> None:
    with AppClient() as client:
        reply = client.post("/__admin/reset", {}, **FOREIGN)
        assert (reply.status, reply.json["error"]["code"]) == (403, "foreign_host")
        assert "--admin-host evil.example" in reply.json["error"]["message"]
        reply = client.post("/__admin/reset", {}, origin="http://evil.example")
        assert (reply.status, reply.json["error"]["code"]) == (403, "foreign_origin")
        assert "--admin-host evil.example" in reply.json["error"]["message"]
        own = {"origin": "http://mock.test:4010", "content_type": "text/plain", "content_length": "2"}
        assert client.post("/__admin/reset", {}, **own).status == 415
        assert client.get("/__admin/health", **FOREIGN).status == 403
        assert client.get("/w/mine/__admin/worlds", **FOREIGN).status == 403
        assert client.get("/__admin/worlds").json == {"worlds": []}


def test_providers_and_sinks_accept_any_host_and_origin() -> None:
    with AppClient() as client:
        for path in ("/__admin/sink/mine", "/w/mine/__admin/sink/mine"):
            assert client.post(path, {}, **FOREIGN, origin="http://evil.example").status == 200
        assert client.get("/revox/api/call", **FOREIGN, origin="http://evil.example").status == 200


def test_hosts_of_mounted_providers_and_allowed_ones_may_be_used() -> None:
    with AppClient(admin_hosts=("Mock.Example.com",)) as client:
        assert client.get("/__admin/worlds", host="api.ringyo.ai").status == 200
        assert client.get("/__admin/worlds", host="mock.example.com:8443").status == 200
    with AppClient(only="revox") as client:
        assert client.get("/__admin/worlds", host="api.ringyo.ai").status == 403
        assert client.get("/__admin/worlds", host="www.getrevox.com").status == 200


def test_the_host_of_requests_without_a_network_is_not_checked() -> None:
    with AppClient() as client:
        for server in (("/tmp/mock.sock", None), None):
            client.server = server
            assert client.get("/__admin/worlds", **FOREIGN).status == 200


def test_a_token_may_have_any_characters_and_is_sent_in_utf_8_or_latin_1() -> None:
    for token in ("plain", "schlüssel", "ключ"):
        with AppClient(admin_token=token) as client:
            assert client.get("/__admin/worlds", x_mockserver_token=token).status == 200
            assert client.get("/__admin/worlds", authorization=f"Bearer {token}").status == 200
            assert client.get("/__admin/worlds", x_mockserver_token="?" * len(token)).status == 401
            assert client.get("/__admin/worlds").status == 401
    with AppClient(admin_token="schlüssel") as client:
        latin = client.get("/__admin/worlds", raw_headers=[(b"x-mockserver-token", "schlüssel".encode("latin-1"))])
        assert latin.status == 200


def test_health_names_worlds_only_to_those_who_may_see_them() -> None:
    with AppClient(admin_token="secret") as client:
        client.place_revox_call(x_mockserver_world="mine")
        health = client.get("/__admin/health").json
        assert ("worlds" in health, health["world_count"]) == (False, 1)
        assert client.get("/__admin/health", x_mockserver_token="secret").json["worlds"] == ["mine"]
