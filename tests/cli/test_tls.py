"""`serve --tls`, `ca` and `env --tls`: what is printed, and that a client with that environment gets through."""

import hashlib
import json
import shlex
import socket
import ssl
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
import trustme
from click.testing import Result

from mockserver.server.tls.setup import handshake_text
from tests.serving import Serving, environment

Cli = Callable[..., Result]
Serve = Callable[..., AbstractContextManager[Serving]]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


def test_ca_prints_the_certificate_and_its_fingerprint(cli: Cli, data: Path) -> None:
    first, again = cli("ca", "--data", data), cli("ca", env={"MOCKSERVER_DATA": str(data)})
    assert first.exit_code == 0
    assert first.output == again.output
    certificate = data / "ca" / "cert.pem"
    der = ssl.PEM_cert_to_DER_cert(certificate.read_text())
    digits = hashlib.sha256(der).hexdigest().upper()
    assert f"Certificate  {certificate}" in first.output
    assert digits in first.output.replace(":", "")


@pytest.mark.parametrize("kind", ["pem", "p12"])
def test_the_ca_is_exported(cli: Cli, data: Path, tmp_path: Path, kind: str) -> None:
    target = tmp_path / f"copy.{kind}"
    assert cli("ca", "--data", data, "--export", kind, "--to", target).output.startswith(f"Wrote {target}")
    kept = data / "ca" / {"pem": "cert.pem", "p12": "trust.p12"}[kind]
    assert target.read_bytes() == kept.read_bytes()


def test_env_prints_what_clients_behind_the_proxy_need(cli: Cli, data: Path) -> None:
    given = json.loads(cli("env", "revox", "--tls", "--data", data, "--port", 4999, "--format", "json").output)
    certificate = str((data / "ca" / "cert.pem").resolve())
    assert "REVOX_BASE_URL" not in given
    assert given["HTTPS_PROXY"] == "http://127.0.0.1:4999"
    assert {given[name] for name in ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "NODE_EXTRA_CA_CERTS")} == {certificate}
    assert "-Dhttps.proxyPort=4999" in given["JAVA_TOOL_OPTIONS"]


def test_the_formats_of_env(cli: Cli) -> None:
    key = "it's $HOME"
    shell = cli("env", "ringyo", "--api-key", key).output
    assert shlex.split(shell)[1::2] == ["RINGYO_BASE_URL=http://127.0.0.1:4010/ringyo/v1", f"RINGYO_API_KEY={key}"]
    assert f'RINGYO_API_KEY="{key}"' in cli("env", "ringyo", "--api-key", key, "--format", "dotenv").output
    assert (
        "$env:RINGYO_API_KEY = 'it''s $HOME'" in cli("env", "ringyo", "--api-key", key, "--format", "powershell").output
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--tls-cert", "x.pem"], "--tls-cert and --tls-key belong together"),
        (["--tls-port", "0", "--uds", "x.sock"], "--tls-port contradicts --uds"),
    ],
)
def test_options_that_contradict_each_other_are_refused(cli: Cli, arguments: list[str], message: str) -> None:
    refused = cli("serve", *arguments)
    assert refused.exit_code == 2
    assert message in refused.output


def test_a_certificate_that_does_not_fit_is_refused(cli: Cli, data: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.pem"
    wrong.write_text("no certificate")
    refused = cli("serve", "--port", 0, "--tls-cert", wrong, "--tls-key", wrong)
    assert refused.exit_code != 0
    assert "Expected a certificate with its chain and its private key" in str(refused.output) + str(refused.exception)


CLIENTS = {
    "requests": "import requests; print(requests.get(URL, headers=KEY).status_code)",
    "httpx": "import httpx; print(httpx.get(URL, headers=KEY).status_code)",
    "urllib": "import urllib.request as u; print(u.urlopen(u.Request(URL, headers=KEY)).status)",
    "aiohttp": (
        "import aiohttp, asyncio\n"
        "async def main():\n"
        "    async with aiohttp.ClientSession(trust_env=True) as client, client.get(URL, headers=KEY) as reply:\n"
        "        print(reply.status)\n"
        "asyncio.run(main())"
    ),
    "revox": "import revox; client = revox.Revox(api_key='any'); client.auth_status.retrieve(); print(200)",
}


def test_unmodified_clients_get_through(serve: Serve, cli: Cli, data: Path) -> None:
    with serve("--tls", "--data", str(data), "--clock", "manual") as serving:
        assert any(line.startswith("  TLS        https://127.0.0.1:") for line in serving.lines)
        arguments = ("--tls", "--data", data, "--url", serving.url, "--format", "json")
        variables = json.loads(cli("env", "revox", *arguments).output)
        for name, code in CLIENTS.items():
            head = "URL, KEY = 'https://api.ringyo.ai/v1/calls', {'Authorization': 'Bearer any-key'}\n"
            done = subprocess.run(
                [sys.executable, "-c", head + code],
                env=environment(**variables),
                capture_output=True,
                text=True,
                timeout=60,
                check=False,
            )
            assert (name, done.stdout.strip()) == (name, "200"), done.stderr[-500:]


def test_own_certificates(serve: Serve, data: Path, tmp_path: Path, cli: Cli) -> None:
    own = trustme.CA()
    leaf = own.issue_cert("mock.example.com")
    certificate, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    leaf.private_key_pem.write_to_path(str(key))
    for blob in leaf.cert_chain_pems:
        blob.write_to_path(str(certificate), append=True)
    with serve("--tls-cert", str(certificate), "--tls-key", str(key)) as serving:
        context = ssl.create_default_context()
        own.configure_trust(context)
        raw = socket.create_connection(("127.0.0.1", int(serving.url.rsplit(":", 1)[1])))
        with context.wrap_socket(raw, server_hostname="mock.example.com") as client:
            assert client.version() in ("TLSv1.2", "TLSv1.3")


def test_a_client_that_does_not_trust_the_ca_is_explained() -> None:
    assert "`mockserver env PROVIDER --tls` prints what it needs" in handshake_text("TLSV1_ALERT_UNKNOWN_CA")
    assert handshake_text("NO_SHARED_CIPHER") == "A TLS handshake failed: no shared cipher."


def test_the_data_folder_comes_from_the_environment(cli: Cli, tmp_path: Path) -> None:
    assert str(tmp_path) in cli("ca", env={"MOCKSERVER_DATA": str(tmp_path)}).output
