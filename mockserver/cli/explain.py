"""`mockserver explain`: how calls unfold at each provider, over time: of a number, a scenario, or a file of scenarios.

    NUMBER ──────────┐
    --scenario NAME ─┼─► the preview of a call at each provider ─► its timeline as a table
    --file FILE ─────┘

The command does not guess: it plays the calls in a world of its own, and prints what clients would have seen.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from mockserver.cli.exits import BAD_FILE, CHECK_FAILED
from mockserver.cli.files import library_of
from mockserver.cli.options import FILES, ProviderType, scenario_folders
from mockserver.cli.tables import Column, print_table
from mockserver.cli.texts import print_paragraph
from mockserver.cli.timelines import telling, what_next

if TYPE_CHECKING:
    from mockserver.client import Call
    from mockserver.gateway.worlds import Worlds
    from mockserver.scenarios.library import ScenarioLibrary
    from mockserver.scenarios.scenario import Scenario

_COLUMNS = (Column("after"), Column("status"), Column("what happens", wraps=True))
_ONE_OF = "Give one of NUMBER, --scenario NAME and --file FILE."


class _Subject(NamedTuple):
    """What is explained: a heading, remarks, the number that is called, and who plays which scenario (None: the number
    decides)."""

    heading: str
    remarks: tuple[str, ...]
    number: str
    scenario: str | None
    provider: str | None = None


@click.command()
@click.argument("number", required=False)
@click.option("--scenario", metavar="NAME", help="Explain this scenario.")
@click.option("--file", type=FILES, metavar="FILE", help="Explain all scenarios of this file.")
@click.option("--provider", type=ProviderType(), help="Show this provider only.")
@click.option("--seed", default="0", show_default=True, help="Seed of all random values; another one picks others.")
@scenario_folders
def explain(
    number: str | None,
    scenario: str | None,
    file: Path | None,
    provider: str | None,
    seed: str,
    folders: tuple[Path, ...],
) -> None:
    """Show how a call unfolds at each provider, over time: a call to NUMBER (E.164), or one that plays a scenario."""
    from mockserver.gateway.preview import DIALS

    if sum(given is not None for given in (number, scenario, file)) != 1:
        raise click.UsageError(_ONE_OF)
    subjects = list(_subjects(number, scenario, file, folders))
    worlds = _worlds((*folders, file) if file else folders, seed)
    for subject in subjects:
        for text in (subject.heading, *subject.remarks):
            print_paragraph(text)
        _explain(worlds, subject, provider)
        click.echo()
    print_paragraph(f"The calls start on a Monday at 15:00 UTC. Retries are simulated for up to {DIALS} dials.")


# -- what is explained -----------------------------------------------------------------------------


def _subjects(number: str | None, name: str | None, file: Path | None, folders: tuple[Path, ...]) -> Iterator[_Subject]:
    from mockserver.calls.numbers import is_e164
    from mockserver.cli.demo import TO

    if number is not None:
        if not is_e164(number):
            raise click.BadParameter(f"{number!r} is not an E.164 number such as +15005551120.", param_hint="NUMBER")
        yield _Subject(_introduction(number), (), number, None)
        return
    library = library_of(folders)
    for scenario in [library.get(name)] if name is not None else _read(file or Path(), library):
        yield _subject(scenario, library, TO)


def _introduction(number: str) -> str:
    from mockserver.scenarios.magic_numbers import explain as digits

    meanings = digits(number)
    if not meanings:
        return f"{number} is not a magic number (+1500555 and four digits)."
    dials = ", ".join(f"{digit} {meaning}" for digit, meaning in meanings)
    return f"{number} is a magic number with one digit per dial: {dials}; the last one repeats."


def _read(file: Path, library: "ScenarioLibrary") -> "list[Scenario]":
    """Read the scenarios of a file into the library. Report its mistakes on stderr, as `check` does."""
    from mockserver.providers import PROVIDERS
    from mockserver.scenarios.file_check import check_files
    from mockserver.scenarios.reading import load_folder

    checked = check_files([file], PROVIDERS.vocabularies(), library, PROVIDERS.operation_names())
    for finding in checked.findings:
        click.echo(str(finding), err=True)
    if checked.errors:
        raise click.exceptions.Exit(CHECK_FAILED if checked.is_readable else BAD_FILE)
    scenarios = load_folder(file)
    library.add(scenarios)
    return scenarios


def _subject(scenario: "Scenario", library: "ScenarioLibrary", number: str) -> _Subject:
    from mockserver.scenarios.planner import provider_of

    heading = f"{scenario.name}: {scenario.summary}" if scenario.summary else scenario.name
    remarks = tuple(_remarks(scenario, library))
    return _Subject(heading, remarks, number, scenario.name, provider_of(scenario, library))


def _remarks(scenario: "Scenario", library: "ScenarioLibrary") -> Iterator[str]:
    """Yield why another call of the scenario can differ from the one that is shown."""
    from mockserver.scenarios.planner import life_of, resolve

    body = resolve(life_of(scenario), library).body
    if body.sequence is not None:
        yield f"Shown is the first call to a number; later ones play the next of {', '.join(body.sequence)}."
    if body.choose is not None or any(attempt.choose for attempt in body.attempts or ()):
        yield (
            f"Shown is one of several outcomes; --seed picks others. `mockserver diagram {scenario.name}` shows all of "
            "them."
        )


# -- how it unfolds --------------------------------------------------------------------------------


def _worlds(scenarios: tuple[Path, ...], seed: str) -> "Worlds":
    """Return the worlds of a server that does not run, with a clock that stands still on a Monday."""
    from mockserver.cli.demo import MONDAY
    from mockserver.server.app import build
    from mockserver.simulation.clock import Mode
    from mockserver.world.settings import Settings

    return build(Settings(mode=Mode.MANUAL, now=MONDAY, seed=seed, scenarios=scenarios)).exchange.worlds


def _explain(worlds: "Worlds", subject: _Subject, only: str | None) -> None:
    from mockserver.cli.demo import title
    from mockserver.errors import MockserverError
    from mockserver.providers import PROVIDERS

    if subject.provider is not None:
        click.echo(f"Only calls of {title(subject.provider)} can play it.")
    chosen = [name for name in PROVIDERS if only in (None, name) and subject.provider in (None, name)]
    for provider in chosen:
        click.echo()
        try:
            call = _played(worlds, subject, provider)
        except MockserverError as error:
            click.echo(f"{title(provider)} refuses a call to {subject.number}: {error}")
            continue
        print_paragraph(_outcome(call, title(provider), subject))
        print_table(_COLUMNS, [*_rows(call), *_open_end(call)])


def _played(worlds: "Worlds", subject: _Subject, provider: str) -> "Call":
    """Return a call after everything has happened that happens by itself."""
    import msgspec

    from mockserver.client import Call
    from mockserver.control.serializers import serialize_call
    from mockserver.gateway.preview import PreviewedCall, preview
    from mockserver.providers import PROVIDERS

    wanted = PreviewedCall(subject.number, subject.scenario)
    call = preview(worlds.open("default"), PROVIDERS[provider], wanted)
    return msgspec.json.decode(msgspec.json.encode(serialize_call(call, ())), type=Call)


def _open_end(call: "Call") -> Iterator[tuple[str, str, str]]:
    """Yield a last row if the call never ends."""
    if call.phase != "ended":
        yield "", call.timeline[-1].status, what_next(call.phase, None)


def _outcome(call: "Call", title: str, subject: _Subject) -> str:
    """Return how the dials of a call went, in one line."""
    played = f", scenario {call.scenario}" if subject.scenario is None else ""
    if any(entry.event == "shown" for entry in call.timeline):
        return f"{title}{played}"
    dials = ", then ".join(_dial(attempt, call) for attempt in call.attempts)
    return f"{title}{played}: {dials or 'never dialled'}"


def _dial(attempt: dict[str, Any], call: "Call") -> str:
    from datetime import datetime

    from mockserver.simulation.durations import show_duration

    after = datetime.fromisoformat(attempt["dialled_at"]) - call.created_at
    when = f" after {show_duration(after)}" if after.total_seconds() >= 60 else ""
    who = attempt["answered_by"]
    return f"{who} answers{when}" if who else f"{attempt['reason'] or 'never ends'}{when}"


def _rows(call: "Call") -> Iterator[tuple[str, str, str]]:
    """Yield what happens: how long after the order, what a GET shows from then on, and the event."""
    from mockserver.simulation.durations import show_duration

    last = {entry.at: entry.status for entry in call.timeline}
    for entry in telling(call.timeline):
        hidden = call.visible_at is not None and entry.at < call.visible_at
        yield show_duration(entry.at - call.created_at), "(not found)" if hidden else last[entry.at], entry.text
