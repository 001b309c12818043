"""The calls that people mean: an id, or the start of one.

    id ─► the call itself, else the only one whose id begins so, else an error that names the candidates

A whole id costs one request. Only if no call has it, all calls are listed.
"""

from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from mockserver.client import Control

_SHOWN = 10


def find_call(control: "Control", text: str) -> dict[str, Any]:
    """Return the call with that id, or the only one whose id begins so, as the JSON of the control API.

    Raises:
        ControlError: there is none; the message suggests the nearest ids.
        click.UsageError: several calls have an id that begins so, or `text` is empty.
    """
    from urllib.parse import quote

    from mockserver.client import ControlError

    if not text:
        raise click.UsageError("The id of the call is empty; 'mockserver calls' lists all ids.")
    try:
        return dict(control.send("GET", f"/calls/{quote(text, safe='')}"))
    except ControlError as error:
        if error.code != "not_found":
            raise
        found = _beginning_with(control, text)
        if not found:
            note = "Use 'mockserver calls' to list all calls."
            raise ControlError(error.status, error.code, f"{error} {note}", error.details) from None
    if len(found) > 1:
        raise click.UsageError(_several(text, [call["id"] for call in found]))
    return dict(found[0])


def find_call_id(control: "Control", text: str) -> str:
    """Return the id of that call; see `find_call`."""
    return str(find_call(control, text)["id"])


def _beginning_with(control: "Control", text: str) -> list[dict[str, Any]]:
    """Return the calls whose ids begin so. The samples of the documentation count only if there is no other."""
    calls = control.send("GET", "/calls", query={"examples": "true"})["calls"]
    found = [call for call in calls if call["id"].startswith(text)]
    return [call for call in found if not call["example"]] or found


def _several(text: str, ids: list[str]) -> str:
    shown = ", ".join(ids[:_SHOWN]) + (" …" if len(ids) > _SHOWN else "")
    return f"{len(ids)} calls have an id that begins with {text!r}: {shown}. Give more of it."
