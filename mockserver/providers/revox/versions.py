"""The API version that a request uses: the version of its SDK, else the option of the world.

The official SDKs send their version in `X-Stainless-Package-Version`. For requests without that header the option
`api_version` counts. The differences between versions are not handled here.
"""

from functools import lru_cache

from mockserver.providers.base import Request
from mockserver.providers.revox.options import revox_options
from mockserver.world.world import World

Version = tuple[int, ...]
HEADER = "x-stainless-package-version"
DRAFTS: Version = (0, 2)  #: since this version a campaign can be created without a launch
SEPARATE_LAUNCH: Version = (0, 4)  #: since this version creating a campaign launches nothing


def version_of(world: World, request: Request) -> Version | None:
    """Return the version of the request, else the one set for the world; None if neither is known."""
    named, default = request.headers.get(HEADER), revox_options(world).api_version
    return (parse_version(named) if named else None) or (parse_version(default) if default else None)


@lru_cache(256)
def parse_version(text: str) -> Version | None:
    """Parse `0.3.0` to numbers; None if it is not a version."""
    parts = text.split("-")[0].split(".")
    return (
        tuple(map(int, parts)) if all(part.isascii() and part.isdigit() and len(part) < 9 for part in parts) else None
    )
