"""The command `mockserver`: `--version` and `--help` are handled here, everything else in `group`.

Importing click takes longer than everything else that these two options need, so they do without it, and the overview
is written out. click shows the same overview.
"""

import gc
import sys

from mockserver import __version__

OVERVIEW = """\
Usage: mockserver [OPTIONS] COMMAND [ARGS]...

  Simulate the phone-call APIs of voice-AI providers on this machine.

  Start with `mockserver serve`, or take a tour with `mockserver demo`. Every
  option can also be set by the environment variable named in its help.

Options:
  --version   Show the version and exit.
  -h, --help  Show this message and exit.

Commands:
  serve        Run the simulator until SIGTERM or Ctrl-C.
  init         Write a starter: a scenario, a test, compose and CI files.
  check        Check scenario files and folders for mistakes.
  scenarios    List all scenarios, or print one as YAML.
  diagram      Draw a scenario: as Mermaid text, or as a picture (SVG).
  explain      Show how a call unfolds at each provider, over time.
  schema       Print the JSON Schema of scenario files, for editors.
  env          Print export lines that point a client at the simulator.
  ca           Print the CA that clients of `serve --tls` must trust.
  advance      Advance the virtual clock of a running server.
  reset        Replace a world of a running server by a new one.
  calls        List the calls of a running server.
  call         Show one call with its timeline: past, now, planned.
  requests     List the requests that a running server received.
  webhooks     List its webhooks: why each failed, and what to do.
  faults       List its planned faults of API answers.
  logs         Follow what happens on a running server.
  open         Open the page of a running server in the browser.
  healthcheck  Check whether a running server responds.
  demo         Show a tour: calls at each provider on a virtual clock.
"""
VERSION = f"mockserver {__version__}\n"
_OUTPUTS = {"--version": VERSION, "--help": OVERVIEW, "-h": OVERVIEW}


def main() -> None:
    """Run the command with the arguments of this process, and exit with its exit code."""
    arguments = sys.argv[1:]
    if len(arguments) == 1 and arguments[0] in _OUTPUTS:
        sys.stdout.write(_OUTPUTS[arguments[0]])
        return
    try:
        gc.disable()  # imported modules stay in memory, so there is nothing to collect
        from mockserver.cli.group import mockserver

        gc.enable()
        mockserver(prog_name="mockserver")
    except KeyboardInterrupt:  # while it is imported; commands handle it themselves
        sys.stderr.write("\nStopped by Ctrl-C.\n")
        sys.exit(130)
