"""Three thousand switches and five hundred changes of data: heap, nodes, listeners and requests stay flat.

Run by `make soak`, with the figures printed (`-s`); the result stands in docs/wall.md.
"""

from __future__ import annotations

import datetime as dt
import gc
import threading
from pathlib import Path

import pytest
from sqlalchemy import text

from data.engine import make_engine, writing
from tests.browser.test_wall import counts, opened
from tests.browsers import Watch
from tests.heap import slope, used
from tests.integration.conftest import fill
from tests.wall_forms import house, serving

pytestmark = pytest.mark.console_allowed("ERR_CONNECTION|ERR_FAILED")
SWITCHES, CHANGES, SAMPLES = 3000, 500, 30
SECONDS = 0.2
GROWTH = 1000
"""Bytes of heap a switch."""
COUNT = """() => {
  window.switches = 0;
  new MutationObserver((seen) => { window.switches += seen.length / 2; }).observe(
    document.getElementById('wall'), { subtree: true, attributeFilter: ['class'] });
}"""


def test_the_wall_stays_flat(watch: Watch, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'ioc.sqlite'}"
    fill(url)
    engine = make_engine(url)
    made = house(engine)
    made.seconds = SECONDS
    stop = threading.Event()

    def change() -> None:
        """Publish again and again, spread over the run."""
        while not stop.wait(1.5):
            with writing(engine) as connection:
                connection.execute(
                    text("UPDATE dataset_version SET version = version + 1 WHERE dataset = 'feedback'")
                )
            changes.append(dt.datetime.now(dt.UTC))

    changes: list[dt.datetime] = []
    with serving(made):
        page = opened(watch, made, service_workers="block")
        page.evaluate(COUNT)
        writer = threading.Thread(target=change, daemon=True)
        writer.start()
        page.wait_for_function(f"window.switches >= {SWITCHES // 10}", timeout=3_600_000)
        heap, sizes = [(float(page.evaluate("window.switches")), float(used(page)))], [counts(page)]
        for sample in range(1, SAMPLES + 1):
            goal = SWITCHES // 10 + sample * SWITCHES // SAMPLES
            page.wait_for_function(f"window.switches >= {goal}", timeout=3_600_000)
            heap.append((float(page.evaluate("window.switches")), float(used(page))))
            sizes.append(counts(page))
            gc.collect()
        while len(changes) < CHANGES:
            page.wait_for_timeout(1000)
        stop.set()
        writer.join()
    print(f"\nswitches {heap[-1][0]:.0f}, changes {len(changes)}, heap slope {slope(heap):.0f} B/switch")  # noqa: T201 - the figures of docs/wall.md
    print("listeners", sizes[0]["listeners"], sizes[-1]["listeners"], "nodes", [s["nodes"] for s in sizes])  # noqa: T201
    assert slope(heap) <= GROWTH, heap
    assert max(one["listeners"] for one in sizes) <= sizes[0]["listeners"]
    assert (
        max(one["nodes"] for one in sizes[SAMPLES // 2 :])
        <= max(one["nodes"] for one in sizes[: SAMPLES // 2]) * 1.1
    )
