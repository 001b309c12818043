"""mockserver: a local simulator of the phone-call APIs of voice-AI providers.

Run it with the command `mockserver`, through its pytest plugin, or as a container; clients send HTTP requests to it.
This module imports nothing, so `mockserver --version` and the pytest plugin start quickly.
"""

__all__ = ["__version__"]

__version__ = "0.1.0"
