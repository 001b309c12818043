"""Arguments of the client's methods that cannot be sent: names that a method does not take, values that are not JSON.

    calls.find(numbr=…) ─► BadArgument: calls.find() takes no argument 'numbr'. …  Did you mean 'number'?

Python itself names an unknown argument, but neither the known ones nor the nearest. What a value means is checked by
the server.
"""

import json
from collections.abc import Iterable, Mapping

from mockserver.errors import BadArgument, is_callers_mistake, nearest_hint

__tracebackhide__ = is_callers_mistake  #: for pytest


def refuse_unknown(method: str, unknown: Mapping[str, object], known: Iterable[str]) -> None:
    """Refuse keyword arguments that a method does not take.

    Raises:
        BadArgument: there is one; the message lists the known ones and offers the nearest.
    """
    names = [*known]
    for name in unknown:
        message = f"{method}() takes no argument {name!r}; it takes {', '.join(names)}."
        raise BadArgument(message + nearest_hint(name, names))


def as_json(value: object) -> str:
    """Return a value as JSON text.

    Raises:
        BadArgument: it is not a JSON value; the message says why.
    """
    try:
        return json.dumps(value)
    except (TypeError, ValueError) as error:
        raise BadArgument(f"This cannot be sent as JSON: {error}. Use text, numbers, lists and dicts.") from None
