"""Voices: the presets of the three speech providers, and cloned voices.

The presets are invented, a few per provider and language, and the same in every world. Their ids are descriptive
(`cartesia-en-ada`). Cloned voices are documents of the world. A sample is silence in real MPEG frames.
"""

import base64
import binascii

from mockserver.providers.base import Refusal, lenient
from mockserver.providers.revox.assistants import COLLECTION as ASSISTANTS
from mockserver.providers.revox.errors import CODES
from mockserver.world.documents import Document
from mockserver.world.world import World

COLLECTION = "revox.voices"
MAX_AUDIO = 7_500_000  #: maximum bytes of a recording to clone

_DEFAULTS: Document = {
    "id": "",
    "description": "",
    "language": "en",
    "name": "",
    "provider": "cartesia",
    "accent": None,
    "gender": None,
    "isCloned": True,
    "modelCompat": None,
}
_ROWS = (
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


def _preset(provider: str, language: str, accent: str, name: str, gender: str) -> Document:
    return {
        **_DEFAULTS,
        "id": f"{provider}-{language}-{name.lower()}",
        "description": f"A calm {gender} voice for phone calls, {accent} accent.",
        "language": language,
        "name": name,
        "provider": provider,
        "accent": accent,
        "gender": gender,
        "isCloned": False,
        "modelCompat": "universal" if provider == "cartesia" else None,
    }


_SPEAKERS = (("cartesia", "female"), ("cartesia", "male"), ("elevenlabs", "female"), ("gradium", "male"))
PRESETS: tuple[Document, ...] = tuple(
    _preset(provider, language, accent, name, gender)
    for language, accent, *names in _ROWS
    for (provider, gender), name in zip(_SPEAKERS, names, strict=True)
    if name
)


def voices_by_id(world: World) -> dict[str, Document]:
    """Return all voices by id: presets, then cloned voices in order of creation."""
    cloned = {key: {**_DEFAULTS, "id": key, **row} for key, row in world.collection(COLLECTION).rows().items()}
    return {**{preset["id"]: preset for preset in PRESETS}, **cloned}


def get_voice(world: World, voice_id: str, provider: str | None = None) -> Document:
    """Return the voice with that id, and of that provider if one is given. Profile `lenient` creates a missing one.

    Raises:
        Refusal: 404; there is no such voice.
    """
    found = voices_by_id(world).get(voice_id)
    if found is not None and provider in (None, found["provider"]):
        return found
    if not lenient(world):
        where = f" at {provider}" if provider else ""
        message = f"There is no voice {voice_id!r}{where}; GET /voices lists them."
        raise Refusal(404, CODES.no_call, message, {"id": voice_id})
    return {**_DEFAULTS, "id": voice_id, "name": f"Voice {voice_id[:8]}", "provider": provider or "cartesia"}


def delete_voice(world: World, voice: Document) -> None:
    """Delete a cloned voice that no assistant uses. In profile `lenient` nothing happens.

    Raises:
        Refusal: 400, it is a preset; 409, an assistant uses it.
    """
    if lenient(world):
        return
    if not voice["isCloned"]:
        raise Refusal(400, CODES.bad_body, f"{voice['id']!r} is a preset; only cloned voices can be deleted.")
    user = world.collection(ASSISTANTS).first(lambda assistant: _uses(assistant, voice))
    if user is not None:
        message = f"Voice {voice['id']!r} is used by assistant {user['id']!r}; give it another voice first."
        raise Refusal(409, "conflict", message, {"assistant_id": user["id"]})
    world.collection(COLLECTION).delete(voice["id"])


def _uses(assistant: Document, voice: Document) -> bool:
    chosen = assistant.get("voice") or {}
    return bool(chosen) and chosen.get("id") in (voice["id"], voice.get("cartesiaVoiceId"))


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
