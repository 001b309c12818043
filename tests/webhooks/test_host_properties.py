"""An address is checked in any notation: forbidden ones are never connected, permitted ones exactly.

Hosts are drawn in every notation that some part of a connection understands. Resolver and connections are fakes.
"""

import asyncio
import ssl
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import NamedTuple

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mockserver.delivery.connector import ConnectError, Connector
from mockserver.delivery.streams import Stream
from mockserver.webhooks.hosts import Refused, host_in

NEAR = ("127.0.0.1", "127.8.8.8", "10.0.3.4", "172.16.0.1", "172.31.255.255", "192.168.1.2")
FAR = (
    *("169.254.169.254", "169.254.0.1", "100.100.100.200", "168.63.129.16", "192.0.0.192"),
    *("0.0.0.0", "0.0.0.7", "224.0.0.1", "240.0.0.1", "255.255.255.255"),
    *("192.0.2.1", "198.51.100.7", "203.0.113.9", "198.18.0.1", "192.88.99.1"),
    *("8.8.8.8", "1.1.1.1", "172.15.255.255", "172.32.0.0", "11.0.0.0", "100.64.0.1", "126.255.255.255", "128.0.0.0"),
)
NEAR6 = ("::1", "fd12:3456::1", "fc00::1")
FAR6 = ("::", "fe80::1", "febf::1", "fd00:ec2::254", "ff02::1", "2001:db8::1", "2606:4700::1111", "fec0::1", "2001::1")
CLOSED = ("169.254.169.254", "169.254.0.1", "100.100.100.200", "168.63.129.16", "192.0.0.192")
DIGITS = ("0123456789", "０１２３４５６７８９", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗", "⁰¹²³⁴⁵⁶⁷⁸⁹", "⓪①②③④⑤⑥⑦⑧⑨")
WIDE = {ord(plain): chr(ord(plain) + 0xFEE0) for plain in "abcdefxABCDEFX"}
CIRCLED = {f"{number}": chr(0x3251 + number - 21) for number in range(21, 36)}
RADIX = ("{}", "0x{:x}", "0X{:X}", "0x{:08x}", "0{:o}", "000{:o}")


class Written(NamedTuple):
    """A host as it is written in a URL, and the address that a connection to it uses."""

    host: str
    leads_to: str


@st.composite
def dotted(draw: st.DrawFn, address: IPv4Address) -> str:
    """Return an IPv4 address in one to four parts, each decimal, octal or hexadecimal."""
    count = draw(st.integers(1, 4))
    first, rest = list(address.packed[: count - 1]), int(address) % 256 ** (5 - count)
    return ".".join(draw(st.sampled_from(RADIX)).format(part) for part in (*first, rest))


@st.composite
def foreign(draw: st.DrawFn, text: str) -> str:
    """Return the text in other characters that IDNA maps to it."""
    for pair in draw(st.sets(st.sampled_from(sorted(CIRCLED)))):
        text = text.replace(pair, CIRCLED[pair], 1)
    styles = draw(st.lists(st.sampled_from(DIGITS), min_size=len(text), max_size=len(text)))
    text = "".join(style[int(one)] if one in "0123456789" else one for one, style in zip(text, styles, strict=True))
    text = text.translate(WIDE) if draw(st.booleans()) else text
    dots = draw(st.lists(st.sampled_from(".。．｡"), min_size=4, max_size=4))
    parts = text.split(".")
    return "".join(part + dot for part, dot in zip(parts, dots, strict=False))[: None if draw(st.booleans()) else -1]


@st.composite
def embedded(draw: st.DrawFn, address: IPv4Address) -> Written:
    """Return an IPv4 address embedded in an IPv6 address."""
    number = int(address)
    mapped, others = (
        0xFFFF << 32 | number,
        (
            0x64FF9B << 96 | number,
            0x2002 << 112 | number << 80 | draw(st.integers(0, 2**80 - 1)),
            0xFFFF << 48 | number,
        ),
    )
    inner = IPv6Address(draw(st.sampled_from((mapped, *others))))
    leads_to = str(address) if int(inner) == mapped else str(inner)
    texts = [str(inner), inner.exploded, str(inner).upper()]
    if int(inner) == mapped:
        texts += [f"::ffff:{address}", f"0:0:0:0:0:FFFF:{address}"]
    return Written(f"[{draw(st.sampled_from(texts))}]", leads_to)


@st.composite
def written(draw: st.DrawFn, four: Sequence[str], six: Sequence[str]) -> Written:
    """Return one of these addresses in any notation."""
    address = ip_address(draw(st.sampled_from((*four, *six))))
    if isinstance(address, IPv6Address):
        texts = (str(address), address.exploded, address.exploded.upper(), f"{address}%25eth0", f"{address}%lo")
        return Written(f"[{draw(st.sampled_from(texts))}]", str(address))
    if draw(st.booleans()):
        return draw(embedded(address))
    text = draw(dotted(address))
    return Written(draw(foreign(text)) if draw(st.booleans()) else text, str(address))


users = st.sampled_from(["", "me@", "me:secret@", "127.0.0.1@", "localhost:80@", "client%40localhost@"])
tails = st.sampled_from(["", "/", ":8000/hook", "/@127.0.0.1/", "?@localhost", "#@localhost"])


class Network:
    """A fake resolver that knows `names`, and fake connections. `tried` lists the requested connections."""

    def __init__(self, *names: Sequence[str]) -> None:
        self.names = list(names)
        self.tried: list[str] = []

    async def resolve(self, name: str, port: int) -> Sequence[str]:
        """Answer a lookup."""
        return self.names.pop(0)

    async def connect(self, address: str, port: int, security: ssl.SSLContext | None, name: str) -> Stream:
        """Connect to nothing."""
        self.tried.append(address)
        raise ConnectionRefusedError(111, "refused")

    def open(self, url: str, *allowed: str) -> None:
        """Connect to the host of a URL."""
        connector = Connector(allowed, ssl.create_default_context, self.resolve, self.connect)
        asyncio.run(connector.open(host_in(url), 80, secure=False))


@given(users, written(FAR, FAR6), tails)
@example("", Written("㉘52039166", ""), "/")
@example("", Written("evil。com", ""), "/")
@example("", Written("[::ffff:169.254.169.254]", ""), "/")
def test_forbidden_addresses_are_never_connected(user: str, host: Written, tail: str) -> None:
    network = Network()
    with pytest.raises(Refused):
        network.open(f"http://{user}{host.host}{tail}")
    assert network.tried == []


@given(users, written(CLOSED, ("fe80::1", "fd00:ec2::254", "fd20:ce::254")), tails)
def test_patterns_never_allow_link_local_and_metadata_addresses(user: str, host: Written, tail: str) -> None:
    network = Network()
    with pytest.raises(Refused):
        network.open(f"http://{user}{host.host}{tail}", "*", "1*", "[f]*", "*:*", "*.*")
    assert network.tried == []


@given(users, written(NEAR, NEAR6), tails)
def test_permitted_addresses_are_connected_exactly(user: str, host: Written, tail: str) -> None:
    network = Network()
    with pytest.raises(ConnectError):
        network.open(f"http://{user}{host.host}{tail}")
    assert network.tried == [host.leads_to]


names = st.sampled_from(["client", "CLIENT.", "host.docker.internal", "ｄｂ", "a.localhost", "x.test", "db.local"])
addresses = st.sampled_from([*NEAR, *NEAR6, *FAR, *FAR6, *(f"::ffff:{address}" for address in (*NEAR, *FAR))])


@given(names, st.lists(addresses, min_size=1, max_size=5), st.lists(addresses, min_size=1, max_size=5))
def test_only_the_permitted_addresses_of_a_name_are_tried(name: str, first: list[str], second: list[str]) -> None:
    network = Network(first, second)
    plain = dict.fromkeys(address.removeprefix("::ffff:") for address in first)
    wanted = [address for address in plain if address in (*NEAR, *NEAR6)]
    with pytest.raises(ConnectError if wanted else Refused):
        network.open(f"http://{name}/")
    assert network.tried == wanted
    assert network.names == [second]
