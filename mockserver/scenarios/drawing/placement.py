"""Keeps things on a line apart: each as near as possible to where it wants to be, in the order given.

    wanted   a·b   c        spread   a──b   c
             the sum of the squared distances is as small as possible (isotonic regression)

It knows positions and widths only. `layout` places the nodes of one rank with it.
"""

from collections.abc import Sequence
from itertools import accumulate, pairwise


def spread(wanted: Sequence[float], widths: Sequence[float], gap: float) -> list[float]:
    """Return the centres of things of these widths that want to be centred at `wanted`, at least `gap` apart, in the
    order given. All are in the same unit."""
    steps = [(one + next_one) / 2 + gap for one, next_one in pairwise(widths)]
    offsets = list(accumulate(steps, initial=0.0))[: len(wanted)]
    blocks: list[tuple[float, int]] = []  #: mean and number of things that touch each other
    for centre, offset in zip(wanted, offsets, strict=True):
        mean, count = centre - offset, 1
        while blocks and blocks[-1][0] > mean:
            before, many = blocks.pop()
            mean = (before * many + mean * count) / (many + count)
            count += many
        blocks.append((mean, count))
    shifted = [mean for mean, count in blocks for _ in range(count)]
    return [position + offset for position, offset in zip(shifted, offsets, strict=True)]
