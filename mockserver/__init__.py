"""mockserver: a local simulator of the phone-call APIs of voice-AI providers.

Run it with the command `mockserver`, as a container, through its pytest plugin, or in Python:

    from mockserver import MockServer

    with MockServer() as server:
        client = server.client("name of a provider")  # or your own, with the base URL and key of server.at(…)

Names are imported when they are first used, so `import mockserver` takes no time.
"""

TYPE_CHECKING = False  # type checkers know better; importing `typing` would take longer than everything else here
if TYPE_CHECKING:
    from typing import Any

    from mockserver.client import Call as Call
    from mockserver.client import Control as Control
    from mockserver.client import Delivery as Delivery
    from mockserver.client import Finding as Finding
    from mockserver.client import PlannedFault as PlannedFault
    from mockserver.client import SentRequest as SentRequest
    from mockserver.delivery.receivers import ReceivedWebhook as ReceivedWebhook
    from mockserver.errors import BadArgument as BadArgument
    from mockserver.errors import ControlError as ControlError
    from mockserver.errors import MockserverError as MockserverError
    from mockserver.errors import NotReachable as NotReachable
    from mockserver.errors import ScenarioError as ScenarioError
    from mockserver.errors import SettingsError as SettingsError
    from mockserver.pytest_plugin.handle import MockserverFixture as MockserverFixture
    from mockserver.testing.mock_server import MockServer as MockServer
    from mockserver.testing.server_settings import ServerOptions as ServerOptions
    from mockserver.testing.simulated_world import ClientConfig as ClientConfig
    from mockserver.testing.simulated_world import SimulatedWorld as SimulatedWorld
    from mockserver.world.settings import Settings as Settings

__version__ = "0.1.0"
_MODULES = {
    "BadArgument": "errors",
    "Call": "client",
    "ClientConfig": "testing.simulated_world",
    "Control": "client",
    "ControlError": "errors",
    "Delivery": "client",
    "Finding": "client",
    "MockServer": "testing.mock_server",
    "MockserverError": "errors",
    "MockserverFixture": "pytest_plugin.handle",
    "NotReachable": "errors",
    "PlannedFault": "client",
    "ReceivedWebhook": "delivery.receivers",
    "ScenarioError": "errors",
    "SentRequest": "client",
    "ServerOptions": "testing.server_settings",
    "Settings": "world.settings",
    "SettingsError": "errors",
    "SimulatedWorld": "testing.simulated_world",
}  #: where each public name is
__all__ = ["__version__", *_MODULES]


def __getattr__(name: str) -> "Any":
    """Import a public name with its first use."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = globals()[name] = getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
