"""The rules for flow definitions of agents in mode `conversation_flow`.

    begin ─► node ─ default | condition | else | skip ─► node …      __global__ ─ condition ─► a node with isGlobal

Sources: docs.revring.ai, platform/conversation-flows, and the checks of a real client before an upload. A flow is
checked and stored, but never executed: the scenario decides what is said in a call.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct

from mockserver.providers.bodies import BadBody, convert
from mockserver.providers.revring.errors import Issue, path_of

MAX_BYTES = 48 * 1024  #: bytes of JSON
GLOBAL = "__global__"
NonEmpty = Annotated[str, Meta(min_length=1)]


class Begin(Struct, rename="camel"):
    """The start of a flow."""

    start_node_id: str
    who_speaks_first: Literal["agent", "user"]


class Position(Struct):
    """A position on the editor's canvas."""

    x: float
    y: float


class Node(Struct, rename="camel"):
    """A step of the conversation. The documentation names two types, `conversation` and `logic_split`;
    there are more."""

    id: NonEmpty
    type: NonEmpty
    name: str
    position: Position
    data: dict[str, Any]
    is_global: bool = False


class Condition(Struct, rename="camel"):
    """The condition of an edge."""

    type: Literal["prompt", "equation"]
    prompt_text: str = ""
    equations: list[Any] = []


class Edge(Struct):
    """A connection from one node to another."""

    source: str
    target: str
    kind: Literal["default", "condition", "else", "skip"]
    order: int | None = None
    condition: Condition | None = None


class Flow(Struct, rename="camel"):
    """A whole flow; `ui` belongs to the editor."""

    schema_version: Literal[1]
    begin: Begin
    nodes: Annotated[list[Node], Meta(min_length=1)]
    edges: list[Edge]
    ui: dict[str, Any] | None = None


def flow_issues(value: Mapping[str, Any]) -> Iterator[Issue]:
    """Yield what is wrong with a flow definition; paths begin with `flowDefinition`."""
    size = len(msgspec.json.encode(value))
    if size > MAX_BYTES:
        yield _issue("", f"it has {size:,} bytes as JSON; at most {MAX_BYTES:,} are allowed.")
        return
    try:
        flow = convert(value, Flow)
    except BadBody as bad:
        for mistake in bad.mistakes:
            yield Issue(("flowDefinition", *path_of(mistake.path)), f"flowDefinition.{mistake.message}")
        return
    for check in _CHECKS:
        yield from check(flow)


def _issue(path: str, message: str) -> Issue:
    where = f"flowDefinition.{path}" if path else "flowDefinition"
    return Issue(("flowDefinition", *path_of(path)), f"{where}: {message}")


def _nodes(flow: Flow) -> Iterator[Issue]:
    known = Counter(node.id for node in flow.nodes)
    if flow.begin.start_node_id not in known:
        yield _issue("begin.startNodeId", f"there is no node {flow.begin.start_node_id!r}.")
    for index, node in enumerate(flow.nodes):
        if known[node.id] > 1:
            yield _issue(f"nodes[{index}].id", f"{node.id!r} is the id of {known[node.id]} nodes; ids are unique.")


def _endpoints(flow: Flow) -> Iterator[Issue]:
    known = {node.id for node in flow.nodes}
    for index, edge in enumerate(flow.edges):
        if edge.source not in known and edge.source != GLOBAL:
            yield _issue(f"edges[{index}].source", f"there is no node {edge.source!r}.")
        if edge.target not in known:
            yield _issue(f"edges[{index}].target", f"there is no node {edge.target!r}.")


def _conditions(flow: Flow) -> Iterator[Issue]:
    orders = Counter((edge.source, edge.order) for edge in flow.edges if edge.kind == "condition")
    for index, edge in enumerate(flow.edges):
        if edge.kind != "condition":
            continue
        if edge.order is None:
            yield _issue(f"edges[{index}].order", "an edge of kind 'condition' needs a whole number here.")
        elif orders[edge.source, edge.order] > 1:
            yield _issue(
                f"edges[{index}].order",
                f"{edge.order} is the order of several edges of {edge.source!r}; each needs its own.",
            )
        yield from _condition(f"edges[{index}].condition", edge.condition)


def _condition(path: str, condition: Condition | None) -> Iterator[Issue]:
    if condition is None:
        yield _issue(path, "an edge of kind 'condition' needs a condition.")
    elif condition.type == "prompt" and not condition.prompt_text.strip():
        yield _issue(f"{path}.promptText", "a condition of type 'prompt' needs a text here.")
    elif condition.type == "equation" and not condition.equations:
        yield _issue(f"{path}.equations", "a condition of type 'equation' needs at least one equation.")


def _globals(flow: Flow) -> Iterator[Issue]:
    marked = {node.id for node in flow.nodes if node.is_global}
    incoming = Counter(edge.target for edge in flow.edges if edge.source == GLOBAL)
    for index, edge in enumerate(flow.edges):
        if edge.source == GLOBAL and (edge.kind != "condition" or edge.target not in marked):
            yield _issue(
                f"edges[{index}]",
                f"an edge from {GLOBAL} must be a 'condition' and lead to a node with isGlobal: true.",
            )
    for index, node in enumerate(flow.nodes):
        if node.is_global and incoming[node.id] != 1:
            yield _issue(f"nodes[{index}]", f"a global node needs one edge from {GLOBAL}; it has {incoming[node.id]}.")


def _outgoing_edges(flow: Flow) -> Iterator[Issue]:
    for index, node in enumerate(flow.nodes):
        kinds = [edge.kind for edge in flow.edges if edge.source == node.id]
        if node.type == "logic_split" and kinds.count("else") != 1:
            yield _issue(f"nodes[{index}]", f"a logic_split needs one 'else' edge; it has {kinds.count('else')}.")
        if node.type == "conversation" and node.data.get("skipResponse") and kinds != ["skip"]:
            found = ", ".join(kinds) or "none"
            yield _issue(
                f"nodes[{index}]", f"a node with skipResponse needs exactly one edge, a 'skip'; it has {found}."
            )


_CHECKS: tuple[Callable[[Flow], Iterator[Issue]], ...] = (_nodes, _endpoints, _conditions, _globals, _outgoing_edges)
