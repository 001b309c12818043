"""Commands for scenario files: check, list and draw them, and print the schema. None of them needs a server.

All but `check` and `schema` use the shipped scenarios and those of `--scenarios`.
"""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from mockserver.cli.exits import CHECK_FAILED
from mockserver.cli.options import FILES, ProviderType, scenario_folders
from mockserver.cli.tables import print_table
from mockserver.cli.texts import counted

if TYPE_CHECKING:
    from mockserver.scenarios.library import ScenarioLibrary


@click.command()
@click.argument("paths", type=FILES, nargs=-1, required=True, metavar="PATH...")
def check(paths: tuple[Path, ...]) -> None:
    """Check scenario files and folders for mistakes.

    Prints file:line:column of each finding. Exits with 1 if there is an error, with 3 if a file is not a valid scenario
    file, and with 0 if there are only warnings.
    """
    from mockserver.providers import PROVIDERS
    from mockserver.scenarios.lint import check as lint
    from mockserver.scenarios.reading import load_folder
    from mockserver.scenarios.shipped import shipped_library

    scenarios = [scenario for path in paths for scenario in load_folder(path)]
    vocabularies = {name: provider.vocabulary for name, provider in PROVIDERS.items()}
    findings = lint(scenarios, vocabularies, shipped_library(), PROVIDERS.operation_names())
    for finding in findings:
        click.echo(str(finding))
    errors = sum(finding.severity == "error" for finding in findings)
    counts = f"{counted(errors, 'error')}, {counted(len(findings) - errors, 'warning')}"
    click.echo(f"{counted(len(scenarios), 'scenario')} checked: {counts}.")
    if errors:
        raise click.exceptions.Exit(CHECK_FAILED)


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

    from mockserver.scenarios.schema import json_schema

    click.echo(json.dumps(json_schema(), indent=2))


def _library(folders: tuple[Path, ...]) -> "ScenarioLibrary":
    """Return the shipped scenarios and those of the folders."""
    from mockserver.scenarios.reading import load_folder
    from mockserver.scenarios.shipped import shipped_library

    library = shipped_library()
    for folder in folders:
        library.add(load_folder(folder))
    return library
