"""The OpenAPI document of Revox, as a reader sees it who knows the official package (SDK 0.5.0)."""

from functools import cache
from typing import Any, get_type_hints

import pytest
import revox
import revox.types

from mockserver.providers.openapi import describe
from mockserver.providers.revox import REVOX
from tests.providers.revox.comparing import Comparison

#: what the package no longer knows, and what is sent to its older versions or taken from them
OLDER_WORDS = {"draft", "requested_callback_new_number", "do_not_contact", "ai_averse"}
OLDER_KEYS = {
    "AssistantShape": {"email_notification_language", "transfer_phone_number"},
    "CampaignShape": {"active_takeover_call_id", "paused_reason", "present_count", "type"},
    "Leads": {"hot", "warm"},
    "OrderShape": {"next_call_at"},
    "RowList": {"page", "page_size", "total"},
    "SlackShape": {"channel_id", "channel_name"},
}
OLDER_PARAMETERS = {
    "AssistantCreate": {"email_notification_language", "transfer_phone_number"},
    "AssistantPatch": {"email_notification_language", "transfer_phone_number"},
    "CallCreate": {"force_now"},
    "CampaignCreate": {"launch", "scheduled_at", "type"},
    "CampaignPatch": {"assistant_id", "contacts", "scheduled_at", "type"},
    "Concurrency": {"max"},
    "InlineAssistant": {"email_notification_language", "transfer_phone_number"},
    "Slack": {"channel_id", "channel_name"},
}
#: keys that answers need not have: those of a request, shown as it was sent, and one that is documented so
ABSENT = {
    "OutputField": {"description", "enum_options"},
    "PatchedAssistant": {"unpatchedCallsNotice"},
    "Realtime": {"realtime_voice_id"},
    "Voice": {"model", "speed", "volume"},
}
NOT_IN_THE_PACKAGE = ["call.list", "users.me.update", "campaigns.launch_draft"]


@cache
def document() -> dict[str, Any]:
    return describe(REVOX, "http://mock.test")


def operations() -> dict[str, dict[str, Any]]:
    return {row["operationId"]: row for path in document()["paths"].values() for row in path.values()}


def method(name: str) -> Any:
    """The package's method for an operation, None if it has none."""
    resource, _, verb = name.rpartition(".")
    found: Any = revox.Revox(api_key="key")
    for part in (*resource.split("."), verb):
        found = getattr(found, part, None)
    return found


def reply(name: str) -> dict[str, Any]:
    schema: dict[str, Any] = operations()[name]["responses"]["200"]["content"]["application/json"]["schema"]
    return schema


def parameters(name: str) -> Any:
    """What the package's method sends, None if it sends nothing but the path."""
    resource, _, verb = name.rpartition(".")
    words = [*resource.removesuffix("s").split("_"), *verb.split("_")]
    return getattr(revox.types, "".join(word.capitalize() for word in words) + "Params", None)


def test_all_operations_are_told_with_a_summary_and_their_resource() -> None:
    told = operations()
    assert len(told) == 39
    assert all(row["summary"].startswith("`") for row in told.values())
    resources = {"auth_status", "call", "assistants", "voices", "phone_numbers", "users", "users.me", "campaigns"}
    assert {tag for row in told.values() for tag in row["tags"]} == resources
    assert [tag["name"] for tag in document()["tags"]] == list(dict.fromkeys(row["tags"][0] for row in told.values()))


def test_every_method_of_the_package_is_an_operation_under_its_name() -> None:
    client = revox.Revox(api_key="key")
    resources = ("assistants", "auth_status", "call", "campaigns", "phone_numbers", "users", "voices")
    offered = {
        f"{resource}.{verb}"
        for resource in resources
        for verb in vars(type(getattr(client, resource)))
        if not verb.startswith("_") and not verb.startswith("with_")
    }
    assert offered == operations().keys() - set(NOT_IN_THE_PACKAGE)
    assert [name for name in operations() if method(name) is None] == NOT_IN_THE_PACKAGE


def test_answers_have_the_keys_types_and_words_of_the_packages_models() -> None:
    compared = Comparison(document())
    for name in operations():
        if name != "voices.preview" and name not in NOT_IN_THE_PACKAGE:
            compared.compare(get_type_hints(method(name))["return"], reply(name), name)
    assert compared.faults == []
    assert {title: keys for title, keys in compared.extra.items() if keys} == OLDER_KEYS
    assert {title: keys for title, keys in compared.optional.items() if keys} == ABSENT
    assert compared.words == OLDER_WORDS
    assert {"AttemptShape", "TurnShape", "SpeechShape", "ZohoShape", "Tool", "Report", "SessionShape"} <= compared.seen


def test_requests_may_be_all_that_the_package_can_send() -> None:
    compared, bodies = Comparison(document(), sent=True), 0
    for name, row in operations().items():
        if "requestBody" in row and name not in NOT_IN_THE_PACKAGE:
            bodies += 1
            compared.compare(parameters(name), row["requestBody"]["content"]["application/json"]["schema"], name)
    assert bodies == 11
    assert compared.faults == []
    assert {title: keys for title, keys in compared.extra.items() if keys} == OLDER_PARAMETERS
    assert compared.words == OLDER_WORDS - {"draft"}


def test_what_a_body_is_sent_to_says_so_and_nothing_else_does() -> None:
    sending = {name for name in operations() if parameters(name) and name != "voices.retrieve"}
    assert {name for name, row in operations().items() if "requestBody" in row} == sending | {"users.me.update"}


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("call.list", {"page": False, "page_size": False, "statuses": False}),
        (
            "campaigns.get_rows",
            {"id": True, "page": False, "page_size": False, "query": False, "result": False, "statuses": False},
        ),
        ("voices.retrieve", {"id": True, "provider": True}),
    ],
)
def test_parameters_of_the_query_are_told(name: str, told: dict[str, bool]) -> None:
    assert {row["name"]: row["required"] for row in operations()[name]["parameters"]} == told


def test_the_provider_of_a_voice_is_one_of_the_packages() -> None:
    compared = Comparison(document(), sent=True)
    (parameter,) = (row for row in operations()["voices.retrieve"]["parameters"] if row["in"] == "query")
    compared.compare(get_type_hints(parameters("voices.retrieve"))["provider"], parameter["schema"], "provider")
    assert (compared.faults, compared.words) == ([], set())


@pytest.mark.parametrize(
    ("name", "pointer", "taken"),
    [
        ("call.create", "/call/id", {"call.retrieve", "call.cancel", "call.pause", "call.resume"}),
        ("assistants.create", "/assistant/id", {"assistants.retrieve", "assistants.update", "assistants.clone"}),
        ("assistants.clone", "/assistant/id", {"assistants.delete"}),
        ("campaigns.create", "/campaign/id", {"campaigns.retrieve", "campaigns.launch", "campaigns.get_rows"}),
        ("voices.clone", "/id", {"voices.retrieve", "voices.delete"}),
    ],
)
def test_what_makes_a_thing_leads_to_what_can_be_done_with_it(name: str, pointer: str, taken: set[str]) -> None:
    links = operations()[name]["responses"]["200"]["links"].values()
    assert taken <= {link["operationId"] for link in links}
    assert {link["parameters"]["id"] for link in links} == {f"$response.body#{pointer}"}


def test_a_sample_of_a_voice_is_a_sound() -> None:
    assert list(operations()["voices.preview"]["responses"]["200"]["content"]) == ["audio/mpeg"]


def test_instants_say_what_they_are() -> None:
    shown = document()["components"]["schemas"]["OrderShape"]["properties"]["created_at"]
    assert (shown["type"], shown["format"]) == ("string", "date-time")
    assert "UTC" in shown["description"]


def test_refusals_name_their_code_and_message() -> None:
    refused = operations()["call.create"]["responses"]["4XX"]["content"]["application/json"]["schema"]
    shape = document()["components"]["schemas"][refused["$ref"].rpartition("/")[2]]
    assert (sorted(shape["properties"]), sorted(shape["required"])) == (
        ["details", "error", "message"],
        ["error", "message"],
    )
