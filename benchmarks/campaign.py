"""How long a Revox campaign of many contacts takes: to create, launch, list, search, count and export.

Each request is timed at three moments: as created, launched, and after three virtual days; by ten times as many
contacts from column to column. Each should stay under about one second for 10,000 contacts.
"""

import json
import time
from datetime import UTC, datetime, timedelta
from typing import Any

from benchmarks.tables import Table, exponent
from mockserver.gateway.exchange import Exchange
from mockserver.gateway.fixtures import Fixtures
from mockserver.scenarios.shipped import shipped_library
from mockserver.simulation.clock import Mode
from mockserver.world.journal import Journal
from mockserver.world.settings import Examples, Settings

COUNTS = (100, 1_000, 10_000)
MONDAY = datetime(2026, 1, 5, 15, tzinfo=UTC)
HEADERS = [(b"host", b"localhost:4010"), (b"authorization", b"Bearer key"), (b"content-type", b"application/json")]
NOTHING: dict[str, list[str]] = {"assignee_ids": [], "directions": [], "outcomes": [], "results": [], "statuses": []}
SEARCH = {**NOTHING, "assistant_ids": [], "campaign_ids": [], "from_phone_numbers": [], "page": 1, "page_size": 50}
EVERY_ROW = {"mode": "ai_first", "selection": {"filters": NOTHING, "rows": {"mode": "all_except", "call_ids": []}}}


class Bench:
    """A fresh server without a socket, its clock standing still; each request is timed and told."""

    def __init__(self) -> None:
        self.moment, self.found = "", dict[str, float]()
        self.server = Exchange(
            Settings(mode=Mode.MANUAL, now=MONDAY, examples=Examples.NONE), shipped_library(), Fixtures([])
        )
        self.world = self.server.worlds.open("default")
        self.world.journal = Journal(10)

    def ask(self, what: str, method: str, path: str, body: object = None) -> dict[str, Any]:
        """One request, its seconds and the size of its answer."""
        sent = b"" if body is None else json.dumps(body).encode()
        began = time.perf_counter()
        answer = self.server.answer(method, f"/revox/api{path}", HEADERS, sent)
        seconds = time.perf_counter() - began
        assert answer.status == 200, answer.body[:500]
        self.found[f"{self.moment}: {what}"] = seconds
        got: dict[str, Any] = json.loads(answer.body)
        return got

    def look(self, campaign: str) -> None:
        """Everything that reads a campaign."""
        path = f"/campaigns/{campaign}"
        self.ask("campaign", "GET", path)
        self.ask("campaigns", "GET", "/campaigns")
        self.ask("rows", "GET", f"{path}/rows")
        self.ask("statistics", "GET", f"{path}/statistics")
        self.ask("rows as CSV", "GET", f"{path}/export")
        self.ask("search, no filter", "POST", "/call/search", SEARCH)
        filters = {**SEARCH, "campaign_ids": [campaign], "results": ["voicemail"], "sort_by": "to_phone_number"}
        self.ask("search, filters and text", "POST", "/call/search", {**filters, "query": "5557"})
        self.ask("orders as CSV", "POST", "/call/export", {"filters": SEARCH, "include_metadata": True})
        self.ask("phone history", "GET", "/calls/phone-history")


def campaigns() -> Table:
    """The table."""
    found = [lived(count) for count in COUNTS]
    rows = [
        (what, *(f"{times[what]:.3f}" for times in found), exponent(COUNTS, [times[what] for times in found]))
        for what in found[0]
    ]
    return Table("Campaigns at Revox (seconds by contacts)", ("what", *(f"{n:,}" for n in COUNTS), "exponent"), rows)


def lived(count: int) -> dict[str, float]:
    """The seconds of everything in the life of a campaign of so many contacts."""
    bench = Bench()
    contacts = [{"to_phone_number": f"+1415555{i:05d}", "prompt_variables": {"name": f"P{i}"}} for i in range(count)]
    body = {"name": "Bench", "assistant_id": "a", "contacts": contacts, "max_concurrent_calls": 500}
    bench.moment = "created"
    campaign = bench.ask("create", "POST", "/campaigns", body)["campaign"]["id"]
    bench.look(campaign)
    bench.moment = "launched"
    bench.ask("launch", "POST", f"/campaigns/{campaign}/launch-calls", EVERY_ROW)
    bench.ask("pause", "POST", f"/campaigns/{campaign}/pause")
    bench.ask("resume", "POST", f"/campaigns/{campaign}/resume")
    bench.ask("new retries", "PATCH", f"/campaigns/{campaign}", {"call_retry_config": {"max_retry_attempts": 2}})
    began = time.perf_counter()
    bench.world.advance(MONDAY + timedelta(days=3))
    bench.found["three days in one advance"] = time.perf_counter() - began
    bench.moment = "after three days"
    bench.look(campaign)
    return bench.found
