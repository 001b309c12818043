"""The table of RevRing's operations, one file per resource.

Each file decodes requests, sends the world one command or query, and renders the response. The rows of the table are at
the end of each file.
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
