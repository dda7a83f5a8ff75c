"""The fault drill in short: what the wall stands on is killed in turn, and the room sees nothing of it.

At its full length, with its table, it is tests/soak/test_wall_faults.py.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browsers import Watch
from tests.wall_drill import PRESENTED, RECOVERY, Drill, drilled, open_wall, presented
from tests.wall_services import premises

pytestmark = pytest.mark.console_allowed("ERR_|Failed to load|503")


def test_the_wall_outlives_everything_it_stands_on(watch: Watch, tmp_path: Path) -> None:
    with premises(tmp_path) as place:
        page = watch.open()
        open_wall(page, place)
        drill = Drill(place, page)
        results = drilled(drill, tmp_path / "next", away=15, short=4)
        taken = presented(drill, 4)
    assert [fault for result in results for fault in result.faults] == []
    assert all(result.recovery <= RECOVERY for result in results), [str(result) for result in results]
    assert all(results[at].marked for at in (1, 2)), "without server or database the wall says so"
    assert max(taken) <= PRESENTED
