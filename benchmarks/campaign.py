"""How long a campaign of many contacts takes: to create, launch, list, search, count and export.

    python benchmarks/campaign.py [contacts]

Prints seconds per request at three moments: as created, on its way, and after three virtual days. The figures are of
this machine and this moment; each should stay under about one second for 10,000 contacts.
"""

import json
import sys
import time
from datetime import timedelta

from mockserver.clock import Mode
from mockserver.exchange import Exchange
from mockserver.fixtures import Fixtures
from mockserver.scenarios.shipped import shipped_book
from mockserver.settings import Settings

try:
    from world import HEADERS, MONDAY
except ImportError:  # run as a module
    from benchmarks.world import HEADERS, MONDAY

NOTHING: dict[str, list[str]] = {"assignee_ids": [], "directions": [], "outcomes": [], "results": [], "statuses": []}
SEARCH = {**NOTHING, "assistant_ids": [], "campaign_ids": [], "from_phone_numbers": [], "page": 1, "page_size": 50}
EVERY_ROW = {"mode": "ai_first", "selection": {"filters": NOTHING, "rows": {"mode": "all_except", "call_ids": []}}}


class Bench:
    """A fresh server without a socket, its clock standing still; each request is timed and told."""

    def __init__(self) -> None:
        self.server = Exchange(Settings(mode=Mode.MANUAL, now=MONDAY, examples=False), shipped_book(), Fixtures([]))
        self.world = self.server.world("default")
        self.world.journal = type(self.world.journal)(10)

    def ask(self, what: str, method: str, path: str, body: object = None) -> dict[str, object]:
        """One request, its seconds and the size of its answer."""
        sent = b"" if body is None else json.dumps(body).encode()
        began = time.perf_counter()
        answer = self.server.answer(method, f"/revox/api{path}", HEADERS, sent)
        seconds = time.perf_counter() - began
        assert answer.status == 200, answer.body[:500]
        print(f"  {what:<28} {seconds:7.3f} s {len(answer.body):>12,} bytes")
        got: dict[str, object] = json.loads(answer.body)
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


def main(count: int) -> None:
    """Print all figures for so many contacts."""
    bench = Bench()
    contacts = [{"to_phone_number": f"+1415555{i:05d}", "prompt_variables": {"name": f"P{i}"}} for i in range(count)]
    body = {"name": "Bench", "assistant_id": "a", "contacts": contacts, "max_concurrent_calls": 500}
    print(f"{count:,} contacts\ncreated")
    made = bench.ask("create", "POST", "/campaigns", body)["campaign"]
    assert isinstance(made, dict)
    campaign = made["id"]
    bench.look(campaign)
    print("launched")
    bench.ask("launch", "POST", f"/campaigns/{campaign}/launch-calls", EVERY_ROW)
    bench.ask("pause", "POST", f"/campaigns/{campaign}/pause")
    bench.ask("resume", "POST", f"/campaigns/{campaign}/resume")
    bench.ask("new retries", "PATCH", f"/campaigns/{campaign}", {"call_retry_config": {"max_retry_attempts": 2}})
    began = time.perf_counter()
    bench.world.advance(MONDAY + timedelta(days=3))
    print(f"after three days ({time.perf_counter() - began:.1f} s)")
    bench.look(campaign)
    print("launched at once, by an old client")
    bench.ask("create and launch", "POST", "/campaigns", {**body, "launch": True, "type": "regular"})


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
