"""Revox phone numbers: the default number, labels, and the assistant that answers inbound calls."""

from collections.abc import Iterator
from typing import Any

import pytest
import revox

from mockserver.client import Control
from mockserver.providers.base import Inbound
from mockserver.providers.revox.routes.calls import inbound
from mockserver.server.app import build
from mockserver.server.server import Server
from mockserver.simulation.clock import Mode
from mockserver.testing.api_client import ApiClient, Response
from mockserver.world.settings import Settings
from tests.worlds import MONDAY

OWN = "+14155550100"
CALLER = "+14155550142"


def api(profile: str = "standard") -> ApiClient:
    return ApiClient("revox", profile=profile)


def numbers(client: ApiClient) -> list[Any]:
    found: list[Any] = client.get("/api/phone-numbers").json["phone_numbers"]
    return found


def patch(client: ApiClient, number_id: str, **body: Any) -> Response:
    return client.patch(f"/api/phone-numbers/{number_id}", body)


def delete(client: ApiClient, number_id: str) -> Response:
    return client.delete(f"/api/phone-numbers/{number_id}")


def assistant(client: ApiClient) -> Any:
    return client.post("/api/assistants", {"name": "Desk", "prompt": "p"}).json["assistant"]


def test_every_world_has_the_default_caller_number() -> None:
    client = api()
    (first,) = numbers(client)
    assert (first["phone_number"], first["type"], first["inbound_assistant"]) == (OWN, "owned_number", None)
    order = client.post("/api/call", {"phone_number": CALLER}).json["call"]
    assert order["from_phone_number"] == first["phone_number"]


def test_reading_the_numbers_stores_nothing() -> None:
    client = api()
    numbers(client)
    assert all(len(documents) == 0 for documents in client.world.documents.values())


def test_a_label_and_an_assistant_can_be_set_and_cleared() -> None:
    client = api()
    (first,) = numbers(client)
    desk = assistant(client)
    assert patch(client, first["id"]).json == {"phone_number": first}
    given = patch(client, first["id"], label="Sales", inbound_assistant_id=desk["id"]).json["phone_number"]
    assert given == {**first, "label": "Sales", "inbound_assistant": desk}
    assert numbers(client) == [given]
    taken = patch(client, first["id"], label=None, inbound_assistant_id=None).json["phone_number"]
    assert taken == {**first, "label": None}


def test_a_number_shows_its_assistant_as_it_is_now() -> None:
    client = api()
    (first,) = numbers(client)
    desk = assistant(client)
    patch(client, first["id"], inbound_assistant_id=desk["id"])
    client.patch(f"/api/assistants/{desk['id']}", {"name": "Front desk"})
    assert numbers(client)[0]["inbound_assistant"]["name"] == "Front desk"
    client.delete(f"/api/assistants/{desk['id']}")
    assert numbers(client)[0]["inbound_assistant"] is None


def test_an_assistant_that_is_only_referred_to_is_adopted_except_in_strict() -> None:
    for profile, status in (("standard", 200), ("lenient", 200), ("strict", 404)):
        client = api(profile)
        assert patch(client, numbers(client)[0]["id"], inbound_assistant_id="nobody").status == status


def test_a_deleted_number_is_not_found() -> None:
    client = api()
    (first,) = numbers(client)
    assert delete(client, first["id"]).json == {"success": True}
    assert numbers(client) == []
    assert [patch(client, first["id"]).status, delete(client, first["id"]).status] == [404, 404]


def test_in_lenient_unknown_numbers_are_created_and_deletes_have_no_effect() -> None:
    client = api("lenient")
    assert delete(client, "x").json == {"success": True}
    made = patch(client, "x", label="l").json["phone_number"]
    assert (made["id"], made["label"], made["phone_number"][:8]) == ("x", "l", "+1415555")
    (first, second) = numbers(client)
    assert delete(client, first["id"]).status == delete(client, second["id"]).status == 200
    assert len(numbers(client)) == 2


@pytest.mark.parametrize("body", [{"label": 3}, {"inbound_assistant_id": []}])
def test_a_wrong_type_is_refused(body: dict[str, Any]) -> None:
    client = api()
    assert patch(client, numbers(client)[0]["id"], **body).status == 400


def test_strict_refuses_fields_that_cannot_be_changed() -> None:
    client = api("strict")
    assert patch(client, numbers(client)[0]["id"], phone_number=CALLER).status == 400


def test_numbers_of_fixtures_get_defaults() -> None:
    client = api()
    client.world.collection("revox.phone_numbers").load({"fax": {"phone_number": "+33123456789", "provider": "sip"}})
    assert numbers(client)[1].items() >= {"id": "fax", "provider": "sip", "label": None}.items()


def test_a_call_to_a_number_is_answered_by_its_assistant_unless_another_is_named() -> None:
    client = api()
    desk = assistant(client)
    patch(client, numbers(client)[0]["id"], inbound_assistant_id=desk["id"])

    def answers(**more: Any) -> str | None:
        return inbound(client.world, Inbound(from_number=CALLER, **{"to_number": OWN, **more})).agent

    assert answers() == desk["id"]
    assert answers(agent="other") == "other"
    assert answers(to_number="+14155550199") not in (desk["id"], None)
    client.delete(f"/api/assistants/{desk['id']}")
    assert answers() != desk["id"]


# -- the official client ---------------------------------------------------------------------------


def test_the_strict_client_accepts_every_response(server: str) -> None:
    base = f"{server}/revox/api"
    with revox.Revox(base_url=base, api_key="k", _strict_response_validation=True) as sdk, Control(server) as control:
        desk = sdk.assistants.create(name="Desk", prompt="p").assistant
        (first,) = sdk.phone_numbers.list().phone_numbers
        changed = sdk.phone_numbers.update(first.id, inbound_assistant_id=desk.id, label="Desk").phone_number
        assert changed.inbound_assistant is not None
        assert changed.inbound_assistant.id == desk.id
        assert changed.created_by is not None
        call = control.send("POST", "/calls", {"provider": "revox", "from": CALLER, "to": OWN})
        order = sdk.call.retrieve(call["id"]).call
        assert order.assistant is not None
        assert (order.direction, order.assistant.name) == ("inbound", "Desk")
        assert sdk.phone_numbers.delete(first.id).success
        assert sdk.phone_numbers.list().phone_numbers == []


@pytest.fixture
def server() -> Iterator[str]:
    with Server(build(Settings(mode=Mode.MANUAL, now=MONDAY))) as running:
        yield running.url
