"""The table of Ringyo's operations, one file per resource.

Each file decodes a request, gives the world one command or asks it one question, and renders; each ends with its own
rows of the table.
"""

from mockserver.providers.base import Operation
from mockserver.providers.ringyo.routes import agents, calls, phone_numbers, webhooks

OPERATIONS: tuple[Operation, ...] = (
    *calls.OPERATIONS,
    *agents.OPERATIONS,
    *phone_numbers.OPERATIONS,
    *webhooks.OPERATIONS,
)
