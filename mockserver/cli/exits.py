"""From errors to exit codes: what we raise ourselves becomes a message on stderr, never a traceback.

`CODES` is the whole table. Wrong usage is click's business (2), Ctrl-C is 130.
"""

from typing import Any

import click

CHECK_FAILED, USAGE, BAD_FILE, CANNOT_BIND, INTERRUPTED = 1, 2, 3, 4, 130
CODES = {
    "bad_setting": USAGE,
    "not_found": USAGE,
    "bad_scenario": BAD_FILE,
    "cannot_bind": CANNOT_BIND,
}


class Commands(click.Group):
    """A group that shows commands in the order in which they were added, and our errors without a traceback."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In order."""
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; an error of ours ends it with its code."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            ctx.exit(INTERRUPTED)
        except Exception as error:
            code = exit_code(error)
            if code is None:
                raise
            places = code == BAD_FILE  # begin with file:line:column, which editors and terminals recognise
            click.echo(str(error) if places else f"Error: {error}", err=True)
            ctx.exit(code)


def exit_code(error: Exception) -> int | None:
    """The exit code of one of our own errors; None for any other."""
    from mockserver.errors import MockserverError

    return CODES.get(error.code, CHECK_FAILED) if isinstance(error, MockserverError) else None
