"""The OpenAPI document of Revox, compared with the official package (SDK 0.5.0)."""

from functools import cache
from typing import Any, get_type_hints

import pytest
import revox
import revox.types

from mockserver.providers.openapi import describe
from mockserver.providers.revox import REVOX
from tests.providers.revox.comparison import Comparison

#: values and keys of older versions, which the package no longer has
OLDER_WORDS = {"draft", "requested_callback_new_number", "do_not_contact", "ai_averse"}
OLDER_KEYS = {
    "Assistant": {"email_notification_language", "transfer_phone_number"},
    "CampaignShape": {"active_takeover_call_id", "paused_reason", "present_count", "type"},
    "Leads": {"hot", "warm"},
    "OrderShape": {"next_call_at"},
    "RowList": {"page", "page_size", "total"},
    "Slack": {"channel_id", "channel_name"},
}
OLDER_PARAMETERS = {
    "AssistantCreate": {"email_notification_language", "transfer_phone_number"},
    "AssistantPatch": {"email_notification_language", "transfer_phone_number"},
    "CallCreate": {"force_now"},
    "CampaignCreate": {"launch", "scheduled_at", "type"},
    "CampaignPatch": {"assistant_id", "contacts", "scheduled_at", "type"},
    "Concurrency": {"max"},
    "InlineAssistant": {"email_notification_language", "transfer_phone_number"},
    "SlackSent": {"channel_id", "channel_name"},
}
#: optional keys of responses: those of requests that are returned unchanged, and one that is documented as optional
ABSENT = {
    "OutputField": {"description", "enum_options"},
    "PatchedAssistant": {"unpatchedCallsNotice"},
    "Realtime": {"realtime_voice_id"},
    "Voice": {"model", "speed", "volume"},
}
NOT_IN_THE_PACKAGE = ["call.list", "users.me.update", "campaigns.launch_draft", "campaigns.add_rows"]


@cache
def document() -> dict[str, Any]:
    return describe(REVOX, "http://mock.test")


def operations() -> dict[str, dict[str, Any]]:
    return {row["operationId"]: row for path in document()["paths"].values() for row in path.values()}


def method(name: str) -> Any:
    """Return the package's method for an operation, or None."""
    resource, _, verb = name.rpartition(".")
    found: Any = revox.Revox(api_key="key")
    for part in (*resource.split("."), verb):
        found = getattr(found, part, None)
    return found


def reply(name: str) -> dict[str, Any]:
    schema: dict[str, Any] = operations()[name]["responses"]["200"]["content"]["application/json"]["schema"]
    return schema


def parameters(name: str) -> Any:
    """Return the type of the parameters that the package's method sends; None if there are only path parameters."""
    resource, _, verb = name.rpartition(".")
    words = [*resource.removesuffix("s").split("_"), *verb.split("_")]
    return getattr(revox.types, "".join(word.capitalize() for word in words) + "Params", None)


def test_all_operations_have_a_summary_and_their_resource() -> None:
    described = operations()
    assert len(described) == 40
    assert all(row["summary"].startswith("`") for row in described.values())
    resources = {"auth_status", "call", "assistants", "voices", "phone_numbers", "users", "users.me", "campaigns"}
    assert {tag for row in described.values() for tag in row["tags"]} == resources
    tags = list(dict.fromkeys(row["tags"][0] for row in described.values()))
    assert [tag["name"] for tag in document()["tags"]] == tags


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


def test_responses_have_the_keys_types_and_enums_of_the_packages_models() -> None:
    compared = Comparison(document())
    for name in operations():
        if name != "voices.preview" and name not in NOT_IN_THE_PACKAGE:
            compared.compare(get_type_hints(method(name))["return"], reply(name), name)
    (narrower,) = compared.faults  #: the package has any text here, but a clone has the language of its request
    assert narrower.startswith("voices.clone.language: is one of ")
    assert {title: keys for title, keys in compared.extra.items() if keys} == OLDER_KEYS
    assert {title: keys for title, keys in compared.optional.items() if keys} == ABSENT
    assert compared.words == OLDER_WORDS
    assert {"AttemptShape", "TurnShape", "SpeechShape", "Zoho", "Tool", "Report", "SessionShape"} <= compared.seen


def test_requests_accept_everything_that_the_package_can_send() -> None:
    compared, bodies = Comparison(document(), sent=True), 0
    for name, row in operations().items():
        if "requestBody" in row and name not in NOT_IN_THE_PACKAGE:
            bodies += 1
            compared.compare(parameters(name), row["requestBody"]["content"]["application/json"]["schema"], name)
    assert bodies == 11
    assert compared.faults == []
    assert {title: keys for title, keys in compared.extra.items() if keys} == OLDER_PARAMETERS
    assert compared.words == OLDER_WORDS - {"draft"}


def test_only_operations_with_a_body_describe_one() -> None:
    sending = {name for name in operations() if parameters(name) and name != "voices.retrieve"}
    assert {name for name, row in operations().items() if "requestBody" in row} == sending | {
        "users.me.update",
        "campaigns.add_rows",
    }


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("call.list", {"page": False, "page_size": False, "statuses": False}),
        (
            "campaigns.get_rows",
            {"id": True, "page": False, "page_size": False, "query": False, "result": False, "statuses": False},
        ),
        ("voices.retrieve", {"id": True, "provider": True}),
    ],
)
def test_query_parameters_are_described(name: str, expected: dict[str, bool]) -> None:
    assert {row["name"]: row["required"] for row in operations()[name]["parameters"]} == expected


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
def test_create_operations_link_to_operations_on_the_new_object(name: str, pointer: str, taken: set[str]) -> None:
    links = operations()[name]["responses"]["200"]["links"].values()
    assert taken <= {link["operationId"] for link in links}
    assert {link["parameters"]["id"] for link in links} == {f"$response.body#{pointer}"}


def test_a_sample_of_a_voice_is_audio() -> None:
    assert list(operations()["voices.preview"]["responses"]["200"]["content"]) == ["audio/mpeg"]


def test_instants_have_a_format_and_a_description() -> None:
    shown = document()["components"]["schemas"]["OrderShape"]["properties"]["created_at"]
    assert (shown["type"], shown["format"]) == ("string", "date-time")
    assert "UTC" in shown["description"]


def test_refusals_have_a_code_and_a_message() -> None:
    refused = operations()["call.create"]["responses"]["4XX"]["content"]["application/json"]["schema"]
    shape = document()["components"]["schemas"][refused["$ref"].rpartition("/")[2]]
    assert (sorted(shape["properties"]), sorted(shape["required"])) == (
        ["details", "error", "message"],
        ["error", "message"],
    )
