"""mockserver: a local simulator of the voice-AI phone-call APIs of RevRing, Ringyo and Revox.

People start it with the command `mockserver`, through its pytest plugin or as a container, and speak HTTP to it.
Nothing is imported here on purpose: `mockserver --version` and the pytest plugin must stay cheap.
"""

__all__ = ["__version__"]

__version__ = "0.1.0"
