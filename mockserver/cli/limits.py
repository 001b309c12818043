"""The options of `serve` that limit what a server accepts and stores.

`mockserver.world.settings.Limits` documents each limit.
"""

from typing import TYPE_CHECKING, Any

import click

from mockserver.cli.options import DurationType, F, SizeType, option

if TYPE_CHECKING:
    from mockserver.world.settings import Limits

_COUNT = click.IntRange(min=1)


def limits(command: F) -> F:
    """Add the options that `limits_of` reads to a command."""
    options_ = (
        _bounded(
            "--max-journal-bytes",
            "64MiB",
            "Maximum size of all journals together (requests and responses).",
        ),
        _bounded("--max-sink-bytes", "16MiB", "Maximum size of the sinks of each world."),
        _bounded("--max-scenario-bytes", "5MiB", "Maximum size of a scenario file."),
        _bounded("--max-scenario-documents", 10_000, "Maximum number of scenarios in one file."),
        _bounded("--max-scenario-chain", 200, "Maximum length of a chain of scenarios that extend or play each other."),
        _bounded("--max-header-bytes", "64KiB", "Maximum size of the first line and headers of a request."),
        _bounded(
            "--max-worlds",
            10_000,
            "Maximum number of worlds; beyond it, the least recently used empty world is deleted.",
        ),
        option(
            "--read-timeout",
            type=DurationType(),
            default="10s",
            show_default=True,
            help="Maximum time without a byte in the middle of a request.",
        ),
    )
    for decorate in reversed(options_):
        command = decorate(command)
    return command


def _bounded(name: str, default: str | int, text: str) -> Any:
    kind = SizeType() if isinstance(default, str) else _COUNT
    return option(name, type=kind, default=default, show_default=True, help=text)


def limits_of(options: dict[str, Any]) -> "Limits":
    """Return the limits from the options."""
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
