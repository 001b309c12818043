"""The table of RevRing's operations, one file per resource.

Each file decodes a request, gives the world one command or asks it one question, and renders; each ends with its own
rows of the table.
"""

from mockserver.providers.base import Operation
from mockserver.providers.revring.routes import agents, calls, knowledge, messages, tools, web_calls

OPERATIONS: tuple[Operation, ...] = (
    *calls.OPERATIONS,
    *agents.OPERATIONS,
    *tools.OPERATIONS,
    *knowledge.OPERATIONS,
    *messages.OPERATIONS,
    *web_calls.OPERATIONS,
)
