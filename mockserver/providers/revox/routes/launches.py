"""The endpoints that launch campaigns: a whole draft (0.3.0), or selected calls (0.5.0).

SDK 0.4.0 can create a campaign but has no method to launch it. A speed-dial session needs a human operator, which the
simulator does not have, so it stops before its first dial. The table at the end lists the endpoints.
"""

from mockserver.providers.base import Answer, Operation, Refusal, Request, answer, lenient
from mockserver.providers.revox import launches
from mockserver.providers.revox.campaign_calls import calls_in, order_views
from mockserver.providers.revox.campaigns import CAMPAIGNS, StoredCampaign
from mockserver.providers.revox.checks import decode
from mockserver.providers.revox.errors import CODES
from mockserver.providers.revox.launch_bodies import LaunchCalls, LaunchSelection
from mockserver.providers.revox.routes.calls import parse_scheduled_at
from mockserver.providers.revox.routes.campaigns import render_campaign
from mockserver.providers.revox.selection import OrderView, select
from mockserver.providers.revox.shapes.campaigns import CampaignReply, LaunchReply, SessionShape
from mockserver.providers.revox.translations import renamed_statuses
from mockserver.simulation.durations import show_milliseconds
from mockserver.world.world import World


def launch(world: World, request: Request) -> Answer:
    """`POST /campaigns/{id}/launch` (0.3.0): all calls that are not launched, at the draft's `scheduled_at`."""
    campaign = CAMPAIGNS.update(world, CAMPAIGNS.get(world, request.params["id"]), {"draft": False})
    rows = [order for order in order_views(world, campaign) if not order.call.timeline]
    launches.launch(world, campaign, rows, parse_scheduled_at(world, campaign.scheduled_at))
    return answer(CampaignReply(campaign=render_campaign(world, request, campaign)))


def launch_calls(world: World, request: Request) -> Answer:
    """`POST /campaigns/{id}/launch-calls` (0.5.0): the selected rows; 200 `{"launched", "skipped", "session"}`."""
    campaign, body = CAMPAIGNS.get(world, request.params["id"]), decode(world, request, LaunchCalls)
    rows = _selected(world, request, campaign, body.selection)
    if body.mode == "speed_dial":
        return _speed_dial(world, request, campaign, body, rows)
    start = parse_scheduled_at(world, body.scheduled_at)
    done = launches.launch(world, campaign, rows, start)
    if done["launched"] and campaign.draft:
        CAMPAIGNS.update(world, campaign, {"draft": False})
    return answer(LaunchReply(**done, session=None))


# -- helpers ---------------------------------------------------------------------------------------


def _selected(world: World, request: Request, campaign: StoredCampaign, selection: LaunchSelection) -> list[OrderView]:
    fitting = select(calls_in(world, campaign), selection.filters, renamed_statuses(world, request))
    named, only = set(selection.rows.call_ids), selection.rows.mode == "only"
    return [order for order in fitting if (order.call.id in named) == only]


def _speed_dial(
    world: World, request: Request, campaign: StoredCampaign, body: LaunchCalls, rows: list[OrderView]
) -> Answer:
    """Return a session that has already stopped, because there is no operator.

    Calls that wait for a retry are taken out of the schedule, so that the AI does not dial the same contact too.
    """
    if body.scheduled_at is not None and not lenient(world):
        raise Refusal(400, CODES.bad_body, "scheduled_at: a speed dial session cannot be scheduled.")
    skipped = launches.no_skips()
    targets = 0
    for order in rows:
        why = launches.skip_reason(order, paused=campaign.paused)
        if why is not None:
            skipped[why] += 1
            continue
        targets += 1
        launches.unschedule_retry(world, order)
    number, now = world.serial("revox.session"), show_milliseconds(world.now)
    request.add_note("the simulator has no operator: the session stopped before its first dial")
    session: SessionShape = {
        "id": world.randomness.new_uuid(f"revox:session:{number}"),
        "campaign_id": campaign.id,
        "connected_count": 0,
        "created_at": now,
        "current_call_id": None,
        "dialed_count": 0,
        "ended_at": now,
        "in_flight_calls": [],
        "outcome_filter": [word for word in body.selection.filters.outcomes if word != "none"],
        "status": "stopped",
        "total_targets": targets,
    }
    return answer(LaunchReply(launched=0, skipped=skipped, session=session))


OPERATIONS = (
    Operation("POST", "/campaigns/{id}/launch", "campaigns.launch_draft", launch, reply=CampaignReply),
    Operation(
        "POST", "/campaigns/{id}/launch-calls", "campaigns.launch", launch_calls, body=LaunchCalls, reply=LaunchReply
    ),
)
