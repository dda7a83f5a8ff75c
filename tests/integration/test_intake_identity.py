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
from data.intake.records import BatchView, Counts, Mode, RefusedError
from data.intake.templates import HEADING_ROW
from tests.case_files import ROADS, SCHOOLS, add_categories
from tests.intake_forms import NOW, SECRETARY, desk_of, opened, publish, told

LOCALITY = "tan_chau"
ELSEWHERE = {"pillar_scores": "bu_dang", "dossier_counts": "tam_phuoc"}
"""The locality whose rows are changed, and those of kinds of which it has none."""
EXAMPLES = 3
MORE = {"pillars": 8, "pillar_scores": 8, "ledger": 8, "feedback_cases": 8, "case_pauses": 8}
"""Examples of kinds of which many are refused: two pillars may not have one place in the order."""
LISTED = tuple(KINDS)
_IN_2022 = {"period": "Năm 2022", "listing": None, "booked_on": "2022-03-15"}
WAITS = "Chờ ý kiến cơ quan khác"
_QUARTER = "Báo cáo kết quả thực hiện chuyển đổi số (Quý 1)"
SEEDS: Mapping[str, Sequence[Mapping[str, Any]]] = {
    "ledger": (
        {**_IN_2022, "budget_line": "2", "voucher": "UNC-01", "kind": "Chi", "amount": 24_000_000},
        {**_IN_2022, "budget_line": "3", "voucher": "UNC-02", "kind": "Điều chỉnh tăng", "amount": 332_000},
    ),
    "submissions": (
        {"duty": _QUARTER, "reporter_printed": "Xã Suối Dây", "handed_in_on": "2023-03-14"},
        {"duty": _QUARTER, "reporter_printed": "Xã Tân Hà", "handed_in_on": "2023-04-20", "number": "7/BC"},
    ),
    "feedback_cases": (
        {"code": "PA-1", "received_at": "05/05/2022 09:30", "unit": "Xã Suối Dây", "category": ROADS},
        {"code": "PA-2", "received_at": "06/05/2022", "unit": "Xã Tân Hòa", "category": SCHOOLS}
        | {"due_at": "16/05/2022 17:00", "closed_at": "17/05/2022 08:00", "rating": "Hài lòng"},
    ),
    "case_pauses": (
        {"kind": "Phản ánh, kiến nghị", "code": "PA-1", "started_at": "06/05/2022", "reason": WAITS},
        {"kind": "Hồ sơ thủ tục hành chính", "code": "HS-2", "started_at": "09/05/2022 09:00"}
        | {"ended_at": "10/05/2022", "reason": WAITS},
    ),
    "dossier_cases": (
        {"code": "HS-1", "received_at": "05/05/2022 09:30", "unit": "Xã Suối Dây", "category": ROADS},
        {"code": "HS-2", "received_at": "06/05/2022", "unit": "Xã Tân Hòa", "category": SCHOOLS}
        | {
            "due_at": "16/05/2022",
            "closed_at": "12/05/2022 08:00",
            "is_online": "Có",
            "is_paid_online": "Có",
        },
    ),
}
"""Rows of Tân Châu of kinds that no plan has."""
NEEDED = {"case_pauses": ("feedback_cases", "dossier_cases")}
"""Kinds whose rows others refer to."""
LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyÁỆợ" + string.digits + " ,;.-/%()&'\"=+@"

Row = dict[str, Any]
Rows = Sequence[Row]

_FIRST, _LAST = dt.date(2022, 1, 1), dt.date(2025, 12, 31)
_VALUES: Mapping[ColumnType, st.SearchStrategy[Any]] = {
    "text": st.text(LETTERS, max_size=40),
    "code": st.text("ABCabc0123456789.-_", min_size=1, max_size=12),
    "count": st.integers(0, 10_000),
    "vnd": st.integers(0, 10**13),
    "number": st.integers(-(10**7), 10**9).map(lambda whole: whole / 10_000),
    "moment": st.builds("{:%d/%m/%Y} {:02}:30".format, st.dates(_FIRST, _LAST), st.integers(0, 23)),
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
    # A list of cases is never whole: it cannot replace what is there.
    mode: Mode = "replace" if replaces and not kind.cases else "merge"
    upload = Upload(kind.name, place(kind), "mẫu.xlsx", content, mode)
    return desk.batch(desk.stage(upload, by=SECRETARY, now=NOW))


def seeded(engine: Engine, desk: Desk, kind: Kind) -> None:
    """Bring in rows of a kind that the plans have none of."""
    for cases in ("feedback", "dossier"):
        add_categories(engine, cases)
    for name in (*NEEDED.get(kind.name, ()), kind.name):
        rows = SEEDS.get(name, ())
        view = hand_in(desk, KINDS[name], [dict(row) for row in rows])
        if view is not None:
            assert view.row.rows_read == len(rows)
            assert publish(desk, view)


@pytest.mark.parametrize("name", LISTED)
def test_what_comes_out_goes_in_and_comes_out_the_same(name: str, writable: Engine, tmp_path: Path) -> None:
    kind, desk = KINDS[name], desk_of(writable, tmp_path)
    seeded(writable, desk, kind)
    before = exported(desk, kind)
    published: list[int] = []

    @settings(
        max_examples=MORE.get(name, EXAMPLES),
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
        upload = Upload(kind.name, place(kind), "mẫu.xlsx", content, again.row.mode)
        loaded = desk.batch(desk.stage(upload, by=SECRETARY, now=NOW))
        publish(desk, loaded)
        assert exported(desk, kind) == after
        desk.undo(loaded.row.id, "thử", by=SECRETARY, now=NOW)
        assert exported(desk, kind) == before

    identity()
    assert published, "no row of the examples was good enough to be published"
