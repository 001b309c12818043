"""Calls a list of leads with RevRing and follows every call until it ends.

    leads ── place ──► calls (SQLite) ◄── webhook    as soon as a call has ended, if all goes well
                             ▲
                             └─────────── poll       every 30 s, for calls without news for 90 s

Every update of a call goes through `Dialer.update`: the response to the POST, a poll, or a webhook, in any order, once
or several times. The first update that says how the call ended is final, and the dialer acts on it once.
"""

import asyncio
import csv
import hmac
import json
import os
import sqlite3
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple, Self

import httpx2

STALE = 90.0  #: seconds without news of a call, after which it is polled
PAUSE = 30.0  #: seconds between two polls
BUSY = 5.0  #: seconds to wait if all lines are busy
SCHEMA = """CREATE TABLE IF NOT EXISTS calls
    (id TEXT PRIMARY KEY, lead TEXT, status TEXT, seconds INTEGER, ended INTEGER, updated REAL)"""
UPDATE = """INSERT INTO calls VALUES (:id, :lead, :status, :seconds, :ended, :updated) ON CONFLICT (id) DO UPDATE
    SET status = :status, seconds = :seconds, ended = :ended, updated = :updated WHERE NOT ended"""
CLAIM = "UPDATE calls SET lead = :lead WHERE id = :id AND lead IS NULL"


class Lead(NamedTuple):
    """A person to call."""

    id: str
    name: str
    number: str


class Account(NamedTuple):
    """The RevRing account of the dialer."""

    base_url: str
    api_key: str
    agent: str
    number: str

    @classmethod
    def from_environment(cls) -> Self:
        """Return the account from the environment variables."""
        names = ("REVRING_BASE_URL", "REVRING_API_KEY", "REVRING_AGENT", "REVRING_NUMBER")
        return cls(*(os.environ[name] for name in names))


class Row(NamedTuple):
    """The last known state of a call; times are in seconds since 1970."""

    id: str
    lead: str | None
    status: str
    seconds: int | None
    ended: bool
    updated: float


class Store:
    """The calls. Each change is one statement, so threads may share a store."""

    ends = frozenset({"COMPLETED", "TRANSFERRED", "FAILED", "CANCELED"})

    def __init__(self, path: Path | str = ":memory:") -> None:
        self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._db.execute(SCHEMA)

    def update(self, call: Mapping[str, Any], at: float) -> bool:
        """Store the state of a call; return whether it has ended and the end was not known before."""
        variables = call.get("variables") or {}
        ended = call["status"] in self.ends
        row = Row(call["id"], variables.get("lead_id"), call["status"], call.get("durationSeconds"), ended, at)
        is_new = self._db.execute(UPDATE, row._asdict()).rowcount == 1
        self._db.execute(CLAIM, row._asdict())  # a call that has ended may still lack its lead
        return is_new and ended

    def rows(self) -> list[Row]:
        """Return all calls in the order of their first update."""
        return [Row(*row[:4], bool(row[4]), row[5]) for row in self._db.execute("SELECT * FROM calls ORDER BY rowid")]

    def get(self, call: str) -> Row | None:
        """Return one call, or None."""
        return next((row for row in self.rows() if row.id == call), None)

    def open(self, before: float = float("inf")) -> list[str]:
        """Return the calls that have not ended and have had no update since `before`."""
        return [row.id for row in self.rows() if not row.ended and row.updated <= before]

    def close(self) -> None:
        """Close the database."""
        self._db.close()


class Dialer:
    """Places calls and follows them; `act` is called once for each call that has ended.

    `now` and `wait` can be replaced in tests.
    """

    def __init__(
        self,
        account: Account,
        store: Store,
        act: Callable[[Mapping[str, Any]], None] = lambda call: None,
        now: Callable[[], float] = time.time,
        wait: Callable[[float], object] = time.sleep,
    ) -> None:
        self.store = store
        self._account, self._act, self._now, self._wait = account, act, now, wait
        self._api = httpx2.Client(base_url=account.base_url, headers={"x-api-key": account.api_key}, timeout=10)

    def run(self, leads: Iterable[Lead]) -> None:
        """Call all leads, and follow the calls until the last one has ended."""
        for lead in leads:
            self.place(lead)
        while self.store.open():
            self._wait(PAUSE)
            self.poll()

    def place(self, lead: Lead) -> str:
        """Call a lead and return the id of the call. Wait while all lines are busy.

        A request without a response is not repeated: it may have placed the call, and a second one would place another.

        Raises:
            httpx2.HTTPError: there was no response, or RevRing refuses the call for another reason.
        """
        body = {
            "agentId": self._account.agent,
            "fromNumber": self._account.number,
            "toNumber": lead.number,
            "skipQueue": True,
            "variables": {"lead_id": lead.id, "customer_name": lead.name},
        }
        while (response := self._api.post("/calls", json=body)).status_code == 429:
            self._wait(BUSY)
        return self._update_from(response)

    def poll(self) -> None:
        """Request the calls without recent updates. If a request fails, the next poll repeats it."""
        for call in self.store.open(before=self._now() - STALE):
            with suppress(httpx2.HTTPError):
                self._update_from(self._api.get(f"/calls/{call}"))

    def cancel(self, call: str) -> None:
        """Cancel a call. A call that has ended does not change."""
        response = self._api.post(f"/calls/{call}/cancel")
        self._update_from(self._api.get(f"/calls/{call}") if response.status_code == 409 else response)

    def update(self, call: Mapping[str, Any]) -> None:
        """Process the state of a call from any source."""
        if self.store.update(call, self._now()):
            self._act(call)

    def webhook(self, body: bytes) -> int:
        """Process a post-call webhook and return the status. If the body is invalid, polling finds the call."""
        try:
            call = json.loads(body)
        except ValueError:
            return 400
        if not isinstance(call, dict) or not all(isinstance(call.get(key), str) for key in ("id", "status")):
            return 400
        self.update(call)
        return 200

    def close(self) -> None:
        """Close the connections."""
        self._api.close()

    def _update_from(self, response: httpx2.Response) -> str:
        call = response.raise_for_status().json()["data"]
        self.update(call)
        return str(call["id"])


def application(dialer: Dialer, secret: str) -> Callable[..., Any]:
    """Return the webhook receiver for any ASGI server: `POST /SECRET`, because RevRing does not sign webhooks."""

    async def app(scope: Any, receive: Any, send: Any) -> None:
        assert scope["type"] == "http", "start the server with --lifespan off"
        body, more = b"", True
        while more:
            message = await receive()
            body, more = body + message.get("body", b""), message.get("more_body", False)
        known = hmac.compare_digest(scope["path"].encode(), f"/{secret}".encode())
        if known and scope["method"] == "POST":
            status = await asyncio.to_thread(dialer.webhook, body)  # the store may block
        else:
            status = 405 if known else 404
        await send({"type": "http.response.start", "status": status, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    return app


def read_leads(path: Path) -> list[Lead]:
    """Return the leads of a CSV file with the columns `id`, `name`, `number`."""
    with path.open(newline="", encoding="utf-8") as file:
        return [Lead(row["id"], row["name"], row["number"]) for row in csv.DictReader(file)]


if __name__ == "__main__":
    dialer = Dialer(
        Account.from_environment(), Store("calls.sqlite3"), act=lambda call: print(call["id"], call["status"])
    )
    dialer.run(read_leads(Path(sys.argv[1])))
