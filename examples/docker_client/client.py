"""Places one call at the simulated Ringyo API and follows it to its end, with nothing but the standard library.

The scenario `table-for-two` comes from the folder that compose.yaml mounts. The simulator's clock runs in real time,
so instead of waiting the script asks the control API to move on to each next event.
"""

import json
import os
import sys
from typing import Any
from urllib.request import Request, urlopen

BASE = os.environ.get("MOCKSERVER_URL", "http://127.0.0.1:4010")
HEADERS = {
    "Authorization": "Bearer any-key",
    "Content-Type": "application/json",
    "X-Mockserver-World": "docker-example",
    "X-Mockserver-Scenario": "table-for-two",
}
ENDS = {"completed", "failed", "no_answer", "busy"}


def ask(method: str, path: str, body: object = None) -> Any:
    """Send one request and read its JSON answer."""
    data = None if body is None else json.dumps(body).encode()
    with urlopen(Request(BASE + path, data, HEADERS, method=method), timeout=10) as answer:
        return json.load(answer)


def main() -> int:
    """Place the call, move time, print each status once; 0 when the call was completed."""
    order = {"agent_id": "agent_abc123", "phone_number": "+33612345678"}
    call = ask("POST", "/ringyo/v1/calls", order)
    shown = ""
    for _ in range(100):
        if call["status"] != shown:
            shown = call["status"]
            print(f"{call['id']}: {shown}")
        if shown in ENDS:
            break
        ask("POST", "/__admin/clock/advance", {"until": "next"})
        call = ask("GET", f"/ringyo/v1/calls/{call['id']}")
    return 0 if shown == "completed" else 1


if __name__ == "__main__":
    sys.exit(main())
