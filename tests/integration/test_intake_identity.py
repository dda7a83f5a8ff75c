"""Whatever a locality's rows are: what a filled template says goes in again and comes out the same."""

from __future__ import annotations

import datetime as dt
import string
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from data.intake.desk import Desk, Upload
from data.intake.errors import IntakeError
from data.intake.kinds import KINDS
from data.intake.kinds.columns import Column, ColumnType, Kind
from data.intake.objects import FIRST_ROW
from data.intake.records import BatchView, Counts, RefusedError
from data.intake.templates import HEADING_ROW
from tests.intake_forms import NOW, SECRETARY, desk_of, opened, publish, told

LOCALITY = "tan_chau"
ELSEWHERE = {"pillar_scores": "bu_dang", "dossier_counts": "tam_phuoc"}
"""The locality whose rows are changed, and those of kinds of which it has none."""
EXAMPLES = 3
LISTED = (
    "feedback_counts",
    "dossier_counts",
    "budget_lines",
    "indicator_values",
    "pillar_scores",
    "targets",
    "tasks",
    "reporting_duties",
    "pillars",
    "indicators",
)
"""Kinds of which the plans have several rows. Units are not among them: the end of one cuts off those below
that begin later, which is checked among the rows of a file only."""
LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyÁỆợ" + string.digits + " ,;.-/%()&'\"=+@"

Row = dict[str, Any]
Rows = Sequence[Row]

_VALUES: Mapping[ColumnType, st.SearchStrategy[Any]] = {
    "text": st.text(LETTERS, max_size=40),
    "code": st.text("ABCabc0123456789.-_", min_size=1, max_size=12),
    "count": st.integers(0, 10_000),
    "vnd": st.integers(0, 10**13),
    "number": st.integers(-(10**7), 10**9).map(lambda whole: whole / 10_000),
    "points": st.integers(0, 10**5).map(lambda whole: whole / 100),
    "day": st.dates(dt.date(2000, 1, 1), dt.date(2040, 12, 31)).map(dt.date.isoformat),
    "period": st.builds("Tháng {}/{}".format, st.integers(1, 12), st.integers(2015, 2030)),
}
"""What cells of a type may hold, whatever the locality; references come from the rows that are there."""


def cells(column: Column, known: Sequence[Any]) -> st.SearchStrategy[Any]:
    """Cells of a column: those that are there, made ones, and none where none need be."""
    ways = [st.sampled_from(known)] if known else []
    if column.choices:
        ways.append(st.sampled_from(list(column.choices.values())))
    elif column.type in _VALUES:
        ways.append(_VALUES[column.type])
    if not column.required or not ways:
        ways.append(st.none())
    return st.one_of(ways)


def contents(kind: Kind, there: Rows) -> st.SearchStrategy[list[Row]]:
    """Rows made of rows that are there, with some of their cells changed."""
    made = {
        column.name: cells(column, [row[column.name] for row in there if row.get(column.name) is not None])
        for column in kind.all_columns
    }
    base = st.sampled_from(there) if there else st.fixed_dictionaries(made)
    changed = st.sets(st.sampled_from(sorted(made)), max_size=3).flatmap(
        lambda names: st.fixed_dictionaries({name: made[name] for name in sorted(names)})
    )
    return st.lists(st.builds(lambda row, other: {**row, **other}, base, changed), min_size=1, max_size=6)


def place(kind: Kind) -> str:
    """Locality that has rows of a kind."""
    return ELSEWHERE.get(kind.name, LOCALITY)


def exported(desk: Desk, kind: Kind) -> list[Row]:
    """Rows of the filled template by names of columns, in an order of their own."""
    content = desk.template(kind.name, place(kind), filled=True, now=NOW)
    names = [column.name for column in kind.all_columns]
    rows = opened(content)["Số liệu"].iter_rows(min_row=HEADING_ROW + 1, values_only=True)
    found = [{name: _plain(value) for name, value in zip(names, row, strict=False)} for row in rows]
    return sorted(found, key=repr)


def _plain(value: Any) -> Any:
    return value.date().isoformat() if isinstance(value, dt.datetime) else value


def hand_in(desk: Desk, kind: Kind, rows: Rows) -> BatchView | None:
    """Hand rows in without those that the checks refuse; None where they refuse them all."""
    kept = list(rows)
    while kept:
        upload = Upload(kind.name, place(kind), "dòng.json", orjson.dumps(kept), "merge", is_json=True)
        try:
            view = desk.batch(desk.stage(upload, by=SECRETARY, now=NOW))
        except IntakeError:
            return None
        bad = {one.row for group in view.problems for one in group.findings if group.severity == "error"}
        if not bad:
            return view
        kept = [row for place, row in enumerate(kept) if place + FIRST_ROW not in bad]
    return None


def went_in(desk: Desk, view: BatchView) -> bool:
    """Publish; False where nothing changed, be it that the database refused a row."""
    try:
        return publish(desk, view)
    except RefusedError:
        return False


def filled(desk: Desk, kind: Kind, *, replaces: bool) -> BatchView:
    """Hand in the filled template as it is."""
    content = desk.template(kind.name, place(kind), filled=True, now=NOW)
    upload = Upload(kind.name, place(kind), "mẫu.xlsx", content, "replace" if replaces else "merge")
    return desk.batch(desk.stage(upload, by=SECRETARY, now=NOW))


@pytest.mark.parametrize("name", LISTED)
def test_what_comes_out_goes_in_and_comes_out_the_same(name: str, writable: Engine, tmp_path: Path) -> None:
    kind, desk = KINDS[name], desk_of(writable, tmp_path)
    before = exported(desk, kind)
    published: list[int] = []

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    )
    @given(contents(kind, before))
    def identity(rows: list[Row]) -> None:
        view = hand_in(desk, kind, rows)
        if view is None or not went_in(desk, view):
            assert exported(desk, kind) == before
            return
        published.append(view.row.id)
        after = exported(desk, kind)
        again = filled(desk, kind, replaces=True)
        assert told(again) == []
        assert again.counts == Counts(0, 0, len(after), 0)
        content = desk.template(kind.name, place(kind), filled=True, now=NOW)
        desk.undo(view.row.id, "thử", by=SECRETARY, now=NOW)
        assert exported(desk, kind) == before
        upload = Upload(kind.name, place(kind), "mẫu.xlsx", content, "replace")
        loaded = desk.batch(desk.stage(upload, by=SECRETARY, now=NOW))
        publish(desk, loaded)
        assert exported(desk, kind) == after
        desk.undo(loaded.row.id, "thử", by=SECRETARY, now=NOW)
        assert exported(desk, kind) == before

    identity()
    assert published, "no row of the examples was good enough to be published"
