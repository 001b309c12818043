"""Access control: formats of API keys, the plan of the account, and the scopes of a key.

A key that no fixture names has every right. Keys with scopes are documents (collection `ringyo.keys`, by the key
itself): `{scopes: […], status: active | revoked}`. Sources: /authentication (scopes, plans) and /advanced/api-keys
(prefixes, permission groups). Which endpoint needs which scope is inferred from the descriptions of the scopes.
"""

from collections.abc import Mapping

from msgspec import Struct

from mockserver.errors import SettingsError, did_you_mean
from mockserver.providers.base import Operation, Refusal, Request
from mockserver.providers.resources import Records
from mockserver.providers.ringyo.errors import CODES
from mockserver.providers.ringyo.options import RingyoOptions, ringyo_options
from mockserver.providers.ringyo.rates import check_rate
from mockserver.world.world import World

PREFIXES = ("vb_live_", "rg_live_", "rg_test_")
TEST_PREFIX = "rg_test_"
_WITHOUT_API = ("trial", "starter")  #: plans
SCOPES = (
    "calls:read",
    "calls:write",
    "agents:read",
    "agents:write",
    "contacts:read",
    "contacts:write",
    "appointments:read",
    "appointments:write",
    "phone_numbers:read",
    "analytics:read",
    "webhooks:manage",
)
GROUPS: Mapping[str, tuple[str, ...]] = {
    "Agents": ("agents:read", "agents:write"),
    "Calls": ("calls:read", "calls:write"),
    "Phone Numbers": ("phone_numbers:read",),
    "Webhooks": ("webhooks:manage",),
    "Read Only": tuple(scope for scope in SCOPES if scope.endswith(":read")),
}  #: permission group of /advanced/api-keys → its scopes
REQUIRED_SCOPES: Mapping[str, str] = {
    "calls.create": "calls:write",
    "calls.list": "calls:read",
    "calls.get": "calls:read",
    "agents.create": "agents:write",
    "agents.list": "agents:read",
    "agents.get": "agents:read",
    "agents.update": "agents:write",
    "agents.delete": "agents:write",
    "phone_numbers.list": "phone_numbers:read",
    "phone_numbers.get": "phone_numbers:read",
    "webhooks.create": "webhooks:manage",
    "webhooks.list": "webhooks:manage",
    "webhooks.update": "webhooks:manage",
    "webhooks.delete": "webhooks:manage",
}  #: operation → required scope


class Key(Struct, frozen=True):
    """An API key and its rights; without `scopes` it has every right."""

    scopes: list[str] | None = None
    status: str = "active"


KEYS = Records("ringyo.keys", Key)


def admit(world: World, request: Request, operation: Operation) -> None:
    """Refuse a request whose key or account may not make it.

    Raises:
        Refusal: 401 for a key with a wrong prefix or a revoked one, 403 for a plan without API access or a key without
            the scope, 429 beyond the rate limit, 415 without a content type if every request needs one.
    """
    options, key = ringyo_options(world), KEYS.of(world).get(request.key)
    if options.key_prefixes or key is not None:
        _check_form(options, request.key, key)
    if options.plan in _WITHOUT_API:
        message = f"The plan {options.plan!r} has no API access; expected 'pro' or 'agency'."
        raise Refusal(403, CODES.forbidden, message, {"plan": options.plan})
    if options.enforce_rate:
        check_rate(world)
    if key is not None and key.scopes is not None:
        _check_scope(REQUIRED_SCOPES[operation.name], _scopes(key.scopes))
    if options.content_type == "always" and not request.headers.get("content-type"):
        message = "Content-Type is missing. Send the header Content-Type: application/json with every request."
        raise Refusal(415, CODES.bad_media, message)


def uses_credits(key: str) -> bool:
    """Return whether calls placed with a key cost credits; those of a test key do not."""
    return not key.startswith(TEST_PREFIX)


def _check_form(options: RingyoOptions, given: str, key: Key | None) -> None:
    if options.key_prefixes and not given.startswith(PREFIXES):
        message = f"This API key is not valid; expected a key that begins with {', '.join(PREFIXES)}."
        raise Refusal(401, CODES.no_key, message)
    if key is not None and key.status == "revoked":
        raise Refusal(401, CODES.no_key, "This API key was revoked. Use another one.")


def _check_scope(needed: str, scopes: set[str]) -> None:
    if needed not in scopes:
        message = f"This API key lacks the scope {needed!r}; it has {', '.join(sorted(scopes)) or 'none'}."
        raise Refusal(403, CODES.forbidden, message, {"scope": needed})


def _scopes(given: list[str]) -> set[str]:
    """Return the scopes of a key, with its permission groups expanded.

    Raises:
        SettingsError: the fixture names a scope that does not exist.
    """
    scopes: set[str] = set()
    for word in given:
        if word not in SCOPES and word not in GROUPS:
            from difflib import get_close_matches

            near = did_you_mean(get_close_matches(word, [*SCOPES, *GROUPS], n=2))
            raise SettingsError(f"A key of collection {KEYS.kind} has the scope {word!r}, which does not exist.{near}")
        scopes.update(GROUPS.get(word, (word,)))
    return scopes
