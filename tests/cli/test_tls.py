"""`serve --tls`, `ca` and `env --tls`: what is printed, and that a client with that environment gets through."""

import hashlib
import json
import shlex
import shutil
import socket
import ssl
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
import trustme
from click.testing import CliRunner, Result

from mockserver.cli.group import mockserver
from tests.serving import Serving, environment, serving

Cli = Callable[..., Result]
Serve = Callable[..., AbstractContextManager[Serving]]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("my data")


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
    assert given["HTTPS_PROXY"] == given["https_proxy"] == "http://127.0.0.1:4999"
    assert {given[name] for name in ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "NODE_EXTRA_CA_CERTS")} == {certificate}
    assert "-Dhttps.proxyPort=4999" in given["JAVA_TOOL_OPTIONS"]


def test_env_keeps_what_is_reached_without_a_proxy(cli: Cli, data: Path) -> None:
    arguments = ("env", "revox", "--tls", "--data", data, "--url", "http://mock:4010", "--format", "json")
    given = json.loads(cli(*arguments, env={"NO_PROXY": "intern.example.com,localhost", "no_proxy": ""}).output)
    assert given["NO_PROXY"] == given["no_proxy"] == "intern.example.com,localhost,127.0.0.1,::1,mock"


@pytest.mark.parametrize(
    ("form", "removal"),
    [("shell", "unset REVOX_BASE_URL"), ("powershell", "Remove-Item Env:REVOX_BASE_URL -ErrorAction Ignore")],
)
def test_env_removes_a_base_url_that_would_lead_past_the_proxy(cli: Cli, data: Path, form: str, removal: str) -> None:
    arguments = ("env", "revox", "--data", data, "--format", form)
    assert removal in cli(*arguments, "--tls").output.splitlines()
    assert removal not in cli(*arguments).output
    assert "REVOX_BASE_URL" not in cli(*arguments[:-1], "dotenv", "--tls").output


def test_java_reads_a_folder_with_spaces(cli: Cli, tmp_path: Path) -> None:
    arguments = ("env", "revox", "--tls", "--data", tmp_path / "my data", "--format", "json")
    options = json.loads(cli(*arguments).output)["JAVA_TOOL_OPTIONS"]
    assert f'-Djavax.net.ssl.trustStore="{tmp_path / "my data"}/ca/trust.p12" ' in options


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


@pytest.mark.parametrize("name", CLIENTS)
def test_python_gets_through(listening: tuple[Serving, dict[str, str]], name: str) -> None:
    head = "URL, KEY = 'https://api.ringyo.ai/v1/calls', {'Authorization': 'Bearer any-key'}\n"
    assert statuses([sys.executable, "-c", head + CLIENTS[name]], listening[1]) == ["200"]


def test_serve_says_where_https_is_taken(listening: tuple[Serving, dict[str, str]]) -> None:
    (line,) = (line for line in listening[0].lines if line.startswith("  TLS "))
    port, data = listening[0].url.rpartition(":")[2], Path(listening[1]["SSL_CERT_FILE"]).parents[1]
    assert line == (
        f"  TLS        https://127.0.0.1:{port} "
        f"(for clients: mockserver env PROVIDER --tls --port {port} --data '{data}')"
    )


JAVA = """
import java.net.URI;
import java.net.http.*;

public class Client {
    public static void main(String[] urls) throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        for (String url : urls) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url)).header("Authorization", "Bearer k").build();
            System.out.println(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode());
        }
    }
}
"""
NODE = """
for (const url of process.argv.slice(1)) {
  const reply = await fetch(url, { headers: { Authorization: "Bearer k" } });
  console.log(reply.status);
}
"""


@pytest.fixture(scope="module")
def listening(data: Path) -> Iterator[tuple[Serving, dict[str, str]]]:
    """A server with TLS, and the environment of its clients."""
    with serving("--tls", "--data", str(data), "--clock", "manual") as server:
        arguments = ["env", "revox", "--tls", "--data", str(data), "--url", server.url, "--format", "json"]
        yield server, json.loads(CliRunner().invoke(mockserver, arguments).output)


def statuses(command: list[str], variables: dict[str, str]) -> list[str]:
    """Return what a client prints."""
    done = subprocess.run(
        command, env=environment(**variables), capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.split()


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_curl_gets_through(listening: tuple[Serving, dict[str, str]]) -> None:
    keys = ["-H", "x-api-key: k", "-H", "Authorization: Bearer k"]
    ask = ["curl", "-sS", "-o", "/dev/null", "-w", "%{http_code} ", *keys]
    (first, second) = "https://api.revring.ai/v1/calls", "https://api.ringyo.ai/v1/calls"
    assert statuses([*ask, first, "--next", *ask[1:], second], listening[1]) == ["200", "200"]


@pytest.mark.skipif(shutil.which("java") is None, reason="Java is not installed")
def test_java_gets_through(listening: tuple[Serving, dict[str, str]], tmp_path: Path) -> None:
    (tmp_path / "Client.java").write_text(JAVA)
    urls = ["https://api.ringyo.ai/v1/calls", "https://api.ringyo.ai/v1/agents"]
    assert statuses(["java", str(tmp_path / "Client.java"), *urls], listening[1]) == ["200", "200"]


@pytest.mark.skipif(shutil.which("node") is None, reason="Node.js is not installed")
def test_node_gets_through(listening: tuple[Serving, dict[str, str]]) -> None:
    """Node.js before 22.21 and 24 takes no proxy from the environment, so there the name must lead here."""
    local = listening[0].url.replace("http", "https").replace("127.0.0.1", "localhost") + "/ringyo/v1/calls"
    version = subprocess.run(["node", "-p", "process.versions.node"], capture_output=True, text=True, check=True).stdout
    major, minor = (int(number) for number in version.split(".")[:2])
    has_proxy = major >= 24 or (major == 22 and minor >= 21)
    urls = [local, *(["https://api.ringyo.ai/v1/calls"] if has_proxy else [])]
    assert statuses(["node", "--input-type=module", "-e", NODE, *urls], listening[1]) == ["200"] * len(urls)


def test_own_certificates(serve: Serve, data: Path, tmp_path: Path, cli: Cli) -> None:
    own = trustme.CA()
    leaf = own.issue_cert("mock.example.com")
    certificate, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    leaf.private_key_pem.write_to_path(str(key))
    for blob in leaf.cert_chain_pems:
        blob.write_to_path(str(certificate), append=True)
    with serve("--tls-cert", str(certificate), "--tls-key", str(key)) as serving:
        assert f"https://127.0.0.1:{serving.url.rpartition(':')[2]} (your certificate)" in "\n".join(serving.lines)
        context = ssl.create_default_context()
        own.configure_trust(context)
        raw = socket.create_connection(("127.0.0.1", int(serving.url.rsplit(":", 1)[1])))
        with context.wrap_socket(raw, server_hostname="mock.example.com") as client:
            assert client.version() in ("TLSv1.2", "TLSv1.3")


def test_the_data_folder_comes_from_the_environment(cli: Cli, tmp_path: Path) -> None:
    assert str(tmp_path) in cli("ca", env={"MOCKSERVER_DATA": str(tmp_path)}).output
