"""The settings of a world: read, change, and describe them.

    world.options ─► serialize_options ─► GET; the world's own settings, and each provider's below its name
    PATCH ─► changed_options, which checks with the types of the options ─► the world

A server of one provider shows and takes the settings of that provider only. `settings_schema` makes the description.
"""

from collections.abc import Mapping
from typing import Annotated, Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from mockserver.control import ADMIN
from mockserver.control.admin_route import AdminRoute, Body, Reply
from mockserver.control.http import as_struct, exchange_of, json_object, json_response, world_of
from mockserver.control.providers import served_providers
from mockserver.control.settings_schema import REFERENCE, settings_schema
from mockserver.errors import SettingsError, UnknownName, nearest_hint
from mockserver.providers import PROVIDERS
from mockserver.world.orders import Options

SettingsObject = Annotated[dict[str, Any], msgspec.Meta(extra_json_schema={"$ref": REFERENCE})]
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


async def get_settings(request: Request) -> Response:
    """`GET /__admin/settings`: the settings of the world."""
    return _shown(request, world_of(request).options)


async def get_settings_schema(request: Request) -> Response:
    """`GET /__admin/settings/schema`: describe the settings: what each does, its values and its default.

    It is a JSON Schema of `GET /__admin/settings`. Defaults are the settings with which this server starts a world.
    """
    exchange = exchange_of(request)
    schema = settings_schema(served_providers(exchange), exchange.worlds.default_options())
    return json_response({"$schema": _DIALECT, **schema})


async def update_settings(request: Request) -> Response:
    """`PATCH /__admin/settings`: change any of the settings that `GET` returns."""
    world, exchange = world_of(request), exchange_of(request)
    changes = await json_object(request)
    _check_served(changes, exchange.settings.only)
    options = changed_options(world.options, changes)
    if options.default_scenario not in world.library:
        raise UnknownName("scenario", options.default_scenario, world.library.names())
    exchange.worlds.apply(world, options)
    exchange.on_change(world)
    return _shown(request, options)


def _shown(request: Request, options: Options) -> Response:
    shown, served = serialize_options(options), served_providers(exchange_of(request))
    return json_response({key: value for key, value in shown.items() if key in served or key not in PROVIDERS})


def _check_served(changes: Mapping[str, Any], only: str | None) -> None:
    """Check that no provider has changes that this server does not serve."""
    others = [name for name in changes if only is not None and name in PROVIDERS and name != only]
    if others:
        raise SettingsError(
            f"{others[0]} has no settings here, because this server serves only {only} (--only). Leave them out, or "
            "start the server without --only."
        )


def serialize_options(options: Options) -> dict[str, Any]:
    """Return options as JSON: the world's own, and each provider's below its name."""
    shown: dict[str, Any] = msgspec.to_builtins(options)
    return {**{key: value for key, value in shown.items() if key != "providers"}, **shown["providers"]}


def changed_options(options: Options, changes: dict[str, Any]) -> Options:
    """Return the options after a patch.

    Raises:
        SettingsError: a key is unknown, or a value is invalid.
    """
    shown = serialize_options(options)
    unknown = sorted(set(changes) - set(shown))
    if unknown:
        near = nearest_hint(unknown[0], shown)
        raise SettingsError(f"There is no setting {unknown[0]!r}; known settings are {', '.join(shown)}.{near}")
    own = {key: value for key, value in {**shown, **changes}.items() if key not in PROVIDERS}
    changed = as_struct(own, Options)
    providers = {name: _provider_options(name, shown[name], changes.get(name)) for name in PROVIDERS}
    return msgspec.structs.replace(changed, providers=providers)


def _provider_options(name: str, now: dict[str, Any], changes: object) -> Any:
    if changes is not None and not isinstance(changes, dict):
        raise SettingsError(f"{name}: expected an object of settings, not {changes!r}.")
    try:
        return as_struct({**now, **(changes or {})}, PROVIDERS[name].options)
    except SettingsError as error:
        raise SettingsError(f"{name}: {error}") from None


ROUTES = [
    AdminRoute(f"{ADMIN}/settings", get_settings, reply=Reply(SettingsObject)),
    AdminRoute(f"{ADMIN}/settings", update_settings, "PATCH", body=Body(SettingsObject), reply=Reply(SettingsObject)),
    AdminRoute(f"{ADMIN}/settings/schema", get_settings_schema),
]
