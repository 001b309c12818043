"""The table of providers: the built-in ones, and those that other installed packages offer.

Routing, documentation, settings, commands and the tests of all providers start from `PROVIDERS`; no other module names
a provider. A built-in one is a folder beside these and a name in `BUILT_IN`; any other is a package with an entry point
(`discovery`). docs/adding-a-provider.md explains both step by step.
"""

from mockserver.providers.base import Provider
from mockserver.providers.discovery import Providers, installed
from mockserver.providers.revox import REVOX
from mockserver.providers.revring import REVRING
from mockserver.providers.ringyo import RINGYO

BUILT_IN: tuple[Provider, ...] = (REVRING, RINGYO, REVOX)
PROVIDERS = Providers(lambda: installed(BUILT_IN))
