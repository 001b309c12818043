"""The table of Revox's operations, one file per resource.

Each file decodes a request, gives the world one command or asks it one question, and renders; each ends with its own
rows of the table.
"""

from mockserver.providers.base import Operation
from mockserver.providers.revox.routes import (
    assistants,
    calls,
    campaigns,
    launches,
    phone_numbers,
    rows,
    search,
    users,
    voices,
)

OPERATIONS: tuple[Operation, ...] = (
    *calls.OPERATIONS,
    *assistants.OPERATIONS,
    *voices.OPERATIONS,
    *phone_numbers.OPERATIONS,
    *users.OPERATIONS,
    *search.OPERATIONS,
    *campaigns.OPERATIONS,
    *launches.OPERATIONS,
    *rows.OPERATIONS,
)
