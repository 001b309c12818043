"""`mockserver env PROVIDER`: the environment that points a client at the simulator, for several shells and programs.

env revox            REVOX_BASE_URL, REVOX_API_KEY
env revox --tls      for clients whose base URL cannot be changed: a proxy, and the CA to trust, as each language
                     reads them
"""

import json
import shlex
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click

from mockserver.cli.options import ChoiceType, ProviderType, base_url, server_options
from mockserver.cli.tls import authority_of, data_option

_FORMATS: Mapping[str, Callable[[str, str], str]] = {
    "shell": lambda name, value: f"export {name}={shlex.quote(value)}",
    "dotenv": lambda name, value: f"{name}={json.dumps(value, ensure_ascii=False)}",
    "powershell": lambda name, value: f"$env:{name} = '{value.replace(chr(39), chr(39) * 2)}'",
}


@click.command()
@click.argument("provider", type=ProviderType())
@click.option("--api-key", default="any-key", show_default=True, help="API key to export.")
@click.option("--tls", is_flag=True, help="For clients with a fixed base URL: a proxy and a CA (server: serve --tls).")
@click.option("--format", "form", type=ChoiceType((*_FORMATS, "json")), default="shell", show_default=True)
@data_option
@server_options
def env(provider: str, api_key: str, form: str, data: Path | None, *, tls: bool, **server: Any) -> None:
    """Print the environment that points a client of PROVIDER at the simulator: eval "$(mockserver env PROVIDER)"."""
    url = (server["url"] or base_url(server["host"], server["port"])).rstrip("/")
    variables = client_variables(provider, url, server["world"], api_key, proxied=tls)
    if tls:
        variables |= tls_variables(url, data)
    if form == "json":
        click.echo(json.dumps(variables, indent=2))
    else:
        for name, value in variables.items():
            click.echo(_FORMATS[form](name, value))


def client_variables(
    provider: str, url: str, world: str | None, api_key: str, *, proxied: bool = False
) -> dict[str, str]:
    """Return the variables that the provider's own clients read. A `proxied` client keeps its base URL."""
    from mockserver.providers import PROVIDERS

    mount = f"{url}/w/{world}" if world else url
    values = {
        "url": None if proxied else f"{mount}/{provider}{PROVIDERS[provider].base}",
        "key": f"{api_key}~{world}" if world else api_key,
    }
    named = {name: values[kind] for name, kind in PROVIDERS[provider].environment.items()}
    return {name: value for name, value in named.items() if value is not None}


def tls_variables(url: str, data: Path | None = None) -> dict[str, str]:
    """Return the variables with which clients take the server for their proxy, and trust its CA.

    Raises:
        SettingsError: the extra `tls` is not installed, or the data folder cannot be used.
    """
    from urllib.parse import urlsplit

    authority = authority_of(data)
    certificate = str(authority.certificate.resolve())
    address = urlsplit(url)
    java = {
        "https.proxyHost": address.hostname,
        "https.proxyPort": address.port or 80,
        "javax.net.ssl.trustStore": authority.truststore.resolve(),
        "javax.net.ssl.trustStorePassword": authority.PASSWORD,
    }
    return {
        "HTTPS_PROXY": url,
        "SSL_CERT_FILE": certificate,  # OpenSSL: Python's ssl and httpx, Ruby, Go
        "REQUESTS_CA_BUNDLE": certificate,
        "CURL_CA_BUNDLE": certificate,
        "NODE_EXTRA_CA_CERTS": certificate,
        "NODE_USE_ENV_PROXY": "1",  # Node.js 24 and newer
        "JAVA_TOOL_OPTIONS": " ".join(f"-D{name}={value}" for name, value in java.items()),
    }
