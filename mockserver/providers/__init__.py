"""The table of providers. A fourth one is a folder beside these and one line here.

Routing, documentation, settings and the tests that must hold of every provider all start from this dictionary.
docs/adding-a-provider.md goes through it step by step.
"""

from mockserver.providers.base import Provider
from mockserver.providers.revox import REVOX
from mockserver.providers.revring import REVRING
from mockserver.providers.ringyo import RINGYO

PROVIDERS: dict[str, Provider] = {provider.name: provider for provider in (REVRING, RINGYO, REVOX)}
