"""A closed period rests on more than its own rows: what has no period is refused where it would move it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from data.intake.closing import Closings
from data.intake.errors import IntakeError
from data.intake.records import RefusedError
from data.plans import load_plans
from tests.case_files import ROADS, SCHOOLS, SOUND, add_categories, text_of
from tests.case_files import stage as stage_cases
from tests.intake_forms import LATER, NOW, OWN, SECRETARY, desk_of, everything, publish, stage, told, workbook
from tests.unit.data.plans.plan_files import PlanFiles

UNIT = ["Mã đơn vị", "Tên đơn vị", "Loại đơn vị", "Cấp", "Có từ ngày", "Không còn từ ngày"]
TASK = ["Trụ cột", "Nhiệm vụ", "Thời hạn", "Tình trạng"]
DUTY = ["Báo cáo", "Tần suất", "Hạn: tháng", "Hạn: ngày", "Đơn vị báo cáo"]
REPORT = ["Báo cáo", "Đơn vị nộp", "Ngày nộp", "Năm của hạn"]
QUARTER = "Báo cáo kết quả thực hiện chuyển đổi số (Quý 1)"
FRAMEWORK = ["Mã bộ chỉ số", "Tên bộ chỉ số", "Chấm điểm cho", "Có hiệu lực từ", "Tổng điểm tối đa"]
PILLAR = ["Bộ chỉ số", "Thứ tự", "Tên trụ cột", "Điểm tối đa"]
INDICATOR = ["Bộ chỉ số", "Mã chỉ số", "Tên chỉ số", "Trụ cột", "Đơn vị tính"]
MEETINGS = "cuoc_hop_khong_giay"
"""An indicator that Tân Châu has a result of in 2022."""
TARGET = ["Kỳ số liệu", "Chỉ số", "Phép so sánh", "Mức", "Thời hạn"]
MOVING: Sequence[tuple[str, str, list[Any], list[Any], str]] = (
    ("tasks", "2023-Q4", TASK, ["Chính quyền số", "Việc mới", "31/12/2023", None], "nhiệm vụ có hạn"),
    ("tasks", "2023", TASK, ["Chính quyền số", "Việc không hạn", None, "Hoàn thành"], "nhiệm vụ có hạn"),
    (
        "units",
        "2022",
        UNIT,
        ["PB-9", "Phòng mới", "Phòng, ban", "Cấp huyện", "30/12/2022", None],
        "thời gian tồn tại",
    ),
    ("units", "2022", UNIT, ["PB-9", "Phòng cũ", "Phòng, ban", "Cấp huyện", None, None], "thời gian tồn tại"),
    (
        "frameworks",
        "2022",
        FRAMEWORK,
        ["bo_2022", "Bộ 2022", "Cấp huyện", "01/6/2022", 100],
        "bộ chỉ số đang áp dụng",
    ),
    ("pillars", "2022", PILLAR, ["tan_chau_headings", 40, "Trụ cột lạ", 9], "trụ cột của bộ chỉ số"),
    (
        "indicators",
        "2022",
        INDICATOR,
        ["tan_chau_headings", MEETINGS, "Họp không giấy", "Thể chế số", "cuộc họp"],
        "chỉ số có số liệu",
    ),
    ("reporting_duties", "2023-Q1", DUTY, ["Báo cáo mới", "Hằng năm", 3, 15, "Phòng VHTT"], "chế độ báo cáo"),
    ("submissions", "2023-Q1", REPORT, [QUARTER, "Xã Tân Hà", "14/3/2023", 2023], "báo cáo đã nộp"),
    ("submissions", "2023", REPORT, [QUARTER, "Xã Tân Hà", "20/4/2023", 2023], "báo cáo đã nộp"),
    ("targets", "2023-Q4", TARGET, ["2021-2025", MEETINGS, "Từ (≥)", 9, "31/10/2023"], "chỉ tiêu có hạn"),
)
"""Kind, closed period, heading, a row that would move it, what the refusal names."""
RESTING: Sequence[tuple[str, str, list[Any], list[Any]]] = (
    ("tasks", "2023-Q4", TASK, ["Chính quyền số", "Việc năm sau", "31/01/2024", None]),
    ("tasks", "2022", TASK, ["Chính quyền số", "Việc không hạn", None, None]),
    ("units", "2022", UNIT, ["PB-9", "Phòng mới", "Phòng, ban", "Cấp huyện", "01/01/2023", None]),
    ("frameworks", "2022", FRAMEWORK, ["bo_2023", "Bộ 2023", "Cấp huyện", "01/01/2023", 100]),
    ("indicators", "2022", INDICATOR, ["tan_chau_headings", None, "Chỉ số mới", "Thể chế số", "%"]),
    ("reporting_duties", "2022", DUTY, ["Báo cáo mới", "Hằng năm", 3, 15, "Phòng VHTT"]),
    ("submissions", "2023-Q1", REPORT, [QUARTER, "Xã Tân Hà", "02/4/2023", 2023]),
    ("targets", "2023-Q4", TARGET, ["2021-2025", MEETINGS, "Từ (≥)", 9, "31/12/2025"]),
)
"""Kind, closed period, heading, a row that says nothing of it."""


PERIODS = {"2023-Q1": "Quý I/2023", "2023-Q4": "Quý IV/2023"}


def close(engine: Engine, folder: Path, period: str) -> None:
    """Close a period of Tân Châu, after a figure of it came in."""
    row = [PERIODS.get(period, period), "Đất đai", 5]
    figure: list[list[Any]] = [["Kỳ số liệu", "Lĩnh vực", "Tiếp nhận"], row]
    desk = desk_of(engine, folder)
    assert publish(desk, stage(desk, "dossier_counts", workbook(figure)))
    Closings(engine).close("tan_chau", period, "", by=SECRETARY, now=NOW)


@pytest.mark.parametrize("kind, period, rows, words", [(*one[:2], one[2:4], one[4]) for one in MOVING])
def test_what_would_move_a_closed_period_is_refused(
    writable: Engine, tmp_path: Path, kind: str, period: str, rows: tuple[list[Any], list[Any]], words: str
) -> None:
    close(writable, tmp_path, period)
    before = everything(writable)
    desk = desk_of(writable, tmp_path)
    view = stage(desk, kind, workbook(rows))
    assert told(view) == []
    assert [one.period for one in view.closed] == [period]
    assert words in view.closed[0].reason
    assert not view.may_publish
    with pytest.raises(RefusedError, match=f"đã chốt ngày 21/11/2026.*{words}.*Chưa thay đổi gì"):
        publish(desk, view)
    assert everything(writable) == before
    (closing,) = Closings(writable).listed("tan_chau")
    Closings(writable).reopen("tan_chau", closing.id, "sửa sai", by=SECRETARY, now=LATER)
    assert desk.publish(view.row.id, by=SECRETARY, now=LATER)


@pytest.mark.parametrize("kind, period, heading, row", RESTING)
def test_what_says_nothing_of_a_closed_period_comes_in(
    writable: Engine, tmp_path: Path, kind: str, period: str, heading: list[Any], row: list[Any]
) -> None:
    close(writable, tmp_path, period)
    desk = desk_of(writable, tmp_path)
    view = stage(desk, kind, workbook([heading, row]))
    assert told(view) == []
    assert view.closed == ()
    assert publish(desk, view)


def test_the_preview_says_who_closed_what_and_why_until_it_is_open_again(
    writable: Engine, tmp_path: Path
) -> None:
    desk = desk_of(writable, tmp_path)
    head = ["Kỳ số liệu", "Lĩnh vực", "Tiếp nhận"]
    assert publish(desk, stage(desk, "dossier_counts", workbook([head, ["2023", "Đất đai", 5]])))
    Closings(writable).close("tan_chau", "2023", "họp ngày 05/01/2024", by=SECRETARY, now=NOW)
    rows: list[list[Any]] = [
        head,
        ["Quý I/2023", "Đất đai", 4],
        ["2022", "Đất đai", 7],
        ["2023", "Đất đai", 6],
    ]
    view = stage(desk, "dossier_counts", workbook(rows))
    (closed,) = view.closed
    assert str(closed) == (
        "Số liệu năm 2023 đã chốt ngày 21/11/2026 (người chốt: thu.ky, ghi chú: họp ngày 05/01/2024); "
        "tệp làm đổi số liệu kỳ đó ở dòng 2, 4. Cách sửa: mở lại kỳ ở trang “Chốt số liệu” và ghi lý do, "
        "hoặc bỏ các dòng của kỳ này khỏi tệp."
    )
    fewer = stage(desk, "dossier_counts", workbook([head, ["2023", "Hộ tịch", 1]]), mode="replace")
    assert "ở dòng 2 và xóa 1 dòng của kỳ đó" in fewer.closed[0].reason
    same = stage(desk, "dossier_counts", workbook([head, ["2023", "Đất đai", 5]]))
    assert same.closed == ()
    (closing,) = Closings(writable).listed("tan_chau")
    Closings(writable).reopen("tan_chau", closing.id, "sửa sai", by=SECRETARY, now=LATER)
    assert desk.batch(view.row.id).may_publish


def test_first_cases_in_a_closed_year_are_foreseen(writable: Engine, tmp_path: Path) -> None:
    add_categories(writable)
    close(writable, tmp_path, "2022")
    desk = desk_of(writable, tmp_path)
    view = stage_cases(desk, text_of(SOUND))
    assert [one.period for one in view.closed] == ["2022"]
    with pytest.raises(RefusedError, match="năm 2022 đã chốt"):
        publish(desk, view)
    assert stage_cases(desk, text_of([("PA-9", "05/05/2021", *SOUND[2][2:4], *[""] * 4)])).closed == ()


def test_undoing_is_refused_as_publishing_is(writable: Engine, tmp_path: Path) -> None:
    desk = desk_of(writable, tmp_path)
    done = stage(desk, "tasks", workbook([TASK, ["Chính quyền số", "Việc mới", "31/12/2023", "Hoàn thành"]]))
    assert publish(desk, done)
    close(writable, tmp_path, "2023-Q4")
    with pytest.raises(RefusedError, match="nhiệm vụ có hạn “Việc mới”"):
        desk.undo(done.row.id, "thử", by=SECRETARY, now=LATER)


def test_a_unit_that_ends_later_was_the_same_in_the_closed_period(writable: Engine, tmp_path: Path) -> None:
    desk = desk_of(writable, tmp_path)
    row = ["PB-9", "Phòng mới", "Phòng, ban", "Cấp huyện", "01/01/2020", None]
    assert publish(desk, stage(desk, "units", workbook([UNIT, row])))
    close(writable, tmp_path, "2022")
    row[1], row[-1] = "Phòng đổi tên", "01/01/2023"
    assert publish(desk, stage(desk, "units", workbook([UNIT, row])))
    row[-1] = "31/12/2022"
    with pytest.raises(RefusedError, match=r"thời gian tồn tại.*Phòng đổi tên"):
        publish(desk, stage(desk, "units", workbook([UNIT, row])))


def test_another_place_is_not_closed_with_it(writable: Engine, tmp_path: Path) -> None:
    close(writable, tmp_path, "2023")
    desk = desk_of(writable, tmp_path)
    row = ["Chính quyền số", "Việc mới", "31/12/2023", None]
    assert publish(desk, stage(desk, "tasks", workbook([TASK, row]), locality="tam_phuoc"))


def test_loading_plans_leaves_what_a_closed_period_rests_on(writable: Engine, tmp_path: Path) -> None:
    files = PlanFiles.copy_to(tmp_path / "plans")
    close(writable, tmp_path, "2023")
    before = everything(writable, without=OWN)
    files.put("tasks", files.row_of("tasks", "deadline", "2023-12-31"), task="Việc đã đổi tên")
    with pytest.raises(IntakeError, match="kỳ đã chốt"):
        load_plans(writable, files.folder, lineage=files.lineage, loaded_by="tests", now=LATER)
    assert everything(writable, without=OWN) == before


OPEN = ("PA-4", "20/04/2022", "xã tân hoà", SCHOOLS, "20/06/2022", "", "Đang xử lý", "")
RETOLD: Sequence[tuple[str, tuple[str, ...]]] = (
    ("another unit", ("PA-3", "06/05/2022", "Xã Suối Dây", SCHOOLS, "20/05/2022", "", "Đang xử lý", "")),
    ("another field", ("PA-3", "06/05/2022", "xã tân hoà", ROADS, "20/05/2022", "", "Đang xử lý", "")),
    ("another due date", ("PA-3", "06/05/2022", "xã tân hoà", SCHOOLS, "20/06/2022", "", "Đang xử lý", "")),
    ("open in May", ("PA-4", "20/04/2022", "Xã Suối Dây", SCHOOLS, "20/06/2022", "", "Đang xử lý", "")),
    ("ended in May", (*OPEN[:5], "31/05/2022", "Đã xử lý", "")),
)


@pytest.mark.parametrize("row", [row for _, row in RETOLD], ids=[name for name, _ in RETOLD])
def test_cases_are_not_told_otherwise_of_a_closed_month(
    writable: Engine, tmp_path: Path, row: tuple[str, ...]
) -> None:
    add_categories(writable)
    desk = desk_of(writable, tmp_path)
    assert publish(desk, stage_cases(desk, text_of([*SOUND, OPEN])))
    Closings(writable).close("tan_chau", "2022-05", "", by=SECRETARY, now=NOW)
    before = everything(writable)
    view = stage_cases(desk, text_of([row]), file="sau.csv")
    assert told(view) == []
    assert [one.period for one in view.closed] == ["2022-05"]
    with pytest.raises(RefusedError, match="tháng 5/2022 đã chốt"):
        publish(desk, view)
    kept = ("intake_case",)
    after = everything(writable)
    assert {name: after[name] for name in before if name not in kept} == {
        name: before[name] for name in before if name not in kept
    }


def test_what_happens_to_a_case_after_a_closed_month_comes_in_and_is_undone(
    writable: Engine, tmp_path: Path
) -> None:
    add_categories(writable)
    desk = desk_of(writable, tmp_path)
    assert publish(desk, stage_cases(desk, text_of([*SOUND, OPEN])))
    Closings(writable).close("tan_chau", "2022-05", "", by=SECRETARY, now=NOW)
    rows = [
        (*OPEN[:5], "01/06/2022", "Đã xử lý", "Hài lòng"),
        ("PA-5", "02/06/2022", *SOUND[2][2:4], *[""] * 4),
    ]
    later = stage_cases(desk, text_of(rows), file="sau.csv")
    assert told(later) == []
    assert later.closed == ()
    assert publish(desk, later)
    desk.undo(later.row.id, "thử", by=SECRETARY, now=LATER)


def test_undoing_does_not_tell_cases_otherwise_of_a_closed_month(writable: Engine, tmp_path: Path) -> None:
    add_categories(writable)
    desk = desk_of(writable, tmp_path)
    assert publish(desk, stage_cases(desk, text_of([*SOUND, OPEN])))
    moved = stage_cases(desk, text_of([RETOLD[3][1]]), file="sau.csv")
    assert publish(desk, moved)
    Closings(writable).close("tan_chau", "2022-05", "", by=SECRETARY, now=NOW)
    with pytest.raises(RefusedError, match="đã chốt"):
        desk.undo(moved.row.id, "thử", by=SECRETARY, now=LATER)
