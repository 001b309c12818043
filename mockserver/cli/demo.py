"""A tour through the simulator: real calls at each provider, over HTTP, on a clock that is moved by hand.

`place` sends the smallest order that a provider takes, as any client would; `tour` places one after the other, lets
the virtual time pass and hands out what became of each. How that is shown is left to the caller.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from mockserver.client import Call, Control
from mockserver.errors import MockserverError
from mockserver.simulation.clock import Mode
from mockserver.world.settings import Settings

MONDAY = datetime(2026, 1, 5, 15, tzinfo=UTC)
TO, FROM = "+12125550142", "+12125550100"


class Order(NamedTuple):
    """How a provider is asked for a call: headers for the key, path, body, and where the answer has the id."""

    headers: dict[str, str]
    path: str
    body: dict[str, Any]
    id_of: Callable[[Any], str]


class Chapter(NamedTuple):
    """One stop of the tour: what to look at, at which provider, and the call as it has become."""

    sentence: str
    title: str
    call: Call


def _revring(to: str, _dials: int) -> Order:
    body = {"agentId": "demo-agent", "toNumber": to, "fromNumber": FROM}
    return Order({"x-api-key": "demo-key"}, "/calls", body, lambda answer: str(answer["data"]["id"]))


def _ringyo(to: str, _dials: int) -> Order:
    body = {"agent_id": "agent_abc123", "phone_number": to}
    return Order({"authorization": "Bearer demo-key"}, "/calls", body, lambda answer: str(answer["id"]))


def _revox(to: str, dials: int) -> Order:
    retries = {"max_retry_attempts": dials}
    body = {"phone_number": to, "assistant": {"prompt": "Be kind and brief.", "call_retry_config": retries}}
    return Order({"authorization": "Bearer demo-key"}, "/call", body, lambda answer: str(answer["call"]["id"]))


ORDERS: dict[str, Callable[[str, int], Order]] = {"revring": _revring, "ringyo": _ringyo, "revox": _revox}

ANSWERED = "A person answers, talks with the agent and hangs up."
BUSY = "The line is busy."
NO_ANSWER = "It rings, and nobody answers."
DIAL_ERROR = "The carrier cannot dial the number: nobody has it."
RETRIED = "Busy at two dials; two virtual hours after the second, a person answers."
STOPS = (
    ("answered", ANSWERED, 1),
    ("busy", BUSY, 1),
    ("no-answer", NO_ANSWER, 1),
    ("number-non-attributed", DIAL_ERROR, 1),
)
RETRIES = ("revox", "busy-twice-then-human", RETRIED, 3)


@contextmanager
def running(scenarios: Sequence[Path] = ()) -> Iterator[Control]:
    """The real server on a free port, with a clock that stands still on a Monday."""
    from mockserver.server.app import build
    from mockserver.server.server import Server

    with (
        Server(build(Settings(mode=Mode.MANUAL, now=MONDAY, scenarios=tuple(scenarios)))) as server,
        Control(server.url) as control,
    ):
        yield control


def tour(control: Control) -> Iterator[Chapter]:
    """Every kind of call at every provider, one after the other, each in a fresh world."""
    for provider in ORDERS:
        for scenario, sentence, dials in STOPS:
            yield _stop(control.within(f"{provider}-{scenario}"), provider, scenario, sentence, dials)
    yield _stop(control.within("retries"), *RETRIES)


def _stop(control: Control, provider: str, scenario: str, sentence: str, dials: int) -> Chapter:
    call = place(control, provider, TO, scenario=scenario, dials=dials)
    control.clock.settle()
    return Chapter(sentence, title(provider), control.calls.get(call))


def title(provider: str) -> str:
    """A provider's name as people write it."""
    from mockserver.providers import PROVIDERS

    return PROVIDERS[provider].title


def place(control: Control, provider: str, to: str, *, scenario: str | None = None, dials: int = 1) -> str:
    """Place a call with the smallest order that the provider takes; its id.

    Raises:
        MockserverError: the provider refuses the order.
    """
    import httpx2

    from mockserver.providers import PROVIDERS

    order = ORDERS[provider](to, dials)
    url = f"{control.link.address.url}/{provider}{PROVIDERS[provider].base}{order.path}"
    wishes = {"x-mockserver-scenario": scenario, "x-mockserver-world": control.world}
    headers = order.headers | {name: value for name, value in wishes.items() if value is not None}
    with httpx2.Client(verify=False, trust_env=False) as client:
        answer = client.post(url, json=order.body, headers=headers)
    if answer.is_error:
        raise MockserverError(f"{title(provider)} refuses a call to {to}: {answer.text}")
    return order.id_of(answer.json())
