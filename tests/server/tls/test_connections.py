"""TLS and plain HTTP on one port, and CONNECT for clients with a proxy."""

import http.client
import socket
import ssl
import stat
import subprocess
import sys
import warnings
from pathlib import Path

import httpx2
import pytest

from mockserver.server.app import build
from mockserver.server.server import Server
from mockserver.server.tls.certificates import Authority
from mockserver.server.tls.first_bytes import TlsSetup
from mockserver.world.settings import Limits, Settings

KEY = {"Authorization": "Bearer any-key"}


def test_one_port_takes_http_and_https(secure: Server, trust: ssl.SSLContext) -> None:
    plain = httpx2.get(f"{secure.url}/ringyo/v1/calls", headers=KEY, trust_env=False)
    with httpx2.Client(verify=trust, trust_env=False, headers=KEY) as client:
        url = secure.url.replace("http", "https")
        encrypted = [client.get(f"{url}/ringyo/v1/calls") for _ in range(3)]
    assert [reply.status_code for reply in (plain, *encrypted)] == [200] * 4
    assert {reply.json()["total"] for reply in encrypted} == {plain.json()["total"]}


def test_a_tunnel_to_a_provider_ends_here(secure: Server, trust: ssl.SSLContext) -> None:
    connection = http.client.HTTPSConnection("127.0.0.1", secure.port, context=trust)
    connection.set_tunnel("api.ringyo.ai", 443)
    connection.request("GET", "/v1/calls", headers=KEY)
    assert connection.getresponse().status == 200
    connection.close()


def test_the_goodbye_of_a_client_ends_the_connection(secure: Server, trust: ssl.SSLContext) -> None:
    for _ in range(3):
        connection = http.client.HTTPSConnection("127.0.0.1", secure.port, context=trust)
        connection.request("GET", "/__admin/health")
        connection.getresponse().read()
        connection.sock.unwrap()  # sends it, and waits for that of the server
        connection.close()


def test_large_bodies_pass_both_ways(secure: Server, trust: ssl.SSLContext) -> None:
    with httpx2.Client(verify=trust, trust_env=False, headers=KEY) as client:
        body = {"agent_id": "agent_abc123", "phone_number": "+12125550142", "metadata": {"text": "x" * 2_000_000}}
        reply = client.post(f"{secure.url.replace('http', 'https')}/ringyo/v1/calls", json=body)
        assert reply.status_code == 201
        assert len(reply.json()["metadata"]["text"]) == 2_000_000


@pytest.mark.parametrize("target", ["example.com:443", "localhost:22", "api.ringyo.ai.example.com:443", "x", ""])
def test_it_is_no_open_proxy(secure: Server, target: str) -> None:
    with socket.create_connection(("127.0.0.1", secure.port)) as client:
        client.sendall(f"CONNECT {target} HTTP/1.1\r\nHost: {target}\r\n\r\n".encode())
        answer = b"".join(iter(lambda: client.recv(4096), b"")).decode()
    assert answer.startswith("HTTP/1.1 403 ")
    assert "it only answers for api.revring.ai, api.ringyo.ai, www.getrevox.com" in answer


def test_a_tunnel_leads_to_no_other(secure: Server) -> None:
    connect = b"CONNECT api.ringyo.ai:443 HTTP/1.1\r\n\r\n"
    answer = exchange(secure, connect + connect)
    assert answer.startswith(b"HTTP/1.1 200 Connection established\r\n\r\nHTTP/1.1 400 Bad Request\r\n")


def test_a_client_may_send_more_before_the_tunnel_is_ready(secure: Server) -> None:
    """Also, the name of a host has no case."""
    request = b"GET /v1/calls HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer x\r\nConnection: close\r\n\r\n"
    answer = exchange(secure, b"CONNECT API.Ringyo.AI:80 HTTP/1.1\r\n\r\n" + request)
    assert answer.startswith(b"HTTP/1.1 200 Connection established\r\n\r\nHTTP/1.1 200 OK\r\n")


def test_the_head_of_connect_has_a_limit(secure: Server) -> None:
    answer = exchange(secure, b"CONNECT api.ringyo.ai:443 HTTP/1.1\r\nx: " + b"x" * 17_000)
    assert answer.startswith(b"HTTP/1.1 431 ")


def exchange(server: Server, sent: bytes) -> bytes:
    """Return what the server sends until it closes the connection."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as client:
        client.sendall(sent)
        return b"".join(iter(lambda: client.recv(4096), b""))


def test_bytes_may_come_one_by_one(secure: Server) -> None:
    with socket.create_connection(("127.0.0.1", secure.port)) as client:
        for byte in b"CONNECT api.ringyo.ai:80 HTTP/1.1\r\n\r\nGET /v1/calls HTTP/1.1\r\nHost: api.ringyo.ai\r\n":
            client.sendall(bytes([byte]))
        client.sendall(b"Authorization: Bearer x\r\nConnection: close\r\n\r\n")
        answer = b"".join(iter(lambda: client.recv(4096), b""))
    assert answer.startswith(b"HTTP/1.1 200 Connection established\r\n\r\nHTTP/1.1 200 OK")


def test_a_client_that_does_not_trust_the_ca_is_told_of(secure: Server, failures: list[ssl.SSLError]) -> None:
    strict = ssl.create_default_context()
    with pytest.raises(ssl.SSLCertVerificationError), socket.create_connection(("127.0.0.1", secure.port)) as client:
        strict.wrap_socket(client, server_hostname="localhost")
    with httpx2.Client(trust_env=False) as other:
        assert other.get(f"{secure.url}/__admin/health").status_code == 200  # by now the alert has arrived
    assert "unknown ca" in str(failures[0]).lower()


def test_a_client_with_an_old_version_of_tls_is_told_why(secure: Server, trust: ssl.SSLContext) -> None:
    with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
        trust.minimum_version = trust.maximum_version = ssl.TLSVersion.TLSv1_1
    trust.set_ciphers("ALL:@SECLEVEL=0")
    with (
        socket.create_connection(("127.0.0.1", secure.port), timeout=20) as client,
        pytest.raises(ssl.SSLError, match=r"(?i)alert.protocol.version"),
    ):
        trust.wrap_socket(client, server_hostname="localhost")


def test_links_of_a_client_with_https_have_https(secure: Server, trust: ssl.SSLContext) -> None:
    with httpx2.Client(verify=trust, trust_env=False) as client:
        document = client.get(f"https://localhost:{secure.port}/ringyo/openapi.json").json()
    assert document["servers"] == [{"url": f"https://localhost:{secure.port}/ringyo"}]


@pytest.mark.parametrize("name", ["mockserver", "api.test", "host.docker.internal"])
def test_local_names_get_a_certificate_when_they_are_asked_for(
    secure: Server, trust: ssl.SSLContext, name: str
) -> None:
    raw = socket.create_connection(("127.0.0.1", secure.port))
    with trust.wrap_socket(raw, server_hostname=name) as client:
        assert ("DNS", name) in client.getpeercert()["subjectAltName"]  # type: ignore[index]


def test_foreign_names_get_none(secure: Server, trust: ssl.SSLContext) -> None:
    with socket.create_connection(("127.0.0.1", secure.port)) as raw, pytest.raises(ssl.SSLCertVerificationError):
        trust.wrap_socket(raw, server_hostname="bank.example.com")


def test_the_ca_is_kept_and_its_key_is_private(authority: Authority) -> None:
    again = Authority(authority.folder.parent)
    assert again.fingerprint == authority.fingerprint
    assert stat.S_IMODE((authority.folder / "key.pem").stat().st_mode) == 0o600
    assert [path.name for path in sorted(authority.folder.parent.iterdir())] == ["ca"]


def test_processes_that_make_the_ca_at_once_share_it(tmp_path: Path) -> None:
    code = "import sys, pathlib; from mockserver.server.tls.certificates import Authority as A\n"
    code += f"sys.stdin.read(); print(A(pathlib.Path({str(tmp_path)!r})).fingerprint)"
    pipe = subprocess.PIPE
    processes = [subprocess.Popen([sys.executable, "-c", code], stdin=pipe, stdout=pipe, text=True) for _ in range(4)]
    for process in processes:
        assert process.stdin is not None
        process.stdin.close()
    found = [process.stdout.read() for process in processes if process.stdout is not None]
    for process in processes:
        assert process.wait(timeout=60) == 0
        assert process.stdout is not None
        process.stdout.close()
    assert len(set(found)) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["ca"]


def test_certificates_are_valid_for_a_year_and_a_month(secure: Server, trust: ssl.SSLContext) -> None:
    """Browsers on macOS refuse those that are valid for more than 398 days."""
    with (
        socket.create_connection(("127.0.0.1", secure.port), timeout=20) as raw,
        trust.wrap_socket(raw, server_hostname="api.revring.ai") as client,
    ):
        certificate = client.getpeercert()
    assert certificate is not None
    begin, end = (ssl.cert_time_to_seconds(str(certificate[name])) for name in ("notBefore", "notAfter"))
    assert (end - begin) / 86_400 == pytest.approx(395, abs=0.01)


def test_a_stopped_server_ends_connections_that_have_said_nothing(authority: Authority) -> None:
    setup = TlsSetup(authority.server_context(()), frozenset(), lambda _error: None)
    with Server(build(Settings()), tls=setup) as server:
        silent = socket.create_connection(("127.0.0.1", server.port))
        halfway = socket.create_connection(("127.0.0.1", server.port))
        halfway.sendall(b"\x16\x03\x01")
        httpx2.get(f"{server.url}/__admin/health", trust_env=False)
    assert (silent.recv(1), halfway.recv(1)) == (b"", b"")
    silent.close()
    halfway.close()


@pytest.mark.parametrize("sent", [b"", b"CONNECT api.ringyo.ai:443", b"\x16\x03\x01"])
def test_a_client_that_says_no_more_is_not_waited_for_for_ever(authority: Authority, sent: bytes) -> None:
    setup = TlsSetup(authority.server_context(()), frozenset({"api.ringyo.ai"}), lambda _error: None)
    with Server(build(Settings()), tls=setup, limits=Limits(read_seconds=0.05)) as server:
        assert exchange(server, sent) == b""
