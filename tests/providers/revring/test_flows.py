"""Flow definitions: a valid one is stored unchanged, and each broken rule is reported with its path."""

from copy import deepcopy
from typing import Any

import pytest

from tests.providers.revring.client import RevRingClient


def node(name: str, kind: str = "conversation", **more: Any) -> dict[str, Any]:
    return {"id": name, "type": kind, "name": name.title(), "position": {"x": 0, "y": 1.5}, "data": {}, **more}


def edge(source: str, target: str, kind: str = "default", **more: Any) -> dict[str, Any]:
    return {"id": f"{source}-{target}", "source": source, "target": target, "kind": kind, **more}


def prompt(text: str = "The caller agrees.") -> dict[str, Any]:
    return {"type": "prompt", "promptText": text}


GOOD: dict[str, Any] = {
    "schemaVersion": 1,
    "begin": {"startNodeId": "hello", "whoSpeaksFirst": "agent"},
    "nodes": [
        node("hello"),
        node("notice", data={"skipResponse": True}),
        node("split", "logic_split"),
        node("help", isGlobal=True),
        node("bye", "end_call"),
    ],
    "edges": [
        edge("hello", "split", "condition", order=0, condition=prompt()),
        edge("hello", "notice", "condition", order=1, condition={"type": "equation", "equations": [{"left": "a"}]}),
        edge("notice", "bye", "skip"),
        edge("split", "hello", "condition", order=0, condition=prompt()),
        edge("split", "bye", "else"),
        edge("__global__", "help", "condition", order=0, condition=prompt("Asks for help.")),
    ],
    "ui": {"viewport": {"x": 0, "y": 0, "zoom": 1}},
}


def send(api: RevRingClient, flow: Any) -> Any:
    body = {"name": "A", "promptTemplate": "P", "mode": "conversation_flow", "flowDefinition": flow}
    return api.post("/agents", body)


def changed(*path: Any, value: Any) -> dict[str, Any]:
    """Return the valid flow with another value at one path; `...` removes it."""
    flow = deepcopy(GOOD)
    place: Any = flow
    for step in path[:-1]:
        place = place[step]
    if value is ...:
        del place[path[-1]]
    elif isinstance(place, list) and path[-1] == len(place):
        place.append(value)
    else:
        place[path[-1]] = value
    return flow


def test_a_valid_flow_is_stored_as_sent(api: RevRingClient) -> None:
    reply = send(api, GOOD)
    assert (reply.status, reply.data["mode"]) == (201, "conversation_flow")
    assert api.get(f"/agents/{reply.data['id']}").data["flowDefinition"] == GOOD


@pytest.mark.parametrize(
    ("flow", "path", "message"),
    [
        (changed("schemaVersion", value=2), ["schemaVersion"], "schemaVersion: expected one of 1 (given: 2)."),
        (changed("begin", value=...), ["begin"], "begin is required."),
        (changed("begin", "startNodeId", value="x"), ["begin", "startNodeId"], "there is no node 'x'."),
        (
            changed("begin", "whoSpeaksFirst", value="bot"),
            ["begin", "whoSpeaksFirst"],
            'expected one of agent, user (given: "bot").',
        ),
        (changed("nodes", value=[]), ["nodes"], "expected array of length >= 1."),
        (changed("edges", value=...), ["edges"], "edges is required."),
        (changed("nodes", 0, "id", value=...), ["nodes", 0, "id"], "nodes[0].id is required."),
        (changed("nodes", 0, "type", value=...), ["nodes", 0, "type"], "is required."),
        (changed("nodes", 0, "name", value=...), ["nodes", 0, "name"], "is required."),
        (changed("nodes", 0, "data", value=...), ["nodes", 0, "data"], "is required."),
        (changed("nodes", 0, "position", value={"x": 1}), ["nodes", 0, "position", "y"], "is required."),
        (changed("nodes", 0, "id", value=7), ["nodes", 0, "id"], "expected str, got int (given: 7)."),
        (changed("nodes", 4, "id", value="hello"), ["nodes", 0, "id"], "'hello' is the id of 2 nodes; ids are unique."),
        (changed("edges", 0, "target", value="x"), ["edges", 0, "target"], "there is no node 'x'."),
        (changed("edges", 0, "source", value="x"), ["edges", 0, "source"], "there is no node 'x'."),
        (
            changed("edges", 0, "kind", value="maybe"),
            ["edges", 0, "kind"],
            'expected one of default, condition, else, skip (given: "maybe").',
        ),
        (changed("edges", 0, "order", value=...), ["edges", 0, "order"], "needs a whole number here."),
        (changed("edges", 0, "order", value=1.5), ["edges", 0, "order"], "expected int | null, got float"),
        (changed("edges", 1, "order", value=0), ["edges", 0, "order"], "0 is the order of several edges of 'hello'"),
        (changed("edges", 0, "condition", value=...), ["edges", 0, "condition"], "kind 'condition' needs a condition."),
        (changed("edges", 0, "condition", value=prompt(" ")), ["edges", 0, "condition", "promptText"], "needs a text"),
        (
            changed("edges", 1, "condition", "equations", value=[]),
            ["edges", 1, "condition", "equations"],
            "needs at least one equation.",
        ),
        (changed("edges", 5, "target", value="bye"), ["edges", 5], "to a node with isGlobal: true."),
        (changed("edges", 5, "kind", value="default"), ["edges", 5], "must be a 'condition' and lead to a node"),
        (changed("edges", 5, value=...), ["nodes", 3], "a global node needs one edge from __global__; it has 0."),
        (changed("edges", 4, value=...), ["nodes", 2], "a logic_split needs one 'else' edge; it has 0."),
        (changed("edges", 6, value=edge("split", "help", "else")), ["nodes", 2], "it has 2."),
        (
            changed("edges", 2, value=...),
            ["nodes", 1],
            "needs exactly one edge, a 'skip'; it has none.",
        ),
        (changed("edges", 6, value=edge("notice", "bye")), ["nodes", 1], "it has skip, default."),
        ({}, ["schemaVersion"], "schemaVersion is required."),
    ],
)
def test_a_flow_that_breaks_a_rule_is_refused_with_the_path(
    api: RevRingClient, flow: Any, path: list[Any], message: str
) -> None:
    reply = send(api, flow)
    assert (reply.status, reply.error["code"]) == (400, "VALIDATION_ERROR")
    places = {tuple(issue["path"]): issue["message"] for issue in reply.error["details"]}
    assert message in places["flowDefinition", *path]


def test_a_flow_has_at_most_48_kilobytes(api: RevRingClient) -> None:
    reply = send(api, changed("ui", "note", value="x" * 48 * 1024))
    assert reply.status == 400
    assert "bytes as JSON; at most 49,152 are allowed." in reply.error["message"]
    assert send(api, changed("ui", "note", value="x" * 46 * 1024)).status == 201


def test_an_empty_flow_is_accepted_and_a_changed_flow_is_checked(api: RevRingClient) -> None:
    plain = api.post("/agents", {"name": "A", "promptTemplate": "P", "flowDefinition": {}}).data
    assert plain["flowDefinition"] == {}
    assert api.patch(f"/agents/{plain['id']}", {"flowDefinition": {"nodes": []}}).status == 400
    flowing = send(api, GOOD).data
    assert api.patch(f"/agents/{flowing['id']}", {"flowDefinition": {}}).status == 400
    assert api.patch(f"/agents/{flowing['id']}", {"name": "B"}).data["flowDefinition"] == GOOD
