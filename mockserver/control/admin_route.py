"""A route of the control API, with what its OpenAPI document says about it.

    AdminRoute("/__admin/calls/{id}/say", say, "POST", body=Body(SayTurn))

Each resource lists its routes once; `routes` serves them, the index and `openapi` describe them. What a route does is
the docstring of its endpoint, which begins with method and path.
"""

import inspect
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from starlette.routing import Route

from mockserver.control.http import Endpoint, guarded
from mockserver.providers.base import JSON

TEXT = "text/plain"
_NOTHING: Mapping[str, Any] = MappingProxyType({})
_PURPOSE = re.compile(r"`[A-Z]+ /[^`]*`:\s+(.+?)\.(?:\s|\Z)", re.DOTALL)  #: in the docstring of an endpoint
_HEAD = re.compile(r"`[A-Z]+ /[^`]*`:\s+")


class Body(NamedTuple):
    """The body of a request: its type (a `Struct` for objects with known keys) and the accepted media types."""

    kind: Any
    media: tuple[str, ...] = (JSON,)
    required: bool = False  #: without a body, the request is refused


class Reply(NamedTuple):
    """The response of success: the type of its JSON, status, media type, and headers with what they say."""

    kind: Any = dict[str, Any]
    status: str = "200"  #: or a range, such as `2XX`
    media: str = JSON
    headers: Mapping[str, str] = _NOTHING


class AdminRoute(Route):
    """A route. It needs the admin token, if there is one, unless it is `public`; it concerns one world unless
    `of_world` is false. `query` and `headers` map names of parameters to their types."""

    def __init__(
        self,
        path: str,
        endpoint: Endpoint,
        method: str = "GET",
        *,
        public: bool = False,
        of_world: bool = True,
        query: Mapping[str, Any] = _NOTHING,
        headers: Mapping[str, Any] = _NOTHING,
        body: Body | None = None,
        reply: Reply = Reply(),  # noqa: B008
        name: str | None = None,
    ) -> None:
        super().__init__(path, endpoint if public else guarded(endpoint), methods=[method], name=name)
        self.method, self.public, self.of_world = method, public, of_world
        self.query, self.headers, self.body, self.reply = query, headers, body, reply

    @property
    def purpose(self) -> str:
        """What the route does: the first sentence in the docstring of its endpoint, without its full stop. Without
        docstrings (`python -OO`) it is empty."""
        found = _PURPOSE.match(self.endpoint.__doc__ or "")
        return " ".join(found[1].split()) if found else ""

    @property
    def explanation(self) -> str:
        """The docstring of the endpoint, without method and path."""
        return _HEAD.sub("", inspect.getdoc(self.endpoint) or "", count=1)
