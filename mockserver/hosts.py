"""Which hosts a mock may call: its own machine and network, and what else was allowed by name.

A mock must not reach the public internet by accident. Names are judged as they are written, never by looking them up:
loopback and private addresses, `localhost`, names without a dot (docker services), and names under `.localhost`,
`.local`, `.internal`, `.test` are near; everything else needs `--allow-host`.
"""

import socket
from collections.abc import Sequence
from fnmatch import fnmatchcase
from functools import lru_cache
from ipaddress import ip_address
from urllib.parse import urlsplit

_PORTS = {"http": 80, "https": 443}
_NEAR = (".localhost", ".local", ".internal", ".test")


def refusal(url: str, allowed: Sequence[str] = ()) -> str | None:
    """Why a URL may not be called, as a sentence; None if it may. `allowed` are globs of host names."""
    try:
        parts = urlsplit(url)
        host, scheme, _port = (parts.hostname or "").rstrip("."), parts.scheme, parts.port
    except ValueError as error:
        return f"{url[:200]!r} is no URL: {error}."
    if scheme not in ("http", "https") or not host:
        return f"{url[:200]!r} is no URL that can be called; expected http://HOST/… or https://HOST/…"
    if any(fnmatchcase(host, pattern.lower()) for pattern in allowed) or _near(host):
        return None
    return (
        f"{host!r} is not on this machine or network, so it was not called. "
        f"If it is meant, start the server with --allow-host {host!r}."
    )


def reachable(url: str, seconds: float = 1.0) -> bool:
    """Whether somebody takes connections at a near URL, waited for at most so many real seconds. Far ones, which may
    not be called, count as reachable. Nothing is sent."""
    if refusal(url) is not None:
        return True
    parts = urlsplit(url)
    try:
        socket.create_connection((parts.hostname, parts.port or _PORTS[parts.scheme]), seconds).close()
    except OSError:
        return False
    return True


@lru_cache(1024)
def _near(host: str) -> bool:
    try:
        address = ip_address(host)
    except ValueError:
        single = "." not in host and not host[:1].isdigit()  # 134744072 and 0x8080808 are addresses too
        return single or host.endswith(_NEAR)
    return (address.is_loopback or address.is_private) and not (address.is_link_local or address.is_unspecified)
