"""Voices: the presets of the three speech providers, and the ones that were cloned.

The presets are made up, a few per provider and language, and the same in every world; their ids tell what they are
(`cartesia-en-ada`). Cloned voices are documents of the world. A sample is silence: real MPEG frames, made here.
"""

import base64
import binascii

from mockserver.providers.base import Refusal, lenient
from mockserver.providers.revox.assistants import COLLECTION as ASSISTANTS
from mockserver.providers.revox.errors import CODES
from mockserver.world.documents import Document
from mockserver.world.world import World

COLLECTION = "revox.voices"
MOST_AUDIO = 7_500_000  #: bytes of a recording that can be cloned

_BLANK: Document = {
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
        **_BLANK,
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


_SINGERS = (("cartesia", "female"), ("cartesia", "male"), ("elevenlabs", "female"), ("gradium", "male"))
PRESETS: tuple[Document, ...] = tuple(
    _preset(provider, language, accent, name, gender)
    for language, accent, *names in _ROWS
    for (provider, gender), name in zip(_SINGERS, names, strict=True)
    if name
)


def voices(world: World) -> dict[str, Document]:
    """All voices by id: presets, then cloned ones in order of cloning."""
    cloned = {key: {**_BLANK, "id": key, **row} for key, row in world.collection(COLLECTION).rows().items()}
    return {**{preset["id"]: preset for preset in PRESETS}, **cloned}


def find_voice(world: World, voice_id: str, provider: str | None = None) -> Document:
    """The voice that a path names, of that provider if one is given; profile `lenient` conjures it if need be.

    Raises:
        Refusal: 404; there is none.
    """
    found = voices(world).get(voice_id)
    if found is not None and provider in (None, found["provider"]):
        return found
    if not lenient(world):
        where = f" at {provider}" if provider else ""
        message = f"There is no voice {voice_id!r}{where}; GET /voices lists them."
        raise Refusal(404, CODES.no_call, message, {"id": voice_id})
    return {**_BLANK, "id": voice_id, "name": f"Voice {voice_id[:8]}", "provider": provider or "cartesia"}


def delete_voice(world: World, voice: Document) -> None:
    """Remove a cloned voice that no assistant uses. In profile `lenient` nothing happens.

    Raises:
        Refusal: 400, it is a preset; 409, an assistant speaks with it.
    """
    if lenient(world):
        return
    if not voice["isCloned"]:
        raise Refusal(400, CODES.bad_body, f"{voice['id']!r} is a preset; only cloned voices can be deleted.")
    user = world.collection(ASSISTANTS).first(lambda assistant: _speaks(assistant, voice))
    if user is not None:
        message = f"Voice {voice['id']!r} is used by assistant {user['id']!r}; give that another voice first."
        raise Refusal(409, "conflict", message, {"assistant_id": user["id"]})
    world.collection(COLLECTION).delete(voice["id"])


def _speaks(assistant: Document, voice: Document) -> bool:
    chosen = assistant.get("voice") or {}
    return bool(chosen) and chosen.get("id") in (voice["id"], voice.get("cartesiaVoiceId"))


def check_audio(audio: str) -> None:
    """A recording to be cloned is base64 and not too large.

    Raises:
        Refusal: 400, it is no base64; 413, it is too large.
    """
    try:
        size = len(base64.b64decode(audio, validate=True))
    except (binascii.Error, ValueError) as error:
        raise Refusal(400, CODES.bad_body, f"audio is no base64: {error}.", {"path": "audio"}) from None
    if size > MOST_AUDIO:
        message = f"audio has {size:,} bytes once decoded; at most {MOST_AUDIO:,} are taken."
        raise Refusal(413, CODES.too_large, message, {"path": "audio"})


def sample(text: str, speed: float) -> bytes:
    """An MP3 of silence, about as long as it takes to say `text`: half a second to three."""
    seconds = min(3.0, max(0.5, len(text) / 15 / speed))
    return FRAME * round(seconds / FRAME_SECONDS)
