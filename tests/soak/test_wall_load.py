"""Twenty walls and twenty leaders: how long scenes take, what the database is asked, what workers hold.

Run by `make soak`, with the figures printed (`-s`); the result stands in docs/wall.md.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.heap import slope
from tests.wall_load import Crowd, busy, crowd, resident, statements
from tests.wall_services import Premises, premises

MANY = 20
WITHIN_MS = 300
SECONDS = 60.0
MINUTES = 30.0
WARM_UP = 1 / 3
"""Part of the run that is left out of the slope: caches fill."""
GROWTH = 0.02
"""Part by which a worker may grow after the warm-up. Memory comes in steps of a megabyte: half an hour tells
a leak from none, but not one megabyte an hour from none."""


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Premises]:
    with premises(tmp_path) as place:
        yield place


@pytest.fixture
def who(place: Premises) -> Crowd:
    return crowd(place, 2 * MANY)


def test_many_walls_cost_the_database_what_few_do(place: Premises, who: Crowd) -> None:
    address = place.database.replace("postgresql+psycopg", "postgresql")
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("CREATE EXTENSION pg_stat_statements")
    asked = {count: asked_by(place, who, count) for count in (1, 4, MANY, 2 * MANY)}
    say("statements a minute by walls", {count: round(found) for count, found in asked.items()})
    assert asked[2 * MANY] <= asked[MANY] * 1.15


def test_scenes_come_soon_among_twenty_leaders(place: Premises, who: Crowd) -> None:
    with busy(place, who, MANY, MANY, switch=5) as taken:
        deadline = time.monotonic() + 2 * SECONDS
        while time.monotonic() < deadline:
            place.publish()  # so that scenes and panels are drawn anew too
            time.sleep(20)
    for kind, times in sorted(taken.times.items()):
        middle, worst = statistics.median(times), max(times)
        late = taken.ninety_fifth(kind)
        say(kind, f"{len(times)} median {middle:.0f} p95 {late:.0f} worst {worst:.0f} ms")
    assert taken.failures == []
    assert taken.ninety_fifth("scene") <= WITHIN_MS


def test_workers_hold_no_more_after_half_an_hour(place: Premises, who: Crowd) -> None:
    points: list[tuple[float, list[float]]] = []
    with busy(place, who, MANY, 2, switch=5, think=4) as taken:
        begun = time.monotonic()
        while (now := time.monotonic() - begun) < MINUTES * 60:
            points.append((now / 3600, resident(place)))
            place.publish()
            time.sleep(10)
    late = points[int(len(points) * WARM_UP) :]
    slopes = [slope([(at, held[worker]) for at, held in late]) for worker in range(len(points[0][1]))]
    say("resident MB", [[round(one, 1) for one in points[at][1]] for at in (0, len(points) - len(late), -1)])
    say(f"MB an hour by worker over {late[-1][0] - late[0][0]:.2f} h", [round(one, 2) for one in slopes])
    say("MB every minute", [round(sum(held), 1) for _, held in points[::6]])
    assert taken.failures == []
    assert all(last <= first * (1 + GROWTH) for first, last in zip(late[0][1], late[-1][1], strict=True))


def asked_by(place: Premises, who: Crowd, count: int) -> float:
    """Statements a minute while so many walls show their playlist."""
    with busy(place, who, count, 0) as taken:
        time.sleep(5)
        found = statements(place, SECONDS)
    assert taken.failures == []
    return found


def say(what: str, found: object) -> None:
    """Print a figure of docs/wall.md."""
    print(f"\n{what}: {found}")  # noqa: T201 - that is what this run is for
