"""Which hosts and addresses webhooks may be sent to, so that a mock never reaches the public internet by accident.

    URL ─► host_in ─► Host ─► host_refusal ─► look-up ─► permitted ─► the addresses to connect to

Judge a host in two steps. `host_refusal` needs no look-up: it refuses dotted public names and forbidden address
literals. `permitted` judges the addresses that a name resolves to; the caller must connect to exactly these. Both work
on the normalised `Host`, so every notation of an address (IDNA digits, hexadecimal, octal, short forms) counts as that
address.

| address | may be called |
|---|---|
| loopback, private networks | always |
| link-local, cloud metadata | only if `--allow-host` names that very address |
| everything else (global, documentation, reserved, multicast, unspecified) | only if `--allow-host` matches |

Nothing here looks up a name or opens a connection, except the probe `reachable`.
"""

import re
import socket
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from fnmatch import fnmatchcase
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import NamedTuple
from urllib.parse import urlsplit

IPAddress = IPv4Address | IPv6Address
PORTS = {"http": 80, "https": 443}
LOOPBACK = ("127.0.0.1", "::1")  #: the addresses of `localhost`, in the order in which they are tried
_NEAR_NAMES = (".localhost", ".local", ".internal", ".test")
_NEAR = tuple(map(ip_network, ("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1/128", "fc00::/7")))
_LINK_LOCAL = tuple(map(ip_network, ("169.254.0.0/16", "fe80::/10")))
_METADATA = tuple(
    map(
        ip_network,
        (
            "100.100.100.200/32",  # Alibaba
            "168.63.129.16/32",  # Azure
            "192.0.0.192/32",  # Oracle
            "fd00:ec2::/32",  # Amazon
            "fd20:ce::254/128",  # Google
            "fd00:42::42/128",  # Scaleway
        ),
    )
)
_EMBEDDED = tuple(
    (ip_network(network), shift)
    for network, shift in (
        ("::ffff:0:0/96", 0),  # mapped
        ("::/96", 0),  # compatible
        ("::ffff:0:0:0/96", 0),  # translated
        ("64:ff9b::/96", 0),  # NAT64
        ("64:ff9b:1::/48", 0),  # NAT64 of a local network
        ("2002::/16", 80),  # 6to4
    )
)  #: IPv6 networks whose addresses lead to an IPv4 address, and how many bits follow it
_NAME = re.compile(r"(?=.{1,253}\Z)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*", re.ASCII)
_NUMBER = re.compile(r"0x(?P<hex>[0-9a-f]*)|0(?P<octal>[0-7]+)|(?P<decimal>[0-9]+)", re.ASCII)
_NUMERIC = re.compile(r"0x[0-9a-f]*|[0-9]+", re.ASCII)  #: a last label that makes the whole host an address
_ZONE = re.compile(r"[\w.-]+", re.ASCII)


class Refused(ValueError):
    """A webhook may not be sent there; the text says why, and what allows it."""


class Host(NamedTuple):
    """A host as a connection uses it.

    `name` is in ASCII and lower case without a trailing dot, and goes into the header `Host` and into TLS. `address` is
    what an address literal leads to; names have none.
    """

    name: str
    address: IPAddress | None = None


# -- notation --------------------------------------------------------------------------------------


@lru_cache(1024)
def host_in(url: str) -> Host:
    """Return the normalised host of an http or https URL.

    Raises:
        Refused: it is no such URL.
    """
    try:
        parts = urlsplit(url)
        _ = parts.port  # reading it checks it
        if parts.scheme not in PORTS:
            raise ValueError("its scheme is not http or https")
        return normalised(parts.hostname or "")
    except ValueError as error:
        why = f"{url[:200]!r} is not a URL that webhooks can be sent to: {error}."
        raise Refused(f"{why} Expected http://HOST/… or https://HOST/…") from None


def normalised(written: str) -> Host:
    """Return the host that a text names, in whichever notation.

    Raises:
        ValueError: it is no host.
    """
    if ":" in written:
        return _ipv6(written)
    name = _to_ascii(written).rstrip(".")
    if not _NAME.fullmatch(name):
        raise ValueError(f"{written[:200]!r} is not a host name")
    if _NUMERIC.fullmatch(name.rpartition(".")[2]):
        address = _ipv4(name)
        return Host(str(address), address)
    return Host(name)


def _to_ascii(written: str) -> str:
    """Map by IDNA (UTS 46): digits, dots and letters of every script and width."""
    if written.isascii():
        return written.lower()
    import idna  # large tables, which few hosts need

    mapped = idna.uts46_remap(written, std3_rules=False)
    return mapped if mapped.isascii() else idna.encode(mapped).decode("ascii")


def _ipv4(name: str) -> IPv4Address:
    """Read an address as `inet_aton` does: one to four parts, each decimal, octal or hexadecimal."""
    parts = [_number(part) for part in name.split(".")]
    *first, last = parts
    if len(parts) > 4 or any(part > 255 for part in first) or last >= 256 ** (5 - len(parts)):
        raise ValueError(f"{name!r} is not an IPv4 address")
    return IPv4Address(sum(part << 8 * (3 - place) for place, part in enumerate(first)) + last)


def _number(part: str) -> int:
    found = _NUMBER.fullmatch(part)
    if found is None or ((found["decimal"] or "1")[0] == "0" and len(part) > 1):
        raise ValueError(f"{part!r} is not a part of an IPv4 address")
    if found["hex"] is not None:
        return int(found["hex"] or "0", 16)
    return int(found["octal"], 8) if found["octal"] else int(part)


def _ipv6(written: str) -> Host:
    """Read an address; its zone (`%eth0`, in URLs also `%25eth0`) counts for link-local ones only."""
    text, _, zone = written.partition("%")
    address = IPv6Address(text)
    if zone and not _ZONE.fullmatch(zone):
        raise ValueError(f"{zone!r} is not the zone of an IPv6 address")
    if zone and address.is_link_local:
        address = IPv6Address(f"{text}%{zone[2:] if zone.startswith('25') and len(zone) > 2 else zone}")
    return Host(str(IPv6Address(text)), _unmapped(address))


def _unmapped(address: IPAddress) -> IPAddress:
    """Return what a connection to an address uses: the IPv4 address for an IPv4-mapped one."""
    return (isinstance(address, IPv6Address) and address.ipv4_mapped) or address


# -- judgement -------------------------------------------------------------------------------------


def refusal(url: str, allowed: Sequence[str] = ()) -> str | None:
    """Return why a URL may not be called, as far as its host tells without a look-up; None if nothing speaks against
    it. `allowed` are the values of --allow-host: globs of host names, and addresses."""
    try:
        return host_refusal(host_in(url), allowed)
    except Refused as refused:
        return str(refused)


def host_refusal(host: Host, allowed: Sequence[str] = ()) -> str | None:
    """Return why a host may not be called, without a look-up; None if it may, or if its addresses decide."""
    if host.address is not None:
        return address_refusal(host, host.address, allowed)
    if "." not in host.name or host.name.endswith(_NEAR_NAMES) or _matches(host.name, tuple(allowed)):
        return None
    return (
        f"{host.name!r} is not on this machine or network, so no webhook is sent there. "
        f"To allow it, start the server with --allow-host {host.name!r}."
    )


def address_refusal(host: Host, address: IPAddress, allowed: Sequence[str] = ()) -> str | None:
    """Return why an address of a host may not be connected to; None if it may."""
    judged, where = _judged(address), str(address)
    text = where if host.address is not None else f"{host.name!r} resolves to {where}, which"
    if _within(judged, _LINK_LOCAL) or _within(judged, _METADATA):
        if not _literals(tuple(allowed)).isdisjoint((int(judged), int(address))):
            return None
        why = f"{text} is a link-local or cloud metadata address, so no webhook is sent there."
        return f"{why} To allow it, name that very address: start the server with --allow-host {str(judged)!r}."
    if _within(judged, _NEAR) or any(_matches(name, tuple(allowed)) for name in (host.name, where, str(judged))):
        return None
    why = f"{text} is not an address of this machine or of a private network, so no webhook is sent there."
    return f"{why} To allow it, start the server with --allow-host {host.name!r}."


def permitted(host: Host, found: Iterable[str], allowed: Sequence[str] = ()) -> list[str]:
    """Return the addresses among those `found` for a host that may be connected to, in their order.

    Raises:
        Refused: there are addresses, but none may be.
    """
    addresses = list(dict.fromkeys(_unmapped(ip_address(text)) for text in found))
    refusals = [address_refusal(host, address, allowed) for address in addresses]
    if all(refusals) and refusals:
        raise Refused(" ".join(filter(None, refusals)))
    return [str(address) for address, refused in zip(addresses, refusals, strict=True) if refused is None]


def _within(address: IPAddress, networks: Iterable[object]) -> bool:
    return any(address in network for network in networks)  # type: ignore[operator]


def _judged(address: IPAddress) -> IPAddress:
    """Return the address that decides: for IPv6 forms of an IPv4 address, the latter."""
    if isinstance(address, IPv4Address) or _within(address, _NEAR):
        return address
    inner = (int(address) >> shift & 0xFFFFFFFF for network, shift in _EMBEDDED if address in network)
    return next(map(IPv4Address, inner), address)


@lru_cache(64)
def _globs(allowed: tuple[str, ...]) -> tuple[str, ...]:
    """Return the patterns in the notation of normalised hosts."""
    return tuple(_glob(pattern) for pattern in allowed)


def _glob(pattern: str) -> str:
    with suppress(ValueError):
        return normalised(pattern.strip("[]")).name
    labels = pattern.lower().split(".")
    return ".".join(label if label.isascii() else _to_ascii(label) for label in labels)


@lru_cache(64)
def _literals(allowed: tuple[str, ...]) -> frozenset[int]:
    """Return the addresses that are named literally, as numbers (zones do not count)."""
    found = set()
    for pattern in allowed:
        with suppress(ValueError):
            address = normalised(pattern.strip("[]")).address
            found |= {int(address)} if address is not None else set()
    return frozenset(found)


def _matches(name: str, allowed: tuple[str, ...]) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in _globs(allowed))


# -- probe -----------------------------------------------------------------------------------------


def _look_up(name: str, port: int) -> list[str]:
    return [str(entry[4][0]) for entry in socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)]


def reachable(
    url: str, allowed: Sequence[str] = (), seconds: float = 1.0, resolve: Callable[[str, int], list[str]] = _look_up
) -> bool:
    """Return whether a server accepts connections at a URL. Wait at most so many real seconds for each address.

    URLs that may not be called count as reachable: they are not probed. Nothing is sent.
    """
    try:
        host, parts = host_in(url), urlsplit(url)
        if host_refusal(host, allowed) is not None:
            return True
        port = parts.port or PORTS[parts.scheme]
        found = (str(host.address),) if host.address else LOOPBACK if host.name == "localhost" else None
        addresses = found or permitted(host, resolve(host.name, port), allowed)
        return any(_accepts(address, port, seconds) for address in addresses)
    except Refused:
        return True
    except OSError:
        return False


def _accepts(address: str, port: int, seconds: float) -> bool:
    try:
        socket.create_connection((address, port), seconds).close()
    except OSError:
        return False
    return True
