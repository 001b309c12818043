"""Which version of the API a request speaks: what its SDK says of itself, else what is set for the world.

The official SDKs name their version in `X-Stainless-Package-Version`; a request without it is taken for one of the
option `api_version`. Nothing here knows what differs between versions.
"""

from functools import lru_cache

from mockserver.providers.base import Request, options_of
from mockserver.world.world import World

Version = tuple[int, ...]
HEADER = "x-stainless-package-version"
DRAFTS: Version = (0, 2)  #: since then a campaign could be created without being launched
SHELVES: Version = (0, 4)  #: since then creating one launches nothing


def version_of(world: World, request: Request) -> Version | None:
    """The version that a request says it speaks, else the one set for the world; None if neither says any."""
    return parse_version(request.headers.get(HEADER, "")) or parse_version(options_of(world, "revox").api_version or "")


@lru_cache(256)
def parse_version(text: str) -> Version | None:
    """`0.3.0` as numbers; None if it is no version."""
    parts = text.split("-")[0].split(".")
    return (
        tuple(map(int, parts)) if all(part.isascii() and part.isdigit() and len(part) < 9 for part in parts) else None
    )
