"""The endpoints of voices: list, one, sample, clone, delete. The table at the end lists them.

Sources: SDK 0.0.3 to 0.5.0 (`voices`). Some keys here are in camel case, as the API has them. A sample is audio, the
one answer of the whole API that is no JSON.
"""

from typing import Annotated, Literal, cast, get_args

from msgspec import UNSET, Meta, Struct, UnsetType

from mockserver.providers.base import Answer, Operation, Request, answer, lenient, strict
from mockserver.providers.revox.assistant_parts import Filled, Speed, Volume
from mockserver.providers.revox.checks import check_speed, decode, decode_query
from mockserver.providers.revox.shapes.accounts import ClonedVoice, VoiceList, VoiceReply, VoiceShape
from mockserver.providers.revox.shapes.basics import Success
from mockserver.providers.revox.voices import COLLECTION, check_audio, delete_voice, find_voice, sample, voices
from mockserver.providers.revox.words import Language, VoiceModel, VoiceProvider
from mockserver.simulation.durations import show_milliseconds
from mockserver.world.documents import Document
from mockserver.world.world import World

SAMPLE = "Hello, this is how I sound on the phone."


class VoiceQuery(Struct):
    """The query of `GET /voices/{id}`."""

    provider: VoiceProvider


class Preview(Struct, rename="camel", kw_only=True):
    """`POST /voices/preview`."""

    provider: VoiceProvider
    voice_id: Filled
    text: Annotated[str, Meta(max_length=2000)] = SAMPLE
    speed: Speed = 1.0
    volume: Volume | UnsetType = UNSET
    model: VoiceModel | UnsetType = UNSET


class Cloning(Struct, rename="camel", kw_only=True):
    """`POST /voices/clone`."""

    audio: Filled
    content_type: Literal["audio/webm", "audio/wav", "audio/mpeg", "audio/ogg", "audio/mp4", "video/webm"]
    language: Language
    name: Filled


def list_all(world: World, request: Request) -> Answer:
    """`GET /voices`: presets, then cloned ones; none of Gradium's for clients older than 0.4.0, who do not know it."""
    known = set(get_args(VoiceProvider)) - ({"gradium"} if _is_old(request) else set())
    hidden = world.collection(COLLECTION).hidden
    shown = (voice for key, voice in voices(world).items() if key not in hidden)
    return answer(VoiceList(voices=[_shown(voice) for voice in shown if voice["provider"] in known]))


def retrieve(world: World, request: Request) -> Answer:
    """`GET /voices/{id}?provider=PROVIDER`: one voice, in short."""
    query = decode_query(world, request, VoiceQuery)
    voice = find_voice(world, request.params["id"], query.provider)
    return answer(VoiceReply(voice={"id": voice["id"], "name": voice["name"], "description": voice["description"]}))


def preview(world: World, request: Request) -> Answer:
    """`POST /voices/preview`: a sample as `audio/mpeg`; silence, about as long as the text takes to say."""
    body = decode(world, request, Preview)
    if not lenient(world):
        check_speed(body.provider, body.speed, "speed")
    if strict(world):
        find_voice(world, body.voice_id, body.provider)
    return Answer(200, sample(body.text, body.speed), media="audio/mpeg")


def clone(world: World, request: Request) -> Answer:
    """`POST /voices/clone`: a new voice of one's own; the answer has no envelope."""
    body = decode(world, request, Cloning)
    if not lenient(world):
        check_audio(body.audio)
    number = world.serial("revox.voice")
    own: ClonedVoice = {
        "id": world.randomness.uuid(f"revox:voice:{number}"),
        "cartesiaVoiceId": world.randomness.uuid(f"revox:cartesia:{number}"),
        "createdAt": show_milliseconds(world.now),
        "language": body.language,
        "name": body.name,
    }
    kept = {"description": "Cloned voice.", "provider": "cartesia", "isCloned": True, "modelCompat": "universal"}
    world.collection(COLLECTION).insert(own["id"], {**own, **kept})
    return answer(own)


def delete(world: World, request: Request) -> Answer:
    """`DELETE /voices/{id}`: a cloned one that no assistant uses."""
    delete_voice(world, find_voice(world, request.params["id"]))
    return answer(Success(success=True))


def _is_old(request: Request) -> bool:
    """Whether the official package says that its version is below 0.4.0."""
    major, minor, *_ = (*request.headers.get("x-stainless-package-version", "").split("."), "", "")
    return major.isdecimal() and minor.isdecimal() and (int(major[:9]), int(minor[:9])) < (0, 4)


def _shown(voice: Document) -> VoiceShape:
    hidden = ("cartesiaVoiceId", "createdAt")
    return cast("VoiceShape", {name: value for name, value in voice.items() if name not in hidden})


OPERATIONS = (
    Operation("GET", "/voices", "voices.list", list_all, reply=VoiceList),
    Operation("GET", "/voices/{id}", "voices.retrieve", retrieve, query=VoiceQuery, reply=VoiceReply),
    Operation("DELETE", "/voices/{id}", "voices.delete", delete, reply=Success),
    Operation("POST", "/voices/preview", "voices.preview", preview, body=Preview, media="audio/mpeg"),
    Operation("POST", "/voices/clone", "voices.clone", clone, body=Cloning, reply=ClonedVoice, makes="/id"),
)
