"""The pytest plugin: `mockserver` gives each test a world of its own on a server that runs for the whole session.

    mockserver_settings  session, to be overridden ─► mockserver_server  session ─► mockserver  function

Nothing is imported before a test asks for a fixture, so a suite that does not use the plugin does not feel it. At the
end of a test its world is forgotten; requests that no route knew make it fail. Under pytest-xdist each worker runs
a server of its own on a free port.
"""

from collections.abc import Generator, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from mockserver.pytest_plugin.handle import Mockserver
    from mockserver.pytest_plugin.session import Session
    from mockserver.world.settings import Settings

MARKER = (
    "mockserver(scenario=None, clock=None, rate=None, now=None, seed=None, profile=None, allow_unmatched=False): "
    "how the simulated world of this test differs from the others. scenario: name of what calls play by default; "
    "clock: step, manual, real or auto; allow_unmatched: do not fail on requests that no route knows."
)
HANDLE = pytest.StashKey["Mockserver"]()
FAILED = pytest.StashKey[bool]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """The flags, each with an ini key of the same name."""
    group = parser.getgroup("mockserver", "voice-AI phone-call simulator")
    for name, text in (
        ("url", "Use the mockserver that runs at this URL instead of starting one."),
        ("seed", "Seed of everything that the simulator makes up (0)."),
    ):
        group.addoption(f"--mockserver-{name}", default=None, help=text)
        parser.addini(f"mockserver_{name}", text, default=None)


def pytest_configure(config: pytest.Config) -> None:
    """Make the marker known."""
    config.addinivalue_line("markers", MARKER)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Any, None]:
    """Add what the world lived through to the report of a failed test."""
    outcome = yield
    handle = item.stash.get(HANDLE, None)
    report = outcome.get_result()
    if handle is not None and report.failed and report.when != "teardown":
        from mockserver.pytest_plugin.report import chronicle

        item.stash[FAILED] = True
        report.sections.append(("mockserver", chronicle(handle)))


@pytest.fixture(scope="session")
def mockserver_settings() -> "Mapping[str, Any] | Settings":
    """Override to change the settings of the server: a dict such as `{"seed": "7", "scenarios": ["tests/calls"]}`.

    Keys: clock (step), rate, now (2026-01-05T15:00:00Z), seed, profile, only, api_keys, scenarios, fixtures,
    examples, admin_token.
    """
    return {}


@pytest.fixture(scope="session")
def mockserver_server(
    request: pytest.FixtureRequest, mockserver_settings: "Mapping[str, Any] | Settings"
) -> "Iterator[Session]":
    """The server of this session: in this process, on a port when one is needed, or where `--mockserver-url` says."""
    from mockserver.pytest_plugin.session import opened

    with opened(request.config, mockserver_settings) as session:
        yield session


@pytest.fixture
def mockserver(request: pytest.FixtureRequest, mockserver_server: "Session") -> "Iterator[Mockserver]":
    """A simulated world for this test alone; see `Mockserver` for what it offers."""
    from mockserver.pytest_plugin.marker import prepare

    handle = mockserver_server.handle(request.node.name)
    try:
        prepare(handle, request.node)
        request.node.stash[HANDLE] = handle
        yield handle
    finally:
        handle.finish(failed=request.node.stash.get(FAILED, False))
