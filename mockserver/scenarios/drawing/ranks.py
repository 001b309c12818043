"""Which node of a graph comes after which: the ranks of a layout.

    edges ─► turned_edges: those that close a loop ─► ranks_of: the longest way to each node, without them

Both visit each edge once. Edges are pairs of names. `layout` gives each rank its place.
"""

from collections.abc import Sequence


def turned_edges(nodes: Sequence[str], edges: Sequence[tuple[str, str]]) -> set[int]:
    """Return the numbers of the edges that close a loop, as a search in depth from the first nodes on finds them."""
    leaving: dict[str, list[int]] = {name: [] for name in nodes}
    for number, (start, _) in enumerate(edges):
        leaving[start].append(number)
    turned: set[int] = set()
    open_, done = set[str](), set[str]()
    for root in nodes:
        stack = [] if root in done else [(root, iter(leaving[root]))]
        open_.update([root] if stack else [])
        while stack:
            name, rest = stack[-1]
            following = next(rest, None)
            if following is None:
                stack.pop()
                open_.discard(name)
                done.add(name)
                continue
            end = edges[following][1]
            if end in open_:
                turned.add(following)
            elif end not in done:
                open_.add(end)
                stack.append((end, iter(leaving[end])))
    return turned


def ranks_of(nodes: Sequence[str], edges: Sequence[tuple[str, str]]) -> dict[str, int]:
    """Return the length of the longest way to each node. The edges have no loops."""
    leaving: dict[str, list[str]] = {name: [] for name in nodes}
    missing = dict.fromkeys(nodes, 0)
    for start, end in edges:
        leaving[start].append(end)
        missing[end] += 1
    ranks = dict.fromkeys(nodes, 0)
    ready = [name for name in nodes if not missing[name]]
    for name in ready:  # grows, in order of rank, so the last way that is found to a node is the longest
        for end in leaving[name]:
            ranks[end] = ranks[name] + 1
            missing[end] -= 1
            if not missing[end]:
                ready.append(end)
    return ranks
