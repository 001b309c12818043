"""Revox voices: presets, cloned voices, and samples that are real audio files."""

import base64
from typing import Any

import pytest
import revox

from mockserver.testing.api_client import ApiClient, Response

AUDIO = base64.b64encode(b"RIFF....WAVE").decode()
CLONE: dict[str, Any] = {"audio": AUDIO, "contentType": "audio/wav", "language": "fr", "name": "My voice"}
PREVIEW: dict[str, Any] = {"provider": "cartesia", "voiceId": "cartesia-en-ada"}


def api(profile: str = "standard") -> ApiClient:
    return ApiClient("revox", profile=profile)


def clone(client: ApiClient, **body: Any) -> Any:
    reply = client.post("/api/voices/clone", {**CLONE, **body})
    assert reply.status == 200, reply.json
    return reply.json


def listed(client: ApiClient) -> dict[str, Any]:
    return {voice["id"]: voice for voice in client.get("/api/voices").json["voices"]}


def delete(client: ApiClient, voice_id: str) -> Response:
    return client.delete(f"/api/voices/{voice_id}")


def frames(sound: bytes) -> int:
    """Return the number of frames (MPEG-1 layer III, 32 kbit/s, 32 kHz, mono) of a file that has nothing else."""
    size = 144 * 32_000 // 32_000
    for at in range(0, len(sound), size):
        header = int.from_bytes(sound[at : at + 4])
        assert header >> 21 == 0x7FF, "sync"
        assert (header >> 19) & 3 == 3, "MPEG 1"
        assert (header >> 17) & 3 == 1, "layer III"
        assert ((header >> 12) & 15, (header >> 10) & 3, (header >> 9) & 1) == (1, 2, 0), "bit rate, rate, padding"
        assert (header >> 6) & 3 == 3, "mono"
    assert len(sound) % size == 0
    return len(sound) // size


def test_every_language_and_every_provider_has_presets() -> None:
    voices = listed(api()).values()
    assert {voice["language"] for voice in voices} == {"en", "fr", "es", "de", "it", "pt", "ru", "zh"}
    assert {voice["provider"] for voice in voices} == {"cartesia", "elevenlabs", "gradium"}
    assert {voice["isCloned"] for voice in voices} == {False}
    assert len({tuple(voice) for voice in voices}) == 1


@pytest.mark.parametrize(
    ("version", "shown"), [("0.0.3", False), ("0.3.0", False), ("0.4.0", True), ("1.0.0", True), ("dev", True)]
)
def test_clients_whose_version_lacks_gradium_do_not_get_it(version: str, shown: bool) -> None:
    voices = api().get("/api/voices", x_stainless_package_version=version).json["voices"]
    assert ("gradium" in {voice["provider"] for voice in voices}) is shown


def test_presets_are_the_same_whatever_the_seed() -> None:
    assert listed(api()) == listed(ApiClient("revox", seed="another"))


def test_a_single_voice_has_a_short_form_and_needs_its_provider() -> None:
    client = api()
    found = client.get("/api/voices/cartesia-en-ada?provider=cartesia").json["voice"]
    assert found["name"] == "Ada"
    assert set(found) == {"id", "name", "description"}
    assert client.get("/api/voices/cartesia-en-ada?provider=elevenlabs").status == 404
    assert client.get("/api/voices/nobody?provider=cartesia").status == 404


@pytest.mark.parametrize("query", ["", "?provider=", "?provider=acme"])
def test_the_provider_of_one_voice_is_required(query: str) -> None:
    refused = api().get(f"/api/voices/cartesia-en-ada{query}")
    assert (refused.status, refused.json["details"]) == (400, {"path": "provider"})


def test_in_lenient_every_voice_exists_and_deletes_have_no_effect() -> None:
    client = api("lenient")
    assert client.get("/api/voices/x?provider=gradium").json["voice"]["id"] == "x"
    mine = clone(client, audio="audio")
    for voice_id in ("x", "cartesia-en-ada", mine["id"]):
        assert delete(client, voice_id).json == {"success": True}
    assert {"cartesia-en-ada", mine["id"]} <= set(listed(client))


# -- samples ---------------------------------------------------------------------------------------


def test_a_sample_is_a_real_audio_file() -> None:
    sound = api().post("/api/voices/preview", PREVIEW)
    assert sound.status == 200
    assert 0.5 <= frames(sound.body) * 0.036 <= 3.1


def test_a_longer_text_makes_a_longer_sample_and_a_faster_voice_a_shorter_one() -> None:
    def length(**more: Any) -> int:
        return frames(api().post("/api/voices/preview", {**PREVIEW, **more}).body)

    assert length(text="Hi.") < length(text="Hello, how are you?") < length(text="x" * 2000) < 100
    assert length(speed=1.5) < length(speed=0.6)


@pytest.mark.parametrize("more", [{"text": "x" * 2001}, {"speed": 2}, {"volume": 0.1}, {"voiceId": ""}, {"model": "x"}])
def test_a_sample_outside_the_limits_is_refused(more: dict[str, Any]) -> None:
    assert api().post("/api/voices/preview", {**PREVIEW, **more}).status == 400


def test_a_sample_of_an_unknown_voice_is_refused_only_in_strict() -> None:
    body = {**PREVIEW, "voiceId": "nobody"}
    assert api("strict").post("/api/voices/preview", PREVIEW).status == 200
    assert [api(profile).post("/api/voices/preview", body).status for profile in ("strict", "standard", "lenient")] == [
        404,
        200,
        200,
    ]


# -- cloning ---------------------------------------------------------------------------------------


def test_a_cloned_voice_is_listed_after_the_presets() -> None:
    client = api()
    made = clone(client)
    assert set(made) == {"id", "cartesiaVoiceId", "createdAt", "language", "name"}
    assert (made["createdAt"], made["language"]) == ("2026-01-05T15:00:00.000Z", "fr")
    *_, last = listed(client).values()
    assert (last["id"], last["name"], last["isCloned"], last["provider"]) == (made["id"], "My voice", True, "cartesia")
    assert client.get(f"/api/voices/{made['id']}?provider=cartesia").json["voice"]["name"] == "My voice"


@pytest.mark.parametrize("audio", ["audio", "a b=", "===="])
def test_invalid_base64_is_refused_except_in_lenient(audio: str) -> None:
    refused = api().post("/api/voices/clone", {**CLONE, "audio": audio})
    assert (refused.status, refused.json["details"]) == (400, {"path": "audio"})
    assert api("lenient").post("/api/voices/clone", {**CLONE, "audio": audio}).status == 200


def test_a_recording_may_have_seven_and_a_half_megabytes() -> None:
    fits, too_large = (base64.b64encode(bytes(size)).decode() for size in (7_500_000, 7_500_001))
    assert api().post("/api/voices/clone", {**CLONE, "audio": fits}).status == 200
    assert api().post("/api/voices/clone", {**CLONE, "audio": too_large}).status == 413


@pytest.mark.parametrize("more", [{"contentType": "audio/flac"}, {"language": "nl"}, {"name": ""}, {"audio": ""}])
def test_a_clone_outside_the_limits_is_refused(more: dict[str, Any]) -> None:
    assert api().post("/api/voices/clone", {**CLONE, **more}).status == 400


def test_a_cloned_voice_can_be_deleted_once() -> None:
    client = api()
    made = clone(client)
    assert delete(client, made["id"]).json == {"success": True}
    assert delete(client, made["id"]).status == 404
    assert made["id"] not in listed(client)


def test_a_preset_cannot_be_deleted() -> None:
    client = api()
    refused = delete(client, "cartesia-en-ada")
    assert (refused.status, refused.json["error"]) == (400, "invalid_request")
    assert "cartesia-en-ada" in listed(client)


@pytest.mark.parametrize("key", ["id", "cartesiaVoiceId"])
def test_a_voice_in_use_cannot_be_deleted_and_the_client_does_not_retry(key: str) -> None:
    client = api()
    made = clone(client)
    voice = {"id": made[key], "provider": "cartesia"}
    user = client.post("/api/assistants", {"name": "n", "prompt": "p", "voice": voice}).json["assistant"]
    refused = delete(client, made["id"])
    assert (refused.status, refused.headers["x-should-retry"]) == (409, "false")
    assert refused.json["details"] == {"assistant_id": user["id"]}
    client.delete(f"/api/assistants/{user['id']}")
    assert delete(client, made["id"]).status == 200


# -- the official client ---------------------------------------------------------------------------


def test_the_strict_client_accepts_every_response(sdk: revox.Revox) -> None:
    made = sdk.voices.clone(audio=AUDIO, content_type="audio/wav", language="de", name="Mine")
    assert made.id in [voice.id for voice in sdk.voices.list().voices]
    assert sdk.voices.retrieve(made.id, provider="cartesia").voice.name == "Mine"
    sound = sdk.voices.with_raw_response.preview(provider="cartesia", voice_id=made.id, text="Hi")
    assert sound.headers["content-type"] == "audio/mpeg"
    assert frames(sound.http_response.content)
    user = sdk.assistants.create(name="n", prompt="p", voice={"id": made.id, "provider": "cartesia"}).assistant
    with pytest.raises(revox.ConflictError, match=user.id):
        sdk.voices.delete(made.id)
    sdk.assistants.update(user.id, voice={"id": "cartesia-en-ada", "provider": "cartesia"})
    assert sdk.voices.delete(made.id).success
