"""Decodes request bodies, and checks what types cannot express.

Types are checked in every profile, formats in all profiles except `lenient`. Only profile `strict` refuses unknown
fields. Every refusal has the documented code that is nearest to its field (`errors.BODY_CODES`).
"""

import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any, TypeVar, get_args
from urllib.parse import urlsplit

from msgspec import Struct

from mockserver.calls.numbers import is_e164
from mockserver.errors import did_you_mean
from mockserver.providers.base import Refusal, Request, lenient, strict
from mockserver.providers.bodies import BadBody, decode
from mockserver.providers.derived import sent
from mockserver.providers.ringyo.bodies import MAX_SECONDS, CallCreate
from mockserver.providers.ringyo.errors import CODES, bad_field
from mockserver.providers.ringyo.options import RingyoOptions, ringyo_options
from mockserver.providers.ringyo.webhooks import EventName, GuideEvent, ReferenceEvent, SharedEvent
from mockserver.webhooks.hosts import Refused, host_in, reachable, refusal
from mockserver.world.world import World

Body = TypeVar("Body", bound=Struct)
EVENTS: dict[str, frozenset[str]] = {
    "both": frozenset(get_args(EventName)),
    "reference": frozenset([*get_args(SharedEvent), *get_args(ReferenceEvent)]),
    "guide": frozenset([*get_args(SharedEvent), *get_args(GuideEvent)]),
}  #: option `events` → the events that a webhook may subscribe to
_UNRESOLVABLE = ".invalid"  #: RFC 6761: never resolves
VOICES = ("sarah-professional", "michael-friendly")  #: from the documentation
_LANGUAGE = re.compile(r"[a-z]{2,3}-[A-Z]{2}\Z", re.ASCII)


def _refusal(bad: BadBody) -> Refusal:
    return Refusal(400, CODES.bad_json, bad.message) if bad.malformed else bad_field(bad.field, bad.message)


def read_call(world: World, request: Request) -> CallCreate:
    """Decode and check the body of `POST /v1/calls`.

    Raises:
        Refusal: 400 with the code that fits (`invalid_json`, `invalid_request`, `invalid_phone_number`, …).
    """
    body = decode(world, request, CallCreate, _refusal)
    if not lenient(world):
        _check_call(body)
    return body


def _check_call(body: CallCreate) -> None:
    if not body.destination:
        raise bad_field("phone_number", "phone_number is required.")
    name = "to" if body.phone_number is None else "phone_number"
    for field, number in ((name, body.destination), ("from_number", body.from_number)):
        if number is not None and not is_e164(number):
            raise bad_field(field, f"{field} is {number!r}; expected an E.164 number such as +14155551234.")
    if body.max_duration is not None and not 1 <= body.max_duration <= MAX_SECONDS:
        message = f"max_duration is {body.max_duration}; expected 1 to {MAX_SECONDS} seconds."
        raise bad_field("max_duration", message)
    if body.webhook_url is not None and host_of(body.webhook_url) is None:
        message = f"webhook_url is {body.webhook_url[:200]!r}; expected a URL such as https://example.com/hooks."
        raise bad_field("webhook_url", message)


def read_agent(world: World, request: Request, kind: type[Struct]) -> dict[str, Any]:
    """Return the fields of an agent that a request sends, as `kind` allows.

    Raises:
        Refusal: 400 with `invalid_voice_id`, `invalid_system_prompt`, `invalid_language`, …
    """
    given = sent(decode(world, request, kind, _refusal))
    if not lenient(world):
        _check_agent(world, given)
    return given


def _check_agent(world: World, given: Mapping[str, Any]) -> None:
    if "voice_id" in given:
        _check_voice(world, given["voice_id"])
    if "system_prompt" in given:
        _check_prompt(given["system_prompt"], ringyo_options(world).prompt_limit)
    if "language" in given:
        _check_language(given["language"], ringyo_options(world).languages)


def _check_voice(world: World, voice: str) -> None:
    voices = ringyo_options(world).voices or (VOICES if strict(world) else None)
    if voices is not None and voice not in voices:
        near = did_you_mean(get_close_matches(voice, voices, n=2))
        raise bad_field("voice_id", f"voice_id is {voice[:80]!r}; there is no such voice.{near}")


def _check_prompt(prompt: str, longest: int) -> None:
    if not prompt.strip():
        raise bad_field("system_prompt", "system_prompt is blank; expected instructions for the agent.")
    if len(prompt) > longest:
        message = f"system_prompt has {len(prompt):,} characters; at most {longest:,} are allowed."
        raise bad_field("system_prompt", message)


def _check_language(language: str, known: tuple[str, ...] | None) -> None:
    if _LANGUAGE.match(language) is None if known is None else language not in known:
        expected = ", ".join(known) if known is not None else "a language and a country, such as en-US, es-ES or fr-FR"
        raise bad_field("language", f"language is {language[:80]!r}; expected {expected}.")


def read_webhook(world: World, request: Request, kind: type[Struct]) -> dict[str, Any]:
    """Return the fields of a webhook that a request sends, as `kind` allows.

    Raises:
        Refusal: 400 with `invalid_url`, `url_unreachable`, `invalid_events`, …
    """
    given = sent(decode(world, request, kind, _refusal))
    if not lenient(world):
        options = ringyo_options(world)
        if "url" in given:
            _check_url(world, given["url"], options)
        allowed = EVENTS[options.events]
        unknown = next((event for event in given.get("events", ()) if event not in allowed), None)
        if unknown is not None:
            raise bad_field("events", f"events contains {unknown!r}; expected any of {', '.join(sorted(allowed))}.")
    return given


_ALSO_ACCEPTED = {
    "never": "",
    "loopback": ", or http://localhost:PORT/…",
    "allowed": ", or an http URL of a host that webhooks may be sent to",
    "always": ", or an http URL",
}  #: option `webhook_http` → what is accepted in addition to https


def _check_url(world: World, url: str, options: RingyoOptions) -> None:
    """Check that a URL is https, or http with an accepted host, and that its host can exist."""
    host = host_of(url)
    if host is None:
        message = f"url is {url[:200]!r}; expected a valid URL such as https://example.com/hooks."
        raise bad_field("url", message)
    if urlsplit(url).scheme == "http" and not _accepts_http(url, options.webhook_http, world.outbox.allowed):
        raise bad_field("url", _http_refused(url, host, options.webhook_http))
    if host.rstrip(".").endswith(_UNRESOLVABLE):
        message = f"url is {url[:200]!r}; it cannot be reached: names that end with {_UNRESOLVABLE} never resolve."
        raise Refusal(400, "url_unreachable", message, {"field": "url"})
    if options.webhook_probe and not reachable(url, world.outbox.allowed):
        message = f"url is {url[:200]!r}; it does not accept connections. Start the receiver first."
        raise Refusal(400, "url_unreachable", message, {"field": "url"})


def _accepts_http(url: str, http: str, allowed: Sequence[str]) -> bool:
    """Return whether plain http is accepted for a URL. Its host is judged as written, without a DNS lookup."""
    if http == "loopback":
        return _is_loopback(url)
    return http == "always" or (http == "allowed" and refusal(url, allowed) is None)


def _http_refused(url: str, host: str, http: str) -> str:
    remedy = f"start mockserver with --allow-host {host!r}, or " if http == "allowed" else ""
    expected = f"an https URL such as https://example.com/hooks{_ALSO_ACCEPTED[http]}"
    return (
        f"url is {url[:200]!r}; expected {expected}. To accept http here, {remedy}set the option webhook_http of "
        f"ringyo, which is {http!r}, to 'always' (see PATCH /__admin/settings)."
    )


def _is_loopback(url: str) -> bool:
    try:
        name, address = host_in(url)
    except Refused:
        return False
    return name == "localhost" or name.endswith(".localhost") if address is None else address.is_loopback


def host_of(url: str) -> str | None:
    """Return the host of an http or https URL in lower case; None for any other text."""
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - reading it raises for a port that is not a number
        return (parts.hostname or None) if parts.scheme in ("http", "https") else None
    except ValueError:
        return None
