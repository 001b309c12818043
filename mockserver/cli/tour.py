"""`mockserver demo`: prints the tour of `mockserver.cli.demo`, one sentence and one table per call.

It ends with commands to try next.
"""

import click

from mockserver.cli.tables import print_table

NEXT = """\
All of that happened in virtual time, within a moment. Try next:

  mockserver serve                        start the simulator on port 4010
{curl}
  mockserver explain +15005551120         show how calls to that number unfold
  mockserver scenarios                    list what else calls can do
  mockserver advance 2h                   advance the clock by two virtual hours

More in README.md, docs/scenarios.md and docs/control-api.md.
"""


@click.command()
def demo() -> None:
    """Show a tour: calls at each provider on a virtual clock, as tables."""
    from mockserver.cli.demo import running_server, tour

    with running_server() as control:
        click.echo(f"A real server runs at {control.connection.address.url}; the tour places each call over HTTP.\n")
        for step in tour(control):
            click.echo(f"{step.title}: {step.sentence}")
            rows = [(f"{entry.at:%a %H:%M:%S}", entry.status, entry.text) for entry in step.call.history]
            print_table(("virtual time", "status", "event"), rows)
            click.echo()
    click.echo(NEXT.format(curl=_curl()), nl=False)


def _curl() -> str:
    """Return a command that places a call with one of the providers, on three lines."""
    import json
    import shlex

    from mockserver.providers import PROVIDERS
    from mockserver.providers.samples import sample_request

    provider = next(iter(PROVIDERS.values()))
    request = sample_request(provider, "+15005551120", "any-key")
    fields = {**request.headers, "content-type": "application/json"}
    headers = " ".join(f"-H {shlex.quote(f'{name}: {text}')}" for name, text in fields.items())
    body = shlex.quote(json.dumps(request.body))
    url = f"http://127.0.0.1:4010/{provider.name}{request.path}"
    return f"  curl -s {url} \\\n       {headers} \\\n       -d {body}"
