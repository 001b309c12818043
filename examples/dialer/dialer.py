"""Calls a list of leads by RevRing and follows every call to its end.

    leads ── place ──► calls (SQLite) ◄── webhook    as soon as a call has ended, if all goes well
                             ▲
                             └─────────── poll       every 30 s, for the calls of which nothing was heard for 90 s

Everything that tells of a call goes through `Dialer.hear`: the answer to the POST, a poll, the webhook, in whatever
order and however often they come. What has been heard first of an end stays, and is acted upon once.
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

STALE = 90.0  #: seconds without news of a call, after which it is asked for
PAUSE = 30.0  #: seconds between two rounds of asking
BUSY = 5.0  #: seconds to wait where all lines are busy
SCHEMA = """CREATE TABLE IF NOT EXISTS calls
    (id TEXT PRIMARY KEY, lead TEXT, status TEXT, seconds INTEGER, ended INTEGER, heard REAL)"""
HEAR = """INSERT INTO calls VALUES (:id, :lead, :status, :seconds, :ended, :heard) ON CONFLICT (id) DO UPDATE
    SET status = :status, seconds = :seconds, ended = :ended, heard = :heard WHERE NOT ended"""
CLAIM = "UPDATE calls SET lead = :lead WHERE id = :id AND lead IS NULL"


class Lead(NamedTuple):
    """Somebody to be called."""

    id: str
    name: str
    number: str


class Account(NamedTuple):
    """How the dialer is known to RevRing."""

    base_url: str
    api_key: str
    agent: str
    number: str

    @classmethod
    def from_environment(cls) -> Self:
        """As the program is configured."""
        names = ("REVRING_BASE_URL", "REVRING_API_KEY", "REVRING_AGENT", "REVRING_NUMBER")
        return cls(*(os.environ[name] for name in names))


class Row(NamedTuple):
    """A call as it was heard of last; times in seconds since 1970."""

    id: str
    lead: str | None
    status: str
    seconds: int | None
    ended: bool
    heard: float


class Store:
    """The calls. Each change is one statement, so threads may share a store."""

    ends = frozenset({"COMPLETED", "TRANSFERRED", "FAILED", "CANCELED"})

    def __init__(self, path: Path | str = ":memory:") -> None:
        self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._db.execute(SCHEMA)

    def hear(self, call: Mapping[str, Any], at: float) -> bool:
        """Write down what a call is like; whether that is how it has ended, and was not known before."""
        variables = call.get("variables") or {}
        ended = call["status"] in self.ends
        row = Row(call["id"], variables.get("lead_id"), call["status"], call.get("durationSeconds"), ended, at)
        heard = self._db.execute(HEAR, row._asdict()).rowcount == 1
        self._db.execute(CLAIM, row._asdict())  # who has ended already may still lack its lead
        return heard and ended

    def rows(self) -> list[Row]:
        """All calls, in the order in which they were heard of."""
        return [Row(*row[:4], bool(row[4]), row[5]) for row in self._db.execute("SELECT * FROM calls ORDER BY rowid")]

    def get(self, call: str) -> Row | None:
        """One call."""
        return next((row for row in self.rows() if row.id == call), None)

    def open(self, before: float = float("inf")) -> list[str]:
        """The calls that have not ended, of which nothing was heard since then."""
        return [row.id for row in self.rows() if not row.ended and row.heard <= before]

    def close(self) -> None:
        """Close the database."""
        self._db.close()


class Dialer:
    """Places calls and hears what becomes of them; `act` is called once for each call that has ended.

    `now` and `wait` are the time: a test hands in its own.
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
        """Call them all, and follow the calls until the last one has ended."""
        for lead in leads:
            self.place(lead)
        while self.store.open():
            self._wait(PAUSE)
            self.poll()

    def place(self, lead: Lead) -> str:
        """Call a lead; the id of the call. Waits while all lines are busy.

        A request without an answer is not repeated: it may have placed the call, and another one would place a second.

        Raises:
            httpx2.HTTPError: there was no answer, or RevRing refuses the call for another reason.
        """
        body = {
            "agentId": self._account.agent,
            "fromNumber": self._account.number,
            "toNumber": lead.number,
            "skipQueue": True,
            "variables": {"lead_id": lead.id, "customer_name": lead.name},
        }
        while (answer := self._api.post("/calls", json=body)).status_code == 429:
            self._wait(BUSY)
        return self._heard(answer)

    def poll(self) -> None:
        """Ask for the calls of which nothing was heard for too long. Who cannot be asked is asked in the next round."""
        for call in self.store.open(before=self._now() - STALE):
            with suppress(httpx2.HTTPError):
                self._heard(self._api.get(f"/calls/{call}"))

    def cancel(self, call: str) -> None:
        """Give up a call. One that has ended already stays as it is."""
        answer = self._api.post(f"/calls/{call}/cancel")
        self._heard(self._api.get(f"/calls/{call}") if answer.status_code == 409 else answer)

    def hear(self, call: Mapping[str, Any]) -> None:
        """Take in what a call is like, from wherever it is told."""
        if self.store.hear(call, self._now()):
            self._act(call)

    def webhook(self, body: bytes) -> int:
        """Take in a post-call webhook; the status to answer with. What cannot be read is left to the polling."""
        try:
            call = json.loads(body)
        except ValueError:
            return 400
        if not isinstance(call, dict) or not all(isinstance(call.get(key), str) for key in ("id", "status")):
            return 400
        self.hear(call)
        return 200

    def close(self) -> None:
        """Close the connections."""
        self._api.close()

    def _heard(self, answer: httpx2.Response) -> str:
        call = answer.raise_for_status().json()["data"]
        self.hear(call)
        return str(call["id"])


def application(dialer: Dialer, secret: str) -> Callable[..., Any]:
    """The receiver of the webhooks, for any ASGI server: `POST /SECRET`, since RevRing does not sign them."""

    async def app(scope: Any, receive: Any, send: Any) -> None:
        assert scope["type"] == "http", "start the server with --lifespan off"
        body, more = b"", True
        while more:
            message = await receive()
            body, more = body + message.get("body", b""), message.get("more_body", False)
        known = hmac.compare_digest(scope["path"].encode(), f"/{secret}".encode())
        if known and scope["method"] == "POST":
            status = await asyncio.to_thread(dialer.webhook, body)  # the store may take its time
        else:
            status = 405 if known else 404
        await send({"type": "http.response.start", "status": status, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    return app


def read_leads(path: Path) -> list[Lead]:
    """The leads of a CSV file with the columns `id`, `name`, `number`."""
    with path.open(newline="", encoding="utf-8") as file:
        return [Lead(row["id"], row["name"], row["number"]) for row in csv.DictReader(file)]


if __name__ == "__main__":
    dialer = Dialer(
        Account.from_environment(), Store("calls.sqlite3"), act=lambda call: print(call["id"], call["status"])
    )
    dialer.run(read_leads(Path(sys.argv[1])))
