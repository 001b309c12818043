"""`mockserver demo`: prints the tour of `mockserver.cli.demo`, one sentence and one table per call.

It ends with commands to try next. They work as they are printed: each is a line of its own, and begins as the user can
start the command from the current folder.
"""

import os
import sys
from pathlib import Path

import click

from mockserver.cli.options import base_url
from mockserver.cli.tables import print_table

NEXT = """\
All of that happened in virtual time, within a moment.

Next, start the simulator:

  {run} serve

In another terminal, place a call to a number that is busy, and look at it:

{curl}
  {run} calls
  {run} advance 2h
  {run} requests

Without a server, see what calls can do, and begin a project in this folder:

  {run} explain +15005551120
  {run} scenarios
  {run} init

{run} --help lists all commands.
"""
_NAMES = ("mockserver", "voice-mockserver")  #: of the installed scripts


@click.command()
def demo() -> None:
    """Show a tour: calls at each provider on a virtual clock, as tables."""
    from mockserver.cli.demo import running_server, tour

    with running_server() as control:
        click.echo(f"A real server runs at {control.connection.address.url}. All calls go over HTTP.\n")
        for step in tour(control):
            click.echo(f"{step.title}: {step.sentence}")
            rows = [(f"{entry.at:%a %H:%M:%S}", entry.status, entry.text) for entry in step.call.history]
            print_table(("virtual time", "status", "event"), rows)
            click.echo()
    click.echo(NEXT.format(run=program(sys.argv[0], Path.cwd()), curl=_curl()), nl=False)


def program(started: str, folder: Path, search: str | None = None) -> str:
    """Return how to start the command from a folder, for a shell. `started` is the path of the script or module that
    this process runs, `search` a search path in place of `PATH`."""
    import shlex
    import shutil

    script = Path(started)
    if script.name == "__main__.py":
        return f"{shlex.quote(_seen_from(folder, Path(sys.executable)))} -m mockserver"
    if script.stem not in _NAMES or not script.exists():
        return _NAMES[0]
    found = shutil.which(script.name, path=search)
    if found is not None and Path(found).samefile(script):
        return script.stem
    return shlex.quote(_seen_from(folder, script))


def _seen_from(folder: Path, path: Path) -> str:
    """Return a path as the shell finds it from a folder: relative if it is below it."""
    path = folder / path  # not resolved: the Python of a virtual environment is a link
    if not path.is_relative_to(folder):
        return str(path)
    below = str(path.relative_to(folder))
    return below if os.sep in below else f".{os.sep}{below}"


def _curl() -> str:
    """Return a command that places a call with one of the providers, on several lines."""
    import json
    import shlex

    from mockserver.providers import PROVIDERS
    from mockserver.providers.samples import sample_request

    provider = next(iter(PROVIDERS.values()))
    request = sample_request(provider, "+15005551120", "any-key")
    fields = {**request.headers, "content-type": "application/json"}
    headers = " ".join(f"-H {shlex.quote(f'{name}: {text}')}" for name, text in fields.items())
    body = shlex.quote(json.dumps(request.body, indent=2)).replace("\n", "\n    ")
    server = base_url(os.environ.get("MOCKSERVER_HOST", "127.0.0.1"), int(os.environ.get("MOCKSERVER_PORT", "4010")))
    url = f"{server}/{provider.name}{request.path}"
    return f"  curl -s {url} \\\n    {headers} \\\n    -d {body}"
