"""`mockserver env PROVIDER`: the environment that points a client at the simulator, for several shells and programs.

env PROVIDER           PROVIDER_BASE_URL, PROVIDER_API_KEY
env PROVIDER --tls     for clients whose base URL cannot be changed: a proxy, and the CA to trust, as each language
                       reads them
"""

import json
import shlex
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click

from mockserver.cli.options import ChoiceType, ProviderType, base_url, server_options
from mockserver.cli.tls import authority_of, data_option

_FORMATS: Mapping[str, Callable[[str, str], str]] = {
    "shell": lambda name, value: f"export {name}={shlex.quote(value)}",
    "dotenv": lambda name, value: f"{name}={json.dumps(value, ensure_ascii=False)}",
    "powershell": lambda name, value: f"$env:{name} = '{value.replace(chr(39), chr(39) * 2)}'",
}

_REMOVALS = {"shell": "unset {}", "powershell": "Remove-Item Env:{} -ErrorAction Ignore"}


@click.command()
@click.argument("provider", type=ProviderType())
@click.option("--api-key", default="any-key", show_default=True, help="API key to export.")
@click.option("--tls", is_flag=True, help="For clients with a fixed base URL: a proxy and a CA (server: serve --tls).")
@click.option("--format", "form", type=ChoiceType((*_FORMATS, "json")), default="shell", show_default=True)
@data_option
@server_options
def env(provider: str, api_key: str, form: str, data: Path | None, *, tls: bool, **server: Any) -> None:
    """Print the environment that points a client of PROVIDER at the simulator: eval "$(mockserver env PROVIDER)"."""
    from mockserver.providers import PROVIDERS
    from mockserver.testing.client_environment import client_variables, tls_variables

    url = (server["url"] or base_url(server["host"], server["port"])).rstrip("/")
    world = server["world"]
    mount = f"{url}/w/{world}" if world else url
    key = f"{api_key}~{world}" if world else api_key
    variables = client_variables(provider, None if tls else f"{mount}/{provider}{PROVIDERS[provider].base}", key)
    if tls:
        variables |= tls_variables(url, authority_of(data))
    given = {name: value for name, value in variables.items() if value is not None}
    if form == "json":
        click.echo(json.dumps(given, indent=2))
        return
    for name in variables.keys() - given.keys():
        if form in _REMOVALS:
            click.echo(_REMOVALS[form].format(name))
    for name, value in given.items():
        click.echo(_FORMATS[form](name, value))
