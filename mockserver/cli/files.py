"""Commands for scenario files: check, list and draw them, and print the schema. None of them needs a server.

All but `check` and `schema` use the shipped scenarios and those of `--scenarios`.
"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mockserver.cli.exits import BAD_FILE, CHECK_FAILED
from mockserver.cli.findings import print_findings
from mockserver.cli.options import FILES, ProviderType, scenario_folders
from mockserver.cli.tables import print_table

if TYPE_CHECKING:
    from mockserver.scenarios.library import ScenarioLibrary


@click.command()
@click.argument("paths", type=FILES, nargs=-1, required=True, metavar="PATH...")
def check(paths: tuple[Path, ...]) -> None:
    """Check scenario files and folders for mistakes.

    Prints file:line:column of each finding, in order of lines, and a summary. Exits with 3 if a file is not a valid
    scenario file, with 1 if there is another error, and with 0 if there are only warnings.
    """
    from mockserver.providers import PROVIDERS
    from mockserver.scenarios.file_check import check_files
    from mockserver.scenarios.shipped import shipped_library

    checked = check_files(paths, PROVIDERS.vocabularies(), shipped_library(), PROVIDERS.operation_names())
    print_findings(checked.findings)
    click.echo(checked.summary)
    if checked.errors:
        raise click.exceptions.Exit(CHECK_FAILED if checked.is_readable else BAD_FILE)


@click.command()
@click.argument("name", required=False)
@scenario_folders
def scenarios(name: str | None, folders: tuple[Path, ...]) -> None:
    """List all scenarios, or print the one called NAME as YAML."""
    library = library_of(folders)
    if name is None:
        rows = [(scenario.name, scenario.summary) for scenario in library]
        print_table(("name", "what happens"), rows)
        return
    from mockserver.scenarios.yaml_writer import write_yaml

    scenario = library.get(name)
    click.echo(f"# {scenario.source}")
    click.echo(write_yaml(scenario.value), nl=False)


@click.command()
@click.argument("name")
@click.option("--provider", type=ProviderType(), help="Use the status words of this provider.")
@click.option("--svg", is_flag=True, help="Draw it as a picture (SVG), which any browser shows.")
@click.option("--output", type=FILES, metavar="FILE", help="Write into this file, not to stdout.")
@scenario_folders
def diagram(name: str, provider: str | None, *, svg: bool, output: Path | None, folders: tuple[Path, ...]) -> None:
    """Draw the scenario called NAME as a Mermaid state diagram, or as a picture."""
    from mockserver.providers import PROVIDERS
    from mockserver.scenarios.drawing.graph import graph_of
    from mockserver.scenarios.drawing.mermaid import mermaid
    from mockserver.scenarios.drawing.svg import draw

    library = library_of(folders)
    scenario = library.get(name)
    known = PROVIDERS.get(provider or scenario.provider or "")
    graph = graph_of(scenario, library, known.vocabulary if known else None)
    text = draw(graph) if svg else mermaid(graph)
    if output is None:
        click.echo(text, nl=False)
    else:
        _write(output, text)
    if output is not None or not svg or sys.stdout.isatty():
        click.echo(_where_to_look(name, output, svg=svg), err=True)


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        reason = error.strerror or str(error)
        raise click.BadParameter(f"{path} cannot be written: {reason}.", param_hint="--output") from None


def _where_to_look(name: str, output: Path | None, *, svg: bool) -> str:
    """Return how to see a diagram; it goes to stderr, so that what is piped stays clean."""
    if svg:
        return (
            f"Open {output} in a browser." if output else f"Add `--output {name}.svg`, and open the file in a browser."
        )
    return (
        "See it: paste it into Markdown on GitHub (```mermaid) or https://mermaid.live,\n"
        f"or draw it: mockserver diagram {name} --svg --output {name}.svg"
    )


@click.command()
def schema() -> None:
    """Print the JSON Schema of scenario files, for editors."""
    import json

    from mockserver.providers import PROVIDERS
    from mockserver.scenarios.json_schema import json_schema

    click.echo(json.dumps(json_schema(PROVIDERS.vocabularies(), PROVIDERS.operation_names()), indent=2))


def library_of(folders: tuple[Path, ...]) -> "ScenarioLibrary":
    """Return the shipped scenarios and those of the folders."""
    from mockserver.scenarios.reading import load_folder
    from mockserver.scenarios.shipped import shipped_library

    library = shipped_library()
    for folder in folders:
        library.add(load_folder(folder))
    return library
