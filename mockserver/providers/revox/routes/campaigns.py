"""The endpoints of campaigns: create in the way of three generations of clients, change, hold, show.

Sources: SDK 0.1.1 to 0.5.0 (`campaigns`). Creating launches at once up to 0.1.1, unless `launch` is false up to 0.3.0,
and launches nothing since 0.4.0. In the clock's step mode reading a campaign that runs first jumps to the next event
of one of its calls, so that polling it comes to an end. The table at the end lists the endpoints.
"""

from collections.abc import Callable
from typing import cast

from msgspec import UNSET, UnsetType, to_builtins

from mockserver.calls.events import Said, ToolUsed
from mockserver.providers.base import Answer, Operation, Refusal, Request, answer, lenient, options_of, strict
from mockserver.providers.revox import campaigns, launches
from mockserver.providers.revox.assistant_parts import RetryConfig
from mockserver.providers.revox.assistants import assistant_for, stored
from mockserver.providers.revox.campaign_bodies import CampaignCreate, CampaignPatch, ContactBody
from mockserver.providers.revox.campaigns import Contact, find_campaign, seen_in
from mockserver.providers.revox.checks import check_number, check_retries, decode, reject
from mockserver.providers.revox.phone_numbers import check_owned
from mockserver.providers.revox.retries import in_force
from mockserver.providers.revox.routes.calls import scheduled
from mockserver.providers.revox.shapes.assistants import RetryShape
from mockserver.providers.revox.shapes.basics import Success
from mockserver.providers.revox.shapes.campaigns import CampaignList, CampaignReply, CampaignShape
from mockserver.providers.revox.shapes.statistics import ReportReply
from mockserver.providers.revox.statistics import campaign_status, extraction, funnel_stats, report, row_stats
from mockserver.providers.revox.versions import DRAFTS, SHELVES, version_of
from mockserver.simulation.clock import Mode
from mockserver.simulation.durations import show_milliseconds
from mockserver.world.documents import Document
from mockserver.world.world import World

_INTERNAL = ("paused", "draft", "calls")


def create(world: World, request: Request) -> Answer:
    """`POST /campaigns`: 200 `{"campaign": campaign}`."""
    body = decode(world, request, CampaignCreate)
    _check(world, body)
    start = scheduled(world, body.scheduled_at)
    at_once, new_call = _habit(world, request, body)
    given = to_builtins(body)
    given = {name: given[name] for name in ("name", "from_phone_number", "max_concurrent_calls")}
    given["call_retry_config"] = _config(body.call_retry_config)
    given |= {
        "type": body.type or "regular",
        "draft": new_call,
        "scheduled_at": show_milliseconds(start) if start else None,
    }
    assistant = assistant_for(world, body.assistant_id)
    campaign = campaigns.new_campaign(world, campaigns.next_id(world), assistant, given)
    campaign = campaigns.add_calls(world, campaign, _contacts(body.contacts), request.scenario)
    if at_once:
        launches.launch(world, campaign, seen_in(world, campaign), start)
    return answer(CampaignReply(campaign=show(world, request, campaign)))


def list_all(world: World, request: Request) -> Answer:
    """`GET /campaigns`: all, newest first."""
    shown = [show(world, request, campaign) for campaign in campaigns.all_campaigns(world)]
    return answer(CampaignList(campaigns=shown))


def retrieve(world: World, request: Request) -> Answer:
    """`GET /campaigns/{id}`: one, as its calls stand."""
    campaign = _find(world, request)
    _step(world, campaign)
    return answer(CampaignReply(campaign=show(world, request, campaign)))


def update(world: World, request: Request) -> Answer:
    """`PATCH /campaigns/{id}`: what is changed holds for its calls that have not ended."""
    campaign, body = _find(world, request), decode(world, request, CampaignPatch)
    _check(world, body)
    changes = {name: value for name, value in to_builtins(body).items() if name not in ("contacts", "assistant_id")}
    if body.call_retry_config is not UNSET:
        changes["call_retry_config"] = _config(body.call_retry_config)
    if not campaign["draft"]:
        _refuse_draft_fields(world, body)
        changes = {name: value for name, value in changes.items() if name not in ("scheduled_at", "type")}
    if changes:
        campaign = campaigns.change(world, campaign, changes)
        campaigns.take_over(world, campaign)
    if campaign["draft"]:
        campaign = _redraft(world, request, campaign, body)
    return answer(CampaignReply(campaign=show(world, request, campaign)))


def delete(world: World, request: Request) -> Answer:
    """`DELETE /campaigns/{id}`: with its rows; running calls go on, no new ones are made."""
    launches.delete(world, _find(world, request))
    return answer(Success(success=True))


def cancel(world: World, request: Request) -> Answer:
    """`POST /campaigns/{id}/cancel`: no further calls; running ones finish, the rows stay."""
    return _command(world, request, launches.cancel)


def pause(world: World, request: Request) -> Answer:
    """`POST /campaigns/{id}/pause`: pending calls are held; running ones finish."""
    return _command(world, request, launches.pause)


def resume(world: World, request: Request) -> Answer:
    """`POST /campaigns/{id}/resume`: held calls go on, those whose time has passed in the next window."""
    return _command(world, request, launches.resume)


def statistics(world: World, request: Request) -> Answer:
    """`GET /campaigns/{id}/statistics`: 200 `{"statistics": report}`."""
    campaign = _find(world, request)
    return answer(ReportReply(statistics=report(world, campaign, seen_in(world, campaign))))


def show(world: World, request: Request, campaign: Document) -> CampaignShape:
    """A campaign as JSON-ready values: what is stored, and what follows from its calls."""
    rows = seen_in(world, campaign)
    status = campaign_status(campaign, rows)
    version = version_of(world, request)
    if status == "draft" and version is not None and version >= SHELVES:
        status = "running"
    shown = {
        **{name: value for name, value in campaign.items() if name not in _INTERNAL},
        "assistant": stored(world, campaign["assistant_id"]) or campaign["assistant"],
        "status": status,
        "row_stats": row_stats(rows),
        "funnel_stats": funnel_stats(rows),
        "structured_output_extraction": extraction(campaign, rows),
        "active_takeover_call_id": None,
        "paused_reason": "manual" if status == "paused" else None,
        "present_count": 0,
    }
    return cast("CampaignShape", shown)


# -- pieces ----------------------------------------------------------------------------------------


def _find(world: World, request: Request) -> Document:
    return find_campaign(world, request.params["id"])


def _command(world: World, request: Request, command: Callable[[World, Document], object]) -> Answer:
    """A command on a campaign that has not ended; on one that has it changes nothing."""
    campaign = _open(world, request)
    if campaign is not None:
        command(world, campaign)
    return answer(Success(success=True))


def _open(world: World, request: Request) -> Document | None:
    """The campaign if anything can still be done with it; None if not.

    Raises:
        Refusal: 409 instead of None, with the option `conflicts`.
    """
    campaign = _find(world, request)
    if campaign_status(campaign, seen_in(world, campaign)) != "completed":
        return campaign
    if options_of(world, "revox").conflicts:
        raise Refusal(409, "conflict", f"Campaign {campaign['id']!r} has ended.", {"id": campaign["id"]})
    return None


def _check(world: World, body: CampaignCreate | CampaignPatch) -> None:
    """What the types cannot say: numbers, zones, times of day, variables. Not in profile `lenient`."""
    if lenient(world):
        return
    check_number("from_phone_number", body.from_phone_number)
    check_owned(world, body.from_phone_number, "from_phone_number")
    if isinstance(body.call_retry_config, RetryConfig):
        check_retries(body.call_retry_config, "call_retry_config")
    for index, contact in enumerate(body.contacts or ()):
        check_number(f"contacts[{index}].to_phone_number", contact.to_phone_number)
        if not isinstance(contact.prompt_variables, dict) and (strict(world) or contact.prompt_variables is not None):
            reject(f"contacts[{index}].prompt_variables", f"contacts[{index}].prompt_variables: expected an object.")


def _habit(world: World, request: Request, body: CampaignCreate) -> tuple[bool, bool]:
    """Whether creating launches, and whether it makes a draft, as clients of that version expect it."""
    version = version_of(world, request)
    if version is None:
        version = DRAFTS if body.launch is not UNSET or body.type is not UNSET else SHELVES
    if version >= SHELVES:
        return False, False
    new_call = version >= DRAFTS and body.launch is False
    return not new_call, new_call


def _config(config: RetryConfig | None | UnsetType) -> RetryShape | None:
    return in_force(to_builtins(config)) if config else None


def _contacts(given: list[ContactBody]) -> list[Contact]:
    return [Contact(contact.to_phone_number, campaigns.variables_from(contact.prompt_variables)) for contact in given]


def _refuse_draft_fields(world: World, body: CampaignPatch) -> None:
    sent = [name for name in ("assistant_id", "contacts", "scheduled_at", "type") if getattr(body, name) is not UNSET]
    if sent and not lenient(world):
        message = f"{sent[0]} can be changed of a draft only; this campaign is none."
        raise Refusal(409, "conflict", message, {"path": sent[0]})


def _redraft(world: World, request: Request, campaign: Document, body: CampaignPatch) -> Document:
    """A draft with another assistant or other contacts: its orders are made anew."""
    if body.assistant_id is UNSET and body.contacts is UNSET:
        return campaign
    if body.assistant_id is not UNSET:
        assistant = assistant_for(world, body.assistant_id)
        campaign = campaigns.change(world, campaign, {"assistant": assistant, "assistant_id": assistant["id"]})
    contacts = [
        Contact(call.to_number, call.details["prompt_variables"]) for call in campaigns.calls_in(world, campaign)
    ]
    if body.contacts is not UNSET:
        contacts = _contacts(body.contacts)
    return campaigns.add_calls(world, campaigns.clear_calls(world, campaign), contacts, request.scenario)


def _step(world: World, campaign: Document) -> None:
    """In the clock's step mode: jump to the next event of one of its calls that changes where the call stands."""
    members = set(campaign["calls"])
    if world.clock.mode is not Mode.STEP or not any(world.calls[call_id].is_active for call_id in members):
        return
    while world.next_due is not None and not world.standstill:
        before = world.event_count
        world.next()
        fresh = [record for record in world.recent_events if record.number > before]
        if any(one.call in members and not isinstance(one.event, Said | ToolUsed) for one in fresh):
            return


OPERATIONS = (
    Operation(
        "POST",
        "/campaigns",
        "campaigns.create",
        create,
        body=CampaignCreate,
        reply=CampaignReply,
        makes="/campaign/id",
    ),
    Operation("GET", "/campaigns", "campaigns.list", list_all, reply=CampaignList),
    Operation("GET", "/campaigns/{id}", "campaigns.retrieve", retrieve, reply=CampaignReply),
    Operation("PATCH", "/campaigns/{id}", "campaigns.update", update, body=CampaignPatch, reply=CampaignReply),
    Operation("DELETE", "/campaigns/{id}", "campaigns.delete", delete, reply=Success),
    Operation("POST", "/campaigns/{id}/cancel", "campaigns.cancel", cancel, reply=Success),
    Operation("POST", "/campaigns/{id}/pause", "campaigns.pause", pause, reply=Success),
    Operation("POST", "/campaigns/{id}/resume", "campaigns.resume", resume, reply=Success),
    Operation("GET", "/campaigns/{id}/statistics", "campaigns.statistics", statistics, reply=ReportReply),
)
