"""Where a call is in the picture of its scenario, event by event, at every provider; nowhere if there is a doubt."""

from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from mockserver.calls.call import Call
from mockserver.calls.events import Answered, Dialled, Ended, Ringing
from mockserver.providers import PROVIDERS
from mockserver.scenarios.drawing.graph import END, START, Graph, graph_of
from mockserver.scenarios.drawing.position import Position, position_of
from mockserver.scenarios.library import ScenarioLibrary
from mockserver.scenarios.reading import load_text
from mockserver.scenarios.shipped import shipped_library
from mockserver.testing.api_client import ApiClient

PLACES = {
    "revring": ("/v1/calls", {"agentId": "a", "toNumber": "+12125550142", "fromNumber": "+12125550100"}),
    "ringyo": ("/v1/calls", {"agent_id": "a", "phone_number": "+12125550142"}),
    "revox": ("/api/call", {"phone_number": "+12125550142", "skip_calling_window": True}),
}


def client_of(provider: str, scenario: str = "") -> tuple[ApiClient, ScenarioLibrary]:
    client = ApiClient(provider)
    if scenario:
        client.world.library.add(load_text(f"version: 1\nname: x\n{scenario}", "x.yaml"))
    return client, client.world.library


def place(client: ApiClient, name: str = "x") -> str:
    path, body = PLACES[client.provider]
    reply = client.post(path, body, x_mockserver_scenario=name)
    assert reply.status in (200, 201), reply.json
    return next(reversed(client.world.calls))


def steps(client: ApiClient, call_id: str) -> Iterator[Call]:
    """Yield the call after each of its events."""
    world = client.world
    while (due := world.next_due) is not None:
        before = world.call(call_id)
        world.advance(due)
        after = world.call(call_id)
        for processed in range(before.processed + 1, after.processed):
            yield replace(after, processed=processed, plan=before.plan)
        if after.processed > before.processed:
            yield after


def labels(graph: Graph, names: frozenset[str]) -> set[str]:
    return {box.label for box in graph.boxes if box.name in names}


def where(graph: Graph, position: Position) -> str | None:
    named = {box.name: box.label for box in graph.boxes}
    here = position.here
    if here is None or here == START:
        return here
    return END if here.endswith(f"-{END}") else named[here]


def trail(provider: str, scenario: str, name: str = "x") -> list[str | None]:
    """Return the states in which a call is marked one after the other, each once."""
    client, library = client_of(provider, scenario)
    call_id = place(client, name)
    words = PROVIDERS[provider].vocabulary if library.get(name).provider else None
    graph = graph_of(library.get(name), library, words)
    found = [where(graph, position_of(client.world.call(call_id), graph, library))]
    for call in steps(client, call_id):
        at = where(graph, position_of(call, graph, library))
        found += [at] if at != found[-1] else []
    return found


def test_each_dial_leads_from_state_to_state() -> None:
    first = ["start", "dial 1", "ringing", None, "dial 2 and later", "ringing", "talking (human)"]
    assert trail("revox", "attempts: [{fails: busy}, {answered_by: human}]") == [*first, None, "end"]
    assert trail("ringyo", "attempts: [{fails: busy}, {answered_by: human}]") == first[1:4]


def test_repeated_dials_share_their_boxes() -> None:
    found = trail("revox", "attempts: [{fails: busy, repeat: 2}, {fails: no_answer}]")
    dial, last = ["dial 1 to 2", "ringing", None], ["dial 3 and later", "ringing"]
    assert found == ["start", *dial, *dial, *last, None, "end"]


def test_what_is_found_out_late_is_a_state_of_its_own() -> None:
    found = trail("ringyo", "attempts: [{answered_by: human, becomes: {answered_by: voicemail, after: 2s}, lasts: 9s}]")
    assert found == ["dial 1 and later", "ringing", "talking (human)", "talking (voicemail)", None, "end"]


def test_literal_states_are_followed_in_order() -> None:
    found = trail("ringyo", "provider: ringyo\nstates: [{queued: 1s}, {ringing: 1s}, {queued: 1s}, {completed: }]")
    assert found == ["queued", "ringing", "queued", "end"]
    assert trail("ringyo", "provider: ringyo\nstates: [{queued: 1s}, {ringing: }]") == ["queued", "ringing"]


CHOICE = "choose: [{weight: 1, attempts: [{fails: busy}]}, {weight: 1, play: answered}]"


def test_the_outcome_that_was_picked_is_told_from_its_plan() -> None:
    client, library = client_of("ringyo", CHOICE)
    seen = set()
    for _ in range(8):
        call_id = place(client)
        graph = graph_of(library.get("x"), library)
        client.settle()
        call = client.world.call(call_id)
        position = position_of(call, graph, library)
        reason = call.view().reason
        assert ("answered" in labels(graph, position.been)) is (reason != "busy")
        assert ("ringing" in labels(graph, position.been)) is (reason == "busy")
        assert position.here is not None
        assert {choice.name for choice in graph.choices} <= position.been
        seen.add(reason)
    assert len(seen) == 2


def test_a_random_attempt_is_told_from_its_plan() -> None:
    text = "attempts: [{choose: [{fails: busy}, {fails: no_answer}, {answered_by: voicemail}]}]"
    client, library = client_of("ringyo", text)
    reasons = set()
    for _ in range(12):
        call_id = place(client)
        graph = graph_of(library.get("x"), library)
        client.settle()
        call = client.world.call(call_id)
        position = position_of(call, graph, library)
        assert ("talking (voicemail)" in labels(graph, position.been)) is (call.view().reason == "voicemail")
        assert position.here is not None
        reasons.add(call.view().reason)
    assert len(reasons) == 3


def test_outcomes_that_look_alike_mark_nothing() -> None:
    found = trail("ringyo", "choose: [{attempts: [{fails: busy}]}, {attempts: [{fails: busy}]}]")
    assert found == [None]
    attempts = trail("ringyo", "attempts: [{choose: [{fails: busy}, {fails: busy, retry_after: 1s}]}]")
    assert attempts == ["dial 1 and later", None]


def test_times_tell_outcomes_apart() -> None:
    text = "attempts: [{choose: [{ringing: 1s, fails: busy}, {ringing: 9s..20s, fails: busy}]}]"
    assert trail("ringyo", text)[-1] == "end"


def test_a_sequence_tells_the_scenario_that_is_played() -> None:
    client, library = client_of("ringyo", "sequence: [busy, answered]")
    graph = graph_of(library.get("x"), library)
    found = []
    for _ in range(2):
        call_id = place(client)
        client.settle()
        found.append(labels(graph, position_of(client.world.call(call_id), graph, library).been))
    assert found == [{"busy"}, {"answered"}]


def nested(depth: int, *, alike: bool) -> str:
    """Return scenarios that pick at random between the next two, which pick between the same two, …"""
    choices = [
        f"version: 1\nname: {side}{level}\nchoose: [{{play: a{level + 1}}}, {{play: b{level + 1}}}]\n"
        for level in range(depth)
        for side in "ab"
    ]
    ends = [("a", "busy"), ("b", "busy" if alike else "no_answer")]
    return "---\n".join(
        [*choices, *(f"version: 1\nname: {side}{depth}\nattempts: [{{fails: {reason}}}]\n" for side, reason in ends)]
    )


@pytest.mark.parametrize(("depth", "is_told"), [(1, True), (2, False), (19, False), (150, False)])
def test_many_scenarios_that_play_each_other_are_compared_quickly(depth: int, *, is_told: bool) -> None:
    client, library = client_of("ringyo")
    library.add(load_text(nested(depth, alike=False), "x.yaml"))
    call = client.world.call(place(client, "a0"))
    position = position_of(call, graph_of(library.get("a0"), library), library)
    assert (position.here is not None) is is_told


def test_a_scenario_that_is_gone_could_have_been_played() -> None:
    client, library = client_of("ringyo")
    library.add(load_text("version: 1\nname: y\nattempts: [{fails: busy}]", "y.yaml"))
    library.add(load_text("version: 1\nname: x\nchoose: [{play: y}, {weight: 0, play: answered}]", "x.yaml"))
    call = client.world.call(place(client))
    graph = graph_of(library.get("x"), library)
    assert where(graph, position_of(call, graph, library)) == "y"
    library.remove("y")
    assert where(graph, position_of(call, graph, library)) == "y"
    library.add(load_text("version: 1\nname: answered\nattempts: [{fails: busy}]", "z.yaml"))
    assert position_of(call, graph, library) == Position()


def test_a_call_of_another_scenario_is_nowhere() -> None:
    client, library = client_of("ringyo")
    call = client.world.call(place(client, "busy"))
    assert position_of(call, graph_of(library.get("answered"), library), library) == Position()


def test_a_scenario_that_has_changed_since_marks_nothing() -> None:
    client, library = client_of("ringyo", "attempts: [{fails: busy}]")
    call_id = place(client)
    library.add(load_text("version: 1\nname: x\nattempts: [{fails: no_answer}]", "x.yaml"))
    assert position_of(client.world.call(call_id), graph_of(library.get("x"), library), library) == Position()


@pytest.mark.parametrize("provider", sorted(PROVIDERS))
@pytest.mark.parametrize("name", shipped_library().names())
def test_shipped_scenarios_are_followed_without_contradictions(provider: str, name: str) -> None:
    client, library = client_of(provider)
    scenario = library.get(name)
    if scenario.provider not in (None, provider):
        return
    graph = graph_of(scenario, library)
    nodes = {START, *(box.name for box in graph.boxes), *(choice.name for choice in graph.choices)}
    nodes |= {f"{arrow.start}-{END}" for arrow in graph.arrows if arrow.end == END}
    call_id = place(client, name)
    before: frozenset[str] = frozenset()
    for call in (client.world.call(call_id), *steps(client, call_id)):
        position = position_of(call, graph, library)
        assert {position.here or START, *position.been} <= nodes
        assert before <= {*position.been, position.here} or not position.been
        before = position.been
        _agrees(where(graph, position), call)


def _agrees(at: str | None, call: Call) -> None:
    """Check that the marked state is the one that the call's last event has led to."""
    attempt = [event for _, event in call.past if isinstance(event, Dialled | Ringing | Answered | Ended)]
    if at is None or call.plan.literal or not attempt:
        return
    if at.startswith("dial"):
        assert isinstance(attempt[-1], Dialled)
    elif at == "ringing":
        assert isinstance(attempt[-1], Ringing)
    elif at == END:
        assert call.view().phase == "ended"
