"""The endpoints that launch campaigns: a whole draft (0.3.0), or selected calls (0.5.0).

Between them lies 0.4.0, whose SDK can create a campaign but has no method to start it. A speed-dial session needs an
operator who dials; there is none here, so it stops before its first dial. The table at the end lists the endpoints.
"""

from mockserver.providers.base import Answer, Operation, Refusal, Request, answer, lenient
from mockserver.providers.revox import launches
from mockserver.providers.revox.campaign_bodies import LaunchCalls, LaunchSelection
from mockserver.providers.revox.campaigns import calls_in, change, find_campaign, seen_in
from mockserver.providers.revox.checks import decode
from mockserver.providers.revox.errors import CODES
from mockserver.providers.revox.routes.calls import scheduled
from mockserver.providers.revox.routes.campaigns import show
from mockserver.providers.revox.selection import Seen, chosen
from mockserver.providers.revox.shapes.campaigns import CampaignReply, LaunchReply, SessionShape
from mockserver.simulation.durations import show_milliseconds
from mockserver.world.documents import Document
from mockserver.world.world import World


def launch(world: World, request: Request) -> Answer:
    """`POST /campaigns/{id}/launch` (0.3.0): everything that has not been launched, at the draft's `scheduled_at`."""
    campaign = change(world, find_campaign(world, request.params["id"]), {"draft": False})
    rows = [seen for seen in seen_in(world, campaign) if not seen.call.timeline]
    launches.launch(world, campaign, rows, scheduled(world, campaign["scheduled_at"]))
    return answer(CampaignReply(campaign=show(world, request, campaign)))


def launch_calls(world: World, request: Request) -> Answer:
    """`POST /campaigns/{id}/launch-calls` (0.5.0): the selected rows; 200 `{"launched", "skipped", "session"}`."""
    campaign, body = find_campaign(world, request.params["id"]), decode(world, request, LaunchCalls)
    rows = _selected(world, campaign, body.selection)
    if body.mode == "speed_dial":
        return _speed_dial(world, request, campaign, body, rows)
    start = scheduled(world, body.scheduled_at)
    done = launches.launch(world, campaign, rows, start)
    if done["launched"] and campaign["draft"]:
        change(world, campaign, {"draft": False})
    return answer(LaunchReply(**done, session=None))


# -- pieces ----------------------------------------------------------------------------------------


def _selected(world: World, campaign: Document, selection: LaunchSelection) -> list[Seen]:
    fitting = chosen(calls_in(world, campaign), selection.filters)
    named, only = set(selection.rows.call_ids), selection.rows.mode == "only"
    return [seen for seen in fitting if (seen.call.id in named) == only]


def _speed_dial(world: World, request: Request, campaign: Document, body: LaunchCalls, rows: list[Seen]) -> Answer:
    """A session that is over at once, because there is no operator here to dial with: no call is touched."""
    if body.scheduled_at is not None and not lenient(world):
        raise Refusal(400, CODES.bad_body, "scheduled_at: a speed dial session cannot be scheduled.")
    skipped = launches.none_skipped()
    targets = 0
    for why in (launches.hindrance(seen, paused=campaign["paused"]) for seen in rows):
        targets += why is None
        if why is not None:
            skipped[why] += 1
    number, now = world.serial("revox.session"), show_milliseconds(world.now)
    request.note = "there is no operator in this simulator: the session stopped before its first dial"
    session: SessionShape = {
        "id": world.randomness.uuid(f"revox:session:{number}"),
        "campaign_id": campaign["id"],
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
