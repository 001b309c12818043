"""The language of an agent chooses the wording of a shipped talk, at each provider in its own way."""

from collections.abc import Callable
from typing import Any

import pytest

from mockserver.testing.api_client import ApiClient

TO = "+14155550142"
REPLIES = {
    "en": "Ten works for me.",
    "fr": "Dix heures, ça me va.",
    "es": "A las diez me va bien.",
    "de": "Zehn Uhr passt mir gut.",
}
VOICES = {"en": "ada", "fr": "louise", "es": "lucia", "de": "greta"}
COUNTRIES = {"en": "en-US", "fr": "fr-FR", "es": "es-ES", "de": "de-DE"}
Play = Callable[[ApiClient, str, str], list[str]]


def by_revring(api: ApiClient, language: str, scenario: str) -> list[str]:
    settings = {"name": "Ann", "promptTemplate": "P", "language": language}
    order = {"agentId": api.post("/v1/agents", settings).data["id"], "toNumber": TO, "fromNumber": "+13368108293"}
    call = api.post("/v1/calls", order, x_mockserver_scenario=scenario).data["id"]
    api.settle()
    return texts(api.get(f"/v1/calls/{call}").data)


def by_ringyo(api: ApiClient, language: str, scenario: str) -> list[str]:
    settings = {"name": "Ann", "system_prompt": "P", "voice_id": "v", "language": COUNTRIES.get(language, language)}
    order = {"agent_id": api.post("/v1/agents", settings).json["id"], "phone_number": TO}
    call = api.post("/v1/calls", order, x_mockserver_scenario=scenario).json["id"]
    api.settle()
    return texts(api.get(f"/v1/calls/{call}?include=transcript").json)


def by_revox(api: ApiClient, language: str, scenario: str) -> list[str]:
    voice = {"provider": "cartesia", "id": f"cartesia-{language}-{VOICES.get(language, 'giulia')}"}
    assistant = api.post("/assistants", {"name": "Ann", "prompt": "P", "voice": voice}).json["assistant"]["id"]
    order = {"phone_number": TO, "assistant_id": assistant}
    call = api.post("/call", order, x_mockserver_scenario=scenario).json["call"]["id"]
    api.settle()
    return texts(api.get(f"/call/{call}").json["call"]["call_attempts"][0])


def texts(call: Any) -> list[str]:
    return [turn["content"] for turn in call["transcript"]]


PROVIDERS = pytest.mark.parametrize(
    ("provider", "play"), [("revring", by_revring), ("ringyo", by_ringyo), ("revox", by_revox)]
)


@PROVIDERS
def test_a_shipped_talk_is_in_the_language_of_the_agent(provider: str, play: Play) -> None:
    """All calls are of one world, so that the plan of one language does not serve another."""
    api = ApiClient(provider)
    for language in ("fr", "en", "de", "es", "fr"):
        said = play(api, language, "answered")
        assert [reply for reply in REPLIES.values() if reply in said] == [REPLIES[language]]


@PROVIDERS
def test_a_scenario_that_plays_or_extends_another_is_in_that_language_too(provider: str, play: Play) -> None:
    api = ApiClient(provider)
    api.add_scenario("once", sequence=["answered"])
    for scenario in ("webhooks-lost", "once"):
        for language in ("de", "fr", "en"):
            assert REPLIES[language] in play(api, language, scenario)


@PROVIDERS
def test_a_language_without_a_wording_gets_the_english_one(provider: str, play: Play) -> None:
    assert REPLIES["en"] in play(ApiClient(provider), "it-IT" if provider == "ringyo" else "it", "answered")
