"""Everything that RevRing stores in a world.

Fixtures and snapshots are checked against these types.
"""

from mockserver.providers.resources import stored
from mockserver.providers.revring.agents import AGENTS
from mockserver.providers.revring.knowledge import BASES, LINKS
from mockserver.providers.revring.knowledge_sources import SOURCES
from mockserver.providers.revring.messages import CONVERSATIONS, MESSAGES

STORED = stored([AGENTS, BASES, SOURCES, LINKS, MESSAGES, CONVERSATIONS], own_ids=frozenset({CONVERSATIONS.kind}))
