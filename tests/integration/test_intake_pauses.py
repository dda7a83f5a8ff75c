"""Pauses of single cases: what is read, what is refused, what the page of the case says, what is undone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select

from data.contracts import Request
from data.intake.desk import Desk
from data.intake.errors import IntakeError
from data.intake.records import Mode
from data.schema import CasePause, Source
from data.source import DataSource
from tests.case_files import SOUND, add_categories, text_of
from tests.case_files import stage as stage_cases
from tests.intake_forms import LATER, NOW, SECRETARY, desk_of, everything, publish, stage, told, workbook

HEAD = ("Loại", "Mã hồ sơ", "Tạm dừng từ", "Đến", "Lý do", "Lời của công dân")
BOUNDED = ("Phản ánh, kiến nghị", "PA-2", "06/05/2022 08:00", "06/05/2022 10:00", "chờ bổ sung", "tôi tên là")
LASTING = ("1022", "PA-3", "09/05/2022", None, "Chờ ý kiến cơ quan khác", None)


@pytest.fixture
def desk(writable: Engine, tmp_path: Path) -> Desk:
    """A desk at a place that has three cases of feedback."""
    add_categories(writable)
    made = desk_of(writable, tmp_path)
    assert publish(made, stage_cases(made, text_of(SOUND)))
    return made


def pauses(engine: Engine) -> list[tuple[Any, ...]]:
    asked = select(CasePause.code, CasePause.started_at, CasePause.ended_at, CasePause.reason)
    with engine.connect() as connection:
        return [
            tuple(row) for row in connection.execute(asked.order_by(CasePause.code, CasePause.started_at))
        ]


def bring(desk: Desk, *rows: Sequence[Any], mode: Mode = "merge") -> list[str]:
    """Problems of a file of pauses; published where there are none."""
    view = stage(desk, "case_pauses", workbook([HEAD, *rows]), mode=mode)
    found = told(view)
    if not found:
        assert publish(desk, view)
    return found


def utc(day: int, hour: int) -> dt.datetime:
    return dt.datetime(2022, 5, day, hour, tzinfo=dt.UTC)


def test_pauses_come_in_with_their_source_and_are_undone(desk: Desk, writable: Engine) -> None:
    before = everything(writable)
    view = stage(desk, "case_pauses", workbook([HEAD, BOUNDED, LASTING]))
    assert (told(view), view.row.dropped, view.row.is_kept) == ([], ("Lời của công dân",), False)
    assert publish(desk, view)
    assert pauses(writable) == [
        ("PA-2", utc(6, 1), utc(6, 3), "chờ công dân bổ sung hồ sơ"),
        ("PA-3", utc(8, 17), None, "chờ ý kiến cơ quan khác"),
    ]
    with writable.connect() as connection:
        rows = select(Source.row).join(CasePause, CasePause.source_id == Source.id).order_by(Source.row)
        assert list(connection.scalars(rows)) == [2, 3]
    desk.undo(view.row.id, "thử", by=SECRETARY, now=LATER)
    after = everything(writable)
    assert {name: after[name] for name in before if name != "dataset_version"} == {
        name: before[name] for name in before if name != "dataset_version"
    }


def test_an_end_that_comes_later_changes_the_pause_and_is_taken_back(desk: Desk, writable: Engine) -> None:
    assert bring(desk, LASTING) == []
    view = stage(desk, "case_pauses", workbook([HEAD, (*LASTING[:3], "10/05/2022", *LASTING[4:])]))
    assert view.preview is not None
    assert [(move.before, move.after) for move in view.preview.moved] == [("trống", "00:00 11/05/2022")]
    assert publish(desk, view)
    assert pauses(writable)[0][2] == utc(10, 17)
    desk.undo(view.row.id, "thử", by=SECRETARY, now=LATER)
    assert pauses(writable)[0][1:3] == (utc(8, 17), None)


def test_the_page_of_the_case_tells_its_pause(desk: Desk, writable: Engine) -> None:
    assert bring(desk, BOUNDED) == []
    answer = DataSource(writable).ask(
        "feedback_case", Request("tan_chau", "2022", dt.date(2022, 12, 31), case="PA-2")
    )
    assert "trừ 2 giờ tạm dừng: chờ công dân bổ sung hồ sơ" in str(answer.facts["explanation"])


@pytest.mark.parametrize(
    "change, words",
    [
        ({1: "PA-9"}, "chưa có phản ánh hoặc hồ sơ mang mã này"),
        ({0: "Hồ sơ"}, "chưa có phản ánh hoặc hồ sơ mang mã này"),
        ({2: "05/05/2022 09:59"}, "trước lúc tiếp nhận (10:00 05/05/2022)"),
        ({3: "17/05/2022 08:01"}, "hồ sơ đã kết thúc lúc 08:00 17/05/2022"),
        ({3: None}, "hồ sơ đã kết thúc"),
        ({3: "06/05/2022 08:00"}, "không sau lúc bắt đầu"),
        ({2: "06/05/1022"}, "không phải năm của hồ sơ"),
        ({4: "ông A đi vắng"}, "không có trong danh mục"),
        ({4: None}, "không được để trống"),
        ({1: "0912345678"}, "chưa có phản ánh hoặc hồ sơ mang mã này"),
    ],
)
def test_what_is_wrong_is_refused_in_its_cell(desk: Desk, change: dict[int, Any], words: str) -> None:
    row = [change.get(at, cell) for at, cell in enumerate(BOUNDED)]
    (problem,) = bring(desk, row)
    assert words in problem


def test_pauses_of_a_case_never_meet(desk: Desk, writable: Engine) -> None:
    early, late = [*BOUNDED], [*BOUNDED]
    early[2], early[3] = "05/05/2022 11:00", "06/05/2022 08:00"
    late[2], late[3] = "06/05/2022 09:00", "06/05/2022 11:00"
    (problem,) = bring(desk, BOUNDED, late)
    assert "trùng với lần tạm dừng từ 08:00 06/05/2022 đến 10:00 06/05/2022" in problem
    assert bring(desk, BOUNDED, early) == []
    assert "trùng với lần tạm dừng" in bring(desk, late)[0]
    assert bring(desk, late, mode="replace") == []
    assert [row[1] for row in pauses(writable)] == [utc(6, 2)]


def test_a_template_with_its_example_says_nothing_and_goes_out_and_in(desk: Desk) -> None:
    empty = desk.template("case_pauses", "tan_chau", now=NOW)
    with pytest.raises(IntakeError, match="không có dòng số liệu nào"):
        stage(desk, "case_pauses", empty)
    assert bring(desk, BOUNDED, LASTING) == []
    view = stage(desk, "case_pauses", desk.template("case_pauses", "tan_chau", filled=True, now=NOW))
    assert told(view) == []
    assert view.counts is not None
    assert (view.counts.same, view.counts.moves) == (2, False)
