"""Snapshots in the control API: any size, compression, the journal only on request."""

import asyncio
import gzip
import json
from typing import Any

import msgspec
import pytest

from mockserver.errors import SettingsError
from mockserver.providers.bodies import MAX_BODY
from mockserver.world.snapshot_json import decode, encode
from mockserver.world.snapshots import Snapshot, take
from tests.api_client import AppClient


def busy(client: AppClient, orders: int = 3) -> None:
    for _ in range(orders):
        client.place_revox_call()
    client.post("/ringyo/v1/webhooks", {"url": "https://far.example.com/x", "events": ["*"]})
    client.post("/ringyo/v1/calls", {"agent_id": "a", "phone_number": "+15005550000"})
    client.post("/__admin/scenarios", "version: 1\nname: mine\nattempts: [{fails: busy}]\n")
    client.post("/__admin/clock/advance", {"by": "20s", "settle": False})


def state_of(client: AppClient, *, journal: bool = False) -> Snapshot:
    worlds = client.app.exchange.worlds
    return take(worlds.open("default"), worlds.library, journal=journal)


def test_encoding_in_pieces_equals_encoding_at_once() -> None:
    with AppClient() as client:
        busy(client)
        state = state_of(client)
        assert json.loads(encode(state)) == json.loads(msgspec.json.encode(state))
        assert msgspec.json.encode(decode(encode(state))) == msgspec.json.encode(state)


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"calls": [{"id": 1}]}, r"calls\[0\]: Expected `str`"),
        ({"calls": {}}, "calls: Expected `array`"),
        ({"documents": {"revox.assistants": {"a": []}}}, "documents.revox.assistants.a: Expected `object`"),
        ({"now": "yesterday"}, "now: Invalid RFC3339"),
        ({"more": 1}, "unknown field 'more'"),
    ],
)
def test_an_invalid_part_is_named_with_its_path(change: dict[str, Any], word: str) -> None:
    with AppClient() as client:
        given = {**json.loads(encode(state_of(client))), **change}
    with pytest.raises(SettingsError, match=f"This is no snapshot: {word}"):
        decode(json.dumps(given).encode())


@pytest.mark.parametrize(
    ("body", "word"), [(b"[]", "Expected `object`"), (b"{", "truncated"), (b'{"version": 1}', "'now' is missing")]
)
def test_a_body_that_is_not_a_snapshot_is_refused(body: bytes, word: str) -> None:
    with AppClient() as client:
        busy(client)
        before = client.get("/__admin/snapshot").body
        reply = client.put("/__admin/snapshot", body)
        assert (reply.status, word in reply.json["error"]["message"]) == (400, True)
        assert client.get("/__admin/snapshot").body == before


def test_the_journal_is_included_only_on_request_and_without_secrets() -> None:
    with AppClient() as client:
        client.get("/revox/api/call?api_key=0123456789abcdef", authorization="Bearer 0123456789abcdef")
        assert (client.get("/__admin/snapshot").json["journal"], client.get("/__admin/snapshot").json["requests"]) == (
            [],
            0,
        )
        whole = client.get("/__admin/snapshot?journal=true")
        assert (len(whole.json["journal"]), whole.json["requests"]) == (1, 1)
        assert b"0123456789abcdef" not in whole.body
        assert client.get("/__admin/snapshot?journal=yes").status == 400
        with AppClient() as other:
            assert other.put("/__admin/snapshot", whole.body).status == 200
            assert other.get("/__admin/requests").json["requests"][0]["query"] == "api_key=01…ef"


def test_a_snapshot_may_exceed_the_limit_of_other_bodies() -> None:
    with AppClient() as client:
        busy(client)
        for _ in range(180):
            client.post("/revox/call", {"phone_number": "x" * 60_000})
        state = client.get("/__admin/snapshot?journal=true").body
        assert len(state) > MAX_BODY
        with AppClient() as other:
            assert other.put("/__admin/snapshot", state).json["calls"] == 4
            assert (
                other.get("/__admin/snapshot?journal=true").json["requests"]
                == client.get("/__admin/requests?limit=1").json["count"]
            )


def test_a_snapshot_is_sent_and_read_compressed() -> None:
    with AppClient() as client:
        busy(client)
        plain = client.get("/__admin/snapshot")
        packed = client.get("/__admin/snapshot", accept_encoding="br, gzip;q=0.5")
        assert packed.headers["content-encoding"] == "gzip"
        assert gzip.decompress(packed.body) == plain.body
        assert "content-encoding" not in client.get("/__admin/snapshot", accept_encoding="gzip;q=0").headers
        with AppClient() as other:
            assert other.put("/__admin/snapshot", packed.body, content_encoding="gzip").status == 200
            assert other.get("/__admin/snapshot").body == plain.body


@pytest.mark.parametrize("method", ["GET", "PUT"])
def test_other_requests_are_served_while_a_large_snapshot_is_read_or_written(method: str) -> None:
    async def turns(client: AppClient, body: bytes | None) -> int:
        """Return how often the loop served other tasks meanwhile."""
        request, count = asyncio.ensure_future(client.request_async(method, "/__admin/snapshot", body)), 0
        while not request.done():
            await asyncio.sleep(0)
            count += 1
        assert request.result().status == 200
        return count

    for orders, has_turns in ((0, False), (40, True)):
        with AppClient() as client:
            busy(client, orders)
            state = client.get("/__admin/snapshot").body if method == "PUT" else None
            assert (client.run(turns(client, state)) > 1) == has_turns


def test_results_that_are_outstanding_come_at_the_same_instants_after_a_restore() -> None:
    late = {"queued": 1, "ringing": 1, "lasts": 8, "recording": {"after": "5s"}, "transcript": {"after": "9s"}}
    with AppClient() as client, AppClient() as other:
        client.post("/__admin/scenarios", {"version": 1, "name": "late", "attempts": [{**late, "analysis": False}]})
        call = client.place_revox_call(x_mockserver_scenario="late")
        client.post("/__admin/clock/advance", {"by": "13s"})
        (attempt,) = client.get(f"/__admin/calls/{call}").json["attempts"]
        assert (list(attempt["outstanding"]), attempt["outstanding"]["analysis"]) == (
            ["recording", "transcript", "analysis"],
            None,
        )
        assert other.put("/__admin/snapshot", client.get("/__admin/snapshot").body).status == 200
        shown = []
        for each in (client, other):
            assert each.get(f"/__admin/calls/{call}").json["attempts"] == [attempt]
            events = each.post("/__admin/clock/advance", {"until": "settled"}).json["events"]
            shown.append([(event["at"], event["result"]) for event in events if event["event"] == "ready"])
            (after,) = each.get(f"/__admin/calls/{call}").json["attempts"]
            assert after["outstanding"] == {"analysis": None}
        assert shown[0] == shown[1] == [(attempt["outstanding"][name], name) for name in ("recording", "transcript")]
