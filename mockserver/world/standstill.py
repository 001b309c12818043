"""Why virtual time stands still in a world: one value for all reasons.

`World.run` returns it when it stops before its goal; `World.standstill` is the reason that holds between two runs.
Whether time passes at all is the business of the clock.
"""

from enum import Enum


class Standstill(Enum):
    """A reason why time does not go on."""

    MOVING = "another request is moving time, and waits for deliveries"
    BLOCKED = "a call waits for the response to a webhook"
    DELIVERING = "deliveries are due now"
    YIELDING = "other requests get their turn"
