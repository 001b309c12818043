"""The command `mockserver`. Commands import what they need when they run, so that `--help` and `--version` are quick.

    serve                                         runs the simulator
    check scenarios diagram explain schema env    look at files and numbers; need no server
    advance calls healthcheck                     ask a running server, over HTTP
    demo                                          a tour

Exit codes: 0 fine · 1 a check failed · 2 usage · 3 bad file · 4 cannot bind · 130 Ctrl-C.
"""

import click

from mockserver import __version__
from mockserver.cli.exits import Commands
from mockserver.cli.explain import explain
from mockserver.cli.files import check, diagram, scenarios, schema
from mockserver.cli.remote import advance, calls, env, healthcheck
from mockserver.cli.serve import serve
from mockserver.cli.tour import demo


@click.group(name="mockserver", cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="mockserver", message="%(prog)s %(version)s")
def main() -> None:
    """Simulate the voice-AI phone-call APIs of RevRing, Ringyo and Revox on this machine.

    Begin with `mockserver serve`, or look around with `mockserver demo`. Every option can also be given by the
    environment variable named in its help.
    """


for command in (serve, check, scenarios, diagram, explain, schema, env, advance, calls, healthcheck, demo):
    main.add_command(command)
