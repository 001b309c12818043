"""How an assistant's settings shape its calls (docs.getrevox.com, POST /assistants; SDK 0.5.0)."""

from typing import Any

import pytest

from mockserver.testing.api_client import ApiClient
from tests.api_client import WebhookClient

ORDER = {"phone_number": "+14155550142", "force_now": True}
OWN: dict[str, Any] = {"talk": [{"agent": "Hello."}, {"user": "Hi."}], "ended_by": "agent"}


def played(scenario: str, variables: dict[str, Any] | None = None, **settings: Any) -> Any:
    """Return the last attempt of an order with an assistant that has these settings."""
    client = ApiClient("revox")
    client.add_scenario("own", attempts=[OWN])
    order_id = place(client, scenario, prompt_variables=variables, assistant={"prompt": "P", **settings})
    client.settle()
    return read(client, order_id)["last_call_attempt"]


def place(client: ApiClient, scenario: str, **body: Any) -> str:
    reply = client.post("/api/call", {**ORDER, **body}, x_mockserver_scenario=scenario)
    assert reply.status == 200, reply.json
    return str(reply.json["call"]["id"])


def read(client: ApiClient, order_id: str) -> Any:
    return client.get(f"/api/call/{order_id}").json["call"]


def said(attempt: Any, role: str = "assistant") -> list[str]:
    return [turn["content"] for turn in attempt["transcript"] if turn["role"] == role]


def tools(attempt: Any) -> list[str]:
    return [turn["tool_name"] for turn in attempt["transcript"] if turn["role"] == "tool"]


def test_a_static_first_sentence_is_said_word_for_word_with_its_variables() -> None:
    """SDK 0.5.0, `first_sentence_mode`: "static" is spoken word for word."""
    settings = {"first_sentence_mode": "static", "first_sentence": "Hi {{ name }}, {{unknown}}?"}
    assert said(played("answered", {"name": "Ann"}, **settings))[0] == "Hi Ann, {{unknown}}?"
    assert said(played("own", {"name": "Ann"}, **settings))[0] == "Hello."


def test_a_generated_first_sentence_is_that_of_the_scenario() -> None:
    attempt = played("answered", first_sentence_mode="generated", first_sentence="Greet the person.")
    assert said(attempt)[0].startswith("Hello")


def test_without_a_first_sentence_the_other_side_speaks_first() -> None:
    """SDK 0.5.0, `first_sentence_mode`: with "none" the agent waits for the other side."""
    assert played("answered", first_sentence_mode="none")["transcript"][0]["role"] == "user"
    assert played("own", first_sentence_mode="none")["transcript"][0]["role"] == "assistant"


def test_the_first_sentence_comes_after_its_delay() -> None:
    """SDK 0.5.0, `first_sentence_delay_ms`: milliseconds before the first sentence, 400 by default."""

    def heard(at: str, scenario: str = "answered", **settings: Any) -> int:
        client = ApiClient("revox")
        client.add_scenario("own", attempts=[{**OWN, "ringing": "4s"}])
        order_id = place(client, scenario, assistant={"prompt": "P", **settings})
        client.advance(at)
        attempt = read(client, order_id)["last_call_attempt"]
        assert attempt["answered_at"] == "2026-01-05T15:00:06.000Z"
        return len(attempt["transcript"])

    assert [heard("6.3s"), heard("6.4s"), heard("6s", first_sentence_delay_ms=0)] == [0, 1, 1]
    assert [heard("8.9s", first_sentence_delay_ms=3000), heard("9s", first_sentence_delay_ms=3000)] == [0, 1]
    assert heard("65.9s", first_sentence_delay_ms=2**53 - 1) == 0  # a minute at most
    assert heard("66s", first_sentence_delay_ms=2**53 - 1) == 1
    assert heard("6s", "own", first_sentence_delay_ms=3000) == 1


@pytest.mark.parametrize("scenario", ["answered", "max-duration", "own"])
def test_the_last_sentence_at_the_maximum_is_said(scenario: str) -> None:
    """SDK 0.5.0, `max_duration_end_message`: the last sentence at the maximum; null: the call ends silently."""
    settings = {"max_call_duration_secs": 2, "max_duration_end_message": "Sorry {{name}}, time is up now."}
    attempt = played(scenario, {"name": "Ann"}, **settings)
    assert (attempt["end_reason"], said(attempt)[-1]) == ("max_duration", "Sorry Ann, time is up now.")
    assert (attempt["answered_at"][17:], attempt["ended_at"][17:]) == ("06.000Z", "10.400Z")  # 2 s, and six words
    silent = played(scenario, {"name": "Ann"}, max_call_duration_secs=2)
    assert (silent["end_reason"], silent["ended_at"][17:]) == ("max_duration", "08.000Z")
    assert "Sorry Ann, time is up now." not in said(silent)


def test_a_users_scenario_that_ends_by_its_maximum_is_played_as_written() -> None:
    client = ApiClient("revox")
    client.add_scenario("late", attempts=[{"talk": [{"agent": "Hello."}], "lasts": "9s", "reason": "max_duration"}])
    order_id = place(client, "late", assistant={"prompt": "P", "max_duration_end_message": "Sorry."})
    client.settle()
    assert said(read(client, order_id)["last_call_attempt"]) == ["Hello."]


def test_an_assistant_with_custom_tools_uses_no_other_ones() -> None:
    tool: dict[str, Any] = {"description": "d", "url": "https://example.com", "method": "GET", "body_template": None}
    tool |= {"headers": [], "query_params": [], "input_schema": []}

    def used(*names: str) -> list[str]:
        return tools(played("answered", custom_tools=[{**tool, "name": name} for name in names]))

    assert [used(), used("find_slot"), used("find_slot", "book_meeting")] == [["book_meeting"], [], ["book_meeting"]]


@pytest.mark.parametrize("scenario", ["voicemail", "voicemail-with-message"])
def test_the_voicemail_message_is_said_and_null_hangs_up_at_once(scenario: str) -> None:
    """docs.getrevox.com, POST /assistants: the message is spoken on voicemail; null: it hangs up at once."""
    assert said(played(scenario, voicemail_message="Please call back.")) == ["Please call back."]
    assert said(played(scenario, voicemail_message=None)) == []


def test_keys_are_pressed_only_with_ivr_navigation() -> None:
    assert tools(played("ivr", ivr_navigation_enabled=True)) == ["press_keys"]
    assert tools(played("ivr", ivr_navigation_enabled=False)) == []


def test_a_call_is_transferred_only_with_destinations() -> None:
    """SDK 0.5.0, `transfer_destinations`: empty or null turns transfers off."""
    able = played("transferred", transfer_destinations=[{"label": "Billing", "phone_number": "+14155550123"}])
    assert (able["end_reason"], tools(able)) == ("transfer", ["transfer_call"])
    unable = played("transferred", transfer_destinations=[])
    assert (unable["end_reason"], unable["ended_by"], tools(unable)) == ("client_initiated", "user", [])


def test_the_last_sentence_is_said_before_the_agent_hangs_up() -> None:
    """docs.getrevox.com, POST /assistants: `end_of_call_sentence` is said before the agent hangs up."""
    assert said(played("agent-ends-by-tool", end_of_call_sentence="Have a nice day!"))[-1] == "Have a nice day!"
    assert "Have a nice day!" not in said(played("answered", end_of_call_sentence="Have a nice day!"))
    assert said(played("own", end_of_call_sentence="Have a nice day!")) == ["Hello."]


def test_results_appear_when_the_options_or_the_scenario_say_and_the_webhook_waits_for_them() -> None:
    with WebhookClient() as api:
        api.set_options("revox", recording_seconds=10, transcript_seconds=20)
        late = {**OWN, "lasts": "10s", "analysis": {"after": "30s"}, "summary": "S"}
        api.add_scenario("late", attempts=[late])
        body = {**ORDER, "assistant": {"prompt": "P", "webhook_url": "http://app/hook"}}
        order_id = api.post("/revox/api/call", body, x_mockserver_scenario="late").json["call"]["id"]
        api.advance("17s")  # set up for 1 s, queued for 1 s, rings for 4 s, talks for 10 s
        seen = []
        for _ in range(4):
            order = api.get(f"/revox/api/call/{order_id}").json["call"]
            last = order["last_call_attempt"]
            results = (last["recording_url"] is not None, last["transcript"] is not None, order["outcome_summary"])
            seen.append((*results, len(api.received)))
            api.advance("10s")
        assert seen == [(False, False, None, 0), (True, False, None, 0), (True, True, None, 0), (True, True, "S", 1)]
        assert (api.bodies[0]["annotation"], api.bodies[0]["recording_url"]) == ("S", last["recording_url"])
