"""The endpoints of campaigns: create (with three behaviours), change, pause, cancel, show.

Sources: SDK 0.1.1 to 0.5.0 (`campaigns`). Up to 0.1.1 a create launches immediately, up to 0.3.0 unless `launch` is
false, and since 0.4.0 never. In step mode, reading a running campaign first advances the clock to the next event of one
of its calls, so that polling comes to an end. The table at the end lists the endpoints.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from msgspec import UNSET, Struct, UnsetType

from mockserver.calls.events import Said, ToolUsed
from mockserver.providers.base import Answer, Operation, Refusal, Request, answer, lenient, strict
from mockserver.providers.derived import create_body, extended, patch_body, sent
from mockserver.providers.revox import campaigns, launches
from mockserver.providers.revox.assistants import ASSISTANTS, assistant_for
from mockserver.providers.revox.campaign_calls import (
    Contact,
    add_calls,
    apply_changes,
    calls_in,
    clear_calls,
    order_views,
    variables_from,
)
from mockserver.providers.revox.campaigns import CAMPAIGNS, Campaign, StoredCampaign
from mockserver.providers.revox.checks import check_number, check_retries, decode, reject
from mockserver.providers.revox.details import details_of
from mockserver.providers.revox.fields import NonEmpty
from mockserver.providers.revox.options import revox_options
from mockserver.providers.revox.phone_numbers import check_owned
from mockserver.providers.revox.routes.calls import parse_scheduled_at
from mockserver.providers.revox.shapes.basics import Success
from mockserver.providers.revox.shapes.campaigns import CampaignList, CampaignReply, CampaignShape
from mockserver.providers.revox.shapes.statistics import ReportReply
from mockserver.providers.revox.statistics import campaign_status, extraction, funnel_stats, report, row_stats
from mockserver.providers.revox.versions import DRAFTS, SEPARATE_LAUNCH, version_of
from mockserver.simulation.clock import Mode
from mockserver.simulation.durations import show_milliseconds
from mockserver.world.world import World


class ContactBody(Struct):
    """A contact to call. Values of variables are strings up to 0.3.0 and any JSON since."""

    to_phone_number: NonEmpty
    prompt_variables: Any


CampaignCreate = create_body(
    Campaign,
    "CampaignCreate",
    "`POST /campaigns`; `scheduled_at` up to 0.3.0, `launch` and `type` in 0.2.0 and 0.3.0.",
    more=[("contacts", list[ContactBody]), ("launch", bool | UnsetType, UNSET)],
)
CampaignPatch = patch_body(
    Campaign,
    "CampaignPatch",
    "`PATCH /campaigns/{id}`; `assistant_id`, `contacts`, `scheduled_at`, `type` exist in 0.3.0 only, for drafts.",
    more=[("contacts", list[ContactBody] | UnsetType, UNSET)],
)
_DRAFT_FIELDS = ("assistant_id", "contacts", "scheduled_at", "type")


def create_campaign(world: World, request: Request) -> Answer:
    """`POST /campaigns`: 200 `{"campaign": campaign}`."""
    given = sent(decode(world, request, CampaignCreate))
    _check(world, given)
    start = parse_scheduled_at(world, given.get("scheduled_at"))
    launches_now, is_draft = _creation_mode(world, request, given)
    given["scheduled_at"] = show_milliseconds(start) if start else None
    contacts, assistant = read_contacts(given.pop("contacts")), assistant_for(world, given.pop("assistant_id"))
    given.pop("launch", None)
    campaign = campaigns.create_campaign(world, assistant, {**given, "draft": is_draft})
    campaign = add_calls(world, campaign, contacts, request.scenario)
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
    campaign, given = _find(world, request), sent(decode(world, request, CampaignPatch))
    _check(world, given)
    if not campaign.draft:
        _refuse_draft_fields(world, given)
        given = {name: value for name, value in given.items() if name not in _DRAFT_FIELDS}
    changes = {name: value for name, value in given.items() if name not in ("contacts", "assistant_id")}
    if changes:
        campaign = CAMPAIGNS.update(world, campaign, changes)
        apply_changes(world, campaign)
    if campaign.draft:
        campaign = _rebuild_draft(world, request, campaign, given)
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


def render_campaign(world: World, request: Request, campaign: StoredCampaign) -> CampaignShape:
    """Return a campaign as JSON-ready values: the stored fields, and those computed from its calls."""
    rows = order_views(world, campaign)
    status = campaign_status(campaign, rows)
    version = version_of(world, request)
    if status == "draft" and version is not None and version >= SEPARATE_LAUNCH:
        status = "running"
    return extended(
        CampaignShape,
        campaign,
        assistant=ASSISTANTS.find(world, campaign.assistant_id) or campaign.assistant,
        status=status,
        row_stats=row_stats(rows),
        funnel_stats=funnel_stats(rows),
        structured_output_extraction=extraction(campaign, rows),
        active_takeover_call_id=None,
        paused_reason="manual" if status == "paused" else None,
        present_count=0,
    )


# -- helpers ---------------------------------------------------------------------------------------


def _find(world: World, request: Request) -> StoredCampaign:
    return CAMPAIGNS.get(world, request.params["id"])


def _command(world: World, request: Request, command: Callable[[World, StoredCampaign], object]) -> Answer:
    """Run a command on a campaign. If it has ended, nothing changes."""
    campaign = _open_campaign(world, request)
    if campaign is not None:
        command(world, campaign)
    return answer(Success(success=True))


def _open_campaign(world: World, request: Request) -> StoredCampaign | None:
    """Return the campaign if it has not ended, else None.

    Raises:
        Refusal: 409 instead of None, with the option `conflicts`.
    """
    campaign = _find(world, request)
    if campaign_status(campaign, order_views(world, campaign)) != "completed":
        return campaign
    if revox_options(world).conflicts:
        raise Refusal(409, "conflict", f"Campaign {campaign.id!r} has ended.", {"id": campaign.id})
    return None


def _check(world: World, given: Mapping[str, Any]) -> None:
    """Check numbers, zones, times of day and variables, except in profile `lenient`."""
    if lenient(world):
        return
    check_number("from_phone_number", given.get("from_phone_number"))
    check_owned(world, given.get("from_phone_number"), "from_phone_number")
    if given.get("call_retry_config") is not None:
        check_retries(given["call_retry_config"], "call_retry_config")
    check_contacts(world, given.get("contacts", ()))


def check_contacts(world: World, contacts: Iterable[ContactBody]) -> None:
    """Check the numbers and variables of contacts, except in profile `lenient`.

    Raises:
        Refusal: 400; one of them is invalid.
    """
    for index, contact in enumerate(() if lenient(world) else contacts):
        check_number(f"contacts[{index}].to_phone_number", contact.to_phone_number)
        if not isinstance(contact.prompt_variables, dict) and (strict(world) or contact.prompt_variables is not None):
            reject(f"contacts[{index}].prompt_variables", f"contacts[{index}].prompt_variables: expected an object.")


def _creation_mode(world: World, request: Request, given: Mapping[str, Any]) -> tuple[bool, bool]:
    """Return whether a create launches the campaign, and whether it makes a draft, by the client's version."""
    version = version_of(world, request)
    if version is None:
        version = DRAFTS if "launch" in given or "type" in given else SEPARATE_LAUNCH
    if version >= SEPARATE_LAUNCH:
        return False, False
    is_draft = version >= DRAFTS and given.get("launch") is False
    return not is_draft, is_draft


def read_contacts(given: list[ContactBody]) -> list[Contact]:
    """Return contacts with their variables as strings."""
    return [Contact(contact.to_phone_number, variables_from(contact.prompt_variables)) for contact in given]


def _refuse_draft_fields(world: World, given: Mapping[str, Any]) -> None:
    wrong = [name for name in _DRAFT_FIELDS if name in given]
    if wrong and not lenient(world):
        message = f"{wrong[0]} can be changed only while a campaign is a draft; this one is not."
        raise Refusal(409, "conflict", message, {"path": wrong[0]})


def _rebuild_draft(
    world: World, request: Request, campaign: StoredCampaign, given: Mapping[str, Any]
) -> StoredCampaign:
    """Rebuild the orders of a draft if its assistant or contacts change."""
    if "assistant_id" not in given and "contacts" not in given:
        return campaign
    if "assistant_id" in given:
        assistant = assistant_for(world, given["assistant_id"])
        campaign = CAMPAIGNS.update(world, campaign, {"assistant": assistant, "assistant_id": assistant.id})
    if "contacts" in given:
        contacts = read_contacts(given["contacts"])
    else:
        contacts = [
            Contact(call.to_number, details_of(call).prompt_variables or {}) for call in calls_in(world, campaign)
        ]
    return add_calls(world, clear_calls(world, campaign), contacts, request.scenario)


def _step_clock(world: World, campaign: StoredCampaign) -> None:
    """In step mode, advance to the next event that changes the phase of one of the campaign's calls."""
    call_ids = set(campaign.calls)
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
