"""An agent's settings shape its calls: what it says, how long it waits, and what it cannot do."""

from typing import Any

import pytest

from tests.providers.revring.client import AGENT, FROM, TO, RevRingClient

SILENT = {"attempts": [{"lasts": 20}]}
MACHINE = {"attempts": [{"answered_by": "voicemail", "lasts": 8, "talk": [{"user": "Leave a message."}]}]}


def agent(api: RevRingClient, **more: Any) -> str:
    reply = api.post("/agents", {"name": "Ann", "promptTemplate": "P", **more})
    assert reply.status == 201, reply
    return str(reply.data["id"])


def said(call: Any) -> list[tuple[str, str]]:
    return [(item["role"], item["content"]) for item in call["transcript"]]


def played(api: RevRingClient, scenario: dict[str, Any] | str, settings: dict[str, Any], **more: Any) -> Any:
    """Return a finished call of an agent with those settings."""
    play = scenario if isinstance(scenario, str) else api.add_scenario("own", **scenario)
    return api.finished_call(play, agentId=agent(api, **settings), **more)


# -- variables -------------------------------------------------------------------------------------


def test_the_first_message_is_said_with_its_variables_when_the_scenario_has_no_words(api: RevRingClient) -> None:
    settings = {
        "firstMessage": "Hi {{name}}, {{ tone }} {{vip}} {{none}}{{unknown}}!",
        "defaultVariables": {"name": "you", "tone": "warm"},
    }
    call = played(api, SILENT, settings, variables={"name": "Ann", "vip": True, "none": None})
    assert said(call) == [("assistant", "Hi Ann, warm true {{unknown}}!")]
    assert call["variables"] == {"name": "Ann", "tone": "warm", "vip": True, "none": None}


def test_the_first_message_opens_a_shipped_scenario(api: RevRingClient) -> None:
    call = played(api, "answered", {"firstMessage": "Hi {{user_number}}"})
    assert call["transcript"][0]["content"] == f"Hi {call['toNumber']}"
    assert call["transcript"][1]["content"].startswith("Yes, hello.")


def test_a_users_scenario_overrides_the_first_message(api: RevRingClient) -> None:
    call = played(api, {"attempts": [{"talk": [{"agent": "Good morning."}]}]}, {"firstMessage": "Hi"})
    assert [content for _, content in said(call)] == ["Good morning."]


@pytest.mark.parametrize(
    ("enabled", "used"), [({}, True), ({"find_slot": True}, False), ({"book_meeting": False}, False)]
)
def test_an_agent_with_custom_tools_uses_no_other_ones(
    api: RevRingClient, enabled: dict[str, bool], used: bool
) -> None:
    """A choice: without custom tools, those of the scenario are used."""
    agent_id = agent(api)
    for name, on in enabled.items():
        tool = {"name": name, "webhookUrl": "https://example.com/tool", "enabled": on}
        assert api.post(f"/agents/{agent_id}/custom-tools", tool).status == 201
    own = api.add_scenario("own", attempts=[{"talk": [{"tool": "book_meeting"}]}])
    tools = [
        [content.partition(": ")[2].partition(":")[0] for role, content in said(call) if role == "tool"]
        for call in (api.finished_call(name, agentId=agent_id) for name in ("answered", own))
    ]
    assert tools == [["book_meeting"] if used else [], ["book_meeting"]]


@pytest.mark.parametrize("first", [None, ""])
def test_an_agent_without_a_first_message_waits(api: RevRingClient, first: str | None) -> None:
    assert played(api, SILENT, {"firstMessage": first})["transcript"] == []


SYSTEM = "{{direction}} {{user_number}} {{agent_number}} {{current_time}} {{timezone}} {{language}}"


def test_every_call_has_six_variables(api: RevRingClient) -> None:
    call = played(api, SILENT, {"firstMessage": SYSTEM, "timezone": "America/New_York", "language": "es"})
    expected = f"outbound {TO} {FROM} 2026-01-05T10:00:00-05:00 America/New_York es"
    assert said(call) == [("assistant", expected)]
    assert call["variables"] == {}


def test_inbound_calls_have_them_too_and_the_default_zone_is_utc(api: RevRingClient) -> None:
    name = api.add_scenario("own", **SILENT)
    call = api.place_inbound_call(agent=agent(api, firstMessage=SYSTEM), scenario=name)
    api.settle()
    expected = f"inbound {TO} {FROM} 2026-01-05T15:00:00+00:00 UTC en"
    assert said(api.get_call(call["id"])) == [("assistant", expected)]


def test_a_calls_own_variables_override_those_of_the_system(api: RevRingClient) -> None:
    settings = {"firstMessage": "{{timezone}} {{language}}", "defaultVariables": {"language": "Latin"}}
    call = played(api, SILENT, settings, variables={"timezone": "Mars"})
    assert said(call) == [("assistant", "Mars Latin")]


def test_a_note_names_variables_without_a_value(api: RevRingClient) -> None:
    mine = agent(api, promptTemplate="Sell {{product}} to {{name}} at {{current_time}}.", firstMessage="Hi {{ name }}")
    body = {"agentId": mine, "toNumber": TO, "fromNumber": FROM}
    note = api.post("/calls", body).headers["x-mockserver-note"]
    assert note == "variables without a value: product, name"
    reply = api.post("/calls", body | {"variables": {"product": "x", "name": None}})
    assert "x-mockserver-note" not in reply.headers
    many = agent(api, promptTemplate=" ".join(f"{{{{v{number}}}}}" for number in range(12)))
    note = api.post("/calls", body | {"agentId": many}).headers["x-mockserver-note"]
    assert note.endswith("v8, v9 …")


# -- voicemail -------------------------------------------------------------------------------------


def test_a_voicemail_is_detected_and_the_agent_hangs_up(api: RevRingClient) -> None:
    settings = {"voicemailEnabled": True, "voicemailMessage": "Call back.", "firstMessage": "Hi"}
    call = played(api, MACHINE, settings)
    assert (call["hangupCause"], call["status"], call["durationSeconds"]) == ("VOICEMAIL_DETECTED", "COMPLETED", 8)
    assert said(call) == [("user", "Leave a message.")]


def test_the_voicemail_message_is_left_unchanged(api: RevRingClient) -> None:
    message = "Please call back, {{customer_name}}."
    settings = {"voicemailEnabled": True, "voicemailAction": "leave_message", "voicemailMessage": message}
    call = played(api, MACHINE, settings, variables={"customer_name": "Ann"})
    assert said(call) == [("user", "Leave a message."), ("assistant", message)]
    assert (call["hangupCause"], call["durationSeconds"]) == ("VOICEMAIL_DETECTED", 9)


def test_the_message_of_a_users_scenario_is_not_replaced(api: RevRingClient) -> None:
    settings = {"voicemailEnabled": True, "voicemailAction": "leave_message", "voicemailMessage": "Call back."}
    talk = [{"user": "Leave a message."}, {"agent": "Hello Alex."}]
    call = played(api, {"attempts": [{"answered_by": "voicemail", "talk": talk}]}, settings)
    assert [content for _, content in said(call)] == ["Leave a message.", "Hello Alex."]
    shipped = played(api, "voicemail-with-message", settings)
    assert [content[:10] for _, content in said(shipped)] == ["Hi, this i", "Call back."]


def test_the_agent_talks_to_an_undetected_voicemail(api: RevRingClient) -> None:
    call = played(api, {"attempts": [{"answered_by": "voicemail", "lasts": 8}]}, {"firstMessage": "Hi"})
    assert call["hangupCause"] == "END_CALL_TOOL"
    assert said(call) == [("assistant", "Hi"), ("tool", "Tool: end_call")]


# -- ends ------------------------------------------------------------------------------------------


def test_an_agent_that_may_not_end_calls_has_no_tool_for_it(api: RevRingClient) -> None:
    call = played(api, "agent-ends-by-tool", {"endCallEnabled": False})
    assert (call["status"], call["hangupCause"]) == ("COMPLETED", "USER_ENDED")
    assert all("end_call" not in content for _, content in said(call))
    assert played(api, "agent-ends-by-tool", {})["hangupCause"] == "END_CALL_TOOL"


def test_a_conversation_ends_at_the_agents_maximum_duration(api: RevRingClient) -> None:
    call = played(api, "answered", {"maxConversationDurationSeconds": 20})
    assert (call["hangupCause"], call["durationSeconds"]) == ("MAX_DURATION", 20)


PAUSE = {"attempts": [{"talk": [{"agent": "Hello?"}, {"user": "Oh!", "after": 40}], "lasts": 60}]}


@pytest.mark.parametrize(
    ("timeout", "cause", "seconds"),
    [(30, "SILENCE_TIMEOUT", 30), (45, "USER_ENDED", 60), (-1, "USER_ENDED", 60), (0, "USER_ENDED", 60)],
)
def test_a_pause_that_is_too_long_ends_the_call(api: RevRingClient, timeout: int, cause: str, seconds: int) -> None:
    call = played(api, PAUSE, {"silenceEndCallTimeoutSeconds": timeout})
    assert (call["status"], call["hangupCause"], call["durationSeconds"]) == ("COMPLETED", cause, seconds)


def test_a_call_that_ends_by_silence_does_so_at_the_agents_timeout(api: RevRingClient) -> None:
    assert played(api, "silence-timeout", {})["durationSeconds"] == 30
    early = played(api, "silence-timeout", {"silenceEndCallTimeoutSeconds": 5})
    assert (early["hangupCause"], early["durationSeconds"]) == ("SILENCE_TIMEOUT", 7)


# -- transfers -------------------------------------------------------------------------------------


def target(api: RevRingClient, call: Any) -> str | None:
    view = api.world.call(call["id"]).view()
    return view.last.transferred_to if view.last else None


def test_an_agent_transfers_only_if_transfers_are_enabled(api: RevRingClient) -> None:
    done = played(api, "transferred", {"transferEnabled": True})
    assert (done["status"], target(api, done)) == ("TRANSFERRED", "+14155550199")
    refused = played(api, "transferred", {"transferEnabled": False})
    assert (refused["status"], refused["hangupCause"], target(api, refused)) == ("COMPLETED", "USER_ENDED", None)
    assert all("transfer_" not in content for _, content in said(refused))


def test_an_agent_transfers_only_to_its_routes(api: RevRingClient) -> None:
    routes = [{"to_number": number, "condition": "always"} for number in ("+14155550111", "+14155550122")]
    call = played(api, "transferred", {"transferEnabled": True, "transferRoutes": routes})
    assert (call["status"], target(api, call)) == ("TRANSFERRED", "+14155550111")


@pytest.mark.parametrize(("mode", "held"), [("warm", True), ("cold", False), (None, False)])
def test_a_warm_transfer_says_the_hold_message(api: RevRingClient, mode: str | None, held: bool) -> None:
    warm = {"holdMessage": "One moment.", "introMessage": "A caller for you."}
    call = played(api, "transferred", {"transferEnabled": True, "transferMode": mode, "warmTransferConfig": warm})
    assert call["status"] == "TRANSFERRED"
    assert (("assistant", "One moment.") in said(call)) is held


# -- disabled agents and limits --------------------------------------------------------------------


def test_an_adopted_agent_runs_every_scenario_as_written(api: RevRingClient) -> None:
    ends = [api.finished_call(play)["hangupCause"] for play in ("voicemail", "agent-ends-by-tool", "silence-timeout")]
    assert ends == ["VOICEMAIL_DETECTED", "END_CALL_TOOL", "SILENCE_TIMEOUT"]
    assert api.finished_call("transferred")["status"] == "TRANSFERRED"
    assert api.world.call(api.place_call()["id"]).behavior is None


def test_a_disabled_agent_neither_calls_nor_answers_and_can_be_made_active_again(api: RevRingClient) -> None:
    from mockserver.providers.base import Refusal

    mine = agent(api, status="disabled")
    body = {"agentId": mine, "toNumber": TO, "fromNumber": FROM}
    assert api.post("/calls", body).error["code"] == "AGENT_DISABLED"
    api.set_options(phone_numbers={FROM: mine})
    with pytest.raises(Refusal, match="is disabled"):
        api.place_inbound_call()
    api.patch(f"/agents/{mine}", {"status": "active"})
    assert api.post("/calls", body).status == 201
    assert api.place_inbound_call()["agentId"] == mine
    lenient = RevRingClient(profile="lenient")
    assert lenient.place_call(agentId=agent(lenient, status="disabled"))["status"] == "INITIATED"


def test_a_call_keeps_the_settings_with_which_it_was_placed(api: RevRingClient) -> None:
    mine = agent(api, maxConversationDurationSeconds=20)
    call = api.place_call("answered", agentId=mine)
    api.patch(f"/agents/{mine}", {"maxConversationDurationSeconds": 10})
    api.settle()
    assert api.get_call(call["id"])["durationSeconds"] == 20


def test_an_agent_can_have_its_own_limit(api: RevRingClient) -> None:
    api.set_options(agent_concurrency=1)
    first, second = api.place_call("answered"), api.place_call("answered", agentId="other")
    reply = api.post("/calls", {"agentId": AGENT, "toNumber": TO, "fromNumber": FROM})
    assert [row["status"] for row in (first, second, reply.data)] == ["INITIATED", "INITIATED", "QUEUED"]
    assert reply.headers["x-mockserver-note"] == "queued: the concurrency limit of its agent (1) is reached"
    refused = api.post("/calls", {"agentId": AGENT, "toNumber": TO, "fromNumber": FROM, "skipQueue": True})
    assert (refused.status, refused.error["code"]) == (429, "CONCURRENCY_LIMIT_REACHED")
    assert refused.error["message"].startswith("The concurrency limit of its agent (1) is reached")
    api.advance(50)
    assert api.get_call(reply.data["id"])["status"] == "INITIATED"
    api.set_options(agent_concurrency=None)
    assert {api.place_call("answered")["status"] for _ in range(3)} == {"INITIATED"}


@pytest.mark.parametrize(
    ("play", "setting"),
    [
        ("voicemail", "voicemailEnabled"),
        ("transferred", "transferEnabled"),
        ("agent-ends-by-tool", "endCallEnabled"),
    ],
)
def test_a_note_names_what_the_agent_cannot_do(api: RevRingClient, play: str, setting: str) -> None:
    def note(**settings: Any) -> str | None:
        body = {"agentId": agent(api, **settings), "toNumber": TO, "fromNumber": FROM}
        return api.post("/calls", body, x_mockserver_scenario=play).headers.get("x-mockserver-note")

    text = note(**{setting: False})
    assert text is not None
    assert text.startswith(f"{setting} is false: ")
    assert note(**{setting: True}) is None
