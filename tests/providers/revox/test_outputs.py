"""What Revox extracts from talks.

Source: docs.getrevox.com, GET /call/{id}: `structured_output` is "the data extracted from the call, using the
structured output config from the parent call object".
"""

import csv
import io
from typing import Any

import pytest

from mockserver.providers.revox.assistant_parts import OutputField
from mockserver.providers.revox.outputs import fitted
from mockserver.testing.api_client import ApiClient

ALL = ("assignee_ids", "assistant_ids", "campaign_ids", "directions", "from_phone_numbers", "outcomes", "results")


def place(client: ApiClient, scenario: str, config: list[dict[str, Any]] | None) -> str:
    assistant = {"prompt": "p"} if config is None else {"prompt": "p", "structured_output_config": config}
    body = {"phone_number": "+14155550142", "skip_calling_window": True, "assistant": assistant}
    call = str(client.post("/api/call", body, x_mockserver_scenario=scenario).json["call"]["id"])
    client.settle()
    return call


def output(client: ApiClient, scenario: str, config: list[dict[str, Any]] | None) -> Any:
    order = client.get(f"/api/call/{place(client, scenario, config)}").json["call"]
    return order["call_attempts"][-1]["structured_output"]


def told(client: ApiClient, outputs: dict[str, Any], **attempt: Any) -> str:
    talk = [{"user": "Hello"}]
    return client.add_scenario("told", attempts=[{"talk": talk, "outputs": outputs, **attempt}])


def wants(**more: Any) -> list[dict[str, Any]]:
    return [{"name": "wants", "required": True, "type": "boolean", **more}]


def test_without_a_configuration_nothing_is_extracted() -> None:
    client = ApiClient("revox")
    assert output(client, "answered", None) is None
    assert output(client, "answered", []) is None


def test_only_the_configured_fields_are_extracted() -> None:
    client = ApiClient("revox")
    scenario = told(client, {"wants": True, "interested": True, "meeting_time": "10:00"})
    assert output(client, scenario, wants()) == {"wants": True}


def test_values_of_the_scenario_are_converted_and_unfit_ones_are_generated() -> None:
    client = ApiClient("revox")
    config = [
        {"name": "size", "required": True, "type": "enum", "enum_options": ["Small one", "Large one"]},
        {"name": "color", "required": True, "type": "enum", "enum_options": ["red"]},
        {"name": "seats", "required": True, "type": "number"},
        {"name": "beds", "required": True, "type": "number"},
    ]
    scenario = told(client, {"size": "large-one", "color": "blue", "seats": "12", "beds": "twelve"})
    found = output(client, scenario, config)
    assert (found["size"], found["color"], found["seats"]) == ("Large one", "red", 12)
    assert isinstance(found["beds"], int)


def test_a_required_field_is_never_null() -> None:
    client = ApiClient("revox")
    scenario = told(client, {"wants": None, "note": None})
    note = {"name": "note", "required": False, "type": "string"}
    found = output(client, scenario, [*wants(), note])
    assert isinstance(found["wants"], bool)
    assert found["note"] is None


def test_the_words_of_a_machine_are_extracted_only_if_the_scenario_has_them() -> None:
    client = ApiClient("revox")
    scenario = told(client, {"left": True}, answered_by="voicemail")
    assert output(client, scenario, wants()) is None
    left = {"name": "left", "required": True, "type": "boolean"}
    assert output(client, scenario, [left]) == {"left": True}


def test_exports_have_the_same_fields() -> None:
    client = ApiClient("revox")
    place(client, told(client, {"wants": "no", "more": 1}), wants())
    filters = {**{name: [] for name in ALL}, "statuses": [], "page": 1, "page_size": 10}
    body = {"filters": filters, "include_structured_output_fields": True}
    (line,) = csv.DictReader(io.StringIO(client.post("/api/call/export", body).json["csv"]))
    assert {name: value for name, value in line.items() if name.startswith("output.")} == {"output.wants": "false"}


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("string", "yes", "yes"),
        ("string", 12, "12"),
        ("string", {"a": 1}, '{"a":1}'),
        ("number", 12, 12),
        ("number", 1.5, 1.5),
        ("number", "1.5", 1.5),
        ("number", " 12.0 ", 12),
        ("number", True, None),
        ("number", "nan", None),
        ("number", "1e400", None),
        ("number", [1], None),
        ("boolean", False, False),
        ("boolean", "Yes", True),
        ("boolean", 0, False),
        ("boolean", "perhaps", None),
        ("enum", "any text", "any text"),
        ("date", "2026-01-05", "2026-01-05"),
        ("date", "2026-01-05T23:30:00-05:00", "2026-01-05"),
        ("date", "tomorrow", None),
        ("datetime", "2026-01-05", "2026-01-05T00:00:00Z"),
        ("datetime", "2026-01-05T10:00:00+02:00", "2026-01-05T08:00:00Z"),
        ("datetime", "10:00", None),
    ],
)
def test_each_type_of_field_takes_what_can_be_converted(kind: Any, value: Any, expected: Any) -> None:
    found = fitted(OutputField(name="x", required=True, type=kind), value)
    assert (type(found), found) == (type(expected), expected)
