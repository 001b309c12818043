"""Runs test suites with the plugin, in this process."""

import gc
from collections.abc import Callable
from importlib import import_module
from importlib.metadata import entry_points
from pkgutil import walk_packages

import httpx2
import pytest

import mockserver

UNUSED = [word for name in ("cacheprovider", "asyncio", "schemathesis") for word in ("-p", f"no:{name}")]
"""Plugins that no run needs; importing schemathesis anew each time would take longer than the run."""
Suite = Callable[..., pytest.RunResult]


@pytest.fixture(scope="session")
def all_modules(http: httpx2.Client) -> None:
    """Import all modules first. pytester unloads modules that a run has imported, and the classes of a second copy
    would differ from those of the first."""
    assert not http.is_closed
    for module in walk_packages(mockserver.__path__, "mockserver."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    for name in ("trustme", "cryptography.hazmat.primitives.serialization.pkcs12", "revox"):
        import_module(name)


@pytest.fixture
def suite(pytester: pytest.Pytester, all_modules: None) -> Suite:
    """Run a test file (and a conftest) with the plugin, in this process."""
    installed = any(point.name == "voice_mockserver" for point in entry_points(group="pytest11"))
    plugin = [] if installed else ["-p", "mockserver.pytest_plugin"]

    def run(text: str, *arguments: str, conftest: str = "") -> pytest.RunResult:
        pytester.makeconftest(conftest)
        pytester.makepyfile(text)
        gc.freeze()  # pytest collects garbage five times at the end of a run, and this process holds a lot
        try:
            return pytester.runpytest_inprocess(*plugin, *UNUSED, "-W", "error", *arguments)
        finally:
            gc.unfreeze()

    return run
