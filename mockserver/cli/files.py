"""Commands for scenario files: check, list and draw them, and print the schema. None of them needs a server.

All but `check` and `schema` use the shipped scenarios and those of `--scenarios`.
"""

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
    library = _library(folders)
    if name is None:
        rows = [(scenario.name, scenario.summary) for scenario in library]
        print_table(("name", "what happens"), rows)
        return
    import yaml

    scenario = library.get(name)
    click.echo(f"# {scenario.source}")
    click.echo(yaml.safe_dump(scenario.value, sort_keys=False, allow_unicode=True, width=120), nl=False)


@click.command()
@click.argument("name")
@click.option("--provider", type=ProviderType(), help="Use the status words of this provider.")
@scenario_folders
def diagram(name: str, provider: str | None, folders: tuple[Path, ...]) -> None:
    """Draw the scenario called NAME as a Mermaid state diagram."""
    from mockserver.providers import PROVIDERS
    from mockserver.scenarios.diagram import diagram as draw

    library = _library(folders)
    scenario = library.get(name)
    words = provider or scenario.provider
    click.echo(draw(scenario, library, PROVIDERS[words].vocabulary if words else None), nl=False)


@click.command()
def schema() -> None:
    """Print the JSON Schema of scenario files, for editors."""
    import json

    from mockserver.providers import PROVIDERS
    from mockserver.scenarios.json_schema import json_schema

    click.echo(json.dumps(json_schema(PROVIDERS.vocabularies(), PROVIDERS.operation_names()), indent=2))


def _library(folders: tuple[Path, ...]) -> "ScenarioLibrary":
    """Return the shipped scenarios and those of the folders."""
    from mockserver.scenarios.reading import load_folder
    from mockserver.scenarios.shipped import shipped_library

    library = shipped_library()
    for folder in folders:
        library.add(load_folder(folder))
    return library
