"""Revox assistants: their stored form, their effect on orders, and the official client."""

from typing import Any

import pytest
import revox

from mockserver.testing.api_client import ApiClient, Response
from tests.documented_examples import documented_example

NUMBER = "+14155550142"
SMALL: dict[str, Any] = {"name": "Sarah", "prompt": "You sell {{product}}."}
WINDOW = {"calling_window_start_time": "9am", "calling_window_end_time": "17:30", "retry_delay_seconds": 0}
FIELD = {"name": "day", "required": True, "type": "enum", "description": "Which day", "enum_options": ["Mon", "Tue"]}
TOOL = {
    "body_template": None,
    "description": "Books a meeting.",
    "headers": [{"key": "x-key", "value": "{{key}}"}],
    "input_schema": [FIELD],
    "method": "POST",
    "name": "book_meeting",
    "query_params": [{"key": "q", "value": ""}],
    "url": "https://example.com/{{tenant}}/book",
}
FULL: dict[str, Any] = {
    **SMALL,
    "after_call_sms_outcomes": ["interested", "none"],
    "after_call_sms_prompt": "Thank {{name}}.",
    "background_sound": "audio/office.ogg",
    "background_sound_volume": 0.25,
    "calendly": {"connection_id": "c", "event_type_id": "https://api.calendly.com/event_types/1"},
    "call_retry_config": {
        "allowed_days": ["monday", "sunday"],
        "call_twice_in_a_row": True,
        "calling_windows": [WINDOW],
        "max_retry_attempts": 5,
        "timezone": "Europe/Paris",
    },
    "cartesia_dictionary_pronunciation_id": "d",
    "custom_tools": [TOOL],
    "email_notification_address": "a@example.com, b@example.com",
    "email_notification_outcomes": ["completed"],
    "end_of_call_sentence": "Bye.",
    "faq_items": [{"question": "Price?", "answer": "Ten."}],
    "first_sentence": "Hello.",
    "first_sentence_delay_ms": 100,
    "first_sentence_mode": "static",
    "from_phone_number": "+14155550100",
    "human_transfer_mode": "warm",
    "ivr_navigation_enabled": True,
    "llm_model": {"type": "openrouter", "openrouter_model_id": "m", "openrouter_provider": "p"},
    "logo_url": "https://example.com/logo.png",
    "max_call_duration_secs": 90.5,
    "max_duration_end_message": "Time is up.",
    "position": {"x": 1, "y": -2.5},
    "precall_lookup_url": "https://example.com/who?phone={{phone}}",
    "prompt_flow": {
        "edges": [{"id": "e", "source": "a", "target": "b"}],
        "nodes": [
            {"id": "a", "data": {"body": "b", "title": "t"}, "position": {"x": 0, "y": 0}, "type": "promptBlock"}
        ],
    },
    "slack": {
        "channels": [{"id": "C01", "name": "sales"}],
        "connection_id": "s",
        "outcomes": ["none"],
        "template": "{{summary}}",
    },
    "sms_enabled": True,
    "sms_template": "Hi",
    "structured_output_config": [FIELD],
    "structured_output_prompt": "Read {{transcript}}.",
    "stt_context": {"general": [{"key": "k", "value": "v"}], "terms": ["Revox"]},
    "stt_model": "stt-rt-v4",
    "thinking_sound": "hold_music.ogg",
    "thinking_sound_probability": 0.5,
    "thinking_sound_volume": 1,
    "transfer_destinations": [{"label": "Sales", "phone_number": NUMBER}],
    "type": "multi-step",
    "voice": {"id": "v", "provider": "cartesia", "model": "sonic-3.5", "speed": 1.2, "volume": 1.5},
    "voicemail_message": "Call back.",
    "voicemail_sms_prompt": "We called.",
    "warm_transfer_summary_instructions": "Be brief.",
    "webhook_url": "https://example.com/hook",
    "zoho": {
        "connection_id": "z",
        "field_mapping": [{"source": "day", "zoho_field": "Day"}],
        "log_call_activity": True,
        "module": "Leads",
        "outcomes": ["interested"],
        "template": None,
    },
}
MODELS = [
    {"type": "dedicated-instance", "name": "ministral-3-8b-instruct"},
    {"type": "openrouter", "openrouter_model_id": "m", "openrouter_provider": "p"},
    {"type": "custom", "api_key": "k", "api_url": "https://llm.example.com/v1", "model_name": "m"},
    {"type": "realtime", "provider": "google", "realtime_model_id": "m", "realtime_voice_id": "v"},
]


def api(profile: str = "standard", **settings: Any) -> ApiClient:
    return ApiClient("revox", profile=profile, **settings)


def create(client: ApiClient, **body: Any) -> Any:
    reply = client.post("/api/assistants", {**SMALL, **body})
    assert reply.status == 200, reply.json
    return reply.json["assistant"]


def patch(client: ApiClient, assistant_id: str, **body: Any) -> Response:
    return client.patch(f"/api/assistants/{assistant_id}", body)


def read(client: ApiClient, assistant_id: str) -> Response:
    return client.get(f"/api/assistants/{assistant_id}")


def delete(client: ApiClient, assistant_id: str) -> Response:
    return client.delete(f"/api/assistants/{assistant_id}")


def order(client: ApiClient, **body: Any) -> Response:
    return client.post("/api/call", {"phone_number": NUMBER, "skip_calling_window": True, **body})


# -- shape -----------------------------------------------------------------------------------------


def test_a_small_assistant_is_shown_with_every_key_and_its_defaults() -> None:
    client = api()
    made = create(client)
    assert len(set(made) - {"transfer_phone_number", "email_notification_language"}) == 53
    assert set(documented_example("revox_get_call")["call"]["assistant"]) <= set(made)
    assert (made["name"], made["prompt"], made["type"], made["voice"]) == (*SMALL.values(), "standalone", None)
    assert made["llm_model"] == {"name": "gpt-4.1", "type": "dedicated-instance"}
    assert made["created_at"] == made["updated_at"] == "2026-01-05T15:00:00.000Z"
    assert made["created_by"]["email"] == "alex.doe@example.com"


def test_what_is_sent_is_what_is_shown() -> None:
    made = create(api(), **FULL)
    nested = {"faq_items", "slack"}
    assert {name: made[name] for name in FULL if name not in nested} == {
        name: value for name, value in FULL.items() if name not in nested
    }
    assert made["slack"].items() >= FULL["slack"].items()


def test_only_the_response_to_a_get_has_no_envelope() -> None:
    client = api()
    made = create(client)
    assert read(client, made["id"]).json == made
    assert client.get("/api/assistants").json == {"assistants": [made]}
    assert patch(client, made["id"]).json == {"assistant": made}


def test_sub_assistants_are_hidden_only_from_the_list() -> None:
    client = api()
    hidden = create(client, type="sub-assistant")
    assert client.get("/api/assistants").json == {"assistants": []}
    assert read(client, hidden["id"]).json == hidden


def test_faq_items_get_the_fields_that_requests_do_not_have() -> None:
    made = create(api(), faq_items=[{"question": "a", "answer": "b"}, {"question": "c", "answer": "d"}])
    first, second = made["faq_items"]
    assert first["id"] != second["id"]
    assert {**first, "id": ""} == {
        "id": "", "question": "a", "answer": "b", "needs_human_answer": False, "source": "human",
    }  # fmt: skip
    assert made["pending_faq_count"] == 0


def test_a_fixture_with_open_questions_is_completed_and_counted() -> None:
    client = api()
    item = {"id": "q", "question": "?", "answer": "", "needs_human_answer": True, "source": "ai"}
    client.world.collection("revox.assistants").load({"mine": {"name": "Mine", "faq_items": [item]}})
    shown = read(client, "mine").json
    assert (shown["id"], shown["max_call_duration_secs"], shown["pending_faq_count"]) == ("mine", 1800, 1)
    assert shown["created_at"] == shown["updated_at"] == "2026-01-01T00:00:00.000Z"
    new = patch(client, "mine", faq_items=[{"question": "?", "answer": "!"}]).json["assistant"]
    assert new["pending_faq_count"] == 0


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model["type"])
def test_each_kind_of_model_is_stored_and_shown_by_orders(model: dict[str, str]) -> None:
    client = api()
    made = create(client, llm_model=model)
    assert made["llm_model"] == model
    assert order(client, assistant_id=made["id"]).json["call"]["llm_model"] == model
    assert order(client, assistant={"prompt": "p", "llm_model": model}).json["call"]["llm_model"] == model


def test_a_partial_retry_configuration_is_filled_with_the_documented_defaults() -> None:
    config = create(api(), call_retry_config={"max_retry_attempts": 7})["call_retry_config"]
    assert config["max_retry_attempts"] == 7
    assert config["calling_windows"][0]["retry_delay_seconds"] == 7200
    assert config["allowed_days"] == ["monday", "tuesday", "wednesday", "thursday", "friday"]


# -- other versions --------------------------------------------------------------------------------


def test_old_clients_get_the_fields_that_they_require() -> None:
    made = create(api(), **FULL)
    assert made["email_notification_language"] == "en"
    assert (made["slack"]["channel_id"], made["slack"]["channel_name"]) == ("C01", "sales")
    assert made["transfer_phone_number"] == NUMBER


def test_fields_of_old_clients_are_shown_to_new_ones() -> None:
    slack = {"channel_id": "C9", "connection_id": "s", "outcomes": []}
    made = create(api(), transfer_phone_number=NUMBER, slack=slack, email_notification_language="fr")
    assert made["transfer_destinations"] == [{"label": "Transfer", "phone_number": NUMBER}]
    assert made["slack"]["channels"] == [{"id": "C9", "name": None}]
    assert (made["slack"]["template"], made["email_notification_language"]) == (None, "fr")


def test_a_transfer_is_disabled_under_both_names() -> None:
    client = api()
    made = create(client, transfer_phone_number=NUMBER)
    off: list[dict[str, Any]] = [
        {"transfer_destinations": []},
        {"transfer_destinations": None},
        {"transfer_phone_number": None},
    ]
    for body in off:
        new = patch(client, made["id"], **body).json["assistant"]
        assert (new["transfer_phone_number"], new["transfer_destinations"] or []) == (None, [])


def test_slack_without_channels_is_refused_and_an_empty_list_is_accepted() -> None:
    client = api()
    slack = {"connection_id": "s", "outcomes": []}
    refused = client.post("/api/assistants", {**SMALL, "slack": slack})
    assert (refused.status, refused.json["details"]) == (400, {"path": "slack"})
    assert create(client, slack={**slack, "channels": []})["slack"]["channel_id"] == ""


def test_outcomes_that_only_old_clients_know_are_kept() -> None:
    made = create(api(), email_notification_outcomes=["do_not_contact", "none"])
    assert made["email_notification_outcomes"] == ["do_not_contact", "none"]


# -- changes and orders ----------------------------------------------------------------------------


def test_the_next_order_shows_a_patched_assistant_and_an_earlier_one_keeps_the_old() -> None:
    client = api()
    made = create(client)
    earlier = order(client, assistant_id=made["id"]).json["call"]
    client.advance("1m")
    new = patch(client, made["id"], first_sentence="New.", faq_items=[{"question": "q", "answer": "a"}])
    changed = new.json["assistant"]
    assert (changed["first_sentence"], changed["created_at"]) == ("New.", made["created_at"])
    assert changed["updated_at"] == "2026-01-05T15:01:00.000Z"
    assert order(client, assistant_id=made["id"]).json["call"]["assistant"] == changed
    assert client.get(f"/api/call/{earlier['id']}").json["call"]["assistant"] == made


def test_null_clears_nullable_fields() -> None:
    client = api()
    made = create(client, **FULL)
    clearable = ("calendly", "slack", "zoho", "custom_tools", "voicemail_message", "logo_url", "stt_context")
    new = patch(client, made["id"], **dict.fromkeys(clearable)).json["assistant"]
    assert [new[name] for name in clearable] == [None] * len(clearable)
    assert patch(client, made["id"], webhook_url="").json["assistant"]["webhook_url"] == ""


def test_a_patch_reports_the_waiting_orders_that_lack_new_variables() -> None:
    client = api()
    made = create(client)
    soon = {"assistant_id": made["id"], "scheduled_at": "2026-02-01T10:00:00Z"}
    order(client, **soon)
    order(client, **soon, prompt_variables={"product": "x", "city": "Rome"})
    order(client, **soon, prompt_variables={"city": "Rome", "day": "Monday"})
    order(client, scheduled_at="2026-02-01T10:00:00Z")
    new = patch(client, made["id"], prompt="You sell {{product}} in {{ city }} on {{day}}.").json
    assert new["unpatchedCallsNotice"] == {"count": 2, "variables": ["city", "day"]}
    assert "unpatchedCallsNotice" not in patch(client, made["id"], prompt="{{product}} {{day}}").json
    assert "unpatchedCallsNotice" not in patch(client, made["id"], name="{{other}}").json


def test_ended_orders_and_those_with_all_variables_are_not_reported() -> None:
    client = api()
    made = create(client)
    order(client, assistant_id=made["id"])
    client.settle()
    order(client, assistant_id=made["id"], prompt_variables={"city": "Rome"})
    assert "unpatchedCallsNotice" not in patch(client, made["id"], prompt="In {{city}}.").json


@pytest.mark.parametrize("profile", ["standard", "strict"])
def test_a_deleted_assistant_is_gone_for_later_orders_and_stays_in_earlier_ones(profile: str) -> None:
    client = api(profile)
    made = create(client)
    earlier = order(client, assistant_id=made["id"]).json["call"]
    assert delete(client, made["id"]).json == {"success": True}
    assert [read(client, made["id"]).status, patch(client, made["id"]).status, delete(client, made["id"]).status] == (
        [404] * 3
    )
    assert order(client, assistant_id=made["id"]).status == 404
    assert client.get(f"/api/call/{earlier['id']}").json["call"]["assistant"] == made
    assert client.get("/api/assistants").json == {"assistants": []}


def test_a_clone_is_a_complete_copy_with_new_ids() -> None:
    client = api()
    made = create(client, **FULL)
    client.advance("1h")
    copy = client.post(f"/api/assistants/{made['id']}/clone").json["assistant"]
    own = {"id", "name", "faq_items", "created_at", "updated_at"}
    assert {name for name in made if made[name] != copy[name]} == own
    assert (copy["name"], copy["created_at"]) == ("Sarah (Copy)", "2026-01-05T16:00:00.000Z")
    assert [item["question"] for item in copy["faq_items"]] == ["Price?"]
    assert copy["faq_items"][0]["id"] != made["faq_items"][0]["id"]
    delete(client, made["id"])
    assert read(client, copy["id"]).json == copy


def test_an_adopted_assistant_can_be_read_and_patched() -> None:
    client = api()
    assert read(client, "adopted").status == 404
    order(client, assistant_id="adopted")
    assert patch(client, "adopted", name="Mine").json["assistant"]["name"] == "Mine"


def test_in_lenient_unknown_assistants_are_created_and_deletes_have_no_effect() -> None:
    client = api("lenient")
    assert read(client, "nobody").json["id"] == "nobody"
    assert patch(client, "another", name="x").json["assistant"]["name"] == "x"
    assert client.post("/api/assistants/third/clone").status == 200
    for _ in range(2):
        assert delete(client, "nobody").json == {"success": True}
    assert read(client, "nobody").status == order(client, assistant_id="nobody").status == 200


# -- refusals --------------------------------------------------------------------------------------

WRONG_FORMS: dict[str, Any] = {
    "from_phone_number": "0612345678",
    "transfer_phone_number": "nobody",
    "transfer_destinations": [{"label": "x", "phone_number": "12"}],
    "webhook_url": "ftp://example.com",
    "logo_url": "logo.png",
    "precall_lookup_url": "https://example.com/{phone}",
    "call_retry_config": {"timezone": "Europe/Pari"},
    "custom_tools": [{**TOOL, "name": "ScenarioLibrary meeting"}],
    "email_notification_address": "a@example.com, nobody",
    "calendly": {"connection_id": "c", "event_type_id": "30 minutes"},
    "voice": {"id": "v", "provider": "elevenlabs", "speed": 1.3},
}
WRONG_TYPES: dict[str, Any] = {
    "name": None,
    "prompt": 3,
    "voice": None,
    "webhook_url": None,
    "first_sentence": None,
    "call_retry_config": {"calling_windows": []},
    "structured_output_config": [{**FIELD, "name": ""}],
    "faq_items": [{"question": "?"}],
    "llm_model": {"type": "dedicated-instance", "name": "gpt-9"},
    "position": {"x": 1},
    "thinking_sound": "silence.ogg",
    "background_sound_volume": 1.5,
    "first_sentence_delay_ms": -1,
    "custom_tools": [{key: value for key, value in TOOL.items() if key != "body_template"}],
    "type": "solo",
}


@pytest.mark.parametrize("name", sorted(WRONG_FORMS))
def test_a_wrong_format_is_refused_and_named_except_in_lenient(name: str) -> None:
    body = {**SMALL, name: WRONG_FORMS[name]}
    refused = api().post("/api/assistants", body)
    assert refused.status == 400
    assert refused.json["details"]["path"].startswith(name)
    assert api("lenient").post("/api/assistants", body).status == 200
    client = api()
    made = create(client)
    assert patch(client, made["id"], **{name: WRONG_FORMS[name]}).status == 400
    inline = order(client, assistant={"prompt": "p", name: WRONG_FORMS[name]})
    assert inline.json["details"]["path"].startswith(f"assistant.{name}")
    assert read(client, made["id"]).json == made


@pytest.mark.parametrize("name", sorted(WRONG_TYPES))
@pytest.mark.parametrize("profile", ["standard", "strict", "lenient"])
def test_a_wrong_type_is_refused_in_every_profile(profile: str, name: str) -> None:
    client = api(profile)
    refused = client.post("/api/assistants", {**SMALL, name: WRONG_TYPES[name]})
    assert refused.status == 400
    assert refused.json["details"]["path"].startswith(name)
    assert client.get("/api/assistants").json == {"assistants": []}


@pytest.mark.parametrize("name", ["name", "prompt"])
def test_a_name_and_a_prompt_are_required(name: str) -> None:
    refused = api().post("/api/assistants", {key: value for key, value in SMALL.items() if key != name})
    assert (refused.status, refused.json["message"]) == (400, f"{name} is required.")


def test_times_of_day_are_checked_and_two_tools_cannot_share_a_name() -> None:
    client = api()
    window = {**WINDOW, "calling_window_end_time": "25:00"}
    assert client.post("/api/assistants", {**SMALL, "call_retry_config": {"calling_windows": [window]}}).status == 400
    assert client.post("/api/assistants", {**SMALL, "custom_tools": [TOOL, TOOL]}).status == 400


@pytest.mark.parametrize("address", ["", "a@b", "a@example.com;b@example.com", "a@example.com,", "@example.com"])
def test_an_invalid_list_of_addresses_is_refused(address: str) -> None:
    refused = api().post("/api/assistants", {**SMALL, "email_notification_address": address})
    assert (refused.status, refused.json["details"]) == (400, {"path": "email_notification_address"})


@pytest.mark.parametrize(
    ("provider", "speed", "status"),
    [
        ("elevenlabs", 0.7, 200),
        ("elevenlabs", 1.2, 200),
        ("elevenlabs", 0.69, 400),
        ("elevenlabs", 1.21, 400),
        ("cartesia", 0.6, 200),
        ("gradium", 1.5, 200),
    ],
)
def test_each_provider_has_its_own_range_of_speeds(provider: str, speed: float, status: int) -> None:
    client, voice = api(), {"id": "v", "provider": provider, "speed": speed}
    assert client.post("/api/assistants", {**SMALL, "voice": voice}).status == status
    preview = {"provider": provider, "voiceId": "v", "speed": speed}
    assert client.post("/api/voices/preview", preview).status == status
    assert api("lenient").post("/api/voices/preview", preview).status == 200


@pytest.mark.parametrize(
    ("template", "status"),
    [
        ('{"name": "{{name}}", "n": [1]}', 200),
        ("", 200),
        (None, 200),
        ('{"age": {{age}}}', 400),
        ("name={{name}}", 400),
    ],
)
def test_the_template_of_a_body_is_json_with_quoted_placeholders(template: str | None, status: int) -> None:
    body = {**SMALL, "custom_tools": [TOOL, {**TOOL, "name": "other", "body_template": template}]}
    reply = api().post("/api/assistants", body)
    assert reply.status == status
    assert status == 200 or reply.json["details"] == {"path": "custom_tools[1].body_template"}
    assert api("lenient").post("/api/assistants", body).status == 200


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({"promt": "x"}, "promt"),
        ({"voice": {"id": "v", "provider": "cartesia", "pitch": 2}}, "voice.pitch"),
        ({"custom_tools": [TOOL, {**TOOL, "name": "other", "retries": 3}]}, "custom_tools[1].retries"),
        ({"llm_model": {**MODELS[0], "temperature": 1}}, "llm_model.temperature"),
    ],
)
def test_strict_refuses_unknown_fields_at_any_depth(body: dict[str, Any], path: str) -> None:
    refused = api("strict").post("/api/assistants", {**SMALL, **body})
    assert (refused.status, refused.json["details"]) == (400, {"path": path})
    assert api().post("/api/assistants", {**SMALL, **body}).status == 200
    inline = order(api("strict"), assistant={"prompt": "p", **body})
    assert inline.status == 400


def test_strict_requires_a_caller_number_of_the_account() -> None:
    strict = api("strict")
    assert create(strict, from_phone_number="+14155550100")
    assert strict.post("/api/assistants", {**SMALL, "from_phone_number": NUMBER}).status == 404
    assert create(api(), from_phone_number=NUMBER)


@pytest.mark.parametrize("path", ["from_phone_number", "assistant.from_phone_number"])
def test_strict_requires_orders_to_come_from_a_number_of_the_account(path: str) -> None:
    own = {"assistant.from_phone_number": {"assistant": {"prompt": "p", "from_phone_number": NUMBER}}}
    sent: dict[str, Any] = own.get(path, {"from_phone_number": NUMBER})
    refused = order(api("strict"), **sent)
    assert (refused.status, refused.json["details"]) == (404, {"path": path})
    assert order(api(), **sent).json["call"]["from_phone_number"] == NUMBER
    assert order(api("strict"), from_phone_number="+14155550100").status == 200


def test_strict_requires_campaigns_to_call_from_a_number_of_the_account() -> None:
    client = api("strict")
    sent = {"name": "Spring", "assistant_id": create(client)["id"], "contacts": []}
    refused = client.post("/api/campaigns", {**sent, "from_phone_number": NUMBER})
    assert (refused.status, refused.json["details"]) == (404, {"path": "from_phone_number"})
    made = client.post("/api/campaigns", {**sent, "from_phone_number": "+14155550100"}).json["campaign"]
    changed = client.patch(f"/api/campaigns/{made['id']}", {"from_phone_number": NUMBER})
    assert changed.status == 404


# -- the official client ---------------------------------------------------------------------------


def test_the_strict_client_accepts_every_response(sdk: revox.Revox) -> None:
    made = sdk.assistants.create(**FULL).assistant
    small = sdk.assistants.create(**SMALL).assistant
    assert {made.id, small.id} <= {assistant.id for assistant in sdk.assistants.list().assistants}
    assert sdk.assistants.retrieve(made.id).prompt == "You sell {{product}}."
    assert sdk.assistants.clone(made.id).assistant.name == "Sarah (Copy)"
    sdk.call.create(phone_number=NUMBER, assistant_id=small.id, scheduled_at="2026-02-01T10:00:00Z")
    changed = sdk.assistants.update(small.id, prompt="{{city}}")
    assert changed.unpatched_calls_notice is not None
    assert (changed.unpatched_calls_notice.count, changed.unpatched_calls_notice.variables) == (1, ["city"])
    assert sdk.assistants.delete(small.id).success
    with pytest.raises(revox.NotFoundError):
        sdk.assistants.retrieve(small.id)
    with pytest.raises(revox.NotFoundError):
        sdk.call.create(phone_number=NUMBER, assistant_id=small.id)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model["type"])
def test_the_strict_client_accepts_each_kind_of_model(sdk: revox.Revox, model: Any) -> None:
    made = sdk.assistants.create(**{**SMALL, "llm_model": model}).assistant
    assert made.llm_model.type == model["type"]


@pytest.mark.parametrize("method", ["GET", "PATCH"])
def test_a_404_says_how_an_id_of_the_clients_own_comes_to_exist(method: str) -> None:
    client = api()
    refused = client.request(method, "/api/assistants/mine", {} if method == "PATCH" else None)
    assert refused.status == 404
    assert all(word in refused.json["message"] for word in ("--fixtures", "revox.assistants", "lenient", "adopts"))
    assert order(client, assistant_id="mine").status == 200
    assert client.get("/api/assistants/mine").status == 200


def test_an_order_with_a_deleted_assistant_is_told_so() -> None:
    client = api()
    made = client.post("/api/assistants", SMALL).json["assistant"]["id"]
    client.delete(f"/api/assistants/{made}")
    refused = order(client, assistant_id=made)
    assert (refused.status, "deleted" in refused.json["message"]) == (404, True)
