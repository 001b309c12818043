"""A server that takes TLS, and what its clients trust."""

import ssl
from collections.abc import Iterator

import pytest

from mockserver.cli.demo import MONDAY
from mockserver.server.app import build
from mockserver.server.server import Server
from mockserver.server.tls.certificates import Authority
from mockserver.server.tls.first_bytes import TlsSetup
from mockserver.simulation.clock import Mode
from mockserver.world.settings import Settings

HOSTS = frozenset({"api.revring.ai", "api.ringyo.ai", "www.getrevox.com"})


@pytest.fixture(scope="package")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("data"))


@pytest.fixture
def failures() -> list[ssl.SSLError]:
    return []


@pytest.fixture
def secure(authority: Authority, failures: list[ssl.SSLError]) -> Iterator[Server]:
    setup = TlsSetup(authority.server_context(sorted(HOSTS)), HOSTS, failures.append)
    with Server(build(Settings(mode=Mode.MANUAL, now=MONDAY)), tls=setup) as server:
        yield server


@pytest.fixture
def trust(authority: Authority) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(authority.certificate))
