"""What a planned fault does to the answer of one request.

    before the effect   `instead`: a refusal, or an answer that breaks on the wire; the endpoint is not called
    after the effect    `changed`: the finished answer, replaced, damaged or slowed

An `Answer` cannot describe a broken connection, so the result is then a `BrokenAnswer`. `server.broken_answers` sends
it over a socket, `testing` handles it in process. Nothing here waits.
"""

from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus
from math import ceil
from typing import Any, NamedTuple

import msgspec

from mockserver.calls.api_faults import ApiFault, ApiFaultKind, Asked
from mockserver.gateway.resolver import ResolvedRequest
from mockserver.providers.base import JSON, Answer, Provider, Refusal, Request
from mockserver.world.api_faults import PlannedFault, acting, note
from mockserver.world.journal import Record
from mockserver.world.world import World

HEADER = "X-Mockserver-Fault"  #: of a request: its fault; of an answer: the fault that acted on it
FAULT = HEADER.lower()
PLAN = "x-mockserver-fault-plan"  #: header of a request: the rules that were added with this name apply to it
OF_HEADER = "header"  #: the id of the rule that a header makes
_NOISE = b"\x16\x03\x00\xff\x00\x89PNG\r\n\x1a\n\xde\xad\xbe\xef\x00garbage\x00\xff\xfe\r\n\r\n"
_MEDIA = "text/html; charset=utf-8"
_RETRY_SECONDS = 1.0
_REFUSED = (ApiFaultKind.ERROR, ApiFaultKind.RATE_LIMIT, ApiFaultKind.NOT_FOUND)
_SILENT = (ApiFaultKind.TIMEOUT, ApiFaultKind.RESET, ApiFaultKind.EMPTY, ApiFaultKind.GARBAGE)


class BrokenAnswer(Answer, kw_only=True):
    """An answer that does not reach the client whole, or not at once.

    | kind | what is sent |
    |---|---|
    | `timeout` | nothing; the connection stays open |
    | `empty` | nothing; the connection is closed |
    | `garbage` | `body`, which is no HTTP, in place of everything |
    | `reset` | without `at` nothing, else the head and `at` bytes of the body; then the connection is reset |
    | `cut` | the head and `at` bytes of the body; then the connection is closed |
    | `dribble` | the answer, in pieces over `seconds` |
    | `delay` | the answer, after `seconds`; with `resume`, what that returns after `seconds` |
    """

    kind: ApiFaultKind
    at: int | None = None
    seconds: float = 0.0  #: real time
    resume: Callable[[], Answer] | None = None


class FaultHit(NamedTuple):
    """A rule that acts on a request, with what was drawn for that request."""

    rule: PlannedFault
    seconds: float = 0.0  #: of `delay` and `dribble`
    retry_seconds: float | None = None  #: of `error` and `rate_limit`

    @property
    def fault(self) -> ApiFault:
        """What happens."""
        return self.rule.fault

    @property
    def calls_endpoint(self) -> bool:
        """Whether the request has its effect, so that the endpoint has made the answer."""
        return self.fault.needs_answer or self.fault.kind is ApiFaultKind.DELAY

    def noted(self, request: int) -> str:
        """Record the number of the request. Return the id of the rule, and what it did."""
        note(self.rule, request)
        return f"{self.rule.id} {self.fault.kind}"


def fault_before(world: World, resolved: ResolvedRequest, request: Request) -> FaultHit | None:
    """Return the rule that acts on a request, as far as that can be known before its effect; it may act after it.

    Raises:
        ValueError: the header of the request is not a fault.
    """
    given = request.headers.get(FAULT)
    rules = [_of_header(given, world)] if given else []
    about = request.params.get("id")
    rules += world.faults.of_request(_asked(resolved, request), request.headers.get(PLAN), world.now, about)
    return _hit(rules, world, request)


def _of_header(text: str, world: World) -> PlannedFault:
    from mockserver.scenarios.api_faults import fault_in_header

    return PlannedFault(id=OF_HEADER, fault=fault_in_header(text), since=world.now)


def fault_of_new_call(
    world: World, resolved: ResolvedRequest, request: Request, *, may_act: bool = True
) -> FaultHit | None:
    """Return the rule of the scenario of the call that a request has just created, if one acts on that request. Unless
    it `may_act`, its rules only count the request."""
    operation = resolved.operation
    if operation is None or operation.makes is None or request.call is None:
        return None
    rules = world.faults.of_new_call(_asked(resolved, request), world.now, request.call)
    return _hit(rules, world, request, may_act=may_act)


def _hit(rules: list[PlannedFault], world: World, request: Request, *, may_act: bool = True) -> FaultHit | None:
    rule = acting(rules, world.randomness, lambda rule: may_act and _can_act(rule, world, request))
    if rule is None:
        return None
    wait = rule.fault.wait or rule.fault.retry_after  # no kind of fault has both
    if wait is None:
        return FaultHit(rule)
    seconds = wait.draw(world.randomness.random(f"fault:{rule.id}:{rule.tally.matched}:seconds"))
    return FaultHit(rule, retry_seconds=seconds) if rule.fault.wait is None else FaultHit(rule, seconds)


def _asked(resolved: ResolvedRequest, request: Request) -> Asked:
    provider, operation = resolved.target.provider, resolved.operation
    name, asked = provider.name if provider else "", operation.name if operation else ""
    return Asked(name, asked, request.method, request.path)


def _can_act(rule: PlannedFault, world: World, request: Request) -> bool:
    """Return whether there is what a fault needs: an id that is young enough, or a previous answer."""
    fault = rule.fault
    if fault.kind is ApiFaultKind.STALE:
        return _previous(world, request) is not None
    if fault.kind is not ApiFaultKind.NOT_FOUND or fault.hidden_for is None:
        return True
    made = _made_at(world, request.params.get("id", ""))
    return made is not None and world.now - made < fault.hidden_for


def _made_at(world: World, made_id: str) -> datetime | None:
    """Return when an id was made: that of a call, or one in the answer to a POST of the journal."""
    call = world.calls.get(made_id)
    if call is not None or not made_id:
        return call.created_at if call is not None else None
    wanted = msgspec.json.encode(made_id)
    made = (record for record in world.journal if record.method == "POST" and record.status // 100 == 2)
    return next((record.at for record in made if wanted in record.answer), None)


def _previous(world: World, request: Request) -> Record | None:
    """Return the last answer to the same request, if its body is still there."""
    same = (request.method, request.path, request.query_string)
    for record in reversed(world.journal):
        if (record.method, record.path, record.query) == same and record.status:
            return None if record.bare else record
    return None


def instead(hit: FaultHit, world: World, provider: Provider) -> Answer:
    """Return the answer of a fault in place of the endpoint's."""
    if hit.fault.kind in _SILENT:
        return _broken(hit, Answer(0, b""))
    refusal = _refusal(hit, provider)
    return provider.refuse(refusal, world) if hit.fault.body is None else _with_body(refusal, hit.fault.body)


def changed(hit: FaultHit, world: World, provider: Provider, request: Request, result: Answer) -> Answer:
    """Return the finished answer as a fault leaves it. A fault before the effect has done what it does already."""
    kind = hit.fault.kind
    if not hit.fault.needs_answer:
        return result
    if kind in _REFUSED:
        return instead(hit, world, provider)
    if kind is ApiFaultKind.MALFORMED_JSON:
        result.body = result.body[: len(result.body) * 2 // 3] or b"{"
    elif kind is ApiFaultKind.WRONG_CONTENT_TYPE:
        result.media = _MEDIA if result.media == JSON else JSON
    elif kind is ApiFaultKind.STALE:
        previous = _previous(world, request)
        if previous is not None:
            result.status, result.body = previous.status, previous.answer
    else:
        return _broken(hit, result)
    return result


def _broken(hit: FaultHit, result: Answer) -> BrokenAnswer:
    kind, at = hit.fault.kind, hit.fault.at
    status, body = result.status, result.body
    if kind is ApiFaultKind.CUT:
        at = len(body) // 2 if at is None else min(at, max(0, len(body) - 1))
    if kind in _SILENT and at is None:
        status, body = 0, _NOISE if kind is ApiFaultKind.GARBAGE else b""
    return BrokenAnswer(status, body, result.headers, result.media, kind=kind, at=at, seconds=hit.seconds)


def _with_body(refusal: Refusal, body: Any) -> Answer:
    """Return a refusal with the body that its rule gives."""
    if not isinstance(body, str):
        return Answer(refusal.status, msgspec.json.encode(body), refusal.headers)
    media = JSON if body.lstrip().startswith(("{", "[")) else "text/plain; charset=utf-8"
    return Answer(refusal.status, body.encode(), refusal.headers, media)


def _refusal(hit: FaultHit, provider: Provider) -> Refusal:
    """Return the refusal of `error`, `rate_limit` and `not_found`, with the provider's own code."""
    kind, seconds = hit.fault.kind, hit.retry_seconds
    if kind is ApiFaultKind.NOT_FOUND:
        return Refusal(404, provider.codes.no_call, "There is nothing with this id yet (a planned fault).")
    limited = kind is ApiFaultKind.RATE_LIMIT
    if limited and seconds is None:
        seconds = _RETRY_SECONDS
    status = 429 if limited else hit.fault.status or 500
    again = "" if seconds is None else f" Try again in {ceil(seconds)} s."
    message = f"{'Too many requests' if limited else 'The request failed'} (a planned fault).{again}"
    headers = [] if seconds is None else provider.retry_headers(seconds)
    details = {} if seconds is None else {"retry_after": ceil(seconds)}
    return Refusal(status, _code(provider, status), message, details, headers)


def _code(provider: Provider, status: int) -> str:
    codes = provider.codes
    known = {
        400: codes.bad_body,
        401: codes.no_key,
        403: codes.forbidden,
        404: codes.no_call,
        405: codes.no_method,
        413: codes.too_large,
        415: codes.bad_media,
        429: codes.rate_limited,
        500: codes.crashed,
    }
    if status in known:
        return known[status]
    try:
        name = HTTPStatus(status).name
    except ValueError:
        return codes.crashed
    return name if codes.crashed.isupper() else name.lower()
