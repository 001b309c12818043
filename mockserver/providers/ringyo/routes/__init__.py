"""The table of Ringyo's operations, one file per resource.

Each file decodes requests, sends the world one command or query, and renders the response. The rows of the table are at
the end of each file.
"""

from mockserver.providers.base import Operation
from mockserver.providers.ringyo.routes import agents, calls, phone_numbers, webhooks

OPERATIONS: tuple[Operation, ...] = (
    *calls.OPERATIONS,
    *agents.OPERATIONS,
    *phone_numbers.OPERATIONS,
    *webhooks.OPERATIONS,
)
