"""The provider that docs/adding-a-provider.md builds works as it says."""

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


def ask(provider: Provider, world: World, method: str, path: str, body: bytes = b"") -> Any:
    found = Index(provider.operations).find(path)
    assert found is not None
    request = Request(method, path, "", {}, body, params=found.params(method))
    return json.loads(found.methods[method].endpoint(world, request).body)


def test_its_words_are_complete(tiny: Provider) -> None:
    assert set(tiny.phases) == set(Phase)
    assert set(tiny.ends) == set(EndReason)


def test_its_calls_live(tiny: Provider) -> None:
    world = new_world()
    made = ask(tiny, world, "POST", "/v1/calls", b'{"to": "+14155550142"}')
    assert made["status"] == "dialing"
    world.advance(world.now + seconds(10))
    assert ask(tiny, world, "GET", f"/v1/calls/{made['id']}")["status"] == "live"
    world.settle()
    assert ask(tiny, world, "GET", f"/v1/calls/{made['id']}")["status"] == "done"


def test_it_tells_whoever_wants_to_hear(tiny: Provider) -> None:
    world = new_world()
    assert tiny.webhook_policy is not None
    world.outbox.policies = {"tiny": tiny.webhook_policy}
    made = ask(tiny, world, "POST", "/v1/calls", b'{"to": "+14155550142", "hook": "http://localhost/hook"}')
    world.settle()
    (delivery,) = world.outbox.deliveries
    assert (delivery.message.event, delivery.message.url) == ("call.done", "http://localhost/hook")
    assert json.loads(delivery.message.body) == {"id": made["id"], "status": "done", "to": "+14155550142"}


def test_its_openapi_document_tells_what_it_takes_and_gives(tiny: Provider) -> None:
    document = describe(tiny, "http://mock.test")
    made = document["paths"]["/v1/calls"]["post"]
    assert made["responses"]["201"]["content"]["application/json"]["schema"] == {
        "$ref": "#/components/schemas/CallShape"
    }
    assert {"CallCreate", "CallShape", "Refused"} <= document["components"]["schemas"].keys()


def test_it_says_no_in_its_own_words(tiny: Provider) -> None:
    with pytest.raises(Refusal, match="404 no_such_call") as refused:
        ask(tiny, new_world(), "GET", "/v1/calls/nobody")
    answered = tiny.refuse(refused.value, new_world())
    assert json.loads(answered.body)["error"]["code"] == "no_such_call"
