"""The way to a server's control API: one method that asks, and the two things that can go wrong.

httpx2 is slow to import, so it is loaded with the first request. Nothing here knows what the routes mean.
"""

import json
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from mockserver.errors import ControlError, NotReachable

if TYPE_CHECKING:
    import httpx2

DEFAULT_URL = "http://127.0.0.1:4010"
_PATIENCE = 30.0  #: real seconds for one answer, beside what the server is asked to wait


class Address(NamedTuple):
    """Where a server is, and the token it was started with; `uds` is the path of its Unix domain socket."""

    url: str = DEFAULT_URL
    token: str | None = None
    uds: Path | None = None


class Link:
    """Connections to one server, made when first needed and kept open."""

    def __init__(self, address: Address) -> None:
        self.address = address

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
        patience: float = 0,
    ) -> Any:
        """One request to the control API; the decoded answer. `path` follows `/__admin`; a text is sent as it is.

        Raises:
            ControlError: the server refuses.
            NotReachable: nobody answers, or somebody who is no mockserver.
        """
        import httpx2

        url = f"{self.address.url.rstrip('/')}/__admin{path}"
        content = None if body is None else body if isinstance(body, str) else json.dumps(body)
        wait = _PATIENCE + patience
        try:
            answer = self._http.request(
                method, url, content=content, params=query, headers=self._headers(world), timeout=wait
            )
        except (httpx2.HTTPError, httpx2.InvalidURL) as error:
            where = self.address.uds or self.address.url
            raise NotReachable(f"No answer from {where}: {error}. Does `mockserver serve` run there?") from None
        return self._read(answer.status_code, answer.content)

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
