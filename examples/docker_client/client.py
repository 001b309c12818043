"""Places one call at the simulated Ringyo API and polls it until it ends, with only the standard library.

The scenario `table-for-two` comes from the folder that compose.yaml mounts. The simulator's clock runs in real time, so
instead of waiting, the script advances it to the next event through the control API.
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


def send(method: str, path: str, body: object = None) -> Any:
    """Send one request and return its JSON response."""
    data = None if body is None else json.dumps(body).encode()
    with urlopen(Request(BASE + path, data, HEADERS, method=method), timeout=10) as response:
        return json.load(response)


def main() -> int:
    """Place the call, advance the clock, print each status once; return 0 if the call was completed."""
    order = {"agent_id": "agent_abc123", "phone_number": "+33639980142"}
    call = send("POST", "/ringyo/v1/calls", order)
    status = ""
    for _ in range(100):
        if call["status"] != status:
            status = call["status"]
            print(f"{call['id']}: {status}")
        if status in ENDS:
            break
        send("POST", "/__admin/clock/advance", {"until": "next"})
        call = send("GET", f"/ringyo/v1/calls/{call['id']}")
    return 0 if status == "completed" else 1


if __name__ == "__main__":
    sys.exit(main())
