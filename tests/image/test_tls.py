"""`serve --tls` in a container: clients behind its proxy, and where its certificate authority (CA) is kept."""

import re
import ssl

import httpx2

from tests.image.engine import Container, Engine

KEY = {"authorization": "Bearer any-key"}
ASK = (
    "import json, ssl, sys, urllib.request; request = urllib.request.Request(sys.argv[1], headers={'Authorization': "
    "'Bearer any-key'}); print(json.load(urllib.request.urlopen(request, timeout=20, context="
    "ssl.create_default_context(cafile='/data/ca/cert.pem')))['id'])"
)


def trust(container: Container) -> ssl.SSLContext:
    """Return the settings of a client that trusts the CA of a running container, and nothing else."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(cadata=container.exec("cat", "/data/ca/cert.pem").stdout)
    return context


def fingerprint(printed: str) -> str:
    found = re.search(r"SHA-256 +([0-9A-F:]{95})", printed)
    assert found, printed
    return found[1]


def test_a_client_with_a_fixed_base_url_gets_through_the_proxy(engine: Engine) -> None:
    with (
        engine.server("--tmpfs", "/data", arguments=("serve", "--tls")) as server,
        httpx2.Client(proxy=server.url, verify=trust(server), trust_env=False, headers=KEY) as client,
    ):
        assert client.get("https://api.ringyo.ai/v1/calls/call_xyz789").json()["id"] == "call_xyz789"
        assert fingerprint(server.exec("mockserver", "ca").stdout)


def test_a_volume_keeps_the_ca(engine: Engine) -> None:
    with engine.volume() as volume:
        runs = [engine.once("--volume", f"{volume}:/data", arguments=("ca",)) for _ in range(2)]
        assert [code for code, _ in runs] == [0, 0]
        assert len({fingerprint(printed) for _, printed in runs}) == 1


def test_any_user_can_keep_a_ca(engine: Engine) -> None:
    code, printed = engine.once("--user", "12345:12345", "--tmpfs", "/data", arguments=("ca",))
    assert (code, len(fingerprint(printed))) == (0, 95)


def test_without_a_place_for_the_ca_it_ends_and_says_so(engine: Engine) -> None:
    code, printed = engine.once(arguments=("serve", "--tls"))
    assert code == 2
    assert "/data/ca cannot be used: Read-only file system" in printed


def test_the_real_name_leads_to_the_container_in_its_network(engine: Engine) -> None:
    """Without privileges, a server can listen on port 443 if the network namespace of the container says so."""
    alias = ("--network-alias", "api.ringyo.ai", "--sysctl", "net.ipv4.ip_unprivileged_port_start=0")
    with engine.network() as network, engine.volume() as volume:
        shared = ("--network", network, "--volume", f"{volume}:/data")
        with engine.server(*shared, *alias, arguments=("serve", "--tls", "--tls-port", "443")):
            url = "https://api.ringyo.ai/v1/calls/call_xyz789"
            code, printed = engine.once(*shared, "--entrypoint", "python", arguments=("-c", ASK, url))
    assert (code, printed.strip()) == (0, "call_xyz789")
