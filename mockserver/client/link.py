"""The way to a server's control API: one method that asks, and the two things that can go wrong.

How requests get there can be replaced (`carry`); by default it is HTTP. httpx2 is slow to import, so it is loaded with
the first request. Nothing here knows what the routes mean.
"""

import json
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlencode

from mockserver.errors import ControlError, NotReachable

if TYPE_CHECKING:
    import httpx2

DEFAULT_URL = "http://127.0.0.1:4010"
_WAIT_BUDGET = 30.0  #: real seconds for one answer, beside what the server is asked to wait


class Address(NamedTuple):
    """Where a server is, and the token it was started with; `uds` is the path of its Unix domain socket."""

    url: str = DEFAULT_URL
    token: str | None = None
    uds: Path | None = None


class Asked(NamedTuple):
    """A request on its way; `seconds` is how long its answer is waited for, in real time."""

    method: str
    target: str  #: path and query
    headers: dict[str, str]
    body: bytes
    seconds: float


Carry = Callable[[Asked], tuple[int, bytes]]  #: brings a request there, and status and body back


class Link:
    """The way to one server. Connections are made when first needed and kept open."""

    def __init__(self, address: Address, carry: Carry | None = None) -> None:
        self.address = address
        self._carry = carry or self._over_http

    def close(self) -> None:
        """Close the connections."""
        if "_http" in self.__dict__:
            self._http.close()
            del self.__dict__["_http"]

    @cached_property
    def _http(self) -> "httpx2.Client":
        import httpx2

        uds = self.address.uds
        secure = self.address.url.startswith("https")
        transport = httpx2.HTTPTransport(verify=secure, uds=str(uds) if uds else None)
        return httpx2.Client(transport=transport)

    def ask(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        world: str | None = None,
        query: Mapping[str, str] | None = None,
        wait_budget: float = 0,
    ) -> Any:
        """One request to the control API; the decoded answer. `path` follows `/__admin`; a text is sent as it is.

        Raises:
            ControlError: the server refuses.
            NotReachable: nobody answers, or somebody who is no mockserver.
        """
        target = f"/__admin{path}?{urlencode(query)}" if query else f"/__admin{path}"
        content = "" if body is None else body if isinstance(body, str) else json.dumps(body)
        asked = Asked(method, target, self._headers(world), content.encode(), _WAIT_BUDGET + wait_budget)
        return self._read(*self._carry(asked))

    def _over_http(self, asked: Asked) -> tuple[int, bytes]:
        import httpx2

        url = self.address.url.rstrip("/") + asked.target
        try:
            answer = self._http.request(
                asked.method, url, content=asked.body or None, headers=asked.headers, timeout=asked.seconds
            )
        except (httpx2.HTTPError, httpx2.InvalidURL) as error:
            where = self.address.uds or self.address.url
            raise NotReachable(f"No answer from {where}: {error}. Does `mockserver serve` run there?") from None
        return answer.status_code, answer.content

    def _headers(self, world: str | None) -> dict[str, str]:
        headers = {"content-type": "application/json"}
        if world is not None:
            headers["x-mockserver-world"] = world
        if self.address.token is not None:
            headers["x-mockserver-token"] = self.address.token
        return headers

    def _read(self, status: int, content: bytes) -> Any:
        try:
            value = json.loads(content)
            error = value["error"] if status >= 400 else None
        except (ValueError, KeyError, TypeError):
            shown = content[:200].decode(errors="replace")
            message = f"{self.address.url} answers {status}, but not as a mockserver does: {shown}"
            raise NotReachable(message) from None
        if error is not None:
            raise ControlError(status, error["code"], error["message"], error.get("details") or {})
        return value
