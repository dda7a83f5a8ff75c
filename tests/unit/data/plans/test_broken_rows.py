"""A row that breaks a rule is told with file, row, column, value, reason and remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.intake.errors import IntakeError, RowError
from data.plans import read_plans
from tests.unit.data.plans.plan_files import PlanFiles, original


@pytest.fixture
def files(tmp_path: Path) -> PlanFiles:
    return PlanFiles.copy_to(tmp_path)


def refused(files: PlanFiles) -> tuple[RowError, ...]:
    with pytest.raises(IntakeError) as raised:
        read_plans(files.folder, files.lineage)
    return raised.value.errors


def test_the_originals_are_sound(files: PlanFiles) -> None:
    read_plans(files.folder, files.lineage)


@pytest.mark.parametrize(
    "name, row, column, value, reason",
    [
        # vocabularies
        ("localities", 2, "level", "quan", "mã này không có trong danh mục"),
        ("units", 15, "kind", "cong_ty", "mã này không có trong danh mục"),
        ("units", 15, "level", "vung", "mã này không có trong danh mục"),
        ("indicators_actual", 2, "scope", "tinh", "mã này không có trong danh mục"),
        ("indicators_actual", 2, "direction", "tot", "mã này không có trong danh mục"),
        ("targets", 2, "comparator", "≥", "mã này không có trong danh mục"),
        ("targets", 2, "commitment", "hua", "mã này không có trong danh mục"),
        ("tasks", 2, "level", "viec", "mã này không có trong danh mục"),
        ("tasks", 2, "frequency", "hang_ngay", "mã này không có trong danh mục"),
        ("tasks", 2, "status_in_seed", "dang_lam", "mã này không có trong danh mục"),
        ("feedback_2022_tan_chau", 3, "is_total", "maybe", "mã này không có trong danh mục"),
        ("budget", 2, "source_list", "phu_luc_05", "mã này không có trong danh mục"),
        ("reporting_calendar", 2, "frequency", "tuan", "mã này không có trong danh mục"),
        ("difficulties", 2, "kind", "y_kien", "mã này không có trong danh mục"),
        ("difficulties", 2, "pillar", "kinh_te_so", "mã này không có trong danh mục"),
        ("systems", 2, "category", "khac", "mã này không có trong danh mục"),
        ("systems", 2, "dashboard_role", "xem", "mã này không có trong danh mục"),
        ("databases", 2, "status", "trien_khai", "mã này không có trong danh mục"),
        ("lineage_5", 2, "kind", "half", "mã này không có trong danh mục"),
        # numbers and dates
        ("indicators_actual", 2, "value", "5,6", "không phải số hợp lệ"),
        ("indicators_actual", 2, "line", "ba", "không phải số nguyên không âm"),
        ("dti_scores", 2, "score", "39.385", "không phải số hợp lệ"),
        ("feedback_2022_tan_chau", 4, "done_overdue", "-2", "không phải số nguyên không âm"),
        ("localities", 2, "document_date", "2023-02-29", "không phải ngày có thật"),
        ("documents", 2, "date", "2022-01-29", "khác ngày in “28/01/2022”"),
        ("documents_cited", 2, "date", "2023-03-08", "khác ngày in “07/3/2023”"),
        ("budget", 2, "executed_vnd", "112176001", "khác số in “112.176.000”"),
        ("dossiers_tam_phuoc_2022", 3, "received", "2675", "khác số in “2.657”"),
        ("dossiers_tam_phuoc_2022", 3, "early", "2658", "lớn hơn số tiếp nhận 2657"),
        ("reporting_calendar", 2, "due_day", "32", "không có trong lịch"),
        ("reporting_calendar", 2, "due_month", "", "không có trong lịch"),
        ("budget", 18, "rule_pct", "110", "tỷ lệ phải lớn hơn 0 và không quá 100"),
        ("dti_scores", 2, "score", "60.5", "điểm lớn hơn điểm tối đa"),
        ("dti_scores", 2, "max_score", "61", "khác điểm tối đa trong pillars.csv"),
        ("dti_scores", 2, "rank", "12", "hạng phải từ 1 đến số đơn vị"),
        ("frameworks", 6, "max_score", "690", "tổng điểm tối đa trong pillars.csv là 700"),
        ("frameworks", 6, "valid_to", "2022-12-31", "ngày hết hiệu lực phải sau"),
        ("documents", 2, "seq", "0", "số thứ tự phải từ 1"),
        # computed columns
        ("feedback_2022_tan_chau", 2, "on_time_pct_derived", "80.00", "tính lại được 78.38"),
        ("feedback_2022_tan_chau", 2, "dissatisfied", "2", "cột tính sẵn không khớp"),
        ("budget", 7, "execution_pct_derived", "82.80", "tính lại được 82.83"),
        ("dti_scores", 2, "score_pct_derived", "65.00", "tính lại được 65.63"),
        # n and N
        ("indicators_actual", 37, "numerator", "77", "khác số in “76”"),
        ("indicators_actual", 77, "unit", "percent", "mẫu số phải đi cùng tử số"),
        # references
        ("tasks", 2, "locality_code", "tan_bien", "không có địa bàn mang mã này"),
        ("tasks", 2, "locality", "Huyện Tân Biên", "tên địa bàn của mã này là “Huyện Tân Châu”"),
        ("tasks", 2, "seed_file", "001_4d55b2925ec90e38.txt", "văn bản của địa bàn này"),
        ("tasks", 56, "parent_id", "K-XX-999", "không có nhiệm vụ nào mang mã “K-XX-999”"),
        ("tasks", 56, "parent_id", "K-TC-056", "không phải nhiệm vụ (nhiem_vu) của cùng địa bàn"),
        ("tasks", 56, "parent_id", "", "chỉ nội dung (noi_dung) thuộc một nhiệm vụ"),
        ("tasks", 2, "parent_id", "K-TC-054", "chỉ nội dung (noi_dung) thuộc một nhiệm vụ"),
        ("targets", 2, "actual_ids", "A-TC-999", "không có kết quả (indicators_actual.csv) nào"),
        ("targets", 2, "actual_ids", "A-TC-013", "của địa bàn hoặc chỉ số khác"),
        ("budget", 2, "parent_code", "X", "danh mục này không có dòng mang mã đó"),
        ("feedback_2022_tan_chau", 4, "gso_code", "99999", "không có đơn vị này trong units.csv"),
        ("feedback_2022_tan_chau", 3, "unit", "Công ty Cấp nước", "không có đơn vị này trong units.csv"),
        ("units", 2, "district_code", "999", "không có huyện mang mã này"),
        ("units", 2, "parent", "Huyện Tân Biên", "huyện mang mã này tên là “Huyện Tân Châu”"),
        ("units", 2, "province_code", "75", "huyện này thuộc tỉnh mã “72”"),
        ("units", 2, "gso_code", "00001", "lineage_5.csv không có xã mang mã này"),
        ("pillars", 2, "framework_code", "bu_dang_dti", "không phải bộ chỉ số của địa bàn này"),
        ("pillars", 2, "includes_codes", "ha_tang", "đã thuộc đề mục khác"),
        ("indicators_actual", 2, "pillar", "do_thi_thong_minh", "không có đề mục của Huyện Tân Châu"),
        ("lineage_5", 2, "old_name", "Thị trấn Đức Hòa", "mã này đang là “Thị trấn Đức Phong”"),
        ("lineage_5", 3, "new_name", "Xã Bom Bo", "mã này đã mang tên “Xã Bù Đăng”"),
        ("lineage_5", 2, "outside_locality", "1", "đơn vị cũ thuộc địa bàn Huyện Bù Đăng"),
        ("lineage_5", 2, "locality", "Tân Châu", "đơn vị cũ thuộc địa bàn Huyện Bù Đăng"),
        # keys
        ("tasks", 3, "id", "K-TC-001", "trùng khóa với một dòng đứng trước"),
        ("units", 3, "gso_code", "25516", "trùng khóa với một dòng đứng trước"),
        ("localities", 3, "locality_code", "tan_chau", "trùng mã với một dòng đứng trước"),
        ("pillars", 3, "position", "1", "trùng với dòng 2"),
        ("budget", 3, "hierarchy_code", "1", "trùng với dòng 2"),
        ("feedback_2022_tan_chau", 5, "gso_code", "25534", "mã này là của “Xã Suối Dây”"),
        # order and agreement
        ("targets", 2, "period", "2022", "ngày đầu và ngày cuối là của kỳ “2023”"),
        ("targets", 2, "period_to", "2023-11-30", "Không có kỳ số liệu nào từ ngày 01/01/2023"),
        ("targets", 2, "deadline", "2022-12-31", "hạn đứng trước kỳ của chỉ tiêu"),
        ("targets", 2, "deadline_basis", "none", "căn cứ không khớp với hạn"),
        ("targets", 2, "target_value", "", "không hợp với phép so sánh"),
        ("targets", 2, "target_value_max", "120", "không hợp với phép so sánh"),
        ("dti_scores", 2, "year", "2023-Q5", "Mã kỳ số liệu không hợp lệ"),
        ("lineage_5", 2, "event_date", "1900-01-01", "đơn vị cũ chưa có trước ngày này"),
        ("units", 5, "mention_count", "2", "cột mention_lines có 1 dòng"),
        ("units", 5, "named_in_seed", "no", "không khớp với cột line"),
        ("indicators_actual", 31, "unit", "count", "khác với dòng đứng trước có cùng mã chỉ số"),
        # empty cells
        ("tasks", 2, "task", "", "ô này không được để trống"),
        ("units", 15, "unit_id", "", "ô này không được để trống"),
        ("documents", 2, "kind", "", "ô này không được để trống"),
        ("localities", 2, "seed_file", "", "ô này không được để trống"),
    ],
)
def test_a_broken_cell(files: PlanFiles, name: str, row: int, column: str, value: str, reason: str) -> None:
    assert original(name)[row - 2][column] != value, "the test would spoil nothing"
    files.put(name, row, **{column: value})
    errors = refused(files)
    found = [error for error in errors if reason in error.reason]
    assert found, "\n".join(map(str, errors))
    assert found[0].file == f"{name}.csv"
    assert found[0].remedy
    told = str(found[0])
    assert f"{name}.csv, dòng " in told
    assert f"cột “{found[0].column}”" in told


@pytest.mark.parametrize(
    "name, row, column, value",
    [
        ("tasks", 2, "level", "viec"),
        ("targets", 2, "deadline", "2023/12/31"),
        ("feedback_2022_tan_chau", 4, "done_overdue", "hai"),
        ("budget", 2, "planned_vnd", "112.176.000"),
    ],
)
def test_the_message_names_the_very_cell(
    files: PlanFiles, name: str, row: int, column: str, value: str
) -> None:
    files.put(name, row, **{column: value})
    (error,) = [error for error in refused(files) if error.column == column]
    assert (error.file, error.row, error.value) == (f"{name}.csv", row, value)
    assert f"{name}.csv, dòng {row}, cột “{column}”, giá trị “{value}”: " in str(error)
    assert ". Cách sửa: " in str(error)


def test_errors_of_several_files_are_told_together(files: PlanFiles) -> None:
    files.put("tasks", 2, level="viec", deadline="mai")
    files.put("targets", 5, target_value="nhiều")
    files.put("systems", 9, status="hong")
    places = {(error.file, error.row, error.column) for error in refused(files)}
    assert places == {
        ("tasks.csv", 2, "level"),
        ("tasks.csv", 2, "deadline"),
        ("targets.csv", 5, "target_value"),
        ("systems.csv", 9, "status"),
    }


def test_a_column_too_many_or_too_few_stops_everything_else(files: PlanFiles) -> None:
    files.write("tasks", [[*record, "quote"] for record in files.read("tasks")])
    files.write("budget", [record[:-1] for record in files.read("budget")])
    told = [str(error) for error in refused(files)]
    assert len(told) == 2
    assert any("tasks.csv, dòng 1, cột “quote”: cột lạ" in line for line in told)
    assert any("budget.csv, dòng 1, cột “note”: thiếu cột này" in line for line in told)


def test_a_missing_file_is_told(files: PlanFiles) -> None:
    (files.folder / "targets.csv").unlink()
    assert [str(error) for error in refused(files)] == [
        "targets.csv: không mở được tệp. Cách sửa: đặt tệp vào đúng thư mục, đúng tên."
    ]


def test_a_locality_without_framework_is_told(files: PlanFiles) -> None:
    files.keep("frameworks", "locality_code", lambda slug: slug != "bu_dang")
    assert any("frameworks.csv không có dòng của địa bàn này" in error.reason for error in refused(files))


def test_budget_lines_in_a_circle_are_told(files: PlanFiles) -> None:
    files.put("budget", files.row_of("budget", "id", "B008"), parent_code="2")
    assert any("vòng tròn" in error.reason for error in refused(files))


def test_a_rule_among_the_lines_is_told(files: PlanFiles) -> None:
    files.put("budget", 2, row_type="quy_dinh")
    assert any("không hợp với source_list" in error.reason for error in refused(files))
