"""For which hosts a server takes CONNECT, and what it reports of handshakes that fail."""

import asyncio
import ssl

import pytest

from mockserver.server.tls.certificates import new_context
from mockserver.server.tls.setup import HandshakeReport, handshake_text, setup_for


def test_the_hosts_are_those_of_the_served_providers() -> None:
    everyone = {"api.revring.ai", "api.ringyo.ai", "www.getrevox.com", "getrevox.com"}
    assert setup_for(None, new_context()).hosts >= everyone
    assert setup_for("ringyo", new_context()).hosts == {"api.ringyo.ai"}


def test_the_same_failure_is_reported_once(caplog: pytest.LogCaptureFixture) -> None:
    async def fail() -> None:
        report = HandshakeReport()
        for text in ("no shared cipher", "unknown ca", "no shared cipher", "unknown ca"):
            report(ssl.SSLError(1, text))

    asyncio.run(fail())
    assert len(caplog.messages) == 2


def test_a_client_that_does_not_trust_the_ca_is_explained() -> None:
    assert "`mockserver env PROVIDER --tls` prints what it needs" in handshake_text("TLSV1_ALERT_UNKNOWN_CA")
    assert handshake_text("NO_SHARED_CIPHER") == "A TLS handshake failed: no shared cipher."
