"""The fault drill at its full length: the server away for two minutes, everything else killed in turn.

Run by `make soak`, with the table printed (`-s`); the result stands in docs/wall.md.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browsers import Watch
from tests.wall_drill import PRESENTED, RECOVERY, Drill, drilled, open_wall, presented, summary
from tests.wall_services import premises

pytestmark = pytest.mark.console_allowed("ERR_|Failed to load|503")
AWAY, SHORT = 120.0, 20.0


def test_the_wall_outlives_everything_it_stands_on(watch: Watch, tmp_path: Path) -> None:
    pictures = tmp_path / "pictures"
    pictures.mkdir()
    with premises(tmp_path) as place:
        page = watch.open()
        open_wall(page, place)
        drill = Drill(place, page, pictures)
        results = drilled(drill, tmp_path / "next", away=AWAY, short=SHORT)
        taken = presented(drill, 20)
    print("\n" + "\n".join(str(result) for result in results))  # noqa: T201 - the table of docs/wall.md
    print(f"presented: {summary(taken)}; pictures in {pictures}")  # noqa: T201
    assert [fault for result in results for fault in result.faults] == []
    assert all(result.recovery <= RECOVERY for result in results)
    assert max(taken) <= PRESENTED
