"""Everything that Ringyo stores in a world.

Fixtures and snapshots are checked against these types.
"""

from mockserver.providers.resources import stored
from mockserver.providers.ringyo.agents import AGENTS
from mockserver.providers.ringyo.credits import ACCOUNTS
from mockserver.providers.ringyo.idempotency import ANSWERS
from mockserver.providers.ringyo.keys import KEYS
from mockserver.providers.ringyo.phone_numbers import NUMBERS
from mockserver.providers.ringyo.rates import WINDOWS
from mockserver.providers.ringyo.webhooks import WEBHOOKS

STORED = stored([AGENTS, NUMBERS, WEBHOOKS, WINDOWS, ANSWERS, ACCOUNTS, KEYS])
