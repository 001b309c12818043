"""CORS: which pages of other origins may use the providers in a browser, with and without `--cors`."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockserver.errors import SettingsError
from mockserver.gateway.cors import parse_origin
from mockserver.server.app import build
from mockserver.testing.api_client import Response
from mockserver.world.settings import Settings
from tests.api_client import AppClient

SHOP = "http://shop.test:5173"
OTHER = "http://other.test"
WEB_CALL = "/revring/webrtc/initiate-call"
RECORDING = "/recordings/revox/5/some-call.wav"
LISTS = {"revring": "/revring/v1/calls", "ringyo": "/ringyo/v1/calls", "revox": "/revox/api/call"}


@pytest.fixture
def closed() -> Iterator[AppClient]:
    """A server without `--cors`."""
    with AppClient() as client:
        yield client


@pytest.fixture
def opened() -> Iterator[AppClient]:
    """A server with `--cors` for one origin."""
    with AppClient(cors=(SHOP,)) as client:
        yield client


def ask(client: AppClient, path: str, method: str = "GET", origin: str = SHOP, **headers: Any) -> Response:
    """Send a preflight for a request."""
    asked = {"origin": origin, "access_control_request_method": method, **headers}
    return client.request("OPTIONS", path, x_api_key="", authorization="", **asked)


def allowed(reply: Response) -> tuple[str | None, str | None]:
    """Return which origin may read a response, and on which header that depends."""
    return reply.headers.get("access-control-allow-origin"), reply.headers.get("vary")


# -- without the option --------------------------------------------------------------------------------

SPELLINGS = [
    {"path": WEB_CALL},
    {"path": f"{WEB_CALL}/"},
    {"path": f"/{WEB_CALL}"},
    {"path": "/revring//webrtc/initiate-call"},
    {"path": "/revring/webrtc//initiate-call"},
    {"path": "/webrtc/initiate-call"},
    {"path": "/webrtc/initiate-call", "host": "api.revring.ai"},
    {"path": f"/w/mine{WEB_CALL}"},
    {"path": "/w/mine/webrtc/initiate-call"},
    {"path": f"/w/mine/{WEB_CALL}?x=1"},
    {"path": "/revring/webrtc/initiate%2Dcall"},
]


@pytest.mark.parametrize("spelling", SPELLINGS, ids=lambda row: " ".join(row.values()))
def test_pages_of_any_origin_may_start_a_web_call(closed: AppClient, spelling: dict[str, str]) -> None:
    path, host = spelling["path"], spelling.get("host", "mock.test")
    preflight = ask(closed, path, "POST", host=host, access_control_request_headers="content-type,x-mine")
    assert (preflight.status, allowed(preflight)) == (204, ("*", None))
    assert "POST" in preflight.headers["access-control-allow-methods"]
    assert preflight.headers["access-control-allow-headers"] == "content-type,x-mine"
    reply = closed.post(path, {"agentId": "a"}, origin=SHOP, host=host, x_api_key="", authorization="")
    assert (reply.status, allowed(reply)) == (200, ("*", None))


def test_a_single_provider_at_the_root_is_open_in_the_same_places() -> None:
    with AppClient(only="revring") as client:
        for path in ("/webrtc/initiate-call", WEB_CALL, "/openapi.json", RECORDING):
            assert (ask(client, path, "POST").status, allowed(client.post(path, {}))[0]) == (204, "*")
        assert allowed(client.get("/v1/calls", origin=SHOP)) == (None, None)


ERRORS = [
    ({"body": {}}, 400),
    ({"body": b"{"}, 400),
    ({"body": b"x", "content_type": "text/csv"}, 415),
    ({"body": b"x", "content_encoding": "br"}, 415),
    ({"method": "GET"}, 405),
    ({"method": "DELETE"}, 405),
    ({"x_mockserver_world": "no world"}, 400),
    ({"x_mockserver_fault": "error;status=503"}, 503),
    ({"x_mockserver_fault": "error;status=503;when=after"}, 503),
    ({"x_mockserver_fault": "rate_limit;retry_after=2s"}, 429),
    ({"x_mockserver_fault": "malformed_json"}, 200),
    ({"x_mockserver_fault": "delay;for=1ms"}, 200),
    ({"x_mockserver_fault": "dribble;for=1ms"}, 200),
    ({"x_mockserver_fault": "nothing like it"}, 400),
]


@pytest.mark.parametrize(("sent", "status"), ERRORS, ids=str)
def test_a_page_can_read_why_its_web_call_failed(closed: AppClient, sent: dict[str, Any], status: int) -> None:
    asked = {"method": "POST", "path": WEB_CALL, "body": {"agentId": "a"}, "origin": SHOP, **sent}
    reply = closed.request(asked.pop("method"), asked.pop("path"), asked.pop("body"), **asked)
    assert (reply.status, allowed(reply)) == (status, ("*", None)), reply.body


def test_a_page_can_read_that_an_agent_does_not_exist() -> None:
    with AppClient(profile="strict") as client:
        reply = client.post(WEB_CALL, {"agentId": "nobody"}, origin=SHOP)
    assert (reply.status, allowed(reply)) == (404, ("*", None))


@pytest.mark.parametrize(
    "path", [RECORDING, f"/w/mine{RECORDING}", "/revox/openapi.json", "/w/mine/ringyo/openapi.json"]
)
def test_pages_of_any_origin_may_read_recordings_and_documents(closed: AppClient, path: str) -> None:
    preflight = ask(closed, path, access_control_request_headers="range")
    assert (preflight.status, allowed(preflight)) == (204, ("*", None))
    for reply in (closed.get(path, origin=SHOP), closed.get(path, origin=SHOP, range="bytes=0-3"), closed.post(path)):
        assert allowed(reply) == ("*", None)
        exposed = reply.headers["access-control-expose-headers"].split(", ")
        assert {"Content-Range", "Accept-Ranges", "Content-Length", "ETag"} <= set(exposed)
    assert list(closed.app.exchange.worlds) == []


@pytest.mark.parametrize("path", LISTS.values())
def test_no_page_may_use_anything_else(closed: AppClient, path: str) -> None:
    reply, preflight = closed.get(path, origin=SHOP), ask(closed, path)
    assert (reply.status, allowed(reply)) == (200, (None, None))
    assert (preflight.status, preflight.error_code, allowed(preflight)) == (403, "origin_not_allowed", (None, None))
    assert f"--cors '{SHOP}'" in preflight.error["message"]
    assert "--cors '*'" in ask(closed, path, origin="null").error["message"]


# -- with the option ------------------------------------------------------------------------------------

REPLIES = [
    ({}, 200),
    ({"method": "HEAD"}, 200),
    ({"authorization": "", "x_api_key": ""}, 401),
    ({"authorization": "Bearer forbidden", "x_api_key": "forbidden"}, 403),
    ({"method": "PUT"}, 405),
    ({"method": "OPTIONS"}, 204),
    ({"x_mockserver_world": "no world"}, 400),
    ({"x_mockserver_fault": "error;status=500"}, 500),
    ({"x_mockserver_fault": "rate_limit;when=after"}, 429),
    ({"x_mockserver_fault": "delay;for=1ms"}, 200),
    ({"x_mockserver_fault": "wrong_content_type"}, 200),
    ({"x_mockserver_fault": "no fault"}, 400),
]


@pytest.mark.parametrize("path", LISTS.values())
@pytest.mark.parametrize(("sent", "status"), REPLIES, ids=str)
def test_pages_of_the_origin_can_read_every_response(
    opened: AppClient, path: str, sent: dict[str, Any], status: int
) -> None:
    method = sent.get("method", "GET")
    more = {name: text for name, text in sent.items() if name != "method"}
    reply = opened.request(method, path, origin=SHOP, **more)
    assert (reply.status, allowed(reply)) == (status, (SHOP, "Origin"))
    exposed = set(reply.headers["access-control-expose-headers"].split(", "))
    assert {"X-Mockserver-World", "X-Mockserver-Unmatched", "Retry-After", "*"} <= exposed
    for other in (opened.request(method, path, origin=OTHER, **more), opened.request(method, path, **more)):
        assert (other.status, allowed(other)) == (status, (None, "Origin"))


@pytest.mark.parametrize("path", ["/nobody/at/all", "/ringyo/v1/nothing", "/ringyo//v1//callz"])
def test_pages_of_the_origin_can_read_that_nothing_matches(opened: AppClient, path: str) -> None:
    reply = opened.get(path, origin=SHOP)
    assert (reply.status, allowed(reply)) == (404, (SHOP, "Origin"))
    assert ask(opened, path).status == 204


def test_several_origins_and_all_of_them() -> None:
    with AppClient(cors=(SHOP, "HTTP://Other.Test:80")) as client:
        assert [allowed(client.get("/revox/call", origin=each))[0] for each in (SHOP, OTHER)] == [SHOP, OTHER]
    with AppClient(cors=(SHOP, "*")) as client:
        for each in (SHOP, OTHER, "null", ""):
            assert allowed(client.get("/revox/call", origin=each)) == ("*", None)
        assert allowed(ask(client, "/revox/call", origin="null")) == ("*", None)


def test_a_response_names_the_allowed_origin_once(opened: AppClient) -> None:
    for path in (WEB_CALL, RECORDING, "/revox/openapi.json"):
        answer = opened.app.exchange.answer("POST", path, ((b"origin", SHOP.encode()),), b"")
        names = [name for name, _ in answer.headers]
        assert names.count("Access-Control-Allow-Origin") == 1
        assert ("Access-Control-Allow-Origin", "*") in answer.headers


# -- preflights -----------------------------------------------------------------------------------------

WANTED = "authorization,content-type,x-api-key,x-mockserver-fault,x-mockserver-scenario"


@pytest.mark.parametrize("path", LISTS.values())
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE"])
def test_a_preflight_allows_what_the_page_wants_to_send(opened: AppClient, path: str, method: str) -> None:
    reply = ask(opened, path, method, access_control_request_headers=WANTED)
    assert (reply.status, reply.body, allowed(reply)) == (204, b"", (SHOP, "Origin"))
    assert method in reply.headers["access-control-allow-methods"].split(", ")
    assert reply.headers["access-control-allow-headers"] == WANTED
    assert int(reply.headers["access-control-max-age"]) > 0
    assert "access-control-allow-private-network" not in reply.headers
    private = ask(opened, path, method, access_control_request_private_network="true")
    assert private.headers["access-control-allow-private-network"] == "true"


def test_a_preflight_of_another_origin_is_refused(opened: AppClient) -> None:
    reply = ask(opened, "/revox/call", origin=OTHER)
    assert (reply.status, allowed(reply)) == (403, (None, "Origin"))


def test_a_preflight_is_no_request_of_the_client(opened: AppClient) -> None:
    rule = {"fault": "error", "status": 503, "times": 1, "provider": "ringyo"}
    assert opened.post("/__admin/faults", rule).status < 300
    now = opened.get("/__admin/clock").json["now"]
    for path in ("/ringyo/v1/calls", "/ringyo/v1/nothing", "/ringyo/v1/calls/some-id"):
        assert ask(opened, path, "POST").status == 204
    assert opened.get("/__admin/requests").json["requests"] == []
    assert opened.get("/__admin/requests/unmatched").json["requests"] == []
    assert opened.get("/__admin/faults").json["faults"][0]["matched"] == 0
    assert opened.get("/__admin/clock").json["now"] == now
    assert opened.get("/ringyo/v1/calls", origin=SHOP).status == 503


# -- the control API ------------------------------------------------------------------------------------


@pytest.mark.parametrize("origins", [(SHOP,), ("*",)])
@pytest.mark.parametrize("path", ["/__admin/calls", "/w/a/__admin/reset", "/__admin/health", "/__admin/openapi.json"])
def test_the_control_api_stays_closed(origins: tuple[str, ...], path: str) -> None:
    with AppClient(cors=origins) as client:
        for reply in (client.get(path, origin=SHOP), client.post(path, {}, origin=SHOP), ask(client, path, "POST")):
            assert (reply.status, reply.error_code, allowed(reply)[0]) == (403, "foreign_origin", None)


# -- origins --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given_", "kept"),
    [
        ("*", "*"),
        ("http://localhost:5173", "http://localhost:5173"),
        ("https://App.Example.com", "https://app.example.com"),
        ("https://app.example.com:443", "https://app.example.com"),
        ("http://app.example.com:443", "http://app.example.com:443"),
        ("http://[::1]:3000", "http://[::1]:3000"),
        ("capacitor://localhost", "capacitor://localhost"),
    ],
)
def test_origins_are_compared_as_browsers_write_them(given_: str, kept: str) -> None:
    assert parse_origin(given_) == kept


INVALID = [
    ("localhost:5173", "it has no scheme; write http://localhost:5173 (or https)."),
    ("shop.test", "it has no scheme; write http://shop.test (or https)."),
    ("", "it has no scheme; expected SCHEME://HOST"),
    ("localhost/app", "it has no scheme; expected SCHEME://HOST"),
    ("http://localhost:5173/", "it ends with a slash; write http://localhost:5173."),
    ("http://localhost:5173/app", "it has a path; write http://localhost:5173."),
    ("http://localhost:5173?x=1", "it has a path; write http://localhost:5173."),
    ("http://a,http://b", "give --cors once for each"),
    ("http://a http://b", "give --cors once for each"),
    ("https://*.example.com", "expected SCHEME://HOST"),
    ("http://user:secret@host", "expected SCHEME://HOST"),
    ("http://", "expected SCHEME://HOST"),
    ("http:///app", "expected SCHEME://HOST"),
]


@pytest.mark.parametrize(("text", "message"), INVALID)
def test_an_invalid_origin_is_refused_at_start(text: str, message: str) -> None:
    with pytest.raises(SettingsError) as caught:
        build(Settings(cors=(text,)))
    assert str(caught.value).startswith(f"{text!r} is not an origin: ")
    assert message in str(caught.value)


@given(st.sampled_from(["http", "https"]), st.from_regex(r"[a-z0-9]([a-z0-9.-]{0,20}[a-z0-9])?", fullmatch=True))
def test_a_normalized_origin_stays_as_it_is(scheme: str, host: str) -> None:
    kept = parse_origin(f"{scheme}://{host}".upper())
    assert parse_origin(kept) == kept == f"{scheme}://{host}"
