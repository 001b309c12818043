"""Agents: created, read, searched, updated, deleted; their statistics follow from the calls."""

from typing import Any

import pytest

from tests.providers.ringyo.client import CALL, RingyoClient

NEW: dict[str, Any] = {"name": "Ann", "system_prompt": "You are Ann.", "voice_id": "sarah-professional"}
WHOLE = [
    "id",
    "name",
    "system_prompt",
    "voice_id",
    "first_message",
    "language",
    "model",
    "temperature",
    "max_tokens",
    "interruption_threshold",
    "end_call_phrases",
    "status",
    "metadata",
    "created_at",
    "updated_at",
]


def make(api: RingyoClient, **fields: Any) -> str:
    """Create an agent, and return its id."""
    reply = api.post("/agents", {**NEW, **fields})
    assert reply.status == 201, reply.json
    return str(reply.json["id"])


def test_a_new_agent_has_the_documented_defaults_and_is_active(api: RingyoClient) -> None:
    created = api.post("/agents", NEW)
    assert (created.status, list(created.json)) == (201, WHOLE)
    assert created.json["id"].startswith("agent_")
    assert created.json == {
        **NEW,
        "id": created.json["id"],
        "first_message": None,
        "language": "en-US",
        "model": "gpt-4o",
        "temperature": 0.7,
        "max_tokens": 150,
        "interruption_threshold": 0.5,
        "end_call_phrases": [],
        "status": "active",
        "metadata": {},
        "created_at": "2026-01-05T15:00:00Z",
        "updated_at": "2026-01-05T15:00:00Z",
    }
    assert api.get(f"/agents/{created.json['id']}").json == created.json
    assert api.post("/calls", {**CALL, "agent_id": created.json["id"]}).status == 201


def test_every_sent_field_is_stored(api: RingyoClient) -> None:
    sent = {
        **NEW,
        "first_message": "Hi!",
        "language": "fr-FR",
        "model": "claude-3-sonnet",
        "temperature": 0,
        "max_tokens": 1,
        "interruption_threshold": 1.0,
        "end_call_phrases": ["goodbye"],
        "metadata": {"team": {"id": 7}},
    }
    created = api.post("/agents", sent).json
    assert {name: created[name] for name in sent} == sent


def test_null_counts_as_not_given_when_an_agent_is_created(api: RingyoClient) -> None:
    nulls = dict.fromkeys([name for name in WHOLE if name not in (*NEW, "id", "status", "created_at", "updated_at")])
    shown = api.get(f"/agents/{make(api, **nulls)}").json
    assert (shown["language"], shown["metadata"], shown["first_message"]) == ("en-US", {}, None)


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"name": None}, "invalid_request", "name"),
        ({"name": ""}, "invalid_request", "name"),
        ({"system_prompt": ""}, "invalid_system_prompt", "system_prompt"),
        ({"system_prompt": " \n"}, "invalid_system_prompt", "system_prompt"),
        ({"system_prompt": "x" * 32_001}, "invalid_system_prompt", "system_prompt"),
        ({"voice_id": ""}, "invalid_voice_id", "voice_id"),
        ({"voice_id": 7}, "invalid_voice_id", "voice_id"),
        ({"language": "english"}, "invalid_language", "language"),
        ({"language": "EN-us"}, "invalid_language", "language"),
        ({"model": "gpt-5"}, "invalid_request", "model"),
        ({"temperature": 1.01}, "invalid_request", "temperature"),
        ({"temperature": -0.1}, "invalid_request", "temperature"),
        ({"interruption_threshold": 2}, "invalid_request", "interruption_threshold"),
        ({"max_tokens": 0}, "invalid_request", "max_tokens"),
        ({"max_tokens": 1.5}, "invalid_request", "max_tokens"),
        ({"end_call_phrases": "goodbye"}, "invalid_request", "end_call_phrases"),
        ({"end_call_phrases": ["a", 1]}, "invalid_request", "end_call_phrases"),
        ({"metadata": []}, "invalid_request", "metadata"),
        ({"first_message": 5}, "invalid_request", "first_message"),
    ],
)
def test_an_invalid_field_of_an_agent_is_refused_by_name(
    api: RingyoClient, changes: dict[str, Any], code: str, field: str
) -> None:
    for method, path in (("POST", "/agents"), ("PATCH", "/agents/agent_abc123")):
        if method == "PATCH" and changes == {"name": None}:
            continue
        reply = api.request(method, path, {**NEW, **changes})
        assert (reply.status, reply.error_code) == (400, code)
        assert reply.json["error"]["details"] == {"field": field}
    assert api.get("/agents").json["total"] == 2
    assert api.get("/agents/agent_abc123").json["name"] == "Sales Assistant"


@pytest.mark.parametrize("missing", sorted(NEW))
def test_the_required_fields_of_an_agent_are_checked(api: RingyoClient, missing: str) -> None:
    reply = api.post("/agents", {name: value for name, value in NEW.items() if name != missing})
    assert (reply.status, reply.json["error"]["details"]) == (400, {"field": missing})


def test_an_invalid_status_is_refused_with_the_allowed_words(api: RingyoClient) -> None:
    reply = api.patch("/agents/agent_abc123", {"status": "asleep"})
    assert (reply.status, reply.error_code) == (400, "invalid_status")
    assert "active, inactive" in reply.json["error"]["message"]


def test_the_allowed_voices_languages_and_prompts_can_be_set(api: RingyoClient) -> None:
    assert make(api, voice_id="emma-british")
    api.set_options(voices=("emma-british",), languages=("de-DE",), prompt_limit=12)
    wrong = api.post("/agents", {**NEW, "voice_id": "emma-britsh"})
    assert (wrong.error_code, "Did you mean" in wrong.json["error"]["message"]) == ("invalid_voice_id", True)
    assert api.post("/agents", {**NEW, "voice_id": "emma-british", "language": "en-US"}).status == 400
    assert make(api, voice_id="emma-british", language="de-DE")
    assert api.post("/agents", {**NEW, "system_prompt": "x" * 13}).status == 400


def test_in_profile_strict_only_documented_voices_exist() -> None:
    api = RingyoClient(profile="strict")
    assert make(api, voice_id="michael-friendly")
    assert api.post("/agents", {**NEW, "voice_id": "emma-british"}).error_code == "invalid_voice_id"
    assert api.post("/agents", {**NEW, "colour": "red"}).error_code == "invalid_request"


def test_in_profile_lenient_agents_are_created_and_never_deleted(api: RingyoClient) -> None:
    api = RingyoClient(profile="lenient")
    assert api.get("/agents/agent_id").json["id"] == "agent_id"
    assert api.patch("/agents/agent_id", {"language": "language", "voice_id": "voice"}).status == 200
    assert api.delete("/agents/agent_id").json == {"id": "agent_id", "deleted": True}
    assert api.get("/agents/agent_id").json["language"] == "language"


def test_a_patch_changes_the_named_fields_and_the_time(api: RingyoClient) -> None:
    before = api.get("/agents/agent_abc123").json
    api.advance(61)
    changed = api.patch("/agents/agent_abc123", {"metadata": {"b": 2}, "status": "inactive"})
    now = {"metadata": {"b": 2}, "status": "inactive", "updated_at": "2026-01-05T15:01:01Z"}
    assert changed.json == {**before, **now}
    assert list(changed.json) == WHOLE
    again = api.patch("/agents/agent_abc123", {"metadata": {"c": 3}, "first_message": None, "name": None})
    assert (again.json["metadata"], again.json["first_message"]) == ({"c": 3}, None)
    assert again.json["name"] == "Sales Assistant"
    assert api.patch("/agents/agent_abc123", {}).status == 200


@pytest.mark.parametrize("method", ["GET", "PATCH", "DELETE"])
def test_a_missing_agent_is_not_found(api: RingyoClient, method: str) -> None:
    reply = (
        api.request(method, "/agents/agent_nobody", {}) if method == "PATCH" else api.request(method, "/agents/agent_x")
    )
    assert (reply.status, reply.error_code) == (404, "agent_not_found")


# -- deleting --------------------------------------------------------------------------------------


def test_a_deleted_agent_is_not_adopted_again_and_its_calls_keep_its_id(api: RingyoClient) -> None:
    call_id = api.place_call()
    api.settle()
    assert api.delete("/agents/agent_abc123").status == 200
    assert api.get("/agents/agent_abc123").error_code == "agent_not_found"
    assert api.post("/calls", CALL).error_code == "agent_not_found"
    assert api.get_call(call_id)["agent_id"] == "agent_abc123"
    number = api.get("/phone-numbers/pn_abc123").json
    assert (number["default_agent_id"], number["updated_at"]) == (None, "2026-01-05T15:00:56Z")


@pytest.mark.parametrize("seconds", [0.5, 2, 10])
def test_an_agent_with_active_calls_cannot_be_deleted(api: RingyoClient, seconds: float) -> None:
    call_id = api.place_call("answered")
    api.advance(seconds)
    reply = api.delete("/agents/agent_abc123")
    assert (reply.status, reply.error_code, reply.json["error"]["details"]) == (
        409,
        "agent_in_use",
        {"calls": [call_id]},
    )
    assert api.delete("/agents/agent_def456").status == 200
    api.set_options(delete_busy_agents=True)
    assert api.delete("/agents/agent_abc123").status == 200
    api.settle()
    assert api.get_call(call_id)["status"] == "completed"


# -- listing ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Ann", "Sales Assistant", "Support Agent"]),
        ("order=asc", ["Support Agent", "Sales Assistant", "Ann"]),
        ("order=sideways", ["Ann", "Sales Assistant", "Support Agent"]),
        ("search=S", ["Sales Assistant", "Support Agent"]),
        ("search=assist", ["Sales Assistant"]),
        ("search=SUPPORT%20agent", ["Support Agent"]),
        ("search=nobody", []),
        ("status=active", ["Sales Assistant", "Support Agent"]),
        ("status=inactive", ["Ann"]),
        ("status=asleep", []),
        ("status=active&search=sales", ["Sales Assistant"]),
        ("limit=1", ["Ann"]),
        ("limit=0", ["Ann"]),
        ("offset=2", ["Support Agent"]),
    ],
)
def test_agents_are_searched_by_name_and_status(api: RingyoClient, query: str, names: list[str]) -> None:
    api.patch(f"/agents/{make(api)}", {"status": "inactive"})
    assert [row["name"] for row in api.get(f"/agents?{query}").json["data"]] == names


def test_paging_returns_every_agent_once(api: RingyoClient) -> None:
    names = [f"agent {number}" for number in range(7)]
    for name in names:
        make(api, name=name)
    found, cursor = [], ""
    while True:
        page = api.get(f"/agents?limit=3&cursor={cursor}").json
        found += [row["name"] for row in page["data"]]
        assert page["total"] == 9
        if not page["has_more"]:
            break
        cursor = page["next_cursor"]
    assert found == [*names[::-1], "Sales Assistant", "Support Agent"]
    assert api.get("/agents?cursor=nonsense").error_code == "invalid_cursor"


# -- statistics ------------------------------------------------------------------------------------


def test_statistics_follow_from_the_calls(api: RingyoClient) -> None:
    agent_id = make(api)
    path = f"/agents/{agent_id}?include=stats"
    none = {"total_calls": 0, "total_duration_minutes": 0, "avg_call_duration_seconds": 0, "success_rate": 0.0}
    assert api.get(path).json["stats"] == none
    for play in ("answered", "answered", "busy"):
        api.place_call(play, agent_id=agent_id)
    assert api.get(path).json["stats"] == {**none, "total_calls": 3}
    api.settle()
    stats = api.get(path).json["stats"]
    assert stats == {
        "total_calls": 3,
        "total_duration_minutes": 2,
        "avg_call_duration_seconds": 33,
        "success_rate": 0.67,
    }


def test_counting_continues_from_the_documented_statistics(api: RingyoClient) -> None:
    for _ in range(3):
        api.place_call()
    api.settle()
    shown = api.get("/agents/agent_abc123?include=stats").json
    assert shown["stats"]["total_calls"] == 1253
    assert shown["stats"]["total_duration_minutes"] == round((4580 * 60 + 150) / 60)
    assert list(shown)[11:13] == ["status", "stats"]


def test_recent_calls_are_the_ten_newest_newest_first(api: RingyoClient) -> None:
    ids = []
    for _ in range(11):
        ids.append(api.place_call("busy"))
        api.advance(1)
    api.place_call("busy", agent_id="agent_def456")
    api.settle()
    shown = api.get("/agents/agent_abc123?include=recent_calls").json
    assert [row["id"] for row in shown["recent_calls"]] == ids[:0:-1]
    assert shown["recent_calls"] == [row for row in api.get("/calls").json["data"] if row["id"] in ids[1:]]
    both = api.get("/agents/agent_abc123?include=recent_calls,%20stats,nonsense").json
    assert list(both)[11:15] == ["status", "stats", "recent_calls", "metadata"]


# -- fixtures --------------------------------------------------------------------------------------


def test_missing_fields_of_a_fixtures_agent_have_defaults(api: RingyoClient) -> None:
    api.world.collection("ringyo.agents").load({"agent_mine": {"name": "Mine", "created_at": "2025-05-05T05:05:05Z"}})
    shown = api.get("/agents/agent_mine").json
    assert list(shown) == WHOLE
    assert (shown["name"], shown["updated_at"], shown["model"]) == ("Mine", "2025-05-05T05:05:05Z", "gpt-4o")
    assert "agent_mine" in [row["id"] for row in api.get("/agents").json["data"]]


def test_a_fixture_with_an_invalid_time_is_named(api: RingyoClient) -> None:
    api.world.collection("ringyo.agents").load({"agent_mine": {"created_at": "soon"}})
    reply = api.get("/agents")
    assert (reply.status, reply.error_code) == (400, "invalid_request")
    assert "agent_mine" in reply.json["error"]["message"]


def test_the_same_idempotency_key_creates_an_agent_once(api: RingyoClient) -> None:
    first = api.post("/agents", NEW, idempotency_key="k1")
    again = api.post("/agents", NEW, idempotency_key="k1")
    other = api.post("/webhooks", {"url": "https://a.example", "events": ["*"]}, idempotency_key="k1")
    assert (again.status, again.body, other.status) == (201, first.body, 201)
    assert api.get("/agents").json["total"] == 3


def test_a_call_begins_with_the_first_message_of_its_agent(api: RingyoClient) -> None:
    """agents/create: `first_message` is the greeting. A scenario of your own is played as written."""
    body = {"name": "A", "system_prompt": "P", "voice_id": "v", "first_message": "Hey there! Got a minute?"}
    agent_id = api.post("/agents", body).json["id"]
    own = api.add_scenario("own", attempts=[{"talk": [{"agent": "Hello."}]}])
    calls = [api.place_call(name, agent_id=agent_id) for name in ("answered", own)]
    api.settle()
    first = [api.get_call(call_id, "transcript")["transcript"][0]["content"] for call_id in calls]
    assert first == ["Hey there! Got a minute?", "Hello."]


def test_an_agent_hangs_up_after_an_end_call_phrase(api: RingyoClient) -> None:
    """agents/create: `end_call_phrases`. A scenario of your own is played as written."""
    body = {"name": "A", "system_prompt": "P", "voice_id": "v", "end_call_phrases": [" ", "Goodbye"]}
    agent_id = api.post("/agents", body).json["id"]
    talk = [{"agent": "Goodbye."}, {"user": "Goodbye!"}]
    own = api.add_scenario("own", attempts=[{"talk": talk}])
    calls = [api.place_call(name, agent_id=agent_id) for name in ("late-recording", "answered", own)]
    api.settle()
    shown = [api.get_call(call_id, "transcript,analysis") for call_id in calls]
    last = [call["transcript"][-1]["content"] for call in shown]
    assert last[0].endswith("Thank you for your time, goodbye!")
    assert last[1].endswith("Thank you, goodbye!")
    assert last[2] == "Goodbye!"
    assert shown[1]["duration"] == 50  # the user's words count for nothing
    assert [call["analysis"]["outcome"] for call in shown] == ["completed", "interested", "completed"]
    assert shown[0]["analysis"]["extracted_data"]
