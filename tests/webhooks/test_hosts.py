"""Webhooks are never sent to the public internet by accident."""

from ipaddress import ip_address

import pytest

from mockserver.webhooks.hosts import Host, Refused, address_refusal, host_in, normalised, permitted, reachable, refusal
from tests.receiver import HttpReceiver


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost:8000/hook",
        "http://127.0.0.1/hook",
        "https://[::1]:8443/",
        "http://10.0.3.4/x",
        "http://192.168.1.2:9/x",
        "http://172.17.0.1/x",
        "http://app:8000/hook",
        "http://host.docker.internal/hook",
        "http://dev.localhost/hook",
        "http://printer.local/",
        "https://hooks.test/x",
    ],
)
def test_local_hosts_are_allowed(url: str) -> None:
    assert refusal(url) is None


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com/hook",
        "http://8.8.8.8/hook",
        "http://169.254.169.254/latest/meta-data",
        "http://0.0.0.0/hook",
        "http://134744072/hook",
        "http://0x8080808/hook",
        "http://[2001:4860:4860::8888]/",
        "https://localhost.example.com/",
        "http://127.0.0.1.example.com/",
    ],
)
def test_public_hosts_are_refused_and_the_message_names_the_option(url: str) -> None:
    said = refusal(url)
    assert said is not None
    assert "--allow-host" in said


@pytest.mark.parametrize(
    "url",
    [
        "ftp://localhost/x",
        "webhook_url",
        "",
        "http://",
        "file:///etc/passwd",
        "http://[::1",
        "http://localhost:99999/",
        "http://./",
        "http://a..b/",
        "http://127.0.0.1 .example.com/",
        "http://%31%32%37.0.0.1/",
        "http://1.2.3.4.5/",
        "http://256.0.0.1/",
        "http://127.0.65536/",
        "http://4294967296/",
        "http://09.0.0.1/",
        "http://client.7/",
        "http://[fe80::1%a b]/",
        "http://" + "a" * 64 + "/",
        "http://" + "a." * 127 + "ab/",
    ],
)
def test_a_url_that_is_not_http_is_refused(url: str) -> None:
    said = refusal(url, ["*"])
    assert said is not None
    assert "--allow-host" not in said


def test_hosts_can_be_allowed_by_pattern() -> None:
    assert refusal("https://hooks.example.com/x", ["*.example.com"]) is None
    assert refusal("https://HOOKS.example.com/x", ["*.Example.com"]) is None
    assert refusal("https://example.org/x", ["*.example.com"]) is not None
    assert refusal("https://example.org./x", ["*"]) is None


@pytest.mark.parametrize(
    "url",
    [
        "http://㉘52039166/",
        "http://evil。com/",
        "http://[::ffff:169.254.169.254]/",
        "http://[::ffff:a9fe:a9fe]/",
        "http://[64:ff9b::169.254.169.254]/",
        "http://[2002:a9fe:a9fe::1]/",
        "http://[::169.254.169.254]/",
        "http://[fe80::1%25eth0]/",
        "http://[fd00:ec2::254]/",
        "http://100.100.100.200/",
        "http://192.0.2.1/",
        "http://198.51.100.1/",
        "http://203.0.113.1/",
        "http://[2001:db8::1]/",
        "http://240.0.0.1/",
        "http://255.255.255.255/",
        "http://224.0.0.1/",
        "http://[ff02::1]/",
        "http://[::]/",
        "http://0/",
        "http://198.18.0.1/",
        "http://me:secret@0251.0376.43518/",
    ],
)
def test_addresses_that_are_not_of_a_private_network_are_refused_in_every_notation(url: str) -> None:
    assert "--allow-host" in (refusal(url) or "")


@pytest.mark.parametrize(
    ("written", "name", "address"),
    [
        ("LocalHost.", "localhost", None),
        ("bücher.Local", "xn--bcher-kva.local", None),
        ("straße.test", "xn--strae-oqa.test", None),
        ("my_service", "my_service", None),
        ("127.1", "127.0.0.1", "127.0.0.1"),
        ("0x7F.0.1.", "127.0.0.1", "127.0.0.1"),
        ("0x", "0.0.0.0", "0.0.0.0"),
        ("0177.0.0.01", "127.0.0.1", "127.0.0.1"),
        ("１２７。０．０｡①", "127.0.0.1", "127.0.0.1"),
        ("2130706433", "127.0.0.1", "127.0.0.1"),
        ("::FFFF:127.0.0.1", "::ffff:7f00:1", "127.0.0.1"),
        ("0:0::1", "::1", "::1"),
        ("::1%lo", "::1", "::1"),
        ("fe80::1%25eth0", "fe80::1", "fe80::1%eth0"),
        ("fe80::1%eth0", "fe80::1", "fe80::1%eth0"),
    ],
)
def test_a_host_is_normalised_as_the_connection_uses_it(written: str, name: str, address: str | None) -> None:
    host = normalised(written)
    assert (host.name, host.address and str(host.address)) == (name, address)


EMBEDDING = ("::ffff:", "::", "::ffff:0:", "64:ff9b::", "64:ff9b:1::")


@pytest.mark.parametrize("pattern", ["*", "169.254.*", "1*", "metadata", "0.0.0.0", "169.254.169.25?"])
def test_a_pattern_never_allows_link_local_or_metadata_addresses(pattern: str) -> None:
    for host in ("169.254.169.254", "2852039166", *(f"[{net}169.254.169.254]" for net in EMBEDDING)):
        url = f"http://{host}/"
        assert "--allow-host '169.254.169.254'" in (refusal(url, [pattern]) or "")
    with pytest.raises(Refused, match=r"--allow-host '169\.254\.169\.254'"):
        permitted(Host("metadata"), ["169.254.169.254"], [pattern])


@pytest.mark.parametrize(
    ("pattern", "url"),
    [
        ("169.254.169.254", "http://0xa9fea9fe/"),
        ("2852039166", "http://169.254.169.254/"),
        ("169.254.169.254", "http://[64:ff9b::a9fe:a9fe]/"),
        ("fe80::1", "http://[fe80::1%25eth0]/"),
        ("[FE80::1%eth0]", "http://[fe80::1]/"),
        ("8.8.8.8", "http://134744072/"),
        ("8.8.*", "http://8.8.4.4/"),
        ("2001:4860:4860::*", "http://[2001:4860:4860:0::8888]/"),
        ("[2001:4860:4860:0::8888]", "http://[2001:4860:4860::8888]/"),
        ("*.Bücher.example", "http://a.bücher.example/"),
        ("evil.com", "http://evil。com./"),
    ],
)
def test_allowed_addresses_and_names_match_in_every_notation(pattern: str, url: str) -> None:
    assert refusal(url) is not None
    assert refusal(url, [pattern]) is None


def test_permitted_addresses_stay_in_order() -> None:
    found = ["8.8.8.8", "fd12::1", "::ffff:169.254.0.1", "::ffff:10.0.0.1", "10.0.0.1", "127.0.0.1"]
    assert permitted(Host("client"), found) == ["fd12::1", "10.0.0.1", "127.0.0.1"]
    assert permitted(Host("client"), found, ["8.8.8.8"])[0] == "8.8.8.8"
    assert permitted(Host("client"), found, ["client"])[0] == "8.8.8.8"
    assert permitted(Host("client"), []) == []


def test_a_name_without_permitted_addresses_is_refused_with_address_and_remedy() -> None:
    with pytest.raises(Refused, match=r"'client' resolves to 8\.8\.8\.8, .* --allow-host 'client'"):
        permitted(host_in("http://client/"), ["8.8.8.8"])


def test_a_probe_connects_to_permitted_addresses_only() -> None:
    with HttpReceiver() as there:
        assert reachable(there.url)
        assert reachable(f"http://localhost:{there.port}/")
    assert not reachable(there.url)
    assert not reachable("http://no-such-host.test/")
    assert reachable("http://169.254.169.254/", ["*"])
    assert reachable("no url")


def test_a_probe_checks_the_addresses_of_a_name() -> None:
    with HttpReceiver() as there:
        url = f"http://client:{there.port}/"
        assert reachable(url, resolve=lambda *_: ["240.0.0.1", "127.0.0.1"])
    assert not reachable(url, resolve=lambda *_: ["127.0.0.1"])
    assert reachable(url, resolve=lambda *_: ["240.0.0.1"]), "it may not be called, so it is not probed"


@pytest.mark.parametrize("network", EMBEDDING)
def test_an_embedded_private_address_is_private(network: str) -> None:
    assert address_refusal(Host("client"), ip_address(f"{network}10.0.0.1")) is None
