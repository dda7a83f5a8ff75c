"""Ten thousand forged callback requests: none fails, none shows what it must not, and memory stays bounded.

Run by `make soak`: minutes, so not part of `make test`, which has the short form of it. The application
answers in a process of its own, so that what hypothesis remembers of its examples is not counted.
"""

from __future__ import annotations

import gc
import multiprocessing
import resource
from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import SearchStrategy

from data import migrate, rollups
from data.engine import make_engine
from data.plans.load import load_plans
from data.source import DataSource
from tests.fuzz_forms import Known, bodies, judge
from tests.guard_clients import now
from tests.scope_forms import TAN_PHU, plant_in_other_units
from tests.scope_world import CALLBACKS, make_world

REQUESTS, FIRST = 10_000, 2_000
"""Requests in all, and those after which everything that is made once has been made."""

CACHE = 4 * 1024 * 1024
GROWTH = 24 * 1024
"""Kilobytes that the process may grow by over the other eight thousand; the cache may hold four thousand."""


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Address of a database in which all communes but one have planted figures."""
    address = f"sqlite:///{tmp_path_factory.mktemp('fuzz') / 'ioc.sqlite'}"
    engine = make_engine(address)
    migrate.upgrade(engine)
    load_plans(engine, loaded_by="tests", now=now(), then=partial(rollups.rebuild, now=now()))
    plant_in_other_units(engine, TAN_PHU)
    engine.dispose()
    return address


def test_memory_stays_bounded_over_ten_thousand_forged_requests(url: str) -> None:
    forged: list[bytes] = []
    collect(bodies(Known.of(DataSource(make_engine(url)).catalogue())), forged.append)()
    assert len(forged) >= REQUESTS
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        first, last = pool.apply(answer_all, (url, forged))
    assert last - first <= GROWTH


def collect(strategy: SearchStrategy[bytes], keep: Callable[[bytes], None]) -> Callable[[], None]:
    """Make a run that keeps ten thousand forged requests."""

    @settings(max_examples=REQUESTS, database=None, suppress_health_check=list(HealthCheck))
    @given(strategy)
    def run(body: bytes) -> None:
        keep(body)

    return run


def answer_all(url: str, forged: list[bytes]) -> tuple[int, int]:
    """Answer forged requests of a viewer of one commune, judging each; give peaks in kilobytes."""
    client = make_world(make_engine(url), cache_bytes=CACHE, cache_entries=512).client("unit")
    peaks = []
    for part in (forged[:FIRST], forged[FIRST:]):
        for body in part:
            judge(client.post(CALLBACKS, data=body, content_type="application/json"))
        gc.collect()
        peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
    return peaks[0], peaks[1]
