"""All commands for click. Each imports what it needs when it runs, so `--help` is fast.

    serve                                               runs the simulator
    init check scenarios diagram explain schema env ca   work without a server
    advance reset calls call requests webhooks faults
    logs open healthcheck                               use a running server over HTTP
    demo                                                shows a tour

Exit codes: 0 success · 1 a check failed · 2 usage · 3 bad file · 4 cannot listen · 130 Ctrl-C.
"""

import click

from mockserver import __version__
from mockserver.cli import OVERVIEW, VERSION
from mockserver.cli.advance import advance
from mockserver.cli.client_env import env
from mockserver.cli.event_log import logs
from mockserver.cli.exits import CommandGroup
from mockserver.cli.explain import explain
from mockserver.cli.files import check, diagram, scenarios, schema
from mockserver.cli.journal import requests
from mockserver.cli.listings import calls, faults
from mockserver.cli.remote import healthcheck, open_page, reset
from mockserver.cli.serve import serve
from mockserver.cli.starter import init
from mockserver.cli.timelines import call
from mockserver.cli.tls import ca
from mockserver.cli.tour import demo
from mockserver.cli.webhook_log import webhooks


class RootGroup(CommandGroup):
    """The command `mockserver` itself; its help is the overview."""

    def get_help(self, ctx: click.Context) -> str:
        """Return the overview."""
        return OVERVIEW.rstrip()


@click.group(name="mockserver", cls=RootGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message=VERSION.rstrip())
def mockserver() -> None:
    """Simulate providers of voice-AI phone calls."""


_WITHOUT_A_SERVER = (init, check, scenarios, diagram, explain, schema, env, ca)
_OF_A_SERVER = (advance, reset, calls, call, requests, webhooks, faults, logs, open_page, healthcheck)

for command in (serve, *_WITHOUT_A_SERVER, *_OF_A_SERVER, demo):
    mockserver.add_command(command)
