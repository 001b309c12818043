"""`/v1/agents`: create, list, get, update, delete, duplicate; every limit and every word of every set."""

import re
from typing import Any

import pytest

from mockserver.world.settings import Examples
from tests.documented_examples import documented_example
from tests.providers.revring.client import AGENT, FROM, TO, RevRingClient

LEAST = {"name": "Ann", "promptTemplate": "You sell {{product}}."}
EXAMPLE = "3c90c3cc-0d44-4b50-8888-8dd25736052a"
PATCHED: dict[str, Any] = {
    "promptTemplate": "You are Sarah.",
    "firstMessage": "Hi {{customer_name}}",
    "voiceId": "revring-rachel",
    "voiceSpeed": 1.0,
    "voiceTemperature": 0.8,
    "defaultVariables": {"customer_name": "Sarah"},
    "voicemailEnabled": True,
    "voicemailAction": "hangup",
    "voicemailMessage": ".",
    "postCallWebhookUrl": "https://example.com/api/webhooks/revring",
    "endCallEnabled": True,
    "transferEnabled": False,
    "silenceEndCallTimeoutSeconds": 30,
    "maxConversationDurationSeconds": 600,
    "runtimeConfig": {"eagerEndOfTurnConfidence": 0.5},
}


def create(api: RevRingClient, **more: Any) -> Any:
    reply = api.post("/agents", {**LEAST, **more})
    assert reply.status == 201, reply
    return reply.data


def refused(api: RevRingClient, method: str, path: str, body: Any, message: str) -> None:
    reply = api.request(method, path, body)
    assert (reply.status, reply.error["code"], reply.error["message"]) == (400, "VALIDATION_ERROR", message)


# -- create ----------------------------------------------------------------------------------------


def test_a_new_agent_has_the_sent_fields_and_defaults(api: RevRingClient) -> None:
    agent = create(api)
    assert re.fullmatch(r"c[0-9a-z]{24}", agent["id"])
    filled = {key: value for key, value in agent.items() if value not in (None, [])}
    assert filled == LEAST | {
        "id": agent["id"],
        "createdAt": "2026-01-05T15:00:00.000Z",
        "updatedAt": "2026-01-05T15:00:00.000Z",
        "status": "active",
        "turnTimeoutSeconds": 7,
        "silenceEndCallTimeoutSeconds": -1,
        "maxConversationDurationSeconds": 600,
        "llmTemperature": 0.5,
        "language": "en",
        "endCallEnabled": True,
        "transferEnabled": False,
        "voicemailEnabled": False,
        "voicemailAction": "hangup",
        "voiceTemperature": 1,
        "voiceSpeed": 1,
        "mode": "single_prompt",
    }
    assert (agent["phoneNumbers"], agent["customTools"]) == ([], [])


def test_the_documented_body_creates_the_agent_that_it_describes(api: RevRingClient) -> None:
    sent = documented_example("revring_create_agent")
    agent = create(api, **sent)
    assert {key: agent[key] for key in sent} == sent
    assert agent["sipTrunk"] == {"friendlyName": "Trunk 3c90c3cc-"}


def test_ids_have_one_format_and_differ(api: RevRingClient) -> None:
    assert create(api)["id"] != create(api)["id"]
    api.set_options(id_style="uuid")
    assert len(create(api)["id"]) == 36


def test_an_agent_can_be_created_with_200(api: RevRingClient) -> None:
    api.set_options(created_status=200)
    assert api.post("/agents", LEAST).status == 200


def test_numbers_are_written_as_in_javascript(api: RevRingClient) -> None:
    raw = (
        b'{"name": "A", "promptTemplate": "P", "voiceSpeed": 1.0, "llmTemperature": 0.25, "runtimeConfig": {"a": 2.0}}'
    )
    result = api.post("/agents", raw)
    assert b'"voiceSpeed":1,' in result.body
    assert b'"llmTemperature":0.25' in result.body
    assert b'"runtimeConfig":{"a":2}' in result.body


def test_the_names_of_folders_and_messaging_defaults_are_filled_in(api: RevRingClient) -> None:
    agent = create(api, folderId="folder-1", messagingConfig={"inboundWebhookUrl": "https://x.test/in"})
    assert agent["folder"] == {"id": "folder-1", "name": "Folder folder-1", "color": None}
    assert agent["messagingConfig"] == {
        "smsPrompt": None,
        "inboundWebhookUrl": "https://x.test/in",
        "fromNumber": None,
        "sendMessageEnabled": False,
        "sendMessageDescriptionOverride": None,
        "conversationIdleResetDays": 7,
        "inboundMode": "auto_reply",
    }


SETS = {
    "status": ["active", "disabled"],
    "mode": ["single_prompt", "conversation_flow"],
    "voicemailAction": ["hangup", "leave_message"],
    "transferMode": ["warm", "cold"],
    "llmReasoningEffort": ["low", "medium", "high"],
    "knowledgeBaseRetrievalMode": ["automatic", "tool"],
}


@pytest.mark.parametrize(("field", "word"), [(field, word) for field, words in SETS.items() for word in words])
def test_each_allowed_word_is_accepted(api: RevRingClient, field: str, word: str) -> None:
    assert create(api, **{field: word})[field] == word


@pytest.mark.parametrize("field", SETS)
def test_another_word_is_refused_with_the_allowed_ones(api: RevRingClient, field: str) -> None:
    words = ", ".join(SETS[field])
    refused(api, "POST", "/agents", LEAST | {field: "other"}, f'{field}: expected one of {words} (given: "other").')


def test_the_nearest_word_is_suggested(api: RevRingClient) -> None:
    message = "voicemailAction: expected one of hangup, leave_message (given: \"hang_up\"). Did you mean 'hangup'?"
    refused(api, "POST", "/agents", LEAST | {"voicemailAction": "hang_up"}, message)


LIMITS = {
    "turnTimeoutSeconds": (-1, None),
    "silenceEndCallTimeoutSeconds": (-1, None),
    "maxConversationDurationSeconds": (1, None),
    "llmTemperature": (0, 2),
    "voiceTemperature": (0, 2),
    "voiceSpeed": (0.5, 1.5),
    "interruptionThresholdMs": (0, 1000),
    "knowledgeBaseChunks": (1, 20),
    "knowledgeBaseSimilarityThreshold": (0, 1),
}


@pytest.mark.parametrize(
    ("field", "value"), [(field, value) for field, ends in LIMITS.items() for value in ends if value is not None]
)
def test_numbers_up_to_their_limits_are_accepted(api: RevRingClient, field: str, value: float) -> None:
    assert create(api, **{field: value})[field] == value


@pytest.mark.parametrize("field", LIMITS)
def test_numbers_beyond_their_limits_are_refused(api: RevRingClient, field: str) -> None:
    least, most = LIMITS[field]
    message = f"{field}: expected float >= {least:.1f} (given: {least - 0.25})."
    refused(api, "POST", "/agents", LEAST | {field: least - 0.25}, message)
    if most is not None:
        message = f"{field}: expected float <= {most:.1f} (given: {most + 0.25})."
        refused(api, "POST", "/agents", LEAST | {field: most + 0.25}, message)


@pytest.mark.parametrize(
    ("field", "longest"),
    [("name", 128), ("firstMessage", 4000), ("playKeypadTouchToneDescriptionOverride", 2000)],
)
def test_texts_have_a_maximum_length(api: RevRingClient, field: str, longest: int) -> None:
    assert create(api, **{field: "x" * longest})[field] == "x" * longest
    reply = api.post("/agents", {**LEAST, field: "x" * (longest + 1)})
    assert reply.status == 400
    assert reply.error["details"][0]["path"] == [field]
    assert f"expected str of length <= {longest}" in reply.error["message"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"name": ""}, 'name: expected str of length >= 1 (given: "").'),
        ({"voicemailMessage": ""}, 'voicemailMessage: expected str of length >= 1 (given: "").'),
        ({"status": None}, "status: expected str, got null."),
        ({"voiceSpeed": "fast"}, 'voiceSpeed: expected float, got str (given: "fast").'),
        ({"voiceSpeed": None}, "voiceSpeed: expected float, got null."),
        ({"endCallEnabled": 1}, "endCallEnabled: expected bool, got int (given: 1)."),
        ({"transferRoutes": [{"to_number": "+1"}]}, "transferRoutes[0].condition is required."),
        (
            {"transferRoutes": [{"to_number": "", "condition": "x"}]},
            'transferRoutes[0].to_number: expected str of length >= 1 (given: "").',
        ),
        (
            {"timezone": "America/Nowhere"},
            "timezone is 'America/Nowhere'; expected an IANA zone such as America/New_York.",
        ),
        ({"timezone": "../x"}, "timezone is '../x'; expected an IANA zone such as America/New_York."),
        (
            {"preCallWebhookUrl": "example.com"},
            "preCallWebhookUrl is 'example.com'; expected a URL such as https://example.com/hook.",
        ),
        (
            {"postCallWebhookUrl": "ftp://x/y"},
            "postCallWebhookUrl is 'ftp://x/y'; expected a URL such as https://example.com/hook.",
        ),
        (
            {"defaultVariables": {"a": []}},
            "defaultVariables.a is an array; expected a string, number, boolean or null.",
        ),
        ({"testVariables": {"a": {}}}, "testVariables.a is an object; expected a string, number, boolean or null."),
        (
            {"messagingConfig": {"inboundMode": "ignore"}},
            'messagingConfig.inboundMode: expected one of auto_reply, notify (given: "ignore").',
        ),
        (
            {"messagingConfig": {"fromNumber": "123"}},
            "messagingConfig.fromNumber is '123'; expected an E.164 number such as +14155550142.",
        ),
        (
            {"messagingConfig": {"inboundWebhookUrl": "http://["}},
            "messagingConfig.inboundWebhookUrl is 'http://['; expected a URL such as https://example.com/hook.",
        ),
        (
            {"messagingConfig": {"conversationIdleResetDays": 0}},
            "messagingConfig.conversationIdleResetDays: expected float >= 1.0 (given: 0).",
        ),
        (
            {"messagingConfig": {"conversationIdleResetDays": 1.5}},
            "messagingConfig.conversationIdleResetDays is 1.5; expected a whole number of days.",
        ),
    ],
)
def test_an_invalid_field_is_named(api: RevRingClient, change: dict[str, Any], message: str) -> None:
    refused(api, "POST", "/agents", LEAST | change, message)
    assert api.get("/agents").data == []
    agent = create(api)
    refused(api, "PATCH", f"/agents/{agent['id']}", change, message)
    assert api.get(f"/agents/{agent['id']}").data == agent


@pytest.mark.parametrize("missing", ["name", "promptTemplate"])
def test_a_name_and_a_prompt_are_required(api: RevRingClient, missing: str) -> None:
    body = {key: value for key, value in LEAST.items() if key != missing}
    refused(api, "POST", "/agents", body, f"{missing} is required.")


def test_a_wrong_name_of_the_prompt_is_reported(api: RevRingClient) -> None:
    refused(api, "POST", "/agents", {"name": "A", "prompt": "P", "firstMessage": "Hi"}, "promptTemplate is required.")


def test_all_invalid_formats_are_reported_together(api: RevRingClient) -> None:
    body = {**LEAST, "timezone": "x", "preCallWebhookUrl": "x", "defaultVariables": {"a": []}}
    paths = [issue["path"] for issue in api.post("/agents", body).error["details"]]
    assert paths == [["preCallWebhookUrl"], ["timezone"], ["defaultVariables", "a"]]


def test_a_long_prompt_is_accepted(api: RevRingClient) -> None:
    assert len(create(api, promptTemplate="word " * 20_000)["promptTemplate"]) == 100_000


def test_unknown_fields_are_ignored_except_in_profile_strict(api: RevRingClient) -> None:
    assert "colour" not in create(api, colour="red")
    reply = RevRingClient(profile="strict").post("/agents", LEAST | {"promptTemplte": "x"})
    assert (reply.status, reply.error["message"]) == (
        400,
        "Unknown field 'promptTemplte'. Did you mean 'promptTemplate'?",
    )


# -- read, change, delete --------------------------------------------------------------------------


def test_agents_are_listed_in_order_of_creation(api: RevRingClient) -> None:
    ids = [create(api)["id"], api.place_call(agentId="adopted")["agentId"], create(api)["id"]]
    rows = api.get("/agents").data
    assert [row["id"] for row in rows] == ids
    assert rows[0] == api.get(f"/agents/{ids[0]}").data


def test_an_agent_that_a_call_names_exists_from_then_on(api: RevRingClient) -> None:
    assert api.get(f"/agents/{AGENT}").status == 404
    api.place_call()
    agent = api.get(f"/agents/{AGENT}").data
    assert (agent["name"], agent["voicemailEnabled"], agent["transferEnabled"]) == ("Agent cmoxev48y", True, True)


def test_a_real_patch_persists_and_is_read_back(api: RevRingClient) -> None:
    agent = create(api)
    api.advance(60)
    reply = api.patch(f"/agents/{agent['id']}", PATCHED)
    assert reply.status == 200
    assert reply.data == agent | PATCHED | {"updatedAt": "2026-01-05T15:01:00.000Z"}
    assert api.get(f"/agents/{agent['id']}").data == reply.data


def test_a_patch_without_changes_changes_nothing(api: RevRingClient) -> None:
    agent = create(api)
    api.advance(60)
    assert api.patch(f"/agents/{agent['id']}", {}).data == agent


def test_null_clears_what_can_be_null(api: RevRingClient) -> None:
    agent = create(api, **PATCHED, sipTrunkId="T", folderId="F", transferMode="warm", messagingConfig={})
    names = (
        "firstMessage",
        "defaultVariables",
        "voicemailMessage",
        "postCallWebhookUrl",
        "runtimeConfig",
        "transferMode",
    )
    cleared = dict.fromkeys((*names, "sipTrunkId", "folderId", "messagingConfig"))
    changed = api.patch(f"/agents/{agent['id']}", cleared).data
    assert {key: changed[key] for key in cleared} == cleared
    assert (changed["sipTrunk"], changed["folder"]) == (None, None)


def test_the_mode_of_an_agent_cannot_be_changed(api: RevRingClient) -> None:
    agent = create(api)
    reply = api.patch(f"/agents/{agent['id']}", {"mode": "conversation_flow", "name": "Bea"})
    assert (reply.status, reply.data["mode"], reply.data["name"]) == (200, "single_prompt", "Bea")
    assert reply.headers["x-mockserver-note"] == "mode was ignored: it cannot be changed and is still single_prompt"
    strict = RevRingClient(profile="strict")
    refused(strict, "PATCH", f"/agents/{create(strict)['id']}", {"mode": "single_prompt"}, "Unknown field 'mode'.")


def test_calls_show_the_current_name_of_their_agent_even_if_deleted(api: RevRingClient) -> None:
    agent = create(api)
    call = api.place_call(agentId=agent["id"])
    assert call["agentName"] == "Ann"
    api.patch(f"/agents/{agent['id']}", {"name": "Bea"})
    assert api.delete(f"/agents/{agent['id']}").data == {"id": agent["id"]}
    assert api.get_call(call["id"])["agentName"] == "Bea"
    assert api.get(f"/agents/{agent['id']}").status == 404
    assert api.get("/agents").data == []


def test_a_deleted_agent_is_not_adopted_again(api: RevRingClient) -> None:
    agent = create(api)
    api.delete(f"/agents/{agent['id']}")
    reply = api.post("/calls", {"agentId": agent["id"], "toNumber": TO, "fromNumber": FROM})
    assert (reply.status, reply.error["code"]) == (404, "NOT_FOUND")


@pytest.mark.parametrize(
    ("method", "path"), [("GET", ""), ("PATCH", ""), ("DELETE", ""), ("POST", "/duplicate"), ("GET", "/custom-tools")]
)
def test_an_unknown_agent_is_404_and_created_in_profile_lenient(api: RevRingClient, method: str, path: str) -> None:
    reply = api.request(method, f"/agents/nobody{path}", {} if method == "PATCH" else None)
    assert (reply.status, reply.error["code"]) == (404, "NOT_FOUND")
    assert reply.error["message"].startswith("There is no agent 'nobody'. ")
    lenient = RevRingClient(profile="lenient")
    assert lenient.request(method, f"/agents/nobody{path}", {} if method == "PATCH" else None).status in (200, 201)
    assert lenient.get("/agents/nobody").data["id"] == "nobody"


def test_in_profile_lenient_formats_are_not_checked() -> None:
    body = {**LEAST, "timezone": "x", "preCallWebhookUrl": "y", "flowDefinition": {"z": 1}}
    assert RevRingClient(profile="lenient").post("/agents", body).status == 201


def test_the_documented_agent_exists() -> None:
    api = RevRingClient(examples=Examples.DOCUMENTED)
    agent = api.get(f"/agents/{EXAMPLE}").data
    sent = documented_example("revring_create_agent") | {"maxConversationDurationSeconds": 600}
    assert {key: agent[key] for key in sent} == sent
    assert list(agent) == list(create(api))


# -- copies and batches ----------------------------------------------------------------------------


def test_a_copy_has_its_own_id_name_and_tools(api: RevRingClient) -> None:
    api.set_options(phone_numbers={FROM: "later"})
    agent = create(api, **PATCHED, name="x" * 128)
    tool = api.post(f"/agents/{agent['id']}/custom-tools", {"name": "t", "webhookUrl": "https://x.test"}).data
    api.set_options(phone_numbers={FROM: agent["id"]})
    agent = api.get(f"/agents/{agent['id']}").data
    reply = api.post(f"/agents/{agent['id']}/duplicate")
    copy = reply.data
    assert (reply.status, len(agent["phoneNumbers"]), copy["phoneNumbers"]) == (201, 1, [])
    assert copy["name"] == "x" * 121 + " (Copy)"
    assert [{**row, "id": tool["id"]} for row in copy["customTools"]] == [tool]
    assert copy["customTools"][0]["id"] != tool["id"]
    own = ("id", "name", "phoneNumbers", "customTools")
    assert {key: value for key, value in copy.items() if key not in own} == {
        key: value for key, value in agent.items() if key not in own
    }
    api.patch(f"/agents/{copy['id']}", {"voiceId": "other"})
    assert api.get(f"/agents/{agent['id']}").data == agent


def test_a_batch_has_the_requested_order_and_drops_unknown_ids(api: RevRingClient) -> None:
    first, second = create(api), create(api)
    ids = [second["id"], "nobody", first["id"], second["id"]]
    assert api.post("/agents/batch-get", {"ids": ids}).data == [second, first]


def test_a_minimal_batch_leaves_out_large_fields(api: RevRingClient) -> None:
    agent = create(api)
    (row,) = api.post("/agents/batch-get", {"ids": [agent["id"]], "minimal": True}).data
    bulky = {"flowDefinition", "runtimeConfig", "customTools", "testVariables", "defaultVariables"}
    assert agent.keys() - row.keys() == bulky
    assert row == {key: value for key, value in agent.items() if key not in bulky}


@pytest.mark.parametrize(
    ("body", "message"),
    [({}, "ids is required."), ({"ids": []}, "ids holds 0 ids; expected 1 to 100.")],
)
def test_a_batch_needs_ids(api: RevRingClient, body: Any, message: str) -> None:
    refused(api, "POST", "/agents/batch-get", body, message)


# -- numbers ---------------------------------------------------------------------------------------


def test_an_agent_has_the_numbers_that_are_assigned_to_it(api: RevRingClient) -> None:
    agent = create(api)
    api.set_options(phone_numbers={FROM: agent["id"], TO: "other"})
    (number,) = api.get(f"/agents/{agent['id']}").data["phoneNumbers"]
    assert (number["e164"], number["createdAt"]) == (FROM, agent["createdAt"])
    assert list(number) == ["id", "e164", "createdAt", "updatedAt"]


def test_an_inbound_call_reaches_the_agent_that_owns_the_number(api: RevRingClient) -> None:
    agent = create(api)
    api.set_options(phone_numbers={FROM: agent["id"]})
    assert api.place_inbound_call()["agentId"] == agent["id"]
    assert api.place_inbound_call(to_number="+14155550199")["agentName"] == "Default agent"
    assert api.place_inbound_call(agent="named")["agentId"] == "named"


def test_a_fixtures_number_counts_until_it_is_assigned_to_another_agent(api: RevRingClient) -> None:
    row = {"id": "n1", "e164": FROM, "createdAt": "2026-01-01T00:00:00.000Z", "updatedAt": "2026-01-01T00:00:00.000Z"}
    api.world.collection("revring.agents").load({"fixture": {"id": "fixture", "phoneNumbers": [row]}})
    assert api.place_inbound_call()["agentId"] == "fixture"
    assert api.get("/agents/fixture").data["phoneNumbers"] == [row]
    api.set_options(phone_numbers={FROM: create(api)["id"]})
    assert api.place_inbound_call()["agentName"] == "Ann"
    assert api.get("/agents/fixture").data["phoneNumbers"] == []


def test_in_profile_strict_an_agent_must_own_the_number() -> None:
    from mockserver.providers.base import Refusal

    api = RevRingClient(profile="strict")
    with pytest.raises(Refusal, match="No agent owns"):
        api.place_inbound_call()
