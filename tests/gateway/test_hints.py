"""Hints: the usual mistakes in paths and API keys, one row each, and what must not be taken for one."""

import pytest

from mockserver.gateway.hints import missing_key, nearest, path_hint
from mockserver.providers import PROVIDERS
from mockserver.testing.api_client import ApiClient, AppClient

NOBODY = "names no provider, and no API key shows which one is meant"
ELSEWHERE = "belongs to another provider"
NO_API = "has '/api', which {} does not use"
ONLY_OTHERS = "has '/v1', which only other paths have"
NO_V1 = "has '/v1', which Revox does not use"
RECORDING = "has '/recording' too much at its end"
ROWS = [
    # the base is missing, there twice, or another provider's
    ("revring", "GET", "/calls/abc", "lacks '/v1'", "GET /revring/v1/calls/{id}"),
    ("ringyo", "POST", "/calls", "lacks '/v1'", "POST /ringyo/v1/calls"),
    ("ringyo", "GET", "/phone-numbers?x", None, ""),
    ("ringyo", "HEAD", "/calls", "lacks '/v1'", "GET /ringyo/v1/calls"),
    ("ringyo", "PUT", "/calls", "lacks '/v1'", "POST /ringyo/v1/calls"),
    ("revring", "GET", "/v1/v1/calls", "has '/v1' twice", "GET /revring/v1/calls"),
    ("ringyo", "PATCH", "/v1/v1/agents/a", "has '/v1' twice", "PATCH /ringyo/v1/agents/{id}"),
    ("revox", "POST", "/api/call", "has '/api' twice", "POST /revox/api/call"),
    ("revox", "POST", "/v1/call", NO_V1, "POST /revox/api/call"),
    ("revox", "GET", "/v1/campaigns/c/rows", NO_V1, "GET /revox/api/campaigns/{id}/rows"),
    ("ringyo", "GET", "/api/v1/calls", NO_API.format("Ringyo"), "GET /ringyo/v1/calls"),
    ("revring", "GET", "/api/v1/calls", NO_API.format("RevRing"), "GET /revring/v1/calls"),
    ("ringyo", "GET", "/api/calls", f"{NO_API.format('Ringyo')}. It lacks '/v1'", "GET /ringyo/v1/calls"),
    (
        "revring",
        "POST",
        "/v1/webrtc/initiate-call",
        "has '/v1', which only other paths have",
        "POST /revring/webrtc/init",
    ),
    # empty ids, case, ends
    ("revring", "POST", "/v1/calls//cancel", "has an empty id (//)", "POST /revring/v1/calls/{id}/cancel"),
    ("revox", "GET", "/campaigns//rows", "has an empty id (//)", "GET /revox/api/campaigns/{id}/rows"),
    ("revring", "GET", "/V1/Calls", "has the wrong case", "GET /revring/v1/calls"),
    ("revox", "GET", "/API/call", "has the wrong case", "GET /revox/api/call"),
    ("revring", "POST", "/v1/calls/Ab/Cancel", "has the wrong case", "POST /revring/v1/calls/{id}/cancel"),
    ("ringyo", "GET", "/Calls", "has the wrong case. It lacks '/v1'", "GET /ringyo/v1/calls"),
    ("ringyo", "GET", "/v1/calls%20", "ends with a space or a line break", "GET /ringyo/v1/calls"),
    ("ringyo", "GET", "/v1/calls%0d%0A/", "ends with a space or a line break", "GET /ringyo/v1/calls"),
    ("ringyo", "GET", "/v1/calls%3Flimit=1", "has an escaped '?' (%3F)", "GET /ringyo/v1/calls"),
    ("revring", "GET", "/v1/calls.json", "ends with '.json'", "GET /revring/v1/calls"),
    ("ringyo", "GET", "/v1/calls/abc/recording", RECORDING, "GET /ringyo/v1/calls/{id}"),
    ("revox", "GET", "/call/abc/recording/", RECORDING, "GET /revox/api/call/{id}"),
    ("ringyo", "GET", "/calls/abc/recording", f"lacks '/v1'. It {RECORDING}", "GET /ringyo/v1/calls/{id}"),
    ("ringyo", "GET", "/v1/calls/abc/a%22%3Cb", "has a segment too much at its end", "GET /ringyo/v1/calls/{id}"),
    # another provider's path
    ("ringyo", "POST", "/v1/call", ELSEWHERE, "POST /revox/api/call"),
    ("ringyo", "POST", "/v1/calls/abc/cancel", ELSEWHERE, "POST /revring/v1/calls/{id}/cancel"),
    ("revox", "POST", "/v1/calls", ELSEWHERE, "POST /revring/v1/calls or POST /ringyo/v1/calls"),
    ("revring", "GET", "/v1/phone-numbers", ELSEWHERE, "GET /ringyo/v1/phone-numbers or GET /revox/api/phone-numbers"),
    ("revring", "PATCH", "/v1/phone-numbers/p", ELSEWHERE, "PATCH /revox/api/phone-numbers/{id}?"),
    ("revring", "GET", "/api/users/me", ELSEWHERE, "GET /revox/api/users/me"),
    ("revox", "GET", "/calls", ELSEWHERE, "GET /revring/v1/calls or GET /ringyo/v1/calls"),
    # the provider is missing, misspelt, or there twice
    ("", "GET", "/v1/calls", NOBODY, "GET /revring/v1/calls or GET /ringyo/v1/calls"),
    ("", "POST", "/v1/agents/a/duplicate", NOBODY, "POST /revring/v1/agents/{id}/duplicate"),
    ("", "POST", "/v1/call", f"{NOBODY}. It {NO_V1}", "POST /revox/api/call"),
    ("", "POST", "/call", "names no provider", "POST /revox/api/call"),
    ("", "GET", "/calls", "names no provider. It lacks '/v1'", "GET /revring/v1/calls or GET /ringyo/v1/calls"),
    ("", "GET", "/phone-numbers", "names no provider", "GET /revox/api/phone-numbers"),
    ("", "GET", "/Ringyo/v1/calls", "misspells the provider 'ringyo'", "GET /ringyo/v1/calls"),
    ("", "GET", "/rigyo/v1/calls", "misspells the provider 'ringyo'", "GET /ringyo/v1/calls"),
    ("", "GET", "/REVOX/api/call", "misspells the provider 'revox'", "GET /revox/api/call"),
    ("ringyo", "GET", "/ringyo/v1/calls", "names the provider twice", "GET /ringyo/v1/calls"),
    ("revox", "GET", "/revox/api/call", "names the provider twice", "GET /revox/api/call"),
    ("revring", "GET", "/ringyo/v1/calls", "names two providers", "GET /ringyo/v1/calls"),
    # no usual mistake
    ("", "GET", "/somewhere/else", None, ""),
    ("", "GET", "/favicon.ico", None, ""),
    ("ringyo", "GET", "/", None, ""),
    ("ringyo", "GET", "/v1", None, ""),
    ("ringyo", "GET", "/v1/cals", None, ""),
    ("revring", "POST", "/v1/calls/abc/cancle", None, ""),
    ("revox", "GET", "/a/b/c/d/e/f", None, ""),
    ("ringyo", "GET", "/calls/" + "x" * 1000, None, ""),
]


@pytest.mark.parametrize(("provider", "method", "path", "mistake", "meant"), ROWS)
def test_a_path_is_explained(provider: str, method: str, path: str, mistake: str | None, meant: str) -> None:
    hint = path_hint(method, path, {}, PROVIDERS[provider] if provider else None)
    if mistake is None:
        assert hint is None
    else:
        assert hint is not None
        assert hint.startswith(f"The path {mistake}. Did you mean {meant}")


@pytest.mark.parametrize(("provider", "path"), [("", "/admin/calls"), ("ringyo", "/__admin/calls"), ("", "/_admin")])
def test_the_control_api_is_pointed_out(provider: str, path: str) -> None:
    hint = path_hint("GET", path, {}, PROVIDERS[provider] if provider else None)
    assert hint == "The control API is below /__admin, without a provider in front of it."


def test_paths_are_shown_as_the_client_reaches_them() -> None:
    ringyo = PROVIDERS["ringyo"]
    real = {"host": "api.ringyo.ai:443"}
    assert "mean POST /v1/calls?" in str(path_hint("POST", "/calls", real, ringyo))
    assert "mean POST /revox/api/call?" in str(path_hint("POST", "/call", real, ringyo))
    assert "mean POST /ringyo/v1/calls?" in str(path_hint("POST", "/calls", {"host": "localhost:4010"}, ringyo))


def test_a_server_of_one_provider_offers_only_its_operations() -> None:
    ringyo = PROVIDERS["ringyo"]
    assert "mean POST /v1/calls?" in str(path_hint("POST", "/calls", {}, ringyo, "ringyo"))
    assert path_hint("POST", "/call", {}, ringyo, "ringyo") is None
    served = "This server serves only Ringyo (--only)."
    assert path_hint("POST", "/revring/v1/calls", {}, ringyo, "ringyo") == served
    assert nearest("GET", "/v1/cals", ringyo, "ringyo")[0] == "GET /v1/calls"
    assert {row.partition(" ")[2].split("/")[1] for row in nearest("GET", "/v1/cals", ringyo, "ringyo")} == {"v1"}
    assert nearest("GET", "/v1/cals", ringyo)[0] == "GET /ringyo/v1/calls"


# -- keys ------------------------------------------------------------------------------------------

BEARER = "No API key was sent. Ringyo wants the header 'Authorization: Bearer KEY'"
PLAIN = "No API key was sent. RevRing wants the header 'x-api-key: KEY'"


@pytest.mark.parametrize(
    ("provider", "headers", "hint"),
    [
        ("ringyo", {}, f"{BEARER}."),
        ("ringyo", {"x-api-key": "sk_1"}, f"{BEARER}; 'x-api-key' was sent, which RevRing wants."),
        ("ringyo", {"api-key": "sk_1"}, f"{BEARER}; 'api-key' was sent."),
        ("ringyo", {"authorization": "sk_1"}, f"{BEARER}; the key was sent without a scheme in front of it."),
        ("ringyo", {"authorization": "Basic sk_1"}, f"{BEARER}; the scheme 'Basic' was sent."),
        ("ringyo", {"authorization": "sk_1 sk_1"}, f"{BEARER}; another scheme was sent."),
        ("ringyo", {"authorization": "Bearer "}, f"{BEARER}; the key that was sent is empty."),
        ("revring", {}, f"{PLAIN}."),
        ("revring", {"x-api-key": ""}, f"{PLAIN}; the key that was sent is empty."),
        ("revring", {"authorization": "Bearer sk_1"}, f"{PLAIN}; 'Authorization' was sent, which Ringyo wants."),
        ("revring", {"token": "sk_1"}, f"{PLAIN}; 'token' was sent."),
    ],
)
def test_a_missing_key_is_explained(provider: str, headers: dict[str, str], hint: str) -> None:
    assert missing_key(PROVIDERS[provider], headers) == hint


def test_the_name_of_a_world_alone_is_no_key() -> None:
    hint = missing_key(PROVIDERS["ringyo"], {"authorization": "Bearer ~mine"})
    assert hint.endswith("only the name of a world was sent, after '~': put any key in front of it.")


def test_a_provider_that_is_not_served_is_not_named() -> None:
    assert missing_key(PROVIDERS["ringyo"], {"x-api-key": "k"}, "ringyo") == f"{BEARER}; 'x-api-key' was sent."


# -- in answers ------------------------------------------------------------------------------------


def test_message_header_and_journal_have_the_hint() -> None:
    api = ApiClient("ringyo")
    hint = "The path lacks '/v1'. Did you mean POST /ringyo/v1/calls?"
    reply = api.post("/calls", {})
    assert reply.status == 404
    assert f"There is no POST /calls. {hint} Nearest: POST /ringyo/v1/calls;" in reply.error["message"]
    assert reply.headers["x-mockserver-unmatched"].startswith(f"{hint} Nearest: POST /ringyo/v1/calls;")
    assert reply.headers["x-mockserver-note"] == hint
    assert [record.note for record in api.world.journal] == [hint]


def test_the_base_url_without_a_provider_is_explained() -> None:
    with AppClient() as client:
        reply = client.get("/v1/calls", x_api_key="", authorization="")
        assert "Did you mean GET /revring/v1/calls or GET /ringyo/v1/calls?" in reply.error["message"]


def test_a_wrong_method_and_an_unknown_path_get_no_hint() -> None:
    api = ApiClient("ringyo")
    wrong, unknown = api.delete("/v1/calls"), api.get("/v1/cals")
    assert (wrong.status, wrong.headers["allow"]) == (405, "POST, GET, HEAD, OPTIONS")
    assert unknown.headers["x-mockserver-unmatched"].startswith("GET /ringyo/v1/calls;")
    assert [record.note for record in api.world.journal] == [None, None]


def test_a_missing_key_is_explained_in_answer_and_journal() -> None:
    api = ApiClient("ringyo", base="/v1")
    reply = api.get("/calls", authorization="", x_api_key="sk_secret_1")
    hint = f"{BEARER}; 'x-api-key' was sent, which RevRing wants."
    assert (reply.status, reply.error["message"], reply.headers["x-mockserver-note"]) == (401, hint, hint)
    assert [record.note for record in api.world.journal] == [hint]
