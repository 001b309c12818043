"""All commands, as click knows them. They import what they need when they run, so that each one's help is quick.

    serve                                         runs the simulator
    check scenarios diagram explain schema env    look at files and numbers; need no server
    advance calls healthcheck                     ask a running server, over HTTP
    demo                                          a tour

Exit codes: 0 fine · 1 a check failed · 2 usage · 3 bad file · 4 cannot bind · 130 Ctrl-C.
"""

import click

from mockserver import __version__
from mockserver.cli import OVERVIEW, VERSION
from mockserver.cli.exits import Commands
from mockserver.cli.explain import explain
from mockserver.cli.files import check, diagram, scenarios, schema
from mockserver.cli.remote import advance, calls, env, healthcheck
from mockserver.cli.serve import serve
from mockserver.cli.tour import demo


class Whole(Commands):
    """The command as a whole; its help is the overview."""

    def get_help(self, ctx: click.Context) -> str:
        """The overview."""
        return OVERVIEW.rstrip()


@click.group(name="mockserver", cls=Whole, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message=VERSION.rstrip())
def mockserver() -> None:
    """Simulate providers of voice-AI phone calls."""


for command in (serve, check, scenarios, diagram, explain, schema, env, advance, calls, healthcheck, demo):
    mockserver.add_command(command)
