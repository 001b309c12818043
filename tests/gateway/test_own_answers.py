"""Responses of the server itself: recordings with ranges, OpenAPI documents with CORS, the limit of worlds."""

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockserver.providers import PROVIDERS
from mockserver.testing.api_client import ApiClient, Response
from mockserver.world.recordings import requested_part
from mockserver.world.settings import Limits
from tests.api_client import AppClient

RECORDING = "/recordings/revox/5/some-call.wav"


def recording(asked: str | None = None, method: str = "GET", path: str = RECORDING, **more: str) -> Response:
    with AppClient() as client:
        headers = [(b"range", asked.encode())] if asked is not None else []
        headers += [(name.replace("_", "-").encode(), text.encode()) for name, text in more.items()]
        return client.request(method, path, raw_headers=headers)


WHOLE = recording().body


@pytest.mark.parametrize(
    ("asked", "part", "span"),
    [
        ("bytes=0-9", slice(0, 10), "bytes 0-9/{size}"),
        ("bytes=10-", slice(10, None), "bytes 10-{last}/{size}"),
        ("bytes=-10", slice(-10, None), "bytes {tail}-{last}/{size}"),
        ("bytes=5-999999", slice(5, None), "bytes 5-{last}/{size}"),
        ("bytes = 0 - 9", slice(0, 10), "bytes 0-9/{size}"),
    ],
)
def test_a_range_of_a_recording_is_sent(asked: str, part: slice, span: str) -> None:
    reply = recording(asked)
    size = len(WHOLE)
    assert (reply.status, reply.body) == (206, WHOLE[part])
    assert reply.headers["content-range"] == span.format(size=size, last=size - 1, tail=size - 10)
    assert reply.headers["content-length"] == str(len(reply.body))


@pytest.mark.parametrize("asked", ["bytes=9-5", "bytes=0-1,3-4", "lines=1-2", "bytes=-", "bytes=a-b", ""])
def test_an_invalid_range_is_ignored(asked: str) -> None:
    reply = recording(asked)
    assert (reply.status, reply.body, reply.headers["accept-ranges"]) == (200, WHOLE, "bytes")


@pytest.mark.parametrize("asked", ["bytes=999999-", "bytes=-0"])
def test_a_range_beyond_the_end_is_refused(asked: str) -> None:
    reply = recording(asked)
    assert (reply.status, reply.headers["content-range"]) == (416, f"bytes */{len(WHOLE)}")
    assert f"{len(WHOLE):,} bytes" in reply.json["error"]["message"]


@given(st.integers(0, 30), st.integers(0, 30), st.integers(1, 20))
def test_a_range_equals_a_slice(first: int, last: int, length: int) -> None:
    data = bytes(range(length))
    part = requested_part(f"bytes={first}-{last}", length)
    if first > last:
        assert part is None
    else:
        assert part is not None
        assert bytes(data[index] for index in part) == data[first : last + 1]


@pytest.mark.parametrize(("kind", "media"), [("wav", "audio/wav"), ("mp3", "audio/mpeg")])
def test_the_extension_of_the_path_decides_the_format(kind: str, media: str) -> None:
    path = f"/recordings/revox/5/some-call.{kind}"
    for reply in (recording(path=path), recording("bytes=3-", path=path), recording(method="HEAD", path=path)):
        assert reply.headers["content-type"] == media
    sizes = [recording(method=method, path=path).headers["content-length"] for method in ("HEAD", "GET")]
    assert sizes == [str(len(recording(path=path).body))] * 2


def test_a_recording_has_one_tag_for_all_its_parts() -> None:
    replies = (recording(), recording("bytes=0-9"), recording(method="HEAD"), recording(path="/recordings/a/5/b.wav"))
    assert len({reply.headers["etag"] for reply in replies}) == 1
    assert recording(path="/recordings/revox/6/some-call.wav").headers["etag"] != replies[0].headers["etag"]
    assert "ETag" in replies[0].headers["access-control-expose-headers"]


def test_a_range_is_sent_only_if_the_tag_still_fits() -> None:
    tag = recording().headers["etag"]
    assert recording("bytes=0-9", if_range=tag).status == 206
    for other in ('"other"', "Mon, 05 Jan 2026 15:00:00 GMT", ""):
        reply = recording("bytes=0-9", if_range=other)
        assert (reply.status, reply.body) == (200, WHOLE)


def test_cors_allows_recordings_and_a_missing_one_is_404() -> None:
    for reply in (recording(), recording("bytes=0-1"), recording(path="/recordings/nowhere"), recording(method="POST")):
        assert reply.headers["access-control-allow-origin"] == "*"
    assert recording(path="/recordings/nowhere").status == 404
    refused = recording(method="POST")
    assert (refused.status, refused.headers["allow"]) == (405, "GET, HEAD, OPTIONS")
    assert (recording(method="HEAD").status, recording(method="HEAD").body) == (200, b"")


@pytest.mark.parametrize("provider", PROVIDERS)
def test_cors_allows_the_openapi_document(provider: str) -> None:
    with AppClient() as client:
        reply = client.get(f"/{provider}/openapi.json", origin="http://editor.example")
    assert (reply.status, reply.headers["access-control-allow-origin"]) == (200, "*")


@pytest.mark.parametrize(("provider", "path"), [("revring", "/v1/calls"), ("ringyo", "/v1/calls"), ("revox", "/call")])
def test_head_is_answered_as_get_without_the_body(provider: str, path: str) -> None:
    with AppClient() as client:
        got, head = client.get(f"/{provider}{path}"), client.request("HEAD", f"/{provider}{path}")
    assert (got.status, head.status, head.body) == (200, 200, b"")
    assert head.headers["content-length"] == got.headers["content-length"] == str(len(got.body))


def test_a_compressed_request_body_is_read() -> None:
    api = ApiClient("revox")
    order = gzip.compress(b'{"phone_number": "+15005550100"}')
    reply = api.post("/call", order, content_encoding="gzip")
    assert (reply.status, api.world.call(reply.json["call"]["id"]).to_number) == (200, "+15005550100")
    assert list(api.world.journal)[-1].body == b'{"phone_number": "+15005550100"}'


@pytest.mark.parametrize(
    ("encoding", "body", "status", "word"),
    [
        ("br", b"x", 415, "gzip or deflate"),
        ("gzip", b"{}", 400, "not valid gzip"),
        ("gzip", gzip.compress(bytes(11_000_000)), 413, "at most 10,485,760"),
    ],
    ids=["unknown encoding", "not gzip", "too large"],
)
def test_a_body_that_cannot_be_unpacked_is_refused(encoding: str, body: bytes, status: int, word: str) -> None:
    for provider, path in (("revring", "/v1/calls"), ("ringyo", "/v1/calls"), ("revox", "/call")):
        reply = ApiClient(provider).post(path, body, content_encoding=encoding)
        assert reply.status == status
        assert word in reply.body.decode()


# -- the limit of worlds ------------------------------------------------------------------------------


def client_with_limit(most: int) -> AppClient:
    return AppClient(limits=Limits(worlds=most))


def test_the_least_recently_used_empty_world_is_dropped_first() -> None:
    with client_with_limit(3) as client:
        for name in ("full", "a", "b"):
            client.get("/revox/call", x_mockserver_world=name)
        client.place_revox_call(x_mockserver_world="full")
        client.get("/revox/call", x_mockserver_world="a")
        client.get("/revox/call", x_mockserver_world="c")
        assert client.get("/__admin/health").json["worlds"] == ["a", "c", "full"]
        assert client.get("/__admin/health").json["dropped"]["worlds"] == 1


def fill(client: AppClient, name: str) -> None:
    client.place_revox_call(x_mockserver_world=name)


def test_a_new_world_is_refused_if_all_others_hold_data() -> None:
    with client_with_limit(2) as client:
        fill(client, "a")
        fill(client, "b")
        for reply in (client.get("/w/c/ringyo/v1/calls"), client.get("/__admin/calls?world=c")):
            assert (reply.status, reply.json["error"]["code"]) == (503, "too_many_worlds")
            assert "DELETE /__admin/worlds/{name}" in reply.json["error"]["message"]
            assert "--max-worlds" in reply.json["error"]["message"]
        assert client.get("/w/a/revox/call").status == 200
        client.delete("/__admin/worlds/a")
        assert client.get("/w/c/ringyo/v1/calls").status == 200


SCENARIO = b"version: 1\nname: mine\nattempts: [{fails: busy}]"


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/__admin/scenarios", SCENARIO),
        ("POST", "/__admin/scenarios/next", {"names": ["voicemail"]}),
        ("PUT", "/__admin/scenarios/default", {"name": "voicemail"}),
        ("PATCH", "/__admin/settings", {"seed": "7"}),
        ("PATCH", "/__admin/settings", {"revox": {"concurrency": 7}}),
        ("PATCH", "/__admin/clock", {"mode": "step"}),
        ("POST", "/__admin/clock/advance", {"by": "1h"}),
        ("PATCH", "/__admin/webhooks/plan", {"to": "http://localhost/hook"}),
        ("POST", "/__admin/sink/hook", {}),
        ("POST", "/revox/api/call", {"phone_number": "+15005550100"}),
        ("POST", "/revring/webrtc/initiate-call", {"agentId": "a"}),
        ("POST", "/ringyo/v1/agents", {"name": "A", "system_prompt": "Hi.", "voice_id": "sarah-professional"}),
        ("POST", "/revox/assistants", {"name": "A", "prompt": "Hi."}),
    ],
)
def test_a_world_with_its_own_data_is_never_dropped(method: str, path: str, body: object) -> None:
    with client_with_limit(2) as client:
        reply = client.request(method, path, body, x_mockserver_world="own")
        assert reply.status < 300, reply.json
        for name in ("a", "b", "c"):
            client.get("/revox/call", x_mockserver_world=name)
        assert client.get("/__admin/health").json["worlds"] == ["c", "own"]


def test_reads_leave_a_world_empty() -> None:
    with client_with_limit(1) as client:
        for path in ("/__admin/clock", "/__admin/settings", "/revox/call", "/ringyo/v1/agents", "/__admin/sink/none"):
            assert client.get(path, x_mockserver_world="idle").status == 200
        client.get("/revox/call", x_mockserver_world="next")
        assert client.get("/__admin/health").json["worlds"] == ["next"]
