"""The results of a conversation: the order of its transcript, its summary, and its metrics."""

from datetime import datetime
from typing import Any

import pytest

from tests.providers.revring.client import AGENT, RevRingClient

ASK, NO, BYE = {"agent": "Anything else?"}, {"user": "No."}, {"agent": "Goodbye!"}


def contents(call: Any) -> list[str]:
    times = [item["timestamp"] for item in call["transcript"]]
    assert times == sorted(times)
    assert all(call["startedAt"] <= at <= call["endedAt"] for at in times)
    return [item["content"] for item in call["transcript"]]


def run(api: RevRingClient, *talk: dict[str, Any], **more: Any) -> Any:
    """Return a finished call with that conversation."""
    said = {"talk": list(talk)} if talk else {}
    return api.finished_call(api.add_scenario("own", attempts=[{**said, **more}]))


# -- built-in tools --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("first", ["Anything else?", "No.", "Tool: end_call", "Goodbye!"]),
        ("last", ["Anything else?", "No.", "Goodbye!", "Tool: end_call"]),
    ],
)
@pytest.mark.parametrize("tool", [[], [{"tool": "end_call"}]])
def test_end_call_is_invoked_before_the_closing_message(
    api: RevRingClient, order: str, expected: list[str], tool: list[dict[str, Any]]
) -> None:
    """platform/tools: the agent invokes `end_call`, says its closing message, then hangs up."""
    api.set_options(closing_order=order)
    assert contents(run(api, ASK, NO, BYE, *tool, ended_by="agent")) == expected


@pytest.mark.parametrize("order", ["first", "last"])
def test_end_call_stays_where_a_scenario_writes_it_before_the_closing_message(api: RevRingClient, order: str) -> None:
    api.set_options(closing_order=order)
    expected = ["Anything else?", "No.", "Tool: end_call: ok", "Goodbye!"]
    assert contents(run(api, ASK, NO, {"tool": "end_call", "output": "ok"}, BYE, ended_by="agent")) == expected


def test_the_first_message_does_not_close_a_conversation(api: RevRingClient) -> None:
    assert contents(run(api, BYE, ended_by="agent")) == ["Goodbye!", "Tool: end_call"]
    assert contents(run(api, BYE, NO, ended_by="agent")) == ["Goodbye!", "No.", "Tool: end_call"]
    assert contents(run(api, lasts=9, ended_by="agent")) == ["Tool: end_call"]


@pytest.mark.parametrize("name", ["transfer_call", "transfer_to_number"])
def test_the_tool_of_a_transfer_is_transfer_to_number(api: RevRingClient, name: str) -> None:
    """platform/tools: the built-in tool is called `transfer_to_number`."""
    call = run(api, ASK, {"tool": name, "output": "Started."}, transferred_to="+14155550199")
    assert contents(call) == ["Anything else?", "Tool: transfer_to_number: Started."]
    assert "Tool: transfer_to_number: Transfer started." in contents(api.finished_call("transferred"))


def test_a_transfer_without_a_tool_in_its_scenario_uses_it_too(api: RevRingClient) -> None:
    call = run(api, ASK, NO, BYE, transferred_to="+14155550199")
    assert contents(call) == ["Anything else?", "No.", "Tool: transfer_to_number", "Goodbye!"]


@pytest.mark.parametrize("name", ["transfer_call", "transfer_to_number"])
def test_an_agent_that_may_not_transfer_uses_neither_tool_in_a_shipped_scenario(api: RevRingClient, name: str) -> None:
    made = api.post("/agents", {"name": "A", "promptTemplate": "P", "transferEnabled": False})
    shown = contents(api.finished_call("transferred", agentId=made.data["id"]))
    assert shown
    assert not any(text.startswith("Tool") for text in shown)
    api.add_scenario("own", attempts=[{"talk": [ASK, {"tool": name}], "transferred_to": "+14155550199"}])
    own = contents(api.finished_call("own", agentId=made.data["id"]))
    assert own == ["Anything else?", "Tool: transfer_to_number"]


@pytest.mark.parametrize("name", ["transfer_call", "end_call"])
def test_a_custom_tool_with_a_built_in_name_is_shown_as_the_scenario_uses_it(api: RevRingClient, name: str) -> None:
    api.place_call()
    api.post(f"/agents/{AGENT}/custom-tools", {"name": name, "webhookUrl": "<string>"})
    expected = ["Anything else?", "No.", "Goodbye!", f"Tool: {name}"]
    assert contents(run(api, ASK, NO, BYE, {"tool": name}, ended_by="agent"))[:4] == expected


# -- summaries -------------------------------------------------------------------------------------


TALKED = "Ann talked to a person for"


@pytest.mark.parametrize(
    ("given", "summary"),
    [
        ({"talk": [ASK, NO], "lasts": "45s"}, f"{TALKED} 45 seconds; then the other side hung up."),
        ({"talk": [ASK], "lasts": "1m", "ended_by": "agent"}, f"{TALKED} 1 minute; then the agent ended the call."),
        (
            {"talk": [ASK], "lasts": "125s", "reason": "connection_lost"},
            f"{TALKED} 2 minutes 5 seconds; then the connection was lost.",
        ),
        (
            {"lasts": "1s", "reason": "silence"},
            "Ann was connected to a person for 1 second, but nothing was said; "
            "then the call ended because nobody spoke.",
        ),
        (
            {"talk": [ASK], "answered_by": "IVR", "lasts": "9s"},
            "Ann talked to a phone menu for 9 seconds; then the agent gave up on the menu.",
        ),
        (
            {"talk": [ASK], "lasts": "9s", "reason": "hang_up", "ended_by": "system"},
            f"{TALKED} 9 seconds; then the call failed.",
        ),
        ({"talk": [ASK], "lasts": "9s", "summary": "They met."}, "They met."),
    ],
)
def test_a_summary_is_a_sentence_about_the_conversation(
    api: RevRingClient, given: dict[str, Any], summary: str
) -> None:
    made = api.post("/agents", {"name": "Ann", "promptTemplate": "P"})
    api.add_scenario("own", attempts=[given])
    assert api.finished_call("own", agentId=made.data["id"])["summary"] == summary


# -- metrics ---------------------------------------------------------------------------------------


def test_metrics_agree_with_the_transcript_and_the_duration(api: RevRingClient) -> None:
    """calls/get: `metrics` are "call quality and performance metrics". Their keys are a choice."""
    call = api.finished_call("answered")
    metrics, roles = call["metrics"], [item["role"] for item in call["transcript"]]
    assert list(metrics) == [
        "turnCount",
        "agentTurnCount",
        "userTurnCount",
        "toolCallCount",
        "interruptionCount",
        "agentTalkSeconds",
        "userTalkSeconds",
        "responseLatencyMs",
        "quality",
    ]
    counts = (metrics["agentTurnCount"], metrics["userTurnCount"], metrics["toolCallCount"])
    assert counts == (roles.count("assistant"), roles.count("user"), roles.count("tool"))
    assert metrics["turnCount"] == sum(counts[:2])
    assert 0 < metrics["agentTalkSeconds"] + metrics["userTalkSeconds"] <= call["durationSeconds"]
    assert 0 <= metrics["responseLatencyMs"]["average"] <= metrics["responseLatencyMs"]["max"] <= 3000


@pytest.mark.parametrize("scenario", ["answered-long", "user-hangs-up-at-once", "silence-timeout", "voicemail", "ivr"])
def test_metrics_of_every_conversation_fit_into_it(api: RevRingClient, scenario: str) -> None:
    call = api.finished_call(scenario)
    metrics = call["metrics"]
    length = datetime.fromisoformat(call["endedAt"]) - datetime.fromisoformat(call["startedAt"])
    assert metrics["agentTalkSeconds"] + metrics["userTalkSeconds"] <= length.total_seconds()
    assert 0 <= metrics["interruptionCount"] < max(1, metrics["turnCount"])


def test_who_begins_before_the_other_has_finished_interrupts(api: RevRingClient) -> None:
    long = "one two three four five six seven eight nine ten"
    hasty = run(api, {"agent": long}, {"user": "No."}, lasts="2s")
    assert hasty["metrics"]["interruptionCount"] == 1
    calm = run(api, {"agent": long}, {"user": long}, {"agent": "Bye."})["metrics"]
    assert (calm["interruptionCount"], calm["responseLatencyMs"]) == (0, {"average": 500, "max": 500})
    assert run(api, {"agent": long})["metrics"]["responseLatencyMs"] == {"average": None, "max": None}


def test_a_colleague_counts_neither_as_the_agent_nor_as_the_user(api: RevRingClient) -> None:
    before = [{"agent": "one two three four five"}, {"user": "one two three four five"}]  # two seconds each
    colleague = [{"transfer": "+14155550199"}, {"human": "one two three four five"}, {"agent": "Bye."}]
    metrics = run(api, *before, *colleague)["metrics"]
    assert (metrics["turnCount"], metrics["agentTurnCount"], metrics["userTurnCount"]) == (4, 2, 1)
    assert (metrics["agentTalkSeconds"], metrics["userTalkSeconds"]) == (2.5, 2)
    assert metrics["responseLatencyMs"] == {"average": None, "max": None}


def test_metrics_depend_on_the_seed_and_the_call_only() -> None:
    def metrics(seed: str, scenario: str = "answered") -> Any:
        return RevRingClient(seed=seed).finished_call(scenario)["metrics"]

    assert metrics("a") == metrics("a") != metrics("b")
    assert metrics("a")["turnCount"] == metrics("b")["turnCount"]


def test_a_lost_connection_had_a_bad_line(api: RevRingClient) -> None:
    lost, good = run(api, ASK, reason="connection_lost"), run(api, ASK)
    assert lost["metrics"]["quality"]["mos"] < 3 < good["metrics"]["quality"]["mos"]
    assert lost["metrics"]["quality"]["packetLossPercent"] > good["metrics"]["quality"]["packetLossPercent"]


def test_metrics_are_empty_where_nothing_was_said_and_before_the_end(api: RevRingClient) -> None:
    call_id = api.place_call("answered")["id"]
    api.advance(20)
    assert api.get_call(call_id)["metrics"] == {}
    assert [api.finished_call(name)["metrics"] for name in ("busy", "no-answer")] == [{}, {}]
    assert run(api, lasts=9)["metrics"] == {}
    api.set_options(metrics="empty")
    assert api.finished_call("answered")["metrics"] == {}
