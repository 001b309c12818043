"""`mockserver explain NUMBER`: how a call to that number unfolds at each provider.

The command does not guess: it calls the number on a simulator of its own, and prints the outcomes.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mockserver.cli.options import scenario_folders
from mockserver.cli.tables import print_table

if TYPE_CHECKING:
    from mockserver.client import Call, Control

DIALS = 4


@click.command()
@click.argument("number")
@scenario_folders
def explain(number: str, folders: tuple[Path, ...]) -> None:
    """Show how a call to NUMBER (E.164) unfolds at each provider."""
    from mockserver.calls.numbers import is_e164
    from mockserver.cli.demo import running_server

    if not is_e164(number):
        raise click.BadParameter(f"{number!r} is not an E.164 number such as +15005551120.", param_hint="NUMBER")
    click.echo(_introduction(number) + "\n")
    with running_server(folders) as control:
        print_table(("provider", "scenario", "statuses", "dials"), list(_rows(control, number)))
    click.echo(f"\nThe calls start on a Monday at 15:00 UTC. Retries are simulated for up to {DIALS} dials.")


def _introduction(number: str) -> str:
    from mockserver.scenarios.magic_numbers import explain as digits

    meanings = digits(number)
    if not meanings:
        return f"{number} is not a magic number (+1500555 and four digits)."
    dials = ", ".join(f"{digit} {meaning}" for digit, meaning in meanings)
    return f"{number} is a magic number with one digit per dial: {dials}; the last one repeats."


def _rows(control: "Control", number: str) -> Iterator[tuple[str, str, str, str]]:
    from mockserver.cli.demo import place_call, title
    from mockserver.client import ControlError
    from mockserver.providers import PROVIDERS

    for provider in PROVIDERS:
        call_id = place_call(control, provider, number, dials=DIALS)
        end = ""
        try:
            control.clock.settle()
        except ControlError as error:
            end = f"; {error}"
        call = control.calls.get(call_id)
        yield title(provider), call.scenario, " > ".join(_statuses(call)), _dials(call) + end


def _statuses(call: "Call") -> Iterable[str]:
    """Return the visible statuses in order, each once."""
    return dict.fromkeys(entry.status for entry in call.history)


def _dials(call: "Call") -> str:
    return ", then ".join(_dial(attempt, call.created_at) for attempt in call.attempts) or "none"


def _dial(attempt: dict[str, Any], placed: datetime) -> str:
    from mockserver.simulation.durations import show_duration

    after = datetime.fromisoformat(attempt["dialled_at"]) - placed
    when = f" after {show_duration(after)}" if after.total_seconds() >= 60 else ""
    who = attempt["answered_by"]
    return f"{who} answers{when}" if who else f"{attempt['reason'] or 'never ends'}{when}"
