"""Voices: the presets of the three speech providers, and cloned voices.

The presets are invented, a few per provider and language, and the same in every world. Their ids are descriptive
(`cartesia-en-ada`). Cloned voices are documents of the world. A sample is silence in real MPEG frames.
"""

import base64
import binascii
from typing import Literal

from msgspec.structs import replace

from mockserver.providers.base import Refusal, lenient
from mockserver.providers.derived import Resource
from mockserver.providers.resources import Resources
from mockserver.providers.revox.assistants import ASSISTANTS, Assistant
from mockserver.providers.revox.errors import CODES
from mockserver.providers.revox.fields import Instant
from mockserver.providers.revox.words import Language, VoiceProvider
from mockserver.simulation.durations import show_milliseconds
from mockserver.world.world import World

MAX_AUDIO = 7_500_000  #: maximum bytes of a recording to clone


class Voice(Resource, frozen=True, kw_only=True, rename="camel"):
    """A voice. The last two fields are those of a cloned one."""

    description: str = ""
    language: Language = "en"
    name: str
    provider: VoiceProvider = "cartesia"
    accent: str | None = None
    gender: str | None = None
    is_cloned: bool = True
    model_compat: Literal["universal", "sonic-3", "sonic-3.5"] | None = None
    cartesia_voice_id: str = ""
    created_at: Instant = ""


_ROWS: tuple[tuple[Language, str, str, str, str, str], ...] = (
    # language, accent, then a name per provider: cartesia (female, male), elevenlabs, gradium
    ("en", "american", "Ada", "Owen", "Grace", "Nora"),
    ("fr", "parisian", "Louise", "Hugo", "Camille", "Jules"),
    ("es", "castilian", "Lucia", "Mateo", "Carmen", "Pablo"),
    ("de", "standard", "Greta", "Jonas", "Klara", "Felix"),
    ("it", "standard", "Giulia", "Marco", "Chiara", ""),
    ("pt", "brazilian", "Beatriz", "Rafael", "Marina", "Tiago"),
    ("ru", "standard", "Anna", "Ivan", "Olga", ""),
    ("zh", "mandarin", "Mei", "Wei", "Lan", ""),
)
#: An MPEG-1 layer III frame of silence: 32 kbit/s, 32 kHz, mono; 144 bytes that last 36 ms.
FRAME = b"\xff\xfb\x18\xc4" + bytes(140)
FRAME_SECONDS = 0.036


def _preset(provider: VoiceProvider, language: Language, accent: str, name: str, gender: str) -> Voice:
    return Voice(
        id=f"{provider}-{language}-{name.lower()}",
        description=f"A calm {gender} voice for phone calls, {accent} accent.",
        language=language,
        name=name,
        provider=provider,
        accent=accent,
        gender=gender,
        is_cloned=False,
        model_compat="universal" if provider == "cartesia" else None,
    )


_SPEAKERS: tuple[tuple[VoiceProvider, str], ...] = (
    ("cartesia", "female"),
    ("cartesia", "male"),
    ("elevenlabs", "female"),
    ("gradium", "male"),
)
_PRESETS = [
    _preset(provider, language, accent, name, gender)
    for language, accent, *names in _ROWS
    for (provider, gender), name in zip(_SPEAKERS, names, strict=True)
    if name
]
PRESETS = {preset.id: preset for preset in _PRESETS}


def get_voice(world: World, voice_id: str, provider: VoiceProvider | None = None) -> Voice:
    """Return the voice with that id, and of that provider if one is given. Profile `lenient` makes up a missing one.

    Raises:
        Refusal: 404; there is no such voice.
    """
    found = VOICES.find(world, voice_id)
    if found is not None and provider in (None, found.provider):
        return found
    if not lenient(world):
        raise _missing(voice_id, f" at {provider}" if provider else "")
    return replace(_blank(world, voice_id), provider=provider or "cartesia")


def clone_voice(world: World, name: str, language: Language) -> Voice:
    """Store a new cloned voice and return it."""
    number = world.serial("revox.voice")
    voice = Voice(
        id=world.randomness.new_uuid(f"revox:voice:{number}"),
        description="Cloned voice.",
        language=language,
        name=name,
        model_compat="universal",
        cartesia_voice_id=world.randomness.uuid(f"revox:cartesia:{number}"),
        created_at=show_milliseconds(world.now),
    )
    return VOICES.put(world, voice)


def _check_delete(world: World, voice: Voice) -> None:
    if lenient(world):
        return
    if not voice.is_cloned:
        raise Refusal(400, CODES.bad_body, f"{voice.id!r} is a preset; only cloned voices can be deleted.")
    user = ASSISTANTS.of(world).first(lambda assistant: _uses(assistant, voice))
    if user is not None:
        message = f"Voice {voice.id!r} is used by assistant {user.id!r}; give it another voice first."
        raise Refusal(409, "conflict", message, {"assistant_id": user.id})


def _uses(assistant: Assistant, voice: Voice) -> bool:
    return assistant.voice is not None and assistant.voice.id in (voice.id, voice.cartesia_voice_id)


def _blank(_world: World, voice_id: str) -> Voice:
    return Voice(id=voice_id, name=f"Voice {voice_id[:8]}")


def _missing(voice_id: str, where: str = "") -> Refusal:
    message = f"There is no voice {voice_id!r}{where}; GET /voices lists them."
    return Refusal(404, CODES.no_call, message, {"id": voice_id})


VOICES = Resources(
    "revox.voices",
    Voice,
    blank=_blank,
    missing=_missing,
    built_in=lambda _world: PRESETS,
    check_delete=_check_delete,
)


def check_audio(audio: str) -> None:
    """Check that a recording to clone is base64 and not too large.

    Raises:
        Refusal: 400, it is not base64; 413, it is too large.
    """
    try:
        size = len(base64.b64decode(audio, validate=True))
    except (binascii.Error, ValueError) as error:
        raise Refusal(400, CODES.bad_body, f"audio is not base64: {error}.", {"path": "audio"}) from None
    if size > MAX_AUDIO:
        message = f"audio has {size:,} bytes after decoding; the maximum is {MAX_AUDIO:,}."
        raise Refusal(413, CODES.too_large, message, {"path": "audio"})


def sample(text: str, speed: float) -> bytes:
    """Return an MP3 of silence, about as long as `text` takes to say: 0.5 to 3 seconds."""
    seconds = min(3.0, max(0.5, len(text) / 15 / speed))
    return FRAME * round(seconds / FRAME_SECONDS)
