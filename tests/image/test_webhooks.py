"""Webhooks from a container: to another container by its name, and to a program on the machine of the engine."""

import json

import httpx2

from mockserver.client import Control
from tests.image.engine import Container, Engine
from tests.receiver import HttpReceiver

RECEIVER = """
from http.server import BaseHTTPRequestHandler, HTTPServer

class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        print("received", self.path, self.rfile.read(int(self.headers["content-length"])).decode())
        self.send_response(204)
        self.end_headers()

server = HTTPServer(("", 8080), Handler)
print("Ready")
server.serve_forever()
"""


def place_call(server: Container, webhook_url: str) -> list[str]:
    """Place a call whose end is sent to a webhook; return the outcomes of all deliveries."""
    webhook = {"url": webhook_url, "events": ["call.completed"], "secret": "whsec_test"}
    order = {"agent_id": "agent_1", "phone_number": "+12125550142"}
    headers = {"authorization": "Bearer any-key", "x-mockserver-scenario": "answered"}
    with httpx2.Client(base_url=f"{server.url}/ringyo/v1", headers=headers, trust_env=False) as client:
        client.post("/webhooks", json=webhook).raise_for_status()
        client.post("/calls", json=order).raise_for_status()
    with Control(server.url) as control:
        control.clock.settle()
        return [f"{delivery.event} {delivery.outcome} {delivery.reason}" for delivery in control.webhooks]


def test_a_webhook_reaches_another_service_by_its_name(engine: Engine) -> None:
    with engine.network() as network:
        entry = ("--entrypoint", "python", "--network", network, "--network-alias", "receiver")
        with (
            engine.started(*entry, arguments=("-c", RECEIVER)) as receiver,
            engine.server("--network", network) as server,
        ):
            assert place_call(server, "http://receiver:8080/hook") == ["call.completed delivered None"]
            path, body = receiver.wait_for("^received").split(maxsplit=2)[1:]
    assert (path, json.loads(body)["event"]) == ("/hook", "call.completed")


def test_a_webhook_reaches_the_machine_of_the_engine(engine: Engine) -> None:
    known = ("--add-host", f"host.docker.internal:{engine.host_gateway}")
    with HttpReceiver(host="0.0.0.0") as receiver, engine.server(*known) as server:
        outcomes = place_call(server, f"http://host.docker.internal:{receiver.port}/hook")
    assert outcomes == ["call.completed delivered None"]
    assert [json.loads(got.body)["event"] for got in receiver.got] == ["call.completed"]
