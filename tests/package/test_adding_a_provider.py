"""The provider of docs/adding-a-provider.md works as the page says."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from mockserver.calls.events import EndReason, Phase
from mockserver.providers.base import Provider, Refusal, Request
from mockserver.providers.openapi import describe
from mockserver.providers.routing import Index
from mockserver.world.world import World
from tests.worlds import new_world, seconds

PAGE = Path(__file__).parents[2] / "docs" / "adding-a-provider.md"


@pytest.fixture(scope="module")
def tiny() -> Provider:
    blocks = re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    names: dict[str, Any] = {}
    for block in blocks[:-1]:  # the last one is the line in the table
        exec(compile(block, str(PAGE), "exec"), names)
    provider = names["TINY"]
    assert isinstance(provider, Provider)
    return provider


def send(provider: Provider, world: World, method: str, path: str, body: bytes = b"") -> Any:
    found = Index(provider.operations).find(path)
    assert found is not None
    request = Request(method, path, "", {}, body, params=found.params(method))
    return json.loads(found.methods[method].endpoint(world, request).body)


def test_its_tables_of_statuses_are_complete(tiny: Provider) -> None:
    assert set(tiny.phases) == set(Phase)
    assert set(tiny.ends) == set(EndReason)


def test_its_calls_start_and_end(tiny: Provider) -> None:
    world = new_world()
    made = send(tiny, world, "POST", "/v1/calls", b'{"to": "+14155550142"}')
    assert made["status"] == "dialing"
    world.advance(world.now + seconds(10))
    assert send(tiny, world, "GET", f"/v1/calls/{made['id']}")["status"] == "live"
    world.settle()
    assert send(tiny, world, "GET", f"/v1/calls/{made['id']}")["status"] == "done"


def test_it_sends_webhooks(tiny: Provider) -> None:
    world = new_world()
    assert tiny.webhook_policy is not None
    world.outbox.policies = {"tiny": tiny.webhook_policy}
    made = send(tiny, world, "POST", "/v1/calls", b'{"to": "+14155550142", "hook": "http://localhost/hook"}')
    world.settle()
    (delivery,) = world.outbox.deliveries
    assert (delivery.message.event, delivery.message.url) == ("call.done", "http://localhost/hook")
    assert json.loads(delivery.message.body) == {"id": made["id"], "status": "done", "to": "+14155550142"}


def test_its_openapi_document_describes_bodies_and_responses(tiny: Provider) -> None:
    document = describe(tiny, "http://mock.test")
    made = document["paths"]["/v1/calls"]["post"]
    assert made["responses"]["201"]["content"]["application/json"]["schema"] == {
        "$ref": "#/components/schemas/CallShape"
    }
    assert {"CallCreate", "CallShape", "Refused"} <= document["components"]["schemas"].keys()


def test_its_errors_have_its_own_shape(tiny: Provider) -> None:
    with pytest.raises(Refusal, match="404 no_such_call") as refused:
        send(tiny, new_world(), "GET", "/v1/calls/nobody")
    answered = tiny.refuse(refused.value, new_world())
    assert json.loads(answered.body)["error"]["code"] == "no_such_call"
