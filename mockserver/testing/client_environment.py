"""The environment variables that point clients at the simulator, and trust its certificates.

client_variables   PROVIDER_BASE_URL, PROVIDER_API_KEY, …: what the clients of a provider read
tls_variables      for clients whose base URL cannot be changed: a proxy, and the CA, as each language reads them
Environment        variables of this process that are set for a while
"""

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from mockserver.providers import PROVIDERS

if TYPE_CHECKING:
    from mockserver.server.tls.certificates import Authority


def client_variables(provider: str, base_url: str | None, key: str) -> dict[str, str | None]:
    """Return the variables that the provider's own clients read. Those that are None must not be set: without a base
    URL, clients keep their own."""
    values = {"url": base_url, "key": key}
    return {name: values[kind] for name, kind in PROVIDERS[provider].environment.items()}


def tls_variables(url: str, authority: "Authority") -> dict[str, str]:
    """Return the variables with which clients take the server at `url` for their proxy, and trust its CA.

    What is reached without a proxy already, and local addresses, stay so.
    """
    from mockserver.server.tls.certificates import LOCAL

    certificate = str(authority.certificate.resolve())
    address = urlsplit(url)
    given = os.environ.get("no_proxy") or os.environ.get("NO_PROXY") or ""
    direct = ",".join(dict.fromkeys(filter(None, [*given.split(","), *LOCAL, address.hostname])))
    java = {
        "https.proxyHost": address.hostname,
        "https.proxyPort": address.port or 80,
        "javax.net.ssl.trustStore": authority.truststore.resolve(),
        "javax.net.ssl.trustStorePassword": authority.PASSWORD,
    }
    return {
        "HTTPS_PROXY": url,
        "https_proxy": url,  # where both are set, most clients read this one
        "NO_PROXY": direct,
        "no_proxy": direct,
        "SSL_CERT_FILE": certificate,  # OpenSSL: Python's ssl and httpx, Ruby, Go
        "REQUESTS_CA_BUNDLE": certificate,
        "CURL_CA_BUNDLE": certificate,
        "NODE_EXTRA_CA_CERTS": certificate,
        "NODE_USE_ENV_PROXY": "1",  # Node.js 24 and newer
        "JAVA_TOOL_OPTIONS": " ".join(_java_option(name, str(value)) for name, value in java.items()),
    }


def _java_option(name: str, value: str) -> str:
    return f'-D{name}="{value}"' if " " in value else f"-D{name}={value}"


class Environment:
    """Environment variables of this process that are set for a while."""

    def __init__(self) -> None:
        self._before: dict[str, str | None] = {}

    def set(self, variables: Mapping[str, str | None]) -> None:
        """Set variables; remove those that are None."""
        for name, value in variables.items():
            self._before.setdefault(name, os.environ.get(name))
            _put(name, value)

    def undo(self) -> None:
        """Set all variables to what they were before."""
        for name, value in self._before.items():
            _put(name, value)
        self._before.clear()


def _put(name: str, value: str | None) -> None:
    if value is None:
        os.environ.pop(name, None)
    else:
        os.environ[name] = value
