"""How connections with TLS begin: for which hosts, with which certificate, and what a failed handshake means.

--only, the certificate ─► setup_for ─► TlsSetup ─► first_bytes
                                           └─ on_failure: HandshakeReport ─► the log
"""

import asyncio
import logging
import ssl

from mockserver.providers import PROVIDERS
from mockserver.server.tls.first_bytes import TlsSetup

LOG = logging.getLogger("mockserver")
_QUIET_SECONDS = 10  #: of real time, in which the same failure is reported once
_UNTRUSTED = ("UNKNOWN_CA", "CERTIFICATE_UNKNOWN", "BAD_CERTIFICATE")


def hosts_of(only: str | None) -> list[str]:
    """Return the real hosts of the served providers, in lower case."""
    return [host.lower() for name, provider in PROVIDERS.items() if only in (None, name) for host in provider.hosts]


def setup_for(only: str | None, context: ssl.SSLContext) -> TlsSetup:
    """Return how connections to a server of these providers begin; `only` is a single provider, None is all."""
    return TlsSetup(context, frozenset(hosts_of(only)), HandshakeReport())


class HandshakeReport:
    """Logs failed handshakes, the same reason at most once in 10 s, because clients try again and again."""

    def __init__(self) -> None:
        self._last: dict[str, float] = {}

    def __call__(self, error: ssl.SSLError) -> None:
        reason = getattr(error, "reason", None) or str(error)
        now = asyncio.get_running_loop().time()
        if now - self._last.get(reason, -_QUIET_SECONDS) < _QUIET_SECONDS:
            return
        self._last[reason] = now
        LOG.warning("%s", handshake_text(reason))


def handshake_text(reason: str) -> str:
    """Return what a failed handshake means, and what to do."""
    if any(word in reason for word in _UNTRUSTED):
        return (
            "A client refused the certificate, because it does not trust the CA of this server. "
            "`mockserver env PROVIDER --tls` prints what it needs; `mockserver ca` names the certificate."
        )
    return f"A TLS handshake failed: {reason.replace('_', ' ').lower()}."
