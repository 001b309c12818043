"""What methods of the client take: the types that editors show are those of the server; other names are refused."""

import ast
from collections.abc import Mapping, Sequence
from enum import StrEnum
from inspect import getmodule, getsource
from itertools import pairwise
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import httpx2
import msgspec
import pytest

from mockserver.calls.api_faults import ApiFaultKind, When
from mockserver.calls.events import AnsweredBy, EndedBy, EndReason, Phase
from mockserver.client import Control, words
from mockserver.client import settings as client_settings
from mockserver.client.faults import Faults
from mockserver.control.worlds import KEEPABLE
from mockserver.errors import BadArgument, ControlError
from mockserver.gateway.client_finding import FindingKind
from mockserver.providers import BUILT_IN
from mockserver.providers.base import Provider
from mockserver.scenarios.schema_faults import FaultRule
from mockserver.simulation.clock import Mode
from mockserver.webhooks.messages import State
from mockserver.world.orders import Options
from mockserver.world.settings import PROFILES, Profile


def simple(kind: Any) -> Any:
    """Return the type of an option without its limits, as a caller may pass it."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return simple(inner[0])
    if origin in (Union, UnionType):
        return Union[tuple(map(simple, inner))]  # noqa: UP007 - the types are values
    if origin is tuple:
        return Sequence[simple(inner[0])]  # type: ignore[misc]
    if origin is dict:
        return Mapping[tuple(map(simple, inner))]  # type: ignore[misc]
    return kind


def texts(kind: type) -> dict[str, str]:
    """Return the text below each field of a class, in one line."""
    module = getmodule(kind)
    assert module is not None
    (body,) = [
        node.body
        for node in ast.parse(getsource(module)).body
        if isinstance(node, ast.ClassDef) and node.name == kind.__name__
    ]
    found = {}
    for field, text in pairwise(body):
        if isinstance(field, ast.AnnAssign) and isinstance(text, ast.Expr):
            assert isinstance(field.target, ast.Name)
            found[field.target.id] = " ".join(ast.literal_eval(text.value).split())
    return found


def described(kind: Any) -> str:
    """Return the description in the type of an option."""
    return str(next(meta.description for meta in kind.__metadata__ if meta.description))


@pytest.mark.parametrize("provider", BUILT_IN, ids=lambda provider: provider.name)
def test_the_options_that_an_editor_shows_are_those_of_the_provider(provider: Provider) -> None:
    options = provider.options
    shown = getattr(client_settings, options.__name__)
    accepted = {name: simple(kind) for name, kind in get_type_hints(options, include_extras=True).items()}
    assert get_type_hints(shown) == accepted
    assert texts(shown) == {
        name: described(kind) for name, kind in get_type_hints(options, include_extras=True).items()
    }
    assert set(texts(shown)) == set(accepted)


def test_the_settings_that_an_editor_shows_are_those_of_a_world() -> None:
    hints = get_type_hints(Control.settings)
    own = {field.name for field in msgspec.structs.fields(Options)} - {"providers"}
    assert hints.keys() - {"return", "others"} == own | {provider.name for provider in BUILT_IN}
    assert get_args(get_args(hints["profile"])[0]) == PROFILES == get_args(Profile)
    for name in ("examples", "real_numbers"):
        kind = get_type_hints(Options)[name]
        assert set(get_args(get_args(hints[name])[0])) == {word.value for word in kind}


@pytest.mark.parametrize(
    ("shown", "known"),
    [
        (words.Phase, Phase),
        (words.Answerer, AnsweredBy),
        (words.Side, EndedBy),
        (words.EndReason, EndReason),
        (words.ClockMode, Mode),
        (words.Outcome, State),
        (words.FaultKind, ApiFaultKind),
        (words.FaultTime, When),
        (words.FindingKind, FindingKind),
    ],
)
def test_the_words_that_an_editor_shows_are_those_of_the_server(shown: Any, known: type[StrEnum]) -> None:
    assert get_origin(shown) is Literal
    assert set(get_args(shown)) == {word.value for word in known}


def test_a_reset_can_keep_the_words_that_an_editor_shows() -> None:
    assert set(get_args(words.Kept)) == set(KEEPABLE)


def test_the_arguments_of_faults_are_the_keys_of_rules() -> None:
    arguments = {name for name in get_type_hints(Faults.add) if name not in ("faults", "plan", "unknown", "return")}
    assert arguments == {field.name for field in msgspec.structs.fields(FaultRule)} - {"fault"}


UNKNOWN: dict[str, Any] = {"opration": "calls.get"}


@pytest.mark.parametrize("method", ["calls.find", "requests.find", "webhooks.find", "faults.add", "clock.advance"])
def test_an_argument_that_a_method_does_not_take_is_refused(control: Control, method: str) -> None:
    listing, name = method.split(".")
    with pytest.raises(BadArgument, match=rf"^{method}\(\) takes no argument 'opration'; it takes ") as caught:
        getattr(getattr(control, listing), name)(**UNKNOWN)
    assert ("Did you mean 'operation'?" in str(caught.value)) == (listing in ("requests", "faults"))


def test_an_advance_needs_one_goal(control: Control) -> None:
    for arguments in ({}, {"by": "1h", "to": "2026-01-06"}):
        with pytest.raises(BadArgument, match="either a duration"):
            control.clock.advance(**arguments)  # type: ignore[arg-type]


@pytest.mark.parametrize("given", [{1, 2}, object(), {"a": b"x"}])
def test_what_is_not_json_is_refused_before_it_is_sent(control: Control, given: Any) -> None:
    with pytest.raises(BadArgument, match=r"cannot be sent as JSON: .* not JSON serializable"):
        control.scenario({"name": "mine", "attempts": given})
    with pytest.raises(BadArgument, match="cannot be sent as JSON"):
        control.settings(seed=given)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"ringyo": {"signatur": "plain"}}, r"signatur'. Did you mean 'signature'?$"),
        ({"profle": "strict"}, "There is no setting 'profle'; .* Did you mean 'profile'?"),
        ({"profile": "strct"}, "profile: expected one of .* Did you mean 'strict'?"),
        ({"ringo": {}}, "There is no setting 'ringo'; .* Did you mean 'ringyo'?"),
        ({"ringyo": {"signatur": "plain"}}, "ringyo: Unknown field 'signatur'. Did you mean 'signature'?"),
        (
            {"ringyo": {"signature": "plan"}},
            "ringyo: signature: expected one of plain, timestamped .* Did you mean 'plain'?",
        ),
        ({"default_scenario": "bussy"}, "There is no scenario 'bussy'. Did you mean 'busy'?"),
    ],
)
def test_a_typo_in_settings_is_refused_with_the_nearest_word(control: Control, changes: Any, message: str) -> None:
    with pytest.raises(ControlError, match=message.replace("?", r"\?").replace("| ", "")):
        control.settings(**changes)


@pytest.mark.parametrize(
    ("filters", "message"),
    [
        ({"event": "call.complete"}, "There is no webhook event 'call.complete'. Did you mean 'call.completed'"),
        ({"event": "call.ringing", "provider": "revox"}, "There is no webhook event 'call.ringing'"),
        ({"event": "x", "provider": "revx"}, "There is no provider 'revx'. Did you mean 'revox' or"),
        ({"outcome": "deliverd"}, "outcome is 'deliverd'; expected one of .* Did you mean 'delivered'?"),
    ],
)
def test_webhooks_that_no_provider_sends_cannot_be_found(control: Control, filters: Any, message: str) -> None:
    with pytest.raises(ControlError, match=message.replace("?", r"\?")):
        control.webhooks.find(**filters)


@pytest.mark.parametrize("event", ["call.completed", "post_call", "tool.book_meeting", "call.ringing", "call_insights"])
def test_webhooks_that_a_provider_could_send_can_be_looked_for(control: Control, event: str) -> None:
    assert control.webhooks.find(event) == []


def test_an_event_of_any_name_that_was_announced_can_be_found(control: Control) -> None:
    control.webhooks.send_to(control.webhooks.sink_url("mine"))
    headers = {"authorization": "Bearer key", "x-mockserver-world": control.world or "default"}
    hook = {"url": "https://app.test/x", "events": ["*"]}
    httpx2.post(f"{control.connection.address.url}/ringyo/v1/webhooks", json=hook, headers=headers).raise_for_status()
    sent = control.webhooks.announce("ringyo", "call.mine")
    assert [row.id for row in control.webhooks.find("call.mine")] == [row.id for row in sent]
    assert len(sent) == 1
