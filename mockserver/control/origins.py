"""Refuses requests to the control API that a web page of another site may have caused.

A browser lets any page send simple requests to this machine, and with DNS rebinding even read the responses. Such
requests can be recognized: their `Origin` differs from their `Host`, or their `Host` is a public name.

    Host      a public name that is not served here                          403 foreign_host
    Origin    another authority than that of the Host                        403 foreign_origin
    body      with an Origin, and neither JSON nor YAML                      415 unsupported_media_type

Clients that are not browsers send no Origin, so they are not affected. `--admin-host` allows more hosts and origins.
"""

from collections.abc import Collection, Iterable
from ipaddress import ip_address
from typing import NamedTuple

LOCAL = (".localhost", ".local", ".internal", ".test")  #: names that no public DNS server resolves
_PORTS = {"http": "80", "https": "443"}
_ALLOWED_TYPES = ("json", "yaml", "x-yaml")


class Rejection(NamedTuple):
    """Why a request is refused."""

    status: int
    code: str
    message: str


def check_origin(scheme: str, headers: Iterable[tuple[bytes, bytes]], allowed: Collection[str]) -> Rejection | None:
    """Return why a request with these headers (names in lower case) is refused, or None if it is not.

    `allowed` are hosts (`mock.example.com`) and authorities (`mock.example.com:8443`).
    """
    by_name: dict[str, list[str]] = {}
    for name, value in headers:
        by_name.setdefault(name.decode("latin-1"), []).append(value.decode("latin-1").strip())
    hosts = by_name.get("host", [])
    for host in hosts:
        if is_foreign(host, allowed):
            message = f"The Host {host[:200]!r} is a public name, so another site may have caused this request."
            return Rejection(403, "foreign_host", f"{message} {_remedy(split(host)[0])}")
    own = {*(_authority(scheme, host) for host in hosts), *(split(host) for host in hosts)}
    for origin in by_name.get("origin", []):
        if not _is_own(origin, own, allowed):
            message = f"The Origin {origin[:200]!r} is another site, and its page may have caused this request."
            return Rejection(403, "foreign_origin", f"{message} {_remedy(origin.partition('://')[2])}")
    if "origin" in by_name and _has_body(by_name) and not _is_json_or_yaml(by_name.get("content-type", [""])[0]):
        kind = by_name.get("content-type", [""])[0][:80]
        message = f"Content-Type is {kind!r}; requests with an Origin need application/json or application/yaml."
        return Rejection(415, "unsupported_media_type", message)
    return None


def is_foreign(host: str, allowed: Collection[str]) -> bool:
    """Return whether a Host header has a public name. Addresses and names without a dot are never public names."""
    name, port = split(host)
    if "." not in name or name.endswith(LOCAL) or name in allowed or f"{name}:{port}" in allowed:
        return False
    try:
        ip_address(name)
    except ValueError:
        return True
    return False


def split(authority: str) -> tuple[str, str]:
    """Return the host, in lower case and without brackets and trailing dot, and the port (may be empty)."""
    host, colon, port = authority.lower().rpartition(":")
    if not colon or "]" in port:
        host, port = authority.lower(), ""
    return host.strip("[]").rstrip("."), port


def _authority(scheme: str, authority: str) -> tuple[str, str]:
    host, port = split(authority)
    return host, port or _PORTS.get(scheme, "")


def _is_own(origin: str, own: set[tuple[str, str]], allowed: Collection[str]) -> bool:
    scheme, _, authority = origin.lower().partition("://")
    host, port = _authority(scheme, authority)
    forms = {(host, port), split(authority)}
    return bool(authority) and (not own.isdisjoint(forms) or host in allowed or f"{host}:{port}" in allowed)


def _has_body(by_name: dict[str, list[str]]) -> bool:
    return "transfer-encoding" in by_name or by_name.get("content-length", ["0"]) != ["0"]


def _is_json_or_yaml(media: str) -> bool:
    kind = media.partition(";")[0].strip().lower().rpartition("/")[2].rpartition("+")[2]
    return kind in _ALLOWED_TYPES


def _remedy(name: str) -> str:
    return f"To allow it, start the server with --admin-host {name[:200] or 'HOST'}."
