"""`mockserver init`: writes a starter into the current folder, and never over existing files.

    scenarios/table-for-two.yaml      a scenario, and beside it the schema for editors
    tests/test_calls.py               a test that plays it
    compose.yaml                      the simulator in a container
    .github/workflows/calls.yaml      checks and tests at each push

The files are templates in `starter_files`; the provider of the test, its request and the version are filled in.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import click

from mockserver.cli.options import ProviderType
from mockserver.cli.texts import counted
from mockserver.errors import MockserverError

_TEMPLATES = Path(__file__).parent / "starter_files"
_FILES = {
    "scenarios/table-for-two.yaml": "scenario.yaml",
    "tests/test_calls.py": "test_calls.py.txt",
    "compose.yaml": "compose.yaml",
    ".github/workflows/calls.yaml": "workflow.yaml",
}
_SCHEMA = "scenarios/scenario.schema.json"
_NEXT = """
Next:
  mockserver check scenarios
  mockserver serve --scenarios scenarios
  python -m pytest tests/test_calls.py      (needs pytest)
  docker compose up --build --wait"""


class StarterFile(NamedTuple):
    """A file of the starter: its path in the folder, with `/`, and its text."""

    path: str
    text: str


@click.command()
@click.option("--provider", type=ProviderType(), help="The provider that the test calls; by default the first one.")
def init(provider: str | None) -> None:
    """Write a starter into this folder: a scenario, a test, a compose file and a workflow for GitHub Actions.

    Files that exist are not changed.
    """
    written = 0
    for file in starter_files(provider):
        is_new = _write_new(Path(file.path), file.text)
        written += is_new
        click.echo(f"written  {file.path}" if is_new else f"exists   {file.path}, not changed")
    click.echo(f"{counted(written, 'file')} written." + (_NEXT if written else " All of the starter was there before."))


def starter_files(provider: str | None = None) -> Iterator[StarterFile]:
    """Yield the files of the starter; the test calls that provider, by default the first one."""
    import json
    from string import Template

    from mockserver.providers import PROVIDERS
    from mockserver.scenarios.json_schema import json_schema

    facts, schema = _facts(provider), json_schema(PROVIDERS.vocabularies(), PROVIDERS.operation_names())
    for path, template in _FILES.items():
        text = (_TEMPLATES / template).read_text(encoding="utf-8")
        yield StarterFile(path, Template(text).safe_substitute(facts))
    yield StarterFile(_SCHEMA, json.dumps(schema, indent=2) + "\n")


def _facts(name: str | None) -> dict[str, str]:
    """Return what the templates name: the version, and how the provider is called."""
    from mockserver import __version__
    from mockserver.providers import PROVIDERS
    from mockserver.providers.samples import sample_request

    provider = PROVIDERS[name] if name else next(iter(PROVIDERS.values()))
    request = sample_request(provider, "+14155550142", "any-key")
    variables = {kind: variable for variable, kind in provider.environment.items()}
    return {
        "version": __version__,
        "provider": provider.name,
        "base": provider.base,
        "method": request.method,
        "path": request.path.removeprefix(provider.base),
        "body": _body(request.body),
        "operation": provider.calls.create,
        "url_variable": variables.get("url", "BASE_URL"),
        "key_variable": variables.get("key", "API_KEY"),
    }


def _body(body: Mapping[str, Any]) -> str:
    """Return the body of a request as Python: a key per line, indented as in the template."""
    lines = [f"            {_literal(key)}: {_literal(value)},\n" for key, value in body.items()]
    return "{\n" + "".join(lines) + "        }"


def _literal(value: Any) -> str:
    """Return a JSON value as Python, objects and texts with double quotes."""
    import json

    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_literal(key)}: {_literal(inner)}" for key, inner in value.items()) + "}"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else repr(value)


def _write_new(path: Path, text: str) -> bool:
    """Write a file that does not exist, with its folders; return False if it exists.

    Raises:
        MockserverError: it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError as error:
        if error.filename != str(path):
            raise MockserverError(f"{path} cannot be written: {error.filename} is not a folder.") from None
        return False
    except OSError as error:
        raise MockserverError(f"{path} cannot be written: {error.strerror}. Run 'mockserver init' elsewhere.") from None
    return True
