"""`mockserver demo`: shows the tour of `mockserver.demo`, a sentence and a table for each call.

Ends with what to try next.
"""

import click

from mockserver.cli.tables import show

NEXT = """\
That was virtual time; the tour took a moment. Next:

  mockserver serve                        start the simulator on port 4010
  curl -s http://127.0.0.1:4010/revox/api/call \\
       -H 'Authorization: Bearer any-key' -H 'Content-Type: application/json' \\
       -d '{"phone_number": "+15005551120", "assistant": {"prompt": "Hello"}}'
  mockserver explain +15005551120         what that number does
  mockserver scenarios                    what else calls can live through
  mockserver advance 2h                   let two virtual hours pass

README.md, docs/scenarios.md and docs/control-api.md tell the rest.
"""


@click.command()
def demo() -> None:
    """Play a tour: calls at each provider on a virtual clock, shown as tables."""
    from mockserver.cli.demo import running, tour

    with running() as control:
        click.echo(f"Real server at {control.link.address.url}; each call is placed over HTTP.\n")
        for chapter in tour(control):
            click.echo(f"{chapter.title}: {chapter.sentence}")
            rows = [(f"{entry.at:%a %H:%M:%S}", entry.status, entry.text) for entry in chapter.call.story]
            show(("virtual time", "status", "event"), rows)
            click.echo()
    click.echo(NEXT, nl=False)
