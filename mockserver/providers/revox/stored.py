"""Everything that Revox stores in a world.

Fixtures and snapshots are checked against these types.
"""

from mockserver.providers.resources import stored
from mockserver.providers.revox.assistants import ASSISTANTS
from mockserver.providers.revox.campaigns import CAMPAIGNS
from mockserver.providers.revox.phone_numbers import NUMBERS
from mockserver.providers.revox.users import USERS
from mockserver.providers.revox.voices import VOICES

STORED = stored([ASSISTANTS, CAMPAIGNS, NUMBERS, VOICES, USERS], calls={CAMPAIGNS.kind: "calls"}, own_ids=[USERS.kind])
