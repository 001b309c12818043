"""A tour of the simulator: real calls at each provider, over HTTP, on a clock that is advanced by hand.

`place_call` sends the smallest request that a provider accepts, as any client would. `tour` places calls, advances the
virtual time and yields each call with its outcome. The caller prints them.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from mockserver.client import Call, Control
from mockserver.errors import MockserverError
from mockserver.simulation.clock import Mode
from mockserver.world.settings import Settings

MONDAY = datetime(2026, 1, 5, 15, tzinfo=UTC)
TO = "+12125550142"


class TourStep(NamedTuple):
    """One step of the tour: what happens, at which provider, and the call afterwards."""

    sentence: str
    title: str
    call: Call


ANSWERED = "A person answers, talks with the agent and hangs up."
BUSY = "The line is busy."
NO_ANSWER = "The phone rings, and nobody answers."
DIAL_ERROR = "The carrier cannot dial the number: it is not assigned."
RETRIED = "Two dials are busy; two virtual hours after the second, a person answers."
STEPS = (
    ("answered", ANSWERED, 1),
    ("busy", BUSY, 1),
    ("no-answer", NO_ANSWER, 1),
    ("number-non-attributed", DIAL_ERROR, 1),
)
RETRIES = ("busy-twice-then-human", RETRIED, 3)  #: shown for providers that dial again


@contextmanager
def running_server(scenarios: Sequence[Path] = (), seed: str = "0") -> Iterator[Control]:
    """Run the real server on a free port, with a manual clock that starts on a Monday."""
    from mockserver.server.app import build
    from mockserver.server.server import Server

    settings = Settings(mode=Mode.MANUAL, now=MONDAY, seed=seed, scenarios=tuple(scenarios))
    with (
        Server(build(settings)) as server,
        Control(server.url) as control,
    ):
        yield control


def tour(control: Control) -> Iterator[TourStep]:
    """Yield every kind of call at every provider, each in a new world."""
    from mockserver.providers import PROVIDERS

    for provider in PROVIDERS:
        for scenario, sentence, dials in STEPS:
            yield _step(control.within(f"{provider}-{scenario}"), provider, scenario, sentence, dials)
        last = _step(control.within(f"{provider}-retries"), provider, *RETRIES)
        if len(last.call.attempts) > 1:
            yield last


def _step(control: Control, provider: str, scenario: str, sentence: str, dials: int) -> TourStep:
    call = place_call(control, provider, TO, scenario=scenario, dials=dials)
    control.clock.settle()
    return TourStep(sentence, title(provider), control.calls.get(call))


def title(provider: str) -> str:
    """Return a provider's name as people write it."""
    from mockserver.providers import PROVIDERS

    return PROVIDERS[provider].title


def place_call(control: Control, provider: str, to: str, *, scenario: str | None = None, dials: int = 1) -> str:
    """Place a call with the smallest request that the provider accepts, and return its id.

    Raises:
        MockserverError: the provider refuses the request.
    """
    import httpx2

    from mockserver.providers import PROVIDERS
    from mockserver.providers.samples import id_in, sample_request

    request = sample_request(PROVIDERS.named(provider), to, "demo-key", dials)
    url = f"{control.connection.address.url}/{provider}{request.path}"
    options = {"x-mockserver-scenario": scenario, "x-mockserver-world": control.world}
    headers = {**request.headers, **{name: value for name, value in options.items() if value is not None}}
    with httpx2.Client(verify=False, trust_env=False) as client:
        response = client.request(request.method, url, json=dict(request.body), headers=headers)
    if response.is_error:
        raise MockserverError(f"{title(provider)} refuses a call to {to}: {response.text}")
    return id_in(PROVIDERS[provider], response.json())
