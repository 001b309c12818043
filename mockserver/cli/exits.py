"""Maps errors to exit codes: our own errors become a message on stderr, never a traceback.

`CODES` is the whole table. click handles wrong usage (2); Ctrl-C is 130.
"""

from typing import Any

import click

STOPPED = "\nStopped by Ctrl-C."  #: the terminal shows `^C`, so the sentence begins on a new line
CHECK_FAILED, USAGE, BAD_FILE, CANNOT_BIND, INTERRUPTED = 1, 2, 3, 4, 130
CODES = {
    "bad_setting": USAGE,
    "not_found": USAGE,
    "bad_scenario": BAD_FILE,
    "cannot_bind": CANNOT_BIND,
}


class CommandGroup(click.Group):
    """A group that lists commands in the order they were added, and prints our errors without a traceback."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in order."""
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; exit with the code of our own errors."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo(STOPPED, err=True)
            ctx.exit(INTERRUPTED)
        except Exception as error:
            code = exit_code(error)
            if code is None:
                raise
            has_position = code == BAD_FILE  # starts with file:line:column, which editors and terminals recognize
            click.echo(str(error) if has_position else f"Error: {error}", err=True)
            ctx.exit(code)


def exit_code(error: Exception) -> int | None:
    """Return the exit code of one of our own errors, or None for other errors."""
    from mockserver.errors import MockserverError

    return CODES.get(error.code, CHECK_FAILED) if isinstance(error, MockserverError) else None
