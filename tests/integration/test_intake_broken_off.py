"""Every kind's publication and undoing, broken off before some of their statements: the old state stands.

Here the process lives on; that a killed one leaves no more is shown for two kinds in test_intake_faults.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from data.intake.desk import Desk
from data.intake.kinds import KINDS
from data.intake.kinds.columns import Kind
from tests.intake_forms import LATER, NOW, SECRETARY, desk_of
from tests.integration.test_intake_identity import SEEDS, exported, hand_in, seeded
from tests.kill_runs import accepted, state

SAMPLED = (1, 2, 5, 11, 23, 40)
"""Statements before which a publication is broken off; the commit is the last one."""
WORDS = {"pillars": "name_printed", "indicators": "name"}
"""Column whose words are changed, where it is not the note."""


class BrokenOffError(Exception):
    """Somebody pulled the plug."""


@contextmanager
def breaking(engine: Engine, at: int) -> Iterator[None]:
    """Break off before statement number `at`, or before the commit where there are fewer."""
    seen = 0

    def count(*told: object) -> None:
        nonlocal seen
        seen += 1
        if seen == at or len(told) == 1:
            raise BrokenOffError

    watched = {"before_cursor_execute": count, "commit": count}
    for name, heard in watched.items():
        event.listen(engine, name, heard)
    try:
        with pytest.raises(BrokenOffError):
            yield
    finally:
        for name, heard in watched.items():
            event.remove(engine, name, heard)


def waiting(engine: Engine, desk: Desk, kind: Kind) -> int:
    """A batch that changes one row, or brings in the first ones."""
    seeded(engine, desk, kind)
    (first, *_) = exported(desk, kind)
    column = WORDS.get(kind.name, "note")
    if kind.name in SEEDS:
        names = {"ledger": "voucher", "submissions": "number", "case_pauses": "reason"}
        column = names.get(kind.name, "urgency")
    words = {"reason": "Chờ niêm yết, công khai", "urgency": "Khẩn"}.get(column, "đã đổi")
    view = hand_in(desk, kind, [{**first, column: words}])
    assert view is not None
    assert view.counts is not None
    assert view.counts.changed == 1
    accepted(desk, view)
    return view.row.id


@pytest.mark.parametrize("name", KINDS)
def test_what_is_broken_off_leaves_the_old_state(name: str, writable: Engine, tmp_path: Path) -> None:
    desk = desk_of(writable, tmp_path)
    batch = waiting(writable, desk, KINDS[name])

    def publish() -> None:
        desk.publish(batch, by=SECRETARY, now=NOW)

    def undo() -> None:
        desk.undo(batch, "nhầm", by=SECRETARY, now=LATER)

    actions: tuple[Callable[[], None], ...] = (publish, undo)
    for action in actions:
        before = state(writable)
        for at in (*SAMPLED, 10_000):
            with breaking(writable, at):
                action()
            assert state(writable) == before, at
        action()
        assert state(writable) != before
