"""The language of an agent chooses the wording of a shipped talk, at each provider in its own way."""

from collections.abc import Callable

import pytest

from mockserver.providers import PROVIDERS
from mockserver.providers.base import Inbound
from mockserver.testing.api_client import ApiClient

TO, FROM = "+14155550142", "+13368108293"
REPLIES = {
    "en": "No, that is all. Thank you, goodbye!",
    "fr": "Non, c'est tout. Merci, au revoir !",
    "es": "No, eso es todo. Gracias, ¡adiós!",
    "de": "Nein, das war alles. Danke, auf Wiederhören!",
}
VOICES = {"en": "ada", "fr": "louise", "es": "lucia", "de": "greta", "it": "giulia"}
COUNTRIES = {"en": "en-US", "fr": "fr-FR", "es": "es-ES", "de": "de-DE", "it": "it-IT"}
Make = Callable[[ApiClient, str], str]


def by_revring(api: ApiClient, language: str) -> str:
    return str(api.post("/v1/agents", {"name": "Ann", "promptTemplate": "P", "language": language}).data["id"])


def by_ringyo(api: ApiClient, language: str) -> str:
    agent = {"name": "Ann", "system_prompt": "P", "voice_id": "v", "language": COUNTRIES[language]}
    return str(api.post("/v1/agents", agent).json["id"])


def by_revox(api: ApiClient, language: str) -> str:
    voice = {"provider": "cartesia", "id": f"cartesia-{language}-{VOICES[language]}"}
    return str(api.post("/assistants", {"name": "Ann", "prompt": "P", "voice": voice}).json["assistant"]["id"])


def outbound(api: ApiClient, agent: str, scenario: str) -> str:
    """Place an outbound call of an agent, and return its id."""
    chosen = {"x_mockserver_scenario": scenario}
    if api.provider == "revring":
        order = {"agentId": agent, "toNumber": TO, "fromNumber": FROM}
        return str(api.post("/v1/calls", order, **chosen).data["id"])
    if api.provider == "ringyo":
        return str(api.post("/v1/calls", {"agent_id": agent, "phone_number": TO}, **chosen).json["id"])
    return str(api.post("/call", {"assistant_id": agent, "phone_number": TO}, **chosen).json["call"]["id"])


def inbound(api: ApiClient, agent: str, scenario: str) -> str:
    """Place a call that an agent answers, and return its id."""
    caller = Inbound(from_number=TO, to_number=FROM, agent=agent, scenario=scenario)
    return api.world.place(PROVIDERS[api.provider].inbound(api.world, caller)).id


def said(api: ApiClient, call: str) -> list[str]:
    """Run a call to its end, and return what was said."""
    api.settle()
    if api.provider == "revring":
        transcript = api.get(f"/v1/calls/{call}").data["transcript"]
    elif api.provider == "ringyo":
        transcript = api.get(f"/v1/calls/{call}?include=transcript").json["transcript"]
    else:
        transcript = api.get(f"/call/{call}").json["call"]["call_attempts"][0]["transcript"]
    return [turn["content"] for turn in transcript]


@pytest.fixture(params=[by_revring, by_ringyo, by_revox])
def make(request: pytest.FixtureRequest) -> Make:
    """What creates an agent of a language at a provider, and returns its id."""
    made: Make = request.param
    return made


@pytest.fixture
def api(make: Make) -> ApiClient:
    """A client of that provider."""
    return ApiClient(make.__name__.removeprefix("by_"))


@pytest.mark.parametrize("place", [outbound, inbound])
def test_a_shipped_talk_is_in_the_language_of_the_agent(
    api: ApiClient, make: Make, place: Callable[[ApiClient, str, str], str]
) -> None:
    """All calls are of one world, so that the plan of one language does not serve another."""
    for language in ("fr", "en", "de", "es", "fr"):
        words = said(api, place(api, make(api, language), "answered"))
        assert [reply for reply in REPLIES.values() if reply in words] == [REPLIES[language]]


def test_a_scenario_that_plays_or_extends_another_is_in_that_language_too(api: ApiClient, make: Make) -> None:
    api.add_scenario("once", sequence=["answered"])
    for scenario in ("webhooks-lost", "once"):
        for language in ("de", "fr", "en"):
            assert REPLIES[language] in said(api, outbound(api, make(api, language), scenario))


def test_a_language_without_a_wording_gets_the_english_one(api: ApiClient, make: Make) -> None:
    assert REPLIES["en"] in said(api, outbound(api, make(api, "it"), "answered"))
