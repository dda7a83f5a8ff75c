"""What the desk refuses is told in words of the office: where it stands, why, what to do."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from data.intake.desk import Desk
from data.intake.errors import IntakeError
from data.intake.records import RefusedError
from tests.intake_forms import (
    LATER,
    NOW,
    OWN,
    SECRETARY,
    desk_of,
    everything,
    opened,
    publish,
    stage,
    told,
    workbook,
)

HEADING = ["Bộ chỉ số", "Thứ tự", "Mã trụ cột", "Tên trụ cột"]
FRAMEWORK = ["Mã bộ chỉ số", "Tên bộ chỉ số", "Chấm điểm cho", "Có hiệu lực từ"]


def pillars(desk: Desk) -> list[list[Any]]:
    """Pillars of Tân Châu as the filled template has them."""
    sheet = opened(desk.template("pillars", "tan_chau", filled=True, now=NOW))["Số liệu"]
    return [list(row) for row in sheet.iter_rows(min_row=4, max_col=len(HEADING), values_only=True)]


def places(desk: Desk) -> dict[str, int]:
    """Places of pillars by code."""
    return {row[2]: row[1] for row in pillars(desk)}


def test_pillars_swap_their_places_and_swap_them_back(writable: Engine, tmp_path: Path) -> None:
    desk = desk_of(writable, tmp_path)
    first, second, *others = pillars(desk)
    before, at = everything(writable), places(desk)
    first[1], second[1] = second[1], first[1]
    new = [first[0], others[0][1], "moi", "Trụ cột mới"]
    others[0][1] = 40
    view = stage(desk, "pillars", workbook([HEADING, first, second, others[0], new]))
    assert told(view) == []
    assert publish(desk, view)
    now = places(desk)
    assert (now[first[2]], now[second[2]]) == (at[second[2]], at[first[2]])
    assert (now["moi"], now[others[0][2]]) == (at[others[0][2]], 40)
    desk.undo(view.row.id, "thử", by=SECRETARY, now=LATER)
    assert places(desk) == at
    after = everything(writable, without=(*OWN, "dataset_version"))
    assert {name: before[name] for name in after} == after


def test_a_place_that_is_taken_is_named_with_who_has_it(writable: Engine, tmp_path: Path) -> None:
    desk = desk_of(writable, tmp_path)
    first, second, *_ = pillars(desk)
    (error,) = told(stage(desk, "pillars", workbook([HEADING, [*first[:1], second[1], *first[2:]]])))
    assert f"trụ cột “{second[3]}” đã ở thứ tự này" in error
    assert "ô B2 (cột “Thứ tự”)" in error


def test_what_others_use_is_not_taken_away(writable: Engine, tmp_path: Path) -> None:
    desk = desk_of(writable, tmp_path)
    before = everything(writable)
    view = stage(desk, "pillars", workbook([HEADING, *pillars(desk)[1:]]), mode="replace")
    with pytest.raises(RefusedError, match=r"số liệu khác đang dùng\. Cách sửa: nạp lại.*Bổ sung"):
        publish(desk, view)
    assert everything(writable) == before


def test_a_code_of_another_place_is_told_by_its_column(writable: Engine, tmp_path: Path) -> None:
    desk = desk_of(writable, tmp_path)
    row = ["tam_phuoc_headings", "Bộ 2030", "Cấp huyện", "01/01/2030"]
    view = stage(desk, "frameworks", workbook([FRAMEWORK, row]))
    with pytest.raises(RefusedError, match=r"Có dòng trùng ở cột “Mã bộ chỉ số”.*Cách sửa: .*Chưa thay đổi"):
        publish(desk, view)


def test_figures_in_messages_are_written_as_offices_write_them(writable: Engine, tmp_path: Path) -> None:
    desk = desk_of(writable, tmp_path)
    rows = [["Kỳ số liệu", "Số thứ tự", "Thuộc dòng", "Nội dung", "Dự toán"]]
    rows += [["2024", "1", "", "Chung", "381.176.000"], ["2024", "1.1", "1", "Riêng", "315.739.306"]]
    (warning,) = told(stage(desk, "budget_lines", workbook(rows)), "warning")
    assert "không bằng các dòng con cộng lại (315.739.306)" in warning
    value = ["Kỳ số liệu", "Chỉ số", "Phép so sánh", "Mức", "Đến mức"]
    target = ["2024", "cuoc_hop_khong_giay", "Trong khoảng", "1.234.567,5", "12"]
    (error,) = told(stage(desk, "targets", workbook([value, target])))
    assert "nhỏ hơn đầu dưới 1.234.567,5" in error


def test_files_that_are_no_tables_are_called_what_they_are(loaded: Engine, tmp_path: Path) -> None:
    desk = desk_of(loaded, tmp_path)
    word = io.BytesIO()
    with zipfile.ZipFile(word, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    files = {b"%PDF-1.7": "tệp PDF", word.getvalue(): "tệp Word", locked: "đặt mật khẩu"}
    for content, words in files.items():
        with pytest.raises(IntakeError, match=rf"{words}.*Cách sửa: "):
            stage(desk, "feedback_counts", content)


def test_a_heading_that_lacks_a_column_is_told_which(loaded: Engine, tmp_path: Path) -> None:
    head = [*FRAMEWORK[:2], FRAMEWORK[3]]
    with pytest.raises(IntakeError) as refused:
        stage(desk_of(loaded, tmp_path), "frameworks", workbook([["Bảng 1"], head, ["a", "b", "2024"]]))
    assert str(refused.value.errors[0]) == (
        "tep.xlsx, dòng 2: dòng tiêu đề của trang “Sheet1” thiếu cột “Chấm điểm cho”. "
        "Cách sửa: thêm cột, hoặc đặt tên cột như trong mẫu."
    )


def test_an_undoing_names_the_batches_that_come_first(writable: Engine, tmp_path: Path) -> None:
    desk = desk_of(writable, tmp_path)
    views = []
    for name in ("Bộ A", "Bộ B"):
        row = ["bo_2030", name, "Cấp huyện", "01/01/2030"]
        views.append(stage(desk, "frameworks", workbook([FRAMEWORK, row]), file=f"{name}.xlsx"))
        assert publish(desk, views[-1])
    with pytest.raises(RefusedError, match=rf"đợt {views[1].row.id} \(Bộ B\.xlsx\)"):
        desk.undo(views[0].row.id, "thử", by=SECRETARY, now=LATER)


def test_an_unknown_parent_is_told_beside_the_errors_of_other_rows(loaded: Engine, tmp_path: Path) -> None:
    desk, tasks = desk_of(loaded, tmp_path), ["Trụ cột", "Nhiệm vụ", "Thuộc nhiệm vụ (mã)", "Thời hạn"]
    rows = [tasks, ["Thể chế số", "Phần", "K-TC-999", ""], ["Thể chế số", "Sai hạn", "", "31/02/2026"]]
    errors = told(stage(desk, "tasks", workbook(rows)))
    assert len(errors) == 2
    assert "giá trị “K-TC-999”: không có nhiệm vụ nào mang mã này" in errors[0]
    lines = ["Kỳ số liệu", "Số thứ tự", "Thuộc dòng", "Nội dung", "Dự toán"]
    rows = [lines, ["2024", "1.1", "9", "Riêng", "1"], ["2024", "2", "", "Chung", "một"]]
    errors = told(stage(desk, "budget_lines", workbook(rows)))
    assert len(errors) == 2
    assert "giá trị “9”: không có dòng nào mang mã này" in errors[0]


def test_points_are_added_as_they_are_printed(loaded: Engine, tmp_path: Path) -> None:
    desk, head = desk_of(loaded, tmp_path), ["Kỳ số liệu", "Trụ cột", "Điểm"]
    first, second, *_ = (row[3] for row in pillars(desk))
    for total, expected in (("0,3", 0), ("0,31", 1)):
        rows = [head, ["2024", first, "0,1"], ["2024", second, "0,2"], ["2024", "Tổng cộng", total]]
        assert len(told(stage(desk, "pillar_scores", workbook(rows)), "warning")) == expected


def test_new_results_are_told_apart_and_more_than_the_whole_is_doubted(
    loaded: Engine, tmp_path: Path
) -> None:
    head = ["Kỳ số liệu", "Chỉ số", "Tên kết quả", "Kết quả"]
    rows = [head, *(["2024", "ty_le_cbcc_co_may_tinh", name, "120,5"] for name in ("Họp A", "Họp B"))]
    view = stage(desk_of(loaded, tmp_path), "indicator_values", workbook(rows))
    assert view.preview
    assert [name.split(" · ")[-2:] for name in view.preview.added] == [
        ["Họp A", "Năm 2024"],
        ["Họp B", "Năm 2024"],
    ]
    warnings = told(view, "warning")
    assert len(warnings) == 2
    assert "tỷ lệ phần trăm lớn hơn 100" in warnings[0]
