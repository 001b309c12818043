"""The endpoints of campaigns: create (with three behaviours), change, pause, cancel, show.

Sources: SDK 0.1.1 to 0.5.0 (`campaigns`). Up to 0.1.1 a create launches immediately, up to 0.3.0 unless `launch` is
false, and since 0.4.0 never. In step mode, reading a running campaign first advances the clock to the next event of one
of its calls, so that polling comes to an end. The table at the end lists the endpoints.
"""

from collections.abc import Callable
from typing import cast

from msgspec import UNSET, UnsetType, to_builtins

from mockserver.calls.events import Said, ToolUsed
from mockserver.providers.base import Answer, Operation, Refusal, Request, answer, lenient, options_of, strict
from mockserver.providers.revox import campaigns, launches
from mockserver.providers.revox.assistant_parts import RetryConfig
from mockserver.providers.revox.assistants import assistant_for, stored_assistant
from mockserver.providers.revox.campaign_bodies import CampaignCreate, CampaignPatch, ContactBody
from mockserver.providers.revox.campaigns import Contact, order_views
from mockserver.providers.revox.checks import check_number, check_retries, decode, reject
from mockserver.providers.revox.phone_numbers import check_owned
from mockserver.providers.revox.retries import with_defaults
from mockserver.providers.revox.routes.calls import parse_scheduled_at
from mockserver.providers.revox.shapes.assistants import RetryShape
from mockserver.providers.revox.shapes.basics import Success
from mockserver.providers.revox.shapes.campaigns import CampaignList, CampaignReply, CampaignShape
from mockserver.providers.revox.shapes.statistics import ReportReply
from mockserver.providers.revox.statistics import campaign_status, extraction, funnel_stats, report, row_stats
from mockserver.providers.revox.versions import DRAFTS, SEPARATE_LAUNCH, version_of
from mockserver.simulation.clock import Mode
from mockserver.simulation.durations import show_milliseconds
from mockserver.world.documents import Document
from mockserver.world.world import World

_INTERNAL = ("paused", "draft", "calls")


def create_campaign(world: World, request: Request) -> Answer:
    """`POST /campaigns`: 200 `{"campaign": campaign}`."""
    body = decode(world, request, CampaignCreate)
    _check(world, body)
    start = parse_scheduled_at(world, body.scheduled_at)
    launches_now, is_draft = _creation_mode(world, request, body)
    given = to_builtins(body)
    given = {name: given[name] for name in ("name", "from_phone_number", "max_concurrent_calls")}
    given["call_retry_config"] = _retry_config(body.call_retry_config)
    given |= {
        "type": body.type or "regular",
        "draft": is_draft,
        "scheduled_at": show_milliseconds(start) if start else None,
    }
    assistant = assistant_for(world, body.assistant_id)
    campaign = campaigns.create_campaign(world, campaigns.next_id(world), assistant, given)
    campaign = campaigns.add_calls(world, campaign, _contacts(body.contacts), request.scenario)
    if launches_now:
        launches.launch(world, campaign, order_views(world, campaign), start)
    return answer(CampaignReply(campaign=render_campaign(world, request, campaign)))


def list_campaigns(world: World, request: Request) -> Answer:
    """`GET /campaigns`: all campaigns, newest first."""
    shown = [render_campaign(world, request, campaign) for campaign in campaigns.list_campaigns(world)]
    return answer(CampaignList(campaigns=shown))


def get_campaign(world: World, request: Request) -> Answer:
    """`GET /campaigns/{id}`: one campaign with the current state of its calls."""
    campaign = _find(world, request)
    _step_clock(world, campaign)
    return answer(CampaignReply(campaign=render_campaign(world, request, campaign)))


def update_campaign(world: World, request: Request) -> Answer:
    """`PATCH /campaigns/{id}`: the changes apply to its calls that have not ended."""
    campaign, body = _find(world, request), decode(world, request, CampaignPatch)
    _check(world, body)
    changes = {name: value for name, value in to_builtins(body).items() if name not in ("contacts", "assistant_id")}
    if body.call_retry_config is not UNSET:
        changes["call_retry_config"] = _retry_config(body.call_retry_config)
    if not campaign["draft"]:
        _refuse_draft_fields(world, body)
        changes = {name: value for name, value in changes.items() if name not in ("scheduled_at", "type")}
    if changes:
        campaign = campaigns.update_campaign(world, campaign, changes)
        campaigns.apply_changes(world, campaign)
    if campaign["draft"]:
        campaign = _rebuild_draft(world, request, campaign, body)
    return answer(CampaignReply(campaign=render_campaign(world, request, campaign)))


def delete_campaign(world: World, request: Request) -> Answer:
    """`DELETE /campaigns/{id}`: the campaign and its rows. Running calls continue, no further calls are made."""
    launches.delete(world, _find(world, request))
    return answer(Success(success=True))


def cancel_campaign(world: World, request: Request) -> Answer:
    """`POST /campaigns/{id}/cancel`: no further calls. Running calls finish, the rows remain."""
    return _command(world, request, launches.cancel)


def pause_campaign(world: World, request: Request) -> Answer:
    """`POST /campaigns/{id}/pause`: pending calls wait. Running calls finish."""
    return _command(world, request, launches.pause)


def resume_campaign(world: World, request: Request) -> Answer:
    """`POST /campaigns/{id}/resume`: pending calls continue; overdue ones are dialled in the next window."""
    return _command(world, request, launches.resume)


def get_statistics(world: World, request: Request) -> Answer:
    """`GET /campaigns/{id}/statistics`: 200 `{"statistics": report}`."""
    campaign = _find(world, request)
    return answer(ReportReply(statistics=report(world, campaign, order_views(world, campaign))))


def render_campaign(world: World, request: Request, campaign: Document) -> CampaignShape:
    """Return a campaign as JSON-ready values: the stored fields, and those computed from its calls."""
    rows = order_views(world, campaign)
    status = campaign_status(campaign, rows)
    version = version_of(world, request)
    if status == "draft" and version is not None and version >= SEPARATE_LAUNCH:
        status = "running"
    shown = {
        **{name: value for name, value in campaign.items() if name not in _INTERNAL},
        "assistant": stored_assistant(world, campaign["assistant_id"]) or campaign["assistant"],
        "status": status,
        "row_stats": row_stats(rows),
        "funnel_stats": funnel_stats(rows),
        "structured_output_extraction": extraction(campaign, rows),
        "active_takeover_call_id": None,
        "paused_reason": "manual" if status == "paused" else None,
        "present_count": 0,
    }
    return cast("CampaignShape", shown)


# -- helpers ---------------------------------------------------------------------------------------


def _find(world: World, request: Request) -> Document:
    return campaigns.get_campaign(world, request.params["id"])


def _command(world: World, request: Request, command: Callable[[World, Document], object]) -> Answer:
    """Run a command on a campaign. If it has ended, nothing changes."""
    campaign = _open_campaign(world, request)
    if campaign is not None:
        command(world, campaign)
    return answer(Success(success=True))


def _open_campaign(world: World, request: Request) -> Document | None:
    """Return the campaign if it has not ended, else None.

    Raises:
        Refusal: 409 instead of None, with the option `conflicts`.
    """
    campaign = _find(world, request)
    if campaign_status(campaign, order_views(world, campaign)) != "completed":
        return campaign
    if options_of(world, "revox").conflicts:
        raise Refusal(409, "conflict", f"Campaign {campaign['id']!r} has ended.", {"id": campaign["id"]})
    return None


def _check(world: World, body: CampaignCreate | CampaignPatch) -> None:
    """Check numbers, zones, times of day and variables, except in profile `lenient`."""
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


def _creation_mode(world: World, request: Request, body: CampaignCreate) -> tuple[bool, bool]:
    """Return whether a create launches the campaign, and whether it makes a draft, by the client's version."""
    version = version_of(world, request)
    if version is None:
        version = DRAFTS if body.launch is not UNSET or body.type is not UNSET else SEPARATE_LAUNCH
    if version >= SEPARATE_LAUNCH:
        return False, False
    is_draft = version >= DRAFTS and body.launch is False
    return not is_draft, is_draft


def _retry_config(config: RetryConfig | None | UnsetType) -> RetryShape | None:
    return with_defaults(to_builtins(config)) if config else None


def _contacts(given: list[ContactBody]) -> list[Contact]:
    return [Contact(contact.to_phone_number, campaigns.variables_from(contact.prompt_variables)) for contact in given]


def _refuse_draft_fields(world: World, body: CampaignPatch) -> None:
    sent = [name for name in ("assistant_id", "contacts", "scheduled_at", "type") if getattr(body, name) is not UNSET]
    if sent and not lenient(world):
        message = f"{sent[0]} can be changed only while a campaign is a draft; this one is not."
        raise Refusal(409, "conflict", message, {"path": sent[0]})


def _rebuild_draft(world: World, request: Request, campaign: Document, body: CampaignPatch) -> Document:
    """Rebuild the orders of a draft if its assistant or contacts change."""
    if body.assistant_id is UNSET and body.contacts is UNSET:
        return campaign
    if body.assistant_id is not UNSET:
        assistant = assistant_for(world, body.assistant_id)
        campaign = campaigns.update_campaign(world, campaign, {"assistant": assistant, "assistant_id": assistant["id"]})
    contacts = [
        Contact(call.to_number, call.details["prompt_variables"]) for call in campaigns.calls_in(world, campaign)
    ]
    if body.contacts is not UNSET:
        contacts = _contacts(body.contacts)
    return campaigns.add_calls(world, campaigns.clear_calls(world, campaign), contacts, request.scenario)


def _step_clock(world: World, campaign: Document) -> None:
    """In step mode, advance to the next event that changes the phase of one of the campaign's calls."""
    call_ids = set(campaign["calls"])
    if world.clock.mode is not Mode.STEP or not any(world.calls[call_id].is_active for call_id in call_ids):
        return
    while world.next_due is not None and not world.standstill:
        before = world.event_count
        world.next()
        new = [record for record in world.recent_events if record.number > before]
        if any(one.call in call_ids and not isinstance(one.event, Said | ToolUsed) for one in new):
            return


OPERATIONS = (
    Operation(
        "POST",
        "/campaigns",
        "campaigns.create",
        create_campaign,
        body=CampaignCreate,
        reply=CampaignReply,
        makes="/campaign/id",
    ),
    Operation("GET", "/campaigns", "campaigns.list", list_campaigns, reply=CampaignList),
    Operation("GET", "/campaigns/{id}", "campaigns.retrieve", get_campaign, reply=CampaignReply),
    Operation("PATCH", "/campaigns/{id}", "campaigns.update", update_campaign, body=CampaignPatch, reply=CampaignReply),
    Operation("DELETE", "/campaigns/{id}", "campaigns.delete", delete_campaign, reply=Success),
    Operation("POST", "/campaigns/{id}/cancel", "campaigns.cancel", cancel_campaign, reply=Success),
    Operation("POST", "/campaigns/{id}/pause", "campaigns.pause", pause_campaign, reply=Success),
    Operation("POST", "/campaigns/{id}/resume", "campaigns.resume", resume_campaign, reply=Success),
    Operation("GET", "/campaigns/{id}/statistics", "campaigns.statistics", get_statistics, reply=ReportReply),
)
