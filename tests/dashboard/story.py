"""A morning of a fictional company, for the pictures of the page: calls in all phases, and what goes wrong around them.

    clients of three providers ─► a server with a manual clock ◄─ the control API: time, scenario, fault

Everything is sent as a client would send it. The clock, the seed and the order of requests are fixed, so each run tells
the same story. It shows each view at its best; it tests nothing.
"""

from datetime import UTC, datetime
from typing import Any

import httpx2

from mockserver.client import Control

SEED = "acme"
BEGIN = "2026-01-05T15:00:00Z"  #: Monday morning in New York
JSON = {"content-type": "application/json"}
BEARER = {"Authorization": "Bearer any-key", **JSON}
API_KEY = {"x-api-key": "any-key", **JSON}
FROM = "+14155550100"
SCENARIO = """version: 1
name: book-a-demo
summary: Half of the people book a demo; the others are busy, or their voicemail answers.
choose:
  - weight: 50
    attempts:
      - ringing: 4s..7s
        answered_by: human
        talk:
          - agent: Hello, this is Sarah from Acme. You asked for a demo.
          - user: Yes. Does tomorrow at ten work?
            after: 2s
          - tool: book_meeting
            arguments: {slot: "2026-01-06T10:00"}
            output: booked
          - agent: It does. See you tomorrow!
        lasts: 48s
        ended_by: user
        outputs: {interested: true}
  - weight: 30
    attempts: [{ringing: 5s, fails: busy}]
  - weight: 20
    attempts: [{ringing: 20s, answered_by: voicemail, lasts: 12s, ended_by: agent}]
"""


class Story:
    """The clients of one company, and the control of the world that they use."""

    def __init__(self, url: str, http: httpx2.Client, control: Control) -> None:
        self.url, self.http, self.control = url, http, control
        self.sink = f"{url}/__admin/sink"

    def tell(self) -> dict[str, str]:
        """Tell the whole story, up to 19:00:32; return the ids of what the pictures open."""
        self.control.scenario(SCENARIO, play=False)
        self.subscribe()
        self.control.faults.add(
            "error", provider="revox", operation="call.retrieve", nth=2, status=503, retry_after="2s"
        )
        self.control.faults.add("rate_limit", provider="ringyo", operation="calls.create", every=50, retry_after="3s")
        hero = self.persistent_call()
        self.morning()
        return {"hero": hero, **self.noon(hero)}

    def until(self, time: str) -> None:
        """Advance the clock to a time of that Monday: `until("17:00:05")`."""
        self.control.clock.advance(to=datetime.fromisoformat(f"2026-01-05T{time}").replace(tzinfo=UTC))

    def send(
        self, method: str, path: str, headers: dict[str, str], body: object = None, scenario: str = ""
    ) -> httpx2.Response:
        """Send a request of a client."""
        chosen = {"X-Mockserver-Scenario": scenario} if scenario else {}
        return self.http.request(method, self.url + path, json=body, headers=headers | chosen)

    def create(self, path: str, headers: dict[str, str], body: object, scenario: str = "") -> Any:
        """Create something, and return its JSON."""
        return self.send("POST", path, headers, body, scenario).raise_for_status().json()

    def ringyo(self, number: str, scenario: str, **more: object) -> str:
        body = {"agent_id": "agent_abc123", "phone_number": number, **more}
        return str(self.create("/ringyo/v1/calls", BEARER, body, scenario)["id"])

    def revring(self, number: str, scenario: str) -> str:
        body = {"agentId": self.agent, "fromNumber": FROM, "toNumber": number, "variables": {"customer": "Globex"}}
        return str(self.create("/revring/v1/calls", API_KEY, body, scenario)["data"]["id"])

    def revox(self, number: str, scenario: str = "") -> str:
        assistant = {"prompt": "You book demos for Acme.", "webhook_url": f"{self.sink}/crm"}
        body = {"phone_number": number, "assistant": assistant}
        return str(self.create("/revox/api/call", BEARER, body, scenario)["call"]["id"])

    def read(self, call: str) -> None:
        """Read the order at Revox, as a client does that polls."""
        self.send("GET", f"/revox/api/call/{call}", BEARER)

    def subscribe(self) -> None:
        """Register receivers: a CRM at every provider, and a billing service that is down."""
        self.create("/ringyo/v1/webhooks", BEARER, {"url": f"{self.sink}/crm", "events": ["*"]})
        down = {"url": f"{self.sink}/billing?status=503", "events": ["call.completed"]}
        self.create("/ringyo/v1/webhooks", BEARER, down)
        agent = {
            "name": "Sarah",
            "promptTemplate": "You book demos for Acme.",
            "postCallWebhookUrl": f"{self.sink}/crm",
        }
        self.agent = str(self.create("/revring/v1/agents", API_KEY, agent)["data"]["id"])

    def persistent_call(self) -> str:
        """Place the order that is busy twice; the second poll gets the planned 503, and the client repeats it."""
        hero = self.revox("+12125550142", "busy-twice-then-human")
        for time in ("15:00:04", "15:00:09", "15:00:11"):
            self.until(time)
            self.read(hero)
        return hero

    def morning(self) -> None:
        """Let the CRM be down for some seconds, so that its webhooks fail and are retried; then let hours pass."""
        self.ringyo("+13105550177", "answered")
        self.control.webhooks.send_to(f"{self.sink}/crm?status=503")
        self.until("15:00:21")
        self.control.webhooks.send_to(None)
        self.revring("+13125550168", "call-back-later")

    def noon(self, hero: str) -> dict[str, str]:
        """Fill the last minutes before the pictures are made."""
        self.until("18:58:10")
        self.revring("+14045550131", "answered-long")
        self.until("18:58:50")
        transferred = self.ringyo("+17185550156", "warm-transfer")
        self.send("GET", "/ringyo/calls", BEARER)  # the path lacks /v1
        self.until("18:59:30")
        self.revox("+442079460123")  # in London it is seven in the evening: after its calling window
        self.until("19:00:16")
        self.read(hero)
        self.ringyo("+13035550112", "book-a-demo")
        self.ringyo("+16025550186", "answered", phone="+16025550186")  # the field `phone` is not documented
        self.until("19:00:26")
        self.control.calls.inbound("ringyo", "+16465550178", FROM)
        self.revring("+12135550151", "answered")
        self.until("19:00:31")
        self.until("19:00:32")
        self.read(hero)
        (pending,) = self.control.webhooks.find(outcome="pending")
        return {"transferred": transferred, "pending": str(pending.id)}
