"""The endpoints of single orders: decode, one command or query, render. The table at the end lists them.

Sources: docs pages of `GET /call/{id}` and `GET /call` (API of SDK 0.1.1), SDK 0.5.0 for the rest. `page` of
`GET /call` counts from 0, as its description says.
"""

from datetime import datetime, timedelta
from itertools import islice
from typing import Annotated, Any, NamedTuple

from msgspec import Meta, Struct, json

from mockserver.calls import commands
from mockserver.calls.call import Call
from mockserver.errors import Conflict, LinesBusy
from mockserver.providers.base import (
    Answer,
    Inbound,
    Operation,
    Refusal,
    Request,
    answer,
    find_call,
    lenient,
    reads_path,
)
from mockserver.providers.notes import waiting_note
from mockserver.providers.revox import retries
from mockserver.providers.revox.assistants import assistant_for, normalized
from mockserver.providers.revox.behaviors import behavior_of, delays, language_of
from mockserver.providers.revox.bodies import CallCreate
from mockserver.providers.revox.campaigns import longest_talk
from mockserver.providers.revox.checks import check_assistant, check_number, decode_query, parse, typed
from mockserver.providers.revox.details import Details
from mockserver.providers.revox.errors import CODES, too_many_calls
from mockserver.providers.revox.fields import BIGGEST
from mockserver.providers.revox.options import LINES, RevoxOptions, revox_options
from mockserver.providers.revox.phone_numbers import DEFAULT_NUMBER, answering_assistant, check_owned
from mockserver.providers.revox.render import order_reply, render_attempt
from mockserver.providers.revox.shapes.basics import AuthStatus, Success
from mockserver.providers.revox.shapes.orders import AttemptList, OrderReply
from mockserver.providers.revox.statuses import VOCABULARY, Renamed, order_status
from mockserver.providers.revox.translations import renamed_statuses
from mockserver.providers.revox.words import OrderStatus
from mockserver.providers.unknown_fields import note_about
from mockserver.simulation.durations import later, parse_instant
from mockserver.world.call_index import ByDial
from mockserver.world.orders import Order
from mockserver.world.world import World

_FIRST_PAGE = "revox.first_page"  #: counts once when somebody requests page 0 of `GET /call`
_FARTHEST = timedelta(days=3650)
#: Profile `lenient`: the body of an order that is created on demand.
_TEMPLATE = CallCreate(phone_number="+14155550142")


class AttemptQuery(Struct):
    """The query of `GET /call`."""

    page: Annotated[int, Meta(ge=0, le=BIGGEST, description="from 0")] = 0
    page_size: Annotated[int, Meta(ge=1, le=BIGGEST)] = 10
    statuses: Annotated[list[OrderStatus], Meta(description="of the orders")] = []


def create_call(world: World, request: Request) -> Answer:
    """`POST /call`: place an order. 200 `{"call": order}`."""
    body, inline = _read(world, request)
    try:
        call = world.place(_order(world, body, request, inline))
    except LinesBusy as busy:
        raise too_many_calls(world, busy) from None
    request.call = call.id
    request.add_note(waiting_note(call))
    return order_reply(world, call, renamed_statuses(world, request))


def get_call(world: World, request: Request) -> Answer:
    """`GET /call/{id}`: one order."""
    return order_reply(world, _find(world, request), renamed_statuses(world, request))


def list_attempts(world: World, request: Request) -> Answer:
    """`GET /call`: attempts of all orders, newest first. `statuses` filters by the status of the order."""
    query = decode_query(world, request, AttemptQuery, "page", "page_size")
    wanted, renamed = set(query.statuses), renamed_statuses(world, request)
    dials = world.call_index.of("revox", ByDial)
    fitting = (
        (call, number)
        for call, number in dials.newest()
        if not wanted or not wanted.isdisjoint(world.call_index.fact(_status, call).shown_as(renamed))
    )
    _note_first_page(world, request, query.page, len(dials))
    first = min(query.page * query.page_size, len(dials))
    page = islice(fitting, first, min(first + query.page_size, len(dials)))
    return answer(AttemptList(calls=[render_attempt(world, call, number) for call, number in page]))


def cancel_call(world: World, request: Request) -> Answer:
    """`POST /call/{id}/cancel`: end the order. A running attempt is cut or finishes (option `cancel_running`)."""
    finish = revox_options(world).cancel_running == "finish"
    return _command(world, request, lambda call: commands.cancel(call, world.now, finish=finish))


def pause_call(world: World, request: Request) -> Answer:
    """`POST /call/{id}/pause`: no further attempts. A running one continues."""
    return _command(world, request, lambda call: commands.pause(call, world.now))


def resume_call(world: World, request: Request) -> Answer:
    """`POST /call/{id}/resume`: continue with the rest of the wait."""
    return _command(world, request, lambda call: commands.resume(call, world.now))


def auth_status(_world: World, _request: Request) -> Answer:
    """`GET /auth-status`: confirm that the key is valid. An invalid key gets a 401 before this."""
    return answer(AuthStatus(authenticated=True))


# -- helpers ---------------------------------------------------------------------------------------


def _note_first_page(world: World, request: Request, page: int, dials: int) -> None:
    """Tell a client that begins at page 1, and so never sees the newest attempts, that the first page is 0."""
    if page == 0 and dials and _FIRST_PAGE not in world.serials:
        world.serial(_FIRST_PAGE)
    if page == 1 and dials and _FIRST_PAGE not in world.serials:
        request.add_note("pages count from 0: page 0 has the newest attempts, and nobody has requested it yet")


class _Status(NamedTuple):
    """The status of an order, and whether its scenario writes it literally."""

    word: OrderStatus
    literal: bool

    def shown_as(self, renamed: Renamed) -> tuple[OrderStatus, OrderStatus]:
        """Return the status as it is, and as a client is shown it."""
        return self.word, self.word if self.literal else renamed.get(self.word, self.word)


def _status(call: Call) -> _Status:
    view = call.view()
    return _Status(order_status(view), view.word is not None)


def _find(world: World, request: Request) -> Call:
    return find_call(world, request, "revox", CODES.no_call, lambda: _order(world, _TEMPLATE, request))


def _command(world: World, request: Request, change: Any) -> Answer:
    call = _find(world, request)
    try:
        changed = change(call)
    except Conflict as conflict:
        if revox_options(world).conflicts:
            raise Refusal(409, "conflict", str(conflict), {"id": call.id}) from None
    else:
        world.command(changed)
    return answer(Success(success=True))


def _read(world: World, request: Request) -> tuple[CallCreate, dict[str, Any] | None]:
    """Return the validated body of an order, and its inline assistant in normalized form.

    Clients often send the same inline assistant with every order. It is validated once and cached; these orders share
    it.
    """
    given = parse(request)
    inline_body = given.get("assistant")
    if not isinstance(inline_body, dict):
        return _checked(world, request, given), None
    key = "revox.inline", json.encode(inline_body)
    inline, note = world.memo.get_or_make(key, (world.options.profile,), lambda _: _inline(world, request, given))
    request.note = note  # about the assistant; the other fields are noted now
    body = _checked(world, request, {**given, "assistant": None})
    check_owned(world, inline.get("from_phone_number"), "assistant.from_phone_number")
    return body, inline


def _inline(world: World, request: Request, given: dict[str, Any]) -> tuple[dict[str, Any], str | None]:
    """Return the inline assistant of an order in normalized form, and the note about it."""
    body = _checked(world, request, given)
    assert body.assistant is not None, "the body contains an inline assistant"
    return normalized(body.assistant), note_about(body, {"assistant": given["assistant"]})


def _checked(world: World, request: Request, given: dict[str, Any]) -> CallCreate:
    """Return the body of an order. Check numbers, dates, zones and times, except in profile `lenient`."""
    body = typed(world, request, given, CallCreate)
    if lenient(world):
        return body
    check_number("phone_number", body.phone_number)
    check_number("from_phone_number", body.from_phone_number)
    check_owned(world, body.from_phone_number, "from_phone_number")
    parse_scheduled_at(world, body.scheduled_at)
    if body.assistant is not None:
        check_assistant(world, body.assistant, "assistant.")
    return body


def parse_scheduled_at(world: World, given: str | None) -> datetime | None:
    """Parse `scheduled_at`: the earliest start of an order. An instant in the past means now.

    Raises:
        Refusal: 400; it is not an instant, or too far in the future. Profile `lenient` ignores such a value instead.
    """
    if given is None:
        return None
    try:
        start = parse_instant(given)
        if start > later(world.now, _FARTHEST):
            raise ValueError(f"{given!r} is more than ten years in the future")
    except ValueError as error:
        if lenient(world):
            return None
        raise Refusal(400, CODES.bad_body, f"scheduled_at: {error}.", {"path": "scheduled_at"}) from None
    return start


def _order(world: World, body: CallCreate, request: Request, inline: dict[str, Any] | None = None) -> Order:
    options = revox_options(world)
    assistant = assistant_for(world, body.assistant_id, inline)
    retry = assistant.call_retry_config or retries.DEFAULT_CONFIG
    any_time = body.force_now or body.skip_calling_window
    return Order(
        id=world.randomness.new_uuid(f"revox:call:{world.next_serial('revox')}"),
        provider="revox",
        from_number=body.from_phone_number or assistant.from_phone_number or DEFAULT_NUMBER,
        to_number=body.phone_number,
        agent=assistant.id,
        labels={**(body.prompt_variables or {}), **(body.metadata or {})},
        details=Details(
            assistant=assistant,
            retry=retry,
            metadata=body.metadata,
            prompt_variables=body.prompt_variables,
            scheduled_at=body.scheduled_at,
        ),
        lines=_lines(world, body, options),
        policy=retries.policy(world, retry, body.phone_number, any_time=any_time),
        limit=longest_talk(assistant),
        behavior=behavior_of(assistant, body.prompt_variables),
        delays=delays(options),
        language=language_of(world, assistant),
        setup=timedelta(seconds=options.setup_seconds),
        start=parse_scheduled_at(world, body.scheduled_at),
        waits=options.busy == "queue",
        scenario=request.scenario,
        vocabulary=VOCABULARY,
    )


def _lines(world: World, body: CallCreate, options: RevoxOptions) -> tuple[str, ...]:
    if body.concurrency is None:
        return (LINES,)
    kind = f"{LINES}:key:{body.concurrency.key}"
    world.limit_lines({kind: body.concurrency.max or options.key_concurrency})
    return (LINES, kind)


def inbound(world: World, caller: Inbound) -> Order:
    """Return the order of an inbound call: one attempt, answered by the named assistant, else the number's own."""
    assistant = assistant_for(world, caller.agent or answering_assistant(world, caller.to_number))
    return Order(
        id=world.randomness.new_uuid(f"revox:call:{world.next_serial('revox')}"),
        provider="revox",
        direction="inbound",
        from_number=caller.from_number,
        to_number=caller.to_number,
        agent=assistant.id,
        details=Details(assistant=assistant),
        behavior=behavior_of(assistant, None),
        delays=delays(revox_options(world)),
        language=language_of(world, assistant),
        lines=(LINES,),
        scenario=caller.scenario,
        vocabulary=VOCABULARY,
    )


OPERATIONS = (
    Operation("GET", "/auth-status", "auth_status.retrieve", auth_status, reply=AuthStatus),
    Operation("POST", "/call", "call.create", create_call, body=CallCreate, reply=OrderReply, makes="/call/id"),
    Operation("GET", "/call", "call.list", list_attempts, query=AttemptQuery, reply=AttemptList),
    Operation("GET", "/call/{id}", "call.retrieve", get_call, reads_path, reply=OrderReply),
    Operation("POST", "/call/{id}/cancel", "call.cancel", cancel_call, reply=Success),
    Operation("POST", "/call/{id}/pause", "call.pause", pause_call, reply=Success),
    Operation("POST", "/call/{id}/resume", "call.resume", resume_call, reply=Success),
)
