"""Renders a call in the dialect of its world: whole, as a row of a list, or as the response that places it.

`render` knows the reference's dialect, `guide` the guide's. This module only chooses between them.
"""

from mockserver.calls.call import Call
from mockserver.providers.base import Answer
from mockserver.providers.ringyo.details import details_of
from mockserver.providers.ringyo.dialects import is_guide
from mockserver.providers.ringyo.guide import guide_call, guide_status
from mockserver.providers.ringyo.render import call_body, reference_call, reference_placed_call
from mockserver.providers.ringyo.replies import single_answer
from mockserver.providers.ringyo.shapes.calls import CallPlaced, CallShape, GuideCall
from mockserver.providers.ringyo.statuses import call_status
from mockserver.world.world import World


def status(call: Call) -> object:
    """Return what a polling client sees as the status, in the dialect in which the call was placed."""
    view = call.view()
    return guide_status(view) if details_of(call).dialect == "guide" else call_status(view)


def render_placed_call(world: World, call: Call) -> CallPlaced | GuideCall:
    """Return the response to `POST /v1/calls`."""
    return guide_call(world, call, whole=False) if is_guide(world) else reference_placed_call(call)


def render_call(world: World, call: Call, include: frozenset[str]) -> Answer:
    """Return the response that shows one call. In the guide's dialect it is whole, whatever `include` says."""
    if is_guide(world):
        return single_answer(world, guide_call(world, call, whole=True))
    return Answer(200, call_body(world, call, include))


def render_call_row(world: World, call: Call) -> CallShape | GuideCall:
    """Return a call as a row of a list."""
    return guide_call(world, call, whole=False) if is_guide(world) else reference_call(world, call)
