"""The pytest plugin: the fixture `mockserver` gives each test its own world on a server that runs for the session.

    mockserver_settings  session, override it ─► mockserver_server  session ─► mockserver  function

The plugin imports nothing until a test uses a fixture, so there is no overhead for tests that don't use it. After a
test its world is deleted, and the test fails if a request matched no route. With pytest-xdist, each worker runs its own
server on a free port.
"""

from collections.abc import Generator, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from mockserver.pytest_plugin.handle import MockserverFixture
    from mockserver.pytest_plugin.session import Session
    from mockserver.world.settings import Settings

MARKER = (
    "mockserver(scenario=None, clock=None, rate=None, now=None, seed=None, profile=None, tomorrow=False, "
    "allow_unmatched=False, allow_unfired=False, fail_on_findings=False, faults=()): "
    "settings of the simulated world of this test. scenario: the fallback scenario of calls; "
    "clock: step, manual, real or auto; allow_unmatched: do not fail on requests that match no route; "
    "faults: rules for faults of API answers; allow_unfired: do not fail if one of them never fires; "
    "fail_on_findings: kinds of findings that fail the test, or True for all."
)
HANDLE = pytest.StashKey["MockserverFixture"]()
FAILED = pytest.StashKey[bool]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the flags, each with an ini key of the same name."""
    group = parser.getgroup("mockserver", "voice-AI phone-call simulator")
    for name, text in (
        ("url", "Use the mockserver at this URL instead of starting one."),
        ("seed", "Seed of all random values (default: 0)."),
        ("fail-on-findings", "Kinds of findings that fail a test, separated by commas, or `all`."),
    ):
        group.addoption(f"--mockserver-{name}", default=None, help=text)
        parser.addini(f"mockserver_{name.replace('-', '_')}", text, default=None)


def pytest_configure(config: pytest.Config) -> None:
    """Register the marker, and let failed assertions of the suite of providers show their values."""
    config.addinivalue_line("markers", MARKER)
    pytest.register_assert_rewrite("mockserver.testing.provider_suite")


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Any, None]:
    """Add the calls and requests of the world to the report of a failed test."""
    outcome = yield
    handle = item.stash.get(HANDLE, None)
    report = outcome.get_result()
    if handle is not None and report.failed and report.when != "teardown":
        from mockserver.pytest_plugin.report import failure_report

        item.stash[FAILED] = True
        report.sections.append(("mockserver", failure_report(handle)))


@pytest.fixture(scope="session")
def mockserver_settings() -> "Mapping[str, Any] | Settings":
    """Override this fixture to set the server's options: `{"seed": "7", "scenarios": ["tests/calls"]}`.

    Keys: clock (step), rate, now (2026-01-05T15:00:00Z), seed, profile, tomorrow, only, api_keys, scenarios,
    fixtures, examples, admin_token.
    """
    return {}


@pytest.fixture(scope="session")
def mockserver_server(
    request: pytest.FixtureRequest, mockserver_settings: "Mapping[str, Any] | Settings"
) -> "Iterator[Session]":
    """The server of this session: in this process, with a port when one is needed, or at `--mockserver-url`."""
    from mockserver.pytest_plugin.session import open_session

    with open_session(request.config, mockserver_settings) as session:
        yield session


@pytest.fixture
def mockserver(request: pytest.FixtureRequest, mockserver_server: "Session") -> "Iterator[MockserverFixture]":
    """A simulated world for this test only; see the class `MockserverFixture`."""
    from mockserver.pytest_plugin.marker import prepare

    handle = mockserver_server.handle(request.node.name)
    try:
        prepare(handle, request.node)
        request.node.stash[HANDLE] = handle
        yield handle
    finally:
        handle.finish(failed=request.node.stash.get(FAILED, False))
