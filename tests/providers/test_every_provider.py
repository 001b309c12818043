"""Requirements on every provider: complete vocabularies, clear errors, valid JSON at every moment of every scenario."""

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockserver.calls.events import EndReason, Phase
from mockserver.providers import PROVIDERS
from mockserver.scenarios.shipped import shipped_library
from tests.api_client import ApiClient, Response

NUMBER = "+14155550142"
CREATE: dict[str, tuple[str, dict[str, Any]]] = {
    "revring": ("/v1/calls", {"agentId": "agent", "toNumber": NUMBER, "fromNumber": "+14155550100"}),
    "ringyo": ("/v1/calls", {"agent_id": "agent", "phone_number": NUMBER}),
    "revox": ("/api/call", {"phone_number": NUMBER, "skip_calling_window": True}),
}
NAMES = sorted(PROVIDERS)
SCENARIOS = [
    (name, scenario.name) for name in NAMES for scenario in shipped_library() if scenario.provider in (None, name)
]


def create(api: ApiClient, scenario: str | None = None, **more: Any) -> Response:
    path, body = CREATE[api.provider]
    headers = {"x_mockserver_scenario": scenario} if scenario else {}
    return api.post(path, {**body, **more}, **headers)


def path_of(api: ApiClient, call_id: str) -> str:
    return f"{CREATE[api.provider][0]}/{call_id}"


def refused(api: ApiClient, reply: Response) -> None:
    """Assert a clear 4xx in the provider's error shape, and that no call was placed."""
    assert 400 <= reply.status < 500, (reply.status, reply.body)
    error = reply.json["error"]
    message = reply.json["message"] if isinstance(error, str) else error["message"]
    assert len(message) > 10
    assert api.world.calls == {}


# -- vocabulary ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_phases_and_ends_are_all_translated(name: str) -> None:
    provider = PROVIDERS[name]
    assert set(provider.phases) == set(Phase)
    assert set(provider.ends) == set(EndReason)
    assert set(provider.phases.values()) <= set(provider.vocabulary)


@pytest.mark.parametrize("name", NAMES)
def test_each_operation_has_a_unique_name(name: str) -> None:
    operations = [operation.name for operation in PROVIDERS[name].operations]
    assert len(set(operations)) == len(operations)


# -- scenarios -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "scenario"), SCENARIOS)
def test_every_shipped_scenario_plays_and_shows_valid_json_at_every_moment(name: str, scenario: str) -> None:
    api = ApiClient(name)
    made = create(api, scenario)
    assert made.status in (200, 201), made.body
    assert made.headers["x-mockserver-scenario"] == scenario
    (call_id,) = api.world.calls
    shown = api.get(path_of(api, call_id))
    keys = _keys(shown.json)
    for _ in range(200):
        if api.world.next_due is None:
            break
        api.world.next()
        shown = api.get(path_of(api, call_id))
        assert shown.status == 200
        if name != "ringyo":  # omits fields that do not apply yet
            assert _keys(shown.json) == keys
    else:
        pytest.fail(f"{scenario} never settles")
    ended = PROVIDERS[name].vocabulary[_word(api, call_id)].phase is Phase.ENDED
    assert ended or scenario in ("stuck-ringing", "hangs-for-ever")


def _word(api: ApiClient, call_id: str) -> str:
    return PROVIDERS[api.provider].status_word(api.world.call(call_id).view())


def _keys(answer: Any) -> list[str]:
    return sorted(answer.get("data") or answer.get("call") or answer)


@pytest.mark.parametrize("name", NAMES)
def test_the_same_seed_gives_the_same_bytes(name: str) -> None:
    def responses(seed: str) -> list[bytes]:
        api = ApiClient(name, seed=seed)
        bodies = [create(api, "monday-traffic").body for _ in range(5)]
        api.settle()
        return bodies + [api.get(path_of(api, call_id)).body for call_id in api.world.calls]

    assert responses("a") == responses("a")
    assert responses("a") != responses("b")


@pytest.mark.parametrize("name", NAMES)
def test_recordings_and_times_are_consistent(name: str) -> None:
    api = ApiClient(name)
    create(api, "answered")
    api.settle()
    (call,) = api.world.calls.values()
    attempt = call.view().attempts[-1]
    assert attempt.answered_at is not None
    assert attempt.ended_at is not None
    assert all(attempt.answered_at <= at <= attempt.ended_at for at, _ in attempt.turns)
    text = api.get(f"{path_of(api, call.id)}?include=recording,transcript").body.decode()
    url = next(part for part in text.split('"') if part.startswith("http://mock.test:4010/recordings/"))
    sound = api.exchange.answer("GET", url.removeprefix("http://mock.test:4010"), [], b"")
    assert sound.body.startswith(b"RIFF")


# -- bad input -------------------------------------------------------------------------------------

BAD_BODIES = {
    "malformed": b'{"a": ',
    "no object": b"[1, 2]",
    "text": b'"hello"',
    "number": b"12",
    "null": b"null",
    "empty object": b"{}",
    "invalid UTF-8": b'{"a": "\xff\xfe"}',
    "NUL character": b'{"a": "\\u0000"}',
    "raw NUL": b'{"a": "\x00"}',
    "duplicate keys": b'{"a": 1, "b": {"c": 1, "c": 2}}',
    "NaN": b'{"a": NaN}',
    "infinity": b'{"a": 1e999}',
    "lone surrogate": b'{"a": "\\ud800"}',
    "deep nesting": b'{"a": ' + b"[" * 5000 + b"]" * 5000 + b"}",
    "nesting beyond the limit": b'{"a": ' + b"[" * 101 + b"]" * 101 + b"}",
    "trailing comma": b'{"a": 1,}',
    "two values": b"{} {}",
    "single quotes": b"{'a': 1}",
}


@pytest.mark.parametrize("profile", ["standard", "strict"])
@pytest.mark.parametrize("what", sorted(BAD_BODIES))
@pytest.mark.parametrize("name", NAMES)
def test_an_invalid_json_body_is_refused(name: str, what: str, profile: str) -> None:
    api = ApiClient(name, profile=profile)
    refused(api, api.post(CREATE[name][0], BAD_BODIES[what]))


@pytest.mark.parametrize("invalid", [b"NaN", b'"\\u0000"', b'{"x": 1, "x": 2}', b"[" * 150 + b"]" * 150])
@pytest.mark.parametrize("name", NAMES)
def test_invalid_json_deep_inside_a_valid_body_is_refused(name: str, invalid: bytes) -> None:
    path, body = CREATE[name]
    inside = {"revring": "variables", "ringyo": "metadata", "revox": "metadata"}[name]
    good = json.dumps(body).encode()[:-1]
    api = ApiClient(name)
    refused(api, api.post(path, good + f', "{inside}": {{"k": '.encode() + invalid + b"}}"))


NUMBERS = [
    "",
    "0612345678",
    "+0612345678",
    "+1",
    "+" + "1" * 16,
    "+1415555014a",
    "+١٤١٥٥٥٥٠١٤٢",
    "+1 415 555 0142",
    "+14155550142\n",
]


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("name", NAMES)
def test_a_number_that_is_not_e164_is_refused(name: str, number: str) -> None:
    api = ApiClient(name)
    field = {"revring": "toNumber", "ringyo": "phone_number", "revox": "phone_number"}[name]
    refused(api, create(api, **{field: number}))


values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats(allow_nan=False) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
FIELDS = {
    "revring": ["agentId", "toNumber", "fromNumber", "variables", "callerIdName", "skipQueue", "ids", "minimal"],
    "ringyo": [
        "phone_number",
        "to",
        "agent_id",
        "from_number",
        "metadata",
        "context",
        "record",
        "max_duration",
        "webhook_url",
    ],
    "revox": [
        "phone_number",
        "assistant",
        "assistant_id",
        "concurrency",
        "force_now",
        "from_phone_number",
        "metadata",
        "prompt_variables",
        "scheduled_at",
        "skip_calling_window",
    ],
}


@pytest.mark.parametrize("profile", ["standard", "strict", "lenient"])
@pytest.mark.parametrize("name", NAMES)
@given(data=st.data())
@settings(max_examples=60)
def test_no_body_crashes_an_endpoint(name: str, profile: str, data: st.DataObject) -> None:
    api = API[name, profile]
    operations = [operation for operation in PROVIDERS[name].operations if operation.method == "POST"]
    operation = data.draw(st.sampled_from(operations), label="operation")
    base = CREATE[name][1] if data.draw(st.booleans()) else {}
    body = {**base, **data.draw(st.dictionaries(st.sampled_from(FIELDS[name]), values, max_size=4), label="body")}
    before = len(api.world.calls)
    reply = api.post(prefix(name) + operation.template.replace("{id}", "nobody"), encoded(body))
    assert reply.status < 500, reply.body
    placed = operation.name.endswith("create") and reply.status < 300
    assert len(api.world.calls) == before + placed or profile == "lenient"
    api.world.advance(api.world.now)
    msgspec.json.encode(list(api.world.calls.values()))


ODD = ["0", "-1", "1.5", "99999999999999999999", "2026-01-05", "0001-01-01", "9999-12-31T23:59:59-23:59", "\x00", "asc"]
words = st.text(max_size=10) | st.sampled_from(ODD)
QUERIES = {
    "revring": ["agentId", "createdFrom", "createdTo", "sortBy", "sortDir", "page", "pageSize", "status", "direction"],
    "ringyo": ["limit", "cursor", "status", "agent_id", "phone_number", "from_date", "to_date", "order", "include"],
    "revox": ["page", "page_size", "statuses"],
}


@pytest.mark.parametrize("name", NAMES)
@given(data=st.data())
@settings(max_examples=100)
def test_no_query_or_path_crashes_an_endpoint(name: str, data: st.DataObject) -> None:
    from urllib.parse import quote, urlencode

    api = API[name, "standard"]
    gets = [operation for operation in PROVIDERS[name].operations if operation.method == "GET"]
    operation = data.draw(st.sampled_from(gets))
    query = urlencode(data.draw(st.dictionaries(st.sampled_from(QUERIES[name]), words, max_size=3)))
    call_id = quote(data.draw(st.text(min_size=1, max_size=12)), safe="")
    reply = api.get(f"{prefix(name)}{operation.template.replace('{id}', call_id)}?{query}")
    assert reply.status < 500, reply.body


def prefix(name: str) -> str:
    return PROVIDERS[name].aliases[0] if PROVIDERS[name].aliases else ""


def encoded(body: Any) -> bytes:
    return json.dumps(body, allow_nan=True).encode("utf-8", "surrogatepass")


API = {
    (name, profile): ApiClient(name, profile=profile) for name in NAMES for profile in ("standard", "strict", "lenient")
}
