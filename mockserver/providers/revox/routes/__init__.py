"""The table of Revox's operations, one file per resource.

Each endpoint decodes a request, runs one command or query on the world, and renders the result. Each file ends with its
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
