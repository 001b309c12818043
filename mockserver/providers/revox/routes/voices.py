"""The endpoints of voices: list, one, sample, clone, delete. The table at the end lists them.

Sources: SDK 0.0.3 to 0.5.0 (`voices`). Some keys here are in camel case, as in the API. The sample is the only response
of this API that is not JSON.
"""

from typing import TYPE_CHECKING, Annotated, Literal, TypedDict, get_args

from msgspec import UNSET, Meta, Struct, UnsetType

from mockserver.providers.base import Answer, Operation, Request, answer, lenient, strict
from mockserver.providers.derived import Part
from mockserver.providers.revox import voices
from mockserver.providers.revox.assistant_parts import Speed, Volume
from mockserver.providers.revox.checks import check_speed, decode, decode_query
from mockserver.providers.revox.fields import NonEmpty
from mockserver.providers.revox.shapes.basics import Success
from mockserver.providers.revox.voices import VOICES, Voice, check_audio, sample
from mockserver.providers.revox.words import Language, VoiceModel, VoiceProvider
from mockserver.world.world import World

SAMPLE = "Hello, this is how I sound on the phone."


VOICE_ROW = Part(
    Voice,
    "VoiceShape",
    "A voice in the list.",
    "id description language name provider accent gender is_cloned model_compat",
)
VOICE_SUMMARY = Part(Voice, "VoiceSummary", "The short form of a single voice.", "id name description")
CLONED_VOICE = Part(Voice, "ClonedVoice", "A new cloned voice.", "id cartesia_voice_id created_at language name")
if TYPE_CHECKING:
    VoiceRow = Struct  # a derived type
    VoiceSummary = Struct
else:
    VoiceRow, VoiceSummary = VOICE_ROW.kind, VOICE_SUMMARY.kind


class VoiceList(TypedDict):
    """Presets, then cloned voices."""

    voices: list[VoiceRow]


class VoiceReply(TypedDict):
    """One voice in its envelope."""

    voice: VoiceSummary


class VoiceQuery(Struct):
    """The query of `GET /voices/{id}`."""

    provider: VoiceProvider


class Preview(Struct, rename="camel", kw_only=True):
    """`POST /voices/preview`."""

    provider: VoiceProvider
    voice_id: NonEmpty
    text: Annotated[str, Meta(max_length=2000)] = SAMPLE
    speed: Speed = 1.0
    volume: Volume | UnsetType = UNSET
    model: VoiceModel | UnsetType = UNSET


class Cloning(Struct, rename="camel", kw_only=True):
    """`POST /voices/clone`."""

    audio: NonEmpty
    content_type: Literal["audio/webm", "audio/wav", "audio/mpeg", "audio/ogg", "audio/mp4", "video/webm"]
    language: Language
    name: NonEmpty


def list_voices(world: World, request: Request) -> Answer:
    """`GET /voices`: presets, then cloned voices. Clients before 0.4.0 do not know Gradium, so they get none of its."""
    known = set(get_args(VoiceProvider)) - ({"gradium"} if _is_old(request) else set())
    return answer(VoiceList(voices=[VOICE_ROW.of(voice) for voice in VOICES.listed(world) if voice.provider in known]))


def get_voice(world: World, request: Request) -> Answer:
    """`GET /voices/{id}?provider=PROVIDER`: id, name and description of a voice."""
    query = decode_query(world, request, VoiceQuery)
    voice = voices.get_voice(world, request.params["id"], query.provider)
    return answer(VoiceReply(voice=VOICE_SUMMARY.of(voice)))


def preview_voice(world: World, request: Request) -> Answer:
    """`POST /voices/preview`: a sample as `audio/mpeg`: silence, about as long as the text takes to say."""
    body = decode(world, request, Preview)
    if not lenient(world):
        check_speed(body.provider, body.speed, "speed")
    if strict(world):
        voices.get_voice(world, body.voice_id, body.provider)
    return Answer(200, sample(body.text, body.speed), media="audio/mpeg")


def clone_voice(world: World, request: Request) -> Answer:
    """`POST /voices/clone`: a new cloned voice. The response has no envelope."""
    body = decode(world, request, Cloning)
    if not lenient(world):
        check_audio(body.audio)
    return answer(CLONED_VOICE.of(voices.clone_voice(world, body.name, body.language)))


def delete_voice(world: World, request: Request) -> Answer:
    """`DELETE /voices/{id}`: delete a cloned voice that no assistant uses."""
    VOICES.delete(world, voices.get_voice(world, request.params["id"]))
    return answer(Success(success=True))


def _is_old(request: Request) -> bool:
    """Return whether the official package reports a version below 0.4.0."""
    major, minor, *_ = (*request.headers.get("x-stainless-package-version", "").split("."), "", "")
    return major.isdecimal() and minor.isdecimal() and (int(major[:9]), int(minor[:9])) < (0, 4)


OPERATIONS = (
    Operation("GET", "/voices", "voices.list", list_voices, reply=VoiceList),
    Operation("GET", "/voices/{id}", "voices.retrieve", get_voice, query=VoiceQuery, reply=VoiceReply),
    Operation("DELETE", "/voices/{id}", "voices.delete", delete_voice, reply=Success),
    Operation("POST", "/voices/preview", "voices.preview", preview_voice, body=Preview, media="audio/mpeg"),
    Operation("POST", "/voices/clone", "voices.clone", clone_voice, body=Cloning, reply=CLONED_VOICE.kind, makes="/id"),
)
