"""The table of providers. To add one, write a folder beside these and add one name here.

Routing, documentation, settings and the tests of all providers start from this dictionary.
docs/adding-a-provider.md explains it step by step.
"""

from mockserver.providers.base import Provider
from mockserver.providers.revox import REVOX
from mockserver.providers.revring import REVRING
from mockserver.providers.ringyo import RINGYO

PROVIDERS: dict[str, Provider] = {provider.name: provider for provider in (REVRING, RINGYO, REVOX)}
