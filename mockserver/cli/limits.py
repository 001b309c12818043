"""The options of `serve` that bound what a server takes and keeps.

What each limit means is written in `mockserver.settings.Limits`.
"""

from typing import TYPE_CHECKING, Any

import click

from mockserver.cli.options import F, SizeKind, SpanKind, option

if TYPE_CHECKING:
    from mockserver.world.settings import Limits

_COUNT = click.IntRange(min=1)


def limits(command: F) -> F:
    """Give a command the options that `limits_of` reads."""
    several = (
        _bounded(
            "--max-journal-bytes",
            "64MiB",
            "Most bytes of requests and answers that are remembered, in all worlds together.",
        ),
        _bounded("--max-sink-bytes", "16MiB", "Most bytes that the sinks of each world hold."),
        _bounded("--max-scenario-bytes", "5MiB", "Largest scenario file."),
        _bounded("--max-scenario-documents", 10_000, "Most scenarios in one file."),
        _bounded("--max-scenario-chain", 200, "Most scenarios that build on each other, one after the other."),
        _bounded("--max-header-bytes", "64KiB", "Most bytes of the first line and the headers of a request."),
        _bounded("--max-worlds", 10_000, "Most worlds; beyond that the least recently used empty one makes room."),
        option(
            "--read-timeout",
            type=SpanKind(),
            default="10s",
            show_default=True,
            help="How long a client may send nothing in the middle of a request.",
        ),
    )
    for decorate in reversed(several):
        command = decorate(command)
    return command


def _bounded(name: str, usual: str | int, what: str) -> Any:
    kind = SizeKind() if isinstance(usual, str) else _COUNT
    return option(name, type=kind, default=usual, show_default=True, help=what)


def limits_of(options: dict[str, Any]) -> "Limits":
    """Return the limits that the options say."""
    from mockserver.scenarios.limits import ScenarioLimits
    from mockserver.world.settings import Limits

    scenarios = ScenarioLimits(
        bytes=options["max_scenario_bytes"],
        documents=options["max_scenario_documents"],
        chain=options["max_scenario_chain"],
    )
    return Limits(
        journal_bytes=options["max_journal_bytes"],
        sink_bytes=options["max_sink_bytes"],
        scenarios=scenarios,
        header_bytes=options["max_header_bytes"],
        read_seconds=options["read_timeout"],
        worlds=options["max_worlds"],
    )
