"""Two hundred switches between the pages: the whole heap, after forced garbage collection, on a line.

Run by `make soak`, with the figures printed (`-s`): minutes, so not part of `make test`.
"""

from __future__ import annotations

from tests.browsers import Watch
from tests.heap import pages_in_turn, slope, used
from tests.views import followed, opened

SWITCHES = 200
ROUNDS_BEFORE = 3
"""Rounds over all pages before the first sample: V8 compiles what it has met a few times."""

GROWTH = 10_000
"""Bytes a switch."""


def test_the_heap_stays_flat_over_two_hundred_switches(watch: Watch, served: str) -> None:
    page = opened(watch.open(), f"{served}/?locality=tan_chau&period=2022")
    titles = pages_in_turn(page)
    for title in titles * ROUNDS_BEFORE:
        followed(page, title)
    points: list[tuple[float, float]] = [(0, used(page))]
    for switch in range(1, SWITCHES + 1):
        followed(page, titles[(switch - 1) % len(titles)])
        if switch % len(titles) == 0:
            points.append((switch, used(page)))
    assert slope(points) <= GROWTH, points
