"""The command `mockserver`: what is asked most is answered here, everything else by the commands of `group`.

click takes longer to import than everything else that `--version` and `--help` need, so these two do without it, and
the overview is written out. It is all of the help there is for the command as a whole: click shows it too.
"""

import gc
import sys

from mockserver import __version__

OVERVIEW = """\
Usage: mockserver [OPTIONS] COMMAND [ARGS]...

  Simulate the voice-AI phone-call APIs of RevRing, Ringyo and Revox on this
  machine.

  Begin with `mockserver serve`, or look around with `mockserver demo`. Every
  option can also be given by the environment variable named in its help.

Options:
  --version   Show the version and exit.
  -h, --help  Show this message and exit.

Commands:
  serve        Run the simulator until SIGTERM or Ctrl-C.
  check        Look for mistakes in scenario files and folders.
  scenarios    List the scenarios there are, or print one as YAML.
  diagram      Draw a scenario as a Mermaid state diagram.
  explain      Say what a call to a number lives through at each provider.
  schema       Print the JSON Schema of scenario files, for editors.
  env          Print export lines that point a client at the simulator.
  advance      Move the virtual clock of a running server on.
  calls        List the calls of a running server.
  healthcheck  Ask a running server how it is.
  demo         Play a tour: calls at each provider on a virtual clock.
"""
VERSION = f"mockserver {__version__}\n"
_ANSWERS = {"--version": VERSION, "--help": OVERVIEW, "-h": OVERVIEW}


def main() -> None:
    """Do what the arguments of this process say; ends it with an exit code, but for `--version` and `--help` alone."""
    arguments = sys.argv[1:]
    if len(arguments) == 1 and arguments[0] in _ANSWERS:
        sys.stdout.write(_ANSWERS[arguments[0]])
        return
    gc.disable()  # what is loaded stays for good: nothing to collect meanwhile
    from mockserver.cli.group import mockserver

    gc.enable()
    mockserver(prog_name="mockserver")
