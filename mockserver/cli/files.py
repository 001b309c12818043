"""Commands that look at scenario files: check, list, draw, and print the schema. None of them needs a server.

Where nothing else is said they look at the shipped scenarios.
"""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from mockserver.cli.exits import CHECK_FAILED
from mockserver.cli.options import FILES, ProviderKind, scenario_folders
from mockserver.cli.tables import show

if TYPE_CHECKING:
    from mockserver.scenarios.library import ScenarioLibrary


@click.command()
@click.argument("paths", type=FILES, nargs=-1, required=True, metavar="PATH...")
def check(paths: tuple[Path, ...]) -> None:
    """Look for mistakes in scenario files and folders.

    Prints file:line:column of each finding. Exits with 1 when there is an error, with 3 when a file is no scenario
    file at all; warnings alone are fine.
    """
    from mockserver.providers import PROVIDERS
    from mockserver.scenarios.lint import check as lint
    from mockserver.scenarios.reading import load_folder
    from mockserver.scenarios.shipped import shipped_library

    scenarios = [scenario for path in paths for scenario in load_folder(path)]
    vocabularies = {name: provider.vocabulary for name, provider in PROVIDERS.items()}
    findings = lint(scenarios, vocabularies, shipped_library())
    for finding in findings:
        click.echo(str(finding))
    errors = sum(finding.severity == "error" for finding in findings)
    click.echo(f"{len(scenarios)} scenarios checked: {errors} errors, {len(findings) - errors} warnings.")
    if errors:
        raise click.exceptions.Exit(CHECK_FAILED)


@click.command()
@click.argument("name", required=False)
@scenario_folders
def scenarios(name: str | None, folders: tuple[Path, ...]) -> None:
    """List the scenarios there are, or print the one called NAME as YAML."""
    library = _library(folders)
    if name is None:
        rows = [(scenario.name, scenario.summary) for scenario in library]
        show(("name", "what happens"), rows)
        return
    import yaml

    scenario = library.get(name)
    click.echo(f"# {scenario.source}")
    click.echo(yaml.safe_dump(scenario.value, sort_keys=False, allow_unicode=True, width=120), nl=False)


@click.command()
@click.argument("name")
@click.option("--provider", type=ProviderKind(), help="Use this provider's status words.")
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
    """The shipped scenarios and those of the folders."""
    from mockserver.scenarios.reading import load_folder
    from mockserver.scenarios.shipped import shipped_library

    library = shipped_library()
    for folder in folders:
        library.add(load_folder(folder))
    return library
